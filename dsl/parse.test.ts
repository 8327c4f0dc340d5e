// What the parser makes of good texts: trees, ranges, and words that are keywords elsewhere.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "./parse.ts";
import { printExpression, printType } from "./print.ts";
import type { Expression, HandlerDeclaration, Statement } from "./syntax.ts";
import { FIRSTS_FILE, firstsText } from "./testing/grammar.ts";
import { declared, parsed, problemsOf, unmark } from "./testing/marked.ts";

function expression(text: string): Expression {
  return declared("fn", `fn f(): int = ${text}`).body;
}

function statements(text: string): readonly Statement[] {
  const { body } = declared("handler", `dep d on a.b { ${text} }`);
  if (body.kind !== "statements") throw new Error("expected statements");
  return body.statements;
}

/** The expression with every operation in parentheses. */
function grouped(node: Expression): string {
  if (node.kind === "binary") return `(${grouped(node.left)} ${node.operator} ${grouped(node.right)})`;
  if (node.kind === "in") return `(${grouped(node.value)} in ${grouped(node.list)})`;
  if (node.kind === "unary") return `(${node.operator}${grouped(node.operand)})`;
  if (node.kind === "parenthesized") return grouped(node.expression);
  return printExpression(node);
}

describe("the grammar", () => {
  it("is sound, and what its choices begin with is known", () => {
    const text = readFileSync(new URL(`../${FIRSTS_FILE}`, import.meta.url), "utf8");
    expect(text, "the grammar has changed: run `node scripts/grammar.ts`").toBe(firstsText());
  });

  it.each(["library.da", "plant.da"])("takes %s", (name) => {
    const text = readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
    expect(problemsOf(text)).toEqual([]);
  });
});

describe("words", () => {
  it.each([
    "key",
    "measure",
    "topic",
    "reserved",
    "index",
    "table",
    "limit",
    "when",
    "on",
    "handler",
    "of",
    "was",
    "as",
    "from",
    "latest",
    "lenient",
    "emit",
    "store",
    "if",
    "in",
    "match",
    "event",
    "true",
    "null",
  ])("%s is a good name of fields, columns, settings, entries and segments", (word) => {
    const text = [
      `event ${word}.${word} from s { ${word}: int, ${word}2?: int }`,
      `record R { ${word}?: int }`,
      `store t { key ${word}: int }`,
      `store u { ${word}: sum of int index (${word}) }`,
      `source s { ${word}: ${word}.${word} name: head.${word} }`,
      `dep d on ${word}.${word} { emit ${word}.b { ${word}: a.${word}?.${word}, b: x in [1] } }`,
      `fn f(${word}: int): int = 1`,
    ].join("\n");
    expect(problemsOf(text)).toEqual([]);
  });

  it.each(["key", "type", "update", "emit", "latest", "no", "dead", "skip", "wait", "record", "source"])(
    "%s is a good variable",
    (word) => {
      const text = `dep d on a.b { let ${word} = 1 emit x.y { ${word}, a: ${word} + 1, b: ${word}.c } let b = ${word} skip }`;
      expect(problemsOf(text)).toEqual([]);
    },
  );

  it.each(["true", "false", "null", "if", "then", "else", "match", "in", "event"])("%s is no variable", (word) => {
    const { text, spans } = unmark(`dep d on a.b { let ⟦${word}⟧ = 1 }`);
    expect(parse("", text).problems.map((problem) => problem.span)).toEqual(spans);
  });
});

describe("members", () => {
  it("need no commas and no line breaks", () => {
    const { members } = declared("event", "event a.b { key ticketId ticketId: string open: bool ...R measure x: int }");
    expect(members.map((member) => member.kind)).toEqual(["key", "field", "field", "spread", "field"]);
    const commas = declared("event", "event a.b { key ticketId, ticketId: string, open: bool, ...R, measure x: int, }");
    expect(commas.members.map((member) => member.kind)).toEqual(["key", "field", "field", "spread", "field"]);
  });

  it("tell a list of reserved names from what follows it", () => {
    const { members } = declared(
      "event",
      'event a.b { reserved a, "b", key, c: int reserved d, key e, reserved f topic "t" }',
    );
    expect(members.map((member) => member.kind)).toEqual(["reserved", "field", "reserved", "key", "reserved", "topic"]);
    expect(members[0]).toMatchObject({ names: [{ text: "a" }, { value: "b" }, { text: "key" }] });
  });

  it("have wire names, defaults and docs", () => {
    const { members } = declared(
      "record",
      'record R {\n /// One.\n /// Two.\n a?: int as "b" = -5 c: T[] = [1, { d: 2 }]\n}',
    );
    expect(members).toMatchObject([
      {
        kind: "field",
        doc: "One.\nTwo.",
        optional: true,
        wire: { value: "b" },
        defaultValue: { kind: "number", value: -5, raw: "-5", integer: true },
      },
      { kind: "field", doc: null, wire: null, defaultValue: { kind: "list" } },
    ]);
  });

  it("of stores gather", () => {
    const text =
      'store s was "t" { key k: int a: ema(0.5) of number was "b" as "c" latest: latest of T[] sum: sum b?: int }';
    const { members, was } = declared("store", text);
    expect(was).toMatchObject({ value: "t" });
    expect(members).toMatchObject([
      { key: true, aggregate: null },
      { aggregate: { name: "ema", factor: { value: 0.5 } }, was: { value: "b" }, sql: { value: "c" } },
      { aggregate: { name: "latest" }, type: { kind: "list" } },
      { aggregate: null, type: { kind: "named", name: { text: "sum" } } },
      { optional: true, aggregate: null },
    ]);
  });
});

describe("types", () => {
  it.each([
    "string",
    "int(0..100)",
    "number(..-1.5)",
    "number(0..)",
    "string(/^a\\/[\\/]$/)",
    "timestamp(iso)",
    '"a" | "b" | string',
    "T | null",
    "T[]",
    "T[1..10][]",
    "(A | null)[..3]",
    "map<map<int>>",
    "lenient int(0..5)",
    "lenient int[]",
    '{ a?: int, measure b: T | null as "c" = 1, ...R }',
  ])("%s", (text) => {
    expect(printType(declared("type", `type X = ${text}`).type)).toBe(text);
  });

  it.each([
    ['| "a" | ("b" | "c")', '"a" | "b" | "c"'],
    ["((int))", "int"],
    ["(int)[]", "int[]"],
    ["lenient (int)", "lenient int"],
  ])("%s is %s", (text, same) => {
    expect(printType(declared("type", `type X = ${text}`).type)).toBe(same);
  });

  it("of text literals have docs", () => {
    const { type } = declared("type", 'type X =\n/// First.\n| "a"\n| /// Second.\n"b" | "c"');
    expect(type).toMatchObject({ members: [{ doc: "First." }, { doc: "Second." }, { doc: null }] });
  });
});

describe("expressions", () => {
  it.each([
    ["a + b * c - d", "((a + (b * c)) - d)"],
    ["a - b - c / d / e", "((a - b) - ((c / d) / e))"],
    ["a || b && c == d", "(a || (b && (c == d)))"],
    ["a ?? b ?? c + 1", "((a ?? b) ?? (c + 1))"],
    ["(a ?? b) || c", "((a ?? b) || c)"],
    ["!a && -b < c", "((!a) && ((-b) < c))"],
    ["!a.b in [c]", "((!a.b) in [c])"],
    ["a < b == c > d", "((a < b) == (c > d))"],
    ["- - 1", "(-(-1))"],
    ["a in [1, 2] && b", "((a in [1, 2]) && b)"],
  ])("%s is %s", (text, expected) => {
    expect(grouped(expression(text))).toBe(expected);
  });

  it.each([
    "if a then b else if c then d else e + 1",
    'match x { "a", -1, null => b, @2026-01-01 => c, else => [...d] }',
    "xs.map(x => x.y).filter(y => y > 0)?.first()",
    'f(a, key: b, "${c} and ${{ d: 1 }.d}")',
    "{ a: 1, b, ...c, if: 2, event: event }",
    "$id",
    "a?.b.c[0][d]",
    '"a\\n\\"\\u{7f}\\${b}"',
    "[]",
    "{}",
    "500ms",
    "@2026-11-23T10:00:00.5+02:00",
  ])("%s is printed as it was written", (text) => {
    expect(printExpression(expression(text))).toBe(text);
  });

  it("take commas behind the last item", () => {
    expect(printExpression(expression("f([1, 2,], x.y(a,),)"))).toBe("f([1, 2], x.y(a))");
    expect(printExpression(expression("match a { 1 => 2, }"))).toBe("match a { 1 => 2 }");
  });

  it("have exact ranges within texts", () => {
    const { text, spans } = unmark('fn f(): string = "a ${⟦b.c⟧} d ${⟦e⟧}"');
    const { body } = declared("fn", text);
    if (body.kind !== "template") throw new Error("expected a template");
    expect(body.values.map(({ start, end }) => ({ start, end }))).toEqual(spans);
    expect(body.texts).toEqual(["a ", " d ", ""]);
  });
});

describe("statements", () => {
  it("are told apart by their first words", () => {
    const text = `let a = b
      let c = update s(k, l: 1) { x, y: 2 ...z }
      let d = s(k)
      emit e.f { ...event, $id: $id } after 2m
      forward "t"
      delete s(k)
      signal x.y from c { }
      require r = s(k) wait 30m unordered else dead
      require q = s(k) else continue
      if a { skip } else if b { dead "x" } else { }
      for x in [1] { skip }`;
    expect(statements(text).map((statement) => statement.kind)).toEqual([
      ..."let let let emit forward delete signal require require if for".split(" "),
    ]);
  });

  it("keep clauses that are said twice", () => {
    const handler: HandlerDeclaration = declared(
      "handler",
      'demux d was "e" on a.b, c.d limit 1 fanout "x" limit 2 when a { }',
    );
    expect(handler.clauses.map((clause) => clause.kind)).toEqual(["limit", "fanout", "limit"]);
    expect(handler.on.map((name) => name.text)).toEqual(["a.b", "c.d"]);
    expect(handler.when).toMatchObject({ kind: "name", name: "a" });
  });

  it("in TypeScript come in any order", () => {
    const { body } = declared("handler", 'dep d on a.b { emits c.d, e.f reads s, handler "./x.ts", updates t, u }');
    expect(body).toMatchObject({
      kind: "typescript",
      file: { value: "./x.ts" },
      reads: [{ text: "s" }],
      updates: [{ text: "t" }, { text: "u" }],
      emits: [{ text: "c.d" }, { text: "e.f" }],
    });
  });

  it("of tests expect events, rows, or nothing", () => {
    const text = `test "t" { expect a.b { c: 1 } expect no a.b expect dead a.b expect waiting a.b expect no.more
      expect no a.b { c: 1 } expect dead a.b { c: 1 } expect waiting a.b { c: 1 }
      expect s(k: 1) { c: 1 } expect no s(k: 1) send s from "./f.jsonl" advance 1h given s(k: 1) { c: 1 } }`;
    expect(declared("test", text).steps).toMatchObject([
      { kind: "expectEvent", mode: "some" },
      { kind: "expectEvent", mode: "no", entries: null },
      { kind: "expectEvent", mode: "dead" },
      { kind: "expectEvent", mode: "waiting" },
      { kind: "expectEvent", mode: "some", event: { text: "no.more" } },
      { kind: "expectEvent", mode: "no", entries: { entries: [{}] } },
      { kind: "expectEvent", mode: "dead", entries: { entries: [{}] } },
      { kind: "expectEvent", mode: "waiting", entries: { entries: [{}] } },
      { kind: "expectRow", no: false },
      { kind: "expectRow", no: true, entries: null },
      { kind: "sendFile", file: { value: "./f.jsonl" } },
      { kind: "advance" },
      { kind: "given" },
    ]);
  });
});

describe("files", () => {
  it("keep their comments and their text", () => {
    const text = "\uFEFF/// Doc.\r\ntype A = int // why\r\n";
    const file = parsed(text);
    expect(file.text).toBe(text);
    expect(file.comments.map((comment) => comment.text)).toEqual(["Doc.", "why"]);
    expect(file.declarations).toMatchObject([{ doc: "Doc.", incomplete: false }]);
  });

  it("may hold several declarations on a line", () => {
    const { declarations } = parsed(
      "fn even(n: int): bool = n == 0 fn odd(n: int): bool = !even(n) type T = int param p: T = 1",
    );
    expect(declarations.map((declaration) => declaration.kind)).toEqual(["fn", "fn", "type", "param"]);
  });
});
