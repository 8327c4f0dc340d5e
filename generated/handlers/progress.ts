// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { ItemCompleted, ItemStarted } from "../events.ts";
import { idAt } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "standings">, Nothing, "item.started" | "item.completed">;

/** A dep on item.started, item.completed. (gooru/pupils.da:239) */
export function progress(event: ItemStarted | ItemCompleted, da: Da): void {
  const { userId, context } = event;
  for (const level of ["lesson", "unit", "course", "class"] as const) {
    const id = idAt(level, context);
    if (id !== null) {
      da.update(
        "standings",
        { userId, level, id },
        { started: da.name === "item.started" ? 1 : 0, completed: da.name === "item.completed" ? 1 : 0 },
      );
    }
  }
}
