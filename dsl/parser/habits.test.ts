// What people write by habit, and the line that tells them how it is written here. `⟦` and `⟧` mark the one error.
import { describe, expect, it } from "vitest";
import { parse } from "../parse.ts";
import { unmark } from "../testing/marked.ts";

/** The advice behind the one problem, which must lie at the mark. */
function adviceOn(marked: string): string | undefined {
  const { text, spans } = unmark(marked);
  const { problems } = parse("", text);
  expect(problems.map(({ span }) => span)).toEqual(spans);
  return problems[0]?.hint ?? problems[0]?.suggestion;
}

const inHandler = (statements: string): string => `demux d on a.b { ${statements} }`;
const inTest = (steps: string): string => `test "t" { ${steps} }`;

describe("a habit of another language", () => {
  it.each([
    ["⟦struct⟧ A { a: int }", "a shape of fields is `record Name { field: type }`"],
    ["⟦interface⟧ A { a: int }", "a shape of fields is `record Name { field: type }`"],
    ["⟦enum⟧ A { B, C }", 'a choice of texts is `type Name = "a" | "b"`'],
    ["⟦create⟧ table a (id int)", "a table is `store name { key id: type, column: type }`"],
    ["⟦function⟧ f(a: int): int { return a }", "a function is one expression: `fn name(a: int): int = a + 1`"],
    ["⟦const⟧ a = 1", /^what operators may set is `param name: type = literal`/],
    ['⟦topic⟧ "a.b" { }', /^a topic that others write is `source name/],
    ["⟦handler⟧ a on b { }", /^handlers are `transform`, `gep`, `demux` and `dep`/],
    ["⟦-⟧- a comment", "comments begin with `//`"],
    ['⟦include⟧ "./a.da"', 'another file comes in with `import "./file.da"`'],
    ['import ⟦{⟧ a } from "./a.da"', /^an import brings in all declarations/],
    ["import ⟦.⟧/a", 'write `import "./file.da"`'],
    ["fn f ⟦=⟧ (a: int) => a", "a function is one expression: `fn name(a: int): int = a + 1`"],
    ["fn f(a: int): int ⟦{⟧ a }", "a function is one expression: `fn name(a: int): int = a + 1`"],
    ["store my⟦-⟧store { key a: int }", "names are made of letters, digits and `_`; those of events have dots"],
    ['event ⟦"a.b"⟧ { key a }', "names stand without quotes: `a.b`"],
    ['pipeline p { ⟦"hops"⟧: 3 }', "names stand without quotes: `hops: …`"],
    ["pipeline p { retention: 14 days ⟦}⟧", "a duration is one word: `14d`, `1h30m`, `500ms`"],
    ["record A { a ⟦=⟧ string }", "a type or value stands behind `:`, as in `name: …`"],
    ["record A { a: string⟦?⟧ }", "`name?: type` may be absent, `type | null` may be null"],
    ["record A { a: Array⟦<⟧int> }", "a list is `T[]`"],
    ["record A { a: Map⟦<⟧string, int> }", "a map is `map<T>`: its keys are texts"],
    ["record A { a: map<string⟦,⟧ int> }", "the keys of a map are texts: write `map<T>`"],
    ["type A = string(64⟦)⟧", "at most is written `(..64)`, exactly `(64..64)`"],
    ["type A = int(1⟦,⟧ 10)", "bounds are written `(1..10)`, `(1..)` or `(..10)`"],
    ["store s { primary ⟦key⟧ a: int }", /^a key column is `key name: type`/],
    ["store s { key a: int, b: count of ⟦int⟧ }", "a count is `sum of int`, to which each update adds 1"],
    ["store s { key a: int, b: avg of ⟦int⟧ }", "an average is `mean of T`"],
    ["dep d on a.b ⟦where⟧ c { skip }", "a handler's condition begins with `when`"],
    ["dep d on a.b when c ⟦limit⟧ 5 { skip }", /^`limit` stands before `when`: /],
    ['demux d on a.b when c ⟦fanout⟧ "r" { skip }', /^`fanout` stands before `when`: /],
    ['dep d on a.b limit 5 ⟦was⟧ "x" { skip }', /^`was` stands before `on`: /],
    ["dep d on a.b when c ⟦on⟧ e.f { skip }", /^`on` stands once, before `when`: /],
    ["dep d on a.b when c ⟦when⟧ e { skip }", "`when` stands once: conditions are joined with `&&`"],
    ["dep d ⟦limit⟧ 5 on a.b { skip }", "what is handled stands before `limit`: `dep name on event …`"],
    ["dep d on a.b when c ⟦=⟧ 1 { skip }", "values are compared with `==`"],
    ["dep d on a.b when c ⟦and⟧ d { skip }", "write `&&`"],
    ["dep d on a.b when c ⟦is⟧ null { skip }", "ask with `== null` or `!= null`"],
    ["dep d on a.b when c <⟦>⟧ 1 { skip }", "write `!=`"],
  ])("%s", (marked, advice) => {
    expect(adviceOn(marked)).toEqual(typeof advice === "string" ? advice : expect.stringMatching(advice));
  });

  it.each([
    ["⟦const⟧ x = 1", "a value gets a name with `let x = …`"],
    ["⟦return⟧", /^`skip` ends the handler/],
    ['⟦throw⟧ "x"', /^`dead "why"` gives the event up/],
    ["⟦while⟧ true { skip }", "the one loop is `for x in list { … }`"],
    ["for ⟦(⟧let x of xs) { skip }", "write `for x in list { … }`, without parentheses"],
    ["for x ⟦of⟧ xs { skip }", "write `for x in list { … }`"],
    ["⟦xs⟧.forEach(x => x)", "a list is gone through with `for x in list { … }`"],
    ["if a { skip } ⟦elif⟧ b { skip }", "write `else if`"],
    ["if a ⟦then⟧ { skip }", /^`then` is for values/],
    ["if (a) ⟦skip⟧", "one statement too stands in braces"],
    ["if a ⟦=⟧ b { skip }", "values are compared with `==`"],
    ["let x = a ⟦?⟧ 1 : 2", "a value is chosen with `if c then a else b`"],
    ["let x = 1 ⟦x⟧ = 2", "a name keeps its value: give the new one another name with `let`"],
    ["⟦switch⟧ x { }", /^between statements choose with `if/],
    ["⟦select⟧ * from s", "a row is read with `let row = store(key: value)`"],
    ["⟦insert⟧ into s values (1)", /^a row is made or changed with `update/],
    ["update s ⟦set⟧ a = 1", "write `update store(key: value) { column: value }`"],
    ["⟦publish⟧ a.b { }", "an event goes out with `emit event { field: value }`"],
    ["emit⟦(⟧a.b, { })", "no parentheses here: `emit name …`"],
    ['emit a.b { ⟦"c"⟧: 1 }', "names stand without quotes: `c: …`"],
    ["emit a.b { c ⟦=⟧ 1 }", "a value stands behind `:`, as in `name: value`"],
    ["require r = s(k) else ⟦{⟧ skip }", "write the word alone: `else skip`"],
    ["⟦emti⟧ a.b { }", "emit"],
    ["⟦frobnicate⟧ a.b { }", undefined],
  ])("in a handler: %s", (statements, advice) => {
    const found = adviceOn(inHandler(statements));
    expect(found).toEqual(advice instanceof RegExp ? expect.stringMatching(advice) : advice);
  });

  it.each([
    ["⟦assert⟧ 1 == 1", /^what must be is told with `expect/],
    ["⟦emit⟧ a.b { }", "an event comes in with `send event { … }`"],
    ["⟦wait⟧ 5m", "time passes with `advance 5m`"],
    ["⟦exect⟧ a.b { }", "expect"],
  ])("in a test: %s", (steps, advice) => {
    expect(adviceOn(inTest(steps))).toEqual(typeof advice === "string" ? advice : expect.stringMatching(advice));
  });

  it.each([
    ["5min", "5m"],
    ["10sec", "10s"],
    ["3hours", "3h"],
    ["2w", "14d"],
    ["7days", "7d"],
    ["5x", undefined],
  ])("is the duration %s", (written, meant) => {
    expect(adviceOn(`fn f(): duration = ⟦${written}⟧`)).toBe(meant);
  });
});

describe("a missing `}`", () => {
  it("shows the brace that is open, at the end of the file and before the next declaration", () => {
    const ofFirst = (text: string): string | undefined => {
      const { opened } = parse("", text).problems[0] ?? {};
      return opened === undefined ? undefined : text.slice(opened.start, opened.end + 3);
    };
    expect(ofFirst("dep d on a.b { if c { skip }\n")).toBe("{ if");
    expect(ofFirst("dep d on a.b { if c {  \n")).toBe("{  \n");
    expect(ofFirst("store s { key a: int\ndep d on a.b { skip }\n")).toBe("{ ke");
    expect(ofFirst("record A { a b }")).toBeUndefined();
  });
});
