/**
 * Says in plain words why a value breaks its type: "score: 250 is more than 100". It walks types slowly and is asked only
 * where the fast checks said no.
 */
import type { FieldSpec, Json, TypeSpec } from "../api/definition.ts";
import {
  isDate,
  isJson,
  lenientBool,
  lenientNumber,
  lenientString,
  MAX_DEPTH,
  parseInstant,
  toDuration,
  toTimestamp,
  toUuid,
} from "./scalars.ts";
import { isObject, resolve, type Types, wireName } from "./types.ts";

/** Whether a value stands as in JSON or as handlers hold it. */
export type Form = "wire" | "memory";

/** The first problem, with its path, or null. */
export function explain(fields: readonly FieldSpec[], value: unknown, form: Form, types: Types): string | null {
  return new Explanation(form, types).record(fields, value, "");
}

/** The first problem of one value, or null. */
export function explainType(type: TypeSpec, value: unknown, form: Form, types: Types, path = ""): string | null {
  return new Explanation(form, types).value(type, value, path);
}

class Explanation {
  readonly #wire: boolean;
  readonly #types: Types;

  constructor(form: Form, types: Types) {
    this.#wire = form === "wire";
    this.#types = types;
  }

  record(fields: readonly FieldSpec[], value: unknown, path: string): string | null {
    if (!isObject(value)) return said(path, `${shown(value)} is no object`);
    for (const field of fields) {
      const name = this.#wire ? wireName(field) : field.name;
      const problem = this.#field(field, Object.hasOwn(value, name) ? value[name] : undefined, join(path, name));
      if (problem !== null) return problem;
    }
    return null;
  }

  #field(field: FieldSpec, value: Json | undefined, path: string): string | null {
    const mayLack = field.optional === true || field.default !== undefined;
    if (value === undefined || value === null) {
      if (mayLack) return null;
      const nullable = resolve(field.type, this.#types).kind === "nullable";
      if (value === undefined && !(nullable && !this.#wire)) return said(path, "is missing");
    }
    return this.value(field.type, value, path);
  }

  value(type: TypeSpec, value: unknown, path: string): string | null {
    const found = resolve(type, this.#types);
    switch (found.kind) {
      case "string":
        return typeof value === "string" ? textProblem(found, value, path) : said(path, `${shown(value)} is no string`);
      case "union":
        if (typeof value !== "string") return said(path, `${shown(value)} is no string`);
        if (found.open === true || found.values.includes(value)) return null;
        return said(path, `${shown(value)} is none of ${found.values.map((one) => JSON.stringify(one)).join(", ")}`);
      case "bool":
        return typeof value === "boolean" ? null : said(path, `${shown(value)} is neither true nor false`);
      case "int":
        if (!Number.isInteger(value)) return said(path, `${shown(value)} is no whole number`);
        if (!Number.isSafeInteger(value)) return said(path, `${shown(value)} is past ±(2^53 − 1)`);
        return rangeProblem(found, value, path);
      case "number":
        return Number.isFinite(value) ? rangeProblem(found, value, path) : said(path, `${shown(value)} is no number`);
      case "uuid":
        return typeof value === "string" && toUuid(value) !== undefined
          ? null
          : said(path, `${shown(value)} is no uuid`);
      case "date":
        if (typeof value === "string" && isDate(value)) return null;
        return said(path, `${shown(value)} is no date such as "2026-11-23"`);
      case "json":
        return isJson(value)
          ? null
          : said(path, `is nested deeper than ${MAX_DEPTH} levels, or holds no finite number`);
      case "timestamp":
        return this.#timestamp(found.unit, value, path);
      case "duration": {
        const ms = typeof value === "number" ? toDuration(this.#ms(found.unit, value)) : undefined;
        return ms === undefined ? said(path, `${shown(value)} is no duration in ${unitName(found.unit)}`) : null;
      }
      case "nullable":
        return value === null || (value === undefined && !this.#wire) ? null : this.value(found.of, value, path);
      case "lenient":
        return this.#lenient(found.of, value, path);
      case "list":
        return this.#list(found, value, path);
      case "map":
        return this.#map(found.of, value, path);
      case "record":
        return this.record(found.fields, value, path);
    }
  }

  #ms(unit: string, value: number): number {
    return this.#wire && unit === "s" ? value * 1000 : value;
  }

  #timestamp(unit: "ms" | "s" | "iso", value: unknown, path: string): string | null {
    if (this.#wire && unit === "iso") {
      if (typeof value === "string" && parseInstant(value) !== undefined) return null;
      return said(path, `${shown(value)} is no ISO 8601 time with an offset`);
    }
    const ms = typeof value === "number" ? toTimestamp(this.#ms(unit, value)) : undefined;
    return ms === undefined ? said(path, `${shown(value)} is no time in ${unitName(unit)} since 1970`) : null;
  }

  #lenient(type: TypeSpec, value: unknown, path: string): string | null {
    if (!this.#wire) return this.value(type, value, path);
    const kind = resolve(type, this.#types).kind;
    const converted =
      kind === "bool" ? lenientBool(value) : kind === "string" ? lenientString(value) : lenientNumber(value);
    return this.value(type, converted ?? value, path);
  }

  #list(type: Extract<TypeSpec, { kind: "list" }>, value: unknown, path: string): string | null {
    if (!Array.isArray(value)) return said(path, `${shown(value)} is no list`);
    if (type.min !== undefined && value.length < type.min) {
      return said(path, `holds ${value.length} items, fewer than ${type.min}`);
    }
    if (type.max !== undefined && value.length > type.max) {
      return said(path, `holds ${value.length} items, more than ${type.max}`);
    }
    for (const [index, item] of value.entries()) {
      const problem = this.value(type.of, item, `${path}[${index}]`);
      if (problem !== null) return problem;
    }
    return null;
  }

  #map(type: TypeSpec, value: unknown, path: string): string | null {
    if (!isObject(value)) return said(path, `${shown(value)} is no object`);
    for (const [key, item] of Object.entries(value)) {
      const problem = this.value(type, item, join(path, key));
      if (problem !== null) return problem;
    }
    return null;
  }
}

function textProblem(type: Extract<TypeSpec, { kind: "string" }>, value: string, path: string): string | null {
  if (type.min !== undefined && value.length < type.min) {
    return said(path, `${shown(value)} is shorter than ${type.min}`);
  }
  if (type.max !== undefined && value.length > type.max) {
    return said(path, `${shown(value)} is longer than ${type.max}`);
  }
  if (type.pattern === undefined || new RegExp(type.pattern, "u").test(value)) return null;
  return said(path, `${shown(value)} does not match /${type.pattern}/`);
}

function rangeProblem(type: { readonly min?: number; readonly max?: number }, value: unknown, path: string) {
  const number = Number(value);
  if (type.min !== undefined && number < type.min) return said(path, `${shown(value)} is less than ${type.min}`);
  if (type.max !== undefined && number > type.max) return said(path, `${shown(value)} is more than ${type.max}`);
  return null;
}

const unitName = (unit: string): string => (unit === "s" ? "seconds" : "ms");

const join = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

const said = (path: string, problem: string): string => (path === "" ? problem : `${path}: ${problem}`);

/** A value as JSON, cut where it is long. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…"` : text;
}
