// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, ms, type Nothing } from "da-compile/runtime";
import type { Events, MobileTest } from "../events.ts";
import { mobileContext } from "../functions.ts";

type Da = Context<Pick<Events, "assessment.play.stop">, Nothing, Nothing>;

/** A transform on mobile.test. (gooru/partners.da:75) */
export function mobile_tests(event: MobileTest, da: Da): void {
  const { userId, contentId, endTime, spent, score } = event;
  if (spent < 0) {
    throw da.dead(`${da.id} took ${spent / 1000}`);
  }
  da.emit("assessment.play.stop", {
    userId,
    contentId,
    contentType: "assessment",
    startTime: ms(endTime - spent),
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
    score,
  });
}
