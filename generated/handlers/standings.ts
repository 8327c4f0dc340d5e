// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, finite, int, type Nothing } from "da-compile/runtime";
import type { Events, UsageAssessmentScore } from "../events.ts";
import { idAt, points, scores } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Pick<Events, "usage.place.points">, Pick<Stores, "standings" | "latest_scores">, Nothing>;

/**
 * A mean cannot be mended by a new score, but a sum can: by what the new score adds to the one it replaces. A late event
 * replaces nothing and adds 0, so the sums are exact in whatever order the scores come. The class has another key than
 * the pupil, and gets the same difference as an event.
 * (gooru/pupils.da:192)
 */
export function standings(event: UsageAssessmentScore, da: Da): void {
  const { userId, contentId, context, result } = event;
  if (result.score === null) return;
  for (const level of ["lesson", "unit", "course", "class"] as const) {
    const id = idAt(level, context);
    if (id !== null) {
      const change = da.change(
        "latest_scores",
        { userId, level, id, assessmentId: contentId },
        { score: result.score },
      );
      const gained = finite(points(change.after.score) - points(change.before?.score ?? null));
      const scored = int(scores(change.after.score) - scores(change.before?.score ?? null));
      da.update("standings", { userId, level, id }, { points: gained, scored });
      if (level === "class") {
        da.emit("usage.place.points", {
          placeId: id,
          kind: "class",
          scored,
          given: result.score,
          result: { points: gained },
        });
      }
    }
  }
}
