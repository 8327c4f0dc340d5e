/** The slots of a layered drawing: ordered in each column by where their neighbours are, then moved towards them. */
import type { Link } from "./ranks.ts";

/** A node, or a point at which a long edge passes a column. */
export interface Slot {
  readonly rank: number;
  readonly height: number;
  /** Neighbours in the columns to the left and to the right. */
  readonly left: number[];
  readonly right: number[];
}

/** Slots by number; the first ones are the nodes. */
export interface Slots {
  readonly all: readonly Slot[];
  /** The slots that each link passes, both ends included. */
  readonly ways: readonly (readonly number[])[];
}

/** With more points than this, edges over many columns go straight: the drawing grows with the pipeline, not its square. */
const MOST_POINTS = 20_000;
const SHORT = 4;

const ROW_GAP = 18;
const SWEEPS = 12;

export function slotsOf(heights: readonly number[], rankOf: readonly number[], links: readonly Link[]): Slots {
  const all = heights.map((height, node): Slot => ({ rank: rankOf[node] ?? 0, height, left: [], right: [] }));
  const spanOf = ([from, to]: Link): number => (rankOf[to] ?? 0) - (rankOf[from] ?? 0);
  const points = links.reduce((sum, link) => sum + spanOf(link) - 1, 0);
  const ways = links.map((link) => {
    const [from, to] = link;
    const way = [from];
    const straight = points > MOST_POINTS && spanOf(link) > SHORT;
    for (let rank = (rankOf[from] ?? 0) + 1; rank < (rankOf[to] ?? 0) && !straight; rank++) {
      way.push(all.push({ rank, height: 0, left: [], right: [] }) - 1);
    }
    way.push(to);
    for (const [position, slot] of way.entries()) {
      const next = way[position + 1];
      if (next === undefined) continue;
      all[slot]?.right.push(next);
      all[next]?.left.push(slot);
    }
    return way;
  });
  return { all, ways };
}

/** The vertical centre of each slot. */
export function centersOf({ all }: Slots): readonly number[] {
  const columns = columnsOf(all);
  const centers = new Array<number>(all.length).fill(0);
  for (const column of columns) stack(column, all, centers);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const toTheRight = sweep % 2 === 0;
    for (const column of toTheRight ? columns : columns.toReversed()) {
      const wish = (slot: number): number =>
        meanOf((toTheRight ? all[slot]?.left : all[slot]?.right) ?? [], centers) ?? centers[slot] ?? 0;
      const wishes = new Map(column.map((slot) => [slot, wish(slot)]));
      column.sort((a, b) => (wishes.get(a) ?? 0) - (wishes.get(b) ?? 0));
      settle(column, wishes, all, centers);
    }
  }
  return centers;
}

function columnsOf(all: readonly Slot[]): readonly number[][] {
  const columns: number[][] = [];
  for (const [slot, { rank }] of all.entries()) {
    while (columns.length <= rank) columns.push([]);
    columns[rank]?.push(slot);
  }
  return columns;
}

function stack(column: readonly number[], all: readonly Slot[], centers: number[]): void {
  let top = 0;
  for (const slot of column) {
    const height = all[slot]?.height ?? 0;
    centers[slot] = top + height / 2;
    top += height + ROW_GAP;
  }
}

/** Each as near to its wish as the order and the gaps allow: neighbours that would overlap share the mean of their wishes. */
function settle(
  column: readonly number[],
  wishes: ReadonlyMap<number, number>,
  all: readonly Slot[],
  centers: number[],
): void {
  const offsets: number[] = [];
  const blocks: { sum: number; count: number }[] = [];
  let offset = 0;
  for (const [position, slot] of column.entries()) {
    const before = column[position - 1];
    if (before !== undefined) offset += ((all[before]?.height ?? 0) + (all[slot]?.height ?? 0)) / 2 + ROW_GAP;
    offsets.push(offset);
    let block = { sum: (wishes.get(slot) ?? 0) - offset, count: 1 };
    for (let last = blocks.at(-1); last !== undefined && mean(last) >= mean(block); last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, count: last.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  let position = 0;
  for (const block of blocks) {
    for (let end = position + block.count; position < end; position++) {
      const slot = column[position];
      if (slot !== undefined) centers[slot] = mean(block) + (offsets[position] ?? 0);
    }
  }
}

function mean({ sum, count }: { readonly sum: number; readonly count: number }): number {
  return sum / count;
}

function meanOf(slots: readonly number[], centers: readonly number[]): number | null {
  if (slots.length === 0) return null;
  return slots.reduce((sum, slot) => sum + (centers[slot] ?? 0), 0) / slots.length;
}
