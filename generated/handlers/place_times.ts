// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, int, ms, type Nothing, startOfMonth } from "da-compile/runtime";
import type { UsagePlaceTimespent } from "../events.ts";
import { nextMonth, startOf } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "place_activity" | "place_months">, Nothing>;

/**
 * What adds to a month adds to its change, and takes as much from the change of the next: late events mend both.
 * (gooru/places.da:129)
 */
export function place_times(event: UsagePlaceTimespent, da: Da): void {
  const { placeId, subject, userId, result } = event;
  const spent = result.timespent;
  for (const period of ["day", "week"] as const) {
    da.update(
      "place_activity",
      { placeId, subject, period, start: startOf(period, da.at) },
      { pupils: userId, timespent: spent },
    );
  }
  const month = startOfMonth(da.at, "UTC");
  const change = da.change(
    "place_activity",
    { placeId, subject, period: "month", start: month },
    { pupils: userId, timespent: spent },
  );
  const joined = int(change.after.pupils - (change.before?.pupils ?? 0));
  da.update(
    "place_months",
    { placeId, subject, month },
    { pupils: joined, pupilsChange: joined, timespent: spent, timespentChange: spent },
  );
  da.update(
    "place_months",
    { placeId, subject, month: nextMonth(da.at) },
    { pupilsChange: -joined, timespentChange: ms(0 - spent) },
  );
}
