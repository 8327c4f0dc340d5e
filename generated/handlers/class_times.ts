// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { Events, UsageAssessmentTimespent, UsageCollectionTimespent } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Pick<Events, "usage.place.timespent">, Pick<Stores, "classes">, Nothing>;

/**
 * Collections and assessments hold all that is played in a class; adding their resources would count twice.
 * (gooru/places.da:87)
 */
export function class_times(event: UsageCollectionTimespent | UsageAssessmentTimespent, da: Da): void {
  const { userId, context, result } = event;
  if (context.classId === null) return;
  const group = da.require(
    "classes",
    { classId: context.classId },
    { wait: 604_800_000, unordered: true, otherwise: "dead" },
  );
  da.emit("usage.place.timespent", {
    placeId: context.classId,
    kind: "class",
    subject: group.subject,
    userId,
    result: { timespent: result.timespent },
  });
}
