/** JSON values: kinds, equality by value, and a text that is the same for equal values. */

import type { Json } from "../model.ts";

export type { Json } from "../model.ts";

export type JsonObject = { readonly [name: string]: Json };

export type Kind = "null" | "boolean" | "number" | "string" | "array" | "object";

export const KINDS: readonly Kind[] = ["null", "boolean", "number", "string", "array", "object"];

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function kindOf(value: Json): Kind {
  if (value === null) return "null";
  if (isList(value)) return "array";
  switch (typeof value) {
    case "boolean":
      return "boolean";
    case "number":
      return "number";
    case "string":
      return "string";
    default:
      return "object";
  }
}

/** Fields in the order of their names: equal values have one text. */
export function canonical(value: Json): string {
  if (isList(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `{${fields.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join(",")}}`;
}

export const isSame = (a: Json, b: Json): boolean => canonical(a) === canonical(b);

/** Lengths count code points, as JSON Schema does. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
