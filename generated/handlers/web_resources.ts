// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, type Nothing, oneOf, round } from "da-compile/runtime";
import type { Events, WebResource } from "../events.ts";
import { webPlay, webScore } from "../functions.ts";

type Da = Context<Pick<Events, "resource.play.start" | "resource.play.stop">, Nothing, Nothing>;

/** A transform on web.resource. (gooru/partners.da:194) */
export function web_resources(event: WebResource, da: Da): void {
  const { context, payLoadObject } = event;
  const play = webPlay(event);
  const status = payLoadObject.attemptStatus;
  const reaction = context.reactionType === 0 ? null : round(context.reactionType);
  if (context.type === "start") {
    da.emit(
      "resource.play.start",
      {
        userId: play.userId,
        contentId: play.contentId,
        contentType: play.contentType,
        startTime: play.startTime,
        endTime: play.endTime,
        context: play.context,
        collectionId: play.collectionId,
        collectionType: play.collectionType,
      },
      { id: da.id },
    );
  } else if (context.type === "stop" && play.contentType === "question") {
    da.emit(
      "resource.play.stop",
      {
        userId: play.userId,
        contentId: play.contentId,
        contentType: play.contentType,
        startTime: play.startTime,
        endTime: play.endTime,
        context: play.context,
        collectionId: play.collectionId,
        collectionType: play.collectionType,
        answer:
          status === "correct" || status === "incorrect" || status === "skipped"
            ? oneOf(status, "correct", "incorrect", "skipped")
            : "attempted",
        score: webScore(payLoadObject),
        reaction,
      },
      { id: da.id },
    );
  } else if (context.type === "stop") {
    da.emit(
      "resource.play.stop",
      {
        userId: play.userId,
        contentId: play.contentId,
        contentType: play.contentType,
        startTime: play.startTime,
        endTime: play.endTime,
        context: play.context,
        collectionId: play.collectionId,
        collectionType: play.collectionType,
        answer: null,
        score: null,
        reaction,
      },
      { id: da.id },
    );
  }
}
