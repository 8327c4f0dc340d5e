/** JSON as text: objects with a line for each member, lists on one line where they fit. */
import type { Json } from "../../model.ts";

const WIDTH = 120;

export function jsonText(value: Json): string {
  return `${write(value, 0, 0)}\n`;
}

/** `before` is what stands on the line before the value, `after` nothing but a comma. */
function write(value: Json, indentation: number, before: number): string {
  if (typeof value !== "object" || value === null) return scalar(value);
  if (isList(value)) return writeList(value, indentation, before);
  const members = Object.entries(value);
  if (members.length === 0) return "{}";
  const inner = indentation + 2;
  const lines = members.map(([name, member]) => {
    const key = `${scalar(name)}: `;
    return `${" ".repeat(inner)}${key}${write(member, inner, inner + key.length)}`;
  });
  return `{\n${lines.join(",\n")}\n${" ".repeat(indentation)}}`;
}

function writeList(items: readonly Json[], indentation: number, before: number): string {
  if (items.length === 0) return "[]";
  if (items.every((item) => typeof item !== "object" || item === null)) {
    const flat = `[${items.map(scalar).join(", ")}]`;
    if (before + flat.length < WIDTH) return flat;
  }
  const inner = indentation + 2;
  const lines = items.map((item) => " ".repeat(inner) + write(item, inner, inner));
  return `[\n${lines.join(",\n")}\n${" ".repeat(indentation)}]`;
}

function scalar(value: Json): string {
  return JSON.stringify(value).replace(/[\u2028\u2029\ufeff]/g, (found) => `\\u${found.charCodeAt(0).toString(16)}`);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
