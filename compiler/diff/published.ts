/**
 * Reads a folder of published schemas (`generated/schemas/`) back as a version: events with their fields, as far as JSON
 * Schema tells of them. What it does not tell (topics, keys, sources) is taken to be as it is now.
 */
import { readerOf } from "../../runtime/codec/read.ts";
import type { Event, Field, Json, Model, Signal, Type, TypeDefinition } from "../model.ts";
import { specOf } from "./documents/spec.ts";
import { isList, isObject, type JsonObject } from "./json.ts";
import { asJson } from "./proof/readers.ts";
import { peel, type TypeTable, tableOf } from "./types/view.ts";
import { Version } from "./version.ts";

export type Published = { readonly ok: true; readonly version: Version } | { readonly ok: false; readonly why: string };

const WRITTEN = /^(.+?)(\.reader)?\.schema\.json$/;

/** Whether the folder holds schemas, by the names of its files. */
export function isPublished(names: Iterable<string>): boolean {
  return [...names].some((name) => WRITTEN.test(name));
}

/** `texts` are the files by name; of each event both schemas are needed: closed, as written, and open, as read. */
export function readPublished(texts: ReadonlyMap<string, string>, now: Model): Published {
  const types: TypeDefinition[] = [];
  const events: Event[] = [];
  const signals: Signal[] = [];
  const table = tableOf(now);
  for (const [file, text] of texts) {
    const [, name, reader] = WRITTEN.exec(file) ?? [];
    if (name === undefined || reader !== undefined) continue;
    const [written, read] = [parsed(text), parsed(texts.get(`${name}.reader.schema.json`) ?? "")];
    if (written === null) return { ok: false, why: `\`${file}\` is no JSON Schema` };
    if (read === null) return { ok: false, why: `there is no \`${name}.reader.schema.json\` beside \`${file}\`` };
    const reading = new Reading(name, file, written, types, table);
    const signal = now.signals.find((each) => each.name === name);
    if (signal !== undefined) signals.push(reading.signal(read, signal));
    else
      events.push(
        reading.event(
          read,
          now.events.find((each) => each.name === name),
        ),
      );
  }
  if (events.length + signals.length === 0) return { ok: false, why: "the folder holds schemas of readers alone" };
  const model = {
    ...now,
    types,
    params: [],
    functions: [],
    stores: [],
    handlers: [],
    tests: [],
    topics: [],
  };
  return { ok: true, version: new Version({ ...model, events, signals }, new Map(), "events") };
}

function parsed(text: string): JsonObject | null {
  try {
    const json: Json = JSON.parse(text);
    return isObject(json) && json.type === "object" ? json : null;
  } catch {
    return null;
  }
}

/** Properties that the pipeline adds to what an event says. */
const ENVELOPE = "When it happened: milliseconds since 1970 UTC.";

class Reading {
  readonly #event: string;
  readonly #file: string;
  readonly #schema: JsonObject;
  readonly #types: TypeDefinition[];
  /** Of the new version: it says what schemas leave open, such as the unit of a number in a list. */
  readonly #table: TypeTable;
  /** Names of records that refer to themselves, by their JSON pointers. */
  readonly #named = new Map<string, string>();

  constructor(event: string, file: string, schema: JsonObject, types: TypeDefinition[], table: TypeTable) {
    this.#event = event;
    this.#file = file;
    this.#schema = schema;
    this.#types = types;
    this.#table = table;
  }

  signal(read: JsonObject, now: Signal): Signal {
    const { doc, place, namePlace } = this.#declared();
    const allFields = this.#fields(this.#schema, read, "#", now.allFields);
    return { ...now, doc, place, namePlace, wire: this.#wire(), was: null, fields: [], allFields, reserved: [] };
  }

  event(read: JsonObject, now: Event | undefined): Event {
    const properties = Object.values(propertiesOf(this.#schema));
    const isOwn = properties.some((each) => isObject(each) && each.description === ENVELOPE);
    return {
      ...this.#declared(),
      wire: this.#wire(),
      was: null,
      source: isOwn ? null : (now?.source ?? "unknown"),
      fields: this.#fields(this.#schema, read, "#", now?.fields ?? []),
      key: now?.key ?? [],
      topic: now?.topic ?? "",
      sort: null,
      measure: null,
      reserved: [],
    };
  }

  #declared() {
    const place = this.#place();
    return { name: this.#event, doc: null, place, namePlace: place, broken: false };
  }

  #wire(): string {
    return typeof this.#schema.title === "string" ? this.#schema.title : this.#event;
  }

  /** What only the written schema has is the envelope, or the name and id of a source. */
  #fields(written: JsonObject, read: JsonObject, at: string, now: readonly Field[]): readonly Field[] {
    const required = isList(read.required) ? read.required : [];
    const writtenRequired = isList(written.required) ? written.required : [];
    const all = propertiesOf(written);
    return Object.entries(propertiesOf(read)).flatMap(([wire, inner]) => {
      const outer = Object.hasOwn(all, wire) ? all[wire] : undefined;
      if (!isObject(inner) || !isObject(outer)) return [];
      const path = `${at}/properties/${pointer(wire)}`;
      const type = this.#type(outer, inner, path, now.find((field) => field.wire === wire)?.type);
      const value = Object.hasOwn(outer, "default") ? outer.default : undefined;
      return [
        {
          name: wire,
          wire,
          optional: !required.includes(wire) && (value === undefined || !writtenRequired.includes(wire)),
          type,
          ...(value === undefined ? {} : { defaultValue: inMemory(value, type, this.#types) }),
          measure: false,
          doc: null,
          place: this.#place(),
          from: null,
        },
      ];
    });
  }

  #type(written: JsonObject, read: JsonObject, at: string, hint: Type | undefined): Type {
    const now = hint === undefined ? undefined : peel(hint, this.#table).core;
    const [options, readOptions] = [written.anyOf, read.anyOf];
    if (isList(written.allOf))
      return this.#type(first(written.allOf), isList(read.allOf) ? first(read.allOf) : first(readOptions), at, now);
    if (isList(options)) return { kind: "nullable", of: this.#type(first(options), first(readOptions), at, now) };
    if (typeof written.$ref === "string") return { kind: "reference", name: this.#nameOf(written.$ref) };
    const types = typesOf(written).map(String);
    const one = this.#single(written, read, types.filter((type) => type !== "null")[0] ?? "any", at, now);
    return types.includes("null") && one.kind !== "json" ? { kind: "nullable", of: one } : one;
  }

  #single(written: JsonObject, read: JsonObject, type: string, at: string, now: Type | undefined): Type {
    switch (type) {
      case "string":
        return lenient(textType(written), read, "number");
      case "boolean":
        return lenient({ kind: "bool", value: null }, read, "string");
      case "integer":
      case "number":
        return lenient(numberType(written, type, now), read, "string");
      case "array": {
        const items = this.#type(
          objectOf(written.items),
          objectOf(read.items),
          `${at}/items`,
          now?.kind === "list" ? now.of : undefined,
        );
        return { kind: "list", of: items, min: numberOf(written.minItems), max: numberOf(written.maxItems) };
      }
      case "object":
        return this.#object(written, read, at, now);
      case "null":
        return { kind: "null" };
      default:
        return { kind: "json" };
    }
  }

  #object(written: JsonObject, read: JsonObject, at: string, now: Type | undefined): Type {
    if (isObject(written.additionalProperties)) {
      const path = `${at}/additionalProperties`;
      return {
        kind: "map",
        of: this.#type(
          written.additionalProperties,
          objectOf(read.additionalProperties),
          path,
          now?.kind === "map" ? now.of : undefined,
        ),
      };
    }
    const refers = JSON.stringify(this.#schema).includes(`"$ref":${JSON.stringify(at)}`);
    const fields = now?.kind === "record" ? now.fields : [];
    if (!refers) return { kind: "record", fields: this.#fields(written, read, at, fields) };
    const name = this.#nameOf(at);
    const place = this.#place();
    const type: Type = { kind: "record", fields: this.#fields(written, read, at, fields) };
    this.#types.push({ name, doc: null, place, namePlace: place, broken: false, type });
    return { kind: "reference", name };
  }

  #nameOf(at: string): string {
    const name = this.#named.get(at) ?? `${this.#event}${at}`;
    this.#named.set(at, name);
    return name;
  }

  #place() {
    return { file: this.#file, start: 0, end: 0, line: 1 };
  }
}

function textType(schema: JsonObject): Type {
  if (isList(schema.enum)) {
    const values = schema.enum.flatMap((value) => (typeof value === "string" ? [value] : []));
    return { kind: "union", values, open: false, docs: {} };
  }
  switch (schema.format) {
    case "uuid":
      return { kind: "uuid" };
    case "date":
      return { kind: "date" };
    case "date-time":
      return { kind: "timestamp", unit: "iso" };
    default:
      return {
        kind: "string",
        min: numberOf(schema.minLength),
        max: numberOf(schema.maxLength),
        pattern: typeof schema.pattern === "string" ? schema.pattern : null,
      };
  }
}

/** Units are told in words, where they are: else a number that is a time now was one then. */
function numberType(schema: JsonObject, type: "integer" | "number", now: Type | undefined): Type {
  const lines = typeof schema.description === "string" ? schema.description.split("\n") : [];
  if (lines.includes("Milliseconds since 1970 UTC.")) return { kind: "timestamp", unit: "ms" };
  if (lines.includes("Seconds since 1970 UTC.")) return { kind: "timestamp", unit: "s" };
  if (lines.includes("Milliseconds.")) return { kind: "duration", unit: "ms" };
  if (lines.includes("Seconds.")) return { kind: "duration", unit: "s" };
  const [min, max] = [numberOf(schema.minimum), numberOf(schema.maximum)];
  if ((now?.kind === "timestamp" && now.unit !== "iso") || now?.kind === "duration") return now;
  if (type === "number") return { kind: "number", min, max, literals: null };
  return {
    kind: "int",
    min: min === Number.MIN_SAFE_INTEGER ? null : min,
    max: max === Number.MAX_SAFE_INTEGER ? null : max,
    literals: null,
  };
}

function lenient(type: Type, read: JsonObject, other: string): Type {
  return typesOf(read).includes(other) ? { kind: "lenient", of: type } : type;
}

/** A default as the pipeline holds it, read as it would be from an event. */
function inMemory(value: Json, type: Type, definitions: readonly TypeDefinition[]): Json {
  const types = Object.fromEntries(definitions.map((each) => [each.name, specOf(each.type)]));
  return asJson(readerOf([{ name: "value", type: specOf(type) }], types)({ value })?.value ?? value);
}

function typesOf({ type, enum: values }: JsonObject): readonly Json[] {
  if (type === undefined) return isList(values) ? ["string"] : [];
  return isList(type) ? type : [type];
}

function propertiesOf({ properties }: JsonObject): JsonObject {
  return isObject(properties) ? properties : {};
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function first(list: Json | undefined): JsonObject {
  return isList(list) ? objectOf(list[0]) : {};
}

function numberOf(value: Json | undefined): number | null {
  return typeof value === "number" ? value : null;
}

function pointer(name: string): string {
  return encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
}
