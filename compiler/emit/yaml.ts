/** JSON values as YAML: a line for each member, strings plain where nothing can be read into them. */
import type { Json } from "../model.ts";

/** Words that YAML readers take for something else than text, in some version. */
const WORDS = /^(?:true|false|yes|no|on|off|null|y|n|~)$/i;
const LONGEST_WORD = 5;
const PLAIN = /^[A-Za-z_/$][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./(][A-Za-z0-9_./()-]*)*$/;

export function yamlText(value: Json): string {
  const inline = inlined(value);
  return inline === null ? block(value, "") : `${inline}\n`;
}

/** A list or an object, a line for each item or member, with a line break at the end. */
function block(value: Json, margin: string): string {
  let written = "";
  if (isList(value)) {
    for (const item of value) {
      const inline = inlined(item);
      // The first line of what a list holds stands behind its dash.
      written += `${margin}- ${inline === null ? block(item, `${margin}  `).slice(margin.length + 2) : `${inline}\n`}`;
    }
  } else if (isObject(value)) {
    for (const name of Object.keys(value)) {
      const member = value[name] ?? null;
      const inline = inlined(member);
      const rest = inline === null ? `\n${block(member, `${margin}  `)}` : ` ${inline}\n`;
      written += `${margin}${text(name)}:${rest}`;
    }
  }
  return written;
}

/** What fits behind a key, or null for what has lines of its own. */
function inlined(value: Json): string | null {
  if (typeof value !== "object" || value === null) return scalar(value);
  if (!isList(value)) return isEmpty(value) ? "{}" : null;
  if (value.length === 0) return "[]";
  if (value.some((item) => typeof item === "object" && item !== null)) return null;
  const flat = `[${value.map(scalar).join(", ")}]`;
  return flat.length < 80 ? flat : null;
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

function scalar(value: Json): string {
  return typeof value === "string" ? text(value) : JSON.stringify(value);
}

function text(value: string): string {
  if (PLAIN.test(value) && !(value.length <= LONGEST_WORD && WORDS.test(value))) return value;
  const quoted = JSON.stringify(value);
  return UNSEEN.test(quoted) ? quoted.replace(EVERY_UNSEEN, escaped) : quoted;
}

const UNSEEN = /[\u007f-\u009f\u2028\u2029\ufeff]/;
const EVERY_UNSEEN = new RegExp(UNSEEN, "g");

function escaped(found: string): string {
  return `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !isList(value);
}
