/** Single keywords of a schema, read and checked. What is no schema gives a problem with its place. */
import { isList, isSame, type Json, type JsonObject, type Kind } from "../json.ts";
import type { NumberRule, TextRule } from "./node.ts";

/** A schema that cannot be understood: where, and what is wrong. */
export class SchemaProblem extends Error {
  override readonly name = "SchemaProblem";
  readonly at: string;
  constructor(at: string, message: string) {
    super(message);
    this.at = at;
  }
}

export function isKind(name: Json): name is Kind {
  return typeof name === "string" && ["null", "boolean", "number", "string", "array", "object"].includes(name);
}

export function valuesOf(schema: JsonObject, at: string): readonly Json[] | null {
  const { const: only, enum: values } = schema;
  if (values !== undefined && !isList(values)) throw new SchemaProblem(`${at}/enum`, "enum is a list of values.");
  if (only === undefined) return values ?? null;
  return values === undefined || values.some((value) => isSame(value, only)) ? [only] : [];
}

export function numberRule(schema: JsonObject, at: string): NumberRule | null {
  const number = (name: string): number | null => numeric(schema, name, at);
  const { exclusiveMinimum, exclusiveMaximum } = schema;
  const [min, max, multipleOf] = [number("minimum"), number("maximum"), number("multipleOf")];
  // In draft-04 they are flags.
  const minExclusive = exclusiveMinimum === true ? min : typeof exclusiveMinimum === "number" ? exclusiveMinimum : null;
  const maxExclusive = exclusiveMaximum === true ? max : typeof exclusiveMaximum === "number" ? exclusiveMaximum : null;
  if ([min, max, multipleOf, minExclusive, maxExclusive].every((each) => each === null)) return null;
  return {
    min: min ?? -Infinity,
    max: max ?? Infinity,
    minExclusive: minExclusive ?? -Infinity,
    maxExclusive: maxExclusive ?? Infinity,
    multipleOf: multipleOf === null ? [] : [multipleOf],
  };
}

export function textRule(schema: JsonObject, at: string): TextRule | null {
  const { pattern, format } = schema;
  const [minLength, maxLength] = [count(schema, "minLength", at), count(schema, "maxLength", at)];
  if (minLength === null && maxLength === null && typeof pattern !== "string" && typeof format !== "string")
    return null;
  return {
    minLength: minLength ?? 0,
    maxLength: maxLength ?? Infinity,
    patterns: typeof pattern === "string" ? [pattern] : [],
    format: typeof format === "string" ? format : null,
  };
}

export function numeric(schema: JsonObject, name: string, at: string): number | null {
  const value = schema[name];
  if (value === undefined) return null;
  if (typeof value !== "number") throw new SchemaProblem(`${at}/${name}`, `${name} is a number.`);
  return value;
}

export function count(schema: JsonObject, name: string, at: string): number | null {
  const value = numeric(schema, name, at);
  if (value !== null && (value < 0 || !Number.isInteger(value))) {
    throw new SchemaProblem(`${at}/${name}`, `${name} is a whole number, not below 0.`);
  }
  return value;
}

export const texts = (list: readonly Json[]): string[] => list.filter((item) => typeof item === "string");
