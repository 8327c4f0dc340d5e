/**
 * The database that holds stores, positions and the outbox. Everything that one round does stands in one transaction.
 * Adapters pass the suite in conformance.ts.
 */
import type { Plain, TableLayout } from "../codec/layout.ts";
import type { Append, TopicPartition } from "../log/port.ts";

export interface StoreCapabilities {
  /** The outbox is the log itself: appended with the transaction, and read back in it. */
  readonly outboxIsLog: boolean;
}

/** Slots of one row in the order of its layout. */
export type Slots = readonly Plain[];

/** One row to be written, named by its key. */
export interface RowWrite {
  readonly key: Slots;
  /** Deletes first what is there, with what its side tables hold. */
  readonly clear: boolean;
  /**
   * Null: no row is to be there after `clear`. Folded: contributions, where undefined is none. Replaced: the whole row.
   */
  readonly slots: readonly (Plain | undefined)[] | null;
  /** New values of each side table, in the order of the layout's `sides`; when folding, those not there yet are counted. */
  readonly sides: readonly (readonly Plain[])[] | null;
  /** Sums whose way to the total leads past both ends: none of it may pass what the column holds. */
  readonly guards: readonly Guard[] | null;
}

/** The least and the greatest that a folded sum was on its way, from 0. */
export interface Guard {
  readonly slot: number;
  readonly low: number;
  readonly high: number;
}

export interface PositionChange extends TopicPartition {
  readonly reader: string;
  /** What this owner read or wrote last. */
  readonly expected: number;
  readonly next: number;
}

export interface Position extends TopicPartition {
  readonly reader: string;
  readonly next: number;
}

/** Thrown by `write` where a sum would pass what its column holds; the transaction cannot go on. */
export class StoreOverflow extends Error {
  override readonly name = "StoreOverflow";
}

export interface StoreTx {
  /** Compare and set; false where another owner has moved one of them, and none is moved then. */
  movePositions(changes: readonly PositionChange[]): Promise<boolean>;
  /** Rows by key, null where there is none, in the order of the keys. `lock` where they will be replaced. */
  read(layout: TableLayout, keys: readonly Slots[], lock: boolean): Promise<readonly (Slots | null)[]>;
  /** Whether side tables hold a value: `side` counts in the layout's `sides`. */
  contains(layout: TableLayout, side: number, entries: readonly SideEntry[]): Promise<readonly boolean[]>;
  /** Adds contributions to what is there: add, least, greatest, compare by time. Each key at most once. */
  fold(layout: TableLayout, rows: Iterable<RowWrite>): Promise<void>;
  /** Puts whole rows in place. Each key at most once. */
  replace(layout: TableLayout, rows: Iterable<RowWrite>): Promise<void>;
  /** Leaves the log in the order given; first offsets where the outbox is the log, else null. */
  outbox(appends: readonly Append[]): Promise<readonly number[] | null>;
  note(name: string): Promise<string | null>;
  /** Keeps a text under a name, such as how far a file has been fed. */
  setNote(name: string, text: string): Promise<void>;
  /** An error here leaves it open whether it took place: ask again by the positions. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

export interface SideEntry {
  readonly key: Slots;
  readonly value: Plain;
}

export interface StorePort {
  readonly capabilities: StoreCapabilities;
  begin(): Promise<StoreTx>;
  positions(): Promise<readonly Position[]>;
  /** Positions of a reader that has another name now. */
  renameReader(from: string, to: string): Promise<void>;
  /** All rows, sorted by key. */
  rows(layout: TableLayout): AsyncIterable<{ readonly key: Slots; readonly slots: Slots }>;
  close(): Promise<void>;
}
