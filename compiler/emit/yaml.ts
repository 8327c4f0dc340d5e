/** JSON values as YAML: a line for each member, strings plain where nothing can be read into them. */
import type { Json } from "../model.ts";

/** Words that YAML readers take for something else than text, in some version. */
const WORDS = /^(?:true|false|yes|no|on|off|null|y|n|~)$/i;
const LONGEST_WORD = 5;
const PLAIN = /^[A-Za-z_/$][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./(][A-Za-z0-9_./()-]*)*$/;

export function yamlText(value: Json): string {
  const writer = new YamlWriter();
  const inline = writer.inlined(value);
  return inline === null ? writer.block(value, "") : `${inline}\n`;
}

class YamlWriter {
  /** Texts as they are written: most stand in many places. */
  readonly #texts = new Map<string, string>();

  /** A list or an object, a line for each item or member, with a line break at the end. */
  block(value: Json, margin: string): string {
    return isList(value) ? this.#list(value, margin) : isObject(value) ? this.#object(value, margin) : "";
  }

  #list(items: readonly Json[], margin: string): string {
    let written = "";
    for (const item of items) {
      const inline = this.inlined(item);
      // The first line of what a list holds stands behind its dash.
      const rest = inline === null ? this.block(item, `${margin}  `).slice(margin.length + 2) : `${inline}\n`;
      written += `${margin}- ${rest}`;
    }
    return written;
  }

  #object(members: { readonly [name: string]: Json }, margin: string): string {
    let written = "";
    for (const name in members) {
      const member = members[name] ?? null;
      const inline = this.inlined(member);
      const rest = inline === null ? `\n${this.block(member, `${margin}  `)}` : ` ${inline}\n`;
      written += `${margin}${this.#text(name)}:${rest}`;
    }
    return written;
  }

  /** What fits behind a key, or null for what has lines of its own. */
  inlined(value: Json): string | null {
    if (typeof value !== "object" || value === null) return this.#scalar(value);
    if (!isList(value)) return isEmpty(value) ? "{}" : null;
    if (value.length === 0) return "[]";
    if (value.some((item) => typeof item === "object" && item !== null)) return null;
    const flat = `[${value.map((item) => this.#scalar(item)).join(", ")}]`;
    return flat.length < 80 ? flat : null;
  }

  #scalar(value: Json): string {
    return typeof value === "string" ? this.#text(value) : JSON.stringify(value);
  }

  #text(value: string): string {
    let written = this.#texts.get(value);
    if (written === undefined) {
      written = text(value);
      this.#texts.set(value, written);
    }
    return written;
  }
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
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
