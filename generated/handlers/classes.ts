// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { ClassCreated, ClassUpdated } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "classes">, Nothing>;

/** A dep on class.created, class.updated. (gooru/core.da:115) */
export function classes(event: ClassCreated | ClassUpdated, da: Da): void {
  const { entityId, title, subject, courseId } = event;
  da.update("classes", { classId: entityId }, { title, subject, courseId });
}
