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

/** What a handler does, whatever its name is. */
export function meaningOf({ kind, on, limit, when, body }: Handler): string {
  return textOf({ kind, on: on.map(({ name }) => name), limit, when, body });
}
