// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import {
  asString,
  date,
  dig,
  divide,
  finite,
  int,
  ms,
  replace,
  round,
  startOfMonth,
  startOfWeek,
  sum,
  toInt,
} from "da-compile/runtime";
import type {
  ContentType,
  Context_,
  Id,
  Level,
  MobileItem,
  MobileKind,
  Period,
  ResourcePlay,
  Share,
  Taste,
  WebEvent,
  WebPayload,
} from "./events.ts";
import { params } from "./params.ts";

/** (gooru/core.da:127) */
export function heads(member: boolean | null): number {
  return (member ?? false) ? 1 : 0;
}

/**
 * Clocks of front ends are set back at times. That takes no time; it never gives any back.
 * (gooru/metrics.da:73)
 */
export function elapsed(start: number, end: number): number {
  return end > start ? ms(end - start) : 0;
}

/**
 * Sums need a number where a score is not known, and a count that says how many are: null adds nothing to either.
 * (gooru/metrics.da:122)
 */
export function points(score: number | null): number {
  return score ?? 0;
}

/** (gooru/metrics.da:123) */
export function scores(score: number | null): number {
  return score === null ? 0 : 1;
}

/** (gooru/metrics.da:125) */
export function average(points: number | null, scored: number | null): number | null {
  return points === null || scored === null ? null : divide(points, scored);
}

/** (gooru/partners.da:40) */
export function mobileType(kind: MobileKind): ContentType {
  return kind === "v"
    ? "video"
    : kind === "w"
      ? "webpage"
      : kind === "i"
        ? "interactive"
        : kind === "p"
          ? "image"
          : kind === "t"
            ? "text"
            : kind === "a"
              ? "audio"
              : "question";
}

/** (gooru/partners.da:50) */
export function mobileContext(item: MobileItem): Context_ {
  return {
    classId: item.place?.classId ?? null,
    courseId: item.place?.courseId ?? null,
    unitId: item.place?.unitId ?? null,
    lessonId: item.place?.lessonId ?? null,
    sessionId: `edmobile-${item.session}`,
    pathId: 0,
    pathType: null,
    source: asString(dig(item.more, "from")),
  };
}

/** (gooru/partners.da:147) */
export function known(id: Id): Id | null {
  return id === "NA" ? null : id;
}

/**
 * What all of theirs have in common with ours. They say `video_resource` where we say `video`, and leave the type of a
 * collection to another field.
 * (gooru/partners.da:151)
 */
export function webPlay(web: WebEvent): ResourcePlay {
  return {
    userId: web.user.gooruUId,
    contentId: web.context.contentGooruId,
    contentType:
      web.context.resourceType === "NA"
        ? (web.context.collectionType ?? "collection")
        : replace(web.context.resourceType, "_resource", ""),
    startTime: web.startTime,
    endTime: web.endTime,
    context: {
      classId: web.context.classGooruId,
      courseId: web.context.courseGooruId,
      unitId: web.context.unitGooruId,
      lessonId: web.context.lessonGooruId,
      sessionId: web.session.sessionId,
      pathId: web.context.pathId,
      pathType: web.context.pathType,
      source: web.context.contentSource,
    },
    collectionId: known(web.context.parentGooruId),
    collectionType: web.context.collectionType,
  };
}

/**
 * A question's score follows from the answer, unless a person grades it: then it is unknown until the grade comes.
 * (gooru/partners.da:175)
 */
export function webScore(payload: WebPayload): number | null {
  return payload.gradingType !== "System"
    ? null
    : payload.attemptStatus === "correct"
      ? 100
      : payload.attemptStatus === "incorrect" || payload.attemptStatus === "skipped"
        ? 0
        : null;
}

/** The first day of the day, week (Monday) or month. (gooru/places.da:11) */
export function startOf(period: Period, at: number): string {
  return period === "day" ? date(at, "UTC") : period === "week" ? startOfWeek(at, "UTC") : startOfMonth(at, "UTC");
}

/** Goes from the middle of this month, whatever the day, to the middle of the next. (gooru/places.da:126) */
export function nextMonth(at: number): string {
  return startOfMonth(ms(at + ms(86_400_000 * int(46 - (toInt(date(at, "UTC").slice(8, 10)) ?? 1)))), "UTC");
}

/** The seconds of all tastes before this one, in the order of their ids. (gooru/pupils.da:80) */
export function before(tastes: Taste[], id: Id): number {
  return sum(tastes.filter((taste) => taste.id < id).map((taste) => taste.seconds));
}

/**
 * Rounds where each share ends, not how long it is: so nothing is left over, whatever is rounded.
 * (gooru/pupils.da:83)
 */
export function shares(tastes: Taste[], whole: number): Share[] {
  return tastes.map((taste) => ({
    id: taste.id,
    share: int(
      millionths(finite(before(tastes, taste.id) + taste.seconds), whole) - millionths(before(tastes, taste.id), whole),
    ),
  }));
}

/** (gooru/pupils.da:131) */
export function millionths(part: number, whole: number): number {
  return round(divide(finite(1_000_000 * part), whole) ?? 0);
}

/** (gooru/pupils.da:179) */
export function idAt(level: Level, context: Context_): Id | null {
  return level === "lesson"
    ? context.lessonId
    : level === "unit"
      ? context.unitId
      : level === "course"
        ? context.courseId
        : context.classId;
}

/**
 * The status that a score proves, as a level: 1 in progress, 2 inferred, 3 asserted, 4 completed, 5 mastered.
 * (gooru/pupils.da:305)
 */
export function provenBy(score: number | null, signature: boolean): number {
  return score === null || score < params.completedFrom ? 1 : signature ? 5 : 4;
}

/** At home: no class, no course, only the sitting. (gooru/tests/sittings.da:6) */
export function alone(sessionId: Id): Context_ {
  return at(null, null, null, null, sessionId);
}

/** In a class, and perhaps somewhere in a course. (gooru/tests/sittings.da:9) */
export function at(
  classId: Id | null,
  courseId: Id | null,
  unitId: Id | null,
  lessonId: Id | null,
  sessionId: Id,
): Context_ {
  return { classId, courseId, unitId, lessonId, sessionId, pathId: 0, pathType: null, source: null };
}
