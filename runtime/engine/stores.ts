/** What the engine does with each store, prepared once: keys, contributions and rows between handlers and tables. */
import type { ColumnDefinition, Json, PipelineDefinition, StoreDefinition, TypeSpec } from "../api/definition.ts";
import { explainType } from "../codec/explain.ts";
import { type ColumnLayout, layoutOf, type Plain, type TableLayout } from "../codec/layout.ts";
import { readerOf } from "../codec/read.ts";
import { toDuration } from "../codec/scalars.ts";
import { bare, resolve, type Types, type Value } from "../codec/types.ts";
import { conformOfType, textOfType } from "../codec/write.ts";
import { ValueFault } from "../functions/fault.ts";
import type { Slots } from "../store/port.ts";

export type Given = Readonly<Record<string, unknown>>;

/** One update, by the place of its column among those that are no key; undefined contributes nothing. */
export type Contribution = readonly (Plain | undefined)[];

export interface StorePlan {
  readonly name: string;
  readonly layout: TableLayout;
  /** Columns that are no key. */
  readonly columns: readonly ColumnPlan[];
  /** Columns that every update sets. */
  readonly required: readonly { readonly name: string; readonly takesNull: boolean }[];
  /** Some handler reads its rows, or needs them to write. */
  readonly isRead: boolean;
  /** Some column is decided by the time of an update. */
  readonly isTimed: boolean;
  /** Plain values of a key; throws a ValueFault. */
  keyOf(key: Given): Slots;
  contributionOf(values: Given): Contribution;
  /** A row as handlers see it. */
  rowOf(key: Slots, slots: Slots): Value;
  /** Its key columns alone. */
  keyRowOf(key: Slots): Value;
}

export interface ColumnPlan extends ColumnLayout {
  /** Of `ema`. */
  readonly factor: number;
  readonly isDuration: boolean;
}

export function planStores(definition: PipelineDefinition): ReadonlyMap<string, StorePlan> {
  return new Map(definition.stores.map((store) => [store.name, planStore(store, definition)]));
}

function planStore(store: StoreDefinition, { types, handlers }: PipelineDefinition): StorePlan {
  const layout = layoutOf(store, types);
  const columns = layout.columns
    .filter(({ column }) => column.kind !== "key")
    .map((each): ColumnPlan => {
      const isDuration = bare(each.column.type, types).kind === "duration";
      return { ...each, factor: each.column.factor ?? 1, isDuration };
    });
  const encoders = columns.map(({ column }) => encoderOf(column, types));
  const keyEncoders = store.columns.filter(({ kind }) => kind === "key").map((column) => encoderOf(column, types));
  const decoders = layout.columns.map((each) => decoderOf(each, types));
  const keyDecoders = layout.columns
    .filter(({ column }) => column.kind === "key")
    .map((each) => decoderOf(each, types));
  return {
    name: store.name,
    layout,
    columns,
    required: columns.flatMap(({ column: { name, kind, optional = false, type } }) =>
      kind === "plain" && !optional ? [{ name, takesNull: resolve(type, types).kind === "nullable" }] : [],
    ),
    isRead:
      columns.some(({ column }) => column.kind === "ema") ||
      handlers.some(({ reads, changes, deletes, waits }) =>
        [reads, changes, deletes, waits].some((names) => names.includes(store.name)),
      ),
    isTimed: columns.some(({ column: { kind } }) => kind === "latest" || kind === "first"),
    keyOf: tupleOf(keyEncoders.map((encode) => (key: Given) => encode(key) ?? null)),
    contributionOf: tupleOf(encoders),
    rowOf: (key, slots) => Object.fromEntries(decoders.map((decode) => decode(key, slots))),
    keyRowOf: (key) => Object.fromEntries(keyDecoders.map((decode) => decode(key, []))),
  };
}

/**
 * What each of a few functions makes of one thing. These are made for each update: an array that grows by pushing has room for
 * seventeen at once, and `map` makes a function each time.
 */
function tupleOf<In, Out>(all: readonly ((given: In) => Out)[]): (given: In) => readonly Out[] {
  const [first, second, third] = all;
  if (first === undefined || all.length > 3) return (given) => all.map((each) => each(given));
  if (second === undefined) return (given) => [first(given)];
  if (third === undefined) return (given) => [first(given), second(given)];
  return (given) => [first(given), second(given), third(given)];
}

type Encoder = (values: Given) => Plain | undefined;

/** A column's value out of what a handler gave, as a plain value; undefined where there is none. */
function encoderOf(column: ColumnDefinition, types: Types): Encoder {
  const { name, kind, optional = false } = column;
  // What is null contributes nothing, but to a plain column that may hold null.
  const onNull = kind === "plain" && !optional ? null : undefined;
  const type = withoutNull(column.type, types);
  const conform = conformOfType(type, types);
  const toPlain = plainOf(type, types);
  return (values) => {
    const value = values[name];
    if (value === undefined) return undefined;
    if (value === null && kind !== "key") return onNull;
    const conforming = conform(value);
    if (conforming !== undefined) return toPlain(conforming);
    throw new ValueFault("bounds", explainType(type, value, "memory", types, name) ?? `${name} breaks its type`);
  };
}

export function withoutNull(type: TypeSpec, types: Types): TypeSpec {
  let found = type;
  for (;;) {
    if (found.kind === "nullable" || found.kind === "lenient") found = found.of;
    else if (found.kind === "reference") {
      const target: TypeSpec | undefined = types[found.name];
      if (target === undefined) throw new Error(`The definition has no type ${found.name}.`);
      found = target;
    } else return found;
  }
}

function plainOf(type: TypeSpec, types: Types): (value: unknown) => Plain {
  switch (bare(type, types).kind) {
    case "json":
    case "list":
    case "map":
    case "record":
      return textOfType(type, types);
    default:
      return scalar;
  }
}

function scalar(value: unknown): Plain {
  // A database keeps no half of a surrogate pair; a row must not differ from what is read back.
  if (typeof value === "string") return value.isWellFormed() ? value : value.toWellFormed();
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}

type Decoder = (key: Slots, slots: Slots) => [string, Json];

function decoderOf(layout: ColumnLayout, types: Types): Decoder {
  const { column, at } = layout;
  const { name } = column;
  const isDuration = bare(column.type, types).kind === "duration";
  switch (column.kind) {
    case "key":
      return (key) => [name, key[at] ?? null];
    case "mean":
      return (_, slots) => [name, meanOf(slots[at], slots[at + 1], isDuration)];
    case "ema":
      return (_, slots) => [name, whole(slots[at] ?? null, isDuration)];
    default:
      if (layout.physical !== "json" || column.kind === "distinct") return (_, slots) => [name, slots[at] ?? null];
  }
  const read = readerOf([{ name, type: column.type, optional: true }], types);
  return (_, slots) => {
    const text = slots[at];
    if (typeof text !== "string") return [name, null];
    const json: unknown = JSON.parse(text);
    return [name, read({ [name]: json })?.[name] ?? null];
  };
}

function meanOf(sum: Plain | undefined, count: Plain | undefined, isDuration: boolean): Json {
  if (typeof sum !== "number" || typeof count !== "number" || count === 0) return null;
  return whole(sum / count, isDuration);
}

/** Durations are whole ms, also where the database holds more. */
function whole(value: Plain, isDuration: boolean): Json {
  return isDuration && typeof value === "number" ? (toDuration(value) ?? null) : value;
}

/** A key as one string, different for different keys. */
export function keyText(key: Slots): string {
  const [first] = key;
  if (key.length === 1 && typeof first === "string") return first;
  let text = "";
  for (const part of key) text += typeof part === "string" ? `${part.length}:${part}` : `${part};`;
  return text;
}

/** Makes JSON of rows: columns as on the wire, all of them. */
export const rowJsonOf = (plan: StorePlan, types: Types): ((row: Value) => string) =>
  columnsJsonOf(plan.layout.columns, types);

/** Makes JSON of keys. */
export const keyJsonOf = (plan: StorePlan, types: Types): ((key: Value) => string) =>
  columnsJsonOf(
    plan.layout.columns.filter(({ column }) => column.kind === "key"),
    types,
  );

function columnsJsonOf(all: readonly ColumnLayout[], types: Types): (row: Value) => string {
  const columns = all.map(({ column: { name, kind, type } }) => {
    const isNumber =
      kind === "distinct" || ((kind === "mean" || kind === "ema") && bare(type, types).kind !== "duration");
    const text = textOfType(isNumber ? { kind: "number" } : withoutNull(type, types), types);
    return { name, text };
  });
  return (row) => {
    const parts = columns.map(({ name, text }) => {
      const value = row[name] ?? null;
      return `${JSON.stringify(name)}:${value === null ? "null" : text(value)}`;
    });
    return `{${parts.join(",")}}`;
  };
}
