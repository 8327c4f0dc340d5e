/**
 * validators.js: what checks the JSON that comes in. Ajv writes a function for each type that a field has somewhere, once
 * however often it stands; a function for each event asks them field by field. (One schema for each event would take ajv
 * seconds in a large spec, for nothing: events differ in their names, not in their types.)
 */
import { mayLack } from "../defaults.ts";
import type { Event, Field, Json, Type } from "../model.ts";
import { linked } from "./comments.ts";
import type { EmitContext } from "./context.ts";
import { Names } from "./names.ts";
import { core, head, isNullable } from "./shapes.ts";
import { commentLines, isIdentifier, quote } from "./text/strings.ts";

type Schema = { readonly [keyword: string]: Json };

export async function emitValidators(context: EmitContext): Promise<string> {
  const types = new FieldTypes(context);
  const events = context.model.events.map((event) => eventFunction(context, event, types));
  const code = await types.code();
  return [`// ${context.links.header}\n`, PRELUDE, code, ...events].join("\n");
}

export function emitValidatorTypes(context: EmitContext): string {
  const lines = context.model.events.map(({ name }) => `export declare const ${nameOf(context, name)}: Validator;\n`);
  const imports = lines.length === 0 ? "export {};\n" : 'import type { Validator } from "da-compile/runtime";\n';
  return [`// ${context.links.header}\n`, imports, lines.join("")].filter((part) => part !== "").join("\n");
}

function nameOf(context: EmitContext, event: string): string {
  return context.validatorNames.get(event) ?? event;
}

const PRELUDE = `/** Tells of a validator why the value was refused, with the path from the event. */
function wrong(event, path, type) {
  event.errors = type.errors.map((error) => ({ ...error, instancePath: path + error.instancePath }));
  return false;
}

function missing(event, name) {
  const message = \`must have required property '\${name}'\`;
  event.errors = [{ instancePath: "", schemaPath: "#/required", keyword: "required", params: { missingProperty: name }, message }];
  return false;
}

function isObject(event, data) {
  if (typeof data === "object" && data !== null && !Array.isArray(data)) return true;
  event.errors = [{ instancePath: "", schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
  return false;
}
`;

// ── events ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function eventFunction(context: EmitContext, event: Event, types: FieldTypes): string {
  const name = nameOf(context, event.name);
  const checks = event.fields.flatMap((field) => fieldChecks(context, name, field, types));
  const docs = linked(event.name, context.links.to(event.namePlace)).flatMap(commentLines).join(" ");
  return [
    `/** ${docs} */`,
    `export function ${name}(data) {`,
    `  if (!isObject(${name}, data)) return false;`,
    ...checks.map((line) => `  ${line}`),
    `  ${name}.errors = null;`,
    "  return true;",
    "}",
    "",
  ].join("\n");
}

function fieldChecks(context: EmitContext, event: string, field: Field, types: FieldTypes): string[] {
  const value = access(field.wire);
  const isOptional = mayLack(field);
  const lacks = isOptional ? [] : [`if (${value} === undefined) return missing(${event}, ${quote(field.wire)});`];
  const type = types.nameOf(isOptional ? withoutNull(context, field.type) : field.type);
  if (type === null) return lacks;
  const path = quote(`/${field.wire.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  const there = isOptional ? `${value} != null && ` : "";
  return [...lacks, `if (${there}!${type}(${value})) return wrong(${event}, ${path}, ${type});`];
}

/** What objects have without having been given it is no field of theirs. */
function access(wire: string): string {
  if (wire in Object.prototype) return `(Object.hasOwn(data, ${quote(wire)}) ? data[${quote(wire)}] : undefined)`;
  return isIdentifier(wire) ? `data.${wire}` : `data[${quote(wire)}]`;
}

function withoutNull(context: EmitContext, type: Type): Type {
  const of = head(context, type);
  return of.kind === "nullable" ? of.of : type;
}

// ── types ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The types that fields have, each once, as JSON Schemas for ajv. */
class FieldTypes {
  readonly #context: EmitContext;
  readonly #names = new Names(["isObject", "wrong", "missing"]);
  readonly #byText = new Map<string, string>();
  readonly #schemas = new Map<string, Schema>();
  readonly #records = new Map<string, Schema>();

  constructor(context: EmitContext) {
    this.#context = context;
  }

  /** The function that checks the type, or null where any value will do. */
  nameOf(type: Type): string | null {
    const schema = this.#schema(type);
    const text = JSON.stringify(schema);
    if (text === "{}") return null;
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const name = this.#nameFor(functionName(schema));
    this.#byText.set(text, name);
    this.#schemas.set(name, schema);
    return name;
  }

  /** isString, isString2, … */
  #nameFor(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#names.isTaken(name); count++) name = `${wanted}${count}`;
    return this.#names.take(name);
  }

  /** Ajv's functions for all types that were asked for. */
  async code(): Promise<string> {
    if (this.#schemas.size === 0) return "";
    const [{ Ajv }, standalone] = await Promise.all([import("ajv"), import("ajv/dist/standalone/index.js")]);
    const all = [...this.#records, ...this.#schemas];
    const ajv = new Ajv({
      schemas: Object.fromEntries(all.map(([name, schema]) => [name, { ...schema, $id: name }])),
      code: { source: true, esm: true, lines: true },
      strict: false,
      // A numeral such as 1e400 is read as infinite, which is no number.
      strictNumbers: true,
      unicode: false,
      validateSchema: false,
      validateFormats: false,
      meta: false,
      inlineRefs: false,
      logger: false,
      ownProperties: all.some(([, schema]) => mentionsInherited(schema)),
    });
    const code = standalone.default.default(
      ajv,
      Object.fromEntries([...this.#schemas.keys()].map((name) => [name, name])),
    );
    return code.replace('"use strict";', "").replace(/^export const /gm, "const ");
  }

  #schema(type: Type): Schema {
    switch (type.kind) {
      case "string":
        return {
          type: "string",
          ...bound("minLength", type.min),
          ...bound("maxLength", type.max),
          ...(type.pattern === null ? {} : { pattern: type.pattern }),
        };
      case "union":
        return type.open ? { type: "string" } : { enum: type.values };
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
      case "date":
        return { type: "string" };
      case "timestamp":
        return { type: type.unit === "iso" ? "string" : "number" };
      case "duration":
        return { type: "number" };
      case "null":
        return { type: "null" };
      case "nullable":
        return orNull(this.#schema(type.of));
      case "lenient":
        return this.#lenient(type.of);
      case "list":
        return {
          type: "array",
          items: this.#schema(type.of),
          ...bound("minItems", type.min),
          ...bound("maxItems", type.max),
        };
      case "map":
        return { type: "object", additionalProperties: this.#schema(type.of) };
      case "record":
        return this.#record(type.fields);
      case "reference":
        return this.#reference(type.name);
      default:
        return {};
    }
  }

  /** What may be converted is left to the reader, bounds too. */
  #lenient(of: Type): Schema {
    const { kind } = core(this.#context, of);
    const types = [kind === "bool" ? "boolean" : "number", "string"];
    return { type: isNullable(this.#context, of) ? [...types, "null"] : types };
  }

  #record(fields: readonly Field[]): Schema {
    const required = fields.filter((field) => !mayLack(field)).map(({ wire }) => wire);
    const properties = fields.map((field): [string, Schema] => {
      const schema = this.#schema(field.type);
      return [field.wire, mayLack(field) ? orNull(schema) : schema];
    });
    return {
      type: "object",
      ...(required.length === 0 ? {} : { required }),
      properties: Object.fromEntries(properties),
    };
  }

  /** A record is a schema of its own, which may hold records of its kind; other types stand where they are named. */
  #reference(name: string): Schema {
    const type = this.#context.types.get(name)?.type;
    if (type === undefined) return {};
    if (type.kind !== "record") return this.#schema(type);
    const id = `record-${name}`;
    if (!this.#records.has(id)) {
      this.#records.set(id, {});
      this.#records.set(id, this.#record(type.fields));
    }
    return { $ref: id };
  }
}

function orNull(schema: Schema): Schema {
  const { type, enum: values } = schema;
  if (typeof type === "string") return type === "null" ? schema : { ...schema, type: [type, "null"] };
  if (isList(type)) return type.includes("null") ? schema : { ...schema, type: [...type, "null"] };
  if (isList(values)) return values.includes(null) ? schema : { enum: [...values, null] };
  return Object.keys(schema).length === 0 || "anyOf" in schema ? schema : { anyOf: [schema, { type: "null" }] };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function bound(keyword: string, value: number | null): Schema {
  return value === null ? {} : { [keyword]: value };
}

/** Whether a field has a name that every object has something by. */
function mentionsInherited(schema: Json): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  return Object.entries(schema).some(([name, value]) => name in Object.prototype || mentionsInherited(value));
}

/** isString, isInteger, isRecordLine. */
function functionName({ type, enum: values, $ref, anyOf }: Schema): string {
  const refers = typeof $ref === "string" ? $ref : anyOf === undefined ? null : "optional";
  if (refers !== null)
    return `is${refers
      .split(/[^A-Za-z0-9_]+/)
      .map(capital)
      .join("")}`;
  if (values !== undefined) return "isOneOf";
  const kinds = typeof type === "string" ? [type] : isList(type) ? type.map(String) : ["value"];
  return `is${kinds.map(capital).join("Or")}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
