// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { CompetencyPublished } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "competencies">, Nothing>;

/** A dep on competency.published. (gooru/core.da:102) */
export function competencies(event: CompetencyPublished, da: Da): void {
  const { entityId, title, requires } = event;
  da.update("competencies", { competencyId: entityId }, { title, requires });
}
