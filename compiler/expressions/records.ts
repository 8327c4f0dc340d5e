/** Records and lists as they are written in expressions, given to a type or on their own. */

import type { ListNode, RecordNode } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import type { Expr, Field, FieldValue, RecordType, Type } from "../model.ts";
import { join, runsOf } from "../types/join.ts";
import { printType } from "../types/print.ts";
import { core, isNullable, nonNull, recordOf, valueForm } from "../types/table.ts";
import { ERROR, isSilent, listOfType } from "../types/types.ts";
import { complete, fill, memberOf, recordTarget, tellMissing } from "./entries.ts";
import { type Env, type Given, tell } from "./env.ts";
import { errorAt } from "./values.ts";

/** `{ … }` given to a record type. */
export function givenRecord(node: RecordNode, record: RecordType, to: Given, env: Env): Expr {
  const place = env.file.place(node);
  const { types } = env.context;
  const target = recordTarget(types, record, to.to);
  const filled = fill(node, target, env);
  tellMissing(target, filled, node, env);
  return { kind: "record", fields: complete(target, filled, place, types), type: nonNull(types, to.type), place };
}

/** `{ … }` given to a map: every entry is a value of it. */
export function givenMap(node: RecordNode, of: Type, to: Given, env: Env): Expr {
  const values = new Map<string, FieldValue>();
  for (const entry of node.entries) {
    if (entry.kind === "spread") {
      const spread = env.check.given(entry.value, { ...to, type: { kind: "map", of } }, env);
      tellNoMapSpread(entry.value, spread, env);
      continue;
    }
    const name = entry.name.text;
    const { start, end } = entry.name;
    const written = entry.value ?? ({ kind: "name", name, start, end } as const);
    if (values.has(name)) {
      // It may be one too many: its value may be of any type.
      env.check.infer(written, env);
      tell(env, messages.DA2002.entry({ name }), entry.name);
    } else {
      const value = env.check.given(written, { ...to, type: of, to: `\`${name}\`` }, env);
      values.set(name, { name, value });
    }
  }
  return {
    kind: "record",
    fields: [...values.values()],
    type: nonNull(env.context.types, to.type),
    place: env.file.place(node),
  };
}

function tellNoMapSpread(node: { readonly start: number; readonly end: number }, spread: Expr, env: Env): void {
  if (!isSilent(spread.type)) {
    const hint = "name the entries one by one";
    tell(
      env,
      messages.DA3001.needed({ found: printType(spread.type), wanted: "an entry `name: value` of a map", hint }),
      node,
    );
  }
}

/** `{ … }` on its own: a record of what its entries are, or of what they are `each` given to. */
export function inferRecord(node: RecordNode, env: Env, each: Given | null = null): Expr {
  const { types } = env.context;
  const place = env.file.place(node);
  const values = new Map<string, Expr>();
  const named = new Map<string, (typeof node.entries)[number]>();
  let open = node.incomplete;
  for (const entry of node.entries) {
    if (entry.kind === "spread") {
      open = spreadInto(values, env.check.infer(entry.value, env), entry.value, env) || open;
      continue;
    }
    const name = entry.name.text;
    const { start, end } = entry.name;
    const written = entry.value ?? ({ kind: "name", name, start, end } as const);
    const value = each === null ? env.check.infer(written, env) : env.check.given(written, each, env);
    const before = named.get(name);
    if (before === undefined) {
      named.set(name, entry);
      values.delete(name);
      values.set(name, value);
    } else {
      tell(env, messages.DA2002.entry({ name }), entry.name, [related("set here", env.file.place(before))]);
      // Which of both is meant is not known.
      values.set(name, errorAt(env.file.place(entry.name)));
    }
  }
  const fields = [...values].map(
    ([name, { type }]): Field => ({
      name,
      wire: name,
      optional: false,
      type,
      measure: false,
      doc: null,
      place,
      from: null,
    }),
  );
  const record: RecordType = { kind: "record", fields };
  if (open) {
    types.open.add(record);
  }
  return { kind: "record", fields: [...values].map(([name, value]) => ({ name, value })), type: record, place };
}

/** True where it is not known what the spread brings. */
function spreadInto(
  values: Map<string, Expr>,
  object: Expr,
  node: { readonly start: number; readonly end: number },
  env: Env,
): boolean {
  const { types } = env.context;
  if (isSilent(core(types, object.type))) {
    return true;
  }
  const record = recordOf(types, core(types, object.type));
  if (record === null) {
    tell(
      env,
      messages.DA3001.needed({ found: printType(object.type), wanted: "a record, an event or a row", hint: null }),
      node,
    );
    return true;
  }
  if (isNullable(types, object.type)) {
    tell(env, messages.DA3002.needed({ what: "What is spread" }), node);
    return true;
  }
  for (const field of record.fields) {
    values.set(field.name, memberOf(object, field, env));
  }
  return types.open.has(record);
}

/** `[…]` on its own: a list of what its items have in common. */
export function inferList(node: ListNode, env: Env): Expr {
  const { types } = env.context;
  const nodes = node.items.map((item) => (item.kind === "spread" ? item.value : item));
  const items = node.items.map((item, index) => {
    const element = nodes[index] ?? node;
    const value = env.check.infer(element, env);
    const type = item.kind === "spread" ? spreadItem(value, element, env) : value.type;
    return { spread: item.kind === "spread", value, type };
  });
  let of: Type = ERROR;
  const what = "The items of a list";
  const all = items.map((item) => item.type);
  for (const { type, index, length } of runsOf(types, all)) {
    const joined = join(types, of, type);
    if (joined !== null) {
      of = joined;
      continue;
    }
    for (const [at, other] of all.slice(index, index + length).entries()) {
      const said = messages.DA3001.noCommon({ what, first: printType(of), other: printType(other) });
      tell(env, said, nodes[index + at] ?? node);
    }
  }
  return {
    kind: "list",
    items: items.map(({ spread, value }) => ({ spread, value })),
    type: listOfType(of),
    place: env.file.place(node),
  };
}

function spreadItem(value: Expr, node: { readonly start: number; readonly end: number }, env: Env): Type {
  const { types } = env.context;
  const list = core(types, value.type);
  if (isSilent(list)) {
    return ERROR;
  }
  if (list.kind !== "list") {
    tell(env, messages.DA3001.needed({ found: printType(value.type), wanted: "a list", hint: null }), node);
    return ERROR;
  }
  if (isNullable(types, value.type)) {
    tell(env, messages.DA3002.needed({ what: "What is spread" }), node);
    return ERROR;
  }
  return valueForm(types, list.of);
}
