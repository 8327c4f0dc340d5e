// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { CollectionState, Events } from "../events.ts";
import { average } from "../functions.ts";

type Da = Context<Pick<Events, "usage.collection.view" | "usage.collection.score">, Nothing, Nothing>;

/** A demux on collection.state. (gooru/metrics.da:145) */
export function collection_changes(event: CollectionState, da: Da): void {
  const { userId, collectionId, contentType, context, points, best, scored, attempts, timespent } = event;
  if (attempts.changed) {
    da.emit("usage.collection.view", { userId, contentId: collectionId, contentType, context, result: { view: 1 } });
  }
  if (points.changed || scored.changed) {
    da.emit("usage.collection.score", {
      userId,
      contentId: collectionId,
      contentType,
      context,
      result: { score: average(points.after, scored.after) },
      history: {
        previous: average(points.before, scored.before),
        best: average(best.after, scored.after),
        attempts: attempts.after,
        timespent: timespent.after,
      },
    });
  }
}
