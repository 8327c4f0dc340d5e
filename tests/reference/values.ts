/**
 * Values of the reference interpreter: as the pipeline holds them. Times and durations are in ms, dates are strings,
 * absent fields are null, records, rows and maps are objects.
 */
import type { Json, Model, Type } from "../../compiler/model.ts";

export type Value = Json;

export type Row = { readonly [name: string]: Value };

/** What makes the handled event dead. */
export class Fault extends Error {
  readonly code: "dead" | "bounds" | "overflow" | "limit" | "hops";

  constructor(code: Fault["code"], reason: string) {
    super(reason);
    this.code = code;
  }
}

export function isRecord(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** A member's value; null where there is none. */
export function memberOf(value: Value, name: string): Value {
  return isRecord(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

export function numberIn(value: Value): number {
  if (typeof value === "number") return value;
  throw new Error(`This must be a number: ${JSON.stringify(value)}`);
}

export function textIn(value: Value): string {
  if (typeof value === "string") return value;
  throw new Error(`This must be a string: ${JSON.stringify(value)}`);
}

export function listIn(value: Value): readonly Value[] {
  if (isList(value)) return value;
  throw new Error(`This must be a list: ${JSON.stringify(value)}`);
}

export function isEqual(a: Value, b: Value): boolean {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, i) => isEqual(item, b[i] ?? null));
  if (isRecord(a) && isRecord(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => isEqual(memberOf(a, name), memberOf(b, name)));
  }
  return a === b;
}

/** Numbers by size, strings by UTF-16 unit, false before true. */
export function compare(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  return Number(a) - Number(b);
}

/** What a name of a type stands for. */
export function namedType(model: Model, name: string): Type {
  const named = model.types.find((each) => each.name === name);
  if (named === undefined) throw new Error(`There is no type ${name}.`);
  return named.type;
}

/** What a type is behind its names, `lenient` and null. */
export function bareOf(model: Model, type: Type): Type {
  switch (type.kind) {
    case "reference":
      return bareOf(model, namedType(model, type.name));
    case "nullable":
    case "lenient":
      return bareOf(model, type.of);
    default:
      return type;
  }
}

/** Rounds half up; 0 has no sign. */
export function rounded(value: number): number {
  return Math.floor(value) + (value - Math.floor(value) >= 0.5 ? 1 : 0) + 0;
}

/** A result as the type of its expression has it. */
export function inRange(model: Model, type: Type, value: number): number {
  switch (bareOf(model, type).kind) {
    case "int":
      if (!Number.isSafeInteger(value)) throw new Fault("overflow", `${value}`);
      return value + 0;
    case "duration":
    case "timestamp": {
      const whole = rounded(value);
      if (!Number.isSafeInteger(whole)) throw new Fault("overflow", `${value}`);
      return whole;
    }
    default:
      if (!Number.isFinite(value)) throw new Fault("overflow", `${value}`);
      return value;
  }
}
