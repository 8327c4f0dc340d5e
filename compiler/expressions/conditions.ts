/** Conditions: a bool that is not null, and one that can be either. */

import type { Expression } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Expr } from "../model.ts";
import { printType } from "../types/print.ts";
import { core, isNullable } from "../types/table.ts";
import { BOOL, ERROR, isSilent } from "../types/types.ts";
import { type Env, tell } from "./env.ts";

/** Of an `if` or a `when`: a warning tells where it is always true or never. */
export function checkCondition(node: Expression, env: Env, what: string): Expr {
  const condition = checkBool(node, env);
  if (condition.type.kind === "bool" && condition.type.value !== null) {
    const said = condition.type.value ? messages.DA8003.always({ what }) : messages.DA8003.never({ what });
    tell(env, said, node);
  }
  return condition;
}

/** A bool that is not null. */
export function checkBool(node: Expression, env: Env, hint: string | null = null): Expr {
  const { types } = env.context;
  const value = env.check.infer(node, env);
  const found = core(types, value.type);
  if (found.kind !== "bool" && !isSilent(found)) {
    tell(env, messages.DA3001.needed({ found: printType(value.type), wanted: "a bool", hint }), node);
    return { ...value, type: ERROR };
  }
  if (isNullable(types, value.type)) {
    tell(env, messages.DA3002.needed({ what: "This condition" }), node);
    return { ...value, type: BOOL };
  }
  return value;
}
