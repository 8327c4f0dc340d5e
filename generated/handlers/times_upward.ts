// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { Events, UsagePlaceTimespent } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Pick<Events, "usage.place.timespent">, Pick<Stores, "places">, Nothing>;

/** Lets the time climb: from a class to its school, from a school to its district. (gooru/places.da:95) */
export function times_upward(event: UsagePlaceTimespent, da: Da): void {
  const { placeId, kind, subject, userId, result } = event;
  if (kind === "district") return;
  da.limit(2);
  const place = da.require("places", { placeId }, { wait: 604_800_000, unordered: true, otherwise: "dead" });
  if (place.parentId !== null) {
    da.emit("usage.place.timespent", {
      placeId: place.parentId,
      kind: kind === "class" ? "school" : "district",
      subject,
      userId,
      result,
    });
  }
}
