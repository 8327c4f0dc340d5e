/** Small pipelines that tests and benchmarks share. */
import type { Context } from "../api/context.ts";
import type { PipelineDefinition } from "../api/definition.ts";
import {
  duration,
  eventOf,
  fieldsOf,
  handlerOf,
  number,
  pipelineOf,
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
