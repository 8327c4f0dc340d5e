// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import { type Context, divide, finite, type Nothing, oneOf, round } from "da-compile/runtime";
import type { Events, WebGrade, WebPlay, WebReaction, WebResource } from "../events.ts";
import { webPlay, webScore } from "../functions.ts";

type Da = Context<
  Pick<
    Events,
    | "question.grade"
    | "content.react"
    | "resource.play.start"
    | "resource.play.stop"
    | "assessment.play.start"
    | "collection.play.start"
    | "assessment.play.stop"
    | "collection.play.stop"
  >,
  Nothing,
  Nothing,
  "web.play" | "web.resource" | "web.reaction" | "web.grade"
>;

/**
 * One transform for all of theirs, so that ours keep the order in which theirs came: a grade follows the play it grades.
 * Our event keeps the web player's id, which its other events refer to.
 * (gooru/partners.da:182)
 */
export function web_events(event: WebPlay | WebResource | WebReaction | WebGrade, da: Da): void {
  const { startTime, endTime, user, session, context, payLoadObject, metrics } = event;
  const play = webPlay({ startTime, endTime, user, session, context, payLoadObject, metrics });
  const assessment = play.contentType === "assessment" || play.contentType === "assessment-external";
  const reaction = context.reactionType === 0 ? null : round(context.reactionType);
  if (da.name === "web.grade") {
    if (metrics.score === null || metrics.maxScore === null) return;
    const score = divide(finite(100 * metrics.score), metrics.maxScore);
    if (score === null) {
      throw da.dead(`${context.contentGooruId} is graded out of 0 points`);
    }
    da.emit(
      "question.grade",
      {
        userId: play.userId,
        contentId: play.contentId,
        contentType: "question",
        startTime: play.startTime,
        endTime: play.endTime,
        context: play.context,
        collectionId: play.collectionId,
        collectionType: play.collectionType,
        score,
      },
      { id: da.id },
    );
  } else if (da.name === "web.reaction") {
    if (reaction !== null) {
      da.emit(
        "content.react",
        {
          userId: play.userId,
          contentId: play.contentId,
          contentType: play.contentType,
          startTime: play.startTime,
          endTime: play.endTime,
          context: play.context,
          collectionId: play.collectionId,
          collectionType: play.collectionType,
          reaction,
        },
        { id: da.id },
      );
    }
  } else if (da.name === "web.resource" && context.type === "start") {
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
  } else if (da.name === "web.resource" && context.type === "stop" && play.contentType === "question") {
    const status = payLoadObject.attemptStatus;
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
  } else if (da.name === "web.resource" && context.type === "stop") {
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
  } else if (da.name === "web.play" && context.type === "start") {
    if (assessment) {
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
    } else {
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
    }
  } else if (da.name === "web.play" && context.type === "stop") {
    if (assessment) {
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
    } else {
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
}
