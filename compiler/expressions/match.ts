/** `if c then a else b` and `match`: branches, what each of them knows, and whether all cases are there. */

import type { ConditionalExpression, Expression, Literal, MatchArm, MatchExpression } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Expr, Json, Type } from "../model.ts";
import { nearest } from "../names/near.ts";
import { misfit } from "../types/fit.ts";
import { joinAll } from "../types/join.ts";
import { printType } from "../types/print.ts";
import { core, isNullable } from "../types/table.ts";
import { ERROR, isScalar, isSilent } from "../types/types.ts";
import { checkCondition } from "./conditions.ts";
import { type Env, type Given, tell, withFacts } from "./env.ts";
import { joined } from "./given.ts";
import { assume, without } from "./narrow.ts";
import { pathOf } from "./paths.ts";

type ArmExpr = { readonly cases: readonly Json[] | null; readonly value: Expr };

export function inferConditional(node: ConditionalExpression, env: Env): Expr {
  const condition = checkCondition(node.condition, env, "condition");
  const then = env.check.infer(node.then, assume(env, condition, true));
  const otherwise = env.check.infer(node.otherwise, assume(env, condition, false));
  const type = common(env, "Both branches", [then, otherwise], [node.then, node.otherwise]);
  return { kind: "conditional", condition, then, otherwise, type, place: env.file.place(node) };
}

export function inferMatch(node: MatchExpression, env: Env): Expr {
  return checkMatch(
    node,
    env,
    (value, inner) => env.check.infer(value, inner),
    (arms) =>
      common(
        env,
        "All arms",
        arms.map((arm) => arm.value),
        node.arms.map((arm) => arm.value),
      ),
  );
}

export function givenMatch(node: MatchExpression, to: Given, env: Env): Expr {
  return checkMatch(
    node,
    env,
    (value, inner) => env.check.given(value, to, inner),
    (arms) =>
      joined(
        env.context.types,
        arms.map((arm) => arm.value),
        to,
      ),
  );
}

function common(env: Env, what: string, values: readonly Expr[], nodes: readonly Expression[]): Type {
  const all = joinAll(
    env.context.types,
    values.map((value) => value.type),
  );
  if (all === null) {
    return ERROR;
  }
  if ("type" in all) {
    return all.type;
  }
  const [value, node] = [values[all.index], nodes[all.index]];
  if (value !== undefined && node !== undefined) {
    tell(env, messages.DA3001.noCommon({ what, first: printType(all.before), other: printType(value.type) }), node);
  }
  return ERROR;
}

function checkMatch(
  node: MatchExpression,
  env: Env,
  checkArm: (value: Expression, env: Env) => Expr,
  typeOf: (arms: readonly ArmExpr[]) => Type,
): Expr {
  const { types } = env.context;
  const subject = env.check.infer(node.subject, env);
  if (!isSilent(subject.type) && subject.type.kind !== "null" && !isScalar(core(types, subject.type))) {
    const wanted = "a scalar or null to be matched";
    tell(env, messages.DA3001.needed({ found: printType(subject.type), wanted, hint: null }), node.subject);
  }
  const path = pathOf(env.notes, subject);
  const narrowed = (type: Type): Env => (path === null ? env : withFacts(env, new Map(env.facts).set(path, type)));
  const state: Cases = { env, subject, left: subject.type, seen: new Map(), hasElse: false };
  const arms = node.arms.map((arm): ArmExpr => {
    if (arm.cases === null) {
      checkElse(state, arm, node);
      return { cases: null, value: checkArm(arm.value, narrowed(state.left)) };
    }
    const cases = arm.cases.map((literal) => checkCase(state, literal));
    const held = heldBy(state, arm.cases);
    const value = checkArm(arm.value, held === null ? env : narrowed(held));
    state.left = without(types, state.left, cases.filter(isUnit));
    return { cases, value };
  });
  checkExhaustive(state, node);
  return { kind: "match", subject, arms, type: typeOf(arms), place: env.file.place(node) };
}

interface Cases {
  readonly env: Env;
  readonly subject: Expr;
  /** What no arm before takes. */
  left: Type;
  readonly seen: Map<string, Literal>;
  hasElse: boolean;
}

function isUnit(value: Json): value is string | boolean | null {
  return value === null || typeof value === "string" || typeof value === "boolean";
}

function checkCase(state: Cases, node: Literal): Json {
  const { env, subject } = state;
  const { types } = env.context;
  const found = env.check.infer(node, env);
  const value = found.kind === "literal" ? found.value : null;
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  const key = `${core(types, found.type).kind} ${JSON.stringify(value)}`;
  if (state.hasElse) {
    tell(env, messages.DA3005.afterElse({ value: shown }), node);
  } else if (state.seen.has(key)) {
    tell(env, messages.DA3005.repeated({ value: shown }), node);
  } else if (isImpossible(env, subject, found)) {
    const type = core(types, subject.type);
    const values = type.kind === "union" ? type.values : [];
    const near = typeof value === "string" ? nearest(value, values) : [];
    tell(env, messages.DA3005.impossible({ value: shown, values, type: printType(subject.type), near }), node);
  }
  state.seen.set(key, node);
  return value;
}

function isImpossible(env: Env, subject: Expr, found: Expr): boolean {
  const { types } = env.context;
  const form = subject.type;
  if (isSilent(form) || isSilent(found.type) || !isScalar(core(types, form))) {
    return false;
  }
  if (found.kind !== "literal") {
    return true;
  }
  if (found.type.kind === "null") {
    return form.kind !== "null" && !isNullable(types, form);
  }
  return form.kind === "null" || misfit(types, found.type, core(types, form)) !== null;
}

function checkElse(state: Cases, arm: MatchArm, node: MatchExpression): void {
  const { env } = state;
  if (state.hasElse) {
    tell(env, messages.DA3005.repeatedElse({ match: "match" }), arm);
  } else if (isExhausted(state.left) && !isSilent(state.subject.type) && node.arms.length > 1) {
    tell(env, messages.DA8003.unreachedElse({ match: "match" }), { start: arm.start, end: arm.value.start });
  }
  state.hasElse = true;
}

function isExhausted(type: Type): boolean {
  return type.kind === "union" && !type.open && type.values.length === 0;
}

/** What the subject is in an arm of these cases; null where nothing can be said. */
function heldBy(state: Cases, cases: readonly Literal[]): Type | null {
  const { env, subject } = state;
  const { types } = env.context;
  const type = core(types, subject.type);
  const hasNull = cases.some((c) => c.kind === "nullLiteral");
  const texts = cases.flatMap((c) => (c.kind === "string" ? [c.value] : []));
  if (subject.type.kind === "null" || isSilent(type)) {
    return null;
  }
  let held: Type = type;
  if (
    (type.kind === "union" || type.kind === "string") &&
    texts.length === cases.filter((c) => c.kind !== "nullLiteral").length
  ) {
    held = { kind: "union", values: texts, open: false, docs: type.kind === "union" ? type.docs : {} };
  } else if (type.kind === "bool" && cases.length === 1 && cases[0]?.kind === "bool") {
    held = { kind: "bool", value: cases[0].value };
  }
  if (texts.length === 0 && hasNull && cases.every((c) => c.kind === "nullLiteral")) {
    return { kind: "null" };
  }
  return hasNull ? { kind: "nullable", of: held } : held;
}

function checkExhaustive(state: Cases, node: MatchExpression): void {
  const { env, subject } = state;
  const { types } = env.context;
  if (state.hasElse || isSilent(subject.type) || isExhausted(state.left)) {
    return;
  }
  const left = core(types, state.left);
  const cases = state.left.kind === "null" || isNullable(types, state.left) ? ["null"] : [];
  if (left.kind === "union" && !left.open) {
    cases.unshift(...left.values.map((value) => JSON.stringify(value)));
  } else if (left.kind === "bool") {
    cases.unshift(...(left.value === null ? ["true", "false"] : [String(left.value)]));
  } else if (state.left.kind !== "null" && left.kind !== "error") {
    tell(env, messages.DA3005.open({ type: printType(subject.type) }), keyword(node));
    return;
  }
  if (cases.length > 0) {
    tell(env, messages.DA3005.missing({ cases }), keyword(node));
  }
}

/** The match is named by its first word and what it looks at. */
function keyword(node: MatchExpression): { readonly start: number; readonly end: number } {
  return { start: node.start, end: node.subject.end };
}
