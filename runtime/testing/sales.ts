/** A pipeline with one handler in TypeScript beside one in `.da`, for tests of what such handlers may do. */
import type { Context } from "../api/context.ts";
import type { HandlerDefinition, PipelineDefinition } from "../api/definition.ts";
import type { Awaitable, CallContext, Changes, Emits, Reads, Scans, Tells, Updates } from "../api/typescript.ts";
import {
  duration,
  eventOf,
  fieldsOf,
  handlerOf,
  int,
  nullable,
  number,
  pipelineOf,
  signalOf,
  sourceOf,
  storeOf,
  text,
  time,
  typescriptOf,
} from "./definition.ts";

export interface Sale {
  readonly user: string;
  readonly shop: string;
  readonly amount: number;
  readonly at: number;
  readonly note: string | null;
}

interface Total {
  readonly user: string;
  readonly sum: number;
  readonly mean: number | null;
  readonly newest: number | null;
  readonly shops: number;
  readonly trend: number | null;
  readonly last: string | null;
}

interface Day {
  readonly user: string;
  readonly day: string;
  readonly shop: string;
  readonly sales: number;
}

interface SalesStores {
  readonly totals: {
    readonly key: { readonly user: string };
    readonly row: Total;
    readonly update: {
      readonly sum?: number;
      readonly mean?: number;
      readonly newest?: number;
      readonly shops?: string;
      readonly trend?: number;
      readonly last: string | null;
    };
  };
  readonly days: {
    readonly key: { readonly user: string; readonly day: string; readonly shop: string };
    readonly row: Day;
    readonly update: { readonly sales?: number };
    readonly leading: { readonly user: string } | { readonly user: string; readonly day: string };
  };
  readonly counts: {
    readonly key: { readonly shop: string };
    readonly row: { readonly shop: string; readonly sales: number };
    readonly update: { readonly sales?: number };
  };
}

interface SalesEvents {
  readonly "usage.sale.amount": {
    readonly user: string;
    readonly amount: number | null;
    readonly took: number | null;
  };
}

export type SalesDa = CallContext<"sale.made", { readonly least: number }> &
  Reads<Pick<SalesStores, "totals" | "days" | "counts">> &
  Scans<Pick<SalesStores, "days">> &
  Updates<Pick<SalesStores, "totals" | "days">> &
  Emits<Pick<SalesEvents, "usage.sale.amount">>;

export type SalesHandler = (event: Sale, da: SalesDa) => Awaitable<void>;

const web = sourceOf({ name: "web", nameAt: ["name"], idAt: ["id"], key: "user", from: "internal", array: true });
const made = eventOf({
  name: "sale.made",
  source: web,
  fields: fieldsOf({ user: text, shop: text, amount: number, at: time, "note?": text }),
});
const totals = storeOf("totals", [
  { name: "user", kind: "key", type: text },
  { name: "sum", kind: "sum", type: number },
  { name: "mean", kind: "mean", type: number },
  { name: "newest", kind: "latest", type: number },
  { name: "shops", kind: "distinct", type: text },
  { name: "trend", kind: "ema", factor: 0.5, type: number },
  { name: "last", kind: "plain", type: nullable(text) },
]);
const days = storeOf("days", [
  { name: "user", kind: "key", type: text },
  { name: "day", kind: "key", type: { kind: "date" } },
  { name: "shop", kind: "key", type: text },
  { name: "sales", kind: "sum", type: int },
]);
const counts = storeOf("counts", [
  { name: "shop", kind: "key", type: text },
  { name: "sales", kind: "sum", type: int },
]);
const amount = eventOf({
  name: "usage.sale.amount",
  key: ["user"],
  topic: "t.dep.sale",
  fields: fieldsOf({ user: text, amount: { kind: "number", max: 1000 }, "took?": duration }),
});
const seen = storeOf("seen", [
  { name: "user", kind: "key", type: text },
  { name: "amount", kind: "sum", type: number },
  { name: "events", kind: "sum", type: int },
]);

const SALES = {
  name: "sales",
  kind: "dep",
  on: ["sale.made"],
  reads: ["totals", "days", "counts"],
  updates: ["totals", "days"],
  emits: ["usage.sale.amount"],
} as const;

/** `sales` handles each sale in TypeScript, `counts` counts it per shop, and `seen` what `sales` emits. */
export function salesPipeline(handle: SalesHandler): PipelineDefinition {
  return pipelineWith(typescriptOf<Sale, SalesDa>(SALES, handle));
}

/** The same with `sales` as `.da` would have it. */
export function plainSalesPipeline(handle: (event: Sale, da: Context) => void): PipelineDefinition {
  return pipelineWith(handlerOf<Sale>(SALES, handle));
}

function pipelineWith(sales: HandlerDefinition): PipelineDefinition {
  return pipelineOf({
    params: { least: { type: int, default: 3 } },
    paramValues: {},
    sources: [web],
    events: [made, amount],
    stores: [totals, days, counts, seen],
    handlers: [
      sales,
      handlerOf<Sale>({ name: "counts", kind: "dep", on: ["sale.made"], updates: ["counts"] }, ({ shop }, da) =>
        da.update("counts", { shop }, { sales: 1 }),
      ),
      handlerOf<{ user: string; amount: number }>(
        { name: "seen", kind: "dep", on: ["usage.sale.amount"], updates: ["seen"] },
        (event, da) => da.update("seen", { user: event.user }, { amount: event.amount, events: 1 }),
      ),
    ],
  });
}

let last = 0;

/** A sale as the source brings it. */
export function sale(user: string, amount: number, more: Partial<Sale> & { readonly id?: string } = {}): object {
  return { name: "sale.made", id: `s${++last}`, user, shop: "s1", amount, at: 1_770_000_000_000 + last, ...more };
}

export type LastDa = CallContext &
  Updates<Pick<SalesStores, "totals">> &
  Changes<Pick<SalesStores, "totals">> &
  Tells<{ readonly "total.changed": { readonly shop: string } }>;

interface Changed {
  readonly user: string;
  readonly shop: string;
  readonly sum: { readonly before: number | null; readonly after: number };
}

/** A gep in TypeScript whose signal a demux in `.da` and one in TypeScript handle. */
export function signalPipeline(
  gep: (event: Sale, da: LastDa) => Awaitable<void>,
  demux: (event: Changed, da: CallContext & Emits<Pick<SalesEvents, "usage.sale.amount">>) => Awaitable<void>,
): PipelineDefinition {
  const user = { ...web, from: "user" as const };
  const grown = eventOf({
    name: "total.grown",
    key: ["user"],
    fields: fieldsOf({ user: text, by: number, shop: text }),
  });
  return pipelineOf({
    sources: [user],
    events: [{ ...made, source: user.name }, amount, grown],
    signals: [signalOf("total.changed", totals, fieldsOf({ shop: text }))],
    stores: [totals],
    handlers: [
      typescriptOf<Sale, LastDa>(
        {
          name: "last",
          kind: "gep",
          on: ["sale.made"],
          updates: ["totals"],
          changes: ["totals"],
          signals: ["total.changed"],
        },
        gep,
      ),
      handlerOf<Changed>(
        { name: "growth", kind: "demux", on: ["total.changed"], emits: ["total.grown"] },
        ({ user: who, shop, sum }, da) => {
          da.emit("total.grown", { user: who, shop, by: sum.after - (sum.before ?? 0) });
        },
      ),
      typescriptOf({ name: "amounts", kind: "demux", on: ["total.changed"], emits: ["usage.sale.amount"] }, demux),
    ],
  });
}
