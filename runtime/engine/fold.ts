/** Folds contributions in memory: into what one batch adds to a row, or into a row that was read. */
import type { Plain, Slot } from "../codec/layout.ts";
import { compareText } from "../codec/scalars.ts";
import { ValueFault } from "../functions/fault.ts";
import type { Guard, RowWrite, Slots } from "../store/port.ts";
import type { ColumnPlan, Contribution, StorePlan } from "./stores.ts";

const MAX = Number.MAX_SAFE_INTEGER;

/** Time and tie-breaker of an update: which `latest` and `first` decide by. */
export interface Instant {
  readonly at: number;
  /** Id, event name, handler and ordinal, as a text that sorts like them. */
  readonly by: string;
}

/** Thrown where only the rows themselves can tell which event overflows: the round is run again, carefully. */
export class NeedsCare extends Error {
  override readonly name = "NeedsCare";
}

const NO_SIDES: readonly Set<Plain>[] = [];

const beginningOf = ({ folding, initial }: Slot): Plain | undefined => (folding === "set" ? undefined : initial);

/** What the events of one batch contribute to one row. */
export class Delta implements RowWrite {
  readonly key: Slots;
  readonly clear = false;
  /** Nothing was added. */
  isEmpty = true;
  readonly slots: (Plain | undefined)[];
  readonly #sides: readonly Set<Plain>[];
  /** The least and the greatest of each sum on its way, where some sum has gone both ways. */
  #ways: { readonly low: number[]; readonly high: number[] } | null = null;

  constructor(store: StorePlan, key: Slots) {
    const { slots, sides } = store.layout;
    this.key = key;
    this.slots = slots.map(beginningOf);
    this.#sides = sides.length === 0 ? NO_SIDES : sides.map(() => new Set());
  }

  /** As it was made. */
  empty({ layout }: StorePlan): void {
    this.isEmpty = true;
    for (let at = 0; at < layout.slots.length; at++) {
      const slot = layout.slots[at];
      if (slot !== undefined) this.slots[at] = beginningOf(slot);
    }
    for (const values of this.#sides) values.clear();
    this.#ways = null;
  }

  add(store: StorePlan, contribution: Contribution, instant: Instant): void {
    for (let i = 0; i < store.columns.length; i++) {
      const value = contribution[i];
      const column = store.columns[i];
      if (value === undefined || column === undefined) continue;
      if (column.column.kind === "plain") this.slots[column.at] = value;
      else if (value !== null) this.#fold(column, value, instant);
    }
  }

  #fold(column: ColumnPlan, value: Plain, instant: Instant): void {
    const { at } = column;
    switch (column.column.kind) {
      case "sum":
        this.#sum(at, Number(value), column.physical !== "real");
        break;
      case "mean":
        this.#sum(at, Number(value), column.physical !== "real");
        this.#sum(at + 1, 1, true);
        break;
      case "distinct":
        this.#sides[column.side]?.add(value);
        break;
      default:
        foldInto(this.slots, column, value, instant);
    }
  }

  #sum(at: number, value: number, isWhole: boolean): void {
    const before = Number(this.slots[at]);
    const total = before + value;
    this.slots[at] = total;
    if (this.#ways !== null || before * value < 0) this.#note(at, before, total);
    if (isWhole ? total > MAX || total < -MAX : !Number.isFinite(total)) throw new NeedsCare();
  }

  #note(at: number, before: number, total: number): void {
    this.#ways ??= { low: this.slots.map(() => 0), high: this.slots.map(() => 0) };
    const { low, high } = this.#ways;
    low[at] = Math.min(low[at] ?? 0, before, total);
    high[at] = Math.max(high[at] ?? 0, before, total);
  }

  get sides(): readonly (readonly Plain[])[] | null {
    return this.#sides.length === 0 ? null : this.#sides.map((values) => [...values]);
  }

  /** A sum that only grew, or only shrank, passes its range nowhere but at its end, where the column's CHECK stands. */
  get guards(): readonly Guard[] | null {
    if (this.#ways === null) return null;
    const { low, high } = this.#ways;
    const guards = low.map((least, slot): Guard => ({ slot, low: least, high: high[slot] ?? 0 }));
    return guards.filter((guard) => guard.low < 0 || guard.high > 0);
  }
}

/** Folds a contribution, which is not null, into a row's slots. `distinct` is counted by who knows what came before. */
export function foldInto(slots: (Plain | undefined)[], column: ColumnPlan, value: Plain, instant: Instant): void {
  const { at } = column;
  const old = slots[at] ?? null;
  switch (column.column.kind) {
    case "plain":
      slots[at] = value;
      break;
    case "sum":
      slots[at] = total(column, old, value);
      break;
    case "mean":
      slots[at] = total(column, old, value);
      slots[at + 1] = Number(slots[at + 1] ?? 0) + 1;
      break;
    case "min":
      if (old === null || compare(value, old) < 0) slots[at] = value;
      break;
    case "max":
      if (old === null || compare(value, old) > 0) slots[at] = value;
      break;
    case "ema":
      slots[at] = old === null ? value : column.factor * Number(value) + (1 - column.factor) * Number(old);
      break;
    case "latest":
      if (decide(slots, at, instant) > 0) place(slots, at, value, instant);
      break;
    case "first":
      if (decide(slots, at, instant) < 0 || slots[at + 1] === null) place(slots, at, value, instant);
      break;
    case "distinct":
    case "key":
      break;
  }
}

function total({ column, physical }: ColumnPlan, old: Plain, value: Plain): number {
  const sum = Number(old ?? 0) + Number(value);
  if (physical === "real" ? Number.isFinite(sum) : Number.isSafeInteger(sum)) return sum;
  throw new ValueFault("overflow", `${column.name}: ${old ?? 0} + ${value} is more than a ${column.kind} can hold`);
}

/** In the order of stores: texts by code point. */
export function compare(a: Plain, b: Plain): number {
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  return Number(a) - Number(b);
}

/** Whether an instant comes after (1) or before (-1) the one that a slot was decided by; after, where there is none. */
function decide(slots: readonly (Plain | undefined)[], at: number, instant: Instant): number {
  const [time, by] = [slots[at + 1] ?? null, slots[at + 2] ?? null];
  if (time === null) return 1;
  if (instant.at !== time) return instant.at > Number(time) ? 1 : -1;
  return compareText(instant.by, String(by));
}

function place(slots: (Plain | undefined)[], at: number, value: Plain, instant: Instant): void {
  slots[at] = value;
  slots[at + 1] = instant.at;
  slots[at + 2] = instant.by;
}
