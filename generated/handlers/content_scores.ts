// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { UsageAssessmentScore, UsageCollectionScore } from "../events.ts";
import { startOf } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "content_activity">, Nothing>;

/** A dep on usage.collection.score, usage.assessment.score. (gooru/places.da:47) */
export function content_scores(event: UsageCollectionScore | UsageAssessmentScore, da: Da): void {
  const { contentId, result } = event;
  for (const period of ["day", "week", "month"] as const) {
    da.update("content_activity", { contentId, period, start: startOf(period, da.at) }, { score: result.score });
  }
}
