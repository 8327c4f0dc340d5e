/** The type of an expression by what it is made of. */

import type { Expression, TemplateExpression } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Expr, Type } from "../model.ts";
import { isExact, tooLarge } from "../types/integers.ts";
import { printType } from "../types/print.ts";
import { core, isNullable, literalText } from "../types/table.ts";
import { boolOf, DATE, DURATION, isScalar, NULL, STRING, TIMESTAMP } from "../types/types.ts";
import { inferIndex, inferMember } from "./access.ts";
import { inferCall } from "./calls.ts";
import { type Check, type Env, tell } from "./env.ts";
import { inferIn } from "./equality.ts";
import { given } from "./given.ts";
import { inferConditional, inferMatch } from "./match.ts";
import { inferMethod } from "./methods.ts";
import { inferMeta, inferName } from "./names.ts";
import { inferBinary, inferUnary } from "./operators.ts";
import { inferList, inferRecord } from "./records.ts";
import { errorAt, literal } from "./values.ts";

export const check: Check = { infer, given };

function infer(node: Expression, env: Env): Expr {
  const place = env.file.place(node);
  switch (node.kind) {
    case "number": {
      if (!isExact(node)) {
        tell(env, tooLarge(node), node);
        return errorAt(place);
      }
      const type: Type = { kind: node.integer ? "int" : "number", min: null, max: null, literals: [node.value] };
      return literal(node.value, type, place);
    }
    case "string":
      return literal(node.value, literalText(env.context.types, node.value), place);
    case "bool":
      return literal(node.value, boolOf(node.value), place);
    case "nullLiteral":
      return literal(null, NULL, place);
    case "duration":
      return literal(node.value, DURATION, place);
    case "timestamp":
      return literal(node.value, TIMESTAMP, place);
    case "date":
      return literal(node.value, DATE, place);
    case "list":
      return inferList(node, env);
    case "record":
      return inferRecord(node, env);
    case "template":
      return inferTemplate(node, env);
    case "name":
      return inferName(node, env);
    case "meta":
      return inferMeta(node, env);
    case "member":
      return inferMember(node, env);
    case "index":
      return inferIndex(node, env);
    case "call":
      return inferCall(node, env);
    case "method":
      return inferMethod(node, env);
    case "unary":
      return inferUnary(node, env);
    case "binary":
      return inferBinary(node, env);
    case "in":
      return inferIn(node, env);
    case "conditional":
      return inferConditional(node, env);
    case "match":
      return inferMatch(node, env);
    case "lambda":
      tell(env, messages.DA3006.noLambda({ what: "lambda" }), node);
      return errorAt(place);
    case "parenthesized":
      return parenthesized(infer(node.expression, env), env);
  }
}

/** Parentheses end a chain of `?.`. */
function parenthesized(value: Expr, env: Env): Expr {
  if (!env.notes.chains.has(value)) {
    return value;
  }
  const whole = { ...value };
  const declared = env.notes.declared.get(value);
  if (declared !== undefined) {
    env.notes.declared.set(whole, declared);
  }
  return whole;
}

function inferTemplate(node: TemplateExpression, env: Env): Expr {
  const { types } = env.context;
  const values = node.values.map((part) => {
    const value = infer(part, env);
    const type = core(types, value.type);
    if (value.type.kind !== "null" && !isScalar(type)) {
      const wanted = "a scalar, which a template prints";
      tell(env, messages.DA3001.needed({ found: printType(value.type), wanted, hint: null }), part);
    } else if (isNullable(types, value.type)) {
      tell(env, messages.DA3002.needed({ what: "What a template prints" }), part);
    }
    return value;
  });
  return { kind: "template", texts: node.texts, values, type: STRING, place: env.file.place(node) };
}
