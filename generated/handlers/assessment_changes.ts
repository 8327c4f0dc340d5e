// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { AssessmentState, Events } from "../events.ts";

type Da = Context<
  Pick<Events, "usage.assessment.score" | "usage.assessment.timespent" | "usage.assessment.view">,
  Nothing,
  Nothing
>;

/** A demux on assessment.state. (gooru/metrics.da:192) */
export function assessment_changes(event: AssessmentState, da: Da): void {
  const { userId, assessmentId, contentType, context, given, spent, score, best, attempts, timespent } = event;
  da.emit("usage.assessment.score", {
    userId,
    contentId: assessmentId,
    contentType,
    context,
    result: { score: given },
    history: { previous: score.before, best: best.after, attempts: attempts.after, timespent: timespent.after },
  });
  if (timespent.changed) {
    da.emit("usage.assessment.timespent", {
      userId,
      contentId: assessmentId,
      contentType,
      context,
      result: { timespent: spent },
    });
  }
  if (attempts.changed) {
    da.emit("usage.assessment.view", { userId, contentId: assessmentId, contentType, context, result: { view: 1 } });
  }
}
