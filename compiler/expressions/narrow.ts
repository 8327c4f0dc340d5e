/** What a condition tells of the values it asks for, as TypeScript's narrowing does: of null, of unions and of bools. */

import type { Expr, Type } from "../model.ts";
import { core, isNullable, nonNull, nullable, type Types } from "../types/table.ts";
import { boolOf, isSilent, NEVER, NULL } from "../types/types.ts";
import { type Env, type Facts, withFacts } from "./env.ts";
import { inDoubt, joinFacts } from "./facts.ts";
import { pathOf } from "./paths.ts";

/** The environment where `condition` is known to be `truth`. */
export function assume(env: Env, condition: Expr, truth: boolean): Env {
  const facts = narrow(env, env.facts, condition, truth);
  return withFacts(env, condition.type.kind === "error" ? inDoubt(facts) : facts);
}

function narrow(env: Env, facts: Facts, condition: Expr, truth: boolean): Facts {
  switch (condition.kind) {
    case "not":
      return narrow(env, facts, condition.operand, !truth);
    case "binary":
      return narrowBinary(env, facts, condition, truth);
    case "in":
      return narrowIn(env, facts, condition, truth);
    case "local": {
      const alias = env.notes.locals.get(condition)?.condition ?? null;
      const known = alias === null ? facts : narrow(env, facts, alias, truth);
      return narrowBool(env, known, condition, truth);
    }
    case "field":
    case "member":
      return narrowBool(env, facts, condition, truth);
    default:
      return facts;
  }
}

function narrowBool(env: Env, facts: Facts, value: Expr, truth: boolean): Facts {
  const known = currentType(facts, env, value);
  if (core(env.context.types, known).kind !== "bool") {
    return facts;
  }
  return setType(env, facts, value, meet(env.context.types, known, boolOf(truth)));
}

function narrowBinary(env: Env, facts: Facts, condition: Expr & { kind: "binary" }, truth: boolean): Facts {
  const { operator, left, right } = condition;
  switch (operator) {
    case "&&":
    case "||": {
      const goesOn = operator === "&&";
      const both = narrow(env, narrow(env, facts, left, goesOn), right, truth);
      return truth === goesOn ? both : joinFacts(env.context.types, narrow(env, facts, left, truth), both);
    }
    case "==":
    case "!=":
      return narrowEquality(env, facts, left, right, truth === (operator === "=="));
    default:
      return facts;
  }
}

function narrowEquality(env: Env, facts: Facts, left: Expr, right: Expr, equal: boolean): Facts {
  return byOther(env, byOther(env, facts, left, right, equal), right, left, equal);
}

/** What `value` is where it equals `other`, or does not. */
function byOther(env: Env, facts: Facts, value: Expr, other: Expr, equal: boolean): Facts {
  const { types } = env.context;
  const type = currentType(facts, env, value);
  if (other.type.kind === "null") {
    const of = equal ? onlyNull(types, type) : withoutNull(types, type);
    return setType(env, equal ? facts : chainHolds(env, facts, value), value, of);
  }
  if (isSilent(other.type)) {
    return facts;
  }
  if (equal) {
    const canBeNull = isNullable(types, other.type) || core(types, other.type).kind === "json";
    const met = meet(types, type, other.type);
    return setType(env, canBeNull ? facts : chainHolds(env, facts, value), value, canBeNull ? type : met);
  }
  return setType(env, facts, value, without(types, type, unitsOf(types, other.type)));
}

function narrowIn(env: Env, facts: Facts, condition: Expr & { kind: "in" }, truth: boolean): Facts {
  const { types } = env.context;
  const { value, list } = condition;
  const items = core(types, list.type);
  if (items.kind !== "list" || isSilent(items.of)) {
    return facts;
  }
  const type = currentType(facts, env, value);
  if (truth) {
    return isNullable(types, items.of)
      ? facts
      : setType(env, chainHolds(env, facts, value), value, meet(types, type, items.of));
  }
  const certain = list.kind === "list" ? list.items.flatMap((i) => (i.spread ? [] : unitsOf(types, i.value.type))) : [];
  const rest = without(types, type, certain);
  const hasNull = list.kind === "list" && list.items.some((i) => !i.spread && i.value.type.kind === "null");
  return setType(env, facts, value, hasNull ? withoutNull(types, rest) : rest);
}

/** The values of a type that has just one: `"a"`, `true`. */
function unitsOf(types: Types, type: Type): readonly (string | boolean)[] {
  const of = isNullable(types, type) ? type : core(types, type);
  if (of.kind === "union" && !of.open && of.values.length === 1) {
    return of.values;
  }
  return of.kind === "bool" && of.value !== null ? [of.value] : [];
}

/** The values of `type`, not null, that `other` has too. */
function meet(types: Types, type: Type, other: Type): Type {
  const mine = core(types, type);
  const its = core(types, other);
  if (its.kind === "union" && !its.open) {
    if (mine.kind === "union") {
      const own = new Set(mine.values);
      return {
        kind: "union",
        values: mine.open ? its.values : its.values.filter((v) => own.has(v)),
        open: false,
        docs: mine.docs,
      };
    }
    return mine.kind === "string"
      ? { kind: "union", values: its.values, open: false, docs: its.docs }
      : nonNull(types, type);
  }
  if (its.kind === "bool" && mine.kind === "bool" && its.value !== null) {
    return mine.value === null || mine.value === its.value ? its : NEVER;
  }
  return nonNull(types, type);
}

/** The values of `type` but for some. */
export function without(types: Types, type: Type, values: readonly (string | boolean | null)[]): Type {
  if (values.length === 0) {
    return type;
  }
  if (type.kind === "null") {
    return values.includes(null) ? NEVER : type;
  }
  const inner = core(types, type);
  let rest: Type = nonNull(types, type);
  if (inner.kind === "union") {
    const kept = inner.values.filter((value) => !values.includes(value));
    rest =
      kept.length === inner.values.length ? rest : { kind: "union", values: kept, open: inner.open, docs: inner.docs };
  } else if (inner.kind === "bool") {
    const kept = (inner.value === null ? [true, false] : [inner.value]).filter((value) => !values.includes(value));
    rest = kept.length === 2 ? rest : kept[0] === undefined ? NEVER : boolOf(kept[0]);
  }
  if (!isNullable(types, type) || values.includes(null)) {
    return rest;
  }
  return isSilent(rest) && rest.kind !== "error" ? NULL : nullable(types, rest);
}

function onlyNull(types: Types, type: Type): Type {
  if (type.kind === "error") {
    return type;
  }
  return isNullable(types, type) || core(types, type).kind === "json" ? NULL : NEVER;
}

function withoutNull(types: Types, type: Type): Type {
  return type.kind === "null" ? NEVER : nonNull(types, type);
}

/** Where `a?.b` is not null, neither is `a`. */
function chainHolds(env: Env, facts: Facts, value: Expr): Facts {
  switch (value.kind) {
    case "member":
    case "method": {
      if (!value.optional) {
        return chainHolds(env, facts, value.object);
      }
      const known = setType(
        env,
        facts,
        value.object,
        withoutNull(env.context.types, currentType(facts, env, value.object)),
      );
      return chainHolds(env, known, value.object);
    }
    case "json": {
      const known = setType(
        env,
        facts,
        value.object,
        withoutNull(env.context.types, currentType(facts, env, value.object)),
      );
      return chainHolds(env, known, value.object);
    }
    case "index":
      return chainHolds(env, facts, value.object);
    default:
      return facts;
  }
}

function currentType(facts: Facts, env: Env, value: Expr): Type {
  const path = pathOf(env.notes, value);
  return (path === null ? undefined : facts.get(path)) ?? value.type;
}

function setType(env: Env, facts: Facts, value: Expr, type: Type): Facts {
  const path = pathOf(env.notes, value);
  if (path === null || type === currentType(facts, env, value) || value.type.kind === "error") {
    return facts;
  }
  return new Map(facts).set(path, type);
}
