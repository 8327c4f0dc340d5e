/**
 * The database that holds stores, positions and the outbox. Everything that one round does stands in one transaction.
 * Adapters pass the suite in conformance.ts.
 */
import type { Plain, TableLayout } from "../codec/layout.ts";
import type { Append, Extent, TopicPartition } from "../log/port.ts";

export interface StoreCapabilities {
  /** The outbox is the log itself: appended with the transaction, and read back in it. */
  readonly outboxIsLog: boolean;
  /** Others may write to it at the same time, so that a row and what waits for it may miss each other. */
  readonly isShared: boolean;
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
  /** What the reader has had of each lane, as text; absent where that has not changed. */
  readonly seen?: string;
}

export interface Position extends TopicPartition {
  readonly reader: string;
  readonly next: number;
  readonly seen: string | null;
}

/** The row that an event waits for. */
export interface Awaited {
  readonly store: string;
  readonly key: Slots;
}

/** An event that a handler is to handle later: it waits for a row, queues behind one that does, or is ready. */
export interface Parking extends TopicPartition {
  readonly reader: string;
  /** Key of its record, where later events of that key queue behind it; null: none does. */
  readonly lane: string | null;
  /** Null where it only queues. */
  readonly awaits: Awaited | null;
  /** When its wait is over; null where it has none. */
  readonly due: number | null;
  /** When it came or, where it has waited before, when this wait began. */
  readonly since: number;
  /** Its waits that are over. */
  readonly over: readonly string[];
  /** It is to be handled now. */
  readonly isReady: boolean;
  /** Its name in the spec. */
  readonly event: string;
  readonly offset: number;
  /** Its place in a record that held several, else -1. */
  readonly element: number;
  /** A batch of its record alone, or of its element as a record. */
  readonly record: Uint8Array;
}

export interface Parked extends Parking {
  /** Ascending in the order of parking. */
  readonly id: number;
}

/** What a parked event waits for, without the event. */
export interface Waiter extends Pick<Parked, "id" | "awaits" | "isReady"> {
  /** Nothing of its lane was parked before it; false of one without a lane. */
  readonly isFirst: boolean;
}

/** What is looked for again and again, in one answer. */
export interface Outlook {
  /** Those of the readers asked for that have events in lanes. */
  readonly readers: readonly string[];
  /** Those of the stores asked for whose rows are waited for. */
  readonly stores: readonly string[];
  /** Some parked event is ready. */
  readonly isReady: boolean;
  /** When the next wait of a parked event is over; null where none will be. */
  readonly nextWait: number | null;
  /** When the next held event is to leave. */
  readonly nextHeld: number | null;
}

/** An event that was emitted and is held back; its handler, name and key name it. */
export interface HeldKey {
  readonly handler: string;
  /** Its name in the spec. */
  readonly event: string;
  readonly key: string;
}

/** Its place is that of the event that it was emitted for. */
export interface Held extends HeldKey, TopicPartition {
  /** When it is to leave. */
  readonly due: number;
  readonly id: string;
  /** The event's time. */
  readonly at: number;
  readonly hops: number;
  readonly passes: string | null;
  readonly cause: string;
  /** As a `traceparent` names it, with flags: 32 and 2 hexadecimal digits. */
  readonly trace: string;
  /** JSON of the fields. */
  readonly value: string;
}

/** How many events of a reader are parked or held, for those who watch. */
export interface LaterCounts {
  readonly reader: string;
  /** Parked, and waiting for a row itself. */
  readonly waiting: number;
  /** Parked, and queued behind one that waits, or ready. */
  readonly queued: number;
  readonly held: number;
}

/** An event that a source which drops repeats has brought. */
export interface Brought {
  readonly event: string;
  readonly id: string;
  /** The record's own. */
  readonly time: number;
}

/** Where a dropped repeat lies in its partition. */
export interface Repeat {
  readonly offset: number;
  readonly element: number;
}

/** What leaves for the log, and which input it came of: who owns that sends it. */
export interface Leaving extends Append {
  readonly from: TopicPartition;
}

/** What has not been sent yet, as far as is known. */
export interface Pending extends Leaving {
  /** Ascending in the order of leaving. */
  readonly id: number;
}

/** Partitions of topics; null: all there are. */
export type Places = readonly TopicPartition[] | null;

/** Thrown by `write` where a sum would pass what its column holds; the transaction cannot go on. */
export class StoreOverflow extends Error {
  override readonly name = "StoreOverflow";
}

/** One call at a time: the next one begins when the last has ended. */
export interface StoreTx {
  /** Compare and set; false where another owner has moved one of them, and none is moved then. */
  movePositions(changes: readonly PositionChange[]): Promise<boolean>;
  /** Rows by key, null where there is none, in the order of the keys. `lock` where they will be replaced. */
  read(layout: TableLayout, keys: readonly Slots[], lock: boolean): Promise<readonly (Slots | null)[]>;
  /** Rows whose first key columns are these, sorted by key. */
  scan(layout: TableLayout, leading: Slots, range: ScanRange): Promise<readonly StoredRow[]>;
  /** Whether side tables hold a value: `side` counts in the layout's `sides`. */
  contains(layout: TableLayout, side: number, entries: readonly SideEntry[]): Promise<readonly boolean[]>;
  /** Takes values out of a side table, and lowers what their rows count; gives how many were there. */
  withdraw(layout: TableLayout, side: number, entries: readonly SideEntry[]): Promise<number>;
  /** Adds contributions to what is there: add, least, greatest, compare by time. Each key at most once. */
  fold(layout: TableLayout, rows: Iterable<RowWrite>): Promise<void>;
  /** Puts whole rows in place. Each key at most once. */
  replace(layout: TableLayout, rows: Iterable<RowWrite>): Promise<void>;
  /** Others write to this store only after the transaction: for who replaces rows that others may add to. */
  claim(layout: TableLayout): Promise<void>;
  /** Leaves for the log in the order given. Gives first offsets where the outbox is the log, else the ids of what is pending. */
  outbox(leaving: readonly Leaving[]): Promise<readonly number[]>;
  /** It has been sent. */
  sent(ids: readonly number[]): Promise<void>;
  /** Parks events, in the order given. */
  park(events: readonly Parking[]): Promise<void>;
  /** Those of the lanes in which events of a reader are parked. */
  lanes(reader: string, lanes: readonly string[]): Promise<ReadonlySet<string>>;
  /** Makes what waits for these rows ready; gives how many it has made so. */
  wake(store: string, keys: readonly Slots[]): Promise<number>;
  /** Parked events of these readers and inputs that are ready or whose wait is over by now, in the order of parking. */
  ready(readers: readonly string[], places: Places, now: number, limit: number): Promise<readonly Parked[]>;
  /** Events of these lanes, one lane after another, each in the order of parking; at most so many. */
  queued(reader: string, lanes: readonly string[], limit: number): Promise<readonly Parked[]>;
  /** Replaces what is said of parked events, but for their records. */
  repark(events: readonly Parked[]): Promise<void>;
  /** Takes parked events out; gives how many were there. */
  unpark(ids: readonly number[]): Promise<number>;
  /** Parked events by their ids, as far as they are there. */
  find(ids: readonly number[]): Promise<readonly Parked[]>;
  /** Those that were parked after one, in the order of parking; at most so many. */
  waiters(after: number, limit: number): Promise<readonly Waiter[]>;
  /** Of these readers, and of the stores that they may wait for. */
  /** `places` are the inputs of which events are looked for; rows are waited for by all. */
  outlook(readers: readonly string[], stores: readonly string[], places: Places): Promise<Outlook>;
  /** Holds events back; one that is held already is replaced, but keeps when it is due. Gives how many are new. */
  hold(events: readonly Held[]): Promise<number>;
  /** Held events of these handlers and inputs that are due by now, in the order of being due. */
  due(handlers: readonly string[], places: Places, now: number, limit: number): Promise<readonly Held[]>;
  unhold(events: readonly HeldKey[]): Promise<number>;
  /** Held events are due then at the latest; gives how many of them are there. */
  hasten(events: readonly HeldKey[], due: number): Promise<number>;
  /**
   * Notes what a source has brought, in order, and tells of each whether its name and id came with a time at most `window`
   * apart before. `now` tells when it may be forgotten.
   */
  bring(source: string, events: readonly Brought[], window: number, now: number): Promise<readonly boolean[]>;
  /** Notes which events of a partition are repeats. */
  addRepeats(place: TopicPartition, repeats: readonly Repeat[]): Promise<void>;
  /** The repeats from one offset to before another. */
  repeats(place: TopicPartition, from: number, to: number): Promise<readonly Repeat[]>;
  /** Forgets what a source has brought before `now`, and repeats that the log does not hold any more. */
  forgetBrought(source: string, now: number, extents: readonly Extent[]): Promise<void>;
  note(name: string): Promise<string | null>;
  /** Keeps a text under a name, such as how far a file has been fed. */
  setNote(name: string, text: string): Promise<void>;
  /** An error here leaves it open whether it took place: ask again by the positions. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** How much of what a scan finds is wanted. */
export interface ScanRange {
  readonly limit: number;
  /** The last ones come first. */
  readonly isDescending: boolean;
}

export interface StoredRow {
  readonly key: Slots;
  readonly slots: Slots;
}

export interface SideEntry {
  readonly key: Slots;
  readonly value: Plain;
}

export interface StoredTable {
  readonly store: string;
  readonly table: string;
}

export interface StorePort {
  readonly capabilities: StoreCapabilities;
  begin(): Promise<StoreTx>;
  positions(): Promise<readonly Position[]>;
  /** What came of these inputs and has not been sent yet, in the order of leaving. */
  pending(places: Places): Promise<readonly Pending[]>;
  /** Positions of a reader that has another name now, and what it has parked and holds; where it has none under that name. */
  renameReader(from: string, to: string): Promise<void>;
  /** Parked and held events that have another name now. */
  renameEvent(from: string, to: string): Promise<void>;
  /** All parked events, in the order of parking. */
  parked(): AsyncIterable<Parked>;
  /** All held events, in the order of being due. */
  held(): AsyncIterable<Held>;
  later(): Promise<readonly LaterCounts[]>;
  /** A note as it was last committed. */
  note(name: string): Promise<string | null>;
  /** All stores that have tables here, by name: also those that the pipeline has no more, or calls by a new name. */
  stores(): Promise<readonly StoredTable[]>;
  /** All rows, or those whose key comes after `after`, sorted by key. */
  rows(layout: TableLayout, after?: Slots): AsyncIterable<StoredRow>;
  close(): Promise<void>;
}
