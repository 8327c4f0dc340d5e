// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type {
  AssessmentPlayStart,
  AssessmentPlayStop,
  CollectionPlayStart,
  CollectionPlayStop,
  Signals,
} from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<
  Nothing,
  Pick<Stores, "items">,
  Pick<Signals, "item.progress">,
  "collection.play.start" | "collection.play.stop" | "assessment.play.start" | "assessment.play.stop"
>;

/**
 * A gep on collection.play.start, collection.play.stop, assessment.play.start, assessment.play.stop.
 * (gooru/pupils.da:219)
 */
export function items(
  event: CollectionPlayStart | CollectionPlayStop | AssessmentPlayStart | AssessmentPlayStop,
  da: Da,
): void {
  const { userId, contentId, startTime, endTime, context } = event;
  const change = da.change(
    "items",
    { userId, contentId },
    { started: startTime, finished: da.name.endsWith(".stop") ? endTime : null },
  );
  da.signal("item.progress", change, { context });
}
