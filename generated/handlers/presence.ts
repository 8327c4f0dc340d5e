// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type {
  AssessmentPlayStart,
  AssessmentPlayStop,
  CollectionPlayStart,
  CollectionPlayStop,
  ResourcePlayStart,
  ResourcePlayStop,
} from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<
  Nothing,
  Pick<Stores, "presence">,
  Nothing,
  | "resource.play.start"
  | "resource.play.stop"
  | "collection.play.start"
  | "collection.play.stop"
  | "assessment.play.start"
  | "assessment.play.stop"
>;

/**
 * A gep on resource.play.start, resource.play.stop, collection.play.start, collection.play.stop, assessment.play.start, assessment.play.stop.
 * (gooru/pupils.da:261)
 */
export function presence(
  event:
    | ResourcePlayStart
    | ResourcePlayStop
    | CollectionPlayStart
    | CollectionPlayStop
    | AssessmentPlayStart
    | AssessmentPlayStop,
  da: Da,
): void {
  const { userId, contentId, endTime, context } = event;
  da.update(
    "presence",
    { userId },
    { seen: endTime, classId: context.classId, contentId, playing: da.name.endsWith(".start") },
  );
}
