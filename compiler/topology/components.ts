/** Strongly connected components of a directed graph, by Tarjan's algorithm without recursion, in linear time. */

/** Nodes are the numbers below `size`. A component comes after all components that it leads to. */
export function components(
  size: number,
  successors: (node: number) => readonly number[],
): readonly (readonly number[])[] {
  const search = new Search(size, successors);
  for (let node = 0; node < size; node++) search.from(node);
  return search.found;
}

interface Frame {
  readonly node: number;
  readonly successors: readonly number[];
  next: number;
}

const UNSEEN = -1;

class Search {
  readonly found: number[][] = [];
  readonly #successors: (node: number) => readonly number[];
  readonly #order: Int32Array;
  readonly #low: Int32Array;
  readonly #open: Uint8Array;
  readonly #stack: number[] = [];
  readonly #frames: Frame[] = [];
  #seen = 0;

  constructor(size: number, successors: (node: number) => readonly number[]) {
    this.#successors = successors;
    this.#order = new Int32Array(size).fill(UNSEEN);
    this.#low = new Int32Array(size);
    this.#open = new Uint8Array(size);
  }

  from(root: number): void {
    if (this.#order[root] !== UNSEEN) return;
    this.#enter(root);
    for (let frame = this.#frames.at(-1); frame !== undefined; frame = this.#frames.at(-1)) {
      const next = frame.successors[frame.next];
      if (next === undefined) this.#leave(frame.node);
      else {
        frame.next += 1;
        if (this.#order[next] === UNSEEN) this.#enter(next);
        else if (this.#open[next] === 1) this.#lower(frame.node, this.#order[next] ?? 0);
      }
    }
  }

  #enter(node: number): void {
    this.#order[node] = this.#seen;
    this.#low[node] = this.#seen;
    this.#seen += 1;
    this.#open[node] = 1;
    this.#stack.push(node);
    this.#frames.push({ node, successors: this.#successors(node), next: 0 });
  }

  #leave(node: number): void {
    this.#frames.pop();
    const low = this.#low[node] ?? 0;
    const above = this.#frames.at(-1);
    if (above !== undefined) this.#lower(above.node, low);
    if (low !== this.#order[node]) return;
    const component: number[] = [];
    for (let member = this.#stack.pop(); member !== undefined; member = this.#stack.pop()) {
      this.#open[member] = 0;
      component.push(member);
      if (member === node) break;
    }
    this.found.push(component.reverse());
  }

  #lower(node: number, low: number): void {
    this.#low[node] = Math.min(this.#low[node] ?? 0, low);
  }
}
