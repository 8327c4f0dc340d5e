// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, ms, type Nothing } from "da-compile/runtime";
import type { Events, MobileItem_ } from "../events.ts";
import { mobileContext, mobileType } from "../functions.ts";

type Da = Context<Pick<Events, "resource.play.stop">, Nothing, Nothing>;

/**
 * Their ids may be ours too: what comes out gets ids of its own, made of theirs, so one sent twice stays one.
 * (gooru/partners.da:62)
 */
export function mobile_items(event: MobileItem_, da: Da): void {
  const { userId, contentId, endTime, spent, kind, collectionId, right } = event;
  if (spent < 0) {
    throw da.dead(`${da.id} took ${spent / 1000}`);
  }
  da.emit("resource.play.stop", {
    userId,
    contentId,
    contentType: mobileType(kind),
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
    collectionId,
    collectionType: collectionId === null ? null : "collection",
    answer: right === null ? null : right ? "correct" : "incorrect",
    score: right === null ? null : right ? 100 : 0,
    reaction: null,
  });
}
