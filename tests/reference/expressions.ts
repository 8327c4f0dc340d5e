/** Evaluates typed expressions, from the model and nothing else. */
import type { BinaryOperator, Expr, Field, Model, Type } from "../../compiler/model.ts";
import { call, method } from "./functions.ts";
import {
  bareOf,
  compare,
  inRange,
  isEqual,
  isList,
  isRecord,
  listIn,
  memberOf,
  namedType,
  numberIn,
  type Row,
  textIn,
  type Value,
} from "./values.ts";
import { conform, iso, write } from "./wire.ts";

/** Where an expression stands. */
export interface Scope {
  readonly model: Model;
  readonly params: Row;
  readonly event: {
    readonly fields: Row;
    readonly seen: readonly Field[];
    readonly id: string;
    readonly at: number;
    readonly name: string;
  } | null;
  readonly locals: ReadonlyMap<string, Value>;
}

export function withLocal(scope: Scope, name: string, value: Value): Scope {
  return { ...scope, locals: new Map([...scope.locals, [name, value]]) };
}

export function evaluate(expr: Expr, scope: Scope): Value {
  const { model } = scope;
  const of = (inner: Expr): Value => evaluate(inner, scope);
  switch (expr.kind) {
    case "literal":
      return expr.value;
    case "template":
      return expr.texts.map((text, i) => text + templateText(model, expr.values[i], scope)).join("");
    case "field":
      return memberOf(scope.event?.fields ?? null, expr.name);
    case "local":
      return local(scope, expr.name);
    case "param":
      return memberOf(scope.params, expr.name);
    case "event":
      return fitted(model, { kind: "record", fields: scope.event?.seen ?? [] }, scope.event?.fields ?? null);
    case "meta":
      return scope.event?.[expr.name] ?? null;
    case "member":
      return memberOf(of(expr.object), expr.name);
    case "json":
      return stepInto(of(expr.object), of(expr.step));
    case "index":
      return listIn(of(expr.object))[numberIn(of(expr.index))] ?? null;
    case "call":
      return callFn(model, expr.fn, expr.arguments.map(of), scope);
    case "builtin":
      return call(model, expr.fn, expr.arguments.map(of), expr.type);
    case "method":
      return callMethod(expr, scope);
    case "lambda":
      throw new Error("A function is no value.");
    case "not":
      return !of(expr.operand);
    case "negate":
      return 0 - numberIn(of(expr.operand));
    case "binary":
      return binary(expr, scope);
    case "in": {
      const value = of(expr.value);
      return listIn(of(expr.list)).some((item) => isEqual(item, value));
    }
    case "conditional":
      return of(of(expr.condition) === true ? expr.then : expr.otherwise);
    case "match": {
      const subject = of(expr.subject);
      const arm =
        expr.arms.find(({ cases }) => cases?.some((each) => isEqual(each, subject)) ?? true) ?? expr.arms.at(-1);
      return arm === undefined ? null : of(arm.value);
    }
    case "list":
      return expr.items.flatMap(({ spread, value }) => (spread ? listIn(of(value)) : [of(value)]));
    case "record":
      return Object.fromEntries(expr.fields.map(({ name, value }) => [name, of(value)]));
    case "convert":
      return fitted(model, expr.type, of(expr.value));
    case "bounded":
      return conform(model, expr.type, of(expr.value));
    case "toJson":
      return write(model, expr.value.type, of(expr.value));
  }
}

/** As on the wire, but timestamps as ISO. */
function templateText(model: Model, expr: Expr | undefined, scope: Scope): string {
  if (expr === undefined) return "";
  const value = evaluate(expr, scope);
  return bareOf(model, expr.type).kind === "timestamp" ? iso(numberIn(value)) : String(write(model, expr.type, value));
}

function local(scope: Scope, name: string): Value {
  const value = scope.locals.get(name);
  if (value === undefined) throw new Error(`There is no variable ${name}.`);
  return value;
}

function stepInto(json: Value, step: Value): Value {
  if (typeof step === "number") return isList(json) ? (json[step] ?? null) : null;
  return isRecord(json) ? memberOf(json, textIn(step)) : null;
}

function callFn(model: Model, name: string, values: readonly Value[], { params }: Scope): Value {
  const fn = model.functions.find((each) => each.name === name);
  if (fn === undefined) throw new Error(`There is no fn ${name}.`);
  const locals = new Map(fn.parameters.map((parameter, i) => [parameter.name, values[i] ?? null]));
  return evaluate(fn.body, { model, params, event: null, locals });
}

function callMethod(expr: Expr & { readonly kind: "method" }, scope: Scope): Value {
  const object = evaluate(expr.object, scope);
  if (object === null && expr.optional) return null;
  const [argument] = expr.arguments;
  if (argument?.kind !== "lambda") {
    return method(
      scope.model,
      expr.method,
      object,
      argument === undefined ? null : evaluate(argument, scope),
      expr.type,
    );
  }
  const run = (item: Value): Value => evaluate(argument.body, withLocal(scope, argument.parameter, item));
  const list = listIn(object);
  switch (expr.method) {
    case "map":
      return list.map(run);
    case "filter":
      return list.filter((item) => run(item) === true);
    case "any":
      return list.some((item) => run(item) === true);
    case "all":
      return list.every((item) => run(item) === true);
    default:
      return list.flatMap((item) => listIn(run(item)));
  }
}

function binary(expr: Expr & { readonly kind: "binary" }, scope: Scope): Value {
  const left = evaluate(expr.left, scope);
  if (expr.operator === "??" && left !== null) return left;
  if (expr.operator === "&&" && left !== true) return false;
  if (expr.operator === "||" && left === true) return true;
  const right = evaluate(expr.right, scope);
  return combined(scope.model, expr.operator, left, right, expr.type);
}

function combined(model: Model, operator: BinaryOperator, left: Value, right: Value, type: Type): Value {
  switch (operator) {
    case "??":
    case "&&":
    case "||":
      return right;
    case "==":
      return isEqual(left, right);
    case "!=":
      return !isEqual(left, right);
    case "<":
      return compare(left, right) < 0;
    case "<=":
      return compare(left, right) <= 0;
    case ">":
      return compare(left, right) > 0;
    case ">=":
      return compare(left, right) >= 0;
    case "+":
      if (typeof left === "string") return left + textIn(right);
      return inRange(model, type, numberIn(left) + numberIn(right));
    case "-":
      return inRange(model, type, numberIn(left) - numberIn(right));
    case "*":
      return inRange(model, type, numberIn(left) * numberIn(right));
    case "/":
      return right === 0 ? null : inRange(model, type, numberIn(left) / numberIn(right));
    case "%":
      return right === 0 ? null : inRange(model, type, numberIn(left) % numberIn(right));
  }
}

/** Makes a value fit a type at every depth: other fields are left out, missing ones are null or have their default. */
export function fitted(model: Model, type: Type, value: Value): Value {
  if (value === null) return null;
  switch (type.kind) {
    case "nullable":
    case "lenient":
      return fitted(model, type.of, value);
    case "reference":
      return fitted(model, namedType(model, type.name), value);
    case "list":
      return isList(value) ? value.map((item) => fitted(model, type.of, item)) : value;
    case "map":
      if (!isRecord(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fitted(model, type.of, item)]));
    case "record":
      return Object.fromEntries(
        type.fields.map((field) => [
          field.name,
          fitted(model, field.type, memberOf(value, field.name)) ?? field.defaultValue ?? null,
        ]),
      );
    default:
      return value;
  }
}
