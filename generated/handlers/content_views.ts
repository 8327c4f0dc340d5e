// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { UsageAssessmentView, UsageCollectionView } from "../events.ts";
import { startOf } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "content_activity">, Nothing>;

/** A dep on usage.collection.view, usage.assessment.view. (gooru/places.da:41) */
export function content_views(event: UsageCollectionView | UsageAssessmentView, da: Da): void {
  const { userId, contentId, result } = event;
  for (const period of ["day", "week", "month"] as const) {
    da.update(
      "content_activity",
      { contentId, period, start: startOf(period, da.at) },
      { views: result.view, pupils: userId },
    );
  }
}
