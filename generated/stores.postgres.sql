-- Made by da-compile 0.1.0 from pipelines.da. Do not edit.

CREATE TABLE IF NOT EXISTS "contents" (
  "content_id" text COLLATE "C" NOT NULL,
  "title" text,
  "title__at" bigint,
  "title__by" text COLLATE "C",
  "subject" text,
  "subject__at" bigint,
  "subject__by" text COLLATE "C",
  "curator_id" text,
  "curator_id__at" bigint,
  "curator_id__by" text COLLATE "C",
  "provider_id" text,
  "provider_id__at" bigint,
  "provider_id__by" text COLLATE "C",
  "original_id" text,
  "original_id__at" bigint,
  "original_id__by" text COLLATE "C",
  "competencies" json,
  "competencies__at" bigint,
  "competencies__by" text COLLATE "C",
  "signature" boolean,
  "signature__at" bigint,
  "signature__by" text COLLATE "C",
  "live" boolean,
  "live__at" bigint,
  "live__by" text COLLATE "C",
  PRIMARY KEY ("content_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "contents" IS 'All contents. What was deleted stays, marked, since what pupils did with it stays too. (gooru/core.da:52)';
COMMENT ON COLUMN "contents"."content_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "contents"."title" IS 'the newest by event time';
COMMENT ON COLUMN "contents"."subject" IS 'the newest by event time';
COMMENT ON COLUMN "contents"."curator_id" IS 'the newest by event time; 1 to 64 UTF-16 units long';
COMMENT ON COLUMN "contents"."provider_id" IS 'the newest by event time; 1 to 64 UTF-16 units long';
COMMENT ON COLUMN "contents"."original_id" IS 'the newest by event time; 1 to 64 UTF-16 units long';
COMMENT ON COLUMN "contents"."competencies" IS 'the newest by event time';
COMMENT ON COLUMN "contents"."signature" IS 'the newest by event time';
COMMENT ON COLUMN "contents"."live" IS 'the newest by event time';

CREATE TABLE IF NOT EXISTS "outlines" (
  "level" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "title" text,
  "title__at" bigint,
  "title__by" text COLLATE "C",
  "items" bigint,
  "items__at" bigint,
  "items__by" text COLLATE "C",
  PRIMARY KEY ("level", "id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "outlines" IS 'The "of total" of every progress: `standings.completed` of `outlines.items`. (gooru/core.da:85)';
COMMENT ON COLUMN "outlines"."id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "outlines"."title" IS 'the newest by event time';
COMMENT ON COLUMN "outlines"."items" IS 'the newest by event time';

CREATE TABLE IF NOT EXISTS "competencies" (
  "competency_id" text COLLATE "C" NOT NULL,
  "title" text,
  "requires" json,
  PRIMARY KEY ("competency_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "competencies" IS 'The store competencies (gooru/core.da:100)';
COMMENT ON COLUMN "competencies"."competency_id" IS '1 to 64 UTF-16 units long';

CREATE TABLE IF NOT EXISTS "classes" (
  "class_id" text COLLATE "C" NOT NULL,
  "title" text,
  "subject" text,
  "course_id" text,
  PRIMARY KEY ("class_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "classes" IS 'The store classes (gooru/core.da:113)';
COMMENT ON COLUMN "classes"."class_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "classes"."course_id" IS '1 to 64 UTF-16 units long';

CREATE TABLE IF NOT EXISTS "memberships" (
  "class_id" text COLLATE "C" NOT NULL,
  "user_id" text COLLATE "C" NOT NULL,
  "member" boolean,
  "member__at" bigint,
  "member__by" text COLLATE "C",
  PRIMARY KEY ("class_id", "user_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "memberships" IS 'The store memberships (gooru/core.da:122)';
COMMENT ON COLUMN "memberships"."class_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "memberships"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "memberships"."member" IS 'the newest by event time';

CREATE TABLE IF NOT EXISTS "class_sizes" (
  "class_id" text COLLATE "C" NOT NULL,
  "pupils" bigint NOT NULL DEFAULT 0 CHECK (abs("pupils") <= 9007199254740991),
  PRIMARY KEY ("class_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "class_sizes" IS 'How many pupils a class has: with `outlines` the total of what a class may complete. (gooru/core.da:125)';
COMMENT ON COLUMN "class_sizes"."class_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "class_sizes"."pupils" IS 'the sum';

CREATE TABLE IF NOT EXISTS "places" (
  "place_id" text COLLATE "C" NOT NULL,
  "kind" text,
  "title" text,
  "parent_id" text,
  PRIMARY KEY ("place_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "places" IS 'The store places (gooru/core.da:140)';
COMMENT ON COLUMN "places"."place_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "places"."parent_id" IS '1 to 64 UTF-16 units long';

CREATE TABLE IF NOT EXISTS "users" (
  "user_id" text COLLATE "C" NOT NULL,
  "name" text,
  "role" text,
  PRIMARY KEY ("user_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "users" IS 'The store users (gooru/core.da:154)';
COMMENT ON COLUMN "users"."user_id" IS '1 to 64 UTF-16 units long';

CREATE TABLE IF NOT EXISTS "collection_items" (
  "user_id" text COLLATE "C" NOT NULL,
  "collection_id" text COLLATE "C" NOT NULL,
  "content_id" text COLLATE "C" NOT NULL,
  "score" double precision,
  "score__at" bigint,
  "score__by" text COLLATE "C",
  "best" double precision,
  "timespent" bigint NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  "plays" bigint NOT NULL DEFAULT 0 CHECK (abs("plays") <= 9007199254740991),
  PRIMARY KEY ("user_id", "collection_id", "content_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "collection_items" IS 'A pupil''s time with each resource of a collection, and the score of each question. (gooru/metrics.da:97)';
COMMENT ON COLUMN "collection_items"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "collection_items"."collection_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "collection_items"."content_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "collection_items"."score" IS 'the newest by event time';
COMMENT ON COLUMN "collection_items"."best" IS 'the greatest';
COMMENT ON COLUMN "collection_items"."timespent" IS 'the sum; in milliseconds';
COMMENT ON COLUMN "collection_items"."plays" IS 'the sum';

CREATE TABLE IF NOT EXISTS "collection_states" (
  "user_id" text COLLATE "C" NOT NULL,
  "collection_id" text COLLATE "C" NOT NULL,
  "points" double precision NOT NULL DEFAULT 0 CHECK (abs("points") <= 1.7976931348623157e308),
  "best" double precision NOT NULL DEFAULT 0 CHECK (abs("best") <= 1.7976931348623157e308),
  "scored" bigint NOT NULL DEFAULT 0 CHECK (abs("scored") <= 9007199254740991),
  "attempts" bigint NOT NULL DEFAULT 0,
  "timespent" bigint NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  PRIMARY KEY ("user_id", "collection_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "collection_states" IS 'A pupil''s score, best score, sittings and time with each collection: `points / scored` and `best / scored`. It adds up
how each item changes, so it is exact in whatever order the events come, and a correction replaces what it corrects. (gooru/metrics.da:109)';
COMMENT ON COLUMN "collection_states"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "collection_states"."collection_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "collection_states"."points" IS 'the sum';
COMMENT ON COLUMN "collection_states"."best" IS 'the sum';
COMMENT ON COLUMN "collection_states"."scored" IS 'the sum';
COMMENT ON COLUMN "collection_states"."attempts" IS 'how many different values came';
COMMENT ON COLUMN "collection_states"."timespent" IS 'the sum; in milliseconds';

CREATE TABLE IF NOT EXISTS "collection_states__attempts" (
  "user_id" text COLLATE "C" NOT NULL,
  "collection_id" text COLLATE "C" NOT NULL,
  "value" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("user_id", "collection_id", "value")
);
COMMENT ON TABLE "collection_states__attempts" IS 'The different values of collection_states.attempts (gooru/metrics.da:109)';
COMMENT ON COLUMN "collection_states__attempts"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "collection_states__attempts"."collection_id" IS '1 to 64 UTF-16 units long';

CREATE TABLE IF NOT EXISTS "assessment_states" (
  "user_id" text COLLATE "C" NOT NULL,
  "assessment_id" text COLLATE "C" NOT NULL,
  "score" double precision,
  "score__at" bigint,
  "score__by" text COLLATE "C",
  "best" double precision,
  "attempts" bigint NOT NULL DEFAULT 0,
  "timespent" bigint NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  PRIMARY KEY ("user_id", "assessment_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "assessment_states" IS 'A pupil''s score, best score, sittings and time with each assessment. Corrections belong to the sitting they correct,
so they add no attempt. (gooru/metrics.da:168)';
COMMENT ON COLUMN "assessment_states"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "assessment_states"."assessment_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "assessment_states"."score" IS 'the newest by event time';
COMMENT ON COLUMN "assessment_states"."best" IS 'the greatest';
COMMENT ON COLUMN "assessment_states"."attempts" IS 'how many different values came';
COMMENT ON COLUMN "assessment_states"."timespent" IS 'the sum; in milliseconds';

CREATE TABLE IF NOT EXISTS "assessment_states__attempts" (
  "user_id" text COLLATE "C" NOT NULL,
  "assessment_id" text COLLATE "C" NOT NULL,
  "value" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("user_id", "assessment_id", "value")
);
COMMENT ON TABLE "assessment_states__attempts" IS 'The different values of assessment_states.attempts (gooru/metrics.da:168)';
COMMENT ON COLUMN "assessment_states__attempts"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "assessment_states__attempts"."assessment_id" IS '1 to 64 UTF-16 units long';

CREATE TABLE IF NOT EXISTS "reactions" (
  "user_id" text COLLATE "C" NOT NULL,
  "content_id" text COLLATE "C" NOT NULL,
  "reaction" bigint,
  "reaction__at" bigint,
  "reaction__by" text COLLATE "C",
  PRIMARY KEY ("user_id", "content_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "reactions" IS 'The latest reaction of each pupil to each content, and to each collection by what is inside. (gooru/metrics.da:210)';
COMMENT ON COLUMN "reactions"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "reactions"."content_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "reactions"."reaction" IS 'the newest by event time';

CREATE TABLE IF NOT EXISTS "content_activity" (
  "content_id" text COLLATE "C" NOT NULL,
  "period" text COLLATE "C" NOT NULL,
  "start" date NOT NULL,
  "timespent" bigint NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  "views" bigint NOT NULL DEFAULT 0 CHECK (abs("views") <= 9007199254740991),
  "score" double precision GENERATED ALWAYS AS (CASE WHEN "score__count" > 0 THEN "score__sum"::double precision / "score__count" END) STORED,
  "score__sum" double precision NOT NULL DEFAULT 0 CHECK (abs("score__sum") <= 1.7976931348623157e308),
  "score__count" bigint NOT NULL DEFAULT 0,
  "pupils" bigint NOT NULL DEFAULT 0,
  PRIMARY KEY ("content_id", "period", "start")
) WITH (fillfactor = 50);
COMMENT ON TABLE "content_activity" IS 'Time with, views and scores of each resource, question, collection and assessment, and how many pupils played it. (gooru/places.da:20)';
COMMENT ON COLUMN "content_activity"."content_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "content_activity"."timespent" IS 'the sum; in milliseconds';
COMMENT ON COLUMN "content_activity"."views" IS 'the sum';
COMMENT ON COLUMN "content_activity"."score" IS 'the mean';
COMMENT ON COLUMN "content_activity"."pupils" IS 'how many different values came';

CREATE TABLE IF NOT EXISTS "content_activity__pupils" (
  "content_id" text COLLATE "C" NOT NULL,
  "period" text COLLATE "C" NOT NULL,
  "start" date NOT NULL,
  "value" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("content_id", "period", "start", "value")
);
COMMENT ON TABLE "content_activity__pupils" IS 'The different values of content_activity.pupils (gooru/places.da:20)';
COMMENT ON COLUMN "content_activity__pupils"."content_id" IS '1 to 64 UTF-16 units long';

CREATE TABLE IF NOT EXISTS "content_reactions" (
  "content_id" text COLLATE "C" NOT NULL,
  "total" bigint NOT NULL DEFAULT 0 CHECK (abs("total") <= 9007199254740991),
  "pupils" bigint NOT NULL DEFAULT 0 CHECK (abs("pupils") <= 9007199254740991),
  PRIMARY KEY ("content_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "content_reactions" IS 'How pupils like a content: `total / pupils` is the average of their latest reactions. (gooru/places.da:54)';
COMMENT ON COLUMN "content_reactions"."content_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "content_reactions"."total" IS 'the sum';
COMMENT ON COLUMN "content_reactions"."pupils" IS 'the sum';

CREATE TABLE IF NOT EXISTS "class_progress" (
  "class_id" text COLLATE "C" NOT NULL,
  "completed" bigint NOT NULL DEFAULT 0 CHECK (abs("completed") <= 9007199254740991),
  "pupils" bigint NOT NULL DEFAULT 0,
  PRIMARY KEY ("class_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "class_progress" IS 'What a class has completed, of `class_sizes.pupils` times `outlines.items` of its course. (gooru/places.da:67)';
COMMENT ON COLUMN "class_progress"."class_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "class_progress"."completed" IS 'the sum';
COMMENT ON COLUMN "class_progress"."pupils" IS 'how many different values came';

CREATE TABLE IF NOT EXISTS "class_progress__pupils" (
  "class_id" text COLLATE "C" NOT NULL,
  "value" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("class_id", "value")
);
COMMENT ON TABLE "class_progress__pupils" IS 'The different values of class_progress.pupils (gooru/places.da:67)';
COMMENT ON COLUMN "class_progress__pupils"."class_id" IS '1 to 64 UTF-16 units long';

CREATE TABLE IF NOT EXISTS "place_activity" (
  "place_id" text COLLATE "C" NOT NULL,
  "subject" text COLLATE "C" NOT NULL,
  "period" text COLLATE "C" NOT NULL,
  "start" date NOT NULL,
  "pupils" bigint NOT NULL DEFAULT 0,
  "timespent" bigint NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  PRIMARY KEY ("place_id", "subject", "period", "start")
) WITH (fillfactor = 50);
COMMENT ON TABLE "place_activity" IS 'Active pupils and their time, by place, subject and day, week and month. (gooru/places.da:105)';
COMMENT ON COLUMN "place_activity"."place_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "place_activity"."pupils" IS 'how many different values came';
COMMENT ON COLUMN "place_activity"."timespent" IS 'the sum; in milliseconds';

CREATE TABLE IF NOT EXISTS "place_activity__pupils" (
  "place_id" text COLLATE "C" NOT NULL,
  "subject" text COLLATE "C" NOT NULL,
  "period" text COLLATE "C" NOT NULL,
  "start" date NOT NULL,
  "value" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("place_id", "subject", "period", "start", "value")
);
COMMENT ON TABLE "place_activity__pupils" IS 'The different values of place_activity.pupils (gooru/places.da:105)';
COMMENT ON COLUMN "place_activity__pupils"."place_id" IS '1 to 64 UTF-16 units long';

CREATE TABLE IF NOT EXISTS "place_months" (
  "place_id" text COLLATE "C" NOT NULL,
  "subject" text COLLATE "C" NOT NULL,
  "month" date NOT NULL,
  "pupils" bigint NOT NULL DEFAULT 0 CHECK (abs("pupils") <= 9007199254740991),
  "pupils_change" bigint NOT NULL DEFAULT 0 CHECK (abs("pupils_change") <= 9007199254740991),
  "timespent" bigint NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  "timespent_change" bigint NOT NULL DEFAULT 0 CHECK (abs("timespent_change") <= 9007199254740991),
  PRIMARY KEY ("place_id", "subject", "month")
) WITH (fillfactor = 50);
COMMENT ON TABLE "place_months" IS 'Active pupils and time by month, each with the change against the month before. (gooru/places.da:115)';
COMMENT ON COLUMN "place_months"."place_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "place_months"."pupils" IS 'the sum';
COMMENT ON COLUMN "place_months"."pupils_change" IS 'the sum';
COMMENT ON COLUMN "place_months"."timespent" IS 'the sum; in milliseconds';
COMMENT ON COLUMN "place_months"."timespent_change" IS 'the sum; in milliseconds';

CREATE TABLE IF NOT EXISTS "place_standings" (
  "place_id" text COLLATE "C" NOT NULL,
  "points" double precision NOT NULL DEFAULT 0 CHECK (abs("points") <= 1.7976931348623157e308),
  "scored" bigint NOT NULL DEFAULT 0 CHECK (abs("scored") <= 9007199254740991),
  PRIMARY KEY ("place_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "place_standings" IS 'Performance of a class, school or district: the mean of its pupils'' latest scores is `points / scored`. (gooru/places.da:167)';
COMMENT ON COLUMN "place_standings"."place_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "place_standings"."points" IS 'the sum';
COMMENT ON COLUMN "place_standings"."scored" IS 'the sum';

CREATE TABLE IF NOT EXISTS "place_scores" (
  "place_id" text COLLATE "C" NOT NULL,
  "period" text COLLATE "C" NOT NULL,
  "start" date NOT NULL,
  "score" double precision GENERATED ALWAYS AS (CASE WHEN "score__count" > 0 THEN "score__sum"::double precision / "score__count" END) STORED,
  "score__sum" double precision NOT NULL DEFAULT 0 CHECK (abs("score__sum") <= 1.7976931348623157e308),
  "score__count" bigint NOT NULL DEFAULT 0,
  "scores" bigint NOT NULL DEFAULT 0 CHECK (abs("scores") <= 9007199254740991),
  PRIMARY KEY ("place_id", "period", "start")
) WITH (fillfactor = 50);
COMMENT ON TABLE "place_scores" IS 'The mean of all scores given in a day, week or month. (gooru/places.da:170)';
COMMENT ON COLUMN "place_scores"."place_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "place_scores"."score" IS 'the mean';
COMMENT ON COLUMN "place_scores"."scores" IS 'the sum';

CREATE TABLE IF NOT EXISTS "pupil_days" (
  "user_id" text COLLATE "C" NOT NULL,
  "content_type" text COLLATE "C" NOT NULL,
  "day" date NOT NULL,
  "timespent" bigint NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  "views" bigint NOT NULL DEFAULT 0 CHECK (abs("views") <= 9007199254740991),
  PRIMARY KEY ("user_id", "content_type", "day")
) WITH (fillfactor = 50);
COMMENT ON TABLE "pupil_days" IS 'Time with and views of each type of content, by day; weeks and months are sums of its rows. (gooru/pupils.da:10)';
COMMENT ON COLUMN "pupil_days"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "pupil_days"."timespent" IS 'the sum; in milliseconds';
COMMENT ON COLUMN "pupil_days"."views" IS 'the sum';

CREATE TABLE IF NOT EXISTS "resource_days" (
  "user_id" text COLLATE "C" NOT NULL,
  "content_id" text COLLATE "C" NOT NULL,
  "day" date NOT NULL,
  "timespent" bigint NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  "views" bigint NOT NULL DEFAULT 0 CHECK (abs("views") <= 9007199254740991),
  PRIMARY KEY ("user_id", "content_id", "day")
) WITH (fillfactor = 50);
CREATE INDEX IF NOT EXISTS "resource_days__index__content_id" ON "resource_days" ("content_id");
COMMENT ON TABLE "resource_days" IS 'The same for each resource and question. (gooru/pupils.da:19)';
COMMENT ON COLUMN "resource_days"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "resource_days"."content_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "resource_days"."timespent" IS 'the sum; in milliseconds';
COMMENT ON COLUMN "resource_days"."views" IS 'the sum';

CREATE TABLE IF NOT EXISTS "facet_days" (
  "user_id" text COLLATE "C" NOT NULL,
  "facet" text COLLATE "C" NOT NULL,
  "value" text COLLATE "C" NOT NULL,
  "day" date NOT NULL,
  "timespent" bigint NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  "views" bigint NOT NULL DEFAULT 0 CHECK (abs("views") <= 9007199254740991),
  PRIMARY KEY ("user_id", "facet", "value", "day")
) WITH (fillfactor = 50);
CREATE INDEX IF NOT EXISTS "facet_days__index__facet_value" ON "facet_days" ("facet", "value");
COMMENT ON TABLE "facet_days" IS 'Time with and views of the resources of each original, curator and provider, by day. (gooru/pupils.da:37)';
COMMENT ON COLUMN "facet_days"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "facet_days"."value" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "facet_days"."timespent" IS 'the sum; in milliseconds';
COMMENT ON COLUMN "facet_days"."views" IS 'the sum';

CREATE TABLE IF NOT EXISTS "facet_tastes" (
  "user_id" text COLLATE "C" NOT NULL,
  "facet" text COLLATE "C" NOT NULL,
  "tastes" json,
  "shares" json,
  PRIMARY KEY ("user_id", "facet")
) WITH (fillfactor = 50);
COMMENT ON TABLE "facet_tastes" IS 'What a pupil prefers among all curators, or all providers. One row, so that a share can be told of the whole; shares
add up to 1,000,000 to the last one. (gooru/pupils.da:72)';
COMMENT ON COLUMN "facet_tastes"."user_id" IS '1 to 64 UTF-16 units long';

CREATE TABLE IF NOT EXISTS "preferences" (
  "user_id" text COLLATE "C" NOT NULL,
  "video" double precision,
  "webpage" double precision,
  "interactive" double precision,
  "image" double precision,
  "text" double precision,
  "audio" double precision,
  PRIMARY KEY ("user_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "preferences" IS 'How long a pupil stays with a type of content: seconds a play, the newest weighing a third. One row, not one a type,
so that a share can be told of the whole. (gooru/pupils.da:110)';
COMMENT ON COLUMN "preferences"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "preferences"."video" IS 'the moving average';
COMMENT ON COLUMN "preferences"."webpage" IS 'the moving average';
COMMENT ON COLUMN "preferences"."interactive" IS 'the moving average';
COMMENT ON COLUMN "preferences"."image" IS 'the moving average';
COMMENT ON COLUMN "preferences"."text" IS 'the moving average';
COMMENT ON COLUMN "preferences"."audio" IS 'the moving average';

CREATE TABLE IF NOT EXISTS "preference_shares" (
  "user_id" text COLLATE "C" NOT NULL,
  "video" bigint,
  "webpage" bigint,
  "interactive" bigint,
  "image" bigint,
  "text" bigint,
  "audio" bigint,
  PRIMARY KEY ("user_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "preference_shares" IS 'The same as millionths of their sum. They add up to 1,000,000 to the last one. (gooru/pupils.da:121)';
COMMENT ON COLUMN "preference_shares"."user_id" IS '1 to 64 UTF-16 units long';

CREATE TABLE IF NOT EXISTS "standings" (
  "user_id" text COLLATE "C" NOT NULL,
  "level" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "points" double precision NOT NULL DEFAULT 0 CHECK (abs("points") <= 1.7976931348623157e308),
  "scored" bigint NOT NULL DEFAULT 0 CHECK (abs("scored") <= 9007199254740991),
  "timespent" bigint NOT NULL DEFAULT 0 CHECK (abs("timespent") <= 9007199254740991),
  "started" bigint NOT NULL DEFAULT 0 CHECK (abs("started") <= 9007199254740991),
  "completed" bigint NOT NULL DEFAULT 0 CHECK (abs("completed") <= 9007199254740991),
  PRIMARY KEY ("user_id", "level", "id")
) WITH (fillfactor = 50);
CREATE INDEX IF NOT EXISTS "standings__index__level_id" ON "standings" ("level", "id");
COMMENT ON TABLE "standings" IS 'Where a pupil stands in each lesson, unit, course and class. Performance is the mean of the latest scores of its
assessments, `points / scored`; progress is `completed` of what `outlines` says there is. (gooru/pupils.da:167)';
COMMENT ON COLUMN "standings"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "standings"."id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "standings"."points" IS 'the sum';
COMMENT ON COLUMN "standings"."scored" IS 'the sum';
COMMENT ON COLUMN "standings"."timespent" IS 'the sum; in milliseconds';
COMMENT ON COLUMN "standings"."started" IS 'the sum';
COMMENT ON COLUMN "standings"."completed" IS 'the sum';

CREATE TABLE IF NOT EXISTS "latest_scores" (
  "user_id" text COLLATE "C" NOT NULL,
  "level" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "assessment_id" text COLLATE "C" NOT NULL,
  "score" double precision,
  "score__at" bigint,
  "score__by" text COLLATE "C",
  PRIMARY KEY ("user_id", "level", "id", "assessment_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "latest_scores" IS 'The score of each assessment that counts at a level now: what a new one replaces. (gooru/pupils.da:187)';
COMMENT ON COLUMN "latest_scores"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "latest_scores"."id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "latest_scores"."assessment_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "latest_scores"."score" IS 'the newest by event time';

CREATE TABLE IF NOT EXISTS "items" (
  "user_id" text COLLATE "C" NOT NULL,
  "content_id" text COLLATE "C" NOT NULL,
  "started" timestamptz,
  "started__at" bigint,
  "started__by" text COLLATE "C",
  "finished" timestamptz,
  "finished__at" bigint,
  "finished__by" text COLLATE "C",
  PRIMARY KEY ("user_id", "content_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "items" IS 'When a pupil first began a collection or assessment, and when it was first finished. (gooru/pupils.da:215)';
COMMENT ON COLUMN "items"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "items"."content_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "items"."started" IS 'the oldest by event time';
COMMENT ON COLUMN "items"."finished" IS 'the oldest by event time';

CREATE TABLE IF NOT EXISTS "presence" (
  "user_id" text COLLATE "C" NOT NULL,
  "seen" timestamptz,
  "class_id" text,
  "class_id__at" bigint,
  "class_id__by" text COLLATE "C",
  "content_id" text,
  "content_id__at" bigint,
  "content_id__by" text COLLATE "C",
  "playing" boolean,
  "playing__at" bigint,
  "playing__by" text COLLATE "C",
  PRIMARY KEY ("user_id")
) WITH (fillfactor = 50);
CREATE INDEX IF NOT EXISTS "presence__index__class_id" ON "presence" ("class_id");
COMMENT ON TABLE "presence" IS 'What each pupil is at: the last thing that was started or stopped, and where. (gooru/pupils.da:252)';
COMMENT ON COLUMN "presence"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "presence"."seen" IS 'the greatest';
COMMENT ON COLUMN "presence"."class_id" IS 'the newest by event time; 1 to 64 UTF-16 units long';
COMMENT ON COLUMN "presence"."content_id" IS 'the newest by event time; 1 to 64 UTF-16 units long';
COMMENT ON COLUMN "presence"."playing" IS 'the newest by event time';

CREATE TABLE IF NOT EXISTS "score_days" (
  "user_id" text COLLATE "C" NOT NULL,
  "day" date NOT NULL,
  "points" double precision NOT NULL DEFAULT 0 CHECK (abs("points") <= 1.7976931348623157e308),
  "scores" bigint NOT NULL DEFAULT 0 CHECK (abs("scores") <= 9007199254740991),
  PRIMARY KEY ("user_id", "day")
) WITH (fillfactor = 50);
COMMENT ON TABLE "score_days" IS 'A pupil''s scores in assessments by day: `points / scores` is the day''s mean. (gooru/pupils.da:271)';
COMMENT ON COLUMN "score_days"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "score_days"."points" IS 'the sum';
COMMENT ON COLUMN "score_days"."scores" IS 'the sum';

CREATE TABLE IF NOT EXISTS "score_trends" (
  "user_id" text COLLATE "C" NOT NULL,
  "days" bigint,
  "mean" double precision,
  "slope" double precision,
  "struggling" boolean,
  PRIMARY KEY ("user_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "score_trends" IS 'How a pupil''s scores have gone on the last ten days that had any. (gooru/pupils.da:274)';
COMMENT ON COLUMN "score_trends"."user_id" IS '1 to 64 UTF-16 units long';

CREATE TABLE IF NOT EXISTS "pupil_competencies" (
  "user_id" text COLLATE "C" NOT NULL,
  "competency_id" text COLLATE "C" NOT NULL,
  "level" bigint,
  "best" double precision,
  "scores" bigint NOT NULL DEFAULT 0 CHECK (abs("scores") <= 9007199254740991),
  PRIMARY KEY ("user_id", "competency_id")
) WITH (fillfactor = 50);
COMMENT ON TABLE "pupil_competencies" IS 'The status of each competency that a pupil has touched. It only rises: later failures do not take it back. (gooru/pupils.da:345)';
COMMENT ON COLUMN "pupil_competencies"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "pupil_competencies"."competency_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "pupil_competencies"."level" IS 'the greatest';
COMMENT ON COLUMN "pupil_competencies"."best" IS 'the greatest';
COMMENT ON COLUMN "pupil_competencies"."scores" IS 'the sum';

CREATE TABLE IF NOT EXISTS "competency_counts" (
  "user_id" text COLLATE "C" NOT NULL,
  "level" bigint NOT NULL,
  "competencies" bigint NOT NULL DEFAULT 0 CHECK (abs("competencies") <= 9007199254740991),
  PRIMARY KEY ("user_id", "level")
) WITH (fillfactor = 50);
COMMENT ON TABLE "competency_counts" IS 'How many competencies a pupil has at each level. (gooru/pupils.da:354)';
COMMENT ON COLUMN "competency_counts"."user_id" IS '1 to 64 UTF-16 units long';
COMMENT ON COLUMN "competency_counts"."competencies" IS 'the sum';
