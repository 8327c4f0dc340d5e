// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { Events, UsageCompetencyLevel } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Pick<Events, "usage.competency.level">, Pick<Stores, "competencies">, Nothing>;

/**
 * Who has completed a competency has had what it requires. What is only inferred infers nothing further.
 * (gooru/pupils.da:337)
 */
export function inferences(event: UsageCompetencyLevel, da: Da): void {
  const { userId, competencyId, result } = event;
  if (result.level < 4) return;
  da.limit(1);
  const competency = da.require(
    "competencies",
    { competencyId },
    { wait: 604_800_000, unordered: true, otherwise: "dead" },
  );
  for (const required of competency.requires) {
    da.emit("usage.competency.level", { userId, competencyId: required, score: null, result: { level: 2 } });
  }
}
