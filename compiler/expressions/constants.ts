/** Literals as values: defaults, parameters, and what tests compare with. */

import type { Literal } from "../../dsl/syntax.ts";
import type { Defined } from "../declarations/definitions.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Expr, Json, Type } from "../model.ts";
import type { FileScope } from "../names/files.ts";
import { type Env, NO_FACTS, notes, tell } from "./env.ts";
import { check } from "./infer.ts";

/** An environment without an event or variables. */
export function emptyEnv(context: Defined, file: FileScope): Env {
  const scope = { names: new Map(), parent: null };
  return { context, check, notes: notes(), file, scope, facts: NO_FACTS, handled: null };
}

/** The value of a literal given to `type`; undefined where it does not fit or is no literal, which is told. */
export function constant(context: Defined, node: Literal, type: Type, to: string, file: FileScope): Json | undefined {
  const env = emptyEnv(context, file);
  const before = context.reporter.diagnostics.length;
  const value = check.given(node, { type, to, fn: null }, env);
  if (context.reporter.diagnostics.length > before) {
    return undefined;
  }
  const folded = fold(value);
  if (folded === undefined) {
    tell(env, messages.DA3001.type({ sentence: `${to} takes a literal here, nothing that is computed.` }), node);
  }
  return folded;
}

/** What an expression of literals is; undefined for anything else. */
function fold(value: Expr): Json | undefined {
  switch (value.kind) {
    case "literal":
      return value.value;
    case "list": {
      const items: Json[] = [];
      for (const item of value.items) {
        const folded = fold(item.value);
        if (folded === undefined) {
          return undefined;
        }
        items.push(...(item.spread && Array.isArray(folded) ? folded : [folded]));
      }
      return items;
    }
    case "record": {
      const fields: Record<string, Json> = {};
      for (const field of value.fields) {
        const folded = fold(field.value);
        if (folded === undefined) {
          return undefined;
        }
        fields[field.name] = folded;
      }
      return fields;
    }
    case "binary":
      return value.operator === "??" ? (fold(value.left) ?? fold(value.right)) : undefined;
    case "toJson":
    case "convert":
    case "bounded":
      return fold(value.value);
    default:
      return undefined;
  }
}
