// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { ColumnChange, Json, Open } from "da-compile/runtime";

/** (gooru/core.da:16) */
export interface Change_ {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
}

/**
 * Resources and questions. `originalId` names what a copy was copied from, at the first hand.
 * (gooru/core.da:21)
 */
export interface ResourceChange {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  readonly type: ContentType;
  /** Null where absent. */
  readonly subject: string | null;
  /** Null where absent. */
  readonly curatorId: Id | null;
  /** Null where absent. */
  readonly providerId: Id | null;
  /** Null where absent. */
  readonly originalId: Id | null;
}

/**
 * Collections and assessments. A signature assessment of a competency decides on its mastery.
 * (gooru/core.da:32)
 */
export interface CollectionChange {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  readonly type: CollectionType;
  /** Null where absent. */
  readonly subject: string | null;
  /** [] where absent or null. */
  readonly competencies: Id[];
  /** False where absent or null. */
  readonly signature: boolean;
}

/** Parts of a course of which performance and progress are told. (gooru/core.da:74) */
export type Level = "lesson" | "unit" | "course" | "class";

/** (gooru/core.da:108) */
export interface ClassChange {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  readonly subject: string;
  /** Null where absent. */
  readonly courseId: Id | null;
}

/** (gooru/core.da:135) */
export type PlaceKind = "class" | "school" | "district";

/** (gooru/core.da:148) */
export interface UserChange {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly name: string;
  readonly role: Open<"pupil" | "teacher" | "researcher">;
}

/** What all of them carry beside their measure: who, what, and where. (gooru/metrics.da:10) */
export interface Usage {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
}

/** What a score or a time alone does not tell: how it was before. (gooru/metrics.da:13) */
export interface History {
  readonly previous: number | null;
  readonly best: number | null;
  /** An integer. */
  readonly attempts: number;
  /** Milliseconds. */
  readonly timespent: number;
}

/** (gooru/partners.da:7) */
export type MobileKind = "v" | "w" | "i" | "p" | "t" | "a" | "q";

/**
 * What every message has. Numbers may be strings, times have the phone's offset, durations are in seconds.
 * (gooru/partners.da:10)
 */
export interface MobileItem {
  /** "usr" in JSON. */
  readonly userId: Id;
  /** "item" in JSON. */
  readonly contentId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601; "ts" in JSON. */
  readonly endTime: number;
  /** Milliseconds, in JSON seconds; "secs" in JSON; 0 where absent or null. */
  readonly spent: number;
  /** "run" in JSON; "NA" where absent or null. */
  readonly session: string;
  /** "ctx" in JSON; null where absent. */
  readonly place: {
    readonly classId: Id | null;
    readonly courseId: Id | null;
    readonly unitId: Id | null;
    readonly lessonId: Id | null;
  } | null;
  /** "x" in JSON; null where absent. */
  readonly more: Json;
}

/**
 * Ids that are not known are "NA", or missing; which of them, and what stands in, is what its senders do.
 * (gooru/partners.da:91)
 */
export interface WebContext {
  /** "NA" where absent or null. */
  readonly type: Open<"start" | "stop">;
  /** "NA" where absent or null. */
  readonly contentGooruId: Id;
  /** "NA" where absent or null. */
  readonly parentGooruId: Id;
  /** "NA" where absent or null. */
  readonly parentEventId: Id;
  /** "NA" where absent or null. */
  readonly resourceType: string;
  /** Null where absent. */
  readonly classGooruId: Id | null;
  /** Null where absent. */
  readonly courseGooruId: Id | null;
  /** Null where absent. */
  readonly unitGooruId: Id | null;
  /** Null where absent. */
  readonly lessonGooruId: Id | null;
  /** Null where absent. */
  readonly tenantId: string | null;
  /** Null where absent. */
  readonly partnerId: string | null;
  /** Null where absent. */
  readonly pathType: string | null;
  /** Null where absent. */
  readonly contentSource: string | null;
  /** Null where absent. */
  readonly collectionType: CollectionType | null;
  /** An integer; 0 where absent or null. */
  readonly questionCount: number;
  /** An integer; 0 where absent or null. */
  readonly pathId: number;
  /** 0 where absent or null. */
  readonly reactionType: number;
}

/** (gooru/partners.da:111) */
export interface WebPayload {
  /** "NA" where absent or null. */
  readonly questionType: string;
  /** "System" where absent or null. */
  readonly gradingType: string;
  /** "attempted" where absent or null. */
  readonly attemptStatus: Open<"correct" | "incorrect" | "skipped" | "attempted">;
  /** {} where absent or null. */
  readonly taxonomyIds: Json;
}

/** Unknown is not 0: none of these has a default. (gooru/partners.da:119) */
export interface WebMetrics {
  /** Null where absent. */
  readonly score: number | null;
  /** Null where absent. */
  readonly timespent: number | null;
  /** Null where absent. */
  readonly maxScore: number | null;
}

/** (gooru/partners.da:121) */
export interface WebEvent {
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly user: { readonly gooruUId: Id };
  /** {"sessionId":"NA"} where absent or null. */
  readonly session: { readonly sessionId: Id };
  readonly context: WebContext;
  /** {"questionType":"NA","gradingType":"System","attemptStatus":"attempted","taxonomyIds":{}} where absent or null. */
  readonly payLoadObject: WebPayload;
  /** {"score":null,"timespent":null,"maxScore":null} where absent or null. */
  readonly metrics: WebMetrics;
}

/** (gooru/places.da:8) */
export type Period = "day" | "week" | "month";

/** Whatever names a thing. Not all of them are UUIDs. 1 to 64 UTF-16 units long. (gooru/player.da:4) */
export type Id = string;

/**
 * A score is a percentage everywhere; what is not graded yet has none. Null never becomes 0. 0 to 100.
 * (gooru/player.da:7)
 */
export type Score = number;

/** An integer 1 to 5. (gooru/player.da:9) */
export type Reaction = number;

/** (gooru/player.da:11) */
export type Answer = "correct" | "incorrect" | "skipped" | "attempted";

/**
 * What kind of thing is played. Open: a new kind of resource is counted from its first day.
 * (gooru/player.da:14)
 */
export type ContentType = Open<
  | "video"
  | "webpage"
  | "interactive"
  | "image"
  | "text"
  | "audio"
  | "question"
  | "collection"
  | "collection-external"
  | "assessment"
  | "assessment-external"
  | "offline-activity"
>;

/** What holds resources and questions. (gooru/player.da:30) */
export type CollectionType =
  | "collection"
  | "collection-external"
  | "assessment"
  | "assessment-external"
  | "offline-activity";

/**
 * Where in a course, and in which sitting, something was played. Nulls are kept: a pupil may study without a class.
 * (gooru/player.da:33)
 */
export interface Context_ {
  readonly classId: Id | null;
  readonly courseId: Id | null;
  readonly unitId: Id | null;
  readonly lessonId: Id | null;
  readonly sessionId: Id;
  /** An integer. */
  readonly pathId: number;
  readonly pathType: string | null;
  readonly source: string | null;
}

/**
 * What all usage events have. A start, a grade and a reaction take no time: they end when they start.
 * (gooru/player.da:45)
 */
export interface Play {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly context: Context_;
}

/** A resource or question, perhaps inside a collection or an assessment. (gooru/player.da:55) */
export interface ResourcePlay {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly context: Context_;
  /** Null where absent. */
  readonly collectionId: Id | null;
  /** Null where absent. */
  readonly collectionType: CollectionType | null;
}

/**
 * What the catalogue knows of a resource: what it was copied from (itself, if nothing), who chose it, who offers it.
 * (gooru/pupils.da:34)
 */
export type Facet = "original" | "curator" | "provider";

/**
 * How long a pupil stays with what a curator or provider offers: seconds a play, the newest weighing a third.
 * (gooru/pupils.da:65)
 */
export interface Taste {
  readonly id: Id;
  readonly seconds: number;
}

/** Its part of the whole, in millionths. (gooru/pupils.da:68) */
export interface Share {
  readonly id: Id;
  /** An integer. */
  readonly share: number;
}

/** Comes from the source core. (gooru/core.da:41) */
export interface ResourcePublished {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  readonly type: ContentType;
  /** Null where absent. */
  readonly subject: string | null;
  /** Null where absent. */
  readonly curatorId: Id | null;
  /** Null where absent. */
  readonly providerId: Id | null;
  /** Null where absent. */
  readonly originalId: Id | null;
}

/** Comes from the source core. (gooru/core.da:42) */
export interface ResourceUpdated {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  readonly type: ContentType;
  /** Null where absent. */
  readonly subject: string | null;
  /** Null where absent. */
  readonly curatorId: Id | null;
  /** Null where absent. */
  readonly providerId: Id | null;
  /** Null where absent. */
  readonly originalId: Id | null;
}

/** Comes from the source core. (gooru/core.da:43) */
export interface ResourceDeleted {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
}

/** Comes from the source core. (gooru/core.da:44) */
export interface CollectionPublished {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  readonly type: CollectionType;
  /** Null where absent. */
  readonly subject: string | null;
  /** [] where absent or null. */
  readonly competencies: Id[];
  /** False where absent or null. */
  readonly signature: boolean;
}

/** Comes from the source core. (gooru/core.da:45) */
export interface CollectionUpdated {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  readonly type: CollectionType;
  /** Null where absent. */
  readonly subject: string | null;
  /** [] where absent or null. */
  readonly competencies: Id[];
  /** False where absent or null. */
  readonly signature: boolean;
}

/** Comes from the source core. (gooru/core.da:46) */
export interface CollectionDeleted {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
}

/** Comes from the source core. (gooru/core.da:47) */
export interface AssessmentPublished {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  readonly type: CollectionType;
  /** Null where absent. */
  readonly subject: string | null;
  /** [] where absent or null. */
  readonly competencies: Id[];
  /** False where absent or null. */
  readonly signature: boolean;
}

/** Comes from the source core. (gooru/core.da:48) */
export interface AssessmentUpdated {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  readonly type: CollectionType;
  /** Null where absent. */
  readonly subject: string | null;
  /** [] where absent or null. */
  readonly competencies: Id[];
  /** False where absent or null. */
  readonly signature: boolean;
}

/** Comes from the source core. (gooru/core.da:49) */
export interface AssessmentDeleted {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
}

/**
 * A course with all its units and lessons, and how many collections and assessments each of them holds.
 * (gooru/core.da:77)
 */
export interface CoursePublished {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  /** An integer. */
  readonly items: number;
  readonly parts: {
    readonly level: "unit" | "lesson";
    readonly id: Id;
    readonly title: string;
    readonly items: number;
  }[];
}

/** Comes from the source core. (gooru/core.da:94) */
export interface CompetencyPublished {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  readonly requires: Id[];
}

/** Comes from the source core. (gooru/core.da:110) */
export interface ClassCreated {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  readonly subject: string;
  /** Null where absent. */
  readonly courseId: Id | null;
}

/** Comes from the source core. (gooru/core.da:111) */
export interface ClassUpdated {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly title: string;
  readonly subject: string;
  /** Null where absent. */
  readonly courseId: Id | null;
}

/** Comes from the source core. (gooru/core.da:119) */
export interface MembershipJoined {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly userId: Id;
}

/** Comes from the source core. (gooru/core.da:120) */
export interface MembershipLeft {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly userId: Id;
}

/** A class is put into a school, a school into a district. (gooru/core.da:138) */
export interface PlaceAssigned {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly kind: PlaceKind;
  readonly title: string;
  readonly parentId: Id | null;
}

/** Comes from the source core. (gooru/core.da:150) */
export interface UserCreated {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly name: string;
  readonly role: Open<"pupil" | "teacher" | "researcher">;
}

/** Comes from the source core. (gooru/core.da:151) */
export interface UserUpdated {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly name: string;
  readonly role: Open<"pupil" | "teacher" | "researcher">;
}

/** Comes from the source core. (gooru/core.da:152) */
export interface UserDeleted {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
}

/**
 * Demux `times` makes it at the end of each play of a resource. Deps `pupil_days` (time per type and day), `facets`
 * (original, curator, provider), `preferences` (moving averages and shares) and `content_times` fold it; there it ends.
 * (gooru/metrics.da:22)
 */
export interface UsageResourceTimespent {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly result: { readonly timespent: number };
}

/**
 * Demux `times` makes it at the end of each play of a question. Deps `pupil_days` and `content_times` fold it; there it
 * ends.
 * (gooru/metrics.da:30)
 */
export interface UsageQuestionTimespent {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly result: { readonly timespent: number };
}

/**
 * Demux `times` makes it when a play inside a collection stops. Deps `content_times` and `level_times` fold it, dep
 * `class_times` passes it on to the class as `usage.place.timespent`, which climbs to the district and ends there.
 * (gooru/metrics.da:34)
 */
export interface UsageCollectionTimespent {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly result: { readonly timespent: number };
}

/**
 * Gep `assessments` signals it at the end of a sitting, demux `assessment_changes` makes it. It goes the way of
 * `usage.collection.timespent` and ends where that ends.
 * (gooru/metrics.da:38)
 */
export interface UsageAssessmentTimespent {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly result: { readonly timespent: number };
}

/**
 * Gep `collections` signals the first play in each sitting with a collection, demux `collection_changes` makes it. Dep
 * `content_views` counts it; there it ends.
 * (gooru/metrics.da:42)
 */
export interface UsageCollectionView {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly result: { readonly view: number };
}

/**
 * Gep `assessments` signals the first end of each sitting, demux `assessment_changes` makes it. Dep `content_views` counts it;
 * there it ends.
 * (gooru/metrics.da:46)
 */
export interface UsageAssessmentView {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly result: { readonly view: number };
}

/**
 * The mean of the latest scores of a collection's questions. Gep `collections` signals each change, demux `collection_changes`
 * makes it. Dep `content_scores` folds it; there it ends, as only assessments count for the performance in a course.
 * (gooru/metrics.da:50)
 */
export interface UsageCollectionScore {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly result: { readonly score: number | null };
  readonly history: History;
}

/**
 * The score just given, null while an answer is ungraded. Gep `assessments` signals each sitting and each correction,
 * demux `assessment_changes` makes it. Dep `content_scores` folds it, `standings` folds it for lesson, unit, course and class
 * and passes the class's on as `usage.place.points`, and `competency_scores` passes it on as `usage.competency.level`.
 * (gooru/metrics.da:55)
 */
export interface UsageAssessmentScore {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly result: { readonly score: number | null };
  readonly history: History;
}

/**
 * Gep `reactions` signals each change of mind, demux `reaction_changes` makes it. Dep `content_reactions` keeps the average;
 * there it ends. The same holds for the other three.
 * (gooru/metrics.da:59)
 */
export interface UsageResourceReaction {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly result: { readonly reaction: number };
  /** An integer. */
  readonly previous: number | null;
}

/** As `usage.resource.reaction`. (gooru/metrics.da:62) */
export interface UsageQuestionReaction {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly result: { readonly reaction: number };
  /** An integer. */
  readonly previous: number | null;
}

/**
 * As `usage.resource.reaction`; made of reactions to the whole collection, and to what is inside.
 * (gooru/metrics.da:65)
 */
export interface UsageCollectionReaction {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly result: { readonly reaction: number };
  /** An integer. */
  readonly previous: number | null;
}

/**
 * As `usage.resource.reaction`; made of reactions to the whole assessment, and to what is inside.
 * (gooru/metrics.da:68)
 */
export interface UsageAssessmentReaction {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly result: { readonly reaction: number };
  /** An integer. */
  readonly previous: number | null;
}

/** Comes from the source edmobile. (gooru/partners.da:30) */
export interface MobileItem_ {
  /** "usr" in JSON. */
  readonly userId: Id;
  /** "item" in JSON. */
  readonly contentId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601; "ts" in JSON. */
  readonly endTime: number;
  /** Milliseconds, in JSON seconds; "secs" in JSON; 0 where absent or null. */
  readonly spent: number;
  /** "run" in JSON; "NA" where absent or null. */
  readonly session: string;
  /** "ctx" in JSON; null where absent. */
  readonly place: {
    readonly classId: Id | null;
    readonly courseId: Id | null;
    readonly unitId: Id | null;
    readonly lessonId: Id | null;
  } | null;
  /** "x" in JSON; null where absent. */
  readonly more: Json;
  /** "k" in JSON. */
  readonly kind: MobileKind;
  /** "set" in JSON; null where absent. */
  readonly collectionId: Id | null;
  /** "ok" in JSON; null where absent. */
  readonly right: boolean | null;
}

/** Comes from the source edmobile. (gooru/partners.da:37) */
export interface MobileTest {
  /** "usr" in JSON. */
  readonly userId: Id;
  /** "item" in JSON. */
  readonly contentId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601; "ts" in JSON. */
  readonly endTime: number;
  /** Milliseconds, in JSON seconds; "secs" in JSON; 0 where absent or null. */
  readonly spent: number;
  /** "run" in JSON; "NA" where absent or null. */
  readonly session: string;
  /** "ctx" in JSON; null where absent. */
  readonly place: {
    readonly classId: Id | null;
    readonly courseId: Id | null;
    readonly unitId: Id | null;
    readonly lessonId: Id | null;
  } | null;
  /** "x" in JSON; null where absent. */
  readonly more: Json;
  /** 0 to 100; "pct" in JSON; null where absent. */
  readonly score: number | null;
}

/** Comes from the source edmobile. (gooru/partners.da:38) */
export interface MobileRating {
  /** "usr" in JSON. */
  readonly userId: Id;
  /** "item" in JSON. */
  readonly contentId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601; "ts" in JSON. */
  readonly endTime: number;
  /** Milliseconds, in JSON seconds; "secs" in JSON; 0 where absent or null. */
  readonly spent: number;
  /** "run" in JSON; "NA" where absent or null. */
  readonly session: string;
  /** "ctx" in JSON; null where absent. */
  readonly place: {
    readonly classId: Id | null;
    readonly courseId: Id | null;
    readonly unitId: Id | null;
    readonly lessonId: Id | null;
  } | null;
  /** "x" in JSON; null where absent. */
  readonly more: Json;
  /** "k" in JSON. */
  readonly kind: MobileKind;
  /** An integer. */
  readonly stars: number;
}

/** Comes from the source web. (gooru/partners.da:142) */
export interface WebPlay {
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly user: { readonly gooruUId: Id };
  /** {"sessionId":"NA"} where absent or null. */
  readonly session: { readonly sessionId: Id };
  readonly context: WebContext;
  /** {"questionType":"NA","gradingType":"System","attemptStatus":"attempted","taxonomyIds":{}} where absent or null. */
  readonly payLoadObject: WebPayload;
  /** {"score":null,"timespent":null,"maxScore":null} where absent or null. */
  readonly metrics: WebMetrics;
}

/** Comes from the source web. (gooru/partners.da:143) */
export interface WebResource {
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly user: { readonly gooruUId: Id };
  /** {"sessionId":"NA"} where absent or null. */
  readonly session: { readonly sessionId: Id };
  readonly context: WebContext;
  /** {"questionType":"NA","gradingType":"System","attemptStatus":"attempted","taxonomyIds":{}} where absent or null. */
  readonly payLoadObject: WebPayload;
  /** {"score":null,"timespent":null,"maxScore":null} where absent or null. */
  readonly metrics: WebMetrics;
}

/** Comes from the source web. (gooru/partners.da:144) */
export interface WebReaction {
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly user: { readonly gooruUId: Id };
  /** {"sessionId":"NA"} where absent or null. */
  readonly session: { readonly sessionId: Id };
  readonly context: WebContext;
  /** {"questionType":"NA","gradingType":"System","attemptStatus":"attempted","taxonomyIds":{}} where absent or null. */
  readonly payLoadObject: WebPayload;
  /** {"score":null,"timespent":null,"maxScore":null} where absent or null. */
  readonly metrics: WebMetrics;
}

/** Comes from the source web. (gooru/partners.da:145) */
export interface WebGrade {
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly user: { readonly gooruUId: Id };
  /** {"sessionId":"NA"} where absent or null. */
  readonly session: { readonly sessionId: Id };
  readonly context: WebContext;
  /** {"questionType":"NA","gradingType":"System","attemptStatus":"attempted","taxonomyIds":{}} where absent or null. */
  readonly payLoadObject: WebPayload;
  /** {"score":null,"timespent":null,"maxScore":null} where absent or null. */
  readonly metrics: WebMetrics;
}

/**
 * Dep `class_times` makes it for the class, dep `times_upward` for its school and district. Dep `place_times` folds it
 * at each of them; at the district it ends.
 * (gooru/places.da:77)
 */
export interface UsagePlaceTimespent {
  readonly placeId: Id;
  readonly kind: PlaceKind;
  readonly subject: string;
  readonly userId: Id;
  readonly result: { readonly timespent: number };
}

/**
 * What a pupil's new score adds to the sum of a place's latest scores, and `scored` to their number. Dep `standings`
 * makes it for the class, dep `points_upward` for its school and district. Dep `place_points` folds it at each of them;
 * at the district it ends.
 * (gooru/places.da:148)
 */
export interface UsagePlacePoints {
  readonly placeId: Id;
  readonly kind: PlaceKind;
  /** An integer. */
  readonly scored: number;
  readonly given: number;
  readonly result: { readonly points: number };
}

/** Comes from the source player. (gooru/player.da:69) */
export interface ResourcePlayStart {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly context: Context_;
  /** Null where absent. */
  readonly collectionId: Id | null;
  /** Null where absent. */
  readonly collectionType: CollectionType | null;
}

/** A resource was seen, or a question answered. (gooru/player.da:72) */
export interface ResourcePlayStop {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly context: Context_;
  /** Null where absent. */
  readonly collectionId: Id | null;
  /** Null where absent. */
  readonly collectionType: CollectionType | null;
  /** Null where absent. */
  readonly answer: Answer | null;
  /** Null where absent. */
  readonly score: Score | null;
  /** Null where absent. */
  readonly reaction: Reaction | null;
}

/** A question graded by hand, or graded again. (gooru/player.da:80) */
export interface QuestionGrade {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly context: Context_;
  /** Null where absent. */
  readonly collectionId: Id | null;
  /** Null where absent. */
  readonly collectionType: CollectionType | null;
  readonly score: Score;
}

/**
 * A reaction that did not wait for the end of the play, or is to a whole collection or assessment.
 * (gooru/player.da:83)
 */
export interface ContentReact {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly context: Context_;
  /** Null where absent. */
  readonly collectionId: Id | null;
  /** Null where absent. */
  readonly collectionType: CollectionType | null;
  readonly reaction: Reaction;
}

/** Comes from the source player. (gooru/player.da:84) */
export interface CollectionPlayStart {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly context: Context_;
}

/** Comes from the source player. (gooru/player.da:85) */
export interface CollectionPlayStop {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly context: Context_;
}

/** Comes from the source player. (gooru/player.da:86) */
export interface AssessmentPlayStart {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly context: Context_;
}

/** Comes from the source player. (gooru/player.da:88) */
export interface AssessmentPlayStop {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly context: Context_;
  readonly score: Score | null;
}

/** The score of an assessment corrected after the sitting that the context names. (gooru/player.da:94) */
export interface AssessmentGrade {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number;
  /** Milliseconds since 1970 UTC. */
  readonly endTime: number;
  readonly context: Context_;
  readonly score: Score;
}

/**
 * Demux `progress_changes` makes it once for each pupil and collection or assessment, when it is first played. Dep `progress`
 * counts it; there it ends.
 * (gooru/pupils.da:228)
 */
export interface ItemStarted {
  readonly userId: Id;
  readonly contentId: Id;
  readonly context: Context_;
}

/**
 * Demux `progress_changes` makes it once for each pupil and collection or assessment, when it is first finished. Dep `progress`
 * counts it for the pupil and dep `class_progress` for the class; there it ends.
 * (gooru/pupils.da:232)
 */
export interface ItemCompleted {
  readonly userId: Id;
  readonly contentId: Id;
  readonly context: Context_;
}

/**
 * Dep `struggling` makes it when a pupil's scores are low and falling. Nothing in the pipeline reads it: it is for those
 * who tell teachers.
 * (gooru/pupils.da:287)
 */
export interface PupilStruggling {
  readonly userId: Id;
  /** An integer. */
  readonly days: number;
  readonly mean: number;
  readonly slope: number;
}

/** Dep `struggling` makes it when they are not any more. (gooru/pupils.da:290) */
export interface PupilRecovered {
  readonly userId: Id;
  /** An integer. */
  readonly days: number;
  readonly mean: number;
  readonly slope: number;
}

/**
 * Dep `competency_scores` makes it of an assessment's score for each competency that the assessment touches, dep
 * `competency_assertions` of a teacher's word, dep `inferences` for what a completed competency requires. Dep
 * `competency_levels` folds it and tells a rise as `competency.reached`; there it ends.
 * (gooru/pupils.da:311)
 */
export interface UsageCompetencyLevel {
  readonly userId: Id;
  readonly competencyId: Id;
  readonly score: number | null;
  readonly result: { readonly level: number };
}

/** A teacher has seen that a pupil can do it: the entity is the pupil. (gooru/pupils.da:330) */
export interface CompetencyAsserted {
  readonly entityId: Id;
  /** Milliseconds since 1970 UTC, in JSON ISO 8601. */
  readonly changedAt: number;
  readonly competencyId: Id;
}

/**
 * Dep `competency_levels` makes it when a competency's level rises. Nothing in the pipeline reads it: it is for those
 * who tell teachers and parents.
 * (gooru/pupils.da:358)
 */
export interface CompetencyReached {
  readonly userId: Id;
  readonly competencyId: Id;
  /** An integer. */
  readonly level: number;
  /** An integer. */
  readonly before: number | null;
}

/** (gooru/metrics.da:119) */
export interface CollectionState {
  readonly userId: Id;
  readonly collectionId: Id;
  readonly contentType: CollectionType;
  readonly context: Context_;
  readonly points: ColumnChange<number | null, number>;
  readonly best: ColumnChange<number | null, number>;
  /** An integer. */
  readonly scored: ColumnChange<number | null, number>;
  /** An integer. */
  readonly attempts: ColumnChange<number | null, number>;
  /** Milliseconds. */
  readonly timespent: ColumnChange<number | null, number>;
}

/** (gooru/metrics.da:177) */
export interface AssessmentState {
  readonly userId: Id;
  readonly assessmentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  readonly given: Score | null;
  /** Milliseconds. */
  readonly spent: number;
  readonly score: ColumnChange<number | null>;
  readonly best: ColumnChange<number | null>;
  /** An integer. */
  readonly attempts: ColumnChange<number | null, number>;
  /** Milliseconds. */
  readonly timespent: ColumnChange<number | null, number>;
}

/** (gooru/metrics.da:212) */
export interface ContentReaction {
  readonly userId: Id;
  readonly contentId: Id;
  readonly contentType: ContentType;
  readonly context: Context_;
  /** An integer. */
  readonly reaction: ColumnChange<number | null>;
}

/** (gooru/pupils.da:217) */
export interface ItemProgress {
  readonly userId: Id;
  readonly contentId: Id;
  readonly context: Context_;
  /** Milliseconds since 1970 UTC. */
  readonly started: ColumnChange<number | null>;
  /** Milliseconds since 1970 UTC. */
  readonly finished: ColumnChange<number | null>;
}

/** All events by name. */
export interface Events {
  "resource.published": ResourcePublished;
  "resource.updated": ResourceUpdated;
  "resource.deleted": ResourceDeleted;
  "collection.published": CollectionPublished;
  "collection.updated": CollectionUpdated;
  "collection.deleted": CollectionDeleted;
  "assessment.published": AssessmentPublished;
  "assessment.updated": AssessmentUpdated;
  "assessment.deleted": AssessmentDeleted;
  "course.published": CoursePublished;
  "competency.published": CompetencyPublished;
  "class.created": ClassCreated;
  "class.updated": ClassUpdated;
  "membership.joined": MembershipJoined;
  "membership.left": MembershipLeft;
  "place.assigned": PlaceAssigned;
  "user.created": UserCreated;
  "user.updated": UserUpdated;
  "user.deleted": UserDeleted;
  "usage.resource.timespent": UsageResourceTimespent;
  "usage.question.timespent": UsageQuestionTimespent;
  "usage.collection.timespent": UsageCollectionTimespent;
  "usage.assessment.timespent": UsageAssessmentTimespent;
  "usage.collection.view": UsageCollectionView;
  "usage.assessment.view": UsageAssessmentView;
  "usage.collection.score": UsageCollectionScore;
  "usage.assessment.score": UsageAssessmentScore;
  "usage.resource.reaction": UsageResourceReaction;
  "usage.question.reaction": UsageQuestionReaction;
  "usage.collection.reaction": UsageCollectionReaction;
  "usage.assessment.reaction": UsageAssessmentReaction;
  "mobile.item": MobileItem_;
  "mobile.test": MobileTest;
  "mobile.rating": MobileRating;
  "web.play": WebPlay;
  "web.resource": WebResource;
  "web.reaction": WebReaction;
  "web.grade": WebGrade;
  "usage.place.timespent": UsagePlaceTimespent;
  "usage.place.points": UsagePlacePoints;
  "resource.play.start": ResourcePlayStart;
  "resource.play.stop": ResourcePlayStop;
  "question.grade": QuestionGrade;
  "content.react": ContentReact;
  "collection.play.start": CollectionPlayStart;
  "collection.play.stop": CollectionPlayStop;
  "assessment.play.start": AssessmentPlayStart;
  "assessment.play.stop": AssessmentPlayStop;
  "assessment.grade": AssessmentGrade;
  "item.started": ItemStarted;
  "item.completed": ItemCompleted;
  "pupil.struggling": PupilStruggling;
  "pupil.recovered": PupilRecovered;
  "usage.competency.level": UsageCompetencyLevel;
  "competency.asserted": CompetencyAsserted;
  "competency.reached": CompetencyReached;
}

/** What a handler adds to each signal: the fields that are not of the store. */
export interface Signals {
  "collection.state": Pick<CollectionState, "contentType" | "context">;
  "assessment.state": Pick<AssessmentState, "contentType" | "context" | "given" | "spent">;
  "content.reaction": Pick<ContentReaction, "contentType" | "context">;
  "item.progress": Pick<ItemProgress, "context">;
}
