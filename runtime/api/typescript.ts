/**
 * Handlers in TypeScript: what they are given beside the event. The compiler puts a handler's own type together of these
 * parts, so that it has what the spec names and nothing else. Effects take hold together once the handler has ended well;
 * where it throws, there are none, and it is tried again.
 */
import type { Change, EventTypes, StoreTypes } from "./context.ts";

/** A value, or a promise of it. */
export type Awaitable<T> = T | Promise<T>;

/** What every handler is given. `Name` are the names of the events it handles, `Params` the spec's params. */
export interface CallContext<Name extends string = string, Params extends object = object> {
  /** Id of the event being handled: `$id`. */
  readonly id: string;
  /** Its time, in ms since 1970 UTC: `$at`. */
  readonly at: number;
  /** Its name in the spec: `$name`. */
  readonly name: Name;
  /** Which try this is, from 1. */
  readonly attempt: number;
  /** The values that operators have set. */
  readonly params: Readonly<Params>;
  /** Aborted when the process is told to stop. What is cut off then is done again at the next start. */
  readonly abortSignal: AbortSignal;
  /** Goes out at once, whatever becomes of the try. */
  readonly log: Log;
}

/** Messages for operators. `details` are printed as JSON. */
export interface Log {
  debug(message: string, details?: object): void;
  info(message: string, details?: object): void;
  warn(message: string, details?: object): void;
  error(message: string, details?: object): void;
}

/** Stores that the spec names in `reads`. Rows are as last committed, with this handler's own earlier writes. */
export interface Reads<Stores extends StoreTypes> {
  /** The row, or null. Reads that are asked for together are one query: `Promise.all([da.get(…), da.get(…)])`. */
  get<Store extends keyof Stores & string>(
    store: Store,
    key: Stores[Store]["key"],
  ): Promise<Stores[Store]["row"] | null>;
}

/** Stores of `reads` with several key columns; `leading` are the first of them. */
export interface ScannedStore {
  readonly leading: object;
  readonly row: object;
}

export interface ScanOptions {
  /** How many rows at most: 1 to 10,000. */
  readonly limit: number;
  /** By the key columns that follow; ascending unless said otherwise. */
  readonly order?: "ascending" | "descending";
}

export interface Scans<Stores extends Readonly<Record<string, ScannedStore>>> {
  /** The rows whose first key columns are these, sorted by key: `da.scan("days", { user }, { limit: 7, order: "descending" })`. */
  scan<Store extends keyof Stores & string>(
    store: Store,
    leading: Stores[Store]["leading"],
    options: ScanOptions,
  ): Promise<readonly Stores[Store]["row"][]>;
}

/** Stores that the spec names in `updates`. */
export interface Updates<Stores extends StoreTypes> {
  /** Contributes to a row, which is made if it is not there. A value out of its column's bounds makes the event dead. */
  update<Store extends keyof Stores & string>(
    store: Store,
    key: Stores[Store]["key"],
    values: Stores[Store]["update"],
  ): void;
}

/** Stores of `updates` whose changes a signal tells. */
export interface Changes<Stores extends StoreTypes> {
  /** As `update`, and gives the row before and after, for `signal`. */
  change<Store extends keyof Stores & string>(
    store: Store,
    key: Stores[Store]["key"],
    values: Stores[Store]["update"],
  ): Promise<Change<Stores[Store]["row"]>>;
}

/** A value that is made: what may be null may be left out. */
export type Made<T> = T extends readonly (infer Item)[]
  ? readonly Made<Item>[]
  : T extends object
    ? { readonly [Name in keyof T as null extends T[Name] ? never : Name]: Made<T[Name]> } & {
        readonly [Name in keyof T as null extends T[Name] ? Name : never]?: Made<T[Name]>;
      }
    : T;

export interface Envelope {
  /** Instead of the derived id. */
  readonly id?: string;
  /** Instead of the cause's time, in ms. */
  readonly at?: number;
}

/** Events that the spec names in `emits`. */
export interface Emits<Events extends EventTypes> {
  /** Emits an event. A value out of its field's bounds makes the handled event dead. */
  emit<Event extends keyof Events & string>(event: Event, value: Made<Events[Event]>, envelope?: Envelope): void;
}

/** Signals that the spec names in `emits`, with their own fields. */
export interface Tells<Fields extends EventTypes> {
  /** Tells the outside world what an update changed: key columns and column changes come from `change`. */
  signal<Signal extends keyof Fields & string>(
    signal: Signal,
    change: Change<object>,
    fields: Made<Fields[Signal]>,
  ): void;
}

/** Of generated code: what stands before the handler. */
export interface Limits {
  /** Ends in a dead letter where the event's chain has passed this handler `times` times. */
  limit(times: number): void;
}

/** All of it, as the runtime makes it. */
export type TypeScriptContext = CallContext &
  Reads<StoreTypes> &
  Scans<Readonly<Record<string, ScannedStore>>> &
  Updates<StoreTypes> &
  Changes<StoreTypes> &
  Emits<EventTypes> &
  Tells<EventTypes> &
  Limits;
