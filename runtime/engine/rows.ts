/**
 * The rows of one store that a round works on: what is added to rows that nobody reads, and rows that were read, with
 * what was written since. What one event did is undone when its handler fails.
 */
import type { Plain } from "../codec/layout.ts";
import { byKey } from "../store/order.ts";
import type { RowWrite, SideEntry, Slots, StoreTx } from "../store/port.ts";
import { Delta, foldInto, type Instant } from "./fold.ts";
import { KeyMap } from "./key-map.ts";
import { type Contribution, keyText, type StorePlan } from "./stores.ts";

/** Thrown out of a handler that needs rows which have not been read yet: it runs again when they have. */
export const MISSING: unique symbol = Symbol("missing rows");

/** Several of these and the handler is better served by reading what is wanted in one call. */
interface Wanted {
  readonly keys: Map<string, Slots>;
  /** By side table, then by key and value. */
  readonly entries: Map<string, SideEntry>[];
}

/** A row as it is, null where there is none. `slots` is replaced, never changed, once an event has seen it. */
class Row {
  readonly key: Slots;
  slots: readonly (Plain | undefined)[] | null;
  /** Deleted in this round, before `slots` were written. */
  cleared = false;
  dirty = false;
  /** Which values the side tables hold, as far as it is known, and those that are new. */
  readonly known: Map<Plain, boolean>[];
  readonly added: Plain[][];

  constructor(store: StorePlan, key: Slots, slots: Slots | null) {
    this.key = key;
    this.slots = slots;
    this.known = store.layout.sides.map(() => new Map());
    this.added = store.layout.sides.map(() => []);
  }

  write(): RowWrite {
    return { key: this.key, clear: this.cleared, slots: this.slots, sides: this.added, guards: null };
  }
}

/** Less than one in so many: these are sorted sooner than found. */
const FEW = 8;

export class StoreRows {
  readonly plan: StorePlan;
  /** Kept from round to round, as most rows are written again soon. */
  readonly #deltas = new KeyMap<Delta>();
  /** The same, by key but for those that have come since they were sorted. */
  #kept: Delta[] = [];
  #isSorted = true;
  /** Those that hold something. */
  #open: Delta[] = [];
  readonly #rows = new Map<string, Row>();
  readonly #wanted: Wanted;
  #undo: (() => void)[] = [];

  constructor(plan: StorePlan) {
    this.plan = plan;
    this.#wanted = { keys: new Map(), entries: plan.layout.sides.map(() => new Map()) };
  }

  /** Adds to a row unseen. It cannot be undone. */
  add(key: Slots, contribution: Contribution, instant: Instant): void {
    let delta = this.#deltas.get(key);
    if (delta === undefined) {
      delta = new Delta(this.plan, key);
      this.#deltas.set(key, delta);
      this.#kept.push(delta);
      this.#isSorted = false;
    }
    if (delta.isEmpty) {
      delta.isEmpty = false;
      this.#open.push(delta);
    }
    delta.add(this.plan, contribution, instant);
  }

  /** Slots of a row, or null where there is none; throws MISSING where it has not been read. */
  get(key: Slots): Slots | null {
    return toSlots(this.#row(key).slots);
  }

  #row(key: Slots): Row {
    const text = keyText(key);
    const row = this.#rows.get(text);
    if (row !== undefined) return row;
    this.#wanted.keys.set(text, key);
    throw MISSING;
  }

  /** Contributes to a row; gives its slots after. */
  update(key: Slots, contribution: Contribution, instant: Instant): Slots {
    const row = this.#row(key);
    const { columns, layout } = this.plan;
    this.#wantSides(row, contribution);
    const slots = row.slots === null ? layout.slots.map((slot): Plain | undefined => slot.initial) : [...row.slots];
    const added: [side: number, value: Plain][] = [];
    for (let i = 0; i < columns.length; i++) {
      const [column, value] = [columns[i], contribution[i]];
      if (column === undefined || value === undefined) continue;
      if (column.column.kind === "plain") slots[column.at] = value;
      else if (value === null) continue;
      else if (column.side < 0) foldInto(slots, column, value, instant);
      else if (row.known[column.side]?.get(value) === false) {
        added.push([column.side, value]);
        slots[column.at] = Number(slots[column.at] ?? 0) + 1;
      }
    }
    this.#change(row, slots, row.cleared, added);
    return toSlots(slots) ?? [];
  }

  /** `distinct` counts what is new: asks for what is not known. */
  #wantSides(row: Row, contribution: Contribution): void {
    let missing = false;
    for (const [i, { side }] of this.plan.columns.entries()) {
      const value = contribution[i];
      if (side < 0 || value === undefined || value === null || row.known[side]?.has(value) === true) continue;
      if (row.slots === null || row.cleared) {
        row.known[side]?.set(value, false);
        continue;
      }
      this.#wanted.entries[side]?.set(keyText([...row.key, value]), { key: row.key, value });
      missing = true;
    }
    if (missing) throw MISSING;
  }

  delete(key: Slots): void {
    const row = this.#row(key);
    if (row.slots === null) return;
    const known = row.known.map((values) => new Map(values));
    const added = row.added.map((values) => [...values]);
    this.#undo.push(() => {
      row.known.forEach((values, side) => {
        values.clear();
        for (const [value, isThere] of known[side] ?? []) values.set(value, isThere);
      });
      row.added.forEach((values, side) => {
        values.push(...(added[side] ?? []));
      });
    });
    this.#change(row, null, true, []);
    for (const values of row.known) values.clear();
    for (const values of row.added) values.length = 0;
  }

  #change(row: Row, slots: Row["slots"], cleared: boolean, added: readonly [side: number, value: Plain][]): void {
    const before = { slots: row.slots, cleared: row.cleared, dirty: row.dirty };
    this.#undo.push(() => {
      Object.assign(row, before);
      for (const [side, value] of added) {
        row.known[side]?.set(value, false);
        row.added[side]?.pop();
      }
    });
    row.slots = slots;
    row.cleared = cleared;
    row.dirty = true;
    for (const [side, value] of added) {
      row.known[side]?.set(value, true);
      row.added[side]?.push(value);
    }
  }

  /** The event's effects on rows stand. */
  keep(): void {
    if (this.#undo.length > 0) this.#undo = [];
  }

  /** The event's effects on rows are undone, the last one first. */
  undo(): void {
    if (this.#undo.length === 0) return;
    for (const step of this.#undo.reverse()) step();
    this.#undo = [];
  }

  /** Reads all that was wanted, in one call each; false where nothing was. */
  async load(tx: StoreTx, lock: boolean): Promise<boolean> {
    const { layout } = this.plan;
    const wanted = [...this.#wanted.keys];
    if (wanted.length > 0) {
      const keys = wanted.map(([, key]) => key);
      const found = await tx.read(layout, keys, lock);
      for (const [index, [text, key]] of wanted.entries()) {
        this.#rows.set(text, new Row(this.plan, key, found[index] ?? null));
      }
      this.#wanted.keys.clear();
    }
    let some = wanted.length > 0;
    for (const [side, entries] of this.#wanted.entries.entries()) {
      if (entries.size === 0) continue;
      const asked = [...entries.values()];
      const found = await tx.contains(layout, side, asked);
      for (const [index, { key, value }] of asked.entries()) {
        this.#rows.get(keyText(key))?.known[side]?.set(value, found[index] === true);
      }
      entries.clear();
      some = true;
    }
    return some;
  }

  /** How many deltas it keeps. */
  get kept(): number {
    return this.#kept.length;
  }

  /** After `clear`. */
  forgetKept(): void {
    this.#deltas.clear();
    this.#kept = [];
    this.#isSorted = true;
  }

  get isClean(): boolean {
    return this.#open.length === 0 && this.#rows.size === 0;
  }

  /** Keys of the rows that will be there when it has been flushed, because something was written. */
  written(): Slots[] {
    const replaced = [...this.#rows.values()].filter(({ dirty, slots }) => dirty && slots !== null);
    return [...this.#open, ...replaced].map(({ key }) => key);
  }

  /** Writes what has changed and forgets the rows. */
  async flush(tx: StoreTx): Promise<void> {
    const { layout } = this.plan;
    if (this.#open.length > 0) await tx.fold(layout, this.#openByKey());
    const writes: RowWrite[] = [];
    for (const row of this.#rows.values()) if (row.dirty) writes.push(row.write());
    if (writes.length > 0) await tx.replace(layout, writes);
    this.clear();
  }

  /** Stores take rows best by key. Where many of those that are kept are written, they are found in their order. */
  #openByKey(): readonly Delta[] {
    if (this.#open.length * FEW < this.#kept.length) return this.#open.sort(byKey);
    // What is in order already costs little to sort.
    if (!this.#isSorted) this.#kept.sort(byKey);
    this.#isSorted = true;
    return this.#kept.filter(({ isEmpty }) => !isEmpty);
  }

  clear(): void {
    for (const delta of this.#open) delta.empty(this.plan);
    this.#open = [];
    this.#rows.clear();
    this.#wanted.keys.clear();
    for (const entries of this.#wanted.entries) entries.clear();
    this.#undo = [];
  }
}

function toSlots(slots: readonly (Plain | undefined)[] | null): Slots | null {
  return slots === null ? null : slots.map((slot) => slot ?? null);
}
