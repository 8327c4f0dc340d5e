// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { CompetencyAsserted, Events } from "../events.ts";

type Da = Context<Pick<Events, "usage.competency.level">, Nothing, Nothing>;

/** A dep on competency.asserted. (gooru/pupils.da:332) */
export function competency_assertions(event: CompetencyAsserted, da: Da): void {
  const { entityId, competencyId } = event;
  da.emit("usage.competency.level", { userId: entityId, competencyId, score: null, result: { level: 3 } });
}
