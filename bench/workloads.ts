/** What is measured on Kafka, as pipelines: W1 makes two events of one, W2 folds events into two stores. */
import type { PipelineDefinition } from "../runtime/api/definition.ts";
import { date } from "../runtime/functions/time.ts";
import {
  duration,
  eventOf,
  fieldsOf,
  handlerOf,
  int,
  number,
  pipelineOf,
  sourceOf,
  storeOf,
  text,
  time,
} from "../runtime/testing/definition.ts";
import { playEvent } from "../runtime/testing/pipelines.ts";

export type Workload = "w1" | "w2";

export const PARTITIONS = 4;

interface Play {
  readonly userId: string;
  readonly classId: string | null;
  readonly courseId: string;
  readonly resourceId: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly score: number;
}

interface Item {
  readonly userId: string;
  readonly contentType: string;
  readonly timespent: number;
  readonly at: number;
}

const place = { userId: text, "classId?": text, courseId: text, resourceId: text };

/** One usage event of 679 bytes into two DEs, keyed by the pupil. */
function splitting(prefix: string): PipelineDefinition {
  const player = sourceOf({
    name: "player",
    topic: `${prefix}.player`,
    nameAt: ["eventName"],
    idAt: ["eventId"],
    at: "endTime",
    key: "userId",
  });
  const stop = eventOf({
    name: "resource.play.stop",
    source: player,
    fields: fieldsOf({ ...place, startTime: time, endTime: time, score: number }),
  });
  const de = (name: string, own: Parameters<typeof fieldsOf>[0]) =>
    eventOf({ name, topic: `${prefix}.${name}`, key: ["userId"], fields: fieldsOf({ ...place, ...own }) });
  const timespent = de("timespent", { timespent: duration });
  const score = de("score", { score: number });
  return pipelineOf({
    name: prefix,
    topics: prefix,
    partitions: PARTITIONS,
    sources: [player],
    events: [stop, timespent, score],
    handlers: [
      handlerOf<Play>(
        { name: "plays", kind: "demux", on: [stop.name], emits: [timespent.name, score.name] },
        (play, da) => {
          const { userId, classId, courseId, resourceId, startTime, endTime } = play;
          const at = { userId, classId, courseId, resourceId };
          da.emit(timespent.name, { ...at, timespent: endTime - startTime });
          da.emit(score.name, { ...at, score: play.score });
        },
      ),
    ],
  });
}

/** DEs into sum and count, by pupil and day and by content type and day. */
function folding(prefix: string): PipelineDefinition {
  const items = sourceOf({
    name: "items",
    topic: `${prefix}.items`,
    idAt: ["id"],
    nameAt: null,
    at: "at",
    key: "userId",
  });
  const item = eventOf({
    name: "item",
    source: items,
    fields: fieldsOf({ userId: text, contentType: text, timespent: duration, at: time }),
  });
  const sums = [
    { name: "timespent", kind: "sum", type: duration },
    { name: "items", kind: "sum", type: int },
  ] as const;
  const byDay = (name: string, key: string) =>
    storeOf(name, [{ name: key, kind: "key", type: text }, { name: "day", kind: "key", type: text }, ...sums]);
  const dep = (name: string, key: "userId" | "contentType") =>
    handlerOf<Item>({ name, kind: "dep", on: [item.name], updates: [name] }, (event, da) => {
      da.update(name, { [key]: event[key], day: date(event.at, "UTC") }, { timespent: event.timespent, items: 1 });
    });
  return pipelineOf({
    name: prefix,
    topics: prefix,
    partitions: PARTITIONS,
    sources: [items],
    events: [item],
    stores: [byDay("pupil_days", "userId"), byDay("type_days", "contentType")],
    handlers: [dep("pupil_days", "userId"), dep("type_days", "contentType")],
  });
}

export const workload = (name: Workload, prefix: string): PipelineDefinition =>
  name === "w1" ? splitting(prefix) : folding(prefix);

const PUPILS = 10_000;
const TYPES = ["video", "question", "webpage", "text", "audio", "interactive", "image"];

/** A record of the workload's source; `n` tells it from others. */
export function recordOf(name: Workload, n: number): string {
  if (name === "w1") return playEvent(n, PUPILS);
  const id = (n * 2654435761).toString(16).padStart(16, "0");
  return JSON.stringify({
    id: `${id.slice(0, 8)}-1ced-4373-8a2e-${id.slice(4, 16)}`,
    userId: `${(n % PUPILS).toString(16).padStart(8, "0")}-631e-4642-875d-8b07a5e3b421`,
    contentType: TYPES[n % TYPES.length],
    timespent: n % 60_000,
    at: 1_795_427_940_000 + n * 500,
  });
}
