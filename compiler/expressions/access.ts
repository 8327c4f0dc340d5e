/** Members, steps into JSON and items of lists: `a.b`, `a?.b`, `xs[i]`. */

import type { Expression, IndexExpression, MemberExpression } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Said } from "../diagnostics/messages/said.ts";
import type { Expr, Type } from "../model.ts";
import { nearest } from "../names/near.ts";
import { printType } from "../types/print.ts";
import { core, fieldValue, isNullable, nullable, recordOf, shapeOf, valueForm } from "../types/table.ts";
import { ERROR, INT, isSilent, JSON_VALUE, STRING } from "../types/types.ts";
import { builtInNames } from "./builtins.ts";
import { type Env, tell, uses } from "./env.ts";
import { METHOD_NAMES } from "./methodNames.ts";
import { known } from "./names.ts";
import { pathOf } from "./paths.ts";
import { errorAt, literal } from "./values.ts";

/** What a step of a chain starts from. */
export interface Start {
  readonly object: Expr;
  /** What the step is taken from: not null. */
  readonly type: Type;
  /** The step gives null where the object is null. */
  readonly optional: boolean;
}

/**
 * The object of `a.b`, `a?.b`, `a.m()`. As in TypeScript, what follows `?.` in one chain is not reached where that gives
 * null, so that `a?.b.c` needs no second `?.`.
 */
export function startOf(node: MemberExpression["object"], optional: boolean, name: string, env: Env): Start | null {
  const object = env.check.infer(node, env);
  const { types } = env.context;
  const chain = env.notes.chains.get(object);
  if (optional) {
    return { object, type: core(types, object.type), optional: true };
  }
  if (chain !== undefined && !isNullable(types, chain) && isNullable(types, object.type)) {
    return { object, type: core(types, chain), optional: true };
  }
  const form = valueForm(types, object.type);
  if (isNullable(types, form) && core(types, form).kind !== "json") {
    if (form.kind === "null") tell(env, messages.DA3002.needed({ what: "This is null and" }), node);
    else tellOnce(env, object, messages.DA3002.member({ what: "This", name }), node);
    return null;
  }
  return { object, type: core(types, form), optional: false };
}

function tellOnce(env: Env, object: Expr, said: Said, node: Expression): void {
  const path = pathOf(env.notes, object);
  if (path !== null && env.notes.told.has(path)) return;
  if (path !== null) env.notes.told.add(path);
  tell(env, said, node);
}

/** The result of a step: null too where the chain may have ended before it. */
export function stepped(env: Env, start: Start, value: (type: Type) => Expr, type: Type): Expr {
  if (!start.optional || !isNullable(env.context.types, start.object.type)) {
    return value(type);
  }
  const whole = value(nullable(env.context.types, type));
  env.notes.chains.set(whole, type);
  return whole;
}

export function inferMember(node: MemberExpression, env: Env): Expr {
  const place = env.file.place(node);
  const name = node.name.text;
  const start = startOf(node.object, node.optional, name, env);
  if (start === null || isSilent(start.type)) {
    return errorAt(place);
  }
  if (start.type.kind === "json") {
    const step = literal(name, STRING, env.file.place(node.name));
    return known(env, {
      kind: "json",
      object: start.object,
      step,
      type: nullable(env.context.types, JSON_VALUE),
      place,
    });
  }
  const type = memberType(start.type, node, env);
  const { object, optional } = start;
  const value = stepped(env, start, (of) => ({ kind: "member", object, name, optional, type: of, place }), type);
  const narrowed = known(env, value);
  const chain = env.notes.chains.get(value);
  if (narrowed !== value && chain !== undefined && isNullable(env.context.types, narrowed.type)) {
    env.notes.chains.set(narrowed, chain);
  }
  return type.kind === "error" ? errorAt(place) : narrowed;
}

function memberType(type: Type, node: MemberExpression, env: Env): Type {
  const { types } = env.context;
  const name = node.name.text;
  if (type.kind === "change") {
    const row: Type = { kind: "row", store: type.store };
    if (name === "before" || name === "after") {
      return name === "before" ? { kind: "nullable", of: row } : row;
    }
    unknownMember(node, env, `A change of \`${type.store}\``, ["before", "after"]);
    return ERROR;
  }
  const record = recordOf(types, type);
  if (record === null) {
    tellNoMember(type, node, env);
    return ERROR;
  }
  const shape = shapeOf(types, record);
  const field = shape.byName.get(name);
  if (field === undefined) {
    if (!shape.open) {
      const of = type.kind === "row" ? `A row of \`${type.store}\`` : "This record";
      unknownMember(node, env, of, shape.byName.keys());
    }
    return ERROR;
  }
  uses(env, node, field.place, !node.optional);
  return fieldValue(types, field);
}

function unknownMember(node: MemberExpression, env: Env, of: string, names: Iterable<string>): void {
  const name = node.name.text;
  tell(env, messages.DA2001.field({ what: "field", name, of, near: nearest(name, names) }), node.name);
}

function tellNoMember(type: Type, node: MemberExpression, env: Env): void {
  const name = node.name.text;
  const of = `A value of type \`${printType(type)}\``;
  if ((type.kind === "list" || type.kind === "map") && METHOD_NAMES[type.kind].has(name)) {
    tell(env, messages.DA2001.written({ name, of, write: `.${name}()` }), node.name);
  } else if (builtInNames.has(name)) {
    tell(env, messages.DA2001.written({ name, of, write: `${name}(…)` }), node.name);
  } else {
    unknownMember(node, env, of, []);
  }
}

export function inferIndex(node: IndexExpression, env: Env): Expr {
  const place = env.file.place(node);
  const { types } = env.context;
  const object = env.check.infer(node.object, env);
  const chain = env.notes.chains.get(object);
  const goesOn = chain !== undefined && !isNullable(types, chain);
  const type = core(types, object.type);
  if (type.kind === "json") {
    return known(env, { kind: "json", object, step: jsonStep(node, env), type: nullable(types, JSON_VALUE), place });
  }
  if (type.kind !== "list") {
    if (!isSilent(type)) {
      const hint = type.kind === "map" ? "write `.get(…)`" : null;
      tell(env, messages.DA3001.needed({ found: printType(object.type), wanted: "a list", hint }), node.object);
    }
    env.check.infer(node.index, env);
    return errorAt(place);
  }
  const index = env.check.given(node.index, { type: INT, to: "An index", fn: null }, env);
  if (isNullable(types, object.type) && !goesOn) {
    tell(env, messages.DA3002.needed({ what: "This list" }), node.object);
    return errorAt(place);
  }
  return known(env, { kind: "index", object, index, type: nullable(types, type.of), place });
}

/** `j[0]`, `j["a"]` */
function jsonStep(node: IndexExpression, env: Env): Expr {
  const step = env.check.infer(node.index, env);
  const { types } = env.context;
  const type = core(types, step.type);
  if (isNullable(types, step.type)) {
    tell(env, messages.DA3002.needed({ what: "An index" }), node.index);
  } else if (type.kind !== "int" && type.kind !== "string" && type.kind !== "union" && !isSilent(type)) {
    const wanted = "an int or a string";
    tell(env, messages.DA3001.needed({ found: printType(step.type), wanted, hint: null }), node.index);
  }
  return step;
}
