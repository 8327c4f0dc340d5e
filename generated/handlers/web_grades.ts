// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, divide, finite, type Nothing } from "da-compile/runtime";
import type { Events, WebGrade } from "../events.ts";
import { webPlay } from "../functions.ts";

type Da = Context<Pick<Events, "question.grade">, Nothing, Nothing>;

/** A question graded by hand, out of as many points as its rubric has. (gooru/partners.da:215) */
export function web_grades(event: WebGrade, da: Da): void {
  const { context, metrics } = event;
  if (metrics.score === null || metrics.maxScore === null) return;
  const score = divide(finite(100 * metrics.score), metrics.maxScore);
  if (score === null) {
    throw da.dead(`${context.contentGooruId} is graded out of 0 points`);
  }
  da.emit(
    "question.grade",
    {
      userId: webPlay(event).userId,
      contentId: webPlay(event).contentId,
      contentType: "question",
      startTime: webPlay(event).startTime,
      endTime: webPlay(event).endTime,
      context: webPlay(event).context,
      collectionId: webPlay(event).collectionId,
      collectionType: webPlay(event).collectionType,
      score,
    },
    { id: da.id },
  );
}
