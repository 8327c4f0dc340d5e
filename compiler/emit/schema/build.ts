/**
 * JSON Schemas of types: draft-07, of keywords that mean the same in 2020-12. Closed, as values are written, or open, as
 * they are read: other fields may be there, and what stands in for a default or is converted passes.
 */
import { hasDefault, mayLack } from "../../defaults.ts";
import type { Field, Json, Type } from "../../model.ts";
import type { EmitContext } from "../context.ts";
import { core, fieldValue, isNullable, nonNull } from "../shapes.ts";
import { bothDescribed, describeField, describeType } from "./describe.ts";
import { wireValue } from "./wire.ts";

export type Schema = { readonly [keyword: string]: Json };

/** `written` by the pipeline itself, or by others whose events come in: these may leave out what has a default. */
export type Mode = "written" | "writtenByOthers" | "read";

/** How a record is referred to by its name: null writes it where it stands. */
export type Refer = (name: string) => string | null;

/** The records that are being written, with the place of each in the schema. */
type Open = ReadonlyMap<string, string>;

export class SchemaBuilder {
  readonly #context: EmitContext;
  readonly #mode: Mode;
  readonly #refer: Refer;

  constructor(context: EmitContext, mode: Mode, refer: Refer = () => null) {
    this.#context = context;
    this.#mode = mode;
    this.#refer = refer;
  }

  /** An object of these fields; `at` is its place in the schema, as a JSON pointer. */
  record(fields: readonly Field[], at = "#", open: Open = new Map()): Schema {
    const required = fields.filter((field) => this.#isRequired(field)).map(({ wire }) => wire);
    const properties = fields.map((field): [string, Schema] => {
      return [field.wire, this.#field(field, `${at}/properties/${pointer(field.wire)}`, open)];
    });
    return {
      type: "object",
      ...(required.length === 0 ? {} : { required }),
      properties: Object.fromEntries(properties),
      ...(this.#mode === "read" ? {} : { additionalProperties: false }),
    };
  }

  type(type: Type, at = "#", open: Open = new Map()): Schema {
    switch (type.kind) {
      case "string":
        return {
          type: "string",
          ...bound("minLength", type.min),
          ...bound("maxLength", type.max),
          ...(type.pattern === null ? {} : { pattern: type.pattern }),
        };
      case "union":
        return type.open ? { type: "string" } : { type: "string", enum: type.values };
      case "bool":
        return { type: "boolean" };
      case "int":
        return {
          type: "integer",
          minimum: type.min ?? Number.MIN_SAFE_INTEGER,
          maximum: type.max ?? Number.MAX_SAFE_INTEGER,
        };
      case "number":
        return { type: "number", ...bound("minimum", type.min), ...bound("maximum", type.max) };
      case "uuid":
        return { type: "string", format: "uuid" };
      case "date":
        return { type: "string", format: "date" };
      case "timestamp":
        return type.unit === "iso" ? { type: "string", format: "date-time" } : this.#time(type.unit);
      case "duration":
        return this.#time(type.unit);
      case "null":
        return { type: "null" };
      case "nullable":
        return orNull(this.type(type.of, at, open));
      case "lenient":
        return this.#lenient(type.of, at, open);
      case "list":
        return {
          type: "array",
          items: this.type(type.of, `${at}/items`, open),
          ...bound("minItems", type.min),
          ...bound("maxItems", type.max),
        };
      case "map":
        return { type: "object", additionalProperties: this.type(type.of, `${at}/additionalProperties`, open) };
      case "record":
        return this.record(type.fields, at, open);
      case "reference":
        return this.#reference(type.name, at, open);
      default:
        return {};
    }
  }

  #isRequired(field: Field): boolean {
    if (this.#mode === "written") return !field.optional || hasDefault(field);
    return !mayLack(field);
  }

  #field(field: Field, at: string, open: Open): Schema {
    const schema = this.type(this.#fieldType(field), at, open);
    const described: Schema = {
      ...describeField(this.#context, field),
      ...(field.defaultValue === undefined
        ? {}
        : { default: wireValue(this.#context, field.defaultValue, field.type) }),
    };
    const isReference = "$ref" in schema && Object.keys(described).length > 0;
    // In draft-07 nothing beside a `$ref` counts.
    return isReference ? { ...described, allOf: [schema] } : bothDescribed(described, schema);
  }

  /** What stands for the field in JSON when it is there. */
  #fieldType(field: Field): Type {
    const { type } = field;
    if (this.#mode === "read" && mayLack(field))
      return type.kind === "nullable" ? type : { kind: "nullable", of: type };
    if (this.#mode === "written" && hasDefault(field)) return nonNull(this.#context, fieldValue(this.#context, field));
    return this.#mode !== "read" && field.optional ? withoutNull(this.#context, type) : type;
  }

  /** Milliseconds are written whole, and read with a fraction too. */
  #time(unit: "ms" | "s"): Schema {
    return { type: unit === "ms" && this.#mode !== "read" ? "integer" : "number" };
  }

  /** Numerals in strings pass, and numbers for strings; only reading knows of that. */
  #lenient(of: Type, at: string, open: Open): Schema {
    const schema = this.type(of, at, open);
    if (this.#mode !== "read") return schema;
    const { format: _, ...rest } = schema;
    const types = typeof rest.type === "string" ? [rest.type] : isList(rest.type) ? rest.type : [];
    const read = core(this.#context, of).kind === "string" ? [...types, "number"] : [...types, "string"];
    return { ...rest, type: [...new Set(read)] };
  }

  #reference(name: string, at: string, open: Open): Schema {
    const type = this.#context.types.get(name)?.type;
    if (type === undefined) return {};
    if (type.kind !== "record") return { ...this.type(type, at, open), ...describeType(this.#context, name) };
    const elsewhere = this.#refer(name) ?? open.get(name) ?? null;
    if (elsewhere !== null) return { $ref: elsewhere };
    return { ...describeType(this.#context, name), ...this.record(type.fields, at, new Map(open).set(name, at)) };
  }
}

function withoutNull(context: EmitContext, type: Type): Type {
  return isNullable(context, type) ? nonNull(context, type) : type;
}

function orNull(schema: Schema): Schema {
  const { type, enum: values } = schema;
  const enumeration = isList(values) && !values.includes(null) ? { enum: [...values, null] } : {};
  if (typeof type === "string" && type !== "null") return { ...schema, type: [type, "null"], ...enumeration };
  if (isList(type)) return type.includes("null") ? schema : { ...schema, type: [...type, "null"], ...enumeration };
  return "$ref" in schema ? { anyOf: [schema, { type: "null" }] } : schema;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function bound(keyword: string, value: number | null): Schema {
  return value === null ? {} : { [keyword]: value };
}

/** What stands in a URI as it is. */
const PLAIN_STEP = /^[\w.-]*$/;

/** A name as a step of a JSON pointer in a URI. */
export function pointer(name: string): string {
  return PLAIN_STEP.test(name) ? name : encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
}
