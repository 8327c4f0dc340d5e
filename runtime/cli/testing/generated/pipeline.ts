/** A small pipeline as the compiler would write it: orders of a shop are counted for each buyer. */
import { type Context, type PipelineDefinition, round } from "da-compile/runtime";
import { validateOrder, validateSpent } from "./validators.js";

interface Order {
  readonly buyer: string;
  readonly amount: number;
}

const params = { rate: 1 };

function spending(event: Order, da: Context): void {
  if (event.amount < 0) throw da.dead(`${event.amount} is owed`);
  da.emit("usage.buyer.spent", { buyer: event.buyer, spent: round(event.amount * params.rate) });
}

function buyers(event: { readonly buyer: string; readonly spent: number }, da: Context): void {
  da.update("buyers", { buyer: event.buyer }, { spent: event.spent, orders: 1 });
}

const nothing = {
  limit: null,
  reads: [],
  updates: [],
  deletes: [],
  emits: [],
  signals: [],
  forwards: [],
  changes: [],
  waits: [],
} as const;

export const pipeline: PipelineDefinition = {
  format: 1,
  name: "shop",
  topics: "shop",
  partitions: 1,
  replicas: 1,
  retention: 604_800_000,
  hops: 8,
  timezone: "UTC",
  envelope: { id: "eventId", name: "eventName", at: "eventTime" },
  types: {},
  params: { rate: { type: { kind: "number" }, default: 1 } },
  paramValues: params,
  sources: [
    {
      name: "web",
      topic: "shop.web",
      from: "user",
      nameAt: ["name"],
      idAt: ["id"],
      at: "at",
      key: "buyer",
      array: false,
      unique: null,
    },
  ],
  events: [
    {
      name: "order.placed",
      wire: "order.placed",
      source: "web",
      topic: "shop.web",
      key: ["buyer"],
      fields: [
        { name: "buyer", type: { kind: "string" } },
        { name: "amount", type: { kind: "number" } },
        { name: "at", type: { kind: "timestamp", unit: "ms" } },
      ],
      validate: validateOrder,
    },
    {
      name: "usage.buyer.spent",
      wire: "usage.buyer.spent",
      source: null,
      topic: "shop.demux.buyer.spent",
      key: ["buyer"],
      fields: [
        { name: "buyer", type: { kind: "string" } },
        { name: "spent", type: { kind: "int" } },
      ],
      validate: validateSpent,
    },
  ],
  signals: [],
  stores: [
    {
      name: "buyers",
      external: false,
      table: "buyers",
      columns: [
        { name: "buyer", sql: "buyer", kind: "key", type: { kind: "string" } },
        { name: "spent", sql: "spent", kind: "sum", type: { kind: "int" } },
        { name: "orders", sql: "orders", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [],
    },
  ],
  handlers: [
    {
      ...nothing,
      name: "spending",
      kind: "demux",
      on: ["order.placed"],
      emits: ["usage.buyer.spent"],
      handle: spending,
    },
    { ...nothing, name: "buyers", kind: "dep", on: ["usage.buyer.spent"], updates: ["buyers"], handle: buyers },
  ],
};
