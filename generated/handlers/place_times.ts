// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, ms, type Nothing, startOfMonth } from "da-compile/runtime";
import type { UsagePlaceTimespent } from "../events.ts";
import { nextMonth, startOf } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "place_activity" | "place_months">, Nothing>;

/**
 * What adds to a month adds to its change, and takes as much from the change of the next: no row need be read, and late
 * events mend both.
 * (gooru/places.da:122)
 */
export function place_times(event: UsagePlaceTimespent, da: Da): void {
  const { placeId, subject, userId, result } = event;
  for (const period of ["day", "week", "month"] as const) {
    da.update(
      "place_activity",
      { placeId, subject, period, start: startOf(period, da.at) },
      { pupils: userId, timespent: result.timespent },
    );
  }
  da.update(
    "place_months",
    { placeId, month: startOfMonth(da.at, "UTC") },
    { timespent: result.timespent, change: result.timespent },
  );
  da.update("place_months", { placeId, month: nextMonth(da.at) }, { change: ms(0 - result.timespent) });
}
