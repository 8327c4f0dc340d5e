// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type {
  UsageAssessmentTimespent,
  UsageCollectionTimespent,
  UsageQuestionTimespent,
  UsageResourceTimespent,
} from "../events.ts";
import { startOf } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<
  Nothing,
  Pick<Stores, "content_activity">,
  Nothing,
  "usage.resource.timespent" | "usage.question.timespent" | "usage.collection.timespent" | "usage.assessment.timespent"
>;

/**
 * A resource or question is viewed as often as its play stops; collections and assessments have views of their own.
 * (gooru/places.da:31)
 */
export function content_times(
  event: UsageResourceTimespent | UsageQuestionTimespent | UsageCollectionTimespent | UsageAssessmentTimespent,
  da: Da,
): void {
  const { userId, contentId, result } = event;
  const views = da.name === "usage.resource.timespent" || da.name === "usage.question.timespent" ? 1 : 0;
  for (const period of ["day", "week", "month"] as const) {
    da.update(
      "content_activity",
      { contentId, period, start: startOf(period, da.at) },
      { timespent: result.timespent, views, pupils: userId },
    );
  }
}
