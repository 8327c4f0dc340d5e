/** JSON ⇄ values, by type: what is read, what is written, and what lies within its bounds. */
import type { Field, Json, Model, Type } from "../../compiler/model.ts";
import { isDate, parseIso } from "./times.ts";
import { bareOf, Fault, isList, isRecord, memberOf, namedType, type Row, rounded, type Value } from "./values.ts";

/** What came in breaks its type. */
export class Broken extends Error {}

export function readRecord(model: Model, fields: readonly Field[], json: Json): Row {
  if (!isRecord(json)) throw new Broken("no object");
  return Object.fromEntries(fields.map((field) => [field.name, readField(model, field, json)]));
}

function readField(model: Model, { wire, type, optional, defaultValue }: Field, json: Row): Value {
  const found = Object.hasOwn(json, wire) ? json[wire] : undefined;
  if (found === undefined || found === null) {
    if (defaultValue !== undefined) return defaultValue;
    if (optional) return null;
  }
  if (found === undefined) throw new Broken(`${wire} is missing`);
  return read(model, type, found);
}

function read(model: Model, type: Type, json: Json): Value {
  switch (type.kind) {
    case "lenient":
      return read(model, type.of, leniently(bareOf(model, type.of), json));
    case "nullable":
      return json === null ? null : read(model, type.of, json);
    case "reference":
      return read(model, namedType(model, type.name), json);
    case "list":
      if (!isList(json)) throw new Broken("no list");
      return within(
        model,
        type,
        json.map((item) => read(model, type.of, item)),
      );
    case "map":
      if (!isRecord(json)) throw new Broken("no object");
      return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, read(model, type.of, value)]));
    case "record":
      return readRecord(model, type.fields, json);
    case "uuid":
      return within(model, type, typeof json === "string" ? json.toLowerCase() : json);
    case "timestamp":
      if (type.unit === "iso") return within(model, type, typeof json === "string" ? parseIso(json) : null);
      return within(model, type, milliseconds(json, type.unit));
    case "duration":
      return within(model, type, milliseconds(json, type.unit));
    default:
      return within(model, type, json);
  }
}

function within(model: Model, type: Type, value: Value): Value {
  try {
    return conform(model, type, value);
  } catch (error) {
    throw error instanceof Fault ? new Broken(error.message) : error;
  }
}

function milliseconds(json: Json, unit: "ms" | "s"): Value {
  return typeof json === "number" ? rounded(unit === "s" ? json * 1000 : json) : json;
}

/** A numeral or a bool in a string, and a number for a string. */
function leniently(type: Type, json: Json): Json {
  if (type.kind === "string" || type.kind === "union") return typeof json === "number" ? String(json) : json;
  if (typeof json !== "string") return json;
  if (type.kind === "bool") return json === "true" ? true : json === "false" ? false : json;
  return /^-?\d+(\.\d+)?$/.test(json) ? Number(json) : json;
}

/** The value, which lies within its type's bounds; else a fault. */
export function conform(model: Model, type: Type, value: Value): Value {
  const fail = (): never => {
    throw new Fault("bounds", `${JSON.stringify(value)} is no ${type.kind}`);
  };
  const check = (holds: boolean): Value => (holds ? value : fail());
  switch (type.kind) {
    case "string":
      return check(typeof value === "string" && isBetween(type, value.length) && matches(type.pattern, value));
    case "union":
      return check(typeof value === "string" && (type.open || type.values.includes(value)));
    case "bool":
      return check(typeof value === "boolean");
    case "int":
      return check(Number.isSafeInteger(value) && isBetween(type, Number(value))) === 0 ? 0 : value;
    case "number":
      return check(typeof value === "number" && Number.isFinite(value) && isBetween(type, value)) === 0 ? 0 : value;
    case "uuid":
      return check(typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value));
    case "timestamp":
      return check(Number.isSafeInteger(value) && Math.abs(Number(value)) <= 8.64e15);
    case "date":
      return check(typeof value === "string" && isDate(value));
    case "duration":
      return check(Number.isSafeInteger(value));
    case "nullable":
      return value === null ? null : conform(model, type.of, value);
    case "lenient":
      return conform(model, type.of, value);
    case "reference":
      return conform(model, namedType(model, type.name), value);
    case "list":
      if (!isList(value) || !isBetween(type, value.length)) return fail();
      return value.map((item) => conform(model, type.of, item));
    case "map":
      if (!isRecord(value)) return fail();
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, conform(model, type.of, item)]));
    case "record":
      return isRecord(value) ? conformRecord(model, type.fields, value) : fail();
    default:
      return value;
  }
}

export function conformRecord(model: Model, fields: readonly Field[], value: Row): Row {
  return Object.fromEntries(
    fields.map(({ name, type, optional }) => {
      const found = memberOf(value, name);
      return [name, found === null && optional ? null : conform(model, type, found)];
    }),
  );
}

function isBetween({ min, max }: { readonly min: number | null; readonly max: number | null }, value: number): boolean {
  return (min === null || value >= min) && (max === null || value <= max);
}

function matches(pattern: string | null, value: string): boolean {
  return pattern === null || new RegExp(pattern, "u").test(value);
}

/** As it is on the wire. */
export function write(model: Model, type: Type, value: Value): Json {
  if (value === null) return null;
  switch (type.kind) {
    case "nullable":
    case "lenient":
      return write(model, type.of, value);
    case "reference":
      return write(model, namedType(model, type.name), value);
    case "timestamp":
      return type.unit === "ms" ? value : type.unit === "s" ? Number(value) / 1000 : iso(Number(value));
    case "duration":
      return type.unit === "ms" ? value : Number(value) / 1000;
    case "list":
      return isList(value) ? value.map((item) => write(model, type.of, item)) : value;
    case "map":
      if (!isRecord(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, write(model, type.of, item)]));
    case "record":
      return isRecord(value) ? writeRecord(model, type.fields, value) : value;
    default:
      return value;
  }
}

export function writeRecord(model: Model, fields: readonly Field[], value: Row): Row {
  return Object.fromEntries(
    fields.flatMap(({ name, wire, type, optional }) => {
      const found = memberOf(value, name);
      return found === null && optional ? [] : [[wire, write(model, type, found)]];
    }),
  );
}

export function iso(time: number): string {
  return new Date(time).toISOString();
}

/** A key's text: the value as a string; of several the JSON array of them. */
export function keyText(model: Model, fields: readonly Field[], key: readonly string[], value: Row): string | null {
  const parts = key.map((name) => {
    const field = fields.find((each) => each.name === name);
    if (field === undefined) throw new Error(`There is no field ${name}.`);
    return write(model, field.type, memberOf(value, name));
  });
  const [first] = parts;
  if (first === undefined) return null;
  return parts.length > 1 ? JSON.stringify(parts) : String(first);
}
