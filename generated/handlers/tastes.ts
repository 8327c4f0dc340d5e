// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, finite, first, type Nothing, seconds, sum } from "da-compile/runtime";
import type { UsageResourceTimespent } from "../events.ts";
import { shares } from "../functions.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "contents" | "facet_tastes">, Nothing>;

/**
 * A moving average needs a pupil's plays in order: what the catalogue does not know yet holds up those behind it.
 * (gooru/pupils.da:89)
 */
export function tastes(event: UsageResourceTimespent, da: Da): void {
  const { userId, contentId, result } = event;
  const content = da.require("contents", { contentId }, { wait: 86_400_000, otherwise: "dead" });
  const spent = seconds(result.timespent);
  for (const facet of ["curator", "provider"] as const) {
    const id = facet === "curator" ? content.curatorId : content.providerId;
    if (id !== null) {
      const row = da.read("facet_tastes", { userId, facet });
      const known = row?.tastes ?? [];
      const old = first(known.filter((taste) => taste.id === id).map((taste) => taste.seconds));
      const taste = { id, seconds: old === null ? spent : finite(spent / 3 + finite(old * 2) / 3) };
      const tastes = [...known.filter((taste_) => taste_.id !== id), taste];
      const whole = sum(tastes.map((taste_) => taste_.seconds));
      da.update("facet_tastes", { userId, facet }, { tastes, shares: shares(tastes, whole) });
    }
  }
}
