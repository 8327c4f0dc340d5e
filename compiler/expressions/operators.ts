/** Operators: arithmetic, order, logic and defaults; equality has a module of its own. */

import type { BinaryExpression, Expression, UnaryExpression } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Expr, Type } from "../model.ts";
import { join } from "../types/join.ts";
import { printType } from "../types/print.ts";
import { core, isNullable, nonNull } from "../types/table.ts";
import {
  boolOf,
  DURATION,
  ERROR,
  INT,
  isNumeric,
  isSilent,
  isText,
  NUMBER,
  STRING,
  TIMESTAMP,
} from "../types/types.ts";
import { checkBool } from "./conditions.ts";
import { type Env, tell } from "./env.ts";
import { inferEquality, onlyNumber } from "./equality.ts";
import { assume } from "./narrow.ts";
import { operandHint } from "./operandHints.ts";

export function inferUnary(node: UnaryExpression, env: Env): Expr {
  const place = env.file.place(node);
  if (node.operator === "!") {
    const operand = checkBool(node.operand, env);
    const known = operand.type.kind === "bool" && operand.type.value !== null ? !operand.type.value : null;
    return { kind: "not", operand, type: operand.type.kind === "error" ? ERROR : boolOf(known), place };
  }
  const operand = env.check.infer(node.operand, env);
  const type = operandType(operand, node.operand, "-", env);
  if (isSilent(type)) {
    return { kind: "negate", operand, type: ERROR, place };
  }
  if (isNumeric(type)) {
    const literals = type.literals === null ? null : type.literals.map((value) => (value === 0 ? 0 : -value));
    const negated: Type = { kind: type.kind, min: null, max: null, literals };
    const value = operand.kind === "literal" && typeof operand.value === "number" ? operand.value : null;
    return value === null
      ? { kind: "negate", operand, type: negated, place }
      : { kind: "literal", value: value === 0 ? 0 : -value, type: negated, place };
  }
  if (type.kind === "duration") {
    return { kind: "negate", operand, type, place };
  }
  const said = messages.DA3001.operand({
    operator: "-",
    wanted: "a number or a duration",
    found: printType(operand.type),
  });
  tell(env, said, node.operand);
  return { kind: "negate", operand, type: ERROR, place };
}

export function inferBinary(node: BinaryExpression, env: Env): Expr {
  switch (node.operator) {
    case "&&":
    case "||":
      return inferLogic(node, env);
    case "??":
      return inferDefault(node, env);
    case "==":
    case "!=":
      return inferEquality(node, env);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return inferOrder(node, env);
    default:
      return inferArithmetic(node, env);
  }
}

function inferLogic(node: BinaryExpression, env: Env): Expr {
  const and = node.operator === "&&";
  const left = checkBool(node.left, env, and ? null : "a value in place of null is given with `??`");
  const within = assume(env, left, and);
  // Who takes `||` for `??` has one thing to repair.
  const right = left.type.kind === "error" ? env.check.infer(node.right, within) : checkBool(node.right, within);
  const type =
    left.type.kind === "error" || right.type.kind === "error"
      ? ERROR
      : boolOf(connect(and, boolIn(left), boolIn(right)));
  return { kind: "binary", operator: node.operator, left, right, type, place: env.file.place(node) };
}

/** What is known of `a && b`, of `a || b` with `and` false. */
function connect(and: boolean, a: boolean | null, b: boolean | null): boolean | null {
  if (a === !and || b === !and) {
    return !and;
  }
  return a === and && b === and ? and : null;
}

function boolIn(value: Expr): boolean | null {
  return value.type.kind === "bool" ? value.type.value : null;
}

function inferDefault(node: BinaryExpression, env: Env): Expr {
  const { types } = env.context;
  const left = env.check.infer(node.left, env);
  const right = env.check.infer(node.right, env);
  const present = left.type.kind === "null" ? right.type : nonNull(types, left.type);
  const type = join(types, present, right.type);
  if (type === null) {
    const said = messages.DA3001.noCommon({
      what: "Both sides of `??`",
      first: printType(present),
      other: printType(right.type),
    });
    tell(env, said, node.right);
  }
  return { kind: "binary", operator: "??", left, right, type: type ?? ERROR, place: env.file.place(node) };
}

/** An operand's type, not null; where it may be null, that is told and the rest is silent. */
function operandType(operand: Expr, node: Expression, operator: string, env: Env): Type {
  const { types } = env.context;
  if (operand.type.kind === "null" || isNullable(types, operand.type)) {
    tell(env, messages.DA3002.needed({ what: `This side of \`${operator}\`` }), node);
    return ERROR;
  }
  return core(types, operand.type);
}

function operands(node: BinaryExpression, env: Env): { left: Expr; right: Expr; a: Type; b: Type } {
  const left = env.check.infer(node.left, env);
  const right = env.check.infer(node.right, env);
  const a = operandType(left, node.left, node.operator, env);
  const b = operandType(right, node.right, node.operator, env);
  return { left, right, a, b };
}

function inferOrder(node: BinaryExpression, env: Env): Expr {
  const { left, right, a, b } = operands(node, env);
  if (!isSilent(a) && !isSilent(b) && !ordered(a, b)) {
    tellOperands(node, env, left, right, isOrdered, "numbers, durations, timestamps, dates or strings");
    return { kind: "binary", operator: node.operator, left, right, type: ERROR, place: env.file.place(node) };
  }
  const type = isSilent(a) || isSilent(b) ? ERROR : boolOf(orderOf(node.operator, a, b));
  return { kind: "binary", operator: node.operator, left, right, type, place: env.file.place(node) };
}

/** What comparing two numeric literals gives; null where either may be another number. */
function orderOf(operator: string, left: Type, right: Type): boolean | null {
  const [a, b] = [onlyNumber(left), onlyNumber(right)];
  if (a === null || b === null) {
    return null;
  }
  return operator.startsWith("<") ? a < b || (operator === "<=" && a === b) : a > b || (operator === ">=" && a === b);
}

function isOrdered(type: Type): boolean {
  return isNumeric(type) || isText(type) || type.kind === "duration" || type.kind === "timestamp";
}

function ordered(a: Type, b: Type): boolean {
  if (isNumeric(a) && isNumeric(b)) {
    return true;
  }
  if (isText(a) && isText(b)) {
    return true;
  }
  return a.kind === b.kind && (a.kind === "duration" || a.kind === "timestamp");
}

function inferArithmetic(node: BinaryExpression, env: Env): Expr {
  const { left, right, a, b } = operands(node, env);
  const place = env.file.place(node);
  const operator = node.operator;
  if (isSilent(a) || isSilent(b)) {
    return { kind: "binary", operator, left, right, type: ERROR, place };
  }
  const result = arithmetic(operator, a, b);
  if (result === null) {
    tellOperands(node, env, left, right, (type) => takes(operator, type), WANTED[operator] ?? "numbers");
    return { kind: "binary", operator, left, right, type: ERROR, place };
  }
  const divides = operator === "/" || operator === "%";
  const mayBeNull = divides && !isLiteralDivisor(right);
  const type: Type = mayBeNull ? { kind: "nullable", of: result } : result;
  return { kind: "binary", operator, left, right, type, place };
}

/** A literal other than 0. */
function isLiteralDivisor(divisor: Expr): boolean {
  return divisor.kind === "literal" && typeof divisor.value === "number" && divisor.value !== 0;
}

const WANTED: Readonly<Record<string, string>> = {
  "+": "numbers, durations, a timestamp and a duration, or strings",
  "-": "numbers, durations, timestamps, or a timestamp and a duration",
  "*": "numbers, or a duration and a number",
  "/": "numbers or durations",
  "%": "numbers or durations",
};

/** The type of `a operator b`, the null of a division aside; null where there is none. */
function arithmetic(operator: string, a: Type, b: Type): Type | null {
  if (isNumeric(a) && isNumeric(b)) {
    return operator !== "/" && a.kind === "int" && b.kind === "int" ? INT : NUMBER;
  }
  const pair = `${kindOf(a)} ${operator} ${kindOf(b)}`;
  return RESULTS[pair] ?? null;
}

function kindOf(type: Type): string {
  return isNumeric(type) ? "number" : isText(type) ? "string" : type.kind;
}

const RESULTS: Readonly<Record<string, Type>> = {
  "string + string": STRING,
  "duration + duration": DURATION,
  "duration - duration": DURATION,
  "duration * number": DURATION,
  "number * duration": DURATION,
  "duration / number": DURATION,
  "duration / duration": NUMBER,
  "duration % duration": DURATION,
  "timestamp - timestamp": DURATION,
  "timestamp + duration": TIMESTAMP,
  "duration + timestamp": TIMESTAMP,
  "timestamp - duration": TIMESTAMP,
};

function takes(operator: string, type: Type): boolean {
  if (isNumeric(type) || type.kind === "duration") {
    return true;
  }
  return type.kind === "timestamp" ? operator === "+" || operator === "-" : operator === "+" && isText(type);
}

/** At the operand that the operator takes with nothing, else at both together. */
function tellOperands(
  node: BinaryExpression,
  env: Env,
  left: Expr,
  right: Expr,
  accepts: (type: Type) => boolean,
  wanted: string,
): void {
  const { types } = env.context;
  const { operator } = node;
  const [a, b] = [accepts(core(types, left.type)), accepts(core(types, right.type))];
  if (a !== b) {
    const [wrong, at] = a ? [right, node.right] : [left, node.left];
    tell(env, messages.DA3001.operand({ operator, wanted, found: printType(wrong.type) }), at);
    return;
  }
  const hint = operandHint(operator, core(types, left.type), core(types, right.type));
  const said = messages.DA3001.operands({ operator, left: printType(left.type), right: printType(right.type), hint });
  tell(env, said, node);
}
