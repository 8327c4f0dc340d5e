/** `store(keys)`: every key column once, by name. */

import type { Argument, Name } from "../../dsl/syntax.ts";
import type { StoreInfo } from "../declarations/definitions.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { type Env, tell, uses } from "../expressions/env.ts";
import { errorAt } from "../expressions/values.ts";
import type { Expr } from "../model.ts";
import { nearest } from "../names/near.ts";

/** The keys' values in the order of the store's key columns; of a store that is unknown, nothing. */
export function checkKeys(store: StoreInfo | null, at: Name, keys: readonly Argument[], env: Env): readonly Expr[] {
  if (store === null) {
    for (const key of keys) {
      env.check.infer(key.value, env);
    }
    return [];
  }
  const columns = store.keys.map((column) => column.name);
  const values = new Map<string, Expr>();
  let unknown = false;
  for (const key of keys) {
    const name = nameOf(key);
    if (name === null) {
      tell(env, messages.DA6003.unnamed({ store: store.name, columns }), key);
      unknown = true;
      continue;
    }
    const column = store.keys.find((c) => c.name === name.text);
    if (column === undefined) {
      unknown = tellUnknown(store, key, name, columns, env) || unknown;
    } else if (values.has(column.name)) {
      // Which column was meant is not known: the value may be of any type.
      env.check.infer(key.value, env);
      tell(env, messages.DA6003.twice({ store: store.name, name: column.name }), name);
      unknown = true;
    } else {
      uses(env, key.value, column.place);
      const to = { type: column.type, to: `\`${column.name}\``, fn: null };
      values.set(column.name, env.check.given(key.value, to, env));
    }
  }
  const missing = columns.filter((name) => !values.has(name));
  if (missing.length > 0 && !store.open && !unknown) {
    for (const { name, place } of store.keys) {
      uses(env, at, missing.includes(name) ? place : undefined);
    }
    tell(env, messages.DA6003.missing({ store: store.name, names: missing }), at);
  }
  return columns.map((name) => values.get(name) ?? errorAt(env.file.place(at)));
}

/** The key column that an argument is meant for. */
export function nameOf(key: Argument): Name | null {
  if (key.name !== null) {
    return key.name;
  }
  const { value } = key;
  return value.kind === "name" ? { text: value.name, start: value.start, end: value.end } : null;
}

/** An unknown key column; true where it was told. The short form's name is no variable then. */
function tellUnknown(store: StoreInfo, key: Argument, name: Name, columns: readonly string[], env: Env): boolean {
  if (key.name !== null) {
    env.check.infer(key.value, env);
  }
  if (!store.open) {
    const near = nearest(name.text, columns);
    tell(env, messages.DA6003.unknown({ store: store.name, name: name.text, near }), name);
  }
  return true;
}
