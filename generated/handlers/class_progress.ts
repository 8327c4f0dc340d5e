// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { ItemCompleted } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "class_progress">, Nothing>;

/** A dep on item.completed. (gooru/places.da:69) */
export function class_progress(event: ItemCompleted, da: Da): void {
  const { userId, context } = event;
  if (context.classId === null) return;
  da.update("class_progress", { classId: context.classId }, { completed: 1, pupils: userId });
}
