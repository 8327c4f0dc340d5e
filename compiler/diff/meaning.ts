/** What a piece of a model means, as text to compare: places, docs and its own name aside. */
import type { Expr, Handler, Stmt } from "../model.ts";

/** Places, and types of expressions, which follow from the rest. */
const ASIDE: ReadonlySet<string> = new Set(["place", "namePlace", "topicPlace", "limitPlace", "target", "doc", "docs"]);

export function textOf(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (ASIDE.has(key) ? undefined : inner));
}

/** What a handler does, whatever its name is. */
export function meaningOf({ kind, on, limit, when, body }: Handler): string {
  return textOf({ kind, on: on.map(({ name }) => name), limit, when, body });
}

export function bodyOf({ body }: Handler): string {
  return textOf(body);
}

export function conditionOf(condition: Expr | null): string {
  return condition === null ? "always" : textOf(condition);
}

export function statementsText(statements: readonly Stmt[]): string {
  return textOf(statements);
}
