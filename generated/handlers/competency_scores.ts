// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { Events, UsageAssessmentScore } from "../events.ts";
import { provenBy } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Pick<Events, "usage.competency.level">, Pick<Stores, "contents">, Nothing>;

/** A dep on usage.assessment.score. (gooru/pupils.da:319) */
export function competency_scores(event: UsageAssessmentScore, da: Da): void {
  const { userId, contentId, result } = event;
  const content = da.require("contents", { contentId }, { wait: 604_800_000, unordered: true, otherwise: "dead" });
  for (const competencyId of content.competencies ?? []) {
    da.emit("usage.competency.level", {
      userId,
      competencyId,
      score: result.score,
      result: { level: provenBy(result.score, content.signature ?? false) },
    });
  }
}
