/** Schemas of events and signals: the fields, and what stands beside them on the wire. */
import type { Event, Json, Signal } from "../../model.ts";
import type { EmitContext } from "../context.ts";
import { jsonText } from "../text/json.ts";
import { type Refer, type Schema, SchemaBuilder } from "./build.ts";

/** By event or signal. */
export type Schemas = ReadonlyMap<Event | Signal, Schema>;

/** Of all events and signals, as they are written. */
export function writtenSchemas(context: EmitContext): Schemas {
  const { events, signals } = context.model;
  return new Map([...events, ...signals].map((one) => [one, writtenSchema(context, one)]));
}

/** Paths and texts of all schema files. */
export function emitSchemas(context: EmitContext, written: Schemas): [string, string][] {
  return [...written].flatMap(([one, schema]): [string, string][] => [
    [`schemas/${one.name}.schema.json`, schemaFile(context, one, schema)],
    [`schemas/${one.name}.reader.schema.json`, schemaFile(context, one, readSchema(context, one))],
  ]);
}

function schemaFile(context: EmitContext, one: Event | Signal, schema: Schema): string {
  return jsonText({
    $comment: `${context.links.header} ${one.name} is in ${context.links.to(one.namePlace)}.`,
    $schema: "http://json-schema.org/draft-07/schema#",
    title: one.wire,
    ...(one.doc === null ? {} : { description: one.doc }),
    ...schema,
  });
}

/** Open: what a reader of the event relies on. */
export function readSchema(context: EmitContext, one: Event | Signal): Schema {
  return new SchemaBuilder(context, "read").record(fieldsOf(one));
}

/** Closed: all that stands in the event as it is written. */
export function writtenSchema(context: EmitContext, one: Event | Signal, refer?: Refer): Schema {
  const source = "source" in one && one.source !== null ? context.sources.get(one.source) : undefined;
  const schema = new SchemaBuilder(context, source === undefined ? "written" : "writtenByOthers", refer).record(
    fieldsOf(one),
  );
  if (source === undefined) return withEnvelope(context, schema, one.wire);
  const named = source.nameAt === null ? schema : insert(schema, source.nameAt, { const: one.wire }, true);
  if (source.idAt === null) return named;
  return insert(named, source.idAt, { description: "Tells the event from others.", type: ["string", "number"] }, false);
}

function fieldsOf(one: Event | Signal): Event["fields"] {
  return "allFields" in one ? one.allFields : one.fields;
}

function withEnvelope({ model }: EmitContext, schema: Schema, wire: string): Schema {
  const { id, name, at } = model.pipeline.envelope;
  const required = isList(schema.required) ? schema.required : [];
  return {
    ...schema,
    required: [id, name, at, ...required],
    properties: {
      [id]: { description: "The event's id: the same whenever the same cause makes it again.", type: "string" },
      [name]: { const: wire },
      [at]: { description: "When it happened: milliseconds since 1970 UTC.", type: "integer" },
      ...properties(schema),
    },
  };
}

/** Adds what stands at a path of the event, beside or inside of its fields. */
function insert(schema: Schema, path: readonly string[], leaf: Schema, required: boolean): Schema {
  const [name, ...rest] = path;
  if (name === undefined) return schema;
  const known = properties(schema);
  const before = Object.hasOwn(known, name) ? known[name] : undefined;
  const there = isObject(before) ? before : null;
  const value = rest.length === 0 ? withLeaf(there, leaf) : withPath(there, rest, leaf, required);
  if (value === null) return schema;
  const names = isList(schema.required) ? schema.required : [];
  return {
    ...schema,
    ...(required && !names.includes(name) ? { required: [...names, name] } : {}),
    properties: { ...known, [name]: value },
  };
}

/** A field that is the name as well has just that value. */
function withLeaf(field: Schema | null, leaf: Schema): Schema | null {
  if (field === null) return leaf;
  return "const" in leaf ? { ...field, ...leaf } : null;
}

/** Null where a field stands there that says of itself what it may hold. */
function withPath(field: Schema | null, path: readonly string[], leaf: Schema, required: boolean): Schema | null {
  if (field !== null && !("properties" in field)) return null;
  return insert(field ?? { type: "object", properties: {}, additionalProperties: false }, path, leaf, required);
}

function properties(schema: Schema): Schema {
  return isObject(schema.properties) ? schema.properties : {};
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is Schema {
  return typeof value === "object" && value !== null && !isList(value);
}
