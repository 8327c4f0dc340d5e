/**
 * Lays a graph out in layers from left to right, as Sugiyama's method does: cycles are cut, nodes go behind all that leads
 * to them, layers are sorted so that few edges cross, and nodes move towards their neighbours.
 */

export interface LayoutNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface LayoutEdge {
  readonly from: string;
  readonly to: string;
}

export interface Laid {
  readonly width: number;
  readonly height: number;
  /** `x` and `y` are a node's middle. */
  readonly nodes: readonly (LayoutNode & { readonly x: number; readonly y: number })[];
  readonly edges: readonly (LayoutEdge & { readonly path: string })[];
}

const GAP = 12;
const BETWEEN = 64;
const MARGIN = 16;
const SWEEPS = 16;
const PULLS = 24;

/** A node, or a bend of an edge that passes a layer. */
interface Spot {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  layer: number;
  x: number;
  y: number;
  readonly before: Spot[];
  readonly behind: Spot[];
}

export function layOut(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Laid {
  const spots = new Map(nodes.map((node) => [node.id, spotOf(node.id, node.width, node.height)]));
  const known = edges.filter(({ from, to }) => spots.has(from) && spots.has(to) && from !== to);
  const forward = withoutCycles([...spots.keys()], known);
  assignLayers(spots, forward);
  const chains = forward.map((edge) => chainOf(edge, spots));
  const layers = layersOf([...new Set([...spots.values(), ...chains.flatMap(({ spots: own }) => own)])]);
  sortLayers(layers);
  place(layers);
  const width = Math.max(0, ...[...spots.values()].map((spot) => spot.x + spot.width / 2)) + MARGIN;
  const height = Math.max(0, ...layers.flat().map((spot) => spot.y + spot.height / 2)) + MARGIN;
  return {
    width,
    height,
    nodes: nodes.map((node) => ({ ...node, x: spots.get(node.id)?.x ?? 0, y: spots.get(node.id)?.y ?? 0 })),
    edges: chains.map(({ edge, isTurned, spots: own }) => pathOf(edge, isTurned, own)),
  };
}

function spotOf(id: string, width: number, height: number): Spot {
  return { id, width, height, layer: 0, x: 0, y: 0, before: [], behind: [] };
}

interface Forward {
  readonly edge: LayoutEdge;
  /** It closed a cycle, and is laid out the other way round. */
  readonly isTurned: boolean;
  readonly from: string;
  readonly to: string;
}

function withoutCycles(ids: readonly string[], edges: readonly LayoutEdge[]): Forward[] {
  const out = new Map<string, LayoutEdge[]>();
  for (const edge of edges) out.set(edge.from, [...(out.get(edge.from) ?? []), edge]);
  const state = new Map<string, "open" | "done">();
  const turned = new Set<LayoutEdge>();
  const visit = (id: string): void => {
    state.set(id, "open");
    for (const edge of out.get(id) ?? []) {
      if (state.get(edge.to) === "open") turned.add(edge);
      else if (state.get(edge.to) === undefined) visit(edge.to);
    }
    state.set(id, "done");
  };
  for (const id of ids) if (state.get(id) === undefined) visit(id);
  return edges.map((edge) => {
    const isTurned = turned.has(edge);
    return { edge, isTurned, from: isTurned ? edge.to : edge.from, to: isTurned ? edge.from : edge.to };
  });
}

/** Behind all that leads to it; what nothing leads to stands just before what it leads to. */
function assignLayers(spots: ReadonlyMap<string, Spot>, edges: readonly Forward[]): void {
  const into = new Map<string, string[]>();
  for (const { from, to } of edges) into.set(to, [...(into.get(to) ?? []), from]);
  const layers = new Map<string, number>();
  const layerOf = (id: string): number => {
    const known = layers.get(id);
    if (known !== undefined) return known;
    const layer = Math.max(-1, ...(into.get(id) ?? []).map(layerOf)) + 1;
    layers.set(id, layer);
    return layer;
  };
  for (const [id, spot] of spots) spot.layer = layerOf(id);
  for (const [id, spot] of spots) {
    if (into.has(id)) continue;
    const next = edges.filter(({ from }) => from === id).map(({ to }) => spots.get(to)?.layer ?? 1);
    if (next.length > 0) spot.layer = Math.max(0, Math.min(...next) - 1);
  }
}

interface Chain extends Forward {
  /** From end to end, one in each layer. */
  readonly spots: readonly Spot[];
}

function chainOf(forward: Forward, spots: ReadonlyMap<string, Spot>): Chain {
  const [from, to] = [spots.get(forward.from), spots.get(forward.to)];
  if (from === undefined || to === undefined) throw new Error("An edge leads nowhere.");
  const chain: Spot[] = [from];
  for (let layer = from.layer + 1; layer < to.layer; layer++) {
    const bend = spotOf("", 0, 2);
    bend.layer = layer;
    chain.push(bend);
  }
  chain.push(to);
  for (const [index, spot] of chain.entries()) {
    const next = chain[index + 1];
    if (next === undefined) break;
    spot.behind.push(next);
    next.before.push(spot);
  }
  return { ...forward, spots: chain };
}

function layersOf(spots: readonly Spot[]): Spot[][] {
  const layers: Spot[][] = [];
  for (const spot of spots) {
    const layer = layers[spot.layer] ?? [];
    layer.push(spot);
    layers[spot.layer] = layer;
  }
  return Array.from(layers, (layer) => layer ?? []);
}

/** Each layer by the middle of its neighbours, forth and back; the best order that was found stays. */
function sortLayers(layers: Spot[][]): void {
  number(layers);
  let best = layers.map((layer) => [...layer]);
  let least = crossings(layers);
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
    const isForth = sweep % 2 === 0;
    for (const layer of isForth ? layers : layers.toReversed()) {
      const wanted = new Map(layer.map((spot) => [spot, middle(isForth ? spot.before : spot.behind) ?? spot.y]));
      layer.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
      for (const [index, spot] of layer.entries()) spot.y = index;
    }
    const found = crossings(layers);
    if (found < least) [least, best] = [found, layers.map((layer) => [...layer])];
  }
  for (const [index, layer] of best.entries()) layers[index] = layer;
  number(layers);
}

/** While layers are sorted, `y` is a spot's place in its layer. */
function number(layers: readonly (readonly Spot[])[]): void {
  for (const layer of layers) for (const [index, spot] of layer.entries()) spot.y = index;
}

function middle(spots: readonly Spot[]): number | null {
  if (spots.length === 0) return null;
  return spots.reduce((sum, { y }) => sum + y, 0) / spots.length;
}

function crossings(layers: readonly (readonly Spot[])[]): number {
  let count = 0;
  for (const layer of layers) {
    const ends: number[] = [];
    for (const spot of layer) {
      const own = spot.behind.map(({ y }) => y).sort((a, b) => a - b);
      for (const y of own) count += ends.filter((end) => end > y).length;
      ends.push(...own);
    }
  }
  return count;
}

/** Columns for the layers; in each, nodes as near to their neighbours as their order lets them. */
function place(layers: readonly (readonly Spot[])[]): void {
  let x = MARGIN;
  for (const layer of layers) {
    const width = Math.max(0, ...layer.map((spot) => spot.width));
    for (const spot of layer) spot.x = x + width / 2;
    x += width + BETWEEN;
    let y = MARGIN;
    for (const spot of layer) {
      spot.y = y + spot.height / 2;
      y += spot.height + GAP;
    }
  }
  for (let pull = 0; pull < PULLS; pull++) {
    for (const layer of pull % 2 === 0 ? layers : layers.toReversed()) settle(layer);
  }
  const top = Math.min(...layers.flat().map((spot) => spot.y - spot.height / 2));
  for (const spot of layers.flat()) spot.y = Math.round((spot.y - top + MARGIN) * 2) / 2;
}

/** Moves a layer's spots to where they want to be, in order and without overlaps: neighbours that push each other share. */
function settle(layer: readonly Spot[]): void {
  interface Block {
    readonly spots: { readonly spot: Spot; readonly at: number }[];
    wanted: number;
    length: number;
  }
  const blocks: Block[] = [];
  for (const spot of layer) {
    const wish = middle([...spot.before, ...spot.behind]) ?? spot.y;
    const length = spot.height + GAP;
    let block: Block = { spots: [{ spot, at: length / 2 }], wanted: wish - length / 2, length };
    for (let before = blocks.at(-1); before !== undefined && before.wanted + before.length > block.wanted; ) {
      const [count, more] = [before.spots.length, block.spots.length];
      const shift = before.length;
      const wanted = (before.wanted * count + (block.wanted - shift) * more) / (count + more);
      const moved = block.spots.map(({ spot: each, at }) => ({ spot: each, at: at + shift }));
      block = { spots: [...before.spots, ...moved], wanted, length: before.length + block.length };
      blocks.pop();
      before = blocks.at(-1);
    }
    blocks.push(block);
  }
  for (const { spots, wanted } of blocks) for (const { spot, at } of spots) spot.y = wanted + at;
}

function pathOf(edge: LayoutEdge, isTurned: boolean, spots: readonly Spot[]) {
  const points = spots.flatMap((spot, index) => {
    if (spot.width === 0) return [{ x: spot.x, y: spot.y }];
    return [{ x: spot.x + (index === 0 ? spot.width / 2 : -spot.width / 2), y: spot.y }];
  });
  const ordered = isTurned ? points.toReversed() : points;
  const path = ordered.map(({ x, y }, index) => {
    const before = ordered[index - 1];
    if (before === undefined) return `M${x} ${y}`;
    const half = (before.x + x) / 2;
    return `C${half} ${before.y} ${half} ${y} ${x} ${y}`;
  });
  return { ...edge, path: path.join("") };
}
