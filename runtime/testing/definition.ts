/** Definitions made by hand, for tests of the runtime: what is not said gets a plain default. */
import { Ajv } from "ajv";
import type { Context } from "../api/context.ts";
import type {
  ColumnDefinition,
  DaHandlerDefinition,
  EventDefinition,
  FieldSpec,
  HandlerDefinition,
  PipelineDefinition,
  SignalDefinition,
  SourceDefinition,
  StoreDefinition,
  TypeSpec,
  Validator,
} from "../api/definition.ts";
import type { Awaitable } from "../api/typescript.ts";

type Types = Readonly<Record<string, TypeSpec>>;

export const text: TypeSpec = { kind: "string" };
export const int: TypeSpec = { kind: "int" };
export const number: TypeSpec = { kind: "number" };
export const time: TypeSpec = { kind: "timestamp", unit: "ms" };
export const duration: TypeSpec = { kind: "duration", unit: "ms" };
export const bool: TypeSpec = { kind: "bool" };
export const listOf = (of: TypeSpec): TypeSpec => ({ kind: "list", of });
export const nullable = (of: TypeSpec): TypeSpec => ({ kind: "nullable", of });

/** Fields by name; a name that ends in `?` is optional. */
export function fieldsOf(fields: Readonly<Record<string, TypeSpec>>): FieldSpec[] {
  return Object.entries(fields).map(([name, type]): FieldSpec => {
    return name.endsWith("?") ? { name: name.slice(0, -1), optional: true, type } : { name, type };
  });
}

export function sourceOf(source: Partial<SourceDefinition> & { readonly name: string }): SourceDefinition {
  return {
    topic: `source.${source.name}`,
    from: "user",
    nameAt: ["name"],
    idAt: ["id"],
    at: "at",
    key: null,
    array: false,
    unique: null,
    ...source,
  };
}

type EventParts = {
  readonly name: string;
  readonly fields: readonly FieldSpec[];
  readonly source?: SourceDefinition;
  readonly wire?: string;
  readonly topic?: string;
  readonly key?: readonly string[];
  readonly types?: Types;
};

export function eventOf({ name, fields, source, wire = name, topic, key, types = {} }: EventParts): EventDefinition {
  return {
    name,
    wire,
    source: source?.name ?? null,
    topic: source?.topic ?? topic ?? `t.demux.${name}`,
    key: key ?? (source?.key == null ? [] : [source.key]),
    fields,
    validate: validatorOf(fields, types),
  };
}

export function storeOf(
  name: string,
  columns: readonly (Partial<ColumnDefinition> & Pick<ColumnDefinition, "name" | "kind" | "type">)[],
): StoreDefinition {
  const all = columns.map((column): ColumnDefinition => ({ sql: column.name, ...column }));
  return { name, external: false, table: name, columns: all, indexes: [] };
}

/** A signal of a store with these own fields. */
export function signalOf(name: string, store: StoreDefinition, own: readonly FieldSpec[]): SignalDefinition {
  const keys = store.columns.filter(({ kind }) => kind === "key");
  const changes = store.columns.filter(({ kind }) => kind !== "key");
  return {
    name,
    wire: name,
    store: store.name,
    topic: `t.gep.${name}`,
    key: keys.map((column) => column.name),
    fields: [
      ...keys.map((column): FieldSpec => ({ name: column.name, type: column.type })),
      ...own,
      ...changes.map((column): FieldSpec => {
        const type = nullable(column.kind === "distinct" ? int : column.type);
        return {
          name: column.name,
          type: { kind: "record", fields: fieldsOf({ before: type, after: type, changed: bool }) },
        };
      }),
    ],
  };
}

type HandlerParts = Partial<Omit<DaHandlerDefinition, "handle">> & Pick<DaHandlerDefinition, "name" | "kind" | "on">;

/** A handler that is written against any event. */
export function handlerOf<Event extends object>(
  parts: HandlerParts,
  handle: (event: Event, da: Context) => void,
): HandlerDefinition {
  const nothing: readonly string[] = [];
  return {
    limit: null,
    reads: nothing,
    updates: nothing,
    deletes: nothing,
    emits: nothing,
    signals: nothing,
    forwards: nothing,
    changes: nothing,
    waits: nothing,
    ...parts,
    handle: (event: never, da: Context) => handle(event, da),
  };
}

/** A handler in TypeScript, written against any event and the part of a context that it knows. */
export function typescriptOf<Event extends object, Da>(
  parts: HandlerParts,
  handle: (event: Event, da: Da) => Awaitable<void>,
): HandlerDefinition {
  const { handle: _, typescript: __, ...rest } = handlerOf(parts, () => {});
  return { ...rest, typescript: true, handle: (event: Event & never, da: Da & never) => handle(event, da) };
}

export function pipelineOf(parts: Partial<PipelineDefinition>): PipelineDefinition {
  return {
    format: 1,
    name: "t",
    topics: "t",
    partitions: 1,
    replicas: 1,
    retention: 7 * 86_400_000,
    hops: 8,
    timezone: "UTC",
    envelope: { id: "eventId", name: "eventName", at: "eventTime" },
    types: {},
    params: {},
    paramValues: {},
    sources: [],
    events: [],
    signals: [],
    stores: [],
    handlers: [],
    ...parts,
  };
}

/** A validator of what the schema of an event can tell. */
function validatorOf(fields: readonly FieldSpec[], types: Types): Validator {
  const ajv = new Ajv({ allErrors: false, strict: false, unicodeRegExp: true });
  return ajv.compile(recordSchema(fields, types));
}

function recordSchema(fields: readonly FieldSpec[], types: Types): object {
  const isRequired = ({ optional, default: fallback }: FieldSpec) => optional !== true && fallback === undefined;
  return {
    type: "object",
    required: fields.filter(isRequired).map(({ name, wire }) => wire ?? name),
    properties: Object.fromEntries(
      fields.map((field) => {
        const schema = schemaOf(field.type, types);
        return [field.wire ?? field.name, isRequired(field) ? schema : { anyOf: [{ type: "null" }, schema] }];
      }),
    ),
  };
}

function schemaOf(type: TypeSpec, types: Types): object {
  switch (type.kind) {
    case "string":
      return defined({ type: "string", minLength: type.min, maxLength: type.max, pattern: type.pattern });
    case "union":
      return type.open === true ? { type: "string" } : { enum: type.values };
    case "bool":
      return { type: "boolean" };
    case "uuid":
    case "date":
      return { type: "string" };
    case "int":
      return defined({
        type: "integer",
        minimum: type.min ?? -Number.MAX_SAFE_INTEGER,
        maximum: type.max ?? Number.MAX_SAFE_INTEGER,
      });
    case "number":
      return defined({ type: "number", minimum: type.min, maximum: type.max });
    case "timestamp":
      return { type: type.unit === "iso" ? "string" : "number" };
    case "duration":
      return { type: "number" };
    case "nullable":
      return { anyOf: [{ type: "null" }, schemaOf(type.of, types)] };
    case "json":
    case "lenient":
      return {};
    case "list":
      return defined({ type: "array", items: schemaOf(type.of, types), minItems: type.min, maxItems: type.max });
    case "map":
      return { type: "object", additionalProperties: schemaOf(type.of, types) };
    case "record":
      return recordSchema(type.fields, types);
    case "reference":
      return schemaOf(types[type.name] ?? { kind: "json" }, types);
  }
}

const defined = (schema: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
