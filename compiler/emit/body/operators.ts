/** Operators: conditions as a careful person writes them, and arithmetic that cannot go wrong unseen. */
import type { BinaryOperator, Expr, Type } from "../../model.ts";
import { core, isNullable, literalsOf } from "../shapes.ts";
import {
  binary,
  type Code,
  call,
  isOptionalChain,
  isPath,
  logical,
  methodCall,
  NULL,
  not,
  same,
  word,
} from "../text/code.ts";
import { branchValue } from "./counting.ts";
import { chain, expression, pathKey, Template } from "./expressions.ts";
import type { Scope } from "./scope.ts";

/** A condition that is known to hold, or not to. */
export function knownBool(expr: Expr): boolean | null {
  return expr.type.kind === "bool" ? expr.type.value : null;
}

/** The condition, or with `truth` false its opposite, without a `!` where there is a simpler form. */
export function condition(expr: Expr, scope: Scope, truth: boolean): Code {
  const known = knownBool(expr);
  if (known !== null) return word(String(known === truth));
  switch (expr.kind) {
    case "not":
      return condition(expr.operand, scope, !truth);
    case "in":
      return membership(expr, scope, truth);
    case "binary":
      return binaryCondition(expr, scope, truth);
    default: {
      const code = expression(expr, scope);
      return truth ? code : not(code);
    }
  }
}

const OPPOSITE = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;

function binaryCondition(expr: Expr & { kind: "binary" }, scope: Scope, truth: boolean): Code {
  const { operator, left, right } = expr;
  switch (operator) {
    case "&&":
    case "||":
      return logic(expr, scope, truth);
    case "==":
    case "!=":
      return equality(left, right, scope, (operator === "==") === truth);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return binary(truth ? operator : OPPOSITE[operator], expression(left, scope), expression(right, scope));
    default: {
      const code = expression(expr, scope);
      return truth ? code : not(code);
    }
  }
}

/** `a && b`, whose opposite is `!a || !b`. */
function logic(expr: Expr & { kind: "binary" }, scope: Scope, truth: boolean): Code {
  const goesOn = (expr.operator === "&&") === truth ? "&&" : "||";
  const parts = operandsOf(expr, expr.operator)
    .filter((part) => knownBool(part) === null || knownBool(part) !== (expr.operator === "&&"))
    .map((part, at) => (at === 0 ? condition(part, scope, truth) : laterPart(part, expr.operator, scope, truth)));
  const merged = goesOn === "&&" ? withOptionalChains(parts) : parts;
  const [first, ...others] = merged;
  return first === undefined ? word(String(truth)) : logical(goesOn, [first, ...others]);
}

function laterPart(part: Expr, operator: BinaryOperator, scope: Scope, truth: boolean): Code {
  const kind = operator === "&&" ? "and" : "or";
  return branchValue(part, kind, part.place, scope, () => condition(part, scope.branch(), truth));
}

function operandsOf(expr: Expr, operator: BinaryOperator): Expr[] {
  if (expr.kind !== "binary" || expr.operator !== operator) return [expr];
  return [...operandsOf(expr.left, operator), ...operandsOf(expr.right, operator)];
}

/** `a !== null && a.b` is `a?.b === true`. */
function withOptionalChains(parts: readonly Code[]): Code[] {
  const result: Code[] = [];
  for (const part of parts) {
    const before = result.at(-1);
    const checked =
      before?.kind === "binary" && before.operator === "!==" && before.right === NULL ? before.left : null;
    const chained = checked === null ? null : optionalFrom(part, checked);
    if (chained === null) result.push(part);
    else result[result.length - 1] = binary("===", chained, word("true"));
  }
  return result;
}

/** The chain with a `?.` behind `from`, if that is how it begins. */
function optionalFrom(code: Code, from: Code): Code | null {
  if (code.kind === "call") {
    const callee = optionalFrom(code.callee, from);
    return callee === null ? null : { ...code, callee };
  }
  if (code.kind !== "member") return null;
  if (same(code.object, from)) return { ...code, optional: true };
  const object = optionalFrom(code.object, from);
  return object === null ? null : { ...code, object };
}

/** `==` or, with `equal` false, `!=`. */
function equality(left: Expr, right: Expr, scope: Scope, equal: boolean): Code {
  if (isNull(left)) return isNull(right) ? word(String(equal)) : nullTest(right, scope, equal);
  if (isNull(right)) return nullTest(left, scope, equal);
  const { context } = scope.body;
  for (const [literal, other] of [
    [right, left],
    [left, right],
  ] as const) {
    if (literal.kind === "literal" && typeof literal.value === "boolean" && !isNullable(context, other.type)) {
      return condition(other, scope, literal.value === equal);
    }
  }
  const a = comparable(left, right, scope);
  const b = comparable(right, left, scope);
  return binary(equal ? "===" : "!==", a, b);
}

/** Undefined may stand for null where the other side is never null. */
function comparable(expr: Expr, other: Expr, scope: Scope): Code {
  return isNullable(scope.body.context, other.type) ? expression(expr, scope) : chainOrValue(expr, scope);
}

function chainOrValue(expr: Expr, scope: Scope): Code {
  const code = chain(expr, scope);
  return isOptionalChain(code) || expr.kind === "index" ? code : expression(expr, scope);
}

function isNull(expr: Expr): boolean {
  return expr.kind === "literal" && expr.value === null;
}

function nullTest(expr: Expr, scope: Scope, equal: boolean): Code {
  const code = chain(expr, scope);
  if (isOptionalChain(code) || expr.kind === "index") return binary(equal ? "==" : "!=", code, NULL);
  return binary(equal ? "===" : "!==", code, NULL);
}

// ── in ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

const MOST_COMPARISONS = 8;

function membership(expr: Expr & { kind: "in" }, scope: Scope, truth: boolean): Code {
  const { value, list } = expr;
  if (list.kind === "list" && list.items.every(({ spread }) => !spread)) {
    const items = list.items.map((one) => one.value);
    if (items.length === 0) return word(String(!truth));
    if (items.length === 1 || (items.length <= MOST_COMPARISONS && isPath(chain(value, scope)))) {
      const [first, ...others] = items.map((one) => equality(value, one, scope, truth));
      if (first !== undefined) return logical(truth ? "||" : "&&", [first, ...others]);
    }
  }
  return listMembership(value, list, scope, truth);
}

function listMembership(value: Expr, list: Expr, scope: Scope, truth: boolean): Code {
  const { context } = scope.body;
  const key = pathKey(value);
  if (key !== null) scope.body.unseen.add(key);
  const items = core(context, list.type);
  const itemsAreNullable = items.kind === "list" && isNullable(context, items.of);
  const code = expression(value, scope);
  const contained = contains(expression(list, scope), list.type, code, value.type, scope);
  const test = truth ? contained : not(contained);
  if (!isNullable(context, value.type) || itemsAreNullable || !isPath(code)) return test;
  // Said in so many words, so that TypeScript sees it too.
  return logical(truth ? "&&" : "||", [binary(truth ? "!==" : "===", code, NULL), test]);
}

/** Whether a list holds a value: `includes`, where TypeScript takes a value of that type. */
export function contains(list: Code, listType: Type, value: Code, type: Type, scope: Scope): Code {
  const { context } = scope.body;
  const of = core(context, listType);
  const items: Type = of.kind === "list" ? of.of : { kind: "error" };
  const plain = literalsOf(context, items) === null && !isNullable(context, type) && !isNullable(context, items);
  return plain ? methodCall(list, "includes", [value]) : call(scope.runtime("contains"), list, value);
}

// ── arithmetic ───────────────────────────────────────────────────────────────────────────────────────────────────────

type Arithmetic = "+" | "-" | "*" | "/" | "%";

/** Every result is checked once, where it leaves the range in which the next step would still show it. */
export function arithmetic(expr: Expr & { kind: "binary" }, operator: Arithmetic, scope: Scope): Code {
  const type = core(scope.body.context, expr.type);
  if (type.kind === "string" || type.kind === "union") return joinedText(expr, scope);
  if (operator === "/" || operator === "%") return division(expr, operator, type, scope);
  if (type.kind === "number") return call(scope.runtime("finite"), sticky(expr, scope));
  const code = binary(operator, expression(expr.left, scope), expression(expr.right, scope));
  return call(scope.runtime(type.kind === "int" ? "int" : "ms"), code);
}

/** Infinity stays infinite, or becomes no number, under `+`, `-` and `*`: one check at the end is enough. */
function sticky(expr: Expr, scope: Scope): Code {
  if (expr.kind === "binary" && core(scope.body.context, expr.type).kind === "number") {
    const { operator } = expr;
    if (operator === "+" || operator === "-" || operator === "*") {
      return binary(operator, sticky(expr.left, scope), sticky(expr.right, scope));
    }
  }
  return expression(expr, scope);
}

function division(expr: Expr & { kind: "binary" }, operator: "/" | "%", type: Type, scope: Scope): Code {
  const left = expression(expr.left, scope);
  const right = expression(expr.right, scope);
  if (isNullable(scope.body.context, expr.type)) {
    const name = operator === "%" ? "remainder" : type.kind === "duration" ? "divideMs" : "divide";
    return call(scope.runtime(name), left, right);
  }
  const code = binary(operator, left, right);
  if (operator === "%") return code;
  if (type.kind === "duration") return call(scope.runtime("ms"), code);
  const divisor = expr.right.kind === "literal" ? expr.right.value : 0;
  return typeof divisor === "number" && Math.abs(divisor) < 1 ? call(scope.runtime("finite"), code) : code;
}

function joinedText(expr: Expr & { kind: "binary" }, scope: Scope): Code {
  const parts = new Template();
  for (const part of operandsOf(expr, "+")) parts.add(expression(part, scope));
  return parts.code();
}
