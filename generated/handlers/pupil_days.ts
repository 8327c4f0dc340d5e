// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, date, type Nothing } from "da-compile/runtime";
import type { UsageQuestionTimespent, UsageResourceTimespent } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "pupil_days" | "resource_days">, Nothing>;

/** A dep on usage.resource.timespent, usage.question.timespent. (gooru/pupils.da:28) */
export function pupil_days(event: UsageResourceTimespent | UsageQuestionTimespent, da: Da): void {
  const { userId, contentId, contentType, result } = event;
  da.update("pupil_days", { userId, contentType, day: date(da.at, "UTC") }, { timespent: result.timespent, views: 1 });
  da.update("resource_days", { userId, contentId, day: date(da.at, "UTC") }, { timespent: result.timespent, views: 1 });
}
