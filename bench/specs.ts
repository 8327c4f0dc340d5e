/** Specs of any size for benchmarks: a mix of all kinds of declarations, in several files, the same at every call. */

/** Files by path; the root is `pipelines.da`. */
export type SpecFiles = ReadonlyMap<string, string>;

/** Declarations in `area`. */
const PER_AREA = 20;
const AREAS_PER_FILE = 5;

/** A spec of `declarations` declarations, to the nearest area, and two more that all share. */
export function specOf(declarations: number): SpecFiles {
  const areas = Math.max(1, Math.round(declarations / PER_AREA));
  const files = new Map<string, string>();
  for (let first = 0; first < areas; first += AREAS_PER_FILE) {
    const numbers = Array.from({ length: Math.min(AREAS_PER_FILE, areas - first) }, (_, i) => first + i);
    files.set(`areas/part${first / AREAS_PER_FILE}.da`, `import "../shared.da"\n\n${numbers.map(area).join("\n")}`);
  }
  const imports = [...files.keys()].map((path) => `import "./${path}"\n`).join("");
  return new Map([["pipelines.da", `${imports}\n${PIPELINE}`], ["shared.da", SHARED], ...files]);
}

const SHARED = `/// Whatever others call a thing by.
type Id = string(1..64)
`;

const PIPELINE = `/// Measured only.
pipeline bench.specs {
  topics:     "bench"
  partitions: 8
  retention:  14d
  hops:       6
}
`;

/** One part of a business: what its users do, what a partner sends, what is counted of it, and who is told. */
function area(n: number): string {
  const name = `area${n}`;
  return `type Level${n} = "low" | "middle" | "high"

/// What most events of ${name} carry.
record Visit${n} {
  userId:  Id
  classId?: Id
  level:   Level${n} | null
}

param bonus${n}: number(0..10) = 1.5

/// Points for a level, null where there is none.
fn points${n}(level: Level${n} | null, seconds: number): number =
  if level == null then 0 else match level { "low" => 1, "middle" => 2, "high" => 3 } * min(seconds / 60, 10)

source front${n} {
  topic: "front.${name}"
  from:  user
  name:  kind
  id:    id
  at:    endTime
  key:   userId
}

source partner${n} {
  topic: "partner.${name}"
  from:  partner
  name:  header.kind
}

source core${n} {
  topic: "core.${name}"
  name:  kind
  at:    changedAt
  key:   lessonId
}

event ${name}.lesson.left from front${n} {
  ...Visit${n}
  lessonId:  Id
  startTime: timestamp
  endTime:   timestamp
  score?:    number(0..100)
  answers:   { question: Id, right: bool }[..50]
}

event ${name}.lesson.imported from partner${n} {
  learner: lenient string
  lesson:  string(/^[A-Z]{2}-[0-9]+$/)
  seconds: lenient duration(s)
  at:      timestamp(iso)
}

event ${name}.lesson.changed from core${n} {
  lessonId:  Id
  changedAt: timestamp(iso)
  title:     string
  skills:    Id[]
}

/// What is known of a lesson.
store lessons${n} {
  key lessonId: Id
  title:  string
  skills: Id[]
}

store results${n} {
  key userId:   Id
  key lessonId: Id
  score: latest of number
  spent: sum of duration
  tries: sum of int
  index (lessonId)
}

signal ${name}.result of results${n} {
  ...Visit${n}
}

/// Time that one learner spent in one lesson.
event usage.${name}.timespent {
  key userId
  ...Visit${n}
  lessonId: Id
  measure timespent: duration
}

event usage.${name}.points {
  key userId
  userId:  Id
  skillId: Id
  measure points: number
}

transform imports${n} on ${name}.lesson.imported when seconds > 0ms {
  emit ${name}.lesson.left {
    userId: lower(trim(learner)), level: null, lessonId: lesson, startTime: at - seconds, endTime: at, answers: []
  }
}

gep results${n} on ${name}.lesson.left when endTime > startTime {
  let change = update results${n}(userId, lessonId) { score, spent: endTime - startTime, tries: 1 }
  signal ${name}.result from change { ...event }
}

demux times${n} on ${name}.lesson.left {
  if answers.any(answer => answer.right) || score != null {
    emit usage.${name}.timespent { ...event, timespent: endTime - startTime }
  } else {
    skip
  }
}

dep lessons${n} on ${name}.lesson.changed {
  update lessons${n}(lessonId) { title, skills }
}

dep points${n} on usage.${name}.timespent {
  require lesson = lessons${n}(lessonId) else dead
  for skillId in lesson.skills.distinct() {
    emit usage.${name}.points { userId, skillId, points: bonus${n} + points${n}(level, seconds(timespent)) }
  }
}
`;
}
