/** Bounds of values that were computed: what lies outside makes the event dead. */
import type { TypeSpec } from "../api/definition.ts";
import { outOfBounds } from "./fault.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The value, if it lies within the bounds of its type; throws where it does not. `type` has no references. */
export function bounded<T>(value: T, type: TypeSpec): T {
  const problem = violation(value, type);
  if (problem === null) return value;
  throw outOfBounds(`A value ${problem}.`);
}

/** What is wrong with a value as held in memory, as the end of a sentence, or null where it lies within its bounds. */
function violation(value: unknown, type: TypeSpec): string | null {
  switch (type.kind) {
    case "string":
      return typeof value === "string" ? textViolation(value, type) : null;
    case "int":
    case "number":
      return typeof value === "number" ? rangeViolation(value, type, String(value)) : null;
    case "uuid":
      return typeof value === "string" && !UUID.test(value) ? `${JSON.stringify(value)} is no uuid` : null;
    case "union":
      return type.open !== true && typeof value === "string" && !type.values.includes(value)
        ? `${JSON.stringify(value)} is none of ${type.values.join(", ")}`
        : null;
    case "nullable":
    case "lenient":
      return value === null ? null : violation(value, type.of);
    case "list":
      return listViolation(value, type);
    case "map":
      return isObject(value) ? firstOf(Object.values(value), (item) => violation(item, type.of)) : null;
    case "record":
      return isObject(value)
        ? firstOf(type.fields, (field) => (value[field.name] == null ? null : violation(value[field.name], field.type)))
        : null;
    case "bool":
    case "date":
    case "json":
    case "timestamp":
    case "duration":
    case "reference":
      return null;
  }
}

function textViolation(value: string, type: TypeSpec & { kind: "string" }): string | null {
  const length = rangeViolation(value.length, type, `${JSON.stringify(value)} has the length ${value.length}, which`);
  if (length !== null) return length;
  if (type.pattern === undefined || patternOf(type.pattern).test(value)) return null;
  return `${JSON.stringify(value)} does not match /${type.pattern}/`;
}

function listViolation(value: unknown, type: TypeSpec & { kind: "list" }): string | null {
  if (!Array.isArray(value)) return null;
  const length = rangeViolation(value.length, type, `is a list of ${value.length}, which`);
  return length ?? firstOf(value, (item) => violation(item, type.of));
}

interface Range {
  readonly min?: number;
  readonly max?: number;
}

function rangeViolation(value: number, { min, max }: Range, what: string): string | null {
  if (min !== undefined && value < min) return `${what} is below ${min}`;
  if (max !== undefined && value > max) return `${what} is above ${max}`;
  return null;
}

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    pattern = new RegExp(source, "u");
    patterns.set(source, pattern);
  }
  return pattern;
}

function firstOf<T>(items: readonly T[], problem: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = problem(item);
    if (found !== null) return found;
  }
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
