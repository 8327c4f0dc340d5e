/** A pipeline whose handlers wait for rows, hold events back and whose source drops repeats, for tests. */
import type { Context, ContinueOptions, RequireOptions } from "../api/context.ts";
import type { HandlerDefinition, PipelineDefinition } from "../api/definition.ts";
import { eventOf, fieldsOf, handlerOf, pipelineOf, sourceOf, storeOf, text } from "./definition.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface Bought {
  readonly user: string;
  readonly sku: string;
  readonly other: string | null;
}

type Options = RequireOptions | ContinueOptions;

/** How the row of `store` is required: `wait` is an hour, and what never comes is dead. */
export function required(da: Context, store: string, sku: string, options: Partial<Options> = {}) {
  const { wait = HOUR, otherwise = "dead", unordered } = options;
  const more = unordered === true ? { unordered } : {};
  const key = { sku };
  if (otherwise === "continue") return da.require(store, key, { wait, ...more, otherwise });
  return da.require(store, key, { wait, ...more, otherwise });
}

/** Requires what was bought, and then what else was, and keeps both. */
export function buying(options: Partial<Options> = {}, name = "buying"): HandlerDefinition {
  return handlerOf<Bought>(
    { name, kind: "gep", on: ["cart.paid"], updates: ["bought"], waits: ["items", "others"], emits: ["cart.seen"] },
    ({ user, sku, other }, da) => {
      const item = required(da, "items", sku, options);
      const second = other === null ? null : required(da, "others", other, options);
      da.update("bought", { user }, { list: [nameOf(item), nameOf(second), sku] });
      da.emit("cart.seen", { user, sku });
    },
  );
}

const nameOf = (row: object | null): unknown => (row === null ? null : Reflect.get(row, "title"));

/** Tells of what a user buys once in five minutes. */
export const telling: HandlerDefinition = handlerOf<Bought>(
  { name: "telling", kind: "demux", on: ["cart.paid"], emits: ["cart.told"] },
  ({ user, sku }, da) => da.emit("cart.told", { user, sku }, { after: 5 * MINUTE }),
);

/** Keeps the order in which things happened to a user. */
export const noting: HandlerDefinition = handlerOf<{ user: string; sku: string }>(
  { name: "noting", kind: "dep", on: ["cart.seen", "cart.told"], reads: ["notes"], updates: ["notes"] },
  ({ user, sku }, da) => {
    const before = da.read("notes", { user });
    const list: unknown = before === null ? [] : Reflect.get(before, "list");
    da.update("notes", { user }, { list: [...(Array.isArray(list) ? list : []), `${da.name.slice(5)} ${sku}`] });
  },
);

const stocking: HandlerDefinition = handlerOf<{ sku: string; title: string; store: string }>(
  {
    name: "stocking",
    kind: "gep",
    on: ["item.saved", "item.gone"],
    updates: ["items", "others"],
    deletes: ["items", "others"],
  },
  ({ sku, title, store }, da) => {
    if (da.name === "item.saved") da.update(store, { sku }, { title });
    else da.delete(store, { sku });
  },
);

const json = { kind: "json" } as const;
const shop = sourceOf({ name: "shop", at: null, key: "user" });
const stock = sourceOf({ name: "stock", at: null, idAt: null });
const of = (name: string, columns: Parameters<typeof storeOf>[1]) => storeOf(name, columns);

export function laterPipeline(
  handlers: readonly HandlerDefinition[],
  {
    unique = null,
    array = false,
    ...parts
  }: Partial<PipelineDefinition> & { unique?: number | null; array?: boolean } = {},
): PipelineDefinition {
  const source = { ...shop, unique, array };
  const item = fieldsOf({ sku: text, "title?": text, store: text });
  const seen = fieldsOf({ user: text, sku: text });
  return pipelineOf({
    sources: [source, stock],
    events: [
      eventOf({ name: "cart.paid", source, fields: fieldsOf({ user: text, sku: text, "other?": text }) }),
      eventOf({ name: "cart.left", source, fields: fieldsOf({ user: text }) }),
      eventOf({ name: "item.saved", source: stock, fields: item }),
      eventOf({ name: "item.gone", source: stock, fields: item }),
      eventOf({ name: "cart.seen", key: ["user"], topic: "t.demux.cart", fields: seen }),
      eventOf({ name: "cart.told", key: ["user"], topic: "t.demux.cart", fields: seen }),
    ],
    stores: [
      of("items", [
        { name: "sku", kind: "key", type: text },
        { name: "title", kind: "plain", type: text },
      ]),
      of("others", [
        { name: "sku", kind: "key", type: text },
        { name: "title", kind: "plain", type: text },
      ]),
      of("bought", [
        { name: "user", kind: "key", type: text },
        { name: "list", kind: "plain", type: json },
      ]),
      of("notes", [
        { name: "user", kind: "key", type: text },
        { name: "list", kind: "plain", type: json },
      ]),
    ],
    handlers: [stocking, ...handlers],
    ...parts,
  });
}

let last = 0;

/** A purchase under an id of its own, unless one is named. */
export function paid(user: string, sku: string, more: { readonly id?: string; readonly other?: string } = {}): unknown {
  return { name: "cart.paid", id: `p${last++}`, user, sku, ...more };
}

export const saved = (sku: string, store = "items"): unknown => ({
  name: "item.saved",
  sku,
  title: `the ${sku}`,
  store,
});
export const gone = (sku: string, store = "items"): unknown => ({ name: "item.gone", sku, title: null, store });
