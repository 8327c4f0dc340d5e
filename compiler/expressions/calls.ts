/** Calls of functions, the spec's and the language's. Reads of stores are statements; here they are told to be misplaced. */

import type { Argument, CallExpression, Expression } from "../../dsl/syntax.ts";
import type { FnInfo } from "../declarations/definitions.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { count } from "../diagnostics/messages/said.ts";
import type { Expr, Type } from "../model.ts";
import { locationOf } from "../names/files.ts";
import { functionHabit } from "../names/habits.ts";
import { nearest } from "../names/near.ts";
import { join } from "../types/join.ts";
import { printType } from "../types/print.ts";
import { core, isNullable } from "../types/table.ts";
import { ERROR, isNumeric, isSilent, isText } from "../types/types.ts";
import { builtInNames, GENERICS, type Generic, SIGNATURES, type Signature } from "./builtins.ts";
import { type Env, tell, uses } from "./env.ts";
import { errorAt } from "./values.ts";

export function inferCall(node: CallExpression, env: Env): Expr {
  const name = node.callee.text;
  const { definitions } = env.context;
  const fn = definitions.functions.get(name);
  if (fn !== undefined) {
    return callFn(node, fn, env);
  }
  const signature = SIGNATURES.get(name);
  if (signature !== undefined) {
    return callBuiltIn(node, signature, env);
  }
  const generic = GENERICS.get(name);
  if (generic !== undefined) {
    return callGeneric(node, generic, env);
  }
  if (definitions.stores.has(name)) {
    tell(env, messages.DA5003.readPlace({ store: name }), node.callee);
    return errorAt(env.file.place(node));
  }
  if (!env.context.isLost(name, "value") && !env.context.isLost(name, "store")) {
    const near = nearest(name, [...definitions.functions.keys(), ...builtInNames, ...definitions.stores.keys()]);
    tell(env, messages.DA2001.name({ what: "function or store", name, near, hint: functionHabit(name) }), node.callee);
  }
  for (const argument of node.arguments) {
    if (argument.value.kind !== "lambda") {
      env.check.infer(argument.value, env);
    }
  }
  return errorAt(env.file.place(node));
}

/** The arguments' values; tells names and a wrong number, and then gives null. */
function plainArguments(
  node: CallExpression,
  least: number,
  most: number | null,
  wanted: string,
  env: Env,
): readonly Expression[] | null {
  const named = node.arguments.find((argument: Argument) => argument.name !== null);
  if (named !== undefined) {
    tell(env, messages.DA3006.named({ fn: node.callee.text }), named.name ?? named);
    return null;
  }
  const found = node.arguments.length;
  if (found < least || (most !== null && found > most)) {
    tell(env, messages.DA3006.count({ fn: node.callee.text, wanted, found }), node.callee);
    for (const argument of node.arguments) {
      if (argument.value.kind !== "lambda") {
        env.check.infer(argument.value, env);
      }
    }
    return null;
  }
  return node.arguments.map((argument) => argument.value);
}

function callFn(node: CallExpression, fn: FnInfo, env: Env): Expr {
  const place = env.file.place(node);
  const total = fn.parameters.length;
  const declared = env.context.program.values.get(fn.name);
  const parameters = declared?.node.kind === "fn" ? declared.node.parameters : [];
  if (declared?.node.kind === "fn") {
    uses(env, node, locationOf(declared.file, declared.node.result));
  }
  const values = plainArguments(node, fn.open ? 0 : total, fn.open ? null : total, count(total, "argument"), env);
  if (values === null) {
    return errorOf(fn.result, env, node);
  }
  const given = values.map((value, index) => {
    const parameter = fn.parameters[index];
    const written = parameters[index];
    uses(env, value, written && declared && locationOf(declared.file, written));
    return parameter === undefined
      ? env.check.infer(value, env)
      : env.check.given(
          value,
          { type: parameter.type, to: `\`${parameter.name}\` of \`${fn.name}\``, fn: fn.name },
          env,
        );
  });
  return { kind: "call", fn: fn.name, arguments: given, type: fn.result, place };
}

/** What a call in error still gives: what follows is checked with it. */
function errorOf(result: Type, env: Env, node: CallExpression): Expr {
  return { ...errorAt(env.file.place(node)), type: result };
}

function callBuiltIn(node: CallExpression, signature: Signature, env: Env): Expr {
  const name = node.callee.text;
  const { parameters, optional, result } = signature;
  const least = parameters.length - optional;
  const wanted = optional === 0 ? count(least, "argument") : `${least} or ${count(parameters.length, "argument")}`;
  const values = plainArguments(node, least, parameters.length, wanted, env);
  if (values === null) {
    return errorOf(result, env, node);
  }
  const given = values.map((value, index) =>
    env.check.given(value, { type: parameters[index] ?? ERROR, to: `\`${name}\``, fn: name }, env),
  );
  return { kind: "builtin", fn: name, arguments: given, type: result, place: env.file.place(node) };
}

/** `min`, `max`, `abs`, `clamp`: of values of one kind, which is the result's. */
function callGeneric(node: CallExpression, generic: Generic, env: Env): Expr {
  const name = node.callee.text;
  const { least, most, kinds } = generic;
  const wanted = most === null ? `${least} or more arguments` : count(least, "argument");
  const values = plainArguments(node, least, most, wanted, env);
  if (values === null) {
    return errorAt(env.file.place(node));
  }
  const { types } = env.context;
  let type: Type | null = null;
  const given = values.map((value) => {
    const argument = env.check.infer(value, env);
    if (isNullable(types, argument.type)) {
      tell(env, messages.DA3002.given({ found: printType(argument.type), to: `\`${name}\`` }), value);
      type = ERROR;
      return argument;
    }
    const of: Type = core(types, argument.type);
    const before: Type | null = type;
    const joined: Type | null = before === null ? of : sameKind(before, of) ? join(types, before, of) : null;
    if (!isSilent(of) && (!accepts(kinds, of) || joined === null)) {
      const what = before === null || isSilent(before) ? WANTED[kinds] : `\`${printType(before)}\``;
      tell(env, messages.DA3006.type({ fn: name, wanted: what, found: printType(argument.type), hint: null }), value);
      type = ERROR;
    } else {
      type = joined ?? before;
    }
    return argument;
  });
  return { kind: "builtin", fn: name, arguments: given, type: resultOf(type ?? ERROR), place: env.file.place(node) };
}

const WANTED = {
  ordered: "numbers, durations, timestamps, dates or strings",
  numbers: "a number or a duration",
} as const;

function accepts(kinds: Generic["kinds"], type: Type): boolean {
  const numbers = isNumeric(type) || type.kind === "duration";
  return kinds === "numbers" ? numbers : numbers || type.kind === "timestamp" || isText(type);
}

function sameKind(a: Type, b: Type): boolean {
  return isSilent(a) || isSilent(b) || a.kind === b.kind || (isNumeric(a) && isNumeric(b)) || (isText(a) && isText(b));
}

/** What is computed of numbers has neither their literals nor their bounds. */
function resultOf(type: Type): Type {
  return isNumeric(type) ? { kind: type.kind, min: null, max: null, literals: null } : type;
}
