/** Statements about stores: reads, `require`, `update` and `delete`. */

import type {
  Argument,
  CallExpression,
  DeleteStatement,
  Expression,
  LetStatement,
  Name,
  RequireStatement,
  UpdateStatement,
} from "../../dsl/syntax.ts";
import type { StoreInfo } from "../declarations/definitions.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { builtInNames } from "../expressions/builtins.ts";
import { fill, type Slot, targetOf, tellMissing } from "../expressions/entries.ts";
import { type Env, tell } from "../expressions/env.ts";
import type { Column, Expr, Stmt, Type } from "../model.ts";
import { nearest } from "../names/near.ts";
import { nullable, type Types, valueForm } from "../types/table.ts";
import { DURATION, ERROR } from "../types/types.ts";
import type { Body, Flow } from "./body.ts";
import { checkKeys, nameOf } from "./keys.ts";
import { RULES } from "./kinds.ts";

/** A store that the handler may touch; null where it may not or there is none, which is told. */
function storeOf(body: Body, name: Name, does: string, env: Env): StoreInfo | null {
  const { definitions } = body.context;
  const store = definitions.stores.get(name.text) ?? null;
  if (store === null && !body.context.isLost(name.text, "store")) {
    const near = nearest(name.text, definitions.stores.keys());
    tell(env, messages.DA2001.name({ what: "store", name: name.text, near }), name);
  }
  const rules = RULES[body.node.handler];
  if (store !== null && !rules.stores) {
    const what = `${does} a store`;
    tell(env, messages.DA5003.does({ kind: body.node.handler, what, allowed: rules.may }), name);
  }
  return store;
}

/** Another system writes an external store. */
function tellExternal(body: Body, store: StoreInfo | null, name: Name, what: string, env: Env): void {
  if (store?.node.external === true && RULES[body.node.handler].stores) {
    tell(env, messages.DA6004.external({ store: store.name, what }), name);
  }
}

/** `store(keys)` after `let x =`: a read, unless a function of that name is called. */
export function isRead(node: Expression | UpdateStatement, env: Env): node is CallExpression {
  if (node.kind !== "call") {
    return false;
  }
  const { definitions } = env.context;
  const store = definitions.stores.get(node.callee.text);
  const isFunction = definitions.functions.has(node.callee.text) || builtInNames.has(node.callee.text);
  return store !== undefined && (!isFunction || node.arguments.every((argument) => namesKey(store, argument)));
}

function namesKey(store: StoreInfo, argument: Argument): boolean {
  const name = argument.name?.text ?? (argument.value.kind === "name" ? argument.value.name : null);
  return store.keys.some((column) => column.name === name);
}

export interface Bound {
  readonly statement: Stmt;
  readonly type: Type;
}

export function checkRead(body: Body, node: LetStatement, call: CallExpression, env: Env): Bound {
  const store = storeOf(body, call.callee, "read", env);
  const keys = checkKeys(store, call.callee, call.arguments, env);
  if (store !== null) {
    body.touched.reads.add(store.name);
  }
  const place = env.file.place(node);
  const target = env.file.place(call.callee);
  return {
    statement: { kind: "read", name: node.name.text, store: call.callee.text, keys, place, target },
    type: store === null ? ERROR : { kind: "nullable", of: { kind: "row", store: store.name } },
  };
}

export function checkRequire(body: Body, node: RequireStatement, flow: Flow): Bound {
  const { env } = flow;
  const store = storeOf(body, node.store, "read", env);
  const keys = checkKeys(store, node.store, node.keys, env);
  if (flow.effect && RULES[body.node.handler].stores) {
    tell(env, messages.DA5003.requireAfterEffect({ store: node.store.text }), {
      start: node.start,
      end: node.store.end,
    });
  }
  if (store !== null) {
    body.touched.reads.add(store.name);
  }
  let wait = null;
  if (node.wait !== null) {
    tellExternal(body, store, node.store, "waited for", env);
    body.touched.waits.add(node.store.text);
    const duration = env.check.given(node.wait.duration, { type: DURATION, to: "`wait`", fn: null }, env);
    wait = { duration, unordered: node.wait.unordered, place: env.file.place(node.wait) };
  }
  const { otherwise } = node;
  const row: Type = store === null ? ERROR : { kind: "row", store: store.name };
  const place = env.file.place(node);
  const target = env.file.place(node.store);
  return {
    statement: { kind: "require", name: node.name.text, store: node.store.text, keys, wait, otherwise, place, target },
    type: otherwise === "continue" ? nullable(body.context.types, row) : row,
  };
}

export function checkUpdate(body: Body, node: UpdateStatement, name: string | null, env: Env): Bound {
  const store = storeOf(body, node.store, "update", env);
  tellExternal(body, store, node.store, "updated", env);
  const keys = checkKeys(store, node.store, node.keys, env);
  if (store !== null) {
    body.touched.updates.add(store.name);
  }
  const values = checkContributions(store, node, env);
  const place = env.file.place(node);
  const target = env.file.place(node.store);
  return {
    statement: { kind: "update", name, store: node.store.text, keys, values, place, target },
    type: store === null ? ERROR : { kind: "change", store: store.name },
  };
}

/** What one update, or `given` of a test, contributes. */
export function checkContributions(
  store: StoreInfo | null,
  node: Pick<UpdateStatement, "store" | "keys" | "entries">,
  env: Env,
): { column: string; value: Expr; place: Expr["place"] }[] {
  const of = `\`${node.store.text}\``;
  const columns = store?.columns.filter((column) => column.kind !== "key") ?? [];
  const slots = columns.map((column) => contribution(env.context.types, column));
  const keys = new Set(store?.keys.map((column) => column.name));
  const target = {
    ...targetOf(of, "column", slots, store === null || store.open),
    refused: (name: string) => (keys.has(name) ? messages.DA2002.entry({ name }) : null),
  };
  const filled = fill(node.entries, target, env);
  // A column among the keys is told there.
  const among = new Set(node.keys.map((key) => nameOf(key)?.text));
  tellMissing(target, filled, node.store, env, among);
  return columns.flatMap(({ name }) => {
    const value = filled.values.get(name);
    return value === undefined ? [] : [{ column: name, value, place: value.place }];
  });
}

/** A plain column must be set, and takes null only where its type has it. */
function contribution(types: Types, column: Column): Slot {
  const required = column.kind === "plain" && !column.optional;
  return {
    name: column.name,
    accepts: required ? valueForm(types, column.type) : nullable(types, column.type),
    required,
    fallback: undefined,
    type: column.type,
    place: column.place,
  };
}

export function checkDelete(body: Body, node: DeleteStatement, env: Env): Stmt {
  const store = storeOf(body, node.store, "delete from", env);
  tellExternal(body, store, node.store, "deleted", env);
  if (store !== null) {
    body.touched.deletes.add(store.name);
  }
  const keys = checkKeys(store, node.store, node.keys, env);
  return {
    kind: "delete",
    store: node.store.text,
    keys,
    place: env.file.place(node),
    target: env.file.place(node.store),
  };
}
