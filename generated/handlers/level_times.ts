// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { UsageAssessmentTimespent, UsageCollectionTimespent } from "../events.ts";
import { idAt } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "standings">, Nothing>;

/** A dep on usage.collection.timespent, usage.assessment.timespent. (gooru/pupils.da:207) */
export function level_times(event: UsageCollectionTimespent | UsageAssessmentTimespent, da: Da): void {
  const { userId, context, result } = event;
  for (const level of ["lesson", "unit", "course", "class"] as const) {
    const id = idAt(level, context);
    if (id !== null) {
      da.update("standings", { userId, level, id }, { timespent: result.timespent });
    }
  }
}
