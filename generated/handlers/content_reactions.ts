// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, int, type Nothing } from "da-compile/runtime";
import type {
  UsageAssessmentReaction,
  UsageCollectionReaction,
  UsageQuestionReaction,
  UsageResourceReaction,
} from "../events.ts";
import type { Stores } from "../stores.ts";

type Da = Context<Nothing, Pick<Stores, "content_reactions">, Nothing>;

/**
 * The events hold the pupil's previous reaction, so a changed mind takes the place of the old one.
 * (gooru/places.da:57)
 */
export function content_reactions(
  event: UsageResourceReaction | UsageQuestionReaction | UsageCollectionReaction | UsageAssessmentReaction,
  da: Da,
): void {
  const { contentId, result, previous } = event;
  da.update(
    "content_reactions",
    { contentId },
    { total: int(result.reaction - (previous ?? 0)), pupils: previous === null ? 1 : 0 },
  );
}
