/**
 * What a handler sees of the runtime: the event's id, time and name, and the effects it may have. Effects are collected
 * while the handler runs and take hold together; a handler that throws has none.
 */

/** Events and signals by name, and what they hold. */
export type EventTypes = Readonly<Record<string, object>>;

/** Stores by name: how a row is found, what it holds, and what one update contributes. */
export interface StoreType {
  readonly key: object;
  readonly row: object;
  readonly update: object;
}

export type StoreTypes = Readonly<Record<string, StoreType>>;

/** No events, no signals, no stores: a handler that may not touch any. */
export type Nothing = Record<never, never>;

/** A row before and after an update. */
export interface Change<Row> {
  readonly before: Row | null;
  readonly after: Row;
}

/** A column in a signal. */
export interface ColumnChange<Before, After = Before> {
  readonly before: Before;
  readonly after: After;
  readonly changed: boolean;
}

export interface EmitOptions {
  /** Instead of the derived id. */
  readonly id?: string;
  /** Instead of the cause's time, in ms. */
  readonly at?: number;
  /** Held back for so many ms, and replaced by a later one of the same handler and key. */
  readonly after?: number;
}

/** Wait for a row: `wait` in ms; without it `otherwise` applies at once. */
export interface RequireOptions {
  readonly wait?: number;
  readonly unordered?: true;
  readonly otherwise: "dead" | "skip";
}

/** As RequireOptions, but the handler goes on without the row. */
export interface ContinueOptions {
  readonly wait?: number;
  readonly unordered?: true;
  readonly otherwise: "continue";
}

/**
 * `Emits` are the events it may emit, `Signals` the signals with their own fields, `Stores` the stores it may use, `Name`
 * the names of the events it handles.
 */
export interface Context<
  Emits extends EventTypes = EventTypes,
  Stores extends StoreTypes = StoreTypes,
  Signals extends EventTypes = EventTypes,
  Name extends string = string,
> {
  /** Id of the event being handled: `$id`. */
  readonly id: string;
  /** Its time, in ms since 1970 UTC: `$at`. */
  readonly at: number;
  /** Its name in the spec: `$name`. */
  readonly name: Name;

  /** Emits an event. A value out of its field's bounds makes the handled event dead. */
  emit<Event extends keyof Emits & string>(event: Event, value: Emits[Event], options?: EmitOptions): void;

  /** Tells the outside world what an update changed: key columns and column changes come from the change. */
  signal<Signal extends keyof Signals & string>(signal: Signal, change: Change<object>, fields: Signals[Signal]): void;

  /** Contributes to a row, which is made if it is not there. */
  update<Store extends keyof Stores & string>(
    store: Store,
    key: Stores[Store]["key"],
    values: Stores[Store]["update"],
  ): void;

  /** As `update`, and gives the row before and after. */
  change<Store extends keyof Stores & string>(
    store: Store,
    key: Stores[Store]["key"],
    values: Stores[Store]["update"],
  ): Change<Stores[Store]["row"]>;

  /** Deletes a row, if it is there. */
  delete<Store extends keyof Stores & string>(store: Store, key: Stores[Store]["key"]): void;

  /** The row, with this handler's own earlier writes, or null. */
  read<Store extends keyof Stores & string>(store: Store, key: Stores[Store]["key"]): Stores[Store]["row"] | null;

  /** The row; where it is missing, the handler ends here (and may begin anew when the row comes). */
  require<Store extends keyof Stores & string>(
    store: Store,
    key: Stores[Store]["key"],
    options: RequireOptions,
  ): Stores[Store]["row"];
  require<Store extends keyof Stores & string>(
    store: Store,
    key: Stores[Store]["key"],
    options: ContinueOptions,
  ): Stores[Store]["row"] | null;

  /** Sends the record as it came, bytes, key and headers, to a topic outside the pipeline's naming. */
  forward(topic: string): void;

  /** To be thrown: undoes this handler's effects on the event and sends it to the dead-letter topic. */
  dead(reason: string): Error;

  /** Ends in a dead letter where the event's chain has passed this handler `times` times. Stands after `when`. */
  limit(times: number): void;
}
