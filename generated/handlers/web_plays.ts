// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { Events, WebPlay } from "../events.ts";
import { webPlay } from "../functions.ts";

type Da = Context<
  Pick<Events, "assessment.play.start" | "collection.play.start" | "assessment.play.stop" | "collection.play.stop">,
  Nothing,
  Nothing
>;

/** Our event keeps the web player's id, which its other events refer to. (gooru/partners.da:180) */
export function web_plays(event: WebPlay, da: Da): void {
  const { context, metrics } = event;
  const play = webPlay(event);
  const assessment = play.contentType === "assessment" || play.contentType === "assessment-external";
  if (context.type === "start" && assessment) {
    da.emit(
      "assessment.play.start",
      {
        userId: play.userId,
        contentId: play.contentId,
        contentType: play.contentType,
        startTime: play.startTime,
        endTime: play.endTime,
        context: play.context,
      },
      { id: da.id },
    );
  } else if (context.type === "start") {
    da.emit(
      "collection.play.start",
      {
        userId: play.userId,
        contentId: play.contentId,
        contentType: play.contentType,
        startTime: play.startTime,
        endTime: play.endTime,
        context: play.context,
      },
      { id: da.id },
    );
  } else if (context.type === "stop" && assessment) {
    da.emit(
      "assessment.play.stop",
      {
        userId: play.userId,
        contentId: play.contentId,
        contentType: play.contentType,
        startTime: play.startTime,
        endTime: play.endTime,
        context: play.context,
        score: metrics.score,
      },
      { id: da.id },
    );
  } else if (context.type === "stop") {
    da.emit(
      "collection.play.stop",
      {
        userId: play.userId,
        contentId: play.contentId,
        contentType: play.contentType,
        startTime: play.startTime,
        endTime: play.endTime,
        context: play.context,
      },
      { id: da.id },
    );
  }
}
