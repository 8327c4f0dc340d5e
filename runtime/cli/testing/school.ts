/**
 * A pipeline for what an operator does: plays of quizzes wait for the quiz to be known, a reminder is held back, and pupils
 * stand in keys, plain and `latest` columns, in a `distinct` one, and inside of records.
 */
import type { PipelineDefinition } from "../../api/definition.ts";
import { ddlOf, postgresDdlOf } from "../../testing/ddl.ts";
import {
  eventOf,
  fieldsOf,
  handlerOf,
  int,
  nullable,
  pipelineOf,
  sourceOf,
  storeOf,
  text,
  time,
} from "../../testing/definition.ts";
import type { Loaded } from "../surroundings.ts";

const MINUTE = 60_000;

interface Played {
  readonly who: { readonly userId: string };
  readonly quiz: string;
  readonly score: number;
}

/** `most` is the highest score that the spec of now knows. */
export function school(most = 100): Loaded {
  const definition = definitionOf(most);
  return { definition, ddl: ddlOf(definition), postgresDdl: postgresDdlOf(definition) };
}

function definitionOf(most: number): PipelineDefinition {
  const clicks = sourceOf({ name: "clicks", at: "at" });
  const core = sourceOf({ name: "core", from: "internal", at: "at", key: "quiz" });
  const who = { kind: "record", fields: [{ name: "userId", wire: "uid", type: text }] } as const;
  const played = eventOf({
    name: "quiz.played",
    source: clicks,
    fields: fieldsOf({ who, quiz: text, score: { kind: "int", max: most }, at: time }),
  });
  const made = eventOf({ name: "quiz.made", source: core, fields: fieldsOf({ quiz: text, title: text, at: time }) });
  const due = eventOf({ name: "pupil.due", key: ["userId"], fields: fieldsOf({ userId: text, quiz: text }) });
  const quizzes = storeOf("quizzes", [
    { name: "quiz", kind: "key", type: text },
    { name: "title", kind: "latest", type: text },
  ]);
  const scores = storeOf("scores", [
    { name: "userId", kind: "key", type: text },
    { name: "quiz", kind: "key", type: text },
    { name: "best", kind: "max", type: int },
    { name: "plays", kind: "sum", type: int },
  ]);
  const audience = storeOf("audience", [
    { name: "quiz", kind: "key", type: text },
    { name: "userId", kind: "distinct", type: text },
    { name: "winner", kind: "latest", type: text },
  ]);
  const desks = storeOf("desks", [
    { name: "desk", kind: "key", type: text },
    { name: "userId", kind: "plain", type: nullable(text) },
  ]);
  return pipelineOf({
    name: "school",
    sources: [clicks, core],
    events: [played, made, due],
    stores: [quizzes, scores, audience, desks],
    handlers: [
      handlerOf<{ quiz: string; title: string }>(
        { name: "quizzes", kind: "dep", on: ["quiz.made"], updates: ["quizzes"] },
        ({ quiz, title }, da) => da.update("quizzes", { quiz }, { title }),
      ),
      handlerOf<Played>(
        {
          name: "plays",
          kind: "gep",
          on: ["quiz.played"],
          updates: ["scores", "audience", "desks"],
          waits: ["quizzes"],
        },
        ({ who: { userId }, quiz, score }, da) => {
          da.require("quizzes", { quiz }, { wait: 30 * MINUTE, otherwise: "dead" });
          if (score < 0) throw da.dead(`${userId} has ${score}`);
          da.update("scores", { userId, quiz }, { best: score, plays: 1 });
          da.update("audience", { quiz }, { userId, winner: userId });
          da.update("desks", { desk: `desk of ${quiz}` }, { userId });
        },
      ),
      handlerOf<Played>(
        { name: "reminders", kind: "demux", on: ["quiz.played"], emits: ["pupil.due"] },
        ({ who: { userId }, quiz }, da) => da.emit("pupil.due", { userId, quiz }, { after: 60 * MINUTE }),
      ),
    ],
  });
}

export const quizMade = (quiz: string): object => ({
  name: "quiz.made",
  id: `made-${quiz}`,
  quiz,
  title: `On ${quiz}`,
  at: 1,
});

export const quizPlayed = (id: string, uid: string, quiz: string, score = 50): object => ({
  name: "quiz.played",
  id,
  who: { uid },
  quiz,
  score,
  at: 10,
});
