/** Names as values: variables, the event's fields, `event`, `$id`, `$at`, `$name` and parameters, the inner before the outer. */

import type { MetaExpression, NameExpression } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Expr, Type } from "../model.ts";
import { locationOf } from "../names/files.ts";
import { valueHabit } from "../names/habits.ts";
import { nearest } from "../names/near.ts";
import { fieldValue, shapeOf } from "../types/table.ts";
import { ERROR, STRING, TIMESTAMP } from "../types/types.ts";
import { builtInNames } from "./builtins.ts";
import { type Env, lookUp, tell, uses } from "./env.ts";
import { pathOf } from "./paths.ts";
import { errorAt } from "./values.ts";

export function inferName(node: NameExpression, env: Env): Expr {
  const { name } = node;
  const place = env.file.place(node);
  const local = lookUp(env, name);
  if (local !== null) {
    local.used = true;
    uses(env, node, local.place);
    const value: Expr = { kind: "local", name, type: local.type, place };
    env.notes.locals.set(value, local);
    return known(env, value);
  }
  if (env.handled !== null) {
    if (name === "event") {
      return { kind: "event", type: env.handled.record, place };
    }
    const shape = shapeOf(env.context.types, env.handled.record);
    const field = shape.byName.get(name);
    if (field !== undefined) {
      uses(env, node, field.place);
      return known(env, { kind: "field", name, type: fieldValue(env.context.types, field), place });
    }
    if (shape.open) {
      return errorAt(place);
    }
  }
  const param = env.context.definitions.params.get(name);
  if (param !== undefined) {
    const declared = env.context.program.values.get(name);
    uses(env, node, declared && locationOf(declared.file, declared.node));
    return known(env, { kind: "param", name, type: param, place });
  }
  tellUnknown(node, env);
  return errorAt(place);
}

export function inferMeta(node: MetaExpression, env: Env): Expr {
  const place = env.file.place(node);
  if (env.handled === null) {
    const said = messages.DA2001.field({
      what: "value",
      name: `$${node.name}`,
      of: "What stands outside a handler",
      near: [],
    });
    tell(env, said, node);
    return errorAt(place);
  }
  const types: Record<MetaExpression["name"], Type> = {
    id: STRING,
    at: TIMESTAMP,
    name: env.handled.names ?? ERROR,
  };
  return known(env, { kind: "meta", name: node.name, type: types[node.name], place });
}

/** With the type that narrowing has found for the path, where it has. */
export function known(env: Env, value: Expr): Expr {
  if (env.facts.size === 0) {
    return value;
  }
  const path = pathOf(env.notes, value);
  const type = path === null ? undefined : env.facts.get(path);
  if (type === undefined || type === value.type) {
    return value;
  }
  const narrowed: Expr = { ...value, type };
  env.notes.declared.set(narrowed, value.type);
  const local = env.notes.locals.get(value);
  if (local !== undefined) {
    env.notes.locals.set(narrowed, local);
  }
  return narrowed;
}

/** The type before narrowing. */
export function declaredType(env: Env, value: Expr): Type {
  return env.notes.declared.get(value) ?? value.type;
}

function tellUnknown(node: NameExpression, env: Env): void {
  const { name } = node;
  const { context } = env;
  if (context.isLost(name, "value")) {
    return;
  }
  const near = nearest(name, namesInScope(env));
  const is = context.definitions.functions.has(name) || builtInNames.has(name) ? "a function" : null;
  const other = is ?? (context.definitions.stores.has(name) ? "a store" : null);
  const said =
    other === null
      ? messages.DA2001.name({ what: "variable, field or parameter", name, near, hint: valueHabit(name) })
      : messages.DA2001.kind({ name, is: other, wanted: "a value", near });
  tell(env, said, node);
}

/** The names of values, for suggestions. */
export function namesInScope(env: Env): string[] {
  const names: string[] = [];
  for (let scope: Env["scope"] | null = env.scope; scope !== null; scope = scope.parent) {
    names.push(...scope.names.keys());
  }
  if (env.handled !== null) {
    names.push(...env.handled.record.fields.map((field) => field.name), "event");
  }
  return [...names, ...env.context.definitions.params.keys()];
}
