/** Gives a value to a type: checks that it fits, down to the very literal, and makes it what the type holds. */

import type { BinaryExpression, ConditionalExpression, Expression, ListNode } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Expr, Type } from "../model.ts";
import { misfit } from "../types/fit.ts";
import { join, runsOf } from "../types/join.ts";
import { printType } from "../types/print.ts";
import { sameShape } from "../types/shape.ts";
import { core, head, isNullable, nonNull, nullable, type Types, valueForm } from "../types/table.ts";
import { ERROR, isSilent, listOfType } from "../types/types.ts";
import { checkCondition } from "./conditions.ts";
import { type Env, type Given, tell } from "./env.ts";
import { givenMatch } from "./match.ts";
import { tellMisfit } from "./misfits.ts";
import { assume } from "./narrow.ts";
import { givenMap, givenRecord, inferRecord } from "./records.ts";

/** `node`, made to fit `to`; what does not fit is told at the branch, item or entry that is wrong. */
export function given(node: Expression, to: Given, env: Env): Expr {
  const target = core(env.context.types, to.type);
  switch (node.kind) {
    case "parenthesized":
      return given(node.expression, to, env);
    case "conditional":
      return givenConditional(node, to, env);
    case "match":
      return givenMatch(node, to, env);
    case "binary":
      return node.operator === "??" ? givenDefaulted(node, to, env) : givenValue(node, to, env);
    case "list":
      if (target.kind === "json") {
        return made(env, givenList(node, target, { ...to, type: listOfType(target) }, env), to);
      }
      if (target.kind === "error") {
        return givenList(node, ERROR, to, env);
      }
      return target.kind === "list" ? givenList(node, target.of, to, env) : givenValue(node, to, env);
    case "record":
      if (target.kind === "record") {
        return givenRecord(node, target, to, env);
      }
      if (target.kind === "json") {
        return made(env, inferRecord(node, env, { ...to, type: target }), to);
      }
      return target.kind === "map" ? givenMap(node, target.of, to, env) : givenValue(node, to, env);
    default:
      return givenValue(node, to, env);
  }
}

function givenValue(node: Expression, to: Given, env: Env): Expr {
  const value = env.check.infer(node, env);
  const wrong = misfit(env.context.types, value.type, to.type);
  if (wrong !== null) {
    tellMisfit(env, wrong, to, node);
    return { ...value, type: ERROR };
  }
  return made(env, value, to);
}

/** A value that fits, in the form that its target holds: records with just its fields, JSON as on the wire. */
export function made(env: Env, value: Expr, to: Given): Expr {
  const { types } = env.context;
  if (isSilent(value.type) || value.type.kind === "null") {
    return value;
  }
  const target = core(types, to.type);
  if (target.kind === "json") {
    return core(types, value.type).kind === "json"
      ? value
      : {
          kind: "toJson",
          value,
          type: isNullable(types, value.type) ? nullable(types, target) : target,
          place: value.place,
        };
  }
  if (!sameShape(types, value.type, to.type)) {
    const type = isNullable(types, value.type) ? nullable(types, to.type) : nonNull(types, to.type);
    return { kind: "convert", value, type, place: value.place };
  }
  const normal =
    target.kind === "uuid" && value.kind === "literal" && typeof value.value === "string" ? lowerCase(value) : value;
  return (to.fn !== null || to.bounded === true) && needsBounds(types, value.type, to.type)
    ? bounded(types, normal, to.type)
    : normal;
}

function lowerCase(value: Expr & { kind: "literal" }): Expr {
  return { ...value, value: typeof value.value === "string" ? value.value.toLowerCase() : value.value };
}

function bounded(types: Types, value: Expr, to: Type): Expr {
  const type = isNullable(types, value.type) ? nullable(types, to) : nonNull(types, to);
  return { kind: "bounded", value, type, place: value.place };
}

/** Whether a value that fits may still be out of bounds. */
function needsBounds(types: Types, from: Type, to: Type): boolean {
  return mayExceed(types, from, to, new Set());
}

function mayExceed(types: Types, from: Type, to: Type, seen: Set<string>): boolean {
  const [given, wanted] = [nonNull(types, from), nonNull(types, to)];
  if (wanted.kind === "reference") {
    if ((given.kind === "reference" && given.name === wanted.name) || seen.has(wanted.name)) {
      return false;
    }
    seen.add(wanted.name);
  }
  const [a, b] = [head(types, given), head(types, wanted)];
  switch (b.kind) {
    case "int":
    case "number":
      if ((a.kind !== "int" && a.kind !== "number") || a.literals !== null) {
        return false;
      }
      return (
        (b.min !== null && (a.min === null || a.min < b.min)) || (b.max !== null && (a.max === null || a.max > b.max))
      );
    case "string":
      if ((b.min === null && b.max === null && b.pattern === null) || (a.kind === "union" && types.fresh.has(a))) {
        return false;
      }
      return !(a.kind === "string" && a.pattern === b.pattern && covers(a, b));
    case "list": {
      const length = (b.min !== null || b.max !== null) && !(a.kind === "list" && covers(a, b));
      return length || mayExceed(types, a.kind === "list" ? a.of : b.of, b.of, seen);
    }
    case "map":
      return a.kind === "map" && mayExceed(types, a.of, b.of, seen);
    default:
      return false;
  }
}

interface Bounded {
  readonly min: number | null;
  readonly max: number | null;
}

function covers(inner: Bounded, outer: Bounded): boolean {
  return (
    (outer.min === null || (inner.min !== null && inner.min >= outer.min)) &&
    (outer.max === null || (inner.max !== null && inner.max <= outer.max))
  );
}

function givenConditional(node: ConditionalExpression, to: Given, env: Env): Expr {
  const condition = checkCondition(node.condition, env, "condition");
  const then = given(node.then, to, assume(env, condition, true));
  const otherwise = given(node.otherwise, to, assume(env, condition, false));
  const type = joined(env.context.types, [then, otherwise], to);
  return { kind: "conditional", condition, then, otherwise, type, place: env.file.place(node) };
}

/** The type of branches that all fit `to`. */
export function joined(types: Types, branches: readonly Expr[], to: Given): Type {
  const runs = runsOf(
    types,
    branches.map(({ type }) => type),
  );
  const [first, ...others] = runs.map(({ type }) => type);
  return others.reduce((type, other) => join(types, type, other) ?? valueForm(types, to.type), first ?? ERROR);
}

function givenDefaulted(node: BinaryExpression, to: Given, env: Env): Expr {
  const left = given(node.left, { ...to, type: nullable(env.context.types, to.type) }, env);
  const right = given(node.right, to, env);
  const present = left.type.kind === "null" ? right.type : nonNull(env.context.types, left.type);
  const type = join(env.context.types, present, right.type) ?? valueForm(env.context.types, to.type);
  return { kind: "binary", operator: "??", left, right, type, place: env.file.place(node) };
}

function givenList(node: ListNode, of: Type, to: Given, env: Env): Expr {
  const { types } = env.context;
  const items = node.items.map((item) => {
    const element: Given = { ...to, type: of, to: `an item of ${to.to}` };
    if (item.kind !== "spread") {
      return { spread: false, value: given(item, element, env) };
    }
    const list: Given = { ...element, type: { kind: "list", of, min: null, max: null } };
    return { spread: true, value: given(item.value, list, env) };
  });
  const target = core(types, to.type);
  const length = items.some((item) => item.spread) ? null : items.length;
  if (target.kind === "list" && length !== null && outside(length, target)) {
    const value = `[${length === 0 ? "" : "…"}]`;
    tell(env, messages.DA3004.bounds({ value, type: printType(to.type) }), node);
  }
  return { kind: "list", items, type: listType(types, to, length), place: env.file.place(node) };
}

function outside(length: number, bounds: Bounded): boolean {
  return (bounds.min !== null && length < bounds.min) || (bounds.max !== null && length > bounds.max);
}

function listType(types: Types, to: Given, length: number | null): Type {
  const target = core(types, to.type);
  return target.kind !== "list"
    ? ERROR
    : length === null
      ? { ...target, min: null, max: null }
      : nonNull(types, to.type);
}
