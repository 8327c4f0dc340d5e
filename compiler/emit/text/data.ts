/**
 * Lays out values that are nothing but data: what fits on a line stands on one line. The text is that of `layout.ts`,
 * without the work of finding out: large files are mostly data.
 */
import type { Code, Entry } from "./code.ts";
import { print } from "./doc.ts";
import { assignment, layout } from "./layout.ts";
import { propertyKey, quote } from "./strings.ts";

const WIDTH = 120;

/** The text of a value whose first line begins at `column`, with `after` characters to come behind it on its last line. */
export function dataText(code: Code, indentation: number, column: number, after: number): string {
  if (code.kind === "object" && (code.expanded || code.entries.some(hasComment)))
    return object(code.entries, indentation);
  if (code.kind === "array" && (code.expanded || isTable(code))) return array(code, indentation);
  const flat = flatText(code);
  if (flat !== null && column + flat.length + after <= WIDTH) return flat;
  if (code.kind === "object" && code.entries.length > 0) return object(code.entries, indentation);
  if (code.kind === "array" && code.items.length > 0 && !isNumbers(code)) return array(code, indentation);
  const text = print([layout(code), ",".repeat(after)], WIDTH, indentation, column);
  return text.slice(0, text.length - after);
}

function hasComment({ comment }: { readonly comment: string | null }): boolean {
  return comment !== null;
}

type ArrayCode = Code & { kind: "array" };

/** Several records stand on a line each. */
function isTable({ items }: ArrayCode): boolean {
  return items.some(hasComment) || (items.length > 1 && items.every(({ value }) => isLarge(value)));
}

function isLarge(code: Code): boolean {
  if (code.kind === "object") return code.entries.length > 1;
  return code.kind === "array" && code.items.length > 1;
}

function isNumbers({ items }: ArrayCode): boolean {
  return items.every(({ value }) => value.kind === "word");
}

/** The value on one line, or null where it cannot be on one. */
function flatText(code: Code): string | null {
  switch (code.kind) {
    case "word":
      return code.text;
    case "string":
      return quote(code.value);
    case "object":
      return code.expanded ? null : flatObject(code.entries);
    case "array":
      return code.expanded || isTable(code) ? null : flatArray(code);
    case "member": {
      const object = flatText(code.object);
      return object === null || code.optional ? null : `${object}.${code.name}`;
    }
    default:
      return null;
  }
}

function flatObject(entries: readonly Entry[]): string | null {
  let text = "";
  for (const { name, value, comment } of entries) {
    const flat = flatText(value);
    if (flat === null || name === null || comment !== null) return null;
    text += `${text === "" ? "{ " : ", "}${keyOf(name)}: ${flat}`;
  }
  return text === "" ? "{}" : `${text} }`;
}

function flatArray({ items }: ArrayCode): string | null {
  let text = "";
  for (const { value, spread } of items) {
    const flat = flatText(value);
    if (flat === null || spread) return null;
    text += text === "" ? `[${flat}` : `, ${flat}`;
  }
  return text === "" ? "[]" : `${text}]`;
}

function keyOf(name: string): string {
  return name === "__proto__" ? '["__proto__"]' : propertyKey(name);
}

function object(entries: readonly Entry[], indentation: number): string {
  const inner = indentation + 2;
  const margin = " ".repeat(inner);
  let text = "{\n";
  for (const { name, value, comment } of entries) {
    if (comment !== null) text += `${margin}${comment.replaceAll("\n", `\n${margin}`)}\n`;
    text += `${margin}${entryText(name ?? "", value, inner)},\n`;
  }
  return `${text}${" ".repeat(indentation)}}`;
}

function entryText(name: string, value: Code, indentation: number): string {
  if (value.kind === "word" && value.text === name) return name;
  const key = `${keyOf(name)}:`;
  if (value.kind === "string" && indentation + key.length + quote(value.value).length + 2 > WIDTH) {
    return print([assignment(key, value), ","], WIDTH, indentation).slice(0, -1);
  }
  return `${key} ${dataText(value, indentation, indentation + key.length + 1, 1)}`;
}

function array({ items }: ArrayCode, indentation: number): string {
  const inner = indentation + 2;
  const margin = " ".repeat(inner);
  let text = "[\n";
  for (const { value, comment } of items) {
    if (comment !== null) text += `${margin}${comment.replaceAll("\n", `\n${margin}`)}\n`;
    text += `${margin}${dataText(value, inner, inner, 1)},\n`;
  }
  return `${text}${" ".repeat(indentation)}]`;
}
