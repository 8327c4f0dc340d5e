// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { Events, UsageCompetencyLevel } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<
  Pick<Events, "competency.reached">,
  Pick<Stores, "pupil_competencies" | "competency_counts">,
  Nothing
>;

/** A dep on usage.competency.level. (gooru/pupils.da:360) */
export function competency_levels(event: UsageCompetencyLevel, da: Da): void {
  const { userId, competencyId, score, result } = event;
  const change = da.change(
    "pupil_competencies",
    { userId, competencyId },
    { level: result.level, best: score, scores: score === null ? 0 : 1 },
  );
  const level = change.after.level;
  const before = change.before?.level ?? null;
  if (level === null || level === before) return;
  da.update("competency_counts", { userId, level }, { competencies: 1 });
  if (before !== null) {
    da.update("competency_counts", { userId, level: before }, { competencies: -1 });
  }
  da.emit("competency.reached", { userId, competencyId, level, before });
}
