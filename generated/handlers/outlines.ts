// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { CoursePublished } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "outlines">, Nothing>;

/** A dep on course.published. (gooru/core.da:87) */
export function outlines(event: CoursePublished, da: Da): void {
  const { entityId, title, items, parts } = event;
  da.update("outlines", { level: "course", id: entityId }, { title, items });
  for (const part of parts) {
    da.update("outlines", { level: part.level, id: part.id }, { title: part.title, items: part.items });
  }
}
