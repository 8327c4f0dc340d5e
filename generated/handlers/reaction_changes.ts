// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Context, Nothing } from "da-compile/runtime";
import type { ContentReaction, Events } from "../events.ts";

type Da = Context<
  Pick<
    Events,
    "usage.question.reaction" | "usage.collection.reaction" | "usage.assessment.reaction" | "usage.resource.reaction"
  >,
  Nothing,
  Nothing
>;

/** A demux on content.reaction. (gooru/metrics.da:223) */
export function reaction_changes(event: ContentReaction, da: Da): void {
  const { userId, contentId, contentType, context, reaction } = event;
  if (!reaction.changed || reaction.after === null) return;
  if (contentType === "question") {
    da.emit("usage.question.reaction", {
      userId,
      contentId,
      contentType,
      context,
      result: { reaction: reaction.after },
      previous: reaction.before,
    });
  } else if (contentType === "collection" || contentType === "collection-external") {
    da.emit("usage.collection.reaction", {
      userId,
      contentId,
      contentType,
      context,
      result: { reaction: reaction.after },
      previous: reaction.before,
    });
  } else if (contentType === "assessment" || contentType === "assessment-external") {
    da.emit("usage.assessment.reaction", {
      userId,
      contentId,
      contentType,
      context,
      result: { reaction: reaction.after },
      previous: reaction.before,
    });
  } else {
    da.emit("usage.resource.reaction", {
      userId,
      contentId,
      contentType,
      context,
      result: { reaction: reaction.after },
      previous: reaction.before,
    });
  }
}
