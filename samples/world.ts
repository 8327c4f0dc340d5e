/** The schools, classes, pupils and contents that the recorded week is about, and the system events that tell of them. */

import type { Random } from "./random.ts";

export type Sender = "player" | "edmobile" | "web";

export interface Resource {
  readonly id: string;
  readonly type: "video" | "webpage" | "interactive" | "image" | "text" | "audio" | "question";
}

export interface Lesson {
  readonly id: string;
  readonly unitId: string;
  readonly collectionId: string;
  readonly resources: readonly Resource[];
  readonly assessmentId: string;
  readonly competencies: readonly string[];
}

export interface Course {
  readonly id: string;
  readonly subject: string;
  readonly title: string;
  readonly lessons: readonly Lesson[];
}

export interface SchoolClass {
  readonly id: string;
  readonly title: string;
  readonly schoolId: string;
  readonly course: Course;
  /** The front end that the class uses. */
  readonly sender: Sender;
  readonly pupils: readonly string[];
  /** The hour of the lesson, in UTC. */
  readonly hour: number;
}

/** Ids of the web player's published event, so that what it tells of exists. */
export const published = {
  userId: "95a744e1-631e-4642-875d-8b07a5e3b421",
  classId: "aaa5e73a-2372-46a5-8344-4feeab1c9f1d",
  courseId: "4ba59ecd-8ca1-44ac-9ae7-980f55957de0",
  unitId: "0f7e5119-1c21-428a-a1f3-9959c39822d5",
  lessonId: "8bfa9d89-8c1d-47fa-9729-b27468c6866d",
  assessmentId: "cc8d6e77-4253-4bb2-ba31-e9b9f41d6b4d",
} as const;

/** What the core system tells only when the week is over. */
export const late = { assessmentId: "SC7-assessment-4", competencies: ["SC7.4"] } as const;

export const district = "district-riverside";
export const schools = ["school-lincoln", "school-curie"] as const;

const typesOfLesson = [
  ["video", "webpage", "question", "question"],
  ["interactive", "text", "question", "question"],
  ["video", "image", "question", "question"],
  ["audio", "webpage", "question", "question"],
  ["video", "interactive", "question", "question"],
] as const;

function course(code: string, subject: string, title: string): Course {
  const lessons = typesOfLesson.map((types, index): Lesson => {
    const number = index + 1;
    return {
      id: `${code}-lesson-${number}`,
      unitId: `${code}-unit-${number <= 3 ? 1 : 2}`,
      collectionId: `${code}-collection-${number}`,
      resources: types.map((type, place) => ({ id: `${code}-${type}-${number}${"abcd".charAt(place)}`, type })),
      assessmentId: `${code}-assessment-${number}`,
      competencies: number === 5 ? [`${code}.4`, `${code}.5`] : [`${code}.${number}`],
    };
  });
  return { id: `${code}-course`, subject, title, lessons };
}

const math = course("MA7", "mathematics", "Ratios and rates");
const science = course("SC7", "science", "Energy");

/** The course of the published event: one lesson of the web player's, with an assessment only. */
const archive: Course = {
  id: published.courseId,
  subject: "mathematics",
  title: "Fractions, as taught in 2017",
  lessons: [
    {
      id: published.lessonId,
      unitId: published.unitId,
      collectionId: "MA5-collection-1",
      resources: [{ id: "MA5-video-1a", type: "video" }],
      assessmentId: published.assessmentId,
      competencies: ["MA5.1"],
    },
  ],
};

export const courses: readonly Course[] = [math, science, archive];

function pupils(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, "0")}`);
}

const [lincoln, curie] = schools;

export const classes: readonly SchoolClass[] = [
  {
    id: "class-7a",
    title: "7a mathematics",
    schoolId: lincoln,
    course: math,
    sender: "player",
    pupils: pupils("ada", 7),
    hour: 8,
  },
  {
    id: "class-7b",
    title: "7b science",
    schoolId: lincoln,
    course: science,
    sender: "player",
    pupils: pupils("ben", 6),
    hour: 10,
  },
  {
    id: "class-7m",
    title: "7m mathematics",
    schoolId: curie,
    course: math,
    sender: "edmobile",
    pupils: pupils("cai", 6),
    hour: 9,
  },
  {
    id: "class-7w",
    title: "7w science",
    schoolId: curie,
    course: science,
    sender: "web",
    pupils: pupils("dee", 6),
    hour: 13,
  },
];

/** A system event of the core system. */
export interface CoreEvent {
  readonly eventName: string;
  readonly entityId: string;
  readonly changedAt: string;
  readonly [field: string]: unknown;
}

const curators = ["curator-osei", "curator-lindt"];
const providers = ["provider-openstax", "provider-phet", "provider-commons"];

function ofCourse(course: Course, random: Random, at: string): CoreEvent[] {
  const { id, subject, title, lessons } = course;
  const units = [...new Set(lessons.map((lesson) => lesson.unitId))];
  const parts = [
    ...units.map((unit) => ({
      level: "unit",
      id: unit,
      title: `Unit ${unit}`,
      items: 2 * lessons.filter((lesson) => lesson.unitId === unit).length,
    })),
    ...lessons.map((lesson) => ({ level: "lesson", id: lesson.id, title: `Lesson ${lesson.id}`, items: 2 })),
  ];
  const contents = lessons.flatMap((lesson): CoreEvent[] => [
    ...lesson.resources.map((resource) => ({
      eventName: "resource.published",
      entityId: resource.id,
      changedAt: at,
      title: `${resource.type} of ${lesson.id}`,
      type: resource.type,
      subject,
      curatorId: random.pick(curators),
      ...(resource.type === "question" ? {} : { providerId: random.pick(providers) }),
      ...(random.chance(0.25) ? { originalId: `original-of-${resource.type}` } : {}),
    })),
    {
      eventName: "collection.published",
      entityId: lesson.collectionId,
      changedAt: at,
      title: `Collection of ${lesson.id}`,
      type: "collection",
      subject,
    },
    {
      eventName: "assessment.published",
      entityId: lesson.assessmentId,
      changedAt: at,
      title: `Assessment of ${lesson.id}`,
      type: "assessment",
      subject,
      competencies: lesson.competencies,
      signature: lesson.id.endsWith("5"),
    },
  ]);
  return [
    { eventName: "course.published", entityId: id, changedAt: at, title, items: 2 * lessons.length, parts },
    ...contents,
  ];
}

function ofCompetencies(at: string): CoreEvent[] {
  return ["MA7", "SC7"].flatMap((code) =>
    [1, 2, 3, 4, 5].map((number) => ({
      eventName: "competency.published",
      entityId: `${code}.${number}`,
      changedAt: at,
      title: `Competency ${number} of ${code}`,
      requires: number === 1 ? [] : [`${code}.${number - 1}`],
    })),
  );
}

function place(entityId: string, kind: string, title: string, parentId: string | null, changedAt: string): CoreEvent {
  return { eventName: "place.assigned", entityId, changedAt, kind, title, parentId };
}

function ofClass(one: SchoolClass, at: string): CoreEvent[] {
  const { id, title, course, schoolId } = one;
  return [
    { eventName: "class.created", entityId: id, changedAt: at, title, subject: course.subject, courseId: course.id },
    place(id, "class", title, schoolId, at),
    ...one.pupils.flatMap((userId): CoreEvent[] => [
      { eventName: "user.created", entityId: userId, changedAt: at, name: `Pupil ${userId}`, role: "pupil" },
      { eventName: "membership.joined", entityId: id, changedAt: at, userId },
    ]),
  ];
}

/** What the core system had told before the week began, and what it changed in between. */
export function coreEvents(random: Random): readonly CoreEvent[] {
  const summer = "2026-08-24T09:00:00.000+02:00";
  const archived: SchoolClass = {
    id: published.classId,
    title: "5c, closed",
    schoolId: lincoln,
    course: archive,
    sender: "web",
    pupils: [published.userId],
    hour: 0,
  };
  const changed = "2026-11-18T15:30:00.000Z";
  return [
    place(district, "district", "Riverside", null, summer),
    ...schools.map((school) => place(school, "school", `School ${school}`, district, summer)),
    ...courses.flatMap((one) => ofCourse(one, random, summer)),
    ...ofCompetencies(summer),
    ...[...classes, archived].flatMap((one) => ofClass(one, summer)),
    { eventName: "user.created", entityId: "teacher-ito", changedAt: summer, name: "M. Ito", role: "teacher" },
    {
      eventName: "class.updated",
      entityId: "class-7b",
      changedAt: changed,
      title: "7b science, room 12",
      subject: "science",
      courseId: "SC7-course",
    },
    { eventName: "membership.left", entityId: "class-7b", changedAt: changed, userId: "ben-06" },
    {
      eventName: "user.updated",
      entityId: "ada-02",
      changedAt: changed,
      name: "Pupil ada-02, who moved",
      role: "pupil",
    },
    { eventName: "user.deleted", entityId: "ben-06", changedAt: "2026-11-19T08:00:00.000Z" },
    {
      eventName: "resource.updated",
      entityId: "MA7-video-1a",
      changedAt: changed,
      title: "Ratios in the kitchen",
      type: "video",
      subject: "mathematics",
      curatorId: "curator-osei",
      providerId: "provider-phet",
    },
    {
      eventName: "assessment.updated",
      entityId: "MA7-assessment-3",
      changedAt: changed,
      title: "Assessment of MA7-lesson-3, shortened",
      type: "assessment",
      subject: "mathematics",
      competencies: ["MA7.3"],
    },
    { eventName: "resource.deleted", entityId: "SC7-audio-4a", changedAt: changed },
    { eventName: "competency.asserted", entityId: "ada-03", changedAt: changed, competencyId: "MA7.2" },
  ].filter((event) => event.entityId !== late.assessmentId);
}
