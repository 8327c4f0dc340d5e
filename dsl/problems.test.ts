// What the parser says of broken texts, and what it keeps of them. `⟦` and `⟧` mark what the one message is about.
import { describe, expect, it } from "vitest";
import { parse } from "./parse.ts";
import { problemsOf, unmark } from "./testing/marked.ts";

/** Expects one problem, at the mark. */
function expectOne(marked: string, code: string, message?: string): void {
  const { text, spans } = unmark(marked);
  const { problems } = parse("", text);
  expect(problems.map((problem) => [problem.code, problem.span])).toEqual([[code, spans[0]]]);
  if (message !== undefined) expect(problems[0]?.message).toBe(message);
}

describe("a missing or wrong token", () => {
  it.each([
    ["record A { x ⟦int⟧ y: int }", "expected `:` after the field's name, found `int`"],
    ["record A { x: ⟦}⟧", "expected a type, found `}`"],
    ["record ⟦{⟧ x: int }", "expected the record's name, found `{`"],
    ["record A ⟦x⟧: int }", "expected `{` after the record's name, found `x`"],
    ["event ⟦{⟧ a: int }", "expected the event's name, found `{`"],
    ["event a.b ⟦frm⟧ web { a: int }", "expected `{`, `from`, `as` or `was` after the event's name, found `frm`"],
    ["event a.b { measure ⟦}⟧", "expected a field's name, found `}`"],
    ["event a.b { key ⟦}⟧", "expected a field's name or `(` after `key`, found `}`"],
    ["event a.b { ...⟦}⟧", "expected a record's name after `...`, found `}`"],
    ["signal a.b ⟦{⟧ }", "expected `of` and a store's name, found `{`"],
    ["external ⟦s⟧ { }", "expected `store` after `external`, found `s`"],
    ["store s { a: latest ⟦number⟧ }", "expected `of` and a type, found `number`"],
    [
      "store s { a: average of ⟦number⟧ }",
      "expected one of `latest first sum min max mean ema(a) distinct` before `of`, found `number`",
    ],
    ["store s { a: ema ⟦of⟧ number }", "expected `(` with the factor of `ema`, found `of`"],
    ["param a ⟦=⟧ 1", "expected `:` after the param's name, found `=`"],
    ["param a: int = ⟦b⟧", 'expected a literal such as `12`, `"text"` or `5m`, found `b`'],
    ["fn f⟦:⟧ int = 1", "expected `(` with the function's parameters, found `:`"],
    ["fn f() ⟦=⟧ 1", "expected `:` and the type of the result, found `=`"],
    ["fn f(): int = ⟦⟧", "expected an expression, found the end of the file"],
    ["fn f(): int = [1 ⟦2⟧]", "expected `,` or `]`, found `2`"],
    ["fn f(): int = g(1 ⟦2⟧)", "expected `,` or `)`, found `2`"],
    ["fn f(): int = (1 ⟦2⟧)", "expected `)`, found `2`"],
    ["fn f(): int = a.⟦1⟧", "expected a name after `.`, found `1`"],
    ["fn f(): int = if a ⟦b⟧ else c", "expected `then` after the condition, found `b`"],
    ["fn f(): int = if a then b ⟦⟧", "expected `else` with the other value, found the end of the file"],
    ['fn f(): int = match a { "b" => 1 ⟦"c"⟧ => 2 }', 'expected `,` or `}`, found `"c"`'],
    ["fn f(): int = match a { ⟦b⟧ => 1 }", "expected a case: a literal or `else`, found `b`"],
    ["fn f(): int = xs.map((x) ⟦=>⟧ x)", "expected `,` or `)`, found `=>`"],
    ['fn f(): string = "a ${⟦}"⟧', "expected an expression, found `}`"],
    ["type A ⟦int⟧", "expected `=` after the type's name, found `int`"],
    ["type A = ⟦12⟧", "expected a type, found `12`"],
    ["type A = string(64⟦)⟧", "expected `..` between the bounds, found `)`"],
    ["type A = int(..⟦)⟧", "expected a number, found `)`"],
    ['type A = "a" | ⟦⟧', "expected a type, found the end of the file"],
    ["pipeline p { hops ⟦3⟧ }", "expected `:` after the setting's name, found `3`"],
    ["pipeline p { hops: ⟦}⟧", "expected a literal, a word or a path such as `header.kind`, found `}`"],
    ["import ⟦.⟧/x.da", "expected a file's path in quotes, found `.`"],
    ["test ⟦a⟧ { }", "expected the test's title in quotes, found `a`"],
    ["dep a ⟦{⟧ skip }", "expected `on` and the events that are handled, found `{`"],
    ["dep a on b limit ⟦x⟧ { skip }", "expected a number after `limit`, found `x`"],
    ["dep a on b { reads x ⟦}⟧", "expected `handler` and a file in quotes, found `}`"],
    ["dep a on b { let ⟦if⟧ = 1 }", "expected a variable's name, found `if`"],
    ["dep a on b { let x ⟦==⟧ 1 }", "expected `=` after the variable's name, found `==`"],
    ["dep a on b { emit x.y ⟦a⟧, b }", "expected `{` after the event's name, found `a`"],
    ["dep a on b { emit x.y⟦(⟧a: 1) }", "expected `{` after the event's name, found `(`"],
    ["dep a on b { update t ⟦{⟧ a } }", "expected `(` with the store's keys, found `{`"],
    ["dep a on b { let c = update t ⟦{⟧ a } }", "expected `(` with the store's keys, found `{`"],
    ["dep a on b { update t(a ⟦{⟧ b } }", "expected `,` or `)`, found `{`"],
    ["dep a on b { require r = t(k) wait 3m ⟦}⟧", "expected `else` with `dead`, `skip` or `continue`, found `}`"],
    ["dep a on b { for x ⟦of⟧ xs { } }", "expected `in` and a list, found `of`"],
    ["dep a on b { if (a) ⟦skip⟧ }", "expected `{`, found `skip`"],
    ["dep a on b { signal s.t from ⟦{⟧ } }", "expected a variable's name, found `{`"],
    ["dep a on b { ⟦foo⟧() }", "expected a statement such as `let`, `emit`, `update` or `if`, or `}`, found `foo`"],
    ["⟦}⟧", "expected a declaration such as `event`, `store` or `dep`, found `}`"],
    ["param p: int = 1 ⟦+⟧ 1", "expected a declaration such as `event`, `store` or `dep`, found `+`"],
  ])("%s", (marked, message) => {
    expectOne(marked, "DA1001", message);
  });

  it("suggests the keyword that was probably meant", () => {
    expect(parse("", "evnet a.b { }").problems[0]?.suggestion).toBe("event");
    expect(parse("", "frobnicate a.b { }").problems[0]?.suggestion).toBeUndefined();
  });
});

describe("operators", () => {
  it.each([
    "a ?? b ⟦||⟧ c",
    "a || b ⟦??⟧ c",
    "a && b ⟦??⟧ c",
    "a ?? b ⟦&&⟧ c",
    "a ?? b == c ⟦||⟧ d",
    "a < b ⟦<⟧ c",
    "a == b ⟦!=⟧ c",
    "a in b ⟦in⟧ c",
    "a ⟦===⟧ b",
    "a ⟦&⟧ b",
    "a ⟦?⟧ b : c",
  ])("%s", (marked) => {
    expectOne(`fn f(): bool = ${marked}`, "DA1001");
  });
});

describe("texts where no expression may stand", () => {
  it.each([
    'import ⟦"a ${⟧b}"',
    'type A = ⟦"a ${⟧b}"',
    'event a.b as ⟦"a ${⟧b}" { }',
    'event a.b { topic ⟦"a ${⟧b}" }',
    'record R { a: string = ⟦"a ${⟧b}" }',
    'param p: string = ⟦"a ${⟧b}"',
    'dep a on b { forward ⟦"a ${⟧b}" }',
    'dep a on b fanout ⟦"a ${⟧b}" { }',
    'test ⟦"a ${⟧b}" { }',
    'fn f(): int = match a { ⟦"a ${⟧b}" => 1 }',
  ])("%s", (marked) => {
    expectOne(marked, "DA1001");
  });
});

describe("a bad literal", () => {
  it.each([
    "dep a on b { let x = ⟦5x⟧ let y = 1 }",
    "dep a on b { emit c.d { e: f(⟦1m2h⟧), g: 1 } after 2m }",
    "record R { a: date = ⟦@2026-02-30⟧ b: int }",
    "record R { a: string(⟦/^[a-z]+⟧)\n  b: int }",
    'dep a on b { dead "x⟦\\q⟧ ${y}" }',
    "record R { a: T[1..⟦5x⟧] }",
  ])("%s is told alone", (marked) => {
    expectOne(marked, "DA1002");
  });

  it("that has no end takes its line, and the rest is read", () => {
    const text =
      'dep a on b {\n  dead "abc ${x}\n  emit c.d { e: "f }\n  skip\n}\nrecord A { x int }\ntype B = string(/^[a-z]+)\n';
    expect(problemsOf(text)).toEqual([
      'DA1002 ⟦"abc ${x}⟧ the string has no end: a `"` is missing on this line',
      'DA1002 ⟦"f⟧ the string has no end: a `"` is missing on this line',
      "DA1001 ⟦int⟧ expected `:` after the field's name, found `int`",
      "DA1002 ⟦/^[a-z]+⟧ the pattern has no end: a `/` is missing on this line",
    ]);
  });

  it("whose quote is one too many turns its line around, and is told once", () => {
    const text = (quote: string): string =>
      `test "t" {\n  send a.b { c: "6f1c-5x@", ${quote}d: "00-\\q", e: "/x/" }\n  expect a.b { f: 5x, g: "h }\n}\n`;
    expect(problemsOf(text(""))).toEqual([
      'DA1002 ⟦\\q⟧ `\\q` is no escape: there are `\\"` `\\\\` `\\n` `\\t` `\\$` and `\\u{…}`',
      "DA1002 ⟦5x⟧ `5x` is neither a number nor a duration: units go from large to small, each once: d h m s ms, as in `1h30m`",
      'DA1002 ⟦"h⟧ the string has no end: a `"` is missing on this line',
    ]);
    expect(problemsOf(text('"'))).toHaveLength(3);
  });

  it("in an import's path leaves the import", () => {
    const { file } = parse("", 'import "./a.da\ntype A = int');
    expect(file.declarations).toMatchObject([{ kind: "import", path: { value: "./a.da" } }, { kind: "type" }]);
    expect(file.lostImport).toBe(false);
  });
});

describe("nesting", () => {
  const nested = (open: string, close: string, levels: number, core: string): string =>
    open.repeat(levels) + core + close.repeat(levels);

  it.each([
    ["parentheses", (n: number) => `fn f(): int = ${nested("(", ")", n, "1")}`],
    ["lists", (n: number) => `fn f(): int = ${nested("[", "]", n, "1")}`],
    ["records", (n: number) => `fn f(): int = ${nested("{ a: ", "}", n, "1")}`],
    ["signs", (n: number) => `fn f(): int = ${nested("!", "", n, "a")}`],
    ["calls", (n: number) => `fn f(): int = ${nested("g(", ")", n, "1")}`],
    ["conditions", (n: number) => `fn f(): int = ${nested("if a then ", " else 1", n, "1")}`],
    ["literals", (n: number) => `param p: int = ${nested("[", "]", n, "1")}`],
    ["types", (n: number) => `type A = ${nested("map<", ">", n, "int")}`],
    ["lists of types", (n: number) => `type A = int${"[]".repeat(n)}`],
    ["records of types", (n: number) => `type A = ${nested("{ a: ", "}", n, "int")}`],
  ])("of %s goes down to 32 levels", (_, text) => {
    expect(parse("", text(32)).problems).toEqual([]);
    expect(parse("", text(33)).problems.map((problem) => problem.code)).toEqual(["DA3008"]);
    expect(parse("", text(50_000)).problems.map((problem) => problem.code)).toEqual(["DA3008"]);
  });

  it("of blocks goes down to 32 levels, whatever stands in them", () => {
    const text = (n: number): string =>
      `dep d on a.b { ${nested("if a { ", " }", n - 1, `let x = ${nested("(", ")", 32, "1")}`)} }`;
    expect(parse("", text(32)).problems).toEqual([]);
    expect(parse("", text(33)).problems.map((problem) => problem.code)).toEqual(["DA3008"]);
    expect(parse("", text(20_000)).problems.map((problem) => problem.code)).toEqual(["DA3008"]);
  });

  it("is not what a long chain is, which has an end too", () => {
    const chain = (n: number): string => `fn f(): int = 1${" + 1".repeat(n)}`;
    const branches = (n: number): string => `fn f(): int = ${"if a then 1 else ".repeat(n)}1`;
    const path = (n: number): string => `fn f(): int = a${".b".repeat(n)}`;
    for (const text of [chain, branches, path]) {
      expect(parse("", text(400)).problems).toEqual([]);
      expect(parse("", text(50_000)).problems.map((problem) => problem.code)).toEqual(["DA3008"]);
    }
  });
});

describe("recovery", () => {
  const kept = (text: string): readonly string[] =>
    parse("", text).file.declarations.map((declaration) => {
      const name = "name" in declaration ? declaration.name.text : declaration.kind;
      return declaration.incomplete ? `${name}?` : name;
    });

  it("drops the broken member alone", () => {
    const text = 'record A {\n  a: int\n  b as "c": string\n  d: int\n}\nrecord B { a: int, b int, c: int }\n';
    const { file, problems } = parse("", text);
    expect(problems).toHaveLength(2);
    expect(file.declarations).toMatchObject([
      { incomplete: true, members: [{ name: { text: "a" } }, { name: { text: "d" } }] },
      { incomplete: true, members: [{ name: { text: "a" } }, { name: { text: "c" } }] },
    ]);
    expect([...file.lostNames].sort()).toEqual(["as", "b", "int", "string"]);
  });

  it("keeps the member behind one whose type is missing", () => {
    const { file } = parse("", "record A {\n  a:\n  b: int\n  c: int\n}");
    expect(file.declarations).toMatchObject([{ members: [{ name: { text: "b" } }, { name: { text: "c" } }] }]);
  });

  it("drops the broken statement or entry alone", () => {
    const text = "dep d on a.b {\n  let x = \n  let y = 1\n  emit c.d { e: f + , g: 2 }\n  update s(k) { }\n}\n";
    const { file } = parse("", text);
    const [handler] = file.declarations;
    expect(handler).toMatchObject({
      incomplete: true,
      body: { statements: [{ kind: "let" }, { kind: "emit", entries: { incomplete: true } }, { kind: "update" }] },
    });
  });

  it("goes on as if a missing brace were there", () => {
    expect(kept("record A x: int }\nrecord B { }")).toEqual(["A", "B"]);
    expect(kept("dep d on a.b emit c.d e, f }\n}\nrecord B { }")).toEqual(["d", "B"]);
  });

  it("ends what is open where a declaration begins a line", () => {
    const text =
      "record A {\n  a: int\n\nevent b.c from s {\n  d: int\n\ndep d on b.c {\n  if a {\n    emit e.f { g\n}\n\ntype T = int\n";
    expect(kept(text)).toEqual(["A?", "b.c?", "d?", "T"]);
    expect(parse("", text).problems).toHaveLength(3);
  });

  it("ends a block whose brace is missing where a line is indented no deeper", () => {
    const text = (value: string): string =>
      `source a {\n  topic: "t"\n  name: ${value}\n  id: head.id\n  key: b\n  at: c\n}\n\ntype T = int\n`;
    for (const value of ['{ "x"', "{ x", "{ x.y", "{ x: "]) {
      const { file, problems } = parse("", text(value));
      expect(problems, value).toHaveLength(1);
      expect(file.declarations, value).toMatchObject([{ incomplete: true }, { kind: "type" }]);
    }
    const update =
      "dep d on a.b {\n  update s(u) { note: { note.length(), m: 1 }\n  emit x.y { z }\n}\n\ntype T = int\n";
    expect(parse("", update).problems).toHaveLength(1);
  });

  it("tells a condition without its end once", () => {
    for (const condition of ["a ==", "a ||", "a == {", "a in [b].map(x => x) &&"]) {
      const text = `dep d on a.b {\n  if ${condition} { emit c.d { e } }\n  if f { skip }\n  dead "g"\n}\n`;
      expect(parse("", text).problems, condition).toHaveLength(1);
    }
  });

  it("tells a brace too many once", () => {
    const text = "dep d on a.b {\n  skip }\n  let a = 1\n  emit b.c { }\n}\n\nrecord A { a: int }\n";
    expect(parse("", text).problems).toHaveLength(1);
    expect(kept(text)).toEqual(["d", "A"]);
  });

  it("leaves out a declaration whose header is broken, and remembers its words", () => {
    const { file, problems } = parse("", "event order.placed frm web { userId: Id }\nrecord A { a: int }");
    expect(problems).toHaveLength(1);
    expect(file.declarations).toHaveLength(1);
    for (const name of ["order.placed", "order", "placed", "web", "userId", "Id"]) {
      expect(file.lostNames.has(name), name).toBe(true);
    }
  });

  it("remembers that an import was lost", () => {
    expect(parse("", "import ./a.da\ntype A = int").file.lostImport).toBe(true);
    expect(parse("", 'improt "./a.da"\ntype A = int').file.lostImport).toBe(true);
    expect(parse("", "type A = ").file.lostImport).toBe(false);
    expect(parse("", 'topic "a.b" { }').file.lostImport).toBe(false);
  });

  it("takes back a declaration that went on into the next one", () => {
    expect(kept("type A =\nrecord B { a: int }")).toEqual(["B"]);
    expect(kept("fn f(): int = 1 +\nfn g(): int = 2")).toEqual(["g"]);
    expect(kept("fn f(): int = a ? b : c\nfn g(): int = 2")).toEqual(["g"]);
  });

  it("finds declarations that are indented, or that share a line", () => {
    expect(kept("  record A {\n    a int\n\n  record B {\n    b: int\n  }\n")).toEqual(["A?", "B"]);
    expect(kept("record A { a int } record B { b: int }")).toEqual(["A?", "B"]);
    expect(kept("record { a: int } record B { b: int }")).toEqual(["B"]);
  });

  it("tells every mistake of a file", () => {
    const text =
      "record A { a int }\nstore s {\n  a: sum of\n}\ndep d on a.b {\n  let x = 5x\n  emit\n}\nevent c { d: }\n";
    expect(parse("", text).problems.map((problem) => problem.code)).toEqual([
      "DA1001",
      "DA1001",
      "DA1002",
      "DA1001",
      "DA1001",
    ]);
  });
});
