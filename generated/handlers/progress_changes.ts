// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { Events, ItemProgress } from "../events.ts";

type Da = Context<Pick<Events, "item.started" | "item.completed">, Nothing, Nothing>;

/** A demux on item.progress. (gooru/pupils.da:234) */
export function progress_changes(event: ItemProgress, da: Da): void {
  const { userId, contentId, context, started, finished } = event;
  if (started.before === null) {
    da.emit("item.started", { userId, contentId, context });
  }
  if (finished.before === null && finished.after !== null) {
    da.emit("item.completed", { userId, contentId, context });
  }
}
