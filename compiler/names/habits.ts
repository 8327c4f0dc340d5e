/** Names that people bring from other languages, and what stands for them here: said where nothing nearer is declared. */

/** From words of one meaning, separated by spaces, to what to write; letter case aside. */
function table(entries: Readonly<Record<string, string>>): (name: string) => string | null {
  const advice = new Map<string, string>();
  for (const [names, hint] of Object.entries(entries)) for (const name of names.split(" ")) advice.set(name, hint);
  return (name) => advice.get(name.toLowerCase()) ?? null;
}

export const typeHabit = table({
  "integer int32 int64 long short byte bigint smallint uint serial": "write `int`",
  "float float32 float64 double decimal real numeric money": "write `number`",
  boolean: "write `bool`",
  "str text varchar char character nvarchar": "write `string`, or `string(..64)` with bounds",
  "any object unknown dynamic jsonb variant": "write `json`",
  "datetime timestamptz instant time moment localdatetime zoneddatetime": "write `timestamp`, or `date` for a day",
  "interval timespan period": "write `duration`",
  "guid id": "write `uuid`, or declare a type: `type Id = string(1..64)`",
  "list array set vec": "a list is `T[]`",
  "dict dictionary hashmap": "a map is `map<T>`",
  "undefined optional maybe option nullable void":
    "a field that may be absent is `name?: type`, one that may be null `name: type | null`",
  "none nil": "write `null`",
  enum: 'a choice of texts is `"a" | "b"`',
  sum: "a column that adds up is `name: sum of int`",
  "count counter": "a count is `name: sum of int`, to which each update adds 1",
  "mean avg average": "an average is `name: mean of number`",
  "latest last": "the newest by event time is `name: latest of T`",
  "first min max distinct": "write `of` and a type behind it, as in `name: max of int`",
  ema: "a moving average is `name: ema(0.2) of number`",
});

export const functionHabit = table({
  "now currenttime current_timestamp getdate sysdate time":
    "there is no clock, so that the same events always give the same: `$at` is the event's time",
  "random rand uuid newid guid":
    "nothing is random, so that the same events always give the same: `$id` is the event's id",
  "touppercase uppercase ucase toupper": "write `upper(…)`",
  "tolowercase lowercase lcase tolower": "write `lower(…)`",
  "substring substr mid left right": "write `slice(text, from, to)`",
  "len size strlen": "write `length(…)` of a text, `.length()` of a list",
  count: "write `.length()` of a list; stores count with `sum of int`",
  "indexof includes has strpos": "write `contains(text, part)`, or `x in list`",
  "parseint int integer": "write `toInt(…)`, or `trunc(…)` of a number",
  "parsefloat parsenumber number float tofloat todouble": "write `toNumber(…)`",
  "tostring str string cast convert": 'write `"${…}"`',
  "concat join format printf": 'write `"${a} and ${b}"`',
  "coalesce ifnull nvl isnull default ordefault": "write `a ?? b`",
  "if iif": "write `if c then a else b`",
  "sqrt pow log exp random sin cos": "a handler in TypeScript can calculate it",
  "todate day today": "write `date(…)` of a timestamp",
  "month year tomonth": "write `startOfMonth(…)`",
  "week toweek": "write `startOfWeek(…)`",
  "hour tohour": "write `startOfHour(…)`, or `hours(…)` of a duration",
  "datediff timediff": "write `b - a`, a duration",
  "dateadd adddays": "write `time + 1d`",
  "json_extract jsonparse jsondecode": "write `parseJson(…)`, and `.name` for what is in it",
});

export const methodHabit = table({
  "touppercase uppercase": "write `upper(…)`",
  "tolowercase lowercase": "write `lower(…)`",
  "substring substr": "write `slice(…, from, to)`",
  "includes indexof has": "write `contains(…)`",
  tostring: 'write `"${…}"`',
  tofixed: "write `round(…)`",
  "padstart padend concat": 'write `"${a}${b}"`',
  foreach: "write `for x in list { … }`",
  some: "write `.any(x => …)`",
  every: "write `.all(x => …)`",
  find: "write `.filter(x => …).first()`",
  "reduce fold": "write `.map(x => …).sum()`, `.min()`, `.max()` or `.mean()`",
  "push append add": "write `[...list, x]`",
  "size count len": "write `.length()`",
  "average avg": "write `.mean()`",
  "unique uniq toset": "write `.distinct()`",
  "reverse orderby sortby": "write `.sort()`, and `.last()` for the greatest",
  join: 'write a text with `"${…}"`: lists cannot be joined',
  "gettime valueof toisostring": "times are compared and subtracted as they are; in texts they are written as ISO 8601",
  "getday getdate": "write `date(…)`",
});

export const valueHabit = table({
  "null none nil undefined": "write `null`",
  true: "write `true`",
  false: "write `false`",
  "this self record row message value data payload msg e evt it":
    "the whole event is `event`, and its fields stand by their names",
  math: "functions stand alone: `round(x)`, `min(a, b)`, `abs(x)`",
  date: "a day is `date($at)`, a moment `@2026-11-23T10:00:00Z`",
  "now today timestamp": "there is no clock: the event's time is `$at`",
  "id eventid": "the event's id is `$id`",
  "at eventtime time": "the event's time is `$at`",
  "name eventname": "the event's name is `$name`",
  json: "write `parseJson(text)`; what is `json` is read with `.name` and `asString(…)`",
  not: "write `!`",
});
