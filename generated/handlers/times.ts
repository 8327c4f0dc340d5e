// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { Events, ResourcePlayStop } from "../events.ts";
import { elapsed } from "../functions.ts";

type Da = Context<
  Pick<Events, "usage.question.timespent" | "usage.resource.timespent" | "usage.collection.timespent">,
  Nothing,
  Nothing
>;

/** A demux on resource.play.stop. (gooru/metrics.da:75) */
export function times(event: ResourcePlayStop, da: Da): void {
  const { userId, contentId, contentType, startTime, endTime, context, collectionId, collectionType } = event;
  const timespent = elapsed(startTime, endTime);
  if (contentType === "question") {
    da.emit("usage.question.timespent", { userId, contentId, contentType, context, result: { timespent } });
  } else {
    da.emit("usage.resource.timespent", { userId, contentId, contentType, context, result: { timespent } });
  }
  if (collectionId !== null && (collectionType === "collection" || collectionType === "collection-external")) {
    da.emit("usage.collection.timespent", {
      userId,
      contentId: collectionId,
      contentType: collectionType,
      context,
      result: { timespent },
    });
  }
}
