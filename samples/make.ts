/**
 * Writes the recorded week anew, the same to the byte each time: `node samples/make.ts`.
 *
 * Each sitting of a pupil is made once, as plays, and written in the format of the front end that the pupil's class
 * uses. Records lie in their file in the order in which they arrived, which is not the order in which things happened.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  day,
  gradeOf,
  hour,
  mobileMessage,
  type Play,
  phoneTime,
  second,
  sentByMobile,
  sentByPlayer,
  sentByWeb,
} from "./formats.ts";
import { random } from "./random.ts";
import { classes, coreEvents, type Lesson, late, published, type SchoolClass } from "./world.ts";

const monday = Date.UTC(2026, 10, 16);

interface Arrival {
  readonly time: number;
  readonly line: string;
}

const arrivals = { player: [] as Arrival[], edmobile: [] as Arrival[], web: [] as Arrival[] };
const latecomers: string[] = [];

// ── what pupils do ───────────────────────────────────────────────────────────────────────────────────────────────────

/** A pupil's sitting with one lesson: its collection, what is inside, and its assessment. */
function sitting(group: SchoolClass, pupil: string, ability: number, lesson: Lesson, from: number): Play[] {
  const session = random.uuid();
  const plays: Play[] = [];
  let clock = from;
  const play = (of: Play["of"], contentId: string, type: Play["type"], length: number, score: number | null): Play => {
    const reaction = of !== "assessment" && random.chance(0.2) ? random.between(1, 5) : null;
    const made = {
      pupil,
      group,
      lesson,
      session,
      of,
      contentId,
      type,
      start: clock,
      end: clock + length,
      score,
      reaction,
    };
    clock = made.end + random.between(1, 20) * second;
    return { ...made, alone: false };
  };
  for (const { id, type } of lesson.resources) {
    const right = random.chance(ability) ? 100 : 0;
    plays.push(play("resource", id, type, random.between(20, 400) * second, type === "question" ? right : null));
  }
  const whole = {
    of: "collection",
    contentId: lesson.collectionId,
    type: "collection",
    score: null,
    reaction: null,
  } as const;
  const collection = { pupil, group, lesson, session, ...whole, start: from, end: clock, alone: false };
  const percent = Math.min(100, Math.round((ability + random.next() * 0.3 - 0.1) * 20) * 5);
  const test = play("assessment", lesson.assessmentId, "assessment", random.between(180, 900) * second, percent);
  return [collection, ...plays, { ...test, session: random.uuid() }];
}

/** In the evening some look at a resource again, for themselves. */
function evening(of: Play, from: number): Play {
  const length = random.between(30, 600) * second;
  return { ...of, session: random.uuid(), start: from, end: from + length, reaction: null, alone: true };
}

function week(group: SchoolClass): Play[] {
  return group.pupils.flatMap((pupil) => {
    const ability = 0.5 + random.next() * 0.45;
    return group.course.lessons.flatMap((lesson, index) => {
      if (random.chance(0.08)) return [];
      const start = monday + index * day + group.hour * hour + random.between(0, 300) * second;
      const plays = sitting(group, pupil, ability, lesson, start);
      const again = plays.find((play) => play.of === "resource");
      return again !== undefined && random.chance(0.15)
        ? [...plays, evening(again, monday + index * day + 18 * hour + random.between(0, 7_200) * second)]
        : plays;
    });
  });
}

// ── how it arrives ───────────────────────────────────────────────────────────────────────────────────────────────────

/** A few seconds after it happened, now and then much later, and now and then twice. */
function arrive(source: keyof typeof arrivals, happened: number, value: unknown): void {
  const line = JSON.stringify(value);
  const delay = random.chance(0.03) ? random.between(10, 180) * 60 * second : random.between(0, 9) * second;
  arrivals[source].push({ time: happened + delay, line });
  if (random.chance(0.02)) arrivals[source].push({ time: happened + delay + random.between(5, 90) * second, line });
}

function latecomer(source: string, value: unknown, time: number): void {
  latecomers.push(JSON.stringify({ source, value, time }));
}

/** What a line may be that is no event of ours; nothing of it stops what comes after. */
function spoil(): void {
  const good = {
    eventName: "assessment.play.stop",
    eventId: "bad-score",
    userId: "ada-01",
    contentId: "MA7-assessment-1",
    contentType: "assessment",
    startTime: monday + 8 * hour,
    endTime: monday + 8.2 * hour,
    score: 250,
    context: {
      classId: "class-7a",
      courseId: null,
      unitId: null,
      lessonId: null,
      sessionId: "NA",
      pathId: 0,
      pathType: null,
      source: null,
    },
  };
  const { userId: _, ...nobody } = good;
  const text = JSON.stringify({ ...good, eventId: "bad-json", score: 50 });
  const player = [
    JSON.stringify(good),
    JSON.stringify({ ...nobody, eventId: "bad-nobody", score: 50 }),
    JSON.stringify({ ...good, eventId: "bad-type", score: 50, startTime: "this morning" }),
    JSON.stringify({ ...good, eventId: "bad-name", score: 50, eventName: "assessment.play.pause" }),
    text.slice(0, text.length / 2),
  ];
  for (const [index, line] of player.entries()) arrivals.player.push({ time: monday + index * day + 11 * hour, line });
  const message = { ev: "item_done", usr: "cai-01", ts: phoneTime(monday + 9 * hour), item: "MA7-video-1a", run: "7" };
  arrivals.edmobile.push(
    { time: monday + 11 * hour, line: JSON.stringify({ ...message, mid: "bad-kind", secs: "20", k: "z" }) },
    { time: monday + 12 * hour, line: JSON.stringify({ ...message, mid: "bad-secs", secs: -20, k: "v" }) },
  );
  const event = {
    eventId: "bad-user",
    eventName: "collection.play",
    startTime: monday,
    endTime: monday,
    user: {},
    context: {},
  };
  arrivals.web.push({ time: monday + 14 * hour, line: JSON.stringify([event]) });
}

/** The web player's published event, of 2017, which somebody replays. */
function replayPublished(): void {
  const event = {
    eventId: "b79bd974-ed93-48e4-bfb8-b25792d56556",
    eventName: "collection.play",
    session: { apiKey: "00000000-0000-0000-0000-000000000000", sessionId: "96dd1aed-3773-42ee-881b-87ea5ecedd62" },
    startTime: 1_488_215_156_033,
    endTime: 1_488_215_156_033,
    user: { gooruUId: published.userId },
    context: {
      type: "start",
      contentGooruId: published.assessmentId,
      classGooruId: published.classId,
      courseGooruId: published.courseId,
      unitGooruId: published.unitId,
      lessonGooruId: published.lessonId,
      collectionType: "assessment",
      questionCount: 10,
      clientSource: "web",
    },
    version: { logApi: "3.0" },
    metrics: {},
    payLoadObject: { gradingType: "System", isStudent: true },
  };
  arrivals.web.push({ time: monday, line: JSON.stringify([event]) });
}

/** What reaches the platform when the week is over. */
function afterTheWeek(plays: readonly Play[]): void {
  const saturday = monday + 5 * day;
  const corrected = plays.find((play) => play.of === "assessment" && play.pupil === "ada-01");
  const changedAt = new Date(saturday).toISOString();
  const { assessmentId: entityId, competencies } = late;
  const assessment = { title: "Assessment of SC7-lesson-4", type: "assessment", subject: "science", competencies };
  latecomer(
    "core",
    { eventName: "assessment.published", eventId: "late-1", entityId, changedAt, ...assessment },
    saturday,
  );
  if (corrected !== undefined) latecomer("player", gradeOf(corrected, saturday + hour, 95), saturday + hour);
  const offline = plays.filter((play) => play.group.sender === "edmobile" && play.of === "assessment").slice(-2);
  for (const play of offline) {
    const again = { ...play, start: play.start + 5 * hour, end: play.end + 5 * hour, session: random.uuid() };
    latecomer("edmobile", { ...mobileMessage("test_done", again), secs: "300", pct: "90" }, saturday + 2 * hour);
  }
}

function write(name: string, lines: readonly string[]): void {
  writeFileSync(fileURLToPath(new URL(`${name}.jsonl`, import.meta.url)), `${lines.join("\n")}\n`);
}

const formats = { player: sentByPlayer, edmobile: sentByMobile, web: sentByWeb };
const core = coreEvents(random);
const plays = classes.flatMap(week);
for (const play of plays) {
  const { sender } = play.group;
  for (const { at, record } of formats[sender](play)) arrive(sender, at, record);
}
spoil();
replayPublished();
afterTheWeek(plays);

write(
  "core",
  core.map((event, index) => JSON.stringify({ eventId: `core-${index + 1}`, ...event })),
);
for (const source of ["player", "edmobile", "web"] as const) {
  write(
    source,
    arrivals[source].sort((a, b) => a.time - b.time).map(({ line }) => line),
  );
}
write("late", latecomers);
