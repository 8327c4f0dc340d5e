/** Small pipelines that tests and benchmarks share. */
import type { Context } from "../api/context.ts";
import type { PipelineDefinition } from "../api/definition.ts";
import {
  duration,
  eventOf,
  fieldsOf,
  handlerOf,
  int,
  listOf,
  nullable,
  number,
  pipelineOf,
  signalOf,
  sourceOf,
  storeOf,
  text,
  time,
} from "./definition.ts";

interface Play {
  readonly userId: string;
  readonly classId: string | null;
  readonly courseId: string;
  readonly resourceId: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly score: number;
}

/** One play into two events, which a third handler folds into a store. */
export function playPipeline(): PipelineDefinition {
  const place = { userId: text, "classId?": text, courseId: text, resourceId: text };
  const player = sourceOf({ name: "player", nameAt: ["eventName"], idAt: ["eventId"], at: "endTime", key: "userId" });
  const stop = eventOf({
    name: "resource.play.stop",
    source: player,
    fields: fieldsOf({ ...place, startTime: time, endTime: time, score: number }),
  });
  const timespent = eventOf({
    name: "usage.resource.timespent",
    key: ["userId"],
    fields: fieldsOf({ ...place, timespent: duration }),
  });
  const score = eventOf({
    name: "usage.resource.score",
    key: ["userId"],
    fields: fieldsOf({ ...place, score: number }),
  });
  const learners = storeOf("learners", [
    { name: "userId", sql: "user_id", kind: "key", type: text },
    { name: "timespent", kind: "sum", type: duration },
    { name: "score", kind: "max", type: number },
  ]);
  return pipelineOf({
    sources: [player],
    events: [stop, timespent, score],
    stores: [learners],
    handlers: [
      handlerOf({ name: "plays", kind: "demux", on: [stop.name], emits: [timespent.name, score.name] }, splitPlay),
      handlerOf<Play & { timespent?: number; score?: number }>(
        { name: "learners", kind: "dep", on: [timespent.name, score.name], updates: [learners.name] },
        (event, da) => {
          const { userId, timespent = null, score = null } = event;
          da.update("learners", { userId }, { timespent, score });
        },
      ),
    ],
  });
}

function splitPlay(event: Play, da: Context): void {
  const { userId, classId, courseId, resourceId } = event;
  const timespent = event.endTime - event.startTime;
  da.emit("usage.resource.timespent", { userId, classId, courseId, resourceId, timespent });
  da.emit("usage.resource.score", { userId, classId, courseId, resourceId, score: event.score });
}

/** A play of 679 bytes; `n` tells it from others. */
export function playEvent(n: number, users: number): string {
  const hex = (seed: number): string => (((n + 1) * seed) >>> 0).toString(16).padStart(8, "0");
  const id = (seed: number): string => `${hex(seed)}-1ced-4373-8a2e-${hex(seed * 3)}5ea2`;
  const user = `${(n % users).toString(16).padStart(8, "0")}-631e-4642-875d-8b07a5e3b421`;
  const event = {
    eventId: id(2654435761),
    eventName: "resource.play.stop",
    session: { apiKey: "00000000-0000-0000-0000-000000000000", sessionId: id(40503) },
    startTime: 1_795_427_940_000 + n * 7,
    endTime: 1_795_427_940_000 + n * 7 + (n % 60_000),
    userId: user,
    classId: id(97),
    courseId: id(193),
    resourceId: id(389),
    score: n % 101,
    context: { unitGooruId: id(769), lessonGooruId: id(1543), collectionType: "assessment", clientSource: "web" },
    version: { logApi: "3.0" },
    pad: "",
  };
  event.pad = "-".repeat(679 - JSON.stringify(event).length);
  return JSON.stringify(event);
}

interface Paid {
  readonly user: string;
  readonly shop: string;
  readonly amount: number;
  readonly at: number;
}

interface Total {
  readonly before: number | null;
  readonly after: number;
  readonly changed: boolean;
}

/**
 * A bit of everything: a partner's format that is transformed, a gep with a signal and a demux on it, demuxes that emit
 * and forward, deps that fold, read, change and delete, in one step or over several hops, and events that are dead.
 */
export function shopPipeline(): PipelineDefinition {
  const partner = sourceOf({ name: "partner", nameAt: null, idAt: ["no"], at: null });
  const web = sourceOf({ name: "web", nameAt: ["head", "kind"], idAt: ["head", "id"], key: "user" });
  const order = eventOf({ name: "order", source: partner, fields: fieldsOf({ buyer: text, cents: int }) });
  const paid = eventOf({
    name: "cart.paid",
    source: web,
    wire: "paid",
    fields: fieldsOf({ user: text, shop: text, amount: { kind: "number", max: 1000 }, at: time }),
  });
  const carts = storeOf("carts", [
    { name: "user", kind: "key", type: text },
    { name: "total", kind: "sum", type: number },
    { name: "shops", kind: "distinct", type: text },
    { name: "trend", kind: "ema", factor: 0.5, type: number },
    { name: "last", kind: "plain", type: nullable(text) },
  ]);
  const changed = signalOf("cart.changed", carts, fieldsOf({ amount: number }));
  const spent = eventOf({
    name: "usage.user.spent",
    key: ["user"],
    fields: fieldsOf({ user: text, "spent?": number }),
  });
  const grew = eventOf({ name: "cart.grown", key: ["user", "by"], fields: fieldsOf({ user: text, by: number }) });
  const counted = eventOf({
    name: "user.counted",
    key: ["user"],
    topic: "t.dep.user",
    fields: fieldsOf({ user: text, n: int }),
  });
  const users = storeOf("users", [
    { name: "user", kind: "key", type: text },
    { name: "spent", kind: "sum", type: number },
    { name: "largest", kind: "max", type: number },
    { name: "newest", kind: "latest", type: number },
    { name: "mean", kind: "mean", type: number },
    { name: "times", kind: "sum", type: int },
  ]);
  const open = storeOf("open", [
    { name: "user", kind: "key", type: text },
    { name: "by", kind: "plain", type: listOf(number) },
    { name: "kinds", kind: "distinct", type: number },
  ]);
  return pipelineOf({
    hops: 4,
    sources: [partner, web],
    events: [order, paid, spent, grew, counted],
    signals: [changed],
    stores: [carts, users, open],
    handlers: [
      handlerOf<{ buyer: string; cents: number }>(
        { name: "orders", kind: "transform", on: ["order"], emits: ["cart.paid"] },
        ({ buyer, cents }, da) => {
          da.emit("cart.paid", { user: buyer, shop: "partner", amount: cents / 100, at: da.at });
        },
      ),
      handlerOf<Paid>(
        {
          name: "carts",
          kind: "gep",
          on: ["cart.paid"],
          updates: ["carts"],
          changes: ["carts"],
          signals: ["cart.changed"],
        },
        ({ user, shop, amount }, da) => {
          const change = da.change("carts", { user }, { total: amount, shops: shop, trend: amount, last: null });
          if (shop === "closed") throw da.dead(`${shop} sells nothing`);
          da.signal("cart.changed", change, { amount });
        },
      ),
      handlerOf<{ user: string; amount: number; total: Total }>(
        { name: "growth", kind: "demux", on: ["cart.changed"], emits: ["cart.grown"] },
        ({ user, amount, total }, da) => {
          if (total.before !== null && total.after > 500) throw da.dead("too much");
          if (total.changed) da.emit("cart.grown", { user, by: amount });
        },
      ),
      handlerOf<Paid>(
        { name: "spending", kind: "demux", on: ["cart.paid"], emits: ["usage.user.spent"], forwards: ["audit"] },
        ({ user, shop, amount }, da) => {
          da.emit("usage.user.spent", { user, spent: amount });
          if (amount > 90) da.forward("audit");
          if (shop === "twice") da.emit("usage.user.spent", { user, spent: null }, { at: da.at + 1 });
        },
      ),
      handlerOf<{ user: string; spent: number | null }>(
        { name: "users", kind: "dep", on: ["usage.user.spent"], updates: ["users"] },
        ({ user, spent }, da) => {
          da.update("users", { user }, { spent, largest: spent, newest: spent, mean: spent, times: 1 });
        },
      ),
      handlerOf<{ user: string; by: number }>(
        {
          name: "opening",
          kind: "dep",
          on: ["cart.grown"],
          reads: ["users", "open"],
          updates: ["open"],
          deletes: ["open"],
          emits: ["user.counted"],
        },
        ({ user, by }, da) => {
          if (by > 95) da.delete("open", { user });
          else da.update("open", { user }, { by: [by], kinds: Math.floor(by) });
          if (da.read("open", { user }) !== null) da.emit("user.counted", { user, n: 1 });
        },
      ),
    ],
  });
}
