// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { Events, MobileRating } from "../events.ts";
import { mobileContext, mobileType } from "../functions.ts";

type Da = Context<Pick<Events, "content.react">, Nothing, Nothing>;

/** A transform on mobile.rating. (gooru/partners.da:82) */
export function mobile_ratings(event: MobileRating, da: Da): void {
  const { userId, contentId, endTime, kind, stars } = event;
  da.emit("content.react", {
    userId,
    contentId,
    contentType: mobileType(kind),
    startTime: endTime,
    endTime,
    context: mobileContext({
      userId: event.userId,
      contentId: event.contentId,
      endTime: event.endTime,
      spent: event.spent,
      session: event.session,
      place: event.place,
      more: event.more,
    }),
    collectionId: null,
    collectionType: null,
    reaction: stars,
  });
}
