/**
 * The resolved model of a pipeline: one JSON-able value in which every name is resolved, every spread spelt out and every
 * expression typed. Outputs, docs, graph and diff read only this.
 */

/** Where something was written. Offsets are UTF-16 units from the file's start; `line` counts from 1. */
export interface Place {
  /** The path as given to the compiler or reached by imports, with `/`. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export interface Model {
  readonly pipeline: Pipeline;
  readonly types: readonly TypeDefinition[];
  readonly params: readonly Param[];
  readonly functions: readonly Fn[];
  readonly sources: readonly Source[];
  /** Source events and discrete events. */
  readonly events: readonly Event[];
  readonly signals: readonly Signal[];
  readonly stores: readonly Store[];
  readonly handlers: readonly Handler[];
  readonly tests: readonly Test[];
  /** All topics that the pipeline reads or writes, dead-letter topics too, by name. */
  readonly topics: readonly Topic[];
}

/** What every named declaration has. `broken` says that errors were found inside: draw no further conclusions. */
export interface Declared {
  readonly name: string;
  readonly doc: string | null;
  /** The whole declaration. */
  readonly place: Place;
  /** Its name. */
  readonly namePlace: Place;
  readonly broken: boolean;
}

export interface Pipeline extends Declared {
  /** Prefix of topics. */
  readonly topics: string;
  readonly partitions: number;
  readonly replicas: number;
  /** Milliseconds. */
  readonly retention: number;
  readonly hops: number;
  readonly timezone: string;
  /** Names of the envelope's fields in emitted events. */
  readonly envelope: { readonly id: string; readonly name: string; readonly at: string };
}

// ── types ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A `type` or a `record`; the latter has a RecordType. */
export interface TypeDefinition extends Declared {
  readonly type: Type;
}

export type Type =
  | StringType
  | TextUnionType
  | BoolType
  | NumericType
  | UuidType
  | TimestampType
  | DateType
  | DurationType
  | JsonType
  | NullType
  | NullableType
  | ListType
  | MapType
  | RecordType
  | ReferenceType
  | LenientType
  | RowType
  | ChangeType
  | ErrorType;

export interface StringType {
  readonly kind: "string";
  /** Lengths in UTF-16 units, or null. */
  readonly min: number | null;
  readonly max: number | null;
  /** The source of a regular expression (flag `u`), or null. */
  readonly pattern: string | null;
}

/** `"a" | "b"`; open with `| string`. A string literal's type is a closed union of one. */
export interface TextUnionType {
  readonly kind: "union";
  readonly values: readonly string[];
  readonly open: boolean;
  /** Docs of the literals, by value. */
  readonly docs: Readonly<Record<string, string>>;
}

/** `value` where it is known to be just that (a literal's type, or narrowed). */
export interface BoolType {
  readonly kind: "bool";
  readonly value: boolean | null;
}

/** `literals`: the value is one of these (types of literals and of `if` and `match` over them); null for any. */
export interface NumericType {
  readonly kind: "int" | "number";
  readonly min: number | null;
  readonly max: number | null;
  readonly literals: readonly number[] | null;
}

export interface UuidType {
  readonly kind: "uuid";
}

export interface TimestampType {
  readonly kind: "timestamp";
  readonly unit: "ms" | "s" | "iso";
}

export interface DateType {
  readonly kind: "date";
}

export interface DurationType {
  readonly kind: "duration";
  readonly unit: "ms" | "s";
}

export interface JsonType {
  readonly kind: "json";
}

export interface NullType {
  readonly kind: "null";
}

/** `T | null`; `of` is never nullable or null itself. */
export interface NullableType {
  readonly kind: "nullable";
  readonly of: Type;
}

export interface ListType {
  readonly kind: "list";
  readonly of: Type;
  readonly min: number | null;
  readonly max: number | null;
}

export interface MapType {
  readonly kind: "map";
  readonly of: Type;
}

export interface RecordType {
  readonly kind: "record";
  readonly fields: readonly Field[];
}

/** A `type` or `record` by name: kept for the generated code's names, and what makes recursion possible. */
export interface ReferenceType {
  readonly kind: "reference";
  readonly name: string;
}

/** Only as the type of a field or inside one, never of an expression. */
export interface LenientType {
  readonly kind: "lenient";
  readonly of: Type;
}

/** A row of a store (expressions only): a member of each column's reading type. */
export interface RowType {
  readonly kind: "row";
  readonly store: string;
}

/** What `let change = update …` gives (expressions only): `before: row | null`, `after: row`. */
export interface ChangeType {
  readonly kind: "change";
  readonly store: string;
}

/** An error was reported where it came from; fits everything. */
export interface ErrorType {
  readonly kind: "error";
}

/** A field, its includes spelt out. The value inside the pipeline is `T`, or `T | null` where it is optional. */
export interface Field {
  readonly name: string;
  readonly wire: string;
  readonly optional: boolean;
  readonly type: Type;
  /** Stands in where the field is absent or null: a value as the pipeline holds it. Undefined: no default. */
  readonly defaultValue?: Json;
  readonly measure: boolean;
  readonly doc: string | null;
  readonly place: Place;
  /** The record that it was included from, or null. */
  readonly from: string | null;
}

// ── declarations ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Param extends Declared {
  readonly type: Type;
  readonly value: Json;
}

export interface Fn extends Declared {
  readonly parameters: readonly { readonly name: string; readonly type: Type }[];
  readonly result: Type;
  readonly body: Expr;
}

export interface Source extends Declared {
  readonly topic: string;
  readonly from: "user" | "internal" | "partner";
  /** Path of the event's name in the JSON; null where the source has one event and names none. */
  readonly nameAt: readonly string[] | null;
  /** Path of the event's id; null: made of topic, partition and offset. */
  readonly idAt: readonly string[] | null;
  /** Field of the event's time; null: the record's own. */
  readonly at: string | null;
  /** Field that its writers partition by; null: no order is known. */
  readonly key: string | null;
  readonly array: boolean;
  /** Milliseconds, or null. */
  readonly unique: number | null;
  readonly topicPlace: Place;
}

export interface Reserved {
  readonly kind: "name" | "wire";
  readonly text: string;
}

export interface Event extends Declared {
  readonly wire: string;
  readonly was: string | null;
  /** The source of a source event; null for a discrete event. */
  readonly source: string | null;
  readonly fields: readonly Field[];
  /** Key fields of a discrete event; of a source event the source's key, or nothing. */
  readonly key: readonly string[];
  readonly topic: string;
  /** `usage` has one measure, `system` none; null for a source event. */
  readonly sort: "usage" | "system" | null;
  /** Path of the measure, `["result", "score"]`. */
  readonly measure: readonly string[] | null;
  readonly reserved: readonly Reserved[];
}

export interface Signal extends Declared {
  readonly wire: string;
  readonly was: string | null;
  readonly store: string;
  readonly topic: string;
  /** The fields in the braces that are no key column, in order. */
  readonly fields: readonly Field[];
  /** Everything on the wire and in a handler: key columns, `fields`, and `{ before, after, changed }` of each other column. */
  readonly allFields: readonly Field[];
  readonly key: readonly string[];
  readonly reserved: readonly Reserved[];
}

export interface Store extends Declared {
  readonly external: boolean;
  readonly was: string | null;
  /** Name of the SQL table. */
  readonly table: string;
  /** Key columns first, each group in the order written. */
  readonly columns: readonly Column[];
  readonly indexes: readonly (readonly string[])[];
  readonly reserved: readonly Reserved[];
}

export type ColumnKind = "key" | "plain" | "latest" | "first" | "sum" | "min" | "max" | "mean" | "ema" | "distinct";

export interface Column {
  readonly name: string;
  readonly sql: string;
  readonly was: string | null;
  readonly kind: ColumnKind;
  /** `c?: T` of a plain column. */
  readonly optional: boolean;
  /** What an update contributes (without the null that an optional or aggregate column also takes). */
  readonly type: Type;
  /** What a row holds: `T | null`, `int` for distinct, `number | null` or `duration | null` for mean and ema. */
  readonly reads: Type;
  /** Of `ema(a)`. */
  readonly factor: number | null;
  readonly doc: string | null;
  readonly place: Place;
}

export interface Topic {
  readonly name: string;
  readonly kind: "source" | "demux" | "dep" | "gep" | "dead" | "forward";
  readonly partitions: number;
  readonly replicas: number;
  /** Milliseconds. */
  readonly retention: number;
  /** The pipeline owns (creates, configures) it; a source's and a forward's topic it does not. */
  readonly owned: boolean;
  /** Key fields where all its events share them, else null. */
  readonly key: readonly string[] | null;
  /** Events and signals by name. */
  readonly events: readonly string[];
  /** Handlers (a source's own topic: also the transforms that write to it). */
  readonly writtenBy: readonly string[];
  readonly readBy: readonly string[];
}

// ── handlers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Handler extends Declared {
  readonly kind: "transform" | "gep" | "demux" | "dep";
  readonly was: string | null;
  /** Events and signals, by name, with where each stands. */
  readonly on: readonly { readonly name: string; readonly place: Place }[];
  /** What the body sees: the event's fields, or those that all of several events share. */
  readonly fields: readonly Field[];
  readonly limit: number | null;
  readonly limitPlace: Place | null;
  readonly fanout: string | null;
  readonly when: Expr | null;
  readonly body: HandlerBody;
  /** What it touches, each once, in order of first mention. */
  readonly reads: readonly string[];
  readonly updates: readonly string[];
  readonly deletes: readonly string[];
  readonly emits: readonly string[];
  readonly signals: readonly string[];
  readonly forwards: readonly string[];
  /** Stores of which it uses a change (a signal uses it too). */
  readonly changes: readonly string[];
  /** Stores that it waits for. */
  readonly waits: readonly string[];
}

export type HandlerBody =
  | { readonly kind: "statements"; readonly statements: readonly Stmt[] }
  | { readonly kind: "typescript"; readonly file: string; readonly place: Place };

export type Stmt =
  | LetStmt
  | ReadStmt
  | RequireStmt
  | UpdateStmt
  | DeleteStmt
  | EmitStmt
  | SignalStmt
  | ForwardStmt
  | IfStmt
  | ForStmt
  | DeadStmt
  | SkipStmt;

/** `place` is the whole statement; `target` the name after the keyword, where there is one. */
export interface StmtBase {
  readonly place: Place;
  readonly target: Place;
}

export interface LetStmt extends StmtBase {
  readonly kind: "let";
  readonly name: string;
  readonly value: Expr;
}

/** `let row = store(keys)`; `keys` in the order of the store's key columns, here and below. */
export interface ReadStmt extends StmtBase {
  readonly kind: "read";
  readonly name: string;
  readonly store: string;
  readonly keys: readonly Expr[];
}

export interface RequireStmt extends StmtBase {
  readonly kind: "require";
  readonly name: string;
  readonly store: string;
  readonly keys: readonly Expr[];
  readonly wait: { readonly duration: Expr; readonly unordered: boolean; readonly place: Place } | null;
  readonly otherwise: "dead" | "skip" | "continue";
}

export interface UpdateStmt extends StmtBase {
  readonly kind: "update";
  /** The variable of `let x = update …`, or null. */
  readonly name: string | null;
  readonly store: string;
  readonly keys: readonly Expr[];
  readonly values: readonly { readonly column: string; readonly value: Expr; readonly place: Place }[];
}

export interface DeleteStmt extends StmtBase {
  readonly kind: "delete";
  readonly store: string;
  readonly keys: readonly Expr[];
}

/**
 * `fields` holds every field of the event in the event's order: spreads are spelt out, what is not set is a null literal
 * or the default, and a default stands behind `??` where the value may be null.
 */
export interface EmitStmt extends StmtBase {
  readonly kind: "emit";
  readonly event: string;
  readonly fields: readonly FieldValue[];
  /** `$id: …`, `$at: …` */
  readonly id: Expr | null;
  readonly at: Expr | null;
  readonly after: Expr | null;
}

export interface FieldValue {
  readonly name: string;
  readonly value: Expr;
}

export interface SignalStmt extends StmtBase {
  readonly kind: "signal";
  readonly signal: string;
  /** The variable that holds the change. */
  readonly change: string;
  /** The signal's own `fields`, as in EmitStmt. */
  readonly fields: readonly FieldValue[];
}

export interface ForwardStmt extends StmtBase {
  readonly kind: "forward";
  readonly topic: string;
}

export interface IfStmt extends StmtBase {
  readonly kind: "if";
  readonly condition: Expr;
  readonly then: readonly Stmt[];
  readonly otherwise: readonly Stmt[] | null;
}

export interface ForStmt extends StmtBase {
  readonly kind: "for";
  readonly name: string;
  readonly list: Expr;
  readonly body: readonly Stmt[];
}

export interface DeadStmt extends StmtBase {
  readonly kind: "dead";
  readonly reason: Expr;
}

export interface SkipStmt extends StmtBase {
  readonly kind: "skip";
}

// ── expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * A typed expression. `type` is the narrowed type where it stands. Values are as the pipeline holds them: timestamps and
 * durations in ms, dates as strings, absent fields null.
 */
export type Expr = { readonly type: Type; readonly place: Place } & ExprNode;

export type ExprNode =
  | { readonly kind: "literal"; readonly value: Json }
  /** As TemplateExpression: texts around values. */
  | { readonly kind: "template"; readonly texts: readonly string[]; readonly values: readonly Expr[] }
  /** A top-level field of the handled event. */
  | { readonly kind: "field"; readonly name: string }
  /** A `let`, `for` or lambda variable, or a parameter of a fn. */
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "param"; readonly name: string }
  /** The handled event as a record of the handler's `fields`. */
  | { readonly kind: "event" }
  | { readonly kind: "meta"; readonly name: "id" | "at" | "name" }
  /** Of a record, row, change or signal column; `optional` for `?.`: null where the object is null. */
  | { readonly kind: "member"; readonly object: Expr; readonly name: string; readonly optional: boolean }
  /** `j.a`, `j[0]`, `j["a"]` of json or null: never fails. */
  | { readonly kind: "json"; readonly object: Expr; readonly step: Expr }
  /** Of a list, null where there is nothing. */
  | { readonly kind: "index"; readonly object: Expr; readonly index: Expr }
  /** A fn of the spec. */
  | { readonly kind: "call"; readonly fn: string; readonly arguments: readonly Expr[] }
  /** A function of the language. */
  | { readonly kind: "builtin"; readonly fn: string; readonly arguments: readonly Expr[] }
  /** A method of a list or map; `optional`: null where the object is null. */
  | {
      readonly kind: "method";
      readonly object: Expr;
      readonly method: string;
      readonly optional: boolean;
      readonly arguments: readonly Expr[];
    }
  | { readonly kind: "lambda"; readonly parameter: string; readonly body: Expr }
  | { readonly kind: "not"; readonly operand: Expr }
  | { readonly kind: "negate"; readonly operand: Expr }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Expr; readonly right: Expr }
  | { readonly kind: "in"; readonly value: Expr; readonly list: Expr }
  | { readonly kind: "conditional"; readonly condition: Expr; readonly then: Expr; readonly otherwise: Expr }
  | {
      readonly kind: "match";
      readonly subject: Expr;
      /** `cases` null for `else`; the last arm is taken where no case before it fits. */
      readonly arms: readonly { readonly cases: readonly Json[] | null; readonly value: Expr }[];
    }
  | { readonly kind: "list"; readonly items: readonly { readonly spread: boolean; readonly value: Expr }[] }
  /** Spreads are spelt out; fields in the order of the type it is given to, where there is one. */
  | { readonly kind: "record"; readonly fields: readonly FieldValue[] }
  /** A record (or list, map, nullable of records) made to fit `type`: other fields left out, missing ones null or default. */
  | { readonly kind: "convert"; readonly value: Expr }
  /** A value given to the parameter or result of a fn with a bounded `type`: out of bounds makes the event dead. */
  | { readonly kind: "bounded"; readonly value: Expr }
  /** Anything given to `json`: its form on the wire. */
  | { readonly kind: "toJson"; readonly value: Expr };

export type BinaryOperator = "??" | "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

// ── tests ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Test {
  readonly title: string;
  readonly place: Place;
  readonly steps: readonly TestStep[];
}

interface StepBase {
  readonly place: Place;
}

export type TestStep =
  | (StepBase & {
      readonly kind: "given";
      readonly store: string;
      readonly keys: readonly Expr[];
      readonly values: readonly FieldValue[];
    })
  | (StepBase & {
      readonly kind: "send";
      readonly event: string;
      readonly fields: readonly FieldValue[];
      readonly id: Expr | null;
      readonly at: Expr | null;
    })
  | (StepBase & { readonly kind: "sendFile"; readonly source: string; readonly file: string })
  | (StepBase & { readonly kind: "advance"; readonly duration: Expr })
  | (StepBase & {
      readonly kind: "expectEvent";
      readonly mode: "some" | "no" | "dead" | "waiting";
      readonly event: string;
      /** Only the named fields. */
      readonly fields: readonly FieldValue[];
    })
  | (StepBase & {
      readonly kind: "expectRow";
      readonly no: boolean;
      readonly store: string;
      readonly keys: readonly Expr[];
      readonly fields: readonly FieldValue[];
    });
