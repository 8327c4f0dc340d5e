/**
 * The shape of a compiled pipeline: what `generated/pipeline.ts` exports as one typed value and `da-run` loads.
 * Times are in milliseconds, lengths of strings in UTF-16 units.
 */
import type { Context } from "./context.ts";
import type { Awaitable } from "./typescript.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export interface PipelineDefinition {
  /** Version of this shape. */
  readonly format: 1;
  readonly name: string;
  /** Prefix of the topics that the pipeline owns. */
  readonly topics: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly retention: number;
  readonly hops: number;
  /** IANA name. */
  readonly timezone: string;
  /** Names of the envelope's fields in emitted events. */
  readonly envelope: { readonly id: string; readonly name: string; readonly at: string };
  /** Records and types by name, for `reference`. */
  readonly types: Readonly<Record<string, TypeSpec>>;
  readonly params: Readonly<Record<string, ParamDefinition>>;
  /** Where the generated code reads the values of the parameters: assigned before the first event, by name. */
  readonly paramValues: object;
  readonly sources: readonly SourceDefinition[];
  /** Source events and discrete events. */
  readonly events: readonly EventDefinition[];
  readonly signals: readonly SignalDefinition[];
  readonly stores: readonly StoreDefinition[];
  readonly handlers: readonly HandlerDefinition[];
}

/** What a value looks like on the wire and which bounds hold. */
export type TypeSpec =
  | { readonly kind: "string"; readonly min?: number; readonly max?: number; readonly pattern?: string }
  | { readonly kind: "union"; readonly values: readonly string[]; readonly open?: boolean }
  | { readonly kind: "bool" | "uuid" | "date" | "json" }
  | { readonly kind: "int" | "number"; readonly min?: number; readonly max?: number }
  | { readonly kind: "timestamp"; readonly unit: "ms" | "s" | "iso" }
  | { readonly kind: "duration"; readonly unit: "ms" | "s" }
  | { readonly kind: "nullable"; readonly of: TypeSpec }
  | { readonly kind: "lenient"; readonly of: TypeSpec }
  | { readonly kind: "list"; readonly of: TypeSpec; readonly min?: number; readonly max?: number }
  | { readonly kind: "map"; readonly of: TypeSpec }
  | { readonly kind: "record"; readonly fields: readonly FieldSpec[] }
  | { readonly kind: "reference"; readonly name: string };

/** In memory every field is present, and null where an optional one is absent. */
export interface FieldSpec {
  readonly name: string;
  /** Its JSON name where that is another. */
  readonly wire?: string;
  readonly optional?: boolean;
  readonly type: TypeSpec;
  /** Stands in for an absent or null field: a value as held in memory. */
  readonly default?: Json;
}

export interface ParamDefinition {
  readonly type: TypeSpec;
  readonly default: Json;
}

export interface SourceDefinition {
  readonly name: string;
  readonly topic: string;
  readonly from: "user" | "internal" | "partner";
  /** Path of the event's name; null where the source has one event and names none. */
  readonly nameAt: readonly string[] | null;
  /** Path of the event's id; null: made of topic, partition and offset. */
  readonly idAt: readonly string[] | null;
  /** Field of the event's time (its name in the spec); null: the record's own. */
  readonly at: string | null;
  /** Field that writers partition by; null: none. */
  readonly key: string | null;
  /** A record may hold a JSON array of events. */
  readonly array: boolean;
  readonly unique: number | null;
}

/**
 * Tells whether a parsed JSON value has the form of an event on the wire; its `errors` say why not. It checks JSON types,
 * required fields, enums, bounds and patterns; dates, ISO times, uuids and what is `lenient` are checked by reading.
 */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}

export interface ValidationError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface EventDefinition {
  readonly name: string;
  readonly wire: string;
  readonly was?: string;
  /** Null for a discrete event. */
  readonly source: string | null;
  readonly topic: string;
  /** Fields (spec names) that make the record's key; empty where a source has none. */
  readonly key: readonly string[];
  readonly fields: readonly FieldSpec[];
  readonly validate: Validator;
}

export interface SignalDefinition {
  readonly name: string;
  readonly wire: string;
  readonly store: string;
  readonly topic: string;
  readonly key: readonly string[];
  /** All that is on the wire: key columns, own fields, and a record of before, after, changed for each other column. */
  readonly fields: readonly FieldSpec[];
}

export type ColumnKind = "key" | "plain" | "latest" | "first" | "sum" | "min" | "max" | "mean" | "ema" | "distinct";

export interface ColumnDefinition {
  readonly name: string;
  readonly sql: string;
  readonly was?: string;
  readonly kind: ColumnKind;
  /** A plain `c?: T`: a null contribution changes nothing. */
  readonly optional?: boolean;
  /** Of one contribution. */
  readonly type: TypeSpec;
  /** Of `ema`. */
  readonly factor?: number;
}

export interface StoreDefinition {
  readonly name: string;
  readonly external: boolean;
  readonly was?: string;
  readonly table: string;
  /** Key columns first. */
  readonly columns: readonly ColumnDefinition[];
  readonly indexes: readonly (readonly string[])[];
}

export type HandlerDefinition = DaHandlerDefinition | TypeScriptHandlerDefinition;

/** A handler written in `.da`: it runs within a round. */
export interface DaHandlerDefinition extends HandlerParts {
  readonly typescript?: false;
  /** The handler itself. A method, so that one list holds handlers of any event type. */
  handle(event: never, da: Context): void;
}

/** A handler written in TypeScript, which may take its time: it runs beside the rounds, on one event of a key at a time. */
export interface TypeScriptHandlerDefinition extends HandlerParts {
  readonly typescript: true;
  /** `da` is a TypeScriptContext, of which each handler knows the part that it may use. */
  handle(event: never, da: never): Awaitable<void>;
}

interface HandlerParts {
  readonly name: string;
  readonly kind: "transform" | "gep" | "demux" | "dep";
  readonly was?: string;
  /** Events and signals, by their names in the spec. */
  readonly on: readonly string[];
  /** A dep's `limit`: how often a chain may pass. */
  readonly limit: number | null;
  readonly reads: readonly string[];
  readonly updates: readonly string[];
  readonly deletes: readonly string[];
  readonly emits: readonly string[];
  readonly signals: readonly string[];
  readonly forwards: readonly string[];
  /** Stores of which it uses the row before or after a change: read before they are written. */
  readonly changes: readonly string[];
  /** Stores that it waits for. */
  readonly waits: readonly string[];
}
