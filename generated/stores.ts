// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { Change } from "da-compile/runtime";
import type { ContentType, Facet, Id, Level, Period, PlaceKind, Share, Taste } from "./events.ts";

/** How a row of contents is found. (gooru/core.da:52) */
export interface ContentsKey {
  readonly contentId: Id;
}

/**
 * All contents. What was deleted stays, marked, since what pupils did with it stays too.
 * (gooru/core.da:52)
 */
export interface ContentsRow {
  readonly contentId: Id;
  /** The newest by event time. */
  readonly title: string | null;
  /** The newest by event time. */
  readonly subject: string | null;
  /** The newest by event time. */
  readonly curatorId: Id | null;
  /** The newest by event time. */
  readonly providerId: Id | null;
  /** The newest by event time. */
  readonly originalId: Id | null;
  /** The newest by event time. */
  readonly competencies: Id[] | null;
  /** The newest by event time. */
  readonly signature: boolean | null;
  /** The newest by event time. */
  readonly live: boolean | null;
}

/** What one update contributes to a row of contents; null changes nothing. (gooru/core.da:52) */
export interface ContentsUpdate {
  readonly title?: string | null;
  readonly subject?: string | null;
  readonly curatorId?: Id | null;
  readonly providerId?: Id | null;
  readonly originalId?: Id | null;
  readonly competencies?: Id[] | null;
  readonly signature?: boolean | null;
  readonly live?: boolean | null;
}

/** A row of contents before and after an update. */
export type ContentsChange = Change<ContentsRow>;

/** How a row of outlines is found. (gooru/core.da:85) */
export interface OutlinesKey {
  readonly level: Level;
  readonly id: Id;
}

/** The "of total" of every progress: `standings.completed` of `outlines.items`. (gooru/core.da:85) */
export interface OutlinesRow {
  readonly level: Level;
  readonly id: Id;
  /** The newest by event time. */
  readonly title: string | null;
  /** The newest by event time; an integer. */
  readonly items: number | null;
}

/** What one update contributes to a row of outlines; null changes nothing. (gooru/core.da:85) */
export interface OutlinesUpdate {
  readonly title?: string | null;
  readonly items?: number | null;
}

/** A row of outlines before and after an update. */
export type OutlinesChange = Change<OutlinesRow>;

/** How a row of competencies is found. (gooru/core.da:100) */
export interface CompetenciesKey {
  readonly competencyId: Id;
}

/** A row of competencies. (gooru/core.da:100) */
export interface CompetenciesRow {
  readonly competencyId: Id;
  readonly title: string;
  readonly requires: Id[];
}

/** What one update contributes to a row of competencies; null changes nothing. (gooru/core.da:100) */
export interface CompetenciesUpdate {
  readonly title: string;
  readonly requires: Id[];
}

/** A row of competencies before and after an update. */
export type CompetenciesChange = Change<CompetenciesRow>;

/** How a row of classes is found. (gooru/core.da:113) */
export interface ClassesKey {
  readonly classId: Id;
}

/** A row of classes. (gooru/core.da:113) */
export interface ClassesRow {
  readonly classId: Id;
  readonly title: string;
  readonly subject: string;
  readonly courseId: Id | null;
}

/** What one update contributes to a row of classes; null changes nothing. (gooru/core.da:113) */
export interface ClassesUpdate {
  readonly title: string;
  readonly subject: string;
  readonly courseId: Id | null;
}

/** A row of classes before and after an update. */
export type ClassesChange = Change<ClassesRow>;

/** How a row of memberships is found. (gooru/core.da:122) */
export interface MembershipsKey {
  readonly classId: Id;
  readonly userId: Id;
}

/** A row of memberships. (gooru/core.da:122) */
export interface MembershipsRow {
  readonly classId: Id;
  readonly userId: Id;
  /** The newest by event time. */
  readonly member: boolean | null;
}

/** What one update contributes to a row of memberships; null changes nothing. (gooru/core.da:122) */
export interface MembershipsUpdate {
  readonly member?: boolean | null;
}

/** A row of memberships before and after an update. */
export type MembershipsChange = Change<MembershipsRow>;

/** How a row of class_sizes is found. (gooru/core.da:125) */
export interface ClassSizesKey {
  readonly classId: Id;
}

/**
 * How many pupils a class has: with `outlines` the total of what a class may complete.
 * (gooru/core.da:125)
 */
export interface ClassSizesRow {
  readonly classId: Id;
  /** The sum; an integer. */
  readonly pupils: number;
}

/** What one update contributes to a row of class_sizes; null changes nothing. (gooru/core.da:125) */
export interface ClassSizesUpdate {
  readonly pupils?: number | null;
}

/** A row of class_sizes before and after an update. */
export type ClassSizesChange = Change<ClassSizesRow>;

/** How a row of places is found. (gooru/core.da:140) */
export interface PlacesKey {
  readonly placeId: Id;
}

/** A row of places. (gooru/core.da:140) */
export interface PlacesRow {
  readonly placeId: Id;
  readonly kind: PlaceKind;
  readonly title: string;
  readonly parentId: Id | null;
}

/** What one update contributes to a row of places; null changes nothing. (gooru/core.da:140) */
export interface PlacesUpdate {
  readonly kind: PlaceKind;
  readonly title: string;
  readonly parentId: Id | null;
}

/** A row of places before and after an update. */
export type PlacesChange = Change<PlacesRow>;

/** How a row of users is found. (gooru/core.da:154) */
export interface UsersKey {
  readonly userId: Id;
}

/** A row of users. (gooru/core.da:154) */
export interface UsersRow {
  readonly userId: Id;
  readonly name: string | null;
  readonly role: string | null;
}

/** What one update contributes to a row of users; null changes nothing. (gooru/core.da:154) */
export interface UsersUpdate {
  readonly name?: string | null;
  readonly role?: string | null;
}

/** A row of users before and after an update. */
export type UsersChange = Change<UsersRow>;

/** How a row of collection_items is found. (gooru/metrics.da:97) */
export interface CollectionItemsKey {
  readonly userId: Id;
  readonly collectionId: Id;
  readonly contentId: Id;
}

/**
 * A pupil's time with each resource of a collection, and the score of each question.
 * (gooru/metrics.da:97)
 */
export interface CollectionItemsRow {
  readonly userId: Id;
  readonly collectionId: Id;
  readonly contentId: Id;
  /** The newest by event time. */
  readonly score: number | null;
  /** The greatest. */
  readonly best: number | null;
  /** The sum; milliseconds. */
  readonly timespent: number;
  /** The sum; an integer. */
  readonly plays: number;
}

/** What one update contributes to a row of collection_items; null changes nothing. (gooru/metrics.da:97) */
export interface CollectionItemsUpdate {
  readonly score?: number | null;
  readonly best?: number | null;
  readonly timespent?: number | null;
  readonly plays?: number | null;
}

/** A row of collection_items before and after an update. */
export type CollectionItemsChange = Change<CollectionItemsRow>;

/** How a row of collection_states is found. (gooru/metrics.da:109) */
export interface CollectionStatesKey {
  readonly userId: Id;
  readonly collectionId: Id;
}

/**
 * A pupil's score, best score, sittings and time with each collection: `points / scored` and `best / scored`. It adds up
 * how each item changes, so it is exact in whatever order the events come, and a correction replaces what it corrects.
 * (gooru/metrics.da:109)
 */
export interface CollectionStatesRow {
  readonly userId: Id;
  readonly collectionId: Id;
  /** The sum. */
  readonly points: number;
  /** The sum. */
  readonly best: number;
  /** The sum; an integer. */
  readonly scored: number;
  /** How many different ones came; an integer. */
  readonly attempts: number;
  /** The sum; milliseconds. */
  readonly timespent: number;
}

/**
 * What one update contributes to a row of collection_states; null changes nothing.
 * (gooru/metrics.da:109)
 */
export interface CollectionStatesUpdate {
  readonly points?: number | null;
  readonly best?: number | null;
  readonly scored?: number | null;
  readonly attempts?: Id | null;
  readonly timespent?: number | null;
}

/** A row of collection_states before and after an update. */
export type CollectionStatesChange = Change<CollectionStatesRow>;

/** How a row of assessment_states is found. (gooru/metrics.da:168) */
export interface AssessmentStatesKey {
  readonly userId: Id;
  readonly assessmentId: Id;
}

/**
 * A pupil's score, best score, sittings and time with each assessment. Corrections belong to the sitting they correct,
 * so they add no attempt.
 * (gooru/metrics.da:168)
 */
export interface AssessmentStatesRow {
  readonly userId: Id;
  readonly assessmentId: Id;
  /** The newest by event time. */
  readonly score: number | null;
  /** The greatest. */
  readonly best: number | null;
  /** How many different ones came; an integer. */
  readonly attempts: number;
  /** The sum; milliseconds. */
  readonly timespent: number;
}

/**
 * What one update contributes to a row of assessment_states; null changes nothing.
 * (gooru/metrics.da:168)
 */
export interface AssessmentStatesUpdate {
  readonly score?: number | null;
  readonly best?: number | null;
  readonly attempts?: Id | null;
  readonly timespent?: number | null;
}

/** A row of assessment_states before and after an update. */
export type AssessmentStatesChange = Change<AssessmentStatesRow>;

/** How a row of reactions is found. (gooru/metrics.da:210) */
export interface ReactionsKey {
  readonly userId: Id;
  readonly contentId: Id;
}

/**
 * The latest reaction of each pupil to each content, and to each collection by what is inside.
 * (gooru/metrics.da:210)
 */
export interface ReactionsRow {
  readonly userId: Id;
  readonly contentId: Id;
  /** The newest by event time; an integer. */
  readonly reaction: number | null;
}

/** What one update contributes to a row of reactions; null changes nothing. (gooru/metrics.da:210) */
export interface ReactionsUpdate {
  readonly reaction?: number | null;
}

/** A row of reactions before and after an update. */
export type ReactionsChange = Change<ReactionsRow>;

/** How a row of content_activity is found. (gooru/places.da:20) */
export interface ContentActivityKey {
  readonly contentId: Id;
  readonly period: Period;
  /** A date as 2026-11-23. */
  readonly start: string;
}

/**
 * Time with, views and scores of each resource, question, collection and assessment, and how many pupils played it.
 * (gooru/places.da:20)
 */
export interface ContentActivityRow {
  readonly contentId: Id;
  readonly period: Period;
  /** A date as 2026-11-23. */
  readonly start: string;
  /** The sum; milliseconds. */
  readonly timespent: number;
  /** The sum; an integer. */
  readonly views: number;
  /** The mean. */
  readonly score: number | null;
  /** How many different ones came; an integer. */
  readonly pupils: number;
}

/** What one update contributes to a row of content_activity; null changes nothing. (gooru/places.da:20) */
export interface ContentActivityUpdate {
  readonly timespent?: number | null;
  readonly views?: number | null;
  readonly score?: number | null;
  readonly pupils?: Id | null;
}

/** A row of content_activity before and after an update. */
export type ContentActivityChange = Change<ContentActivityRow>;

/** How a row of content_reactions is found. (gooru/places.da:54) */
export interface ContentReactionsKey {
  readonly contentId: Id;
}

/**
 * How pupils like a content: `total / pupils` is the average of their latest reactions.
 * (gooru/places.da:54)
 */
export interface ContentReactionsRow {
  readonly contentId: Id;
  /** The sum; an integer. */
  readonly total: number;
  /** The sum; an integer. */
  readonly pupils: number;
}

/** What one update contributes to a row of content_reactions; null changes nothing. (gooru/places.da:54) */
export interface ContentReactionsUpdate {
  readonly total?: number | null;
  readonly pupils?: number | null;
}

/** A row of content_reactions before and after an update. */
export type ContentReactionsChange = Change<ContentReactionsRow>;

/** How a row of class_progress is found. (gooru/places.da:67) */
export interface ClassProgressKey {
  readonly classId: Id;
}

/**
 * What a class has completed, of `class_sizes.pupils` times `outlines.items` of its course.
 * (gooru/places.da:67)
 */
export interface ClassProgressRow {
  readonly classId: Id;
  /** The sum; an integer. */
  readonly completed: number;
  /** How many different ones came; an integer. */
  readonly pupils: number;
}

/** What one update contributes to a row of class_progress; null changes nothing. (gooru/places.da:67) */
export interface ClassProgressUpdate {
  readonly completed?: number | null;
  readonly pupils?: Id | null;
}

/** A row of class_progress before and after an update. */
export type ClassProgressChange = Change<ClassProgressRow>;

/** How a row of place_activity is found. (gooru/places.da:105) */
export interface PlaceActivityKey {
  readonly placeId: Id;
  readonly subject: string;
  readonly period: Period;
  /** A date as 2026-11-23. */
  readonly start: string;
}

/** Active pupils and their time, by place, subject and day, week and month. (gooru/places.da:105) */
export interface PlaceActivityRow {
  readonly placeId: Id;
  readonly subject: string;
  readonly period: Period;
  /** A date as 2026-11-23. */
  readonly start: string;
  /** How many different ones came; an integer. */
  readonly pupils: number;
  /** The sum; milliseconds. */
  readonly timespent: number;
}

/** What one update contributes to a row of place_activity; null changes nothing. (gooru/places.da:105) */
export interface PlaceActivityUpdate {
  readonly pupils?: Id | null;
  readonly timespent?: number | null;
}

/** A row of place_activity before and after an update. */
export type PlaceActivityChange = Change<PlaceActivityRow>;

/** How a row of place_months is found. (gooru/places.da:115) */
export interface PlaceMonthsKey {
  readonly placeId: Id;
  readonly subject: string;
  /** A date as 2026-11-23. */
  readonly month: string;
}

/** Active pupils and time by month, each with the change against the month before. (gooru/places.da:115) */
export interface PlaceMonthsRow {
  readonly placeId: Id;
  readonly subject: string;
  /** A date as 2026-11-23. */
  readonly month: string;
  /** The sum; an integer. */
  readonly pupils: number;
  /** The sum; an integer. */
  readonly pupilsChange: number;
  /** The sum; milliseconds. */
  readonly timespent: number;
  /** The sum; milliseconds. */
  readonly timespentChange: number;
}

/** What one update contributes to a row of place_months; null changes nothing. (gooru/places.da:115) */
export interface PlaceMonthsUpdate {
  readonly pupils?: number | null;
  readonly pupilsChange?: number | null;
  readonly timespent?: number | null;
  readonly timespentChange?: number | null;
}

/** A row of place_months before and after an update. */
export type PlaceMonthsChange = Change<PlaceMonthsRow>;

/** How a row of place_standings is found. (gooru/places.da:167) */
export interface PlaceStandingsKey {
  readonly placeId: Id;
}

/**
 * Performance of a class, school or district: the mean of its pupils' latest scores is `points / scored`.
 * (gooru/places.da:167)
 */
export interface PlaceStandingsRow {
  readonly placeId: Id;
  /** The sum. */
  readonly points: number;
  /** The sum; an integer. */
  readonly scored: number;
}

/** What one update contributes to a row of place_standings; null changes nothing. (gooru/places.da:167) */
export interface PlaceStandingsUpdate {
  readonly points?: number | null;
  readonly scored?: number | null;
}

/** A row of place_standings before and after an update. */
export type PlaceStandingsChange = Change<PlaceStandingsRow>;

/** How a row of place_scores is found. (gooru/places.da:170) */
export interface PlaceScoresKey {
  readonly placeId: Id;
  readonly period: Period;
  /** A date as 2026-11-23. */
  readonly start: string;
}

/** The mean of all scores given in a day, week or month. (gooru/places.da:170) */
export interface PlaceScoresRow {
  readonly placeId: Id;
  readonly period: Period;
  /** A date as 2026-11-23. */
  readonly start: string;
  /** The mean. */
  readonly score: number | null;
  /** The sum; an integer. */
  readonly scores: number;
}

/** What one update contributes to a row of place_scores; null changes nothing. (gooru/places.da:170) */
export interface PlaceScoresUpdate {
  readonly score?: number | null;
  readonly scores?: number | null;
}

/** A row of place_scores before and after an update. */
export type PlaceScoresChange = Change<PlaceScoresRow>;

/** How a row of pupil_days is found. (gooru/pupils.da:10) */
export interface PupilDaysKey {
  readonly userId: Id;
  readonly contentType: ContentType;
  /** A date as 2026-11-23. */
  readonly day: string;
}

/**
 * Time with and views of each type of content, by day; weeks and months are sums of its rows.
 * (gooru/pupils.da:10)
 */
export interface PupilDaysRow {
  readonly userId: Id;
  readonly contentType: ContentType;
  /** A date as 2026-11-23. */
  readonly day: string;
  /** The sum; milliseconds. */
  readonly timespent: number;
  /** The sum; an integer. */
  readonly views: number;
}

/** What one update contributes to a row of pupil_days; null changes nothing. (gooru/pupils.da:10) */
export interface PupilDaysUpdate {
  readonly timespent?: number | null;
  readonly views?: number | null;
}

/** A row of pupil_days before and after an update. */
export type PupilDaysChange = Change<PupilDaysRow>;

/** How a row of resource_days is found. (gooru/pupils.da:19) */
export interface ResourceDaysKey {
  readonly userId: Id;
  readonly contentId: Id;
  /** A date as 2026-11-23. */
  readonly day: string;
}

/** The same for each resource and question. (gooru/pupils.da:19) */
export interface ResourceDaysRow {
  readonly userId: Id;
  readonly contentId: Id;
  /** A date as 2026-11-23. */
  readonly day: string;
  /** The sum; milliseconds. */
  readonly timespent: number;
  /** The sum; an integer. */
  readonly views: number;
}

/** What one update contributes to a row of resource_days; null changes nothing. (gooru/pupils.da:19) */
export interface ResourceDaysUpdate {
  readonly timespent?: number | null;
  readonly views?: number | null;
}

/** A row of resource_days before and after an update. */
export type ResourceDaysChange = Change<ResourceDaysRow>;

/** How a row of facet_days is found. (gooru/pupils.da:37) */
export interface FacetDaysKey {
  readonly userId: Id;
  readonly facet: Facet;
  readonly value: Id;
  /** A date as 2026-11-23. */
  readonly day: string;
}

/**
 * Time with and views of the resources of each original, curator and provider, by day.
 * (gooru/pupils.da:37)
 */
export interface FacetDaysRow {
  readonly userId: Id;
  readonly facet: Facet;
  readonly value: Id;
  /** A date as 2026-11-23. */
  readonly day: string;
  /** The sum; milliseconds. */
  readonly timespent: number;
  /** The sum; an integer. */
  readonly views: number;
}

/** What one update contributes to a row of facet_days; null changes nothing. (gooru/pupils.da:37) */
export interface FacetDaysUpdate {
  readonly timespent?: number | null;
  readonly views?: number | null;
}

/** A row of facet_days before and after an update. */
export type FacetDaysChange = Change<FacetDaysRow>;

/** How a row of facet_tastes is found. (gooru/pupils.da:72) */
export interface FacetTastesKey {
  readonly userId: Id;
  readonly facet: Facet;
}

/**
 * What a pupil prefers among all curators, or all providers. One row, so that a share can be told of the whole; shares
 * add up to 1,000,000 to the last one.
 * (gooru/pupils.da:72)
 */
export interface FacetTastesRow {
  readonly userId: Id;
  readonly facet: Facet;
  readonly tastes: Taste[];
  readonly shares: Share[];
}

/** What one update contributes to a row of facet_tastes; null changes nothing. (gooru/pupils.da:72) */
export interface FacetTastesUpdate {
  readonly tastes: Taste[];
  readonly shares: Share[];
}

/** A row of facet_tastes before and after an update. */
export type FacetTastesChange = Change<FacetTastesRow>;

/** How a row of preferences is found. (gooru/pupils.da:110) */
export interface PreferencesKey {
  readonly userId: Id;
}

/**
 * How long a pupil stays with a type of content: seconds a play, the newest weighing a third. One row, not one a type,
 * so that a share can be told of the whole.
 * (gooru/pupils.da:110)
 */
export interface PreferencesRow {
  readonly userId: Id;
  /** The moving average with the factor 0.3333333333333333. */
  readonly video: number | null;
  /** The moving average with the factor 0.3333333333333333. */
  readonly webpage: number | null;
  /** The moving average with the factor 0.3333333333333333. */
  readonly interactive: number | null;
  /** The moving average with the factor 0.3333333333333333. */
  readonly image: number | null;
  /** The moving average with the factor 0.3333333333333333. */
  readonly text: number | null;
  /** The moving average with the factor 0.3333333333333333. */
  readonly audio: number | null;
}

/** What one update contributes to a row of preferences; null changes nothing. (gooru/pupils.da:110) */
export interface PreferencesUpdate {
  readonly video?: number | null;
  readonly webpage?: number | null;
  readonly interactive?: number | null;
  readonly image?: number | null;
  readonly text?: number | null;
  readonly audio?: number | null;
}

/** A row of preferences before and after an update. */
export type PreferencesChange = Change<PreferencesRow>;

/** How a row of preference_shares is found. (gooru/pupils.da:121) */
export interface PreferenceSharesKey {
  readonly userId: Id;
}

/** The same as millionths of their sum. They add up to 1,000,000 to the last one. (gooru/pupils.da:121) */
export interface PreferenceSharesRow {
  readonly userId: Id;
  /** An integer. */
  readonly video: number;
  /** An integer. */
  readonly webpage: number;
  /** An integer. */
  readonly interactive: number;
  /** An integer. */
  readonly image: number;
  /** An integer. */
  readonly text: number;
  /** An integer. */
  readonly audio: number;
}

/** What one update contributes to a row of preference_shares; null changes nothing. (gooru/pupils.da:121) */
export interface PreferenceSharesUpdate {
  readonly video: number;
  readonly webpage: number;
  readonly interactive: number;
  readonly image: number;
  readonly text: number;
  readonly audio: number;
}

/** A row of preference_shares before and after an update. */
export type PreferenceSharesChange = Change<PreferenceSharesRow>;

/** How a row of standings is found. (gooru/pupils.da:167) */
export interface StandingsKey {
  readonly userId: Id;
  readonly level: Level;
  readonly id: Id;
}

/**
 * Where a pupil stands in each lesson, unit, course and class. Performance is the mean of the latest scores of its
 * assessments, `points / scored`; progress is `completed` of what `outlines` says there is.
 * (gooru/pupils.da:167)
 */
export interface StandingsRow {
  readonly userId: Id;
  readonly level: Level;
  readonly id: Id;
  /** The sum. */
  readonly points: number;
  /** The sum; an integer. */
  readonly scored: number;
  /** The sum; milliseconds. */
  readonly timespent: number;
  /** The sum; an integer. */
  readonly started: number;
  /** The sum; an integer. */
  readonly completed: number;
}

/** What one update contributes to a row of standings; null changes nothing. (gooru/pupils.da:167) */
export interface StandingsUpdate {
  readonly points?: number | null;
  readonly scored?: number | null;
  readonly timespent?: number | null;
  readonly started?: number | null;
  readonly completed?: number | null;
}

/** A row of standings before and after an update. */
export type StandingsChange = Change<StandingsRow>;

/** How a row of latest_scores is found. (gooru/pupils.da:187) */
export interface LatestScoresKey {
  readonly userId: Id;
  readonly level: Level;
  readonly id: Id;
  readonly assessmentId: Id;
}

/**
 * The score of each assessment that counts at a level now: what a new one replaces.
 * (gooru/pupils.da:187)
 */
export interface LatestScoresRow {
  readonly userId: Id;
  readonly level: Level;
  readonly id: Id;
  readonly assessmentId: Id;
  /** The newest by event time. */
  readonly score: number | null;
}

/** What one update contributes to a row of latest_scores; null changes nothing. (gooru/pupils.da:187) */
export interface LatestScoresUpdate {
  readonly score?: number | null;
}

/** A row of latest_scores before and after an update. */
export type LatestScoresChange = Change<LatestScoresRow>;

/** How a row of items is found. (gooru/pupils.da:215) */
export interface ItemsKey {
  readonly userId: Id;
  readonly contentId: Id;
}

/**
 * When a pupil first began a collection or assessment, and when it was first finished.
 * (gooru/pupils.da:215)
 */
export interface ItemsRow {
  readonly userId: Id;
  readonly contentId: Id;
  /** The oldest by event time; milliseconds since 1970 UTC. */
  readonly started: number | null;
  /** The oldest by event time; milliseconds since 1970 UTC. */
  readonly finished: number | null;
}

/** What one update contributes to a row of items; null changes nothing. (gooru/pupils.da:215) */
export interface ItemsUpdate {
  readonly started?: number | null;
  readonly finished?: number | null;
}

/** A row of items before and after an update. */
export type ItemsChange = Change<ItemsRow>;

/** How a row of presence is found. (gooru/pupils.da:252) */
export interface PresenceKey {
  readonly userId: Id;
}

/** What each pupil is at: the last thing that was started or stopped, and where. (gooru/pupils.da:252) */
export interface PresenceRow {
  readonly userId: Id;
  /** The greatest; milliseconds since 1970 UTC. */
  readonly seen: number | null;
  /** The newest by event time. */
  readonly classId: Id | null;
  /** The newest by event time. */
  readonly contentId: Id | null;
  /** The newest by event time. */
  readonly playing: boolean | null;
}

/** What one update contributes to a row of presence; null changes nothing. (gooru/pupils.da:252) */
export interface PresenceUpdate {
  readonly seen?: number | null;
  readonly classId?: Id | null;
  readonly contentId?: Id | null;
  readonly playing?: boolean | null;
}

/** A row of presence before and after an update. */
export type PresenceChange = Change<PresenceRow>;

/** How a row of score_days is found. (gooru/pupils.da:271) */
export interface ScoreDaysKey {
  readonly userId: Id;
  /** A date as 2026-11-23. */
  readonly day: string;
}

/** A pupil's scores in assessments by day: `points / scores` is the day's mean. (gooru/pupils.da:271) */
export interface ScoreDaysRow {
  readonly userId: Id;
  /** A date as 2026-11-23. */
  readonly day: string;
  /** The sum. */
  readonly points: number;
  /** The sum; an integer. */
  readonly scores: number;
}

/** What one update contributes to a row of score_days; null changes nothing. (gooru/pupils.da:271) */
export interface ScoreDaysUpdate {
  readonly points?: number | null;
  readonly scores?: number | null;
}

/** A row of score_days before and after an update. */
export type ScoreDaysChange = Change<ScoreDaysRow>;

/** The first key columns of score_days, by which its rows are scanned. */
export type ScoreDaysLeading = Pick<ScoreDaysKey, "userId">;

/** How a row of score_trends is found. (gooru/pupils.da:274) */
export interface ScoreTrendsKey {
  readonly userId: Id;
}

/** How a pupil's scores have gone on the last ten days that had any. (gooru/pupils.da:274) */
export interface ScoreTrendsRow {
  readonly userId: Id;
  /** An integer. */
  readonly days: number;
  readonly mean: number;
  readonly slope: number;
  readonly struggling: boolean;
}

/** What one update contributes to a row of score_trends; null changes nothing. (gooru/pupils.da:274) */
export interface ScoreTrendsUpdate {
  readonly days: number;
  readonly mean: number;
  readonly slope: number;
  readonly struggling: boolean;
}

/** A row of score_trends before and after an update. */
export type ScoreTrendsChange = Change<ScoreTrendsRow>;

/** How a row of pupil_competencies is found. (gooru/pupils.da:345) */
export interface PupilCompetenciesKey {
  readonly userId: Id;
  readonly competencyId: Id;
}

/**
 * The status of each competency that a pupil has touched. It only rises: later failures do not take it back.
 * (gooru/pupils.da:345)
 */
export interface PupilCompetenciesRow {
  readonly userId: Id;
  readonly competencyId: Id;
  /** The greatest; an integer. */
  readonly level: number | null;
  /** The greatest. */
  readonly best: number | null;
  /** The sum; an integer. */
  readonly scores: number;
}

/**
 * What one update contributes to a row of pupil_competencies; null changes nothing.
 * (gooru/pupils.da:345)
 */
export interface PupilCompetenciesUpdate {
  readonly level?: number | null;
  readonly best?: number | null;
  readonly scores?: number | null;
}

/** A row of pupil_competencies before and after an update. */
export type PupilCompetenciesChange = Change<PupilCompetenciesRow>;

/** How a row of competency_counts is found. (gooru/pupils.da:354) */
export interface CompetencyCountsKey {
  readonly userId: Id;
  /** An integer. */
  readonly level: number;
}

/** How many competencies a pupil has at each level. (gooru/pupils.da:354) */
export interface CompetencyCountsRow {
  readonly userId: Id;
  /** An integer. */
  readonly level: number;
  /** The sum; an integer. */
  readonly competencies: number;
}

/** What one update contributes to a row of competency_counts; null changes nothing. (gooru/pupils.da:354) */
export interface CompetencyCountsUpdate {
  readonly competencies?: number | null;
}

/** A row of competency_counts before and after an update. */
export type CompetencyCountsChange = Change<CompetencyCountsRow>;

/** All stores by name. */
export interface Stores {
  contents: { key: ContentsKey; row: ContentsRow; update: ContentsUpdate };
  outlines: { key: OutlinesKey; row: OutlinesRow; update: OutlinesUpdate };
  competencies: { key: CompetenciesKey; row: CompetenciesRow; update: CompetenciesUpdate };
  classes: { key: ClassesKey; row: ClassesRow; update: ClassesUpdate };
  memberships: { key: MembershipsKey; row: MembershipsRow; update: MembershipsUpdate };
  class_sizes: { key: ClassSizesKey; row: ClassSizesRow; update: ClassSizesUpdate };
  places: { key: PlacesKey; row: PlacesRow; update: PlacesUpdate };
  users: { key: UsersKey; row: UsersRow; update: UsersUpdate };
  collection_items: { key: CollectionItemsKey; row: CollectionItemsRow; update: CollectionItemsUpdate };
  collection_states: { key: CollectionStatesKey; row: CollectionStatesRow; update: CollectionStatesUpdate };
  assessment_states: { key: AssessmentStatesKey; row: AssessmentStatesRow; update: AssessmentStatesUpdate };
  reactions: { key: ReactionsKey; row: ReactionsRow; update: ReactionsUpdate };
  content_activity: { key: ContentActivityKey; row: ContentActivityRow; update: ContentActivityUpdate };
  content_reactions: { key: ContentReactionsKey; row: ContentReactionsRow; update: ContentReactionsUpdate };
  class_progress: { key: ClassProgressKey; row: ClassProgressRow; update: ClassProgressUpdate };
  place_activity: { key: PlaceActivityKey; row: PlaceActivityRow; update: PlaceActivityUpdate };
  place_months: { key: PlaceMonthsKey; row: PlaceMonthsRow; update: PlaceMonthsUpdate };
  place_standings: { key: PlaceStandingsKey; row: PlaceStandingsRow; update: PlaceStandingsUpdate };
  place_scores: { key: PlaceScoresKey; row: PlaceScoresRow; update: PlaceScoresUpdate };
  pupil_days: { key: PupilDaysKey; row: PupilDaysRow; update: PupilDaysUpdate };
  resource_days: { key: ResourceDaysKey; row: ResourceDaysRow; update: ResourceDaysUpdate };
  facet_days: { key: FacetDaysKey; row: FacetDaysRow; update: FacetDaysUpdate };
  facet_tastes: { key: FacetTastesKey; row: FacetTastesRow; update: FacetTastesUpdate };
  preferences: { key: PreferencesKey; row: PreferencesRow; update: PreferencesUpdate };
  preference_shares: { key: PreferenceSharesKey; row: PreferenceSharesRow; update: PreferenceSharesUpdate };
  standings: { key: StandingsKey; row: StandingsRow; update: StandingsUpdate };
  latest_scores: { key: LatestScoresKey; row: LatestScoresRow; update: LatestScoresUpdate };
  items: { key: ItemsKey; row: ItemsRow; update: ItemsUpdate };
  presence: { key: PresenceKey; row: PresenceRow; update: PresenceUpdate };
  score_days: { key: ScoreDaysKey; row: ScoreDaysRow; update: ScoreDaysUpdate; leading: ScoreDaysLeading };
  score_trends: { key: ScoreTrendsKey; row: ScoreTrendsRow; update: ScoreTrendsUpdate };
  pupil_competencies: { key: PupilCompetenciesKey; row: PupilCompetenciesRow; update: PupilCompetenciesUpdate };
  competency_counts: { key: CompetencyCountsKey; row: CompetencyCountsRow; update: CompetencyCountsUpdate };
}
