/** JSON values as YAML: a line for each member, strings plain where nothing can be read into them. */
import type { Json } from "../model.ts";

/** Words that YAML readers take for something else than text, in some version. */
const WORDS = /^(?:true|false|yes|no|on|off|null|y|n|~)$/i;
const PLAIN = /^[A-Za-z_/$][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./(][A-Za-z0-9_./()-]*)*$/;

export function yamlText(value: Json): string {
  return lines(value, 0)
    .map((line) => `${line}\n`)
    .join("");
}

function lines(value: Json, indentation: number): string[] {
  const margin = " ".repeat(indentation);
  if (isList(value)) return value.flatMap((item) => listItem(item, indentation));
  if (!isObject(value)) return [margin + scalar(value)];
  return Object.entries(value).flatMap(([name, member]) => {
    const key = `${margin}${text(name)}:`;
    const inline = inlined(member);
    return inline === null ? [key, ...lines(member, indentation + 2)] : [`${key} ${inline}`];
  });
}

function listItem(item: Json, indentation: number): string[] {
  const margin = " ".repeat(indentation);
  const inline = inlined(item);
  if (inline !== null) return [`${margin}- ${inline}`];
  const [first = "", ...rest] = lines(item, indentation + 2);
  return [`${margin}- ${first.trimStart()}`, ...rest];
}

/** What fits behind a key, or null for what has lines of its own. */
function inlined(value: Json): string | null {
  if (isList(value)) {
    const scalars = value.every((item) => typeof item !== "object" || item === null);
    const flat = scalars ? `[${value.map(scalar).join(", ")}]` : "";
    return value.length === 0 || (scalars && flat.length < 80) ? flat : null;
  }
  if (isObject(value)) return Object.keys(value).length === 0 ? "{}" : null;
  return scalar(value);
}

function scalar(value: Json): string {
  return typeof value === "string" ? text(value) : JSON.stringify(value);
}

function text(value: string): string {
  if (PLAIN.test(value) && !WORDS.test(value)) return value;
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (found) => {
    return `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !isList(value);
}
