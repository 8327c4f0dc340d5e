/** JSON as text: objects with a line for each member, lists on one line where they fit. */
import type { Json } from "../../model.ts";

const WIDTH = 120;

export function jsonText(value: Json): string {
  return `${write(value, "", 0)}\n`;
}

/** Keys as they are written: there are few, and each stands in many places. */
const keys = new Map<string, string>();

function keyText(name: string): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const text = `${scalar(name)}: `;
  if (keys.size < MOST_KEYS) keys.set(name, text);
  return text;
}

const MOST_KEYS = 10_000;

/** `before` is what stands on the line before the value; behind it comes nothing but a comma. */
function write(value: Json, margin: string, before: number): string {
  if (typeof value !== "object" || value === null) return scalar(value);
  return isList(value) ? writeList(value, margin, before) : writeObject(value, margin);
}

function writeObject(value: { readonly [name: string]: Json }, margin: string): string {
  const inner = `${margin}  `;
  let text = "";
  for (const name in value) {
    const key = `${inner}${keyText(name)}`;
    text += `${text === "" ? "" : ",\n"}${key}${write(value[name] ?? null, inner, key.length)}`;
  }
  return text === "" ? "{}" : `{\n${text}\n${margin}}`;
}

function writeList(items: readonly Json[], margin: string, before: number): string {
  if (items.length === 0) return "[]";
  if (items.every((item) => typeof item !== "object" || item === null)) {
    const flat = `[${items.map(scalar).join(", ")}]`;
    if (before + flat.length < WIDTH) return flat;
  }
  const inner = `${margin}  `;
  const lines = items.map((item) => inner + write(item, inner, inner.length));
  return `[\n${lines.join(",\n")}\n${margin}]`;
}

/** What may stand in a JSON string, and yet would be taken for a line break or not be seen. */
const UNSEEN = /[\u2028\u2029\ufeff]/;
const EVERY_UNSEEN = new RegExp(UNSEEN, "g");

function scalar(value: Json): string {
  const text = JSON.stringify(value);
  return UNSEEN.test(text) ? text.replace(EVERY_UNSEEN, (found) => `\\u${found.charCodeAt(0).toString(16)}`) : text;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
