/** What a piece of a model means, as text to compare: places, docs and its own name aside. */
import type { Handler } from "../model.ts";

const ASIDE: ReadonlySet<string> = new Set(["place", "namePlace", "topicPlace", "limitPlace", "target", "doc", "docs"]);

/** Expressions whose type says what they do; that of all others follows from their parts. */
const BY_TYPE: ReadonlySet<unknown> = new Set(["convert", "bounded"]);

const EXPRESSION = new Set<unknown>(
  (
    "literal template field local param event meta member json index call builtin method lambda not negate binary in " +
    "conditional match list record convert bounded toJson"
  ).split(" "),
);

export function textOf(value: unknown): string {
  return JSON.stringify(value, function replace(this: unknown, key, inner: unknown) {
    if (ASIDE.has(key)) return undefined;
    return key === "type" && isTyped(this) ? undefined : inner;
  });
}

/** An expression that is of this type only because its parts are. Types have a `kind` too, and never a `type`. */
function isTyped(of: unknown): boolean {
  return typeof of === "object" && of !== null && "kind" in of && EXPRESSION.has(of.kind) && !BY_TYPE.has(of.kind);
}

/** Whether two pieces of models mean the same: `textOf` of both, without making it. */
export function isSameMeaning(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isSameMeaning(item, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const typed = isTyped(a);
  for (const key in a) {
    if (ASIDE.has(key) || (key === "type" && typed)) continue;
    if (!isSameMeaning(a[key], b[key])) return false;
  }
  for (const key in b) if (!(key in a) && b[key] !== undefined && !ASIDE.has(key)) return false;
  return true;
}

function isRecord(value: object): value is Readonly<Record<string, unknown>> {
  return !Array.isArray(value);
}

/** What a handler does, whatever its name is. */
export function meaningOf({ kind, on, limit, when, body }: Handler): string {
  return textOf({ kind, on: on.map(({ name }) => name), limit, when, body });
}
