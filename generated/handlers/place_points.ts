// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { UsagePlacePoints } from "../events.ts";
import { startOf } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "place_standings" | "place_scores">, Nothing>;

/** A dep on usage.place.points. (gooru/places.da:172) */
export function place_points(event: UsagePlacePoints, da: Da): void {
  const { placeId, scored, given, result } = event;
  da.update("place_standings", { placeId }, { points: result.points, scored });
  for (const period of ["day", "week", "month"] as const) {
    da.update("place_scores", { placeId, period, start: startOf(period, da.at) }, { score: given, scores: 1 });
  }
}
