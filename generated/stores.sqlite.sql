-- Made by da-compile 0.1.0 from pipelines.da. Do not edit.

-- All contents. What was deleted stays, marked, since what pupils did with it stays too. (gooru/core.da:52)
CREATE TABLE IF NOT EXISTS "contents" (
  -- 1 to 64 UTF-16 units long
  "content_id" TEXT NOT NULL,
  -- the newest by event time
  "title" TEXT,
  "title__at" INTEGER,
  "title__by" TEXT,
  -- the newest by event time
  "subject" TEXT,
  "subject__at" INTEGER,
  "subject__by" TEXT,
  -- the newest by event time; 1 to 64 UTF-16 units long
  "curator_id" TEXT,
  "curator_id__at" INTEGER,
  "curator_id__by" TEXT,
  -- the newest by event time; 1 to 64 UTF-16 units long
  "provider_id" TEXT,
  "provider_id__at" INTEGER,
  "provider_id__by" TEXT,
  -- the newest by event time; 1 to 64 UTF-16 units long
  "original_id" TEXT,
  "original_id__at" INTEGER,
  "original_id__by" TEXT,
  -- the newest by event time
  "competencies" TEXT,
  "competencies__at" INTEGER,
  "competencies__by" TEXT,
  -- the newest by event time
  "signature" INTEGER,
  "signature__at" INTEGER,
  "signature__by" TEXT,
  -- the newest by event time
  "live" INTEGER,
  "live__at" INTEGER,
  "live__by" TEXT,
  PRIMARY KEY ("content_id")
) STRICT, WITHOUT ROWID;

-- The "of total" of every progress: `standings.completed` of `outlines.items`. (gooru/core.da:85)
CREATE TABLE IF NOT EXISTS "outlines" (
  "level" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "id" TEXT NOT NULL,
  -- the newest by event time
  "title" TEXT,
  "title__at" INTEGER,
  "title__by" TEXT,
  -- the newest by event time
  "items" INTEGER,
  "items__at" INTEGER,
  "items__by" TEXT,
  PRIMARY KEY ("level", "id")
) STRICT, WITHOUT ROWID;

-- The store competencies (gooru/core.da:100)
CREATE TABLE IF NOT EXISTS "competencies" (
  -- 1 to 64 UTF-16 units long
  "competency_id" TEXT NOT NULL,
  "title" TEXT,
  "requires" TEXT,
  PRIMARY KEY ("competency_id")
) STRICT, WITHOUT ROWID;

-- The store classes (gooru/core.da:113)
CREATE TABLE IF NOT EXISTS "classes" (
  -- 1 to 64 UTF-16 units long
  "class_id" TEXT NOT NULL,
  "title" TEXT,
  "subject" TEXT,
  -- 1 to 64 UTF-16 units long
  "course_id" TEXT,
  PRIMARY KEY ("class_id")
) STRICT, WITHOUT ROWID;

-- The store memberships (gooru/core.da:122)
CREATE TABLE IF NOT EXISTS "memberships" (
  -- 1 to 64 UTF-16 units long
  "class_id" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  -- the newest by event time
  "member" INTEGER,
  "member__at" INTEGER,
  "member__by" TEXT,
  PRIMARY KEY ("class_id", "user_id")
) STRICT, WITHOUT ROWID;

-- How many pupils a class has: with `outlines` the total of what a class may complete. (gooru/core.da:125)
CREATE TABLE IF NOT EXISTS "class_sizes" (
  -- 1 to 64 UTF-16 units long
  "class_id" TEXT NOT NULL,
  -- the sum
  "pupils" INTEGER NOT NULL DEFAULT 0 CHECK (abs("pupils") <= 9007199254740991),
  PRIMARY KEY ("class_id")
) STRICT, WITHOUT ROWID;

-- The store places (gooru/core.da:140)
CREATE TABLE IF NOT EXISTS "places" (
  -- 1 to 64 UTF-16 units long
  "place_id" TEXT NOT NULL,
  "kind" TEXT,
  "title" TEXT,
  -- 1 to 64 UTF-16 units long
  "parent_id" TEXT,
  PRIMARY KEY ("place_id")
) STRICT, WITHOUT ROWID;

-- The store users (gooru/core.da:154)
CREATE TABLE IF NOT EXISTS "users" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  "name" TEXT,
  "role" TEXT,
  PRIMARY KEY ("user_id")
) STRICT, WITHOUT ROWID;

-- A pupil's time with each resource of a collection, and the score of each question. (gooru/metrics.da:97)
CREATE TABLE IF NOT EXISTS "collection_items" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "collection_id" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "content_id" TEXT NOT NULL,
  -- the newest by event time
  "score" REAL,
  "score__at" INTEGER,
  "score__by" TEXT,
  -- the greatest
  "best" REAL,
  -- the sum; in milliseconds
  "timespent" INTEGER NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  -- the sum
  "plays" INTEGER NOT NULL DEFAULT 0 CHECK (abs("plays") <= 9007199254740991),
  PRIMARY KEY ("user_id", "collection_id", "content_id")
) STRICT, WITHOUT ROWID;

-- A pupil's score, best score, sittings and time with each collection: `points / scored` and `best / scored`. It adds up
-- how each item changes, so it is exact in whatever order the events come, and a correction replaces what it corrects. (gooru/metrics.da:109)
CREATE TABLE IF NOT EXISTS "collection_states" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "collection_id" TEXT NOT NULL,
  -- the sum
  "points" REAL NOT NULL DEFAULT 0 CHECK (abs("points") <= 1.7976931348623157e308),
  -- the sum
  "best" REAL NOT NULL DEFAULT 0 CHECK (abs("best") <= 1.7976931348623157e308),
  -- the sum
  "scored" INTEGER NOT NULL DEFAULT 0 CHECK (abs("scored") <= 9007199254740991),
  -- how many different values came
  "attempts" INTEGER NOT NULL DEFAULT 0,
  -- the sum; in milliseconds
  "timespent" INTEGER NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  PRIMARY KEY ("user_id", "collection_id")
) STRICT, WITHOUT ROWID;

-- The different values of collection_states.attempts (gooru/metrics.da:109)
CREATE TABLE IF NOT EXISTS "collection_states__attempts" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "collection_id" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY ("user_id", "collection_id", "value")
) STRICT, WITHOUT ROWID;

-- A pupil's score, best score, sittings and time with each assessment. Corrections belong to the sitting they correct,
-- so they add no attempt. (gooru/metrics.da:168)
CREATE TABLE IF NOT EXISTS "assessment_states" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "assessment_id" TEXT NOT NULL,
  -- the newest by event time
  "score" REAL,
  "score__at" INTEGER,
  "score__by" TEXT,
  -- the greatest
  "best" REAL,
  -- how many different values came
  "attempts" INTEGER NOT NULL DEFAULT 0,
  -- the sum; in milliseconds
  "timespent" INTEGER NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  PRIMARY KEY ("user_id", "assessment_id")
) STRICT, WITHOUT ROWID;

-- The different values of assessment_states.attempts (gooru/metrics.da:168)
CREATE TABLE IF NOT EXISTS "assessment_states__attempts" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "assessment_id" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY ("user_id", "assessment_id", "value")
) STRICT, WITHOUT ROWID;

-- The latest reaction of each pupil to each content, and to each collection by what is inside. (gooru/metrics.da:210)
CREATE TABLE IF NOT EXISTS "reactions" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "content_id" TEXT NOT NULL,
  -- the newest by event time
  "reaction" INTEGER,
  "reaction__at" INTEGER,
  "reaction__by" TEXT,
  PRIMARY KEY ("user_id", "content_id")
) STRICT, WITHOUT ROWID;

-- Time with, views and scores of each resource, question, collection and assessment, and how many pupils played it. (gooru/places.da:20)
CREATE TABLE IF NOT EXISTS "content_activity" (
  -- 1 to 64 UTF-16 units long
  "content_id" TEXT NOT NULL,
  "period" TEXT NOT NULL,
  "start" TEXT NOT NULL,
  -- the sum; in milliseconds
  "timespent" INTEGER NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  -- the sum
  "views" INTEGER NOT NULL DEFAULT 0 CHECK (abs("views") <= 9007199254740991),
  -- the mean
  "score" REAL GENERATED ALWAYS AS (CASE WHEN "score__count" > 0 THEN CAST("score__sum" AS REAL) / "score__count" END) VIRTUAL,
  "score__sum" REAL NOT NULL DEFAULT 0 CHECK (abs("score__sum") <= 1.7976931348623157e308),
  "score__count" INTEGER NOT NULL DEFAULT 0,
  -- how many different values came
  "pupils" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("content_id", "period", "start")
) STRICT, WITHOUT ROWID;

-- The different values of content_activity.pupils (gooru/places.da:20)
CREATE TABLE IF NOT EXISTS "content_activity__pupils" (
  -- 1 to 64 UTF-16 units long
  "content_id" TEXT NOT NULL,
  "period" TEXT NOT NULL,
  "start" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY ("content_id", "period", "start", "value")
) STRICT, WITHOUT ROWID;

-- How pupils like a content: `total / pupils` is the average of their latest reactions. (gooru/places.da:54)
CREATE TABLE IF NOT EXISTS "content_reactions" (
  -- 1 to 64 UTF-16 units long
  "content_id" TEXT NOT NULL,
  -- the sum
  "total" INTEGER NOT NULL DEFAULT 0 CHECK (abs("total") <= 9007199254740991),
  -- the sum
  "pupils" INTEGER NOT NULL DEFAULT 0 CHECK (abs("pupils") <= 9007199254740991),
  PRIMARY KEY ("content_id")
) STRICT, WITHOUT ROWID;

-- What a class has completed, of `class_sizes.pupils` times `outlines.items` of its course. (gooru/places.da:67)
CREATE TABLE IF NOT EXISTS "class_progress" (
  -- 1 to 64 UTF-16 units long
  "class_id" TEXT NOT NULL,
  -- the sum
  "completed" INTEGER NOT NULL DEFAULT 0 CHECK (abs("completed") <= 9007199254740991),
  -- how many different values came
  "pupils" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("class_id")
) STRICT, WITHOUT ROWID;

-- The different values of class_progress.pupils (gooru/places.da:67)
CREATE TABLE IF NOT EXISTS "class_progress__pupils" (
  -- 1 to 64 UTF-16 units long
  "class_id" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY ("class_id", "value")
) STRICT, WITHOUT ROWID;

-- Active pupils and their time, by place, subject and day, week and month. (gooru/places.da:105)
CREATE TABLE IF NOT EXISTS "place_activity" (
  -- 1 to 64 UTF-16 units long
  "place_id" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "period" TEXT NOT NULL,
  "start" TEXT NOT NULL,
  -- how many different values came
  "pupils" INTEGER NOT NULL DEFAULT 0,
  -- the sum; in milliseconds
  "timespent" INTEGER NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  PRIMARY KEY ("place_id", "subject", "period", "start")
) STRICT, WITHOUT ROWID;

-- The different values of place_activity.pupils (gooru/places.da:105)
CREATE TABLE IF NOT EXISTS "place_activity__pupils" (
  -- 1 to 64 UTF-16 units long
  "place_id" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "period" TEXT NOT NULL,
  "start" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  PRIMARY KEY ("place_id", "subject", "period", "start", "value")
) STRICT, WITHOUT ROWID;

-- Active pupils and time by month, each with the change against the month before. (gooru/places.da:115)
CREATE TABLE IF NOT EXISTS "place_months" (
  -- 1 to 64 UTF-16 units long
  "place_id" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "month" TEXT NOT NULL,
  -- the sum
  "pupils" INTEGER NOT NULL DEFAULT 0 CHECK (abs("pupils") <= 9007199254740991),
  -- the sum
  "pupils_change" INTEGER NOT NULL DEFAULT 0 CHECK (abs("pupils_change") <= 9007199254740991),
  -- the sum; in milliseconds
  "timespent" INTEGER NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  -- the sum; in milliseconds
  "timespent_change" INTEGER NOT NULL DEFAULT 0 CHECK (abs("timespent_change") <= 9007199254740991),
  PRIMARY KEY ("place_id", "subject", "month")
) STRICT, WITHOUT ROWID;

-- Performance of a class, school or district: the mean of its pupils' latest scores is `points / scored`. (gooru/places.da:167)
CREATE TABLE IF NOT EXISTS "place_standings" (
  -- 1 to 64 UTF-16 units long
  "place_id" TEXT NOT NULL,
  -- the sum
  "points" REAL NOT NULL DEFAULT 0 CHECK (abs("points") <= 1.7976931348623157e308),
  -- the sum
  "scored" INTEGER NOT NULL DEFAULT 0 CHECK (abs("scored") <= 9007199254740991),
  PRIMARY KEY ("place_id")
) STRICT, WITHOUT ROWID;

-- The mean of all scores given in a day, week or month. (gooru/places.da:170)
CREATE TABLE IF NOT EXISTS "place_scores" (
  -- 1 to 64 UTF-16 units long
  "place_id" TEXT NOT NULL,
  "period" TEXT NOT NULL,
  "start" TEXT NOT NULL,
  -- the mean
  "score" REAL GENERATED ALWAYS AS (CASE WHEN "score__count" > 0 THEN CAST("score__sum" AS REAL) / "score__count" END) VIRTUAL,
  "score__sum" REAL NOT NULL DEFAULT 0 CHECK (abs("score__sum") <= 1.7976931348623157e308),
  "score__count" INTEGER NOT NULL DEFAULT 0,
  -- the sum
  "scores" INTEGER NOT NULL DEFAULT 0 CHECK (abs("scores") <= 9007199254740991),
  PRIMARY KEY ("place_id", "period", "start")
) STRICT, WITHOUT ROWID;

-- Time with and views of each type of content, by day; weeks and months are sums of its rows. (gooru/pupils.da:10)
CREATE TABLE IF NOT EXISTS "pupil_days" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  "content_type" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  -- the sum; in milliseconds
  "timespent" INTEGER NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  -- the sum
  "views" INTEGER NOT NULL DEFAULT 0 CHECK (abs("views") <= 9007199254740991),
  PRIMARY KEY ("user_id", "content_type", "day")
) STRICT, WITHOUT ROWID;

-- The same for each resource and question. (gooru/pupils.da:19)
CREATE TABLE IF NOT EXISTS "resource_days" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "content_id" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  -- the sum; in milliseconds
  "timespent" INTEGER NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  -- the sum
  "views" INTEGER NOT NULL DEFAULT 0 CHECK (abs("views") <= 9007199254740991),
  PRIMARY KEY ("user_id", "content_id", "day")
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "resource_days__index__content_id" ON "resource_days" ("content_id");

-- Time with and views of the resources of each original, curator and provider, by day. (gooru/pupils.da:37)
CREATE TABLE IF NOT EXISTS "facet_days" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  "facet" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "value" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  -- the sum; in milliseconds
  "timespent" INTEGER NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  -- the sum
  "views" INTEGER NOT NULL DEFAULT 0 CHECK (abs("views") <= 9007199254740991),
  PRIMARY KEY ("user_id", "facet", "value", "day")
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "facet_days__index__facet_value" ON "facet_days" ("facet", "value");

-- What a pupil prefers among all curators, or all providers. One row, so that a share can be told of the whole; shares
-- add up to 1,000,000 to the last one. (gooru/pupils.da:72)
CREATE TABLE IF NOT EXISTS "facet_tastes" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  "facet" TEXT NOT NULL,
  "tastes" TEXT,
  "shares" TEXT,
  PRIMARY KEY ("user_id", "facet")
) STRICT, WITHOUT ROWID;

-- How long a pupil stays with a type of content: seconds a play, the newest weighing a third. One row, not one a type,
-- so that a share can be told of the whole. (gooru/pupils.da:110)
CREATE TABLE IF NOT EXISTS "preferences" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  -- the moving average
  "video" REAL,
  -- the moving average
  "webpage" REAL,
  -- the moving average
  "interactive" REAL,
  -- the moving average
  "image" REAL,
  -- the moving average
  "text" REAL,
  -- the moving average
  "audio" REAL,
  PRIMARY KEY ("user_id")
) STRICT, WITHOUT ROWID;

-- The same as millionths of their sum. They add up to 1,000,000 to the last one. (gooru/pupils.da:121)
CREATE TABLE IF NOT EXISTS "preference_shares" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  "video" INTEGER,
  "webpage" INTEGER,
  "interactive" INTEGER,
  "image" INTEGER,
  "text" INTEGER,
  "audio" INTEGER,
  PRIMARY KEY ("user_id")
) STRICT, WITHOUT ROWID;

-- Where a pupil stands in each lesson, unit, course and class. Performance is the mean of the latest scores of its
-- assessments, `points / scored`; progress is `completed` of what `outlines` says there is. (gooru/pupils.da:167)
CREATE TABLE IF NOT EXISTS "standings" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  "level" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "id" TEXT NOT NULL,
  -- the sum
  "points" REAL NOT NULL DEFAULT 0 CHECK (abs("points") <= 1.7976931348623157e308),
  -- the sum
  "scored" INTEGER NOT NULL DEFAULT 0 CHECK (abs("scored") <= 9007199254740991),
  -- the sum; in milliseconds
  "timespent" INTEGER NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  -- the sum
  "started" INTEGER NOT NULL DEFAULT 0 CHECK (abs("started") <= 9007199254740991),
  -- the sum
  "completed" INTEGER NOT NULL DEFAULT 0 CHECK (abs("completed") <= 9007199254740991),
  PRIMARY KEY ("user_id", "level", "id")
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "standings__index__level_id" ON "standings" ("level", "id");

-- The score of each assessment that counts at a level now: what a new one replaces. (gooru/pupils.da:187)
CREATE TABLE IF NOT EXISTS "latest_scores" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  "level" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "id" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "assessment_id" TEXT NOT NULL,
  -- the newest by event time
  "score" REAL,
  "score__at" INTEGER,
  "score__by" TEXT,
  PRIMARY KEY ("user_id", "level", "id", "assessment_id")
) STRICT, WITHOUT ROWID;

-- When a pupil first began a collection or assessment, and when it was first finished. (gooru/pupils.da:215)
CREATE TABLE IF NOT EXISTS "items" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "content_id" TEXT NOT NULL,
  -- the oldest by event time; in milliseconds since 1970 UTC
  "started" INTEGER,
  "started__at" INTEGER,
  "started__by" TEXT,
  -- the oldest by event time; in milliseconds since 1970 UTC
  "finished" INTEGER,
  "finished__at" INTEGER,
  "finished__by" TEXT,
  PRIMARY KEY ("user_id", "content_id")
) STRICT, WITHOUT ROWID;

-- What each pupil is at: the last thing that was started or stopped, and where. (gooru/pupils.da:252)
CREATE TABLE IF NOT EXISTS "presence" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  -- the greatest; in milliseconds since 1970 UTC
  "seen" INTEGER,
  -- the newest by event time; 1 to 64 UTF-16 units long
  "class_id" TEXT,
  "class_id__at" INTEGER,
  "class_id__by" TEXT,
  -- the newest by event time; 1 to 64 UTF-16 units long
  "content_id" TEXT,
  "content_id__at" INTEGER,
  "content_id__by" TEXT,
  -- the newest by event time
  "playing" INTEGER,
  "playing__at" INTEGER,
  "playing__by" TEXT,
  PRIMARY KEY ("user_id")
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "presence__index__class_id" ON "presence" ("class_id");

-- A pupil's scores in assessments by day: `points / scores` is the day's mean. (gooru/pupils.da:271)
CREATE TABLE IF NOT EXISTS "score_days" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  -- the sum
  "points" REAL NOT NULL DEFAULT 0 CHECK (abs("points") <= 1.7976931348623157e308),
  -- the sum
  "scores" INTEGER NOT NULL DEFAULT 0 CHECK (abs("scores") <= 9007199254740991),
  PRIMARY KEY ("user_id", "day")
) STRICT, WITHOUT ROWID;

-- How a pupil's scores have gone on the last ten days that had any. (gooru/pupils.da:274)
CREATE TABLE IF NOT EXISTS "score_trends" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  "days" INTEGER,
  "mean" REAL,
  "slope" REAL,
  "struggling" INTEGER,
  PRIMARY KEY ("user_id")
) STRICT, WITHOUT ROWID;

-- The status of each competency that a pupil has touched. It only rises: later failures do not take it back. (gooru/pupils.da:345)
CREATE TABLE IF NOT EXISTS "pupil_competencies" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  -- 1 to 64 UTF-16 units long
  "competency_id" TEXT NOT NULL,
  -- the greatest
  "level" INTEGER,
  -- the greatest
  "best" REAL,
  -- the sum
  "scores" INTEGER NOT NULL DEFAULT 0 CHECK (abs("scores") <= 9007199254740991),
  PRIMARY KEY ("user_id", "competency_id")
) STRICT, WITHOUT ROWID;

-- How many competencies a pupil has at each level. (gooru/pupils.da:354)
CREATE TABLE IF NOT EXISTS "competency_counts" (
  -- 1 to 64 UTF-16 units long
  "user_id" TEXT NOT NULL,
  "level" INTEGER NOT NULL,
  -- the sum
  "competencies" INTEGER NOT NULL DEFAULT 0 CHECK (abs("competencies") <= 9007199254740991),
  PRIMARY KEY ("user_id", "level")
) STRICT, WITHOUT ROWID;
