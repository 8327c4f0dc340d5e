/** Functions of `json`: none converts, and each gives null where there is nothing of the kind. */
import type { Json } from "../api/definition.ts";

/** What is found by going from member to member: a name in an object, a position in a list. Null where there is nothing. */
export function dig(value: Json, ...path: readonly (string | number)[]): Json {
  let found: Json = value;
  for (const step of path) {
    found = stepInto(found, step);
    if (found === null) return null;
  }
  return found;
}

function stepInto(value: Json, step: string | number): Json {
  if (typeof value !== "object" || value === null) return null;
  if (isList(value)) return typeof step === "number" ? (value[step] ?? null) : null;
  return typeof step === "string" && Object.hasOwn(value, step) ? (value[step] ?? null) : null;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function asString(value: Json): string | null {
  return typeof value === "string" ? value : null;
}

/** An integer within ±(2^53 − 1). */
export function asInt(value: Json): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
}

export function asNumber(value: Json): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function asBool(value: Json): boolean | null {
  return typeof value === "boolean" ? value : null;
}

export function asList(value: Json): Json[] | null {
  return isList(value) ? [...value] : null;
}

/** The JSON value that a string writes, or null where it is no JSON. */
export function parseJson(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

const BASE64 = /^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)={0,2}$/;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The text (UTF-8) that a string holds in base64, plain or URL-safe, with or without padding. Null where it is no base64
 * or no UTF-8.
 */
export function decodeBase64(text: string): string | null {
  if (!BASE64.test(text)) return null;
  const digits = text.replace(/=+$/, "");
  const padded = digits.length === text.length || text.length % 4 === 0;
  if (digits.length % 4 === 1 || !padded) return null;
  try {
    return utf8.decode(Buffer.from(digits, "base64"));
  } catch {
    return null;
  }
}
