// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { Events, UsagePlacePoints } from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Pick<Events, "usage.place.points">, Pick<Stores, "places">, Nothing>;

/** A dep on usage.place.points. (gooru/places.da:157) */
export function points_upward(event: UsagePlacePoints, da: Da): void {
  const { placeId, kind, scored, given, result } = event;
  if (kind === "district") return;
  da.limit(2);
  const place = da.require("places", { placeId }, { wait: 604_800_000, unordered: true, otherwise: "dead" });
  if (place.parentId !== null) {
    da.emit("usage.place.points", {
      placeId: place.parentId,
      kind: kind === "class" ? "school" : "district",
      scored,
      given,
      result,
    });
  }
}
