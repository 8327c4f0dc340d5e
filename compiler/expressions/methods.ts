/** Methods of lists and maps. */

import type { Expression, MethodExpression } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { count } from "../diagnostics/messages/said.ts";
import type { Expr, ListType, Type } from "../model.ts";
import { methodHabit } from "../names/habits.ts";
import { nearest } from "../names/near.ts";
import { printType } from "../types/print.ts";
import { core, isNullable, nullable, valueForm } from "../types/table.ts";
import {
  BOOL,
  DURATION,
  ERROR,
  INT,
  isNumeric,
  isScalar,
  isSilent,
  isText,
  listOfType,
  NUMBER,
  STRING,
} from "../types/types.ts";
import { startOf, stepped } from "./access.ts";
import { builtInNames } from "./builtins.ts";
import { checkBool } from "./conditions.ts";
import { block, declare, type Env, rests, tell } from "./env.ts";
import { checkComparable, likeUuid } from "./equality.ts";
import { isListMethod, isMapMethod, type ListMethod, METHOD_NAMES } from "./methodNames.ts";
import { assume } from "./narrow.ts";
import { errorAt } from "./values.ts";

export function inferMethod(node: MethodExpression, env: Env): Expr {
  const place = env.file.place(node);
  const name = node.name.text;
  const start = startOf(node.object, node.optional, `${name}()`, env);
  const type = start?.type ?? ERROR;
  const called =
    type.kind === "list" && isListMethod(name)
      ? listMethod(node, name, type, start?.object ?? errorAt(place), env)
      : type.kind === "map" && isMapMethod(name)
        ? mapMethod(node, name, type.of, env)
        : unknownMethod(node, type, env);
  if (start === null || called === null) {
    return errorAt(place);
  }
  const { object, optional } = start;
  return stepped(
    env,
    start,
    (of) => ({ kind: "method", object, method: name, optional, arguments: called.arguments, type: of, place }),
    called.type,
  );
}

interface Called {
  readonly arguments: readonly Expr[];
  readonly type: Type;
}

function unknownMethod(node: MethodExpression, type: Type, env: Env): null {
  const name = node.name.text;
  for (const argument of node.arguments) {
    if (argument.kind !== "lambda" && isSilent(type)) {
      env.check.infer(argument, env);
    }
  }
  if (isSilent(type)) {
    return null;
  }
  const of = `A value of type \`${printType(type)}\``;
  const methods = type.kind === "list" || type.kind === "map" ? METHOD_NAMES[type.kind] : [];
  const said =
    builtInNames.has(name) && type.kind !== "list" && type.kind !== "map"
      ? messages.DA2001.written({ name, of, write: `${name}(…)` })
      : messages.DA2001.field({ what: "method", name, of, near: nearest(name, methods), hint: methodHabit(name) });
  tell(env, said, node.name);
  return null;
}

const ARGUMENTS: Readonly<Partial<Record<string, number>>> = {
  contains: 1,
  map: 1,
  filter: 1,
  any: 1,
  all: 1,
  flatMap: 1,
  get: 1,
};

/** Null where there is another number of arguments than the method takes, which is told. */
function only(node: MethodExpression, env: Env): readonly Expression[] | null {
  const name = node.name.text;
  const wanted = ARGUMENTS[name] ?? 0;
  if (node.arguments.length === wanted) {
    return node.arguments;
  }
  tell(
    env,
    messages.DA3006.count({
      fn: name,
      wanted: wanted === 0 ? "no arguments" : count(wanted, "argument"),
      found: node.arguments.length,
    }),
    node.name,
  );
  return null;
}

function mapMethod(node: MethodExpression, name: "keys" | "values" | "get", of: Type, env: Env): Called | null {
  const values = only(node, env);
  const element = valueForm(env.context.types, of);
  if (values === null) {
    return null;
  }
  if (name === "get") {
    const [key] = values;
    const given = key === undefined ? [] : [env.check.given(key, { type: STRING, to: "`get`", fn: "get" }, env)];
    return { arguments: given, type: nullable(env.context.types, element) };
  }
  return { arguments: [], type: listOfType(name === "keys" ? STRING : element) };
}

function listMethod(node: MethodExpression, name: ListMethod, list: ListType, object: Expr, env: Env): Called | null {
  const { types } = env.context;
  const values = only(node, env);
  const of = valueForm(types, list.of);
  const [argument] = values ?? [];
  if (values === null) {
    return null;
  }
  switch (name) {
    case "length":
      return { arguments: [], type: INT };
    case "first":
    case "last":
      return { arguments: [], type: nullable(types, of) };
    case "distinct":
      return needs(node, env, of, isScalar, "scalars") ? { arguments: [], type: listOfType(of) } : null;
    case "sort":
      return whole(node, env, of) && needs(node, env, of, isScalar, "scalars")
        ? { arguments: [], type: listOfType(of) }
        : null;
    case "min":
    case "max":
      return whole(node, env, of) && needs(node, env, of, isOrdered, "numbers, durations, timestamps, dates or strings")
        ? { arguments: [], type: nullable(types, of) }
        : null;
    case "sum":
    case "mean":
      return whole(node, env, of) && needs(node, env, of, isSummable, "numbers or durations")
        ? { arguments: [], type: totalOf(name, core(types, of), types) }
        : null;
    case "contains":
      return argument === undefined ? null : contains(argument, of, object, env);
    default:
      return argument === undefined ? null : withLambda(node, name, argument, of, env);
  }
}

function isOrdered(type: Type): boolean {
  return isSummable(type) || isText(type) || type.kind === "timestamp";
}

function isSummable(type: Type): boolean {
  return isNumeric(type) || type.kind === "duration" || type.kind === "error";
}

function totalOf(name: "sum" | "mean", of: Type, types: Env["context"]["types"]): Type {
  if (of.kind === "error") {
    return ERROR;
  }
  const sum = of.kind === "duration" ? DURATION : of.kind === "int" ? INT : NUMBER;
  return name === "sum" ? sum : nullable(types, of.kind === "duration" ? DURATION : NUMBER);
}

function needs(node: MethodExpression, env: Env, of: Type, holds: (type: Type) => boolean, wanted: string): boolean {
  const type = core(env.context.types, of);
  if (isSilent(type) || holds(type)) {
    return true;
  }
  const name = node.name.text;
  const found = printType(listOfType(of));
  tell(env, messages.DA3001.needed({ found, wanted: `a list of ${wanted} for \`${name}\``, hint: null }), node.object);
  return false;
}

/** No item is null. */
function whole(node: MethodExpression, env: Env, of: Type): boolean {
  if (!isNullable(env.context.types, of)) {
    return true;
  }
  tell(env, messages.DA3002.needed({ what: `An item of the list that \`${node.name.text}\` takes` }), node.object);
  return false;
}

function contains(argument: Expression, of: Type, object: Expr, env: Env): Called {
  const { types } = env.context;
  const value = env.check.infer(argument, env);
  const item: Expr = { kind: "index", object, index: object, type: of, place: object.place };
  const [a, b] = [core(types, value.type), core(types, of)];
  const comparable =
    isSilent(a) ||
    isSilent(b) ||
    (isScalar(b) && (a.kind === b.kind || (isNumeric(a) && isNumeric(b)) || (isText(a) && isText(b))));
  if (value.type.kind !== "null" && !comparable) {
    const found = printType(value.type);
    tell(env, messages.DA3006.type({ fn: "contains", wanted: `\`${printType(of)}\``, found, hint: null }), argument);
  } else {
    checkComparable(env, item, value, argument, argument, argument);
  }
  return { arguments: [likeUuid(types, value, item)], type: BOOL };
}

function withLambda(
  node: MethodExpression,
  name: "map" | "filter" | "any" | "all" | "flatMap",
  argument: Expression,
  of: Type,
  env: Env,
): Called | null {
  const lambda = argument.kind === "parenthesized" ? argument.expression : argument;
  if (lambda.kind !== "lambda") {
    tell(env, messages.DA3006.lambda({ fn: node.name.text }), argument);
    return null;
  }
  const inner = block(env);
  const place = env.file.place(lambda.parameter);
  const local = declare(inner, lambda.parameter.text, of, place);
  rests(env, place, node.object);
  const body =
    name === "map" || name === "flatMap" ? env.check.infer(lambda.body, inner) : checkBool(lambda.body, inner);
  const value: Expr = {
    kind: "lambda",
    parameter: lambda.parameter.text,
    body,
    type: body.type,
    place: env.file.place(lambda),
  };
  const result = { arguments: [value] };
  switch (name) {
    case "map":
      return { ...result, type: listOfType(body.type) };
    case "filter": {
      const kept = assume(inner, body, true).facts.get(`local ${local.id}`);
      return { ...result, type: listOfType(kept ?? of) };
    }
    case "flatMap":
      return { ...result, type: flat(body, lambda.body, env) };
    default:
      return { ...result, type: BOOL };
  }
}

function flat(body: Expr, node: Expression, env: Env): Type {
  const { types } = env.context;
  const list = core(types, body.type);
  if (list.kind === "list" && !isNullable(types, body.type)) {
    return listOfType(valueForm(types, list.of));
  }
  if (!isSilent(list)) {
    tell(
      env,
      isNullable(types, body.type)
        ? messages.DA3002.needed({ what: "This list" })
        : messages.DA3006.type({
            fn: "flatMap",
            wanted: "a function that gives a list",
            found: printType(body.type),
            hint: null,
          }),
      node,
    );
  }
  return ERROR;
}
