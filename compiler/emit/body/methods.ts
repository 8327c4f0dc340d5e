/** Methods of lists and maps: JavaScript's own where they do just that, else functions of the runtime. */
import type { Expr, Type } from "../../model.ts";
import { core, isNullable, literalsOf } from "../shapes.ts";
import { arrow, binary, type Code, call, conditional, isPath, member, methodCall, NULL, word } from "../text/code.ts";
import { chain, expression, lambda, receiver } from "./expressions.ts";
import { contains } from "./operators.ts";
import type { Scope } from "./scope.ts";

type Method = Expr & { kind: "method" };

/** Called as a method of the list. */
const LIST_METHODS: Readonly<Record<string, string>> = {
  map: "map",
  filter: "filter",
  any: "some",
  all: "every",
  flatMap: "flatMap",
};

/** Called as a function of the list or map. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  first: "first",
  last: "last",
  min: "least",
  max: "greatest",
  distinct: "distinct",
  sort: "sorted",
  get: "lookup",
};

export function method(expr: Method, scope: Scope): Code {
  const optional = expr.optional && isNullable(scope.body.context, expr.object.type);
  if (expr.method === "length") return member(object(expr, optional, scope), "length", optional);
  const name = LIST_METHODS[expr.method];
  if (name !== undefined) return methodCall(object(expr, optional, scope), name, lambdas(expr, scope), optional);
  if (optional && expr.method === "contains") return optionalContains(expr, scope);
  if (!optional) return plain(expr, receiver(expr.object, scope), expr.object.type, scope);
  return whereThere(expr, scope);
}

function object(expr: Method, optional: boolean, scope: Scope): Code {
  return optional ? chain(expr.object, scope) : receiver(expr.object, scope);
}

function lambdas(expr: Method, scope: Scope): Code[] {
  const { context } = scope.body;
  const list = core(context, expr.object.type);
  const itemType: Type = list.kind === "list" ? list.of : { kind: "error" };
  return expr.arguments.map((argument) => {
    if (argument.kind !== "lambda") return expression(argument, scope);
    const result = core(context, expr.type);
    const kept = expr.method === "filter" && result.kind === "list" && isNarrower(result.of, itemType, scope);
    return lambda(argument, scope, itemType, kept && result.kind === "list" ? result.of : null);
  });
}

/** Whether a filter lets pass less than the type of the items says. */
function isNarrower(kept: Type, items: Type, scope: Scope): boolean {
  const { context } = scope.body;
  if (isNullable(context, items) && !isNullable(context, kept)) return true;
  const values = literalsOf(context, kept);
  return values !== null && values.length < (literalsOf(context, items)?.length ?? Number.POSITIVE_INFINITY);
}

/** A function of the list, or null where the list is null. */
function whereThere(expr: Method, scope: Scope): Code {
  const object = expression(expr.object, scope);
  const there = isPath(object) ? object : scope.once(object, "items", expr.object.type);
  if (there !== null) {
    return conditional(binary("===", there, NULL), NULL, plain(expr, there, expr.object.type, scope.branch()));
  }
  const inner = scope.closure();
  const name = inner.fresh("items");
  return call(scope.runtime("optional"), object, arrow([name], plain(expr, word(name), expr.object.type, inner)));
}

/** `items?.includes(x)`, where that takes the value. */
function optionalContains(expr: Method, scope: Scope): Code {
  const [argument] = expr.arguments;
  const list = chain(expr.object, scope);
  if (argument === undefined) return list;
  const code = contains(list, expr.object.type, expression(argument, scope), argument.type, scope);
  if (code.kind !== "call" || code.callee.kind !== "member") return whereThere(expr, scope);
  return { ...code, callee: { ...code.callee, optional: true } };
}

function plain(expr: Method, object: Code, type: Type, scope: Scope): Code {
  const { context } = scope.body;
  const of = core(context, type);
  const items: Type = of.kind === "list" ? core(context, of.of) : { kind: "error" };
  const whole = items.kind === "int" || items.kind === "duration";
  const [argument] = expr.arguments;
  switch (expr.method) {
    case "contains":
      return argument === undefined
        ? object
        : contains(object, type, expression(argument, scope), argument.type, scope);
    case "keys":
      return call("Object.keys", object);
    case "values":
      return call("Object.values", object);
    case "sum":
      return call(scope.runtime(whole ? "sumInt" : "sum"), object);
    case "mean":
      return call(scope.runtime(items.kind === "duration" ? "meanMs" : "mean"), object);
    default: {
      const args = expr.arguments.map((one) => expression(one, scope));
      return call(scope.runtime(FUNCTIONS[expr.method] ?? expr.method), object, ...args);
    }
  }
}
