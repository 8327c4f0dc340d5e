/** The formats of the three front ends: a play as each of them sends it. */
import { random } from "./random.ts";
import type { Lesson, Resource, SchoolClass } from "./world.ts";

export const second = 1_000;
export const hour = 3_600 * second;
export const day = 24 * hour;

/** One play of something, in no sender's format yet. Score and reaction are undefined where there is none. */
export interface Play {
  readonly pupil: string;
  readonly group: SchoolClass;
  readonly lesson: Lesson;
  readonly session: string;
  readonly of: "resource" | "collection" | "assessment";
  readonly contentId: string;
  readonly type: Resource["type"] | "collection" | "assessment";
  readonly start: number;
  readonly end: number;
  readonly score: number | null;
  readonly reaction: number | null;
  /** In the evening, without the class. */
  readonly alone: boolean;
}

export type Value = Readonly<Record<string, unknown>>;

/** A record, and when the front end sent it. */
export interface Sent {
  readonly at: number;
  readonly record: unknown;
}

let mobileMessages = 0;

// ── our own format ───────────────────────────────────────────────────────────────────────────────────────────────────

function contextOf({ group, lesson, session, alone }: Play): Value {
  return {
    classId: alone ? null : group.id,
    courseId: alone ? null : group.course.id,
    unitId: alone ? null : lesson.unitId,
    lessonId: alone ? null : lesson.id,
    sessionId: session,
    pathId: 0,
    pathType: null,
    source: alone ? "library" : "class-activity",
  };
}

function playerEvent(play: Play, action: "start" | "stop"): Value {
  const stop = action === "stop";
  const question = play.type === "question";
  const inside = play.of === "resource" && !play.alone;
  return {
    eventName: `${play.of}.play.${action}`,
    eventId: random.uuid(),
    userId: play.pupil,
    contentId: play.contentId,
    contentType: play.type,
    startTime: play.start,
    endTime: stop ? play.end : play.start,
    ...(inside ? { collectionId: play.lesson.collectionId, collectionType: "collection" } : {}),
    ...(stop && question ? { answer: play.score === 100 ? "correct" : "incorrect", score: play.score } : {}),
    ...(stop && play.of === "assessment" ? { score: play.score } : {}),
    ...(stop && play.reaction !== null ? { reaction: play.reaction } : {}),
    context: contextOf(play),
  };
}

/** Each answer to lesson 4 of class 7a is graded by hand: its assessments have no score until the next day. */
function graded(play: Play): boolean {
  return play.of === "assessment" && play.contentId === "MA7-assessment-4";
}

export function gradeOf(play: Play, time: number, score: number): Value {
  const { score: _, ...rest } = playerEvent(play, "start");
  return { ...rest, eventName: "assessment.grade", eventId: random.uuid(), startTime: time, endTime: time, score };
}

/** A reaction to all of it, once it is done. */
function reactionOf(play: Play, reaction: number): Value {
  const { endTime: _, ...event } = playerEvent(play, "start");
  return { ...event, eventName: "content.react", startTime: play.end, endTime: play.end, reaction };
}

export function sentByPlayer(play: Play): Sent[] {
  const withStart = play.of !== "resource" || random.chance(0.3);
  const next = play.end + day;
  return [
    ...(withStart ? [{ at: play.start, record: playerEvent(play, "start") }] : []),
    { at: play.end, record: playerEvent(graded(play) ? { ...play, score: null } : play, "stop") },
    ...(graded(play) && play.score !== null ? [{ at: next, record: gradeOf(play, next, play.score) }] : []),
    ...(play.of === "collection" && random.chance(0.2)
      ? [{ at: play.end, record: reactionOf(play, random.between(2, 5)) }]
      : []),
  ];
}

// ── EdMobile's format ────────────────────────────────────────────────────────────────────────────────────────────────

const mobileKinds: Readonly<Record<string, string>> = {
  video: "v",
  webpage: "w",
  interactive: "i",
  image: "p",
  text: "t",
  audio: "a",
  question: "q",
};

/** ISO 8601 with the phone's offset, which is an hour ahead of UTC. */
export function phoneTime(time: number): string {
  return new Date(time + hour).toISOString().replace(/\.\d+Z$/, "+01:00");
}

/** Their numbers are strings more often than not. */
function loose(value: number): number | string {
  return random.chance(0.7) ? String(value) : value;
}

export function mobileMessage(name: string, play: Play): Value {
  mobileMessages += 1;
  const { group, lesson } = play;
  const place = { cls: group.id, crs: group.course.id, unt: lesson.unitId, lsn: lesson.id };
  return {
    ev: name,
    mid: `m${String(mobileMessages).padStart(5, "0")}`,
    usr: play.pupil,
    ts: phoneTime(play.end),
    item: play.contentId,
    run: loose(Number.parseInt(play.session.slice(0, 4), 16)),
    ...(play.alone ? {} : { ctx: place }),
    x: { app: "5.2.1", ...(play.alone ? { from: "library" } : { from: "class-activity" }) },
  };
}

/** They know no collections as such, and a phone without a network sends when it finds one. */
export function sentByMobile(play: Play): Sent[] {
  if (play.of === "collection") return [];
  const at = play.end + (random.chance(0.08) ? random.between(2, 20) * hour : 0);
  const secs = loose((play.end - play.start) / second);
  if (play.of === "assessment") {
    return [{ at, record: { ...mobileMessage("test_done", play), secs, pct: loose(play.score ?? 0) } }];
  }
  const right = play.score === 100;
  const done = {
    ...mobileMessage("item_done", play),
    secs,
    k: mobileKinds[play.type],
    ...(play.alone ? {} : { set: play.lesson.collectionId }),
    ...(play.type === "question" ? { ok: random.chance(0.5) ? String(right) : right } : {}),
  };
  if (play.reaction === null) return [{ at, record: done }];
  const rated = { ...mobileMessage("rated", play), k: mobileKinds[play.type], stars: loose(play.reaction) };
  return [
    { at, record: done },
    { at, record: rated },
  ];
}

// ── the web player's format ──────────────────────────────────────────────────────────────────────────────────────────

function contextOfWeb(play: Play, type: "start" | "stop"): Value {
  const { group, lesson, alone } = play;
  const question = play.type === "question";
  const resource = play.of === "resource";
  const place = {
    classGooruId: group.id,
    courseGooruId: group.course.id,
    unitGooruId: lesson.unitId,
    lessonGooruId: lesson.id,
  };
  return {
    type,
    contentGooruId: play.contentId,
    ...(resource && !alone ? { parentGooruId: lesson.collectionId } : {}),
    ...(alone ? { contentSource: "library" } : place),
    ...(resource ? { resourceType: question ? "question" : `${play.type}_resource` } : {}),
    ...(alone ? {} : { collectionType: resource ? "collection" : play.type }),
    ...(resource ? {} : { questionCount: loose(play.of === "assessment" ? 10 : 2) }),
    ...(random.chance(0.3) ? { pathId: loose(0) } : {}),
    ...(type === "stop" && play.reaction !== null ? { reactionType: loose(play.reaction) } : {}),
    clientSource: "web",
  };
}

function webEvent(play: Play, id: string, type: "start" | "stop"): Value {
  const stop = type === "stop";
  const question = play.type === "question";
  const tagged = question ? { [play.lesson.competencies[0] ?? "none"]: play.lesson.id } : [];
  return {
    eventId: id,
    eventName: play.of === "resource" ? "collection.resource.play" : "collection.play",
    session: { apiKey: "00000000-0000-0000-0000-000000000000", sessionId: play.session },
    startTime: play.start,
    endTime: stop ? play.end : play.start,
    user: { gooruUId: play.pupil },
    context: contextOfWeb(play, type),
    version: { logApi: "3.0" },
    metrics: stop && play.of === "assessment" ? { score: play.score } : {},
    payLoadObject: {
      ...(question ? { questionType: "MC", attemptStatus: statusOf(play, stop) } : {}),
      gradingType: byHand(play) ? "Teacher" : "System",
      ...(play.of === "resource" ? { taxonomyIds: tagged } : {}),
      isStudent: true,
    },
  };
}

function statusOf(play: Play, stop: boolean): string {
  if (!stop || byHand(play)) return "attempted";
  return play.score === 100 ? "correct" : random.chance(0.2) ? "skipped" : "incorrect";
}

/** The second question of lesson 2 is answered with an essay. */
function byHand(play: Play): boolean {
  return play.contentId === "SC7-question-2d";
}

/** A later event about the same play, with an id of its own. */
function webAfter(stop: Value, eventName: string, time: number, changes: Value): Value {
  return { ...stop, eventId: random.uuid(), eventName, startTime: time, endTime: time, ...changes };
}

/** Start and stop share the play's id; they are posted apart, or together where the play was short. */
export function sentByWeb(play: Play): Sent[] {
  const id = random.uuid();
  const start = webEvent(play, id, "start");
  const stop = webEvent(play, id, "stop");
  const graded = play.end + random.between(20, 30) * hour;
  const metrics = { score: random.between(1, 4), maxScore: 4 };
  const { type: _, ...context } = contextOfWeb(play, "stop");
  const reacted = { metrics: {}, context: { ...context, reactionType: String(random.between(2, 5)) } };
  return [
    ...(play.end - play.start < 60 * second
      ? [{ at: play.end, record: [start, stop] }]
      : [
          { at: play.start, record: [start] },
          { at: play.end, record: [stop] },
        ]),
    ...(byHand(play) && !play.alone
      ? [{ at: graded, record: [webAfter(stop, "resource.rubric.grade", graded, { metrics })] }]
      : []),
    ...(play.of === "collection" && random.chance(0.2)
      ? [{ at: play.end, record: [webAfter(stop, "reaction.create", play.end, reacted)] }]
      : []),
  ];
}
