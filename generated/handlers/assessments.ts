// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { AssessmentGrade, AssessmentPlayStop, Signals } from "../events.ts";
import { elapsed } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "assessment_states">, Pick<Signals, "assessment.state">>;

/** A gep on assessment.play.stop, assessment.grade. (gooru/metrics.da:184) */
export function assessments(event: AssessmentPlayStop | AssessmentGrade, da: Da): void {
  const { userId, contentId, contentType, startTime, endTime, context, score } = event;
  const spent = elapsed(startTime, endTime);
  const change = da.change(
    "assessment_states",
    { userId, assessmentId: contentId },
    { score, best: score, attempts: context.sessionId, timespent: spent },
  );
  da.signal("assessment.state", change, { contentType, context, given: score, spent });
}
