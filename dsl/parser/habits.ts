/**
 * What people write by the habit of other languages, and how it is written here. An error that such a habit explains says
 * so in a line of its own; what was expected, and where, stays as it is.
 */

import type { Token } from "../scanner/tokens.ts";
import { nearest } from "./messages.ts";

/** The place of an error: what was expected there, in words, and the tokens around. */
interface Spot {
  readonly words: string;
  readonly before: readonly [last: string, secondLast: string];
  readonly found: string;
  readonly next: string;
  readonly isText: boolean;
}

type Words = Readonly<Record<string, string>>;

/** A habit holds where its words are expected and its table knows the token, or where `hint` gives an advice. */
interface Habit {
  readonly expected?: RegExp;
  readonly hint: (spot: Spot) => string | null;
}

/** Several words of one meaning, separated by spaces, and the advice for all of them. */
function table(entries: Words): (word: string) => string | null {
  const advice = new Map<string, string>();
  for (const [words, hint] of Object.entries(entries)) for (const word of words.split(" ")) advice.set(word, hint);
  return (word) => advice.get(word.toLowerCase()) ?? null;
}

const DECLARATIONS = table({
  "struct interface class object message schema dataclass model": "a shape of fields is `record Name { field: type }`",
  enum: 'a choice of texts is `type Name = "a" | "b"`',
  "table create entity collection database db cache": "a table is `store name { key id: type, column: type }`",
  "function def func fun lambda": "a function is one expression: `fn name(a: int): int = a + 1`",
  "const let var val": "what operators may set is `param name: type = literal`, what is computed `fn name(): type = …`",
  "stream topic queue channel input consumer":
    'a topic that others write is `source name { topic: "…" }`; topics of the pipeline\'s own events make themselves',
  "handler on when process listener subscribe trigger":
    "handlers are `transform`, `gep`, `demux` and `dep`: `dep name on event { … }`",
  "include require use using load": 'another file comes in with `import "./file.da"`',
  "namespace package module app project": "a spec begins with `pipeline name { }`",
  "describe it should scenario spec": 'a test is `test "title" { send … expect … }`',
});

const STATEMENTS = table({
  "const var val": "a value gets a name with `let x = …`",
  "return break exit stop": "`skip` ends the handler for this event, and what it did stands",
  "throw raise fail reject error panic assert": '`dead "why"` gives the event up, and undoes what the handler did',
  "while foreach loop repeat": "the one loop is `for x in list { … }`",
  "elseif elif elsif": "write `else if`",
  "switch case match": "between statements choose with `if … else if …`; `match` is an expression and gives a value",
  "when where": "a condition of the whole handler stands before its `{`, as in `dep name on event when x > 1 { … }`",
  "select get find fetch read lookup query": "a row is read with `let row = store(key: value)`",
  "insert upsert save set put write store merge":
    "a row is made or changed with `update store(key: value) { column: value }`",
  "remove drop truncate": "a row is removed with `delete store(key: value)`",
  "publish produce send dispatch fire yield": "an event goes out with `emit event { field: value }`",
  "print log console logger":
    "only handlers in TypeScript log; the events and rows themselves can be looked at with `da-run`",
  "try catch": "no expression can throw: what may be missing is null, and `??` gives another value",
  "await async sleep": "a handler waits for a row with `require row = store(key: value) wait 30m else dead`",
});

const STEPS = table({
  "assert assertequals verify check should":
    "what must be is told with `expect event { … }` or `expect store(key: value) { … }`",
  "emit publish produce": "an event comes in with `send event { … }`",
  "wait sleep": "time passes with `advance 5m`",
  "insert update set setup let": "a row is there from the start with `given store(key: value) { … }`",
});

const OPERATORS = table({
  and: "write `&&`",
  or: "write `||`",
  not: "write `!`",
  is: "ask with `== null` or `!= null`",
  "like matches": "texts are searched with `contains(text, part)`, `startsWith` and `endsWith`",
  between: "write `x >= a && x <= b`",
  "=": "values are compared with `==`",
  "?": "a value is chosen with `if c then a else b`",
});

const COLUMNS = table({
  "count counter": "a count is `sum of int`, to which each update adds 1",
  "avg average": "an average is `mean of T`",
  "last newest recent": "the newest is `latest of T`",
  "oldest earliest": "the oldest is `first of T`",
  "unique countdistinct set": "a count of different ones is `distinct of T`",
  "total add": "a total is `sum of T`",
});

/** What stands too late in a handler's head. */
const IN_A_HEAD = table({
  limit: "`limit` stands before `when`: `dep name on event limit 5 when x > 1 { … }`",
  fanout: '`fanout` stands before `when`: `demux name on event fanout "reason" when x > 1 { … }`',
  was: '`was` stands before `on`: `dep name was "old" on event { … }`',
  on: "`on` stands once, before `when`: `dep name on event, event when x > 1 { … }`",
  when: "`when` stands once: conditions are joined with `&&`",
});

const UNITS = /^(ms|milliseconds?|s|secs?|seconds?|min|mins|minutes?|h|hours?|d|days?|w|weeks?|months?|years?)$/i;
const LISTS = /^(Array|List|Set|Vec|Seq|ReadonlyArray|Iterable)$/i;
const MAPS = /^(Map|Dict|Dictionary|Record|HashMap|Object)$/i;
const STATEMENT_WORDS = [
  "let",
  "emit",
  "update",
  "delete",
  "signal",
  "forward",
  "require",
  "if",
  "for",
  "dead",
  "skip",
];
const STEP_WORDS = ["given", "send", "advance", "expect"];

const NAMED = /'s name|expression/;
const A_STATEMENT = /^a statement such as/;
const A_STEP = /^a step such as/;
const IN_A_CONDITION = /^(`\{`|`then` after|`\)`|`,` or `\)`|`\{` with the handler's statements)/;

/** From the particular to the general: the first that knows the place is told. */
const HABITS: readonly Habit[] = [
  {
    hint: ({ found, next, words }) =>
      found === "-" && next === "-" && !NAMED.test(words) ? "comments begin with `//`" : null,
  },
  { expected: /^a declaration/, hint: ({ found }) => DECLARATIONS(found) },
  {
    expected: A_STATEMENT,
    hint: ({ found, next }) =>
      STATEMENTS(found) ??
      (/^[A-Za-z_]/.test(found) && /^[=+\-*/]=?$/.test(next)
        ? "a name keeps its value: give the new one another name with `let`"
        : found === "[" || next === "."
          ? "a list is gone through with `for x in list { … }`"
          : null),
  },
  { expected: A_STEP, hint: ({ found }) => STEPS(found) },
  {
    expected: /^(an entry|a setting|a field|a column) such as/,
    hint: ({ found, next, isText }) =>
      isText && next === ":" ? `names stand without quotes: \`${found.slice(1, -1)}: …\`` : null,
  },
  {
    expected: /^an entry such as/,
    hint: ({ found }) => (found === "=" ? "a value stands behind `:`, as in `name: value`" : null),
  },
  {
    expected: /^`:` after the (field|column|parameter|setting)'s name/,
    hint: ({ found, before }) => {
      if (UNITS.test(before[0]) && /^\d/.test(before[1])) return "a duration is one word: `14d`, `1h30m`, `500ms`";
      if (found === "=") return "a type or value stands behind `:`, as in `name: …`";
      return /^(primary|unique|not)$/i.test(before[0])
        ? "a key column is `key name: type`; a column takes null only if its type says `T | null`"
        : null;
    },
  },
  {
    expected: /^(a field|a column) such as/,
    hint: ({ found, before: [last] }) => {
      if (found === "?") return "`name?: type` may be absent, `type | null` may be null";
      if (found !== "<") return null;
      return LISTS.test(last) ? "a list is `T[]`" : MAPS.test(last) ? "a map is `map<T>`: its keys are texts" : null;
    },
  },
  {
    expected: /^`>` after the map's type/,
    hint: ({ found }) => (found === "," ? "the keys of a map are texts: write `map<T>`" : null),
  },
  {
    expected: /^`\.\.` between the bounds/,
    hint: ({ found, before: [last] }) =>
      found === ")"
        ? `at most is written \`(..${last})\`, exactly \`(${last}..${last})\``
        : "bounds are written `(1..10)`, `(1..)` or `(..10)`",
  },
  { expected: /^one of `latest first sum/, hint: ({ before }) => COLUMNS(before[1]) },
  {
    expected: /^a file's path in quotes/,
    hint: ({ found }) =>
      found === "{"
        ? 'an import brings in all declarations of a file: `import "./file.da"`'
        : 'write `import "./file.da"`',
  },
  {
    expected: /'s name$|^a name|^an event's name|^a store's name/,
    hint: ({ isText, found, before: [last] }) => {
      if (isText) return `names stand without quotes: \`${found.slice(1, -1)}\``;
      if (found === "(" && last === "for") return "write `for x in list { … }`, without parentheses";
      return found === "(" ? `no parentheses here: \`${last} name …\`` : null;
    },
  },
  {
    expected: /after the (event|store|record|type|signal|source)'s name|^`on` and the events/,
    hint: ({ found }) =>
      found === "-" ? "names are made of letters, digits and `_`; those of events have dots" : null,
  },
  { expected: /^`\(` with the store's keys/, hint: () => "write `update store(key: value) { column: value }`" },
  {
    expected: /^(`=` and the function's expression|`\(` with the function's parameters|`:` and the type of the result)/,
    hint: () => "a function is one expression: `fn name(a: int): int = a + 1`",
  },
  {
    expected: /^`on` and the events/,
    hint: ({ found }) =>
      /^(when|limit|fanout)$/.test(found)
        ? `what is handled stands before \`${found}\`: \`dep name on event …\``
        : null,
  },
  { expected: /^`in` and a list/, hint: ({ found }) => (/^of$/i.test(found) ? "write `for x in list { … }`" : null) },
  { expected: /^`dead`, `skip` or/, hint: ({ found }) => (found === "{" ? "write the word alone: `else skip`" : null) },
  {
    expected: /^`\{`$/,
    hint: ({ found }) =>
      found === "then" ? "`then` is for values; between statements write `if c { … } else { … }`" : null,
  },
  {
    expected: /^an expression/,
    hint: ({ found, before }) => (found === ">" && before[0] === "<" ? "write `!=`" : null),
  },
  {
    expected: /^`\{` with the handler's statements/,
    hint: ({ found }) =>
      IN_A_HEAD(found) ?? (/^(where|if|with|filter)$/i.test(found) ? "a handler's condition begins with `when`" : null),
  },
  { expected: IN_A_CONDITION, hint: ({ found }) => OPERATORS(found) },
  { expected: A_STATEMENT, hint: ({ found }) => OPERATORS(found) },
  {
    expected: /^`\{`$/,
    hint: ({ found }) => (STATEMENT_WORDS.includes(found) ? "one statement too stands in braces" : null),
  },
];

/** What makes an error at `index` easier to repair: a word that is nearly the one found, or an advice. */
export function repairOf(
  words: string,
  tokens: readonly Token[],
  index: number,
): { readonly suggestion?: string; readonly hint?: string } {
  const image = (at: number): string => tokens[at]?.image ?? "";
  const found = image(index);
  const spot: Spot = {
    words,
    before: [image(index - 1), image(index - 2)],
    found,
    next: image(index + 1),
    isText: found.length > 1 && found.startsWith('"') && found.endsWith('"'),
  };
  for (const { expected, hint } of HABITS) {
    if (expected?.test(words) === false) continue;
    const said = hint(spot);
    if (said !== null) return { hint: said };
  }
  const candidates = A_STATEMENT.test(words) ? STATEMENT_WORDS : A_STEP.test(words) ? STEP_WORDS : [];
  const suggestion = tokens[index]?.isWord === true ? nearest(found, candidates) : undefined;
  return suggestion === undefined ? {} : { suggestion };
}
