// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, type Nothing, round } from "da-compile/runtime";
import type { Events, WebReaction } from "../events.ts";
import { webPlay } from "../functions.ts";

type Da = Context<Pick<Events, "content.react">, Nothing, Nothing>;

/** A transform on web.reaction. (gooru/partners.da:210) */
export function web_reactions(event: WebReaction, da: Da): void {
  const { context } = event;
  if (context.reactionType === 0) return;
  da.emit(
    "content.react",
    {
      userId: webPlay(event).userId,
      contentId: webPlay(event).contentId,
      contentType: webPlay(event).contentType,
      startTime: webPlay(event).startTime,
      endTime: webPlay(event).endTime,
      context: webPlay(event).context,
      collectionId: webPlay(event).collectionId,
      collectionType: webPlay(event).collectionType,
      reaction: round(context.reactionType),
    },
    { id: da.id },
  );
}
