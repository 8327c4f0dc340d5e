import { describe, expect, test } from "vitest";
import { analyze } from "../analyze.ts";
import { analyzeText, compared, memoryHost } from "../testing/marked.ts";
import { PRELUDE } from "../testing/prelude.ts";

function expectErrors(text: string, files: Record<string, string> = {}): void {
  const { expected, found } = compared(text, "error", files);
  expect(found).toEqual(expected);
}

const P = "pipeline t { } ";

describe("pipeline", () => {
  test.each([
    ["⟦DA2004⟧type A = int"],
    ['⟦DA2004⟧source a { topics: "a" partitions: 4 retention: 14d hops: 3 }'],
    ["pipeline a { } pipeline ⟦DA2004 b⟧ { }"],
    ["pipeline a { }\nsource S {\n  userId ⟦DA1001 string⟧\n  level int\n  name string\n}"],
    ['pipeline a { topics: "x", partitions: 2, replicas: 1, retention: 14d, hops: 4, timezone: "Europe/Berlin" }'],
    ["pipeline a { id: myId, name: myName, at: myTime }"],
    ["pipeline a { ⟦DA2005 partition⟧: 2 }"],
    ["pipeline a { partitions: ⟦DA2005 0⟧ }"],
    ["pipeline a { partitions: ⟦DA2005 1.5⟧ }"],
    ["pipeline a { partitions: ⟦DA3008 9007199254740992⟧ }"],
    ["pipeline a { partitions: ⟦DA2005 many⟧ }"],
    ["pipeline a { retention: ⟦DA2005 7⟧ }"],
    ['pipeline a { timezone: ⟦DA2005 "Mars/Base"⟧ }'],
    ["pipeline a { topics: ⟦DA2005 1⟧ }"],
    ["pipeline a { hops: 4, ⟦DA2002 hops⟧: 5 }"],
    ["pipeline a { id: x, name: ⟦DA2002 x⟧ }"],
  ])("%s", (text) => expectErrors(text));
});

describe("imports", () => {
  test("bring in declarations, in circles too", () => {
    const files = { "a.da": 'import "./spec.da" record B { a: A }' };
    expectErrors(`import "./a.da" ${P} type A = int record C { ...B, c: ⟦DA2001 D⟧ }`, files);
  });

  test.each([
    [`import ⟦DA1003 "./nothing.da"⟧ ${P}`, {}],
    [`import "./a.da" ${P} type ⟦DA2002 A⟧ = int`, { "a.da": "type A = int" }],
    [`import "./sub/a.da" ${P} type C = B`, { "sub/a.da": 'import "../b.da"', "b.da": "type B = int" }],
  ])("%s", (text, files) => expectErrors(text, files));

  test("a pipeline stands in the root file", () => {
    const { diagnostics, model } = analyzeText('import "./a.da"', { "a.da": "pipeline x { }" });
    expect(diagnostics.map((d) => [d.code, d.location.file, d.location.start])).toEqual([["DA2004", "a.da", 9]]);
    expect(model).toBeNull();
  });

  test("a root that cannot be read is told", () => {
    const { diagnostics, model } = analyze(memoryHost({}), "spec.da");
    expect(diagnostics.map((d) => d.code)).toEqual(["DA1003"]);
    expect(model).toBeNull();
  });
});

describe("types", () => {
  test.each([
    ["type A = ⟦DA2001 strin⟧"],
    ["type A = int type ⟦DA2002 A⟧ = string"],
    ["record A { } type ⟦DA2002 A⟧ = string"],
    ["type ⟦DA2002 date⟧ = string"],
    ["type A = ⟦DA2003 A⟧"],
    ["type A = B | null type B = ⟦DA2003 A⟧"],
    ["type A = A[]"],
    ["type A = map<A>"],
    ["record A { a: ⟦DA2003 A⟧ }"],
    ["record A { a?: A }"],
    ["record A { a: A | null }"],
    ["record A { a: A[], m: map<A> }"],
    ["record A { b: B } record B { a: ⟦DA2003 A⟧ }"],
    ["record A { b: B } record B { a?: A }"],
    ["record A { next: Next } type Next = A | null"],
    ["record A { ...B } record B { ...⟦DA2003 A⟧ }"],
    ["record A { ...⟦DA2003 A⟧, x: int }"],
    ["record A { inner: { a: ⟦DA2003 A⟧ } }"],
    ["record A { x: int, ⟦DA2002 x⟧: string }"],
    ["record A { x: int } record B { ...A, ⟦DA2002 x⟧: int }"],
    ["record A { x: int } record B { x: int, ...⟦DA2002 A⟧ }"],
    ["record A { x: int } record B { y: int, ...A }"],
    ['record A { x: int, y: int as ⟦DA2002 "x"⟧ }'],
    ['record A { x: int as "y", ⟦DA2002 y⟧: int }'],
    ["record A { ...⟦DA2001 Nothing⟧, x: int } event a.b { key y, ...A }"],
    ["record A { ...⟦DA3001 T⟧ } type T = int"],
    ["record A { ...T } type T = { x: int }"],
    ["record A { ⟦DA1001 key x⟧, x: int }"],
    ['record A { reserved a, "b"  ⟦DA4007 a⟧: int }'],
    ['record A { reserved a, "b"  b: int as "c" }'],
    ['record A { reserved a, "b"  c: int as ⟦DA4007 "b"⟧ }'],
    ['record A { reserved "b"  ⟦DA4007 b⟧: int }'],
    ["type A = int(⟦DA3007 5..1⟧)"],
    ["type A = int(0..⟦DA3008 9007199254740992⟧) type B = int[..⟦DA3008 9007199254740993⟧]"],
    ["param p: int = ⟦DA3008 -9007199254740992⟧ param q: int = -9007199254740991"],
    ["type A = int(⟦DA3007 0.2..0.8⟧)"],
    ["type A = number(0.2..0.8)"],
    ["type A = string(⟦DA3007 5..1⟧)"],
    ["type A = string(⟦DA3007 ..-1⟧)"],
    ["type A = int[⟦DA3007 3..2⟧]"],
    ["type A = string(⟦DA3007 /(/⟧)"],
    ["type A = bool(⟦DA3001 1..2⟧)"],
    ["type A = timestamp(⟦DA2001 is⟧)"],
    ["type A = duration(⟦DA2001 iso⟧)"],
    ["type A = Id(⟦DA3001 1..2⟧) type Id = string"],
    ["type A = int | ⟦DA3001 string⟧"],
    ['type A = "a" | ⟦DA3001 int⟧'],
    ['type A = "a" | K | string | null type K = "b" | "c"'],
    ["type A = lenient int | null type B = lenient timestamp(s)"],
    ["type A = lenient ⟦DA3001 uuid⟧"],
    ["record A { x: int = ⟦DA3001 1.5⟧ }"],
    ['record A { x: "a" | "b" = ⟦DA3004 "c"⟧ }'],
    ["record A { x: int(0..5) = ⟦DA3004 6⟧ }"],
    ["record A { x: int = ⟦DA3002 null⟧ }"],
    ["record A { x: int | null = null, y?: int = 1, z: int | null = 2 }"],
    ['record A { x: uuid = ⟦DA3004 "x"⟧, d: date = "2026-01-01", e: date = @2026-01-01 }'],
    ['record A { x: string(/^[A-Z]{2}$/) = ⟦DA3004 "abc"⟧ }'],
    ["record A { x: int[] = [1, 2], y: int[1..] = ⟦DA3004 []⟧, z: int[] = [1, ⟦DA3001 1.5⟧] }"],
    ["record A { x: { y: int } = { y: 1 }, z: { y: int } = ⟦DA3003 { }⟧ }"],
    ['record A { x: json = { a: [1, "b"] } }'],
    ["record A { x: map<int> = { a: 1, b: ⟦DA3001 1.5⟧ } }"],
    ["param p: int(0..5) = ⟦DA3004 9⟧"],
    ['param p: duration = 5m param q: "a" | "b" = ⟦DA3004 "c"⟧'],
    ["fn ⟦DA2002 min⟧(a: int): int = a"],
    ["fn f(a: int, ⟦DA2002 a⟧: int): int = a"],
    ['fn f(a: int, ⟦DA2002 a⟧: string): string = lower(a) fn g(b: int): string = f(b) + f("x") + f(1, "x")'],
    ['fn f(a: int): int = a fn ⟦DA2002 f⟧(a: string, b: int): string = a fn g(): int = abs(f(1)) + length(f("x", 1))'],
    ['record M { m: map<int> } fn f(): M = { m: { a: 1, ⟦DA2002 a⟧: "x" } }'],
    ['param p: int = 1 param ⟦DA2002 p⟧: string = "x" fn g(): int = abs(p) + length(p)'],
    ["param f: int = 1 fn ⟦DA2002 f⟧(a: int): int = a fn g(): int = f + f(1)"],
    ["fn f(a: int): int = ⟦DA3001 a / 2⟧"],
    ["fn f(a: int): int | null = ⟦DA3001 a / limit⟧ param limit: int = 1"],
    ["fn f(a: int): number | null = a / limit param limit: int = 1"],
    ["fn f(a: int): int = ⟦DA2001 b⟧"],
    ["fn f(a: int): timestamp = ⟦DA2001 $at⟧"],
    ["fn f(a: int): int = ⟦DA2003 f⟧(a)"],
    ["fn f(a: int): int = g(a) fn g(a: int): int = ⟦DA2003 f⟧(a)"],
    ["fn f(a: int): int = g(a) fn g(a: int): int = a"],
    ["fn f(a: int): int = 1 param ⟦DA2002 f⟧: int = 1"],
  ])("%s", (text) => expectErrors(`${P}${text}`));
});

describe("sources", () => {
  const one = "event a.b from s { time: timestamp, k: int, maybe?: int }";
  test.each([
    [`source s { topic: "x" } ${one}`],
    ['source ⟦DA2005 s⟧ { topic: "x" } event a.b from s { } event a.c from s { }'],
    ['source s { topic: "x", name: kind } event a.b from s { } event a.c from s { }'],
    [`source s { topic: "x", at: time, key: k } ${one}`],
    [`source s { topic: "x", at: ⟦DA4006 k⟧ } ${one}`],
    [`source s { topic: "x", at: ⟦DA4006 when⟧ } ${one}`],
    [`source s { topic: "x", at: ⟦DA4006 a.b⟧ } ${one}`],
    [`source s { topic: "x", key: ⟦DA4006 maybe⟧ } ${one}`],
    [
      'source s { topic: "x", name: n, key: ⟦DA4006 k⟧ } event a.b from s { } event a.c from s { } event a.d from s { k: int }',
    ],
    [`source ⟦DA2005 s⟧ { topic: "x", unique: 24h } ${one}`],
    [`source s { topic: "x", unique: 24h, id: header.id } ${one}`],
    [`source s { topic: "x", unique: ⟦DA2005 24⟧, id: header.id } ${one}`],
    [`source s { topic: "x", array: ⟦DA2005 1⟧ } ${one}`],
    [`source s { topic: "x", id: ⟦DA2005 1⟧ } ${one}`],
    [`source s { topic: "x", ⟦DA2005 ky⟧: k } ${one}`],
    ['source s { topic: "x" } dep ⟦DA2002 s⟧ on a.b { skip } event a.b from s { }'],
    ["event a.b from ⟦DA2001 s⟧ { } dep d on a.b { skip }"],
  ])("%s", (text) => expectErrors(`${P}${text}`));
});

describe("events", () => {
  test.each([
    ["event a.b { key k, k: int }"],
    ["event ⟦DA4001 a⟧ { key k, k: int }"],
    ["event ⟦DA4001 a.b.c⟧ { key k, k: int, measure c: int }"],
    ["event ⟦DA4001 usage.a.b.c⟧ { key k, k: int, measure c: int }"],
    ["event ⟦DA4004 a.b⟧ { k: int }"],
    ["event a.b { key ⟦DA2001 q⟧, k: int }"],
    ["event a.b { key ⟦DA4004 k⟧, k?: int }"],
    ["event a.b { key ⟦DA4004 k⟧, k: int | null }"],
    ["event a.b { key ⟦DA4004 k⟧, k: int[] }"],
    ["event a.b { key (k, ⟦DA4004 l⟧), k: int, l: json }"],
    ["event a.b { key (k, ⟦DA2002 k⟧), k: int }"],
    ["event a.b { key k, k: int, ⟦DA2002 key k⟧ }"],
    ["event ⟦DA4002 usage.a.b⟧ { key k, k: int }"],
    ["event usage.a.b { key k, k: int, measure b: int, measure ⟦DA4002 c⟧: int }"],
    ["event a.b { key k, k: int, measure ⟦DA4002 b⟧: int }"],
    ["event usage.a.b { key k, k: int, measure ⟦DA4003 c⟧: int }"],
    ["event usage.a.timeSpent { key k, k: int, measure timespent: duration | null }"],
    ["event usage.a.b { key k, k: int, r: { x: int, measure b: number } }"],
    ["event usage.a.b { key k, k: int, r: { measure ⟦DA4003 c⟧: number } }"],
    ["event usage.a.b { key k, k: int, measure ⟦DA3001 b⟧: string }"],
    ["record R { measure b: int } event usage.a.b { key k, k: int, ...R }"],
    ["record R { measure c: int } event usage.a.b { key k, k: int, ...⟦DA4003 R⟧ }"],
    ['event a.started as "usage.a.start" { key k, k: int }'],
    ["event a.b { key k, k: int, ⟦DA2002 eventId⟧: int }"],
    ['event a.b { key k, k: int, x: int as ⟦DA2002 "eventTime"⟧ }'],
    ["record R { eventName: int } event a.b { key k, k: int, ...⟦DA2002 R⟧ }"],
    ['event a.b { key k, k: int, eventId: int as "id" }'],
    ["event a.b { reserved x  key k, k: int, ⟦DA4007 x⟧: int }"],
    ["event a.b { key k, k: int } event ⟦DA2002 a.b⟧ { key k, k: ⟦DA2001 it⟧ }"],
    ['event a.b { key k, k: int, topic "x" }'],
    ['source s { topic: "x" } event a.b from s { k: int, ⟦DA1001 key k⟧ } '],
    ['source s { topic: "x" } event a.b from s { k: int, measure ⟦DA4002 m⟧: int, eventId: string }'],
    ["event a.b { key k, k: ⟦DA2001 Nope⟧ } demux d on ⟦DA5003 a.b⟧ { emit a.b { k: 1 } }"],
  ])("%s", (text) => expectErrors(`${P}${text}`));

  test.each([
    ["measure b: int, measure ⟦DA4002 c⟧: int", ""],
    ["measure b: int, ⟦DA2002 eventId⟧: string", ""],
    ['measure b: int, c: string as ⟦DA2002 "eventName"⟧', ", c: 1"],
  ])("what should not be there need not be set: %s", (fields, set) => {
    const event = `event usage.a.b { key k, k: int, ${fields} }`;
    expectErrors(
      `${P} source s { topic: "x" } event x.y from s { } demux d on x.y { ${"emit usage.a.b { k: 1, b: 2"}${set} } } ${event}`,
    );
  });
});

describe("stores", () => {
  test.each([
    ["store a { key k: int, x: int, y?: string, z: int | null }"],
    ["store ⟦DA4004 a⟧ { x: int }"],
    ["store a { key ⟦DA4004 k⟧: int | null }"],
    ["store a { key ⟦DA4004 k⟧?: int }"],
    ["store a { key ⟦DA4004 k⟧: int[] }"],
    ["store a { key k: int, ⟦DA2002 k⟧: int }"],
    [
      'source s { topic: "x" } event e.f from s { } store a { key k: int, v: int, ⟦DA2002 v⟧: sum of duration } gep g on e.f { update a(k: 1) { v: 1 } update a(k: 2) { v: 1m } update a(k: 3) { } }',
    ],
    ["store a { key k: int, userId: int, ⟦DA2002 user_id⟧: int }"],
    ['store a { key k: int, userId: int, user_id: int as "other" }'],
    ["store a { key k: int, x: sum of ⟦DA3001 string⟧ }"],
    ["store a { key k: int, x: min of ⟦DA3001 bool⟧, y: max of string, z: min of date }"],
    ["store a { key k: int, x: mean of ⟦DA3001 timestamp⟧ }"],
    ["store a { key k: int, x: distinct of ⟦DA3001 int[]⟧ }"],
    ["store a { key k: int, x: ema(⟦DA3004 0⟧) of int }"],
    ["store a { key k: int, x: ema(⟦DA3004 1.5⟧) of int, y: ema(1) of duration }"],
    ["external store a { key k: int, x: ⟦DA3001 sum⟧ of int }"],
    ["store a { key k: int, index (⟦DA2001 x⟧) }"],
    ["store a { key k: int, x: int, index (k, x) }"],
    ["store a { key k: int, x: ⟦DA2001 Nope⟧ } "],
    ["store a { key k: int } store ⟦DA2002 a⟧ { key k: int }"],
    ['store a { reserved x, "user_id"  key k: int, ⟦DA4007 x⟧: int, ⟦DA4007 userId⟧: int }'],
  ])("%s", (text) => expectErrors(`${P}${text}`));
});

describe("signals", () => {
  const store = "store s { key k: string, total: sum of int }";
  test.each([
    ["signal a.b of s { x: int, k: string }"],
    ["signal a.b of ⟦DA2001 t⟧ { x: int }"],
    ["signal a.b of s { ⟦DA2002 total⟧: int }"],
    ["record R { total: int } signal a.b of s { ...⟦DA2002 R⟧ }"],
    ['signal a.b of s { x: int as ⟦DA2002 "total"⟧ }'],
    ["signal a.b of s { ⟦DA2002 eventId⟧: int }"],
    ["signal a.b of s { x: int, ⟦DA2002 x⟧: int }"],
    ["signal a.b of s { ⟦DA1001 key k⟧ }"],
    ["event a.b { key k, k: int } signal ⟦DA2002 a.b⟧ of s { }"],
  ])("%s", (text) => expectErrors(`${P}${store} ${text}`));
});

describe("tests", () => {
  const send = "send order.placed";
  const all = `userId: "u", maybe: null, amount: 1, pieces: 1, count: null, kind: "new", status: "z",
    time: @2026-01-01T00:00:00Z, spent: 1m, day: @2026-01-01, uid: "6ba7b810-9dad-11d1-80b4-00c04fd430c8", open: true,
    extra: { a: [1, "x", null] }, place: { city: "x", floor: null }, tags: [], numbers: [1, null], kinds: ["new"],
    counts: { a: 1 }, node: { value: 1, children: [] }`;
  test.each([
    [`${send} { ${all} }`],
    [`${send} { $id: "1", $at: @2026-01-01T00:00:00Z, ${all} }`],
    ['send ⟦DA3003 order.placed⟧ { userId: "u" }'],
    ["send ⟦DA2001 order.place⟧ { }"],
    ["send ⟦DA5003 order.total⟧ { }"],
    [`${send} { ${all}, ⟦DA2001 colour⟧: 1 }`],
    [`${send} { ${all}, gone: ⟦DA3001 1⟧ }`],
    ['expect order.seen { userId: "u" }'],
    ["expect order.seen { userId: ⟦DA3001 1⟧, ⟦DA2001 x⟧: 1 }"],
    ["expect order.seen { note: null }"],
    ['expect order.seen { kind: ⟦DA3004 "old"⟧ }'],
    ["expect no order.seen"],
    ["expect dead order.seen"],
    ["expect waiting ⟦DA2001 order.sen⟧"],
    ["expect order.total { amount: { before: null, after: 1, changed: true } }"],
    ["expect order.total { amount: { after: 1 } }"],
    ["expect order.total { amount: ({ after: 1, ⟦DA2001 aftr⟧: 2 }) }"],
    ['expect order.seen { place: { city: "x" }, node: { next: { value: 1 } } }'],
    ['expect order.seen { place: { floor: ⟦DA3001 "x"⟧ }, home: { city: ⟦DA3002 null⟧ } }'],
    ['expect order.seen { place: { city: "x", ⟦DA2002 city⟧: "y" } }'],
    ["expect order.seen { node: { value: 1, children: [⟦DA3003 { value: 1 }⟧] } }"],
    ['expect dead order.seen { userId: "u" }'],
    ['expect waiting order.seen { ⟦DA2001 user⟧: "u" }'],
    ["expect no order.seen { place: { floor: 1 } }"],
    ['given totals(userId: "u") { kind: "new" }'],
    ['given ⟦DA3003 totals⟧(userId: "u") { }'],
    ['given others(userId: "u") { since: @2026-01-01T00:00:00Z }'],
    ['given ⟦DA6003 totals⟧() { kind: "new" }'],
    ['expect totals(userId: "u") { last: null, mean: 5m }'],
    ['expect totals(userId: "u") { ⟦DA2001 lst⟧: null }'],
    ['expect no totals(userId: "u")'],
    ['expect ⟦DA2001 total⟧(userId: "u")'],
    ["advance 5m"],
    ["advance ⟦DA3001 5⟧"],
    ['send web from "./x.jsonl"'],
    ['send ⟦DA2001 wb⟧ from "./x.jsonl"'],
    [`expect order.seen { userId: "\${limit}" }`],
    ["expect order.seen { userId: ⟦DA2001 amount⟧ }"],
  ])("%s", (steps) => expectErrors(`${PRELUDE} test "t" { ${steps} }`));
});

describe("suggestions", () => {
  test.each([
    ["type A = strin", "did you mean `string`?"],
    ['event a.b from s { } source ss { topic: "x" }', "did you mean `ss`?"],
    ['source ss { tpic: "x" }', "did you mean `topic`?"],
    ['source ss { topic: "x", from: usr }', "did you mean `user`?"],
  ])("%s", (text, suggestion) => {
    expect(analyzeText(`${P}${text}`).diagnostics.map((d) => d.suggestion)).toContain(suggestion);
  });
});

describe("one mistake gives one error", () => {
  test.each([
    [
      `import ⟦DA1003 "./gone.da"⟧ ${P} event a.b from gone { ...Gone, k: int, x: GoneToo } dep d on a.b { let r = goners(k) emit c.d { k: lost(k) } }`,
    ],
    [`${P} source s { ⟦DA2005 tpic⟧: "x" } event a.b from s { k: int }`],
    [`${P} event a.b { key ⟦DA4004 k⟧, k?: int } store t { key k: int, n: int } dep d on a.b { update t(k) { n: k } }`],
    [
      `${P} store t { key ⟦DA4004 k⟧: int | null } event a.b { key k, k: int } dep d on a.b { let r = t(k) if r != null && r.k > 1 { skip } }`,
    ],
    [
      `${P} event usage.a.b { key k, k: int, measure ⟦DA4003 c⟧: int } dep d on usage.a.b { emit usage.a.b { k, b: b + 1 } }`,
    ],
    [`${P} event a.b { key k, k: int, n?: int } dep d on a.b when ⟦DA2001 m⟧ != null { emit a.b { k: n + 1 } }`],
    [`${P} event a.b { key k, k: int, n?: int } dep d on a.b { if ⟦DA2001 m⟧ == null { skip } emit a.b { k: n + 1 } }`],
    [`${P} event a.b { key k, k: int, n: string } dep d on a.b { emit a.b { k, ⟦DA2001 m⟧: "x" } }`],
    [`${P} record R { k: int = ⟦DA3001 "x"⟧ } event a.b { key c, c: int, ...R } dep d on a.b { emit a.b { c } }`],
    [`${P} type A = int | ⟦DA2001 Nope⟧ event a.b { key k, k: int, a: A } dep d on a.b { emit a.b { k, a: 1 } }`],
    [`${P} fn f(n: ⟦DA2001 Nope⟧): int = n + 1 event a.b { key k, k: int } dep d on a.b { emit a.b { k: f("x") } }`],
    [
      `${P} event a.b { key k, k: int } dep d on a.b { let x = ⟦DA2001 nope⟧ emit a.b { k: x.y[0].z() + 1 } for z in x { if z in x { skip } } }`,
    ],
    [
      `${P} store s { key k: int, n: ⟦DA2001 Nope⟧ } event a.b { key k, k: int } dep d on a.b { update s(k) { n: "x" } }`,
    ],
    [
      `${P} store s { key k: int, n: sum of ⟦DA3001 string⟧ } event a.b { key k, k: int } dep d on a.b { update s(k) { n: 1 } }`,
    ],
  ])("%s", (text) => expectErrors(text));
});

describe("was", () => {
  const storesOf = (stores: string) => {
    const { diagnostics, model } = analyzeText(`${P} ${stores}`);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    return model?.stores ?? [];
  };
  const renames = (all: readonly { readonly name: string; readonly was: string | null }[]) =>
    all.map(({ name, was }) => `${name} was ${was}`);
  const columns = "{ key k: string n: sum of int }";

  test.each([
    [`store a ${columns} store b was "a" ${columns}`, ["a was null", "b was null"]],
    [`store a was "b" ${columns} store b was "a" ${columns}`, ["a was b", "b was a"]],
    [`store a was "b" ${columns}`, ["a was b"]],
  ])("of stores: %s", (text, expected) => expect(renames(storesOf(text))).toEqual(expected));

  test.each([
    ['n: sum of int m: sum of int was "n"', ["k was null", "n was null", "m was null"]],
    ['n: sum of int was "m" o: sum of int was "n"', ["k was null", "n was m", "o was n"]],
  ])("of columns: %s", (text, expected) => {
    const [store] = storesOf(`store a { key k: string ${text} }`);
    expect(renames(store?.columns ?? [])).toEqual(expected);
  });
});
