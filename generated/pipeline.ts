// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

import type { PipelineDefinition } from "da-compile/runtime";
import { assessment_changes } from "./handlers/assessment_changes.ts";
import { assessments } from "./handlers/assessments.ts";
import { class_progress } from "./handlers/class_progress.ts";
import { class_times } from "./handlers/class_times.ts";
import { classes } from "./handlers/classes.ts";
import { collection_changes } from "./handlers/collection_changes.ts";
import { collections } from "./handlers/collections.ts";
import { competencies } from "./handlers/competencies.ts";
import { competency_assertions } from "./handlers/competency_assertions.ts";
import { competency_levels } from "./handlers/competency_levels.ts";
import { competency_scores } from "./handlers/competency_scores.ts";
import { content_reactions } from "./handlers/content_reactions.ts";
import { content_scores } from "./handlers/content_scores.ts";
import { content_times } from "./handlers/content_times.ts";
import { content_views } from "./handlers/content_views.ts";
import { contents } from "./handlers/contents.ts";
import { external_results } from "./handlers/external_results.ts";
import { facets } from "./handlers/facets.ts";
import { inferences } from "./handlers/inferences.ts";
import { items } from "./handlers/items.ts";
import { level_times } from "./handlers/level_times.ts";
import { memberships } from "./handlers/memberships.ts";
import { mobile_items } from "./handlers/mobile_items.ts";
import { mobile_ratings } from "./handlers/mobile_ratings.ts";
import { mobile_tests } from "./handlers/mobile_tests.ts";
import { outlines } from "./handlers/outlines.ts";
import { place_points } from "./handlers/place_points.ts";
import { place_times } from "./handlers/place_times.ts";
import { places } from "./handlers/places.ts";
import { points_upward } from "./handlers/points_upward.ts";
import { preferences } from "./handlers/preferences.ts";
import { presence } from "./handlers/presence.ts";
import { progress } from "./handlers/progress.ts";
import { progress_changes } from "./handlers/progress_changes.ts";
import { pupil_days } from "./handlers/pupil_days.ts";
import { reaction_changes } from "./handlers/reaction_changes.ts";
import { reactions } from "./handlers/reactions.ts";
import { standings } from "./handlers/standings.ts";
import { struggling } from "./handlers/struggling.ts";
import { tastes } from "./handlers/tastes.ts";
import { times } from "./handlers/times.ts";
import { times_upward } from "./handlers/times_upward.ts";
import { users } from "./handlers/users.ts";
import { web_events } from "./handlers/web_events.ts";
import { params } from "./params.ts";
import * as validators from "./validators.js";

/**
 * Gooru's data analytics: what pupils do, turned into what teachers, parents and researchers ask.
 *
 * A usage event comes from a front end in our own format, or from a partner in its own; a *transform* turns the latter
 * into the former. *Geps* give the event the context that it lacks (what was the score before?) and signal what it
 * changed. *Demuxes* make discrete events (DEs) of both, one metric each. *Deps* fold the DEs into stores, and emit
 * further DEs where a measure goes on to other dimensions. System events of the core system come in beside them and say
 * what contents, classes, people and places are.
 *
 * One rule keeps the chains short: within the key of an event (the pupil) one dep writes all the stores it can, and a
 * DE is emitted only where something has to be looked up or counted under another key. The longest chain is an
 * assessment's score, which reaches its class, the class's school and the school's district.
 * (pipelines.da:12)
 */
export const pipeline: PipelineDefinition = {
  format: 1,
  name: "org.gooru.da",
  topics: "org.gooru.da.sink",
  partitions: 8,
  replicas: 1,
  retention: 1_209_600_000,
  hops: 4,
  timezone: "UTC",
  envelope: { id: "eventId", name: "eventName", at: "eventTime" },
  types: {
    // gooru/core.da:16
    Change: {
      kind: "record",
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
      ],
    },
    // gooru/core.da:21
    ResourceChange: {
      kind: "record",
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "type", type: { kind: "reference", name: "ContentType" } },
        { name: "subject", optional: true, type: { kind: "string" } },
        { name: "curatorId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "providerId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "originalId", optional: true, type: { kind: "reference", name: "Id" } },
      ],
    },
    // gooru/core.da:32
    CollectionChange: {
      kind: "record",
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "type", type: { kind: "reference", name: "CollectionType" } },
        { name: "subject", optional: true, type: { kind: "string" } },
        { name: "competencies", type: { kind: "list", of: { kind: "reference", name: "Id" } }, default: [] },
        { name: "signature", type: { kind: "bool" }, default: false },
      ],
    },
    // gooru/core.da:74
    Level: { kind: "union", values: ["lesson", "unit", "course", "class"] },
    // gooru/core.da:108
    ClassChange: {
      kind: "record",
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "subject", type: { kind: "string" } },
        { name: "courseId", optional: true, type: { kind: "reference", name: "Id" } },
      ],
    },
    // gooru/core.da:135
    PlaceKind: { kind: "union", values: ["class", "school", "district"] },
    // gooru/core.da:148
    UserChange: {
      kind: "record",
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "name", type: { kind: "string" } },
        { name: "role", type: { kind: "union", values: ["pupil", "teacher", "researcher"], open: true } },
      ],
    },
    // gooru/metrics.da:10
    Usage: {
      kind: "record",
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
      ],
    },
    // gooru/metrics.da:13
    History: {
      kind: "record",
      fields: [
        { name: "previous", type: { kind: "nullable", of: { kind: "number" } } },
        { name: "best", type: { kind: "nullable", of: { kind: "number" } } },
        { name: "attempts", type: { kind: "int" } },
        { name: "timespent", type: { kind: "duration", unit: "ms" } },
      ],
    },
    // gooru/partners.da:7
    MobileKind: { kind: "union", values: ["v", "w", "i", "p", "t", "a", "q"] },
    // gooru/partners.da:10
    MobileItem: {
      kind: "record",
      fields: [
        { name: "userId", wire: "usr", type: { kind: "reference", name: "Id" } },
        { name: "contentId", wire: "item", type: { kind: "reference", name: "Id" } },
        { name: "endTime", wire: "ts", type: { kind: "timestamp", unit: "iso" } },
        { name: "spent", wire: "secs", type: { kind: "lenient", of: { kind: "duration", unit: "s" } }, default: 0 },
        { name: "session", wire: "run", type: { kind: "lenient", of: { kind: "string" } }, default: "NA" },
        {
          name: "place",
          wire: "ctx",
          optional: true,
          type: {
            kind: "record",
            fields: [
              { name: "classId", wire: "cls", optional: true, type: { kind: "reference", name: "Id" } },
              { name: "courseId", wire: "crs", optional: true, type: { kind: "reference", name: "Id" } },
              { name: "unitId", wire: "unt", optional: true, type: { kind: "reference", name: "Id" } },
              { name: "lessonId", wire: "lsn", optional: true, type: { kind: "reference", name: "Id" } },
            ],
          },
        },
        { name: "more", wire: "x", optional: true, type: { kind: "json" } },
      ],
    },
    // gooru/partners.da:91
    WebContext: {
      kind: "record",
      fields: [
        { name: "type", type: { kind: "union", values: ["start", "stop"], open: true }, default: "NA" },
        { name: "contentGooruId", type: { kind: "reference", name: "Id" }, default: "NA" },
        { name: "parentGooruId", type: { kind: "reference", name: "Id" }, default: "NA" },
        { name: "parentEventId", type: { kind: "reference", name: "Id" }, default: "NA" },
        { name: "resourceType", type: { kind: "string" }, default: "NA" },
        { name: "classGooruId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "courseGooruId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "unitGooruId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "lessonGooruId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "tenantId", optional: true, type: { kind: "string" } },
        { name: "partnerId", optional: true, type: { kind: "string" } },
        { name: "pathType", optional: true, type: { kind: "string" } },
        { name: "contentSource", optional: true, type: { kind: "string" } },
        { name: "collectionType", optional: true, type: { kind: "reference", name: "CollectionType" } },
        { name: "questionCount", type: { kind: "lenient", of: { kind: "int" } }, default: 0 },
        { name: "pathId", type: { kind: "lenient", of: { kind: "int" } }, default: 0 },
        { name: "reactionType", type: { kind: "lenient", of: { kind: "number" } }, default: 0 },
      ],
    },
    // gooru/partners.da:111
    WebPayload: {
      kind: "record",
      fields: [
        { name: "questionType", type: { kind: "string" }, default: "NA" },
        { name: "gradingType", type: { kind: "string" }, default: "System" },
        {
          name: "attemptStatus",
          type: { kind: "union", values: ["correct", "incorrect", "skipped", "attempted"], open: true },
          default: "attempted",
        },
        { name: "taxonomyIds", type: { kind: "json" }, default: {} },
      ],
    },
    // gooru/partners.da:119
    WebMetrics: {
      kind: "record",
      fields: [
        { name: "score", optional: true, type: { kind: "number" } },
        { name: "timespent", optional: true, type: { kind: "number" } },
        { name: "maxScore", optional: true, type: { kind: "number" } },
      ],
    },
    // gooru/partners.da:121
    WebEvent: {
      kind: "record",
      fields: [
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        {
          name: "user",
          type: { kind: "record", fields: [{ name: "gooruUId", type: { kind: "reference", name: "Id" } }] },
        },
        {
          name: "session",
          type: {
            kind: "record",
            fields: [{ name: "sessionId", type: { kind: "reference", name: "Id" }, default: "NA" }],
          },
          default: { sessionId: "NA" },
        },
        { name: "context", type: { kind: "reference", name: "WebContext" } },
        {
          name: "payLoadObject",
          type: { kind: "reference", name: "WebPayload" },
          default: { questionType: "NA", gradingType: "System", attemptStatus: "attempted", taxonomyIds: {} },
        },
        {
          name: "metrics",
          type: { kind: "reference", name: "WebMetrics" },
          default: { score: null, timespent: null, maxScore: null },
        },
      ],
    },
    // gooru/places.da:8
    Period: { kind: "union", values: ["day", "week", "month"] },
    // gooru/player.da:4
    Id: { kind: "string", min: 1, max: 64 },
    // gooru/player.da:7
    Score: { kind: "number", min: 0, max: 100 },
    // gooru/player.da:9
    Reaction: { kind: "int", min: 1, max: 5 },
    // gooru/player.da:11
    Answer: { kind: "union", values: ["correct", "incorrect", "skipped", "attempted"] },
    // gooru/player.da:14
    ContentType: {
      kind: "union",
      values: [
        "video",
        "webpage",
        "interactive",
        "image",
        "text",
        "audio",
        "question",
        "collection",
        "collection-external",
        "assessment",
        "assessment-external",
        "offline-activity",
      ],
      open: true,
    },
    // gooru/player.da:30
    CollectionType: {
      kind: "union",
      values: ["collection", "collection-external", "assessment", "assessment-external", "offline-activity"],
    },
    // gooru/player.da:33
    Context: {
      kind: "record",
      fields: [
        { name: "classId", type: { kind: "nullable", of: { kind: "reference", name: "Id" } } },
        { name: "courseId", type: { kind: "nullable", of: { kind: "reference", name: "Id" } } },
        { name: "unitId", type: { kind: "nullable", of: { kind: "reference", name: "Id" } } },
        { name: "lessonId", type: { kind: "nullable", of: { kind: "reference", name: "Id" } } },
        { name: "sessionId", type: { kind: "reference", name: "Id" } },
        { name: "pathId", type: { kind: "int" } },
        { name: "pathType", type: { kind: "nullable", of: { kind: "string" } } },
        { name: "source", type: { kind: "nullable", of: { kind: "string" } } },
      ],
    },
    // gooru/player.da:45
    Play: {
      kind: "record",
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
      ],
    },
    // gooru/player.da:55
    ResourcePlay: {
      kind: "record",
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "collectionId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "collectionType", optional: true, type: { kind: "reference", name: "CollectionType" } },
      ],
    },
    // gooru/pupils.da:34
    Facet: { kind: "union", values: ["original", "curator", "provider"] },
    // gooru/pupils.da:65
    Taste: {
      kind: "record",
      fields: [
        { name: "id", type: { kind: "reference", name: "Id" } },
        { name: "seconds", type: { kind: "number" } },
      ],
    },
    // gooru/pupils.da:68
    Share: {
      kind: "record",
      fields: [
        { name: "id", type: { kind: "reference", name: "Id" } },
        { name: "share", type: { kind: "int" } },
      ],
    },
  },
  params: {
    strugglingBelow: { type: { kind: "number", min: 0, max: 100 }, default: 65 },
    completedFrom: { type: { kind: "number", min: 0, max: 100 }, default: 80 },
  },
  paramValues: params,
  sources: [
    // Every system event is about one entity, and the core system partitions by it. Content is told of before anyone plays
    // it, mostly. A pupil may be faster: who looks something up here waits for it.
    // (gooru/core.da:7)
    {
      name: "core",
      topic: "org.gooru.core.events",
      from: "internal",
      nameAt: ["eventName"],
      idAt: ["eventId"],
      at: "changedAt",
      key: "entityId",
      array: false,
      unique: null,
    },
    // gooru/partners.da:20
    {
      name: "edmobile",
      topic: "com.edmobile.usage",
      from: "partner",
      nameAt: ["ev"],
      idAt: ["mid"],
      at: "endTime",
      key: "userId",
      array: false,
      unique: 86_400_000,
    },
    // Posted in arrays. Start and stop of one play share name and id, so only what the transforms make of them
    // (`…start`, `…stop`) can be told apart by name and id.
    // (gooru/partners.da:133)
    {
      name: "web",
      topic: "org.gooru.da.source.web",
      from: "user",
      nameAt: ["eventName"],
      idAt: ["eventId"],
      at: "endTime",
      key: null,
      array: true,
      unique: null,
    },
    // Our own front ends write here, and so do the transforms of what partners send. The time of an event is its end. What
    // a front end sends again within a day, since it heard no answer, counts once.
    // (gooru/player.da:59)
    {
      name: "player",
      topic: "org.gooru.da.source.player",
      from: "user",
      nameAt: ["eventName"],
      idAt: ["eventId"],
      at: "endTime",
      key: "userId",
      array: false,
      unique: 86_400_000,
    },
  ],
  events: [
    // gooru/core.da:41
    {
      name: "resource.published",
      wire: "resource.published",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "type", type: { kind: "reference", name: "ContentType" } },
        { name: "subject", optional: true, type: { kind: "string" } },
        { name: "curatorId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "providerId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "originalId", optional: true, type: { kind: "reference", name: "Id" } },
      ],
      validate: validators.resourcePublished,
    },
    // gooru/core.da:42
    {
      name: "resource.updated",
      wire: "resource.updated",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "type", type: { kind: "reference", name: "ContentType" } },
        { name: "subject", optional: true, type: { kind: "string" } },
        { name: "curatorId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "providerId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "originalId", optional: true, type: { kind: "reference", name: "Id" } },
      ],
      validate: validators.resourceUpdated,
    },
    // gooru/core.da:43
    {
      name: "resource.deleted",
      wire: "resource.deleted",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
      ],
      validate: validators.resourceDeleted,
    },
    // gooru/core.da:44
    {
      name: "collection.published",
      wire: "collection.published",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "type", type: { kind: "reference", name: "CollectionType" } },
        { name: "subject", optional: true, type: { kind: "string" } },
        { name: "competencies", type: { kind: "list", of: { kind: "reference", name: "Id" } }, default: [] },
        { name: "signature", type: { kind: "bool" }, default: false },
      ],
      validate: validators.collectionPublished,
    },
    // gooru/core.da:45
    {
      name: "collection.updated",
      wire: "collection.updated",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "type", type: { kind: "reference", name: "CollectionType" } },
        { name: "subject", optional: true, type: { kind: "string" } },
        { name: "competencies", type: { kind: "list", of: { kind: "reference", name: "Id" } }, default: [] },
        { name: "signature", type: { kind: "bool" }, default: false },
      ],
      validate: validators.collectionUpdated,
    },
    // gooru/core.da:46
    {
      name: "collection.deleted",
      wire: "collection.deleted",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
      ],
      validate: validators.collectionDeleted,
    },
    // gooru/core.da:47
    {
      name: "assessment.published",
      wire: "assessment.published",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "type", type: { kind: "reference", name: "CollectionType" } },
        { name: "subject", optional: true, type: { kind: "string" } },
        { name: "competencies", type: { kind: "list", of: { kind: "reference", name: "Id" } }, default: [] },
        { name: "signature", type: { kind: "bool" }, default: false },
      ],
      validate: validators.assessmentPublished,
    },
    // gooru/core.da:48
    {
      name: "assessment.updated",
      wire: "assessment.updated",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "type", type: { kind: "reference", name: "CollectionType" } },
        { name: "subject", optional: true, type: { kind: "string" } },
        { name: "competencies", type: { kind: "list", of: { kind: "reference", name: "Id" } }, default: [] },
        { name: "signature", type: { kind: "bool" }, default: false },
      ],
      validate: validators.assessmentUpdated,
    },
    // gooru/core.da:49
    {
      name: "assessment.deleted",
      wire: "assessment.deleted",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
      ],
      validate: validators.assessmentDeleted,
    },
    // gooru/core.da:77
    {
      name: "course.published",
      wire: "course.published",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "items", type: { kind: "int" } },
        {
          name: "parts",
          type: {
            kind: "list",
            of: {
              kind: "record",
              fields: [
                { name: "level", type: { kind: "union", values: ["unit", "lesson"] } },
                { name: "id", type: { kind: "reference", name: "Id" } },
                { name: "title", type: { kind: "string" } },
                { name: "items", type: { kind: "int" } },
              ],
            },
          },
        },
      ],
      validate: validators.coursePublished,
    },
    // gooru/core.da:94
    {
      name: "competency.published",
      wire: "competency.published",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "requires", type: { kind: "list", of: { kind: "reference", name: "Id" } } },
      ],
      validate: validators.competencyPublished,
    },
    // gooru/core.da:110
    {
      name: "class.created",
      wire: "class.created",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "subject", type: { kind: "string" } },
        { name: "courseId", optional: true, type: { kind: "reference", name: "Id" } },
      ],
      validate: validators.classCreated,
    },
    // gooru/core.da:111
    {
      name: "class.updated",
      wire: "class.updated",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "title", type: { kind: "string" } },
        { name: "subject", type: { kind: "string" } },
        { name: "courseId", optional: true, type: { kind: "reference", name: "Id" } },
      ],
      validate: validators.classUpdated,
    },
    // gooru/core.da:119
    {
      name: "membership.joined",
      wire: "membership.joined",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "userId", type: { kind: "reference", name: "Id" } },
      ],
      validate: validators.membershipJoined,
    },
    // gooru/core.da:120
    {
      name: "membership.left",
      wire: "membership.left",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "userId", type: { kind: "reference", name: "Id" } },
      ],
      validate: validators.membershipLeft,
    },
    // gooru/core.da:138
    {
      name: "place.assigned",
      wire: "place.assigned",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "kind", type: { kind: "reference", name: "PlaceKind" } },
        { name: "title", type: { kind: "string" } },
        { name: "parentId", type: { kind: "nullable", of: { kind: "reference", name: "Id" } } },
      ],
      validate: validators.placeAssigned,
    },
    // gooru/core.da:150
    {
      name: "user.created",
      wire: "user.created",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "name", type: { kind: "string" } },
        { name: "role", type: { kind: "union", values: ["pupil", "teacher", "researcher"], open: true } },
      ],
      validate: validators.userCreated,
    },
    // gooru/core.da:151
    {
      name: "user.updated",
      wire: "user.updated",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "name", type: { kind: "string" } },
        { name: "role", type: { kind: "union", values: ["pupil", "teacher", "researcher"], open: true } },
      ],
      validate: validators.userUpdated,
    },
    // gooru/core.da:152
    {
      name: "user.deleted",
      wire: "user.deleted",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
      ],
      validate: validators.userDeleted,
    },
    // gooru/metrics.da:22
    {
      name: "usage.resource.timespent",
      wire: "usage.resource.timspent",
      source: null,
      topic: "org.gooru.da.sink.demux.resource.timspent",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        {
          name: "result",
          type: { kind: "record", fields: [{ name: "timespent", type: { kind: "duration", unit: "ms" } }] },
        },
      ],
      validate: validators.usageResourceTimespent,
    },
    // gooru/metrics.da:30
    {
      name: "usage.question.timespent",
      wire: "usage.question.timespent",
      source: null,
      topic: "org.gooru.da.sink.demux.question.timespent",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        {
          name: "result",
          type: { kind: "record", fields: [{ name: "timespent", type: { kind: "duration", unit: "ms" } }] },
        },
      ],
      validate: validators.usageQuestionTimespent,
    },
    // gooru/metrics.da:34
    {
      name: "usage.collection.timespent",
      wire: "usage.collection.timespent",
      source: null,
      topic: "org.gooru.da.sink.demux.collection.timespent",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        {
          name: "result",
          type: { kind: "record", fields: [{ name: "timespent", type: { kind: "duration", unit: "ms" } }] },
        },
      ],
      validate: validators.usageCollectionTimespent,
    },
    // gooru/metrics.da:38
    {
      name: "usage.assessment.timespent",
      wire: "usage.assessment.timespent",
      source: null,
      topic: "org.gooru.da.sink.demux.assessment.timespent",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        {
          name: "result",
          type: { kind: "record", fields: [{ name: "timespent", type: { kind: "duration", unit: "ms" } }] },
        },
      ],
      validate: validators.usageAssessmentTimespent,
    },
    // gooru/metrics.da:42
    {
      name: "usage.collection.view",
      wire: "usage.collection.view",
      source: null,
      topic: "org.gooru.da.sink.demux.collection.view",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "result", type: { kind: "record", fields: [{ name: "view", type: { kind: "int" } }] } },
      ],
      validate: validators.usageCollectionView,
    },
    // gooru/metrics.da:46
    {
      name: "usage.assessment.view",
      wire: "usage.assessment.view",
      source: null,
      topic: "org.gooru.da.sink.demux.assessment.view",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "result", type: { kind: "record", fields: [{ name: "view", type: { kind: "int" } }] } },
      ],
      validate: validators.usageAssessmentView,
    },
    // gooru/metrics.da:50
    {
      name: "usage.collection.score",
      wire: "usage.collection.score",
      source: null,
      topic: "org.gooru.da.sink.demux.collection.score",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        {
          name: "result",
          type: { kind: "record", fields: [{ name: "score", type: { kind: "nullable", of: { kind: "number" } } }] },
        },
        { name: "history", type: { kind: "reference", name: "History" } },
      ],
      validate: validators.usageCollectionScore,
    },
    // gooru/metrics.da:55
    {
      name: "usage.assessment.score",
      wire: "usage.assessment.score",
      source: null,
      topic: "org.gooru.da.sink.demux.assessment.score",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        {
          name: "result",
          type: { kind: "record", fields: [{ name: "score", type: { kind: "nullable", of: { kind: "number" } } }] },
        },
        { name: "history", type: { kind: "reference", name: "History" } },
      ],
      validate: validators.usageAssessmentScore,
    },
    // gooru/metrics.da:59
    {
      name: "usage.resource.reaction",
      wire: "usage.resource.reaction",
      source: null,
      topic: "org.gooru.da.sink.demux.resource.reaction",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "result", type: { kind: "record", fields: [{ name: "reaction", type: { kind: "int" } }] } },
        { name: "previous", type: { kind: "nullable", of: { kind: "int" } } },
      ],
      validate: validators.usageResourceReaction,
    },
    // gooru/metrics.da:62
    {
      name: "usage.question.reaction",
      wire: "usage.question.reaction",
      source: null,
      topic: "org.gooru.da.sink.demux.question.reaction",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "result", type: { kind: "record", fields: [{ name: "reaction", type: { kind: "int" } }] } },
        { name: "previous", type: { kind: "nullable", of: { kind: "int" } } },
      ],
      validate: validators.usageQuestionReaction,
    },
    // gooru/metrics.da:65
    {
      name: "usage.collection.reaction",
      wire: "usage.collection.reaction",
      source: null,
      topic: "org.gooru.da.sink.demux.collection.reaction",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "result", type: { kind: "record", fields: [{ name: "reaction", type: { kind: "int" } }] } },
        { name: "previous", type: { kind: "nullable", of: { kind: "int" } } },
      ],
      validate: validators.usageCollectionReaction,
    },
    // gooru/metrics.da:68
    {
      name: "usage.assessment.reaction",
      wire: "usage.assessment.reaction",
      source: null,
      topic: "org.gooru.da.sink.demux.assessment.reaction",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "result", type: { kind: "record", fields: [{ name: "reaction", type: { kind: "int" } }] } },
        { name: "previous", type: { kind: "nullable", of: { kind: "int" } } },
      ],
      validate: validators.usageAssessmentReaction,
    },
    // gooru/partners.da:30
    {
      name: "mobile.item",
      wire: "item_done",
      source: "edmobile",
      topic: "com.edmobile.usage",
      key: ["userId"],
      fields: [
        { name: "userId", wire: "usr", type: { kind: "reference", name: "Id" } },
        { name: "contentId", wire: "item", type: { kind: "reference", name: "Id" } },
        { name: "endTime", wire: "ts", type: { kind: "timestamp", unit: "iso" } },
        { name: "spent", wire: "secs", type: { kind: "lenient", of: { kind: "duration", unit: "s" } }, default: 0 },
        { name: "session", wire: "run", type: { kind: "lenient", of: { kind: "string" } }, default: "NA" },
        {
          name: "place",
          wire: "ctx",
          optional: true,
          type: {
            kind: "record",
            fields: [
              { name: "classId", wire: "cls", optional: true, type: { kind: "reference", name: "Id" } },
              { name: "courseId", wire: "crs", optional: true, type: { kind: "reference", name: "Id" } },
              { name: "unitId", wire: "unt", optional: true, type: { kind: "reference", name: "Id" } },
              { name: "lessonId", wire: "lsn", optional: true, type: { kind: "reference", name: "Id" } },
            ],
          },
        },
        { name: "more", wire: "x", optional: true, type: { kind: "json" } },
        { name: "kind", wire: "k", type: { kind: "reference", name: "MobileKind" } },
        { name: "collectionId", wire: "set", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "right", wire: "ok", optional: true, type: { kind: "lenient", of: { kind: "bool" } } },
      ],
      validate: validators.mobileItem,
    },
    // gooru/partners.da:37
    {
      name: "mobile.test",
      wire: "test_done",
      source: "edmobile",
      topic: "com.edmobile.usage",
      key: ["userId"],
      fields: [
        { name: "userId", wire: "usr", type: { kind: "reference", name: "Id" } },
        { name: "contentId", wire: "item", type: { kind: "reference", name: "Id" } },
        { name: "endTime", wire: "ts", type: { kind: "timestamp", unit: "iso" } },
        { name: "spent", wire: "secs", type: { kind: "lenient", of: { kind: "duration", unit: "s" } }, default: 0 },
        { name: "session", wire: "run", type: { kind: "lenient", of: { kind: "string" } }, default: "NA" },
        {
          name: "place",
          wire: "ctx",
          optional: true,
          type: {
            kind: "record",
            fields: [
              { name: "classId", wire: "cls", optional: true, type: { kind: "reference", name: "Id" } },
              { name: "courseId", wire: "crs", optional: true, type: { kind: "reference", name: "Id" } },
              { name: "unitId", wire: "unt", optional: true, type: { kind: "reference", name: "Id" } },
              { name: "lessonId", wire: "lsn", optional: true, type: { kind: "reference", name: "Id" } },
            ],
          },
        },
        { name: "more", wire: "x", optional: true, type: { kind: "json" } },
        {
          name: "score",
          wire: "pct",
          optional: true,
          type: { kind: "lenient", of: { kind: "number", min: 0, max: 100 } },
        },
      ],
      validate: validators.mobileTest,
    },
    // gooru/partners.da:38
    {
      name: "mobile.rating",
      wire: "rated",
      source: "edmobile",
      topic: "com.edmobile.usage",
      key: ["userId"],
      fields: [
        { name: "userId", wire: "usr", type: { kind: "reference", name: "Id" } },
        { name: "contentId", wire: "item", type: { kind: "reference", name: "Id" } },
        { name: "endTime", wire: "ts", type: { kind: "timestamp", unit: "iso" } },
        { name: "spent", wire: "secs", type: { kind: "lenient", of: { kind: "duration", unit: "s" } }, default: 0 },
        { name: "session", wire: "run", type: { kind: "lenient", of: { kind: "string" } }, default: "NA" },
        {
          name: "place",
          wire: "ctx",
          optional: true,
          type: {
            kind: "record",
            fields: [
              { name: "classId", wire: "cls", optional: true, type: { kind: "reference", name: "Id" } },
              { name: "courseId", wire: "crs", optional: true, type: { kind: "reference", name: "Id" } },
              { name: "unitId", wire: "unt", optional: true, type: { kind: "reference", name: "Id" } },
              { name: "lessonId", wire: "lsn", optional: true, type: { kind: "reference", name: "Id" } },
            ],
          },
        },
        { name: "more", wire: "x", optional: true, type: { kind: "json" } },
        { name: "kind", wire: "k", type: { kind: "reference", name: "MobileKind" } },
        { name: "stars", type: { kind: "lenient", of: { kind: "int" } } },
      ],
      validate: validators.mobileRating,
    },
    // gooru/partners.da:142
    {
      name: "web.play",
      wire: "collection.play",
      source: "web",
      topic: "org.gooru.da.source.web",
      key: [],
      fields: [
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        {
          name: "user",
          type: { kind: "record", fields: [{ name: "gooruUId", type: { kind: "reference", name: "Id" } }] },
        },
        {
          name: "session",
          type: {
            kind: "record",
            fields: [{ name: "sessionId", type: { kind: "reference", name: "Id" }, default: "NA" }],
          },
          default: { sessionId: "NA" },
        },
        { name: "context", type: { kind: "reference", name: "WebContext" } },
        {
          name: "payLoadObject",
          type: { kind: "reference", name: "WebPayload" },
          default: { questionType: "NA", gradingType: "System", attemptStatus: "attempted", taxonomyIds: {} },
        },
        {
          name: "metrics",
          type: { kind: "reference", name: "WebMetrics" },
          default: { score: null, timespent: null, maxScore: null },
        },
      ],
      validate: validators.webPlay,
    },
    // gooru/partners.da:143
    {
      name: "web.resource",
      wire: "collection.resource.play",
      source: "web",
      topic: "org.gooru.da.source.web",
      key: [],
      fields: [
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        {
          name: "user",
          type: { kind: "record", fields: [{ name: "gooruUId", type: { kind: "reference", name: "Id" } }] },
        },
        {
          name: "session",
          type: {
            kind: "record",
            fields: [{ name: "sessionId", type: { kind: "reference", name: "Id" }, default: "NA" }],
          },
          default: { sessionId: "NA" },
        },
        { name: "context", type: { kind: "reference", name: "WebContext" } },
        {
          name: "payLoadObject",
          type: { kind: "reference", name: "WebPayload" },
          default: { questionType: "NA", gradingType: "System", attemptStatus: "attempted", taxonomyIds: {} },
        },
        {
          name: "metrics",
          type: { kind: "reference", name: "WebMetrics" },
          default: { score: null, timespent: null, maxScore: null },
        },
      ],
      validate: validators.webResource,
    },
    // gooru/partners.da:144
    {
      name: "web.reaction",
      wire: "reaction.create",
      source: "web",
      topic: "org.gooru.da.source.web",
      key: [],
      fields: [
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        {
          name: "user",
          type: { kind: "record", fields: [{ name: "gooruUId", type: { kind: "reference", name: "Id" } }] },
        },
        {
          name: "session",
          type: {
            kind: "record",
            fields: [{ name: "sessionId", type: { kind: "reference", name: "Id" }, default: "NA" }],
          },
          default: { sessionId: "NA" },
        },
        { name: "context", type: { kind: "reference", name: "WebContext" } },
        {
          name: "payLoadObject",
          type: { kind: "reference", name: "WebPayload" },
          default: { questionType: "NA", gradingType: "System", attemptStatus: "attempted", taxonomyIds: {} },
        },
        {
          name: "metrics",
          type: { kind: "reference", name: "WebMetrics" },
          default: { score: null, timespent: null, maxScore: null },
        },
      ],
      validate: validators.webReaction,
    },
    // gooru/partners.da:145
    {
      name: "web.grade",
      wire: "resource.rubric.grade",
      source: "web",
      topic: "org.gooru.da.source.web",
      key: [],
      fields: [
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        {
          name: "user",
          type: { kind: "record", fields: [{ name: "gooruUId", type: { kind: "reference", name: "Id" } }] },
        },
        {
          name: "session",
          type: {
            kind: "record",
            fields: [{ name: "sessionId", type: { kind: "reference", name: "Id" }, default: "NA" }],
          },
          default: { sessionId: "NA" },
        },
        { name: "context", type: { kind: "reference", name: "WebContext" } },
        {
          name: "payLoadObject",
          type: { kind: "reference", name: "WebPayload" },
          default: { questionType: "NA", gradingType: "System", attemptStatus: "attempted", taxonomyIds: {} },
        },
        {
          name: "metrics",
          type: { kind: "reference", name: "WebMetrics" },
          default: { score: null, timespent: null, maxScore: null },
        },
      ],
      validate: validators.webGrade,
    },
    // gooru/places.da:77
    {
      name: "usage.place.timespent",
      wire: "usage.place.timespent",
      source: null,
      topic: "org.gooru.da.sink.dep.place.timespent",
      key: ["placeId"],
      fields: [
        { name: "placeId", type: { kind: "reference", name: "Id" } },
        { name: "kind", type: { kind: "reference", name: "PlaceKind" } },
        { name: "subject", type: { kind: "string" } },
        { name: "userId", type: { kind: "reference", name: "Id" } },
        {
          name: "result",
          type: { kind: "record", fields: [{ name: "timespent", type: { kind: "duration", unit: "ms" } }] },
        },
      ],
      validate: validators.usagePlaceTimespent,
    },
    // gooru/places.da:148
    {
      name: "usage.place.points",
      wire: "usage.place.points",
      source: null,
      topic: "org.gooru.da.sink.dep.place.points",
      key: ["placeId"],
      fields: [
        { name: "placeId", type: { kind: "reference", name: "Id" } },
        { name: "kind", type: { kind: "reference", name: "PlaceKind" } },
        { name: "scored", type: { kind: "int" } },
        { name: "given", type: { kind: "number" } },
        { name: "result", type: { kind: "record", fields: [{ name: "points", type: { kind: "number" } }] } },
      ],
      validate: validators.usagePlacePoints,
    },
    // gooru/player.da:69
    {
      name: "resource.play.start",
      wire: "resource.play.start",
      source: "player",
      topic: "org.gooru.da.source.player",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "collectionId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "collectionType", optional: true, type: { kind: "reference", name: "CollectionType" } },
      ],
      validate: validators.resourcePlayStart,
    },
    // gooru/player.da:72
    {
      name: "resource.play.stop",
      wire: "resource.play.stop",
      source: "player",
      topic: "org.gooru.da.source.player",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "collectionId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "collectionType", optional: true, type: { kind: "reference", name: "CollectionType" } },
        { name: "answer", optional: true, type: { kind: "reference", name: "Answer" } },
        { name: "score", optional: true, type: { kind: "reference", name: "Score" } },
        { name: "reaction", optional: true, type: { kind: "reference", name: "Reaction" } },
      ],
      validate: validators.resourcePlayStop,
    },
    // gooru/player.da:80
    {
      name: "question.grade",
      wire: "question.grade",
      source: "player",
      topic: "org.gooru.da.source.player",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "collectionId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "collectionType", optional: true, type: { kind: "reference", name: "CollectionType" } },
        { name: "score", type: { kind: "reference", name: "Score" } },
      ],
      validate: validators.questionGrade,
    },
    // gooru/player.da:83
    {
      name: "content.react",
      wire: "content.react",
      source: "player",
      topic: "org.gooru.da.source.player",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "collectionId", optional: true, type: { kind: "reference", name: "Id" } },
        { name: "collectionType", optional: true, type: { kind: "reference", name: "CollectionType" } },
        { name: "reaction", type: { kind: "reference", name: "Reaction" } },
      ],
      validate: validators.contentReact,
    },
    // gooru/player.da:84
    {
      name: "collection.play.start",
      wire: "collection.play.start",
      source: "player",
      topic: "org.gooru.da.source.player",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
      ],
      validate: validators.collectionPlayStart,
    },
    // gooru/player.da:85
    {
      name: "collection.play.stop",
      wire: "collection.play.stop",
      source: "player",
      topic: "org.gooru.da.source.player",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
      ],
      validate: validators.collectionPlayStop,
    },
    // gooru/player.da:86
    {
      name: "assessment.play.start",
      wire: "assessment.play.start",
      source: "player",
      topic: "org.gooru.da.source.player",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
      ],
      validate: validators.assessmentPlayStart,
    },
    // gooru/player.da:88
    {
      name: "assessment.play.stop",
      wire: "assessment.play.stop",
      source: "player",
      topic: "org.gooru.da.source.player",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "score", type: { kind: "nullable", of: { kind: "reference", name: "Score" } } },
      ],
      validate: validators.assessmentPlayStop,
    },
    // gooru/player.da:94
    {
      name: "assessment.grade",
      wire: "assessment.grade",
      source: "player",
      topic: "org.gooru.da.source.player",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "startTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "endTime", type: { kind: "timestamp", unit: "ms" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "score", type: { kind: "reference", name: "Score" } },
      ],
      validate: validators.assessmentGrade,
    },
    // gooru/pupils.da:228
    {
      name: "item.started",
      wire: "item.started",
      source: null,
      topic: "org.gooru.da.sink.demux.item",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
      ],
      validate: validators.itemStarted,
    },
    // gooru/pupils.da:232
    {
      name: "item.completed",
      wire: "item.completed",
      source: null,
      topic: "org.gooru.da.sink.demux.item",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
      ],
      validate: validators.itemCompleted,
    },
    // gooru/pupils.da:287
    {
      name: "pupil.struggling",
      wire: "pupil.struggling",
      source: null,
      topic: "org.gooru.da.sink.dep.pupil",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "days", type: { kind: "int" } },
        { name: "mean", type: { kind: "number" } },
        { name: "slope", type: { kind: "number" } },
      ],
      validate: validators.pupilStruggling,
    },
    // gooru/pupils.da:290
    {
      name: "pupil.recovered",
      wire: "pupil.recovered",
      source: null,
      topic: "org.gooru.da.sink.dep.pupil",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "days", type: { kind: "int" } },
        { name: "mean", type: { kind: "number" } },
        { name: "slope", type: { kind: "number" } },
      ],
      validate: validators.pupilRecovered,
    },
    // gooru/pupils.da:311
    {
      name: "usage.competency.level",
      wire: "usage.competency.level",
      source: null,
      topic: "org.gooru.da.sink.dep.competency.level",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "competencyId", type: { kind: "reference", name: "Id" } },
        { name: "score", type: { kind: "nullable", of: { kind: "number" } } },
        { name: "result", type: { kind: "record", fields: [{ name: "level", type: { kind: "int" } }] } },
      ],
      validate: validators.usageCompetencyLevel,
    },
    // gooru/pupils.da:330
    {
      name: "competency.asserted",
      wire: "competency.asserted",
      source: "core",
      topic: "org.gooru.core.events",
      key: ["entityId"],
      fields: [
        { name: "entityId", type: { kind: "reference", name: "Id" } },
        { name: "changedAt", type: { kind: "timestamp", unit: "iso" } },
        { name: "competencyId", type: { kind: "reference", name: "Id" } },
      ],
      validate: validators.competencyAsserted,
    },
    // gooru/pupils.da:358
    {
      name: "competency.reached",
      wire: "competency.reached",
      source: null,
      topic: "org.gooru.da.sink.dep.competency",
      key: ["userId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "competencyId", type: { kind: "reference", name: "Id" } },
        { name: "level", type: { kind: "int" } },
        { name: "before", type: { kind: "nullable", of: { kind: "int" } } },
      ],
      validate: validators.competencyReached,
    },
  ],
  signals: [
    // gooru/metrics.da:119
    {
      name: "collection.state",
      wire: "collection.state",
      store: "collection_states",
      topic: "org.gooru.da.sink.gep.collection.state",
      key: ["userId", "collectionId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "collectionId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "CollectionType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        {
          name: "points",
          type: {
            kind: "record",
            fields: [
              { name: "before", type: { kind: "nullable", of: { kind: "number" } } },
              { name: "after", type: { kind: "number" } },
              { name: "changed", type: { kind: "bool" } },
            ],
          },
        },
        {
          name: "best",
          type: {
            kind: "record",
            fields: [
              { name: "before", type: { kind: "nullable", of: { kind: "number" } } },
              { name: "after", type: { kind: "number" } },
              { name: "changed", type: { kind: "bool" } },
            ],
          },
        },
        {
          name: "scored",
          type: {
            kind: "record",
            fields: [
              { name: "before", type: { kind: "nullable", of: { kind: "int" } } },
              { name: "after", type: { kind: "int" } },
              { name: "changed", type: { kind: "bool" } },
            ],
          },
        },
        {
          name: "attempts",
          type: {
            kind: "record",
            fields: [
              { name: "before", type: { kind: "nullable", of: { kind: "int" } } },
              { name: "after", type: { kind: "int" } },
              { name: "changed", type: { kind: "bool" } },
            ],
          },
        },
        {
          name: "timespent",
          type: {
            kind: "record",
            fields: [
              { name: "before", type: { kind: "nullable", of: { kind: "duration", unit: "ms" } } },
              { name: "after", type: { kind: "duration", unit: "ms" } },
              { name: "changed", type: { kind: "bool" } },
            ],
          },
        },
      ],
    },
    // gooru/metrics.da:177
    {
      name: "assessment.state",
      wire: "assessment.state",
      store: "assessment_states",
      topic: "org.gooru.da.sink.gep.assessment.state",
      key: ["userId", "assessmentId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "assessmentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        { name: "given", type: { kind: "nullable", of: { kind: "reference", name: "Score" } } },
        { name: "spent", type: { kind: "duration", unit: "ms" } },
        {
          name: "score",
          type: {
            kind: "record",
            fields: [
              { name: "before", type: { kind: "nullable", of: { kind: "number" } } },
              { name: "after", type: { kind: "nullable", of: { kind: "number" } } },
              { name: "changed", type: { kind: "bool" } },
            ],
          },
        },
        {
          name: "best",
          type: {
            kind: "record",
            fields: [
              { name: "before", type: { kind: "nullable", of: { kind: "number" } } },
              { name: "after", type: { kind: "nullable", of: { kind: "number" } } },
              { name: "changed", type: { kind: "bool" } },
            ],
          },
        },
        {
          name: "attempts",
          type: {
            kind: "record",
            fields: [
              { name: "before", type: { kind: "nullable", of: { kind: "int" } } },
              { name: "after", type: { kind: "int" } },
              { name: "changed", type: { kind: "bool" } },
            ],
          },
        },
        {
          name: "timespent",
          type: {
            kind: "record",
            fields: [
              { name: "before", type: { kind: "nullable", of: { kind: "duration", unit: "ms" } } },
              { name: "after", type: { kind: "duration", unit: "ms" } },
              { name: "changed", type: { kind: "bool" } },
            ],
          },
        },
      ],
    },
    // gooru/metrics.da:212
    {
      name: "content.reaction",
      wire: "content.reaction",
      store: "reactions",
      topic: "org.gooru.da.sink.gep.content.reaction",
      key: ["userId", "contentId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "contentType", type: { kind: "reference", name: "ContentType" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        {
          name: "reaction",
          type: {
            kind: "record",
            fields: [
              { name: "before", type: { kind: "nullable", of: { kind: "int" } } },
              { name: "after", type: { kind: "nullable", of: { kind: "int" } } },
              { name: "changed", type: { kind: "bool" } },
            ],
          },
        },
      ],
    },
    // gooru/pupils.da:217
    {
      name: "item.progress",
      wire: "item.progress",
      store: "items",
      topic: "org.gooru.da.sink.gep.item.progress",
      key: ["userId", "contentId"],
      fields: [
        { name: "userId", type: { kind: "reference", name: "Id" } },
        { name: "contentId", type: { kind: "reference", name: "Id" } },
        { name: "context", type: { kind: "reference", name: "Context" } },
        {
          name: "started",
          type: {
            kind: "record",
            fields: [
              { name: "before", type: { kind: "nullable", of: { kind: "timestamp", unit: "ms" } } },
              { name: "after", type: { kind: "nullable", of: { kind: "timestamp", unit: "ms" } } },
              { name: "changed", type: { kind: "bool" } },
            ],
          },
        },
        {
          name: "finished",
          type: {
            kind: "record",
            fields: [
              { name: "before", type: { kind: "nullable", of: { kind: "timestamp", unit: "ms" } } },
              { name: "after", type: { kind: "nullable", of: { kind: "timestamp", unit: "ms" } } },
              { name: "changed", type: { kind: "bool" } },
            ],
          },
        },
      ],
    },
  ],
  stores: [
    // gooru/core.da:52
    {
      name: "contents",
      external: false,
      table: "contents",
      columns: [
        { name: "contentId", sql: "content_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "title", sql: "title", kind: "latest", type: { kind: "string" } },
        { name: "subject", sql: "subject", kind: "latest", type: { kind: "string" } },
        { name: "curatorId", sql: "curator_id", kind: "latest", type: { kind: "reference", name: "Id" } },
        { name: "providerId", sql: "provider_id", kind: "latest", type: { kind: "reference", name: "Id" } },
        { name: "originalId", sql: "original_id", kind: "latest", type: { kind: "reference", name: "Id" } },
        {
          name: "competencies",
          sql: "competencies",
          kind: "latest",
          type: { kind: "list", of: { kind: "reference", name: "Id" } },
        },
        { name: "signature", sql: "signature", kind: "latest", type: { kind: "bool" } },
        { name: "live", sql: "live", kind: "latest", type: { kind: "bool" } },
      ],
      indexes: [],
    },
    // gooru/core.da:85
    {
      name: "outlines",
      external: false,
      table: "outlines",
      columns: [
        { name: "level", sql: "level", kind: "key", type: { kind: "reference", name: "Level" } },
        { name: "id", sql: "id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "title", sql: "title", kind: "latest", type: { kind: "string" } },
        { name: "items", sql: "items", kind: "latest", type: { kind: "int" } },
      ],
      indexes: [],
    },
    // gooru/core.da:100
    {
      name: "competencies",
      external: false,
      table: "competencies",
      columns: [
        { name: "competencyId", sql: "competency_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "title", sql: "title", kind: "plain", type: { kind: "string" } },
        {
          name: "requires",
          sql: "requires",
          kind: "plain",
          type: { kind: "list", of: { kind: "reference", name: "Id" } },
        },
      ],
      indexes: [],
    },
    // gooru/core.da:113
    {
      name: "classes",
      external: false,
      table: "classes",
      columns: [
        { name: "classId", sql: "class_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "title", sql: "title", kind: "plain", type: { kind: "string" } },
        { name: "subject", sql: "subject", kind: "plain", type: { kind: "string" } },
        {
          name: "courseId",
          sql: "course_id",
          kind: "plain",
          type: { kind: "nullable", of: { kind: "reference", name: "Id" } },
        },
      ],
      indexes: [],
    },
    // gooru/core.da:122
    {
      name: "memberships",
      external: false,
      table: "memberships",
      columns: [
        { name: "classId", sql: "class_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "member", sql: "member", kind: "latest", type: { kind: "bool" } },
      ],
      indexes: [],
    },
    // gooru/core.da:125
    {
      name: "class_sizes",
      external: false,
      table: "class_sizes",
      columns: [
        { name: "classId", sql: "class_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "pupils", sql: "pupils", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [],
    },
    // gooru/core.da:140
    {
      name: "places",
      external: false,
      table: "places",
      columns: [
        { name: "placeId", sql: "place_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "kind", sql: "kind", kind: "plain", type: { kind: "reference", name: "PlaceKind" } },
        { name: "title", sql: "title", kind: "plain", type: { kind: "string" } },
        {
          name: "parentId",
          sql: "parent_id",
          kind: "plain",
          type: { kind: "nullable", of: { kind: "reference", name: "Id" } },
        },
      ],
      indexes: [],
    },
    // gooru/core.da:154
    {
      name: "users",
      external: false,
      table: "users",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "name", sql: "name", kind: "plain", optional: true, type: { kind: "string" } },
        { name: "role", sql: "role", kind: "plain", optional: true, type: { kind: "string" } },
      ],
      indexes: [],
    },
    // gooru/metrics.da:97
    {
      name: "collection_items",
      external: false,
      table: "collection_items",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "collectionId", sql: "collection_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "contentId", sql: "content_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "score", sql: "score", kind: "latest", type: { kind: "number" } },
        { name: "best", sql: "best", kind: "max", type: { kind: "number" } },
        { name: "timespent", sql: "timespent", kind: "sum", type: { kind: "duration", unit: "ms" } },
        { name: "plays", sql: "plays", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [],
    },
    // gooru/metrics.da:109
    {
      name: "collection_states",
      external: false,
      table: "collection_states",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "collectionId", sql: "collection_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "points", sql: "points", kind: "sum", type: { kind: "number" } },
        { name: "best", sql: "best", kind: "sum", type: { kind: "number" } },
        { name: "scored", sql: "scored", kind: "sum", type: { kind: "int" } },
        { name: "attempts", sql: "attempts", kind: "distinct", type: { kind: "reference", name: "Id" } },
        { name: "timespent", sql: "timespent", kind: "sum", type: { kind: "duration", unit: "ms" } },
      ],
      indexes: [],
    },
    // gooru/metrics.da:168
    {
      name: "assessment_states",
      external: false,
      table: "assessment_states",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "assessmentId", sql: "assessment_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "score", sql: "score", kind: "latest", type: { kind: "number" } },
        { name: "best", sql: "best", kind: "max", type: { kind: "number" } },
        { name: "attempts", sql: "attempts", kind: "distinct", type: { kind: "reference", name: "Id" } },
        { name: "timespent", sql: "timespent", kind: "sum", type: { kind: "duration", unit: "ms" } },
      ],
      indexes: [],
    },
    // gooru/metrics.da:210
    {
      name: "reactions",
      external: false,
      table: "reactions",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "contentId", sql: "content_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "reaction", sql: "reaction", kind: "latest", type: { kind: "int" } },
      ],
      indexes: [],
    },
    // gooru/places.da:20
    {
      name: "content_activity",
      external: false,
      table: "content_activity",
      columns: [
        { name: "contentId", sql: "content_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "period", sql: "period", kind: "key", type: { kind: "reference", name: "Period" } },
        { name: "start", sql: "start", kind: "key", type: { kind: "date" } },
        { name: "timespent", sql: "timespent", kind: "sum", type: { kind: "duration", unit: "ms" } },
        { name: "views", sql: "views", kind: "sum", type: { kind: "int" } },
        { name: "score", sql: "score", kind: "mean", type: { kind: "number" } },
        { name: "pupils", sql: "pupils", kind: "distinct", type: { kind: "reference", name: "Id" } },
      ],
      indexes: [],
    },
    // gooru/places.da:54
    {
      name: "content_reactions",
      external: false,
      table: "content_reactions",
      columns: [
        { name: "contentId", sql: "content_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "total", sql: "total", kind: "sum", type: { kind: "int" } },
        { name: "pupils", sql: "pupils", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [],
    },
    // gooru/places.da:67
    {
      name: "class_progress",
      external: false,
      table: "class_progress",
      columns: [
        { name: "classId", sql: "class_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "completed", sql: "completed", kind: "sum", type: { kind: "int" } },
        { name: "pupils", sql: "pupils", kind: "distinct", type: { kind: "reference", name: "Id" } },
      ],
      indexes: [],
    },
    // gooru/places.da:105
    {
      name: "place_activity",
      external: false,
      table: "place_activity",
      columns: [
        { name: "placeId", sql: "place_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "subject", sql: "subject", kind: "key", type: { kind: "string" } },
        { name: "period", sql: "period", kind: "key", type: { kind: "reference", name: "Period" } },
        { name: "start", sql: "start", kind: "key", type: { kind: "date" } },
        { name: "pupils", sql: "pupils", kind: "distinct", type: { kind: "reference", name: "Id" } },
        { name: "timespent", sql: "timespent", kind: "sum", type: { kind: "duration", unit: "ms" } },
      ],
      indexes: [],
    },
    // gooru/places.da:115
    {
      name: "place_months",
      external: false,
      table: "place_months",
      columns: [
        { name: "placeId", sql: "place_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "subject", sql: "subject", kind: "key", type: { kind: "string" } },
        { name: "month", sql: "month", kind: "key", type: { kind: "date" } },
        { name: "pupils", sql: "pupils", kind: "sum", type: { kind: "int" } },
        { name: "pupilsChange", sql: "pupils_change", kind: "sum", type: { kind: "int" } },
        { name: "timespent", sql: "timespent", kind: "sum", type: { kind: "duration", unit: "ms" } },
        { name: "timespentChange", sql: "timespent_change", kind: "sum", type: { kind: "duration", unit: "ms" } },
      ],
      indexes: [],
    },
    // gooru/places.da:167
    {
      name: "place_standings",
      external: false,
      table: "place_standings",
      columns: [
        { name: "placeId", sql: "place_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "points", sql: "points", kind: "sum", type: { kind: "number" } },
        { name: "scored", sql: "scored", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [],
    },
    // gooru/places.da:170
    {
      name: "place_scores",
      external: false,
      table: "place_scores",
      columns: [
        { name: "placeId", sql: "place_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "period", sql: "period", kind: "key", type: { kind: "reference", name: "Period" } },
        { name: "start", sql: "start", kind: "key", type: { kind: "date" } },
        { name: "score", sql: "score", kind: "mean", type: { kind: "number" } },
        { name: "scores", sql: "scores", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [],
    },
    // gooru/pupils.da:10
    {
      name: "pupil_days",
      external: false,
      table: "pupil_days",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "contentType", sql: "content_type", kind: "key", type: { kind: "reference", name: "ContentType" } },
        { name: "day", sql: "day", kind: "key", type: { kind: "date" } },
        { name: "timespent", sql: "timespent", kind: "sum", type: { kind: "duration", unit: "ms" } },
        { name: "views", sql: "views", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [],
    },
    // gooru/pupils.da:19
    {
      name: "resource_days",
      external: false,
      table: "resource_days",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "contentId", sql: "content_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "day", sql: "day", kind: "key", type: { kind: "date" } },
        { name: "timespent", sql: "timespent", kind: "sum", type: { kind: "duration", unit: "ms" } },
        { name: "views", sql: "views", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [["contentId"]],
    },
    // gooru/pupils.da:37
    {
      name: "facet_days",
      external: false,
      table: "facet_days",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "facet", sql: "facet", kind: "key", type: { kind: "reference", name: "Facet" } },
        { name: "value", sql: "value", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "day", sql: "day", kind: "key", type: { kind: "date" } },
        { name: "timespent", sql: "timespent", kind: "sum", type: { kind: "duration", unit: "ms" } },
        { name: "views", sql: "views", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [["facet", "value"]],
    },
    // gooru/pupils.da:72
    {
      name: "facet_tastes",
      external: false,
      table: "facet_tastes",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "facet", sql: "facet", kind: "key", type: { kind: "reference", name: "Facet" } },
        {
          name: "tastes",
          sql: "tastes",
          kind: "plain",
          type: { kind: "list", of: { kind: "reference", name: "Taste" } },
        },
        {
          name: "shares",
          sql: "shares",
          kind: "plain",
          type: { kind: "list", of: { kind: "reference", name: "Share" } },
        },
      ],
      indexes: [],
    },
    // gooru/pupils.da:110
    {
      name: "preferences",
      external: false,
      table: "preferences",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "video", sql: "video", kind: "ema", type: { kind: "number" }, factor: 0.3333333333333333 },
        { name: "webpage", sql: "webpage", kind: "ema", type: { kind: "number" }, factor: 0.3333333333333333 },
        { name: "interactive", sql: "interactive", kind: "ema", type: { kind: "number" }, factor: 0.3333333333333333 },
        { name: "image", sql: "image", kind: "ema", type: { kind: "number" }, factor: 0.3333333333333333 },
        { name: "text", sql: "text", kind: "ema", type: { kind: "number" }, factor: 0.3333333333333333 },
        { name: "audio", sql: "audio", kind: "ema", type: { kind: "number" }, factor: 0.3333333333333333 },
      ],
      indexes: [],
    },
    // gooru/pupils.da:121
    {
      name: "preference_shares",
      external: false,
      table: "preference_shares",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "video", sql: "video", kind: "plain", type: { kind: "int" } },
        { name: "webpage", sql: "webpage", kind: "plain", type: { kind: "int" } },
        { name: "interactive", sql: "interactive", kind: "plain", type: { kind: "int" } },
        { name: "image", sql: "image", kind: "plain", type: { kind: "int" } },
        { name: "text", sql: "text", kind: "plain", type: { kind: "int" } },
        { name: "audio", sql: "audio", kind: "plain", type: { kind: "int" } },
      ],
      indexes: [],
    },
    // gooru/pupils.da:167
    {
      name: "standings",
      external: false,
      table: "standings",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "level", sql: "level", kind: "key", type: { kind: "reference", name: "Level" } },
        { name: "id", sql: "id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "points", sql: "points", kind: "sum", type: { kind: "number" } },
        { name: "scored", sql: "scored", kind: "sum", type: { kind: "int" } },
        { name: "timespent", sql: "timespent", kind: "sum", type: { kind: "duration", unit: "ms" } },
        { name: "started", sql: "started", kind: "sum", type: { kind: "int" } },
        { name: "completed", sql: "completed", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [["level", "id"]],
    },
    // gooru/pupils.da:187
    {
      name: "latest_scores",
      external: false,
      table: "latest_scores",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "level", sql: "level", kind: "key", type: { kind: "reference", name: "Level" } },
        { name: "id", sql: "id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "assessmentId", sql: "assessment_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "score", sql: "score", kind: "latest", type: { kind: "number" } },
      ],
      indexes: [],
    },
    // gooru/pupils.da:215
    {
      name: "items",
      external: false,
      table: "items",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "contentId", sql: "content_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "started", sql: "started", kind: "first", type: { kind: "timestamp", unit: "ms" } },
        { name: "finished", sql: "finished", kind: "first", type: { kind: "timestamp", unit: "ms" } },
      ],
      indexes: [],
    },
    // gooru/pupils.da:252
    {
      name: "presence",
      external: false,
      table: "presence",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "seen", sql: "seen", kind: "max", type: { kind: "timestamp", unit: "ms" } },
        { name: "classId", sql: "class_id", kind: "latest", type: { kind: "reference", name: "Id" } },
        { name: "contentId", sql: "content_id", kind: "latest", type: { kind: "reference", name: "Id" } },
        { name: "playing", sql: "playing", kind: "latest", type: { kind: "bool" } },
      ],
      indexes: [["classId"]],
    },
    // gooru/pupils.da:271
    {
      name: "score_days",
      external: false,
      table: "score_days",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "day", sql: "day", kind: "key", type: { kind: "date" } },
        { name: "points", sql: "points", kind: "sum", type: { kind: "number" } },
        { name: "scores", sql: "scores", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [],
    },
    // gooru/pupils.da:274
    {
      name: "score_trends",
      external: false,
      table: "score_trends",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "days", sql: "days", kind: "plain", type: { kind: "int" } },
        { name: "mean", sql: "mean", kind: "plain", type: { kind: "number" } },
        { name: "slope", sql: "slope", kind: "plain", type: { kind: "number" } },
        { name: "struggling", sql: "struggling", kind: "plain", type: { kind: "bool" } },
      ],
      indexes: [],
    },
    // gooru/pupils.da:345
    {
      name: "pupil_competencies",
      external: false,
      table: "pupil_competencies",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "competencyId", sql: "competency_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "level", sql: "level", kind: "max", type: { kind: "int" } },
        { name: "best", sql: "best", kind: "max", type: { kind: "number" } },
        { name: "scores", sql: "scores", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [],
    },
    // gooru/pupils.da:354
    {
      name: "competency_counts",
      external: false,
      table: "competency_counts",
      columns: [
        { name: "userId", sql: "user_id", kind: "key", type: { kind: "reference", name: "Id" } },
        { name: "level", sql: "level", kind: "key", type: { kind: "int" } },
        { name: "competencies", sql: "competencies", kind: "sum", type: { kind: "int" } },
      ],
      indexes: [],
    },
  ],
  handlers: [
    // gooru/core.da:64
    {
      name: "contents",
      kind: "dep",
      on: [
        "resource.published",
        "resource.updated",
        "resource.deleted",
        "collection.published",
        "collection.updated",
        "collection.deleted",
        "assessment.published",
        "assessment.updated",
        "assessment.deleted",
      ],
      handle: contents,
      limit: null,
      reads: [],
      updates: ["contents"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/core.da:87
    {
      name: "outlines",
      kind: "dep",
      on: ["course.published"],
      handle: outlines,
      limit: null,
      reads: [],
      updates: ["outlines"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/core.da:102
    {
      name: "competencies",
      kind: "dep",
      on: ["competency.published"],
      handle: competencies,
      limit: null,
      reads: [],
      updates: ["competencies"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/core.da:115
    {
      name: "classes",
      kind: "dep",
      on: ["class.created", "class.updated"],
      handle: classes,
      limit: null,
      reads: [],
      updates: ["classes"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/core.da:130
    {
      name: "memberships",
      kind: "dep",
      on: ["membership.joined", "membership.left"],
      handle: memberships,
      limit: null,
      reads: [],
      updates: ["memberships", "class_sizes"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: ["memberships"],
      waits: [],
    },
    // gooru/core.da:142
    {
      name: "places",
      kind: "dep",
      on: ["place.assigned"],
      handle: places,
      limit: null,
      reads: [],
      updates: ["places"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/core.da:157
    {
      name: "users",
      kind: "dep",
      on: ["user.created", "user.updated", "user.deleted"],
      handle: users,
      limit: null,
      reads: [],
      updates: ["users"],
      deletes: ["users"],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/metrics.da:75
    {
      name: "times",
      kind: "demux",
      on: ["resource.play.stop"],
      handle: times,
      limit: null,
      reads: [],
      updates: [],
      deletes: [],
      emits: ["usage.question.timespent", "usage.resource.timespent", "usage.collection.timespent"],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/metrics.da:90
    {
      name: "external_results",
      kind: "demux",
      on: ["assessment.play.stop"],
      handle: external_results,
      limit: null,
      reads: [],
      updates: [],
      deletes: [],
      emits: [],
      signals: [],
      forwards: ["org.gooru.lti.results"],
      changes: [],
      waits: [],
    },
    // gooru/metrics.da:128
    {
      name: "collections",
      kind: "gep",
      on: ["resource.play.stop", "question.grade"],
      handle: collections,
      limit: null,
      reads: [],
      updates: ["collection_items", "collection_states"],
      deletes: [],
      emits: [],
      signals: ["collection.state"],
      forwards: [],
      changes: ["collection_items", "collection_states"],
      waits: [],
    },
    // gooru/metrics.da:145
    {
      name: "collection_changes",
      kind: "demux",
      on: ["collection.state"],
      handle: collection_changes,
      limit: null,
      reads: [],
      updates: [],
      deletes: [],
      emits: ["usage.collection.view", "usage.collection.score"],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/metrics.da:184
    {
      name: "assessments",
      kind: "gep",
      on: ["assessment.play.stop", "assessment.grade"],
      handle: assessments,
      limit: null,
      reads: [],
      updates: ["assessment_states"],
      deletes: [],
      emits: [],
      signals: ["assessment.state"],
      forwards: [],
      changes: ["assessment_states"],
      waits: [],
    },
    // gooru/metrics.da:192
    {
      name: "assessment_changes",
      kind: "demux",
      on: ["assessment.state"],
      handle: assessment_changes,
      limit: null,
      reads: [],
      updates: [],
      deletes: [],
      emits: ["usage.assessment.score", "usage.assessment.timespent", "usage.assessment.view"],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/metrics.da:214
    {
      name: "reactions",
      kind: "gep",
      on: ["resource.play.stop", "content.react"],
      handle: reactions,
      limit: null,
      reads: [],
      updates: ["reactions"],
      deletes: [],
      emits: [],
      signals: ["content.reaction"],
      forwards: [],
      changes: ["reactions"],
      waits: [],
    },
    // gooru/metrics.da:223
    {
      name: "reaction_changes",
      kind: "demux",
      on: ["content.reaction"],
      handle: reaction_changes,
      limit: null,
      reads: [],
      updates: [],
      deletes: [],
      emits: [
        "usage.question.reaction",
        "usage.collection.reaction",
        "usage.assessment.reaction",
        "usage.resource.reaction",
      ],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/partners.da:62
    {
      name: "mobile_items",
      kind: "transform",
      on: ["mobile.item"],
      handle: mobile_items,
      limit: null,
      reads: [],
      updates: [],
      deletes: [],
      emits: ["resource.play.stop"],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/partners.da:75
    {
      name: "mobile_tests",
      kind: "transform",
      on: ["mobile.test"],
      handle: mobile_tests,
      limit: null,
      reads: [],
      updates: [],
      deletes: [],
      emits: ["assessment.play.stop"],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/partners.da:82
    {
      name: "mobile_ratings",
      kind: "transform",
      on: ["mobile.rating"],
      handle: mobile_ratings,
      limit: null,
      reads: [],
      updates: [],
      deletes: [],
      emits: ["content.react"],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/partners.da:182
    {
      name: "web_events",
      kind: "transform",
      on: ["web.play", "web.resource", "web.reaction", "web.grade"],
      handle: web_events,
      limit: null,
      reads: [],
      updates: [],
      deletes: [],
      emits: [
        "question.grade",
        "content.react",
        "resource.play.start",
        "resource.play.stop",
        "assessment.play.start",
        "collection.play.start",
        "assessment.play.stop",
        "collection.play.stop",
      ],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/places.da:31
    {
      name: "content_times",
      kind: "dep",
      on: [
        "usage.resource.timespent",
        "usage.question.timespent",
        "usage.collection.timespent",
        "usage.assessment.timespent",
      ],
      handle: content_times,
      limit: null,
      reads: [],
      updates: ["content_activity"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/places.da:41
    {
      name: "content_views",
      kind: "dep",
      on: ["usage.collection.view", "usage.assessment.view"],
      handle: content_views,
      limit: null,
      reads: [],
      updates: ["content_activity"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/places.da:47
    {
      name: "content_scores",
      kind: "dep",
      on: ["usage.collection.score", "usage.assessment.score"],
      handle: content_scores,
      limit: null,
      reads: [],
      updates: ["content_activity"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/places.da:57
    {
      name: "content_reactions",
      kind: "dep",
      on: [
        "usage.resource.reaction",
        "usage.question.reaction",
        "usage.collection.reaction",
        "usage.assessment.reaction",
      ],
      handle: content_reactions,
      limit: null,
      reads: [],
      updates: ["content_reactions"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/places.da:69
    {
      name: "class_progress",
      kind: "dep",
      on: ["item.completed"],
      handle: class_progress,
      limit: null,
      reads: [],
      updates: ["class_progress"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/places.da:87
    {
      name: "class_times",
      kind: "dep",
      on: ["usage.collection.timespent", "usage.assessment.timespent"],
      handle: class_times,
      limit: null,
      reads: ["classes"],
      updates: [],
      deletes: [],
      emits: ["usage.place.timespent"],
      signals: [],
      forwards: [],
      changes: [],
      waits: ["classes"],
    },
    // gooru/places.da:95
    {
      name: "times_upward",
      kind: "dep",
      on: ["usage.place.timespent"],
      handle: times_upward,
      limit: 2,
      reads: ["places"],
      updates: [],
      deletes: [],
      emits: ["usage.place.timespent"],
      signals: [],
      forwards: [],
      changes: [],
      waits: ["places"],
    },
    // gooru/places.da:129
    {
      name: "place_times",
      kind: "dep",
      on: ["usage.place.timespent"],
      handle: place_times,
      limit: null,
      reads: [],
      updates: ["place_activity", "place_months"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: ["place_activity"],
      waits: [],
    },
    // gooru/places.da:157
    {
      name: "points_upward",
      kind: "dep",
      on: ["usage.place.points"],
      handle: points_upward,
      limit: 2,
      reads: ["places"],
      updates: [],
      deletes: [],
      emits: ["usage.place.points"],
      signals: [],
      forwards: [],
      changes: [],
      waits: ["places"],
    },
    // gooru/places.da:172
    {
      name: "place_points",
      kind: "dep",
      on: ["usage.place.points"],
      handle: place_points,
      limit: null,
      reads: [],
      updates: ["place_standings", "place_scores"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/pupils.da:28
    {
      name: "pupil_days",
      kind: "dep",
      on: ["usage.resource.timespent", "usage.question.timespent"],
      handle: pupil_days,
      limit: null,
      reads: [],
      updates: ["pupil_days", "resource_days"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/pupils.da:48
    {
      name: "facets",
      kind: "dep",
      on: ["usage.resource.timespent"],
      handle: facets,
      limit: null,
      reads: ["contents"],
      updates: ["facet_days"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: ["contents"],
    },
    // gooru/pupils.da:89
    {
      name: "tastes",
      kind: "dep",
      on: ["usage.resource.timespent"],
      handle: tastes,
      limit: null,
      reads: ["contents", "facet_tastes"],
      updates: ["facet_tastes"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: ["contents"],
    },
    // gooru/pupils.da:134
    {
      name: "preferences",
      kind: "dep",
      on: ["usage.resource.timespent"],
      handle: preferences,
      limit: null,
      reads: [],
      updates: ["preferences", "preference_shares"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: ["preferences"],
      waits: [],
    },
    // gooru/pupils.da:192
    {
      name: "standings",
      kind: "dep",
      on: ["usage.assessment.score"],
      handle: standings,
      limit: null,
      reads: [],
      updates: ["latest_scores", "standings"],
      deletes: [],
      emits: ["usage.place.points"],
      signals: [],
      forwards: [],
      changes: ["latest_scores"],
      waits: [],
    },
    // gooru/pupils.da:207
    {
      name: "level_times",
      kind: "dep",
      on: ["usage.collection.timespent", "usage.assessment.timespent"],
      handle: level_times,
      limit: null,
      reads: [],
      updates: ["standings"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/pupils.da:219
    {
      name: "items",
      kind: "gep",
      on: ["collection.play.start", "collection.play.stop", "assessment.play.start", "assessment.play.stop"],
      handle: items,
      limit: null,
      reads: [],
      updates: ["items"],
      deletes: [],
      emits: [],
      signals: ["item.progress"],
      forwards: [],
      changes: ["items"],
      waits: [],
    },
    // gooru/pupils.da:234
    {
      name: "progress_changes",
      kind: "demux",
      on: ["item.progress"],
      handle: progress_changes,
      limit: null,
      reads: [],
      updates: [],
      deletes: [],
      emits: ["item.started", "item.completed"],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/pupils.da:239
    {
      name: "progress",
      kind: "dep",
      on: ["item.started", "item.completed"],
      handle: progress,
      limit: null,
      reads: [],
      updates: ["standings"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/pupils.da:261
    {
      name: "presence",
      kind: "gep",
      on: [
        "resource.play.start",
        "resource.play.stop",
        "collection.play.start",
        "collection.play.stop",
        "assessment.play.start",
        "assessment.play.stop",
      ],
      handle: presence,
      limit: null,
      reads: [],
      updates: ["presence"],
      deletes: [],
      emits: [],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/pupils.da:293
    {
      name: "struggling",
      kind: "dep",
      on: ["usage.assessment.score"],
      typescript: true,
      handle: struggling,
      limit: null,
      reads: ["score_days", "score_trends"],
      updates: ["score_days", "score_trends"],
      deletes: [],
      emits: ["pupil.struggling", "pupil.recovered"],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/pupils.da:319
    {
      name: "competency_scores",
      kind: "dep",
      on: ["usage.assessment.score"],
      handle: competency_scores,
      limit: null,
      reads: ["contents"],
      updates: [],
      deletes: [],
      emits: ["usage.competency.level"],
      signals: [],
      forwards: [],
      changes: [],
      waits: ["contents"],
    },
    // gooru/pupils.da:332
    {
      name: "competency_assertions",
      kind: "dep",
      on: ["competency.asserted"],
      handle: competency_assertions,
      limit: null,
      reads: [],
      updates: [],
      deletes: [],
      emits: ["usage.competency.level"],
      signals: [],
      forwards: [],
      changes: [],
      waits: [],
    },
    // gooru/pupils.da:337
    {
      name: "inferences",
      kind: "dep",
      on: ["usage.competency.level"],
      handle: inferences,
      limit: 1,
      reads: ["competencies"],
      updates: [],
      deletes: [],
      emits: ["usage.competency.level"],
      signals: [],
      forwards: [],
      changes: [],
      waits: ["competencies"],
    },
    // gooru/pupils.da:360
    {
      name: "competency_levels",
      kind: "dep",
      on: ["usage.competency.level"],
      handle: competency_levels,
      limit: null,
      reads: [],
      updates: ["pupil_competencies", "competency_counts"],
      deletes: [],
      emits: ["competency.reached"],
      signals: [],
      forwards: [],
      changes: ["pupil_competencies"],
      waits: [],
    },
  ],
};

export default pipeline;
