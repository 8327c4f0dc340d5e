/** `==`, `!=` and `in`: of scalars and null that have a value in common, and what they tell beforehand. */

import type { BinaryExpression, Expression, InExpression, ListNode } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Expr, TextUnionType, Type } from "../model.ts";
import { join, runsOf } from "../types/join.ts";
import { isDate, isUuid } from "../types/literals.ts";
import { printType } from "../types/print.ts";
import { core, isNullable, type Types, valueForm, valuesOf } from "../types/table.ts";
import { BOOL, boolOf, ERROR, isNumeric, isScalar, isSilent, isText, listOfType, TRUE } from "../types/types.ts";
import { type Env, rests, tell } from "./env.ts";
import { sayLiteral } from "./misfits.ts";
import { declaredType } from "./names.ts";
import { operandHint } from "./operandHints.ts";

export function inferEquality(node: BinaryExpression, env: Env): Expr {
  const left = env.check.infer(node.left, env);
  const right = env.check.infer(node.right, env);
  const place = env.file.place(node);
  const fits = checkComparable(env, left, right, node, node.left, node.right);
  const equal = fits ? equality(env.context.types, left.type, right.type) : null;
  const type = fits ? boolOf(equal === null ? null : equal === (node.operator === "==")) : ERROR;
  const [a, b] = [likeUuid(env.context.types, left, right), likeUuid(env.context.types, right, left)];
  return { kind: "binary", operator: node.operator, left: a, right: b, type, place };
}

/** A literal compared with a uuid, as uuids are once they are read. */
export function likeUuid(types: Types, value: Expr, other: Expr): Expr {
  return value.kind === "literal" && typeof value.value === "string" && core(types, other.type).kind === "uuid"
    ? { ...value, value: value.value.toLowerCase() }
    : value;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Tells what is wrong about comparing the two; true where nothing is. */
export function checkComparable(
  env: Env,
  left: Expr,
  right: Expr,
  whole: Range,
  atLeft: Range,
  atRight: Range,
): boolean {
  const { types } = env.context;
  if (isSilent(left.type) || isSilent(right.type)) {
    return false;
  }
  if (left.type.kind === "null" || right.type.kind === "null") {
    return true;
  }
  const [a, b] = [core(types, declaredType(env, left)), core(types, declaredType(env, right))];
  if (isSilent(a) || isSilent(b)) {
    return false;
  }
  for (const [type, value, at] of [
    [a, left, atLeft],
    [b, right, atRight],
  ] as const) {
    if (!isScalar(type)) {
      const hint =
        type.kind === "json" ? "take a scalar out of it with `asString`, `asInt`, `asNumber` or `asBool`" : null;
      tell(
        env,
        messages.DA3001.needed({ found: printType(value.type), wanted: "a scalar or null to be compared", hint }),
        at,
      );
      return false;
    }
  }
  const [outside, other, at] = isFresh(types, b)
    ? [outsideOf(b, a), a, atRight]
    : isFresh(types, a)
      ? [outsideOf(a, b), b, atLeft]
      : [null, a, atLeft];
  if (outside !== null) {
    rests(env, env.file.place(at), at === atLeft ? atRight : atLeft);
    tell(env, sayLiteral(types, outside, other), at);
    return false;
  }
  if (!haveCommon(types, a, b)) {
    const said = messages.DA3001.operands({
      operator: "==",
      left: printType(left.type),
      right: printType(right.type),
      hint: operandHint("==", a, b),
    });
    tell(env, said, whole);
    return false;
  }
  return true;
}

function isFresh(types: Types, type: Type): type is TextUnionType {
  return type.kind === "union" && types.fresh.has(type);
}

/** A literal, where the other's type has none of them. */
function outsideOf(literal: TextUnionType, other: Type): string | null {
  const within = holdsLiteral(other);
  return within === null || literal.values.some(within) ? null : (literal.values[0] ?? null);
}

function holdsLiteral(type: Type): ((value: string) => boolean) | null {
  if (type.kind === "union" && !type.open) {
    const values = valuesOf(type);
    return (value) => values.has(value);
  }
  return type.kind === "uuid" ? isUuid : type.kind === "date" ? isDate : null;
}

function haveCommon(types: Types, a: Type, b: Type): boolean {
  if (isNumeric(a) && isNumeric(b)) {
    return true;
  }
  if (!isText(a) || !isText(b)) {
    return a.kind === b.kind;
  }
  if (a.kind === "union" && b.kind === "union" && !a.open && !b.open) {
    const values = valuesOf(b);
    return a.values.some((value) => values.has(value));
  }
  const forms = new Set([a.kind, b.kind]);
  if (forms.has("uuid") && forms.has("date")) {
    return false;
  }
  const closed = a.kind === "union" && !a.open ? a : b.kind === "union" && !b.open ? b : null;
  const holds = forms.has("uuid") ? isUuid : forms.has("date") ? isDate : null;
  return closed === null || holds === null || types.fresh.has(closed) || closed.values.some(holds);
}

/** Whether the two are always equal, never, or either. */
function equality(types: Types, left: Type, right: Type): boolean | null {
  const [a, b] = [valueForm(types, left), valueForm(types, right)];
  if (a.kind === "null" || b.kind === "null") {
    const other = a.kind === "null" ? b : a;
    const mayBeNull = isNullable(types, other) || core(types, other).kind === "json";
    return other.kind === "null" ? true : mayBeNull ? null : false;
  }
  const mayBeNull = isNullable(types, a) || isNullable(types, b);
  const [x, y] = [core(types, a), core(types, b)];
  if (x.kind === "union" && y.kind === "union" && !x.open && !y.open) {
    const values = valuesOf(y);
    if (!x.values.some((value) => values.has(value))) {
      return isNullable(types, a) && isNullable(types, b) ? null : false;
    }
    return x.values.length === 1 && y.values.length === 1 && !mayBeNull ? true : null;
  }
  const values =
    x.kind === "bool" && y.kind === "bool" ? ([x.value, y.value] as const) : [onlyNumber(x), onlyNumber(y)];
  if (values[0] !== null && values[1] !== null) {
    return mayBeNull && values[0] === values[1] ? null : values[0] === values[1];
  }
  return null;
}

/** The one number that a numeric type holds; null where it may be another. */
export function onlyNumber(type: Type): number | null {
  return isNumeric(type) && type.literals?.length === 1 ? (type.literals[0] ?? null) : null;
}

export function inferIn(node: InExpression, env: Env): Expr {
  const { types } = env.context;
  const value = env.check.infer(node.value, env);
  const place = env.file.place(node);
  const written = unwrapped(node.list);
  if (written.kind === "list") {
    const { list, fits } = inferItems(written, value, node, env);
    return { kind: "in", value, list, type: fits ? containment(env, value, list) : ERROR, place };
  }
  const list = env.check.infer(node.list, env);
  const type = core(types, list.type);
  const result = (of: Type): Expr => ({ kind: "in", value, list, type: of, place });
  if (type.kind !== "list") {
    if (!isSilent(type)) {
      tell(env, messages.DA3001.needed({ found: printType(list.type), wanted: "a list", hint: null }), node.list);
    }
    return result(ERROR);
  }
  if (isNullable(types, list.type)) {
    tell(env, messages.DA3002.needed({ what: "This list" }), node.list);
    return result(ERROR);
  }
  const item: Expr = { kind: "index", object: list, index: list, type: type.of, place: list.place };
  return result(checkComparable(env, value, item, node, node.value, node.list) ? BOOL : ERROR);
}

function unwrapped(node: Expression): Expression {
  return node.kind === "parenthesized" ? unwrapped(node.expression) : node;
}

/** The items of a written list, each compared with the value where it stands. */
function inferItems(node: ListNode, value: Expr, whole: Range, env: Env): { list: Expr; fits: boolean } {
  const { types } = env.context;
  const comparable: Type[] = [];
  let fits = true;
  const items = node.items.map((item) => {
    const spread = item.kind === "spread";
    const element = item.kind === "spread" ? item.value : item;
    const found = env.check.infer(element, env);
    const type = spread ? itemOf(found, element, env) : found.type;
    const one: Expr = spread ? { ...found, type } : found;
    if (checkComparable(env, value, one, element, whole, element)) {
      comparable.push(type);
    } else {
      fits = false;
    }
    return { spread, value: likeUuid(types, found, value) };
  });
  const of = runsOf(types, comparable).reduce<Type>((before, { type }) => join(types, before, type) ?? ERROR, ERROR);
  return { list: { kind: "list", items, type: listOfType(of), place: env.file.place(node) }, fits };
}

/** What a list that is spread holds. */
function itemOf(list: Expr, node: Expression, env: Env): Type {
  const { types } = env.context;
  const type = core(types, list.type);
  if (type.kind !== "list") {
    if (!isSilent(type)) {
      tell(env, messages.DA3001.needed({ found: printType(list.type), wanted: "a list", hint: null }), node);
    }
    return ERROR;
  }
  if (isNullable(types, list.type)) {
    tell(env, messages.DA3002.needed({ what: "This list" }), node);
    return ERROR;
  }
  return type.of;
}

/** Always in it, never, or either. */
function containment(env: Env, value: Expr, list: Expr): Type {
  const { types } = env.context;
  const type = core(types, value.type);
  if (list.kind !== "list" || list.items.length === 0 || isNullable(types, value.type)) {
    return BOOL;
  }
  const results = list.items.map((item) => (item.spread ? null : equality(types, value.type, item.value.type)));
  if (results.every((result) => result === false)) {
    return boolOf(false);
  }
  const units = new Set(
    list.items.flatMap((item) => {
      const of = item.spread ? ERROR : core(types, item.value.type);
      return of.kind === "union" && !of.open && of.values.length === 1 ? of.values : [];
    }),
  );
  return type.kind === "union" && !type.open && type.values.length > 0 && type.values.every((v) => units.has(v))
    ? TRUE
    : BOOL;
}
