// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, date, type Nothing } from "da-compile/runtime";
import type { UsageResourceTimespent } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "contents" | "facet_days">, Nothing>;

/**
 * Sums need no order: while a pupil's play waits for the catalogue, the others go on.
 * (gooru/pupils.da:48)
 */
export function facets(event: UsageResourceTimespent, da: Da): void {
  const { userId, contentId, result } = event;
  const content = da.require("contents", { contentId }, { wait: 604_800_000, unordered: true, otherwise: "dead" });
  for (const facet of ["original", "curator", "provider"] as const) {
    const value =
      facet === "original"
        ? (content.originalId ?? contentId)
        : facet === "curator"
          ? content.curatorId
          : content.providerId;
    if (value !== null) {
      da.update(
        "facet_days",
        { userId, facet, value, day: date(da.at, "UTC") },
        { timespent: result.timespent, views: 1 },
      );
    }
  }
}
