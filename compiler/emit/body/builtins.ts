/** Functions of the language: JavaScript's own where it has one that does just that, else the runtime's. */
import type { Expr, Type } from "../../model.ts";
import { core } from "../shapes.ts";
import { type Code, call, member, methodCall, text } from "../text/code.ts";
import { expression } from "./expressions.ts";
import type { Scope } from "./scope.ts";

/** Methods of strings, called on the first argument. */
const STRING_METHODS: Readonly<Record<string, string>> = {
  lower: "toLowerCase",
  upper: "toUpperCase",
  trim: "trim",
  contains: "includes",
  startsWith: "startsWith",
  endsWith: "endsWith",
  split: "split",
  slice: "slice",
};

/** These depend on the pipeline's time zone. */
const LOCAL_TIMES: ReadonlySet<string> = new Set(["date", "startOfHour", "startOfWeek", "startOfMonth"]);

/** Functions of numbers, and those of texts that do the same. */
const ORDERED: Readonly<Record<string, { readonly number: string | null; readonly text: string }>> = {
  min: { number: "Math.min", text: "minText" },
  max: { number: "Math.max", text: "maxText" },
  clamp: { number: null, text: "clampText" },
};

export function builtin(expr: Expr & { kind: "builtin" }, scope: Scope): Code {
  const { fn } = expr;
  const args = expr.arguments.map((argument) => expression(argument, scope));
  const [first, ...others] = args;
  const stringMethod = STRING_METHODS[fn];
  if (first !== undefined && stringMethod !== undefined) return methodCall(first, stringMethod, others);
  if (first !== undefined && fn === "length") return member(first, "length");
  if (fn === "abs") return call("Math.abs", ...args);
  if (LOCAL_TIMES.has(fn)) return call(scope.runtime(fn), ...args, text(scope.body.context.model.pipeline.timezone));
  const ordered = ORDERED[fn];
  if (ordered === undefined) return call(scope.runtime(fn), ...args);
  if (isText(core(scope.body.context, expr.type))) return call(scope.runtime(ordered.text), ...args);
  return call(ordered.number ?? scope.runtime(fn), ...args);
}

function isText({ kind }: Type): boolean {
  return kind === "string" || kind === "union" || kind === "date" || kind === "uuid";
}
