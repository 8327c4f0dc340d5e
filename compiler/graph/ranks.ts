/** The column of each node: every edge leads to the right, but for those that close a circle. */

/** Nodes are the numbers below `size`; an edge is a pair of them. */
export type Link = readonly [from: number, to: number];

export interface Ranks {
  readonly rankOf: readonly number[];
  /** The edges, in their order; what would close a circle is turned round. */
  readonly links: readonly Link[];
}

export function ranksOf(size: number, edges: readonly Link[]): Ranks {
  const { order, links } = withoutCircles(size, edges);
  const next = successors(size, links);
  const rankOf = new Array<number>(size).fill(0);
  const entered = new Set(links.map(([, to]) => to));
  for (const node of order) {
    for (const to of next[node] ?? []) rankOf[to] = Math.max(rankOf[to] ?? 0, (rankOf[node] ?? 0) + 1);
  }
  // What nothing leads to stands beside what it leads to, not at the far left.
  for (const node of order) {
    const ranks = (next[node] ?? []).map((to) => rankOf[to] ?? 0);
    if (!entered.has(node) && ranks.length > 0) rankOf[node] = ranks.reduce((a, b) => Math.min(a, b)) - 1;
  }
  return { rankOf, links };
}

interface Frame {
  readonly node: number;
  readonly edges: readonly number[];
  next: number;
}

/** A depth-first search: edges back to what is still open are turned round, and nodes come before what they lead to. */
function withoutCircles(size: number, edges: readonly Link[]) {
  const outgoing: number[][] = Array.from({ length: size }, () => []);
  for (const [edge, [from]] of edges.entries()) outgoing[from]?.push(edge);
  const state = new Array<"new" | "open" | "done">(size).fill("new");
  const links = [...edges];
  const finished: number[] = [];
  const frames: Frame[] = [];
  const enter = (node: number): void => {
    state[node] = "open";
    frames.push({ node, edges: outgoing[node] ?? [], next: 0 });
  };
  for (let root = 0; root < size; root++) {
    if (state[root] === "new") enter(root);
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const edge = frame.edges[frame.next++];
      if (edge === undefined) {
        state[frame.node] = "done";
        finished.push(frame.node);
        frames.pop();
        continue;
      }
      const [from, to] = edges[edge] ?? [0, 0];
      if (state[to] === "new") enter(to);
      else if (state[to] === "open") links[edge] = [to, from];
    }
  }
  return { order: finished.reverse(), links };
}

function successors(size: number, links: readonly Link[]): readonly (readonly number[])[] {
  const next: number[][] = Array.from({ length: size }, () => []);
  for (const [from, to] of links) next[from]?.push(to);
  return next;
}
