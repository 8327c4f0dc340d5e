// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, finite, int, type Nothing } from "da-compile/runtime";
import type { QuestionGrade, ResourcePlayStop, Signals } from "../events.ts";
import { elapsed, points, scores } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<
  Nothing,
  Pick<Stores, "collection_items" | "collection_states">,
  Pick<Signals, "collection.state">,
  "resource.play.stop" | "question.grade"
>;

/** A gep on resource.play.stop, question.grade. (gooru/metrics.da:128) */
export function collections(event: ResourcePlayStop | QuestionGrade, da: Da): void {
  const { userId, contentId, startTime, endTime, context, collectionId, collectionType, score } = event;
  if (collectionId === null || (collectionType !== "collection" && collectionType !== "collection-external")) return;
  const timespent = elapsed(startTime, endTime);
  const item = da.change(
    "collection_items",
    { userId, collectionId, contentId },
    { score, best: score, timespent, plays: da.name === "resource.play.stop" ? 1 : 0 },
  );
  const change = da.change(
    "collection_states",
    { userId, collectionId },
    {
      points: finite(points(item.after.score) - points(item.before?.score ?? null)),
      best: finite(points(item.after.best) - points(item.before?.best ?? null)),
      scored: int(scores(item.after.score) - scores(item.before?.score ?? null)),
      attempts: context.sessionId,
      timespent,
    },
  );
  da.signal("collection.state", change, { contentType: collectionType, context });
}
