import { describe, expect, test } from "vitest";
import type { Expr, Model, Stmt } from "./model.ts";
import { analyzeText } from "./testing/marked.ts";
import { dep, PRELUDE } from "./testing/prelude.ts";

function modelOf(text: string): Model {
  const { model, diagnostics } = analyzeText(text);
  expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  if (model === null) {
    throw new Error("no model");
  }
  return model;
}

function statements(text: string, name = "under_test"): readonly Stmt[] {
  const body = modelOf(text).handlers.find((handler) => handler.name === name)?.body;
  return body?.kind === "statements" ? body.statements : [];
}

/** The values of the first emit, by field. */
function emitted(text: string): Record<string, Expr> {
  const emit = statements(text).find((statement) => statement.kind === "emit");
  return Object.fromEntries(emit?.kind === "emit" ? emit.fields.map((f) => [f.name, f.value]) : []);
}

const MORE = `
  record Big { city: string, zip?: string, floor: int | null, extra: bool }
  record Small { city: string, name?: string, size: int = 3 }
  event place.seen { key id, id: string, place: Small, places: Small[], any: json, d: int = 7, e?: int = 8, o?: int }
`;

describe("values given to fields", () => {
  const emit =
    'let big = { city: "c", floor: 1, extra: true } emit place.seen { id: userId, place: big, places: [big], any: time';

  test("are spelt out in the event's order, unset ones null or their default", () => {
    const fields = emitted(`${dep(`${emit} }`)}${MORE}`);
    expect(Object.keys(fields)).toEqual(["id", "place", "places", "any", "d", "e", "o"]);
    expect(fields.d).toMatchObject({ kind: "literal", value: 7 });
    expect(fields.e).toMatchObject({ kind: "literal", value: 8 });
    expect(fields.o).toMatchObject({ kind: "literal", value: null });
  });

  test("are converted where they have other fields", () => {
    const fields = emitted(`${dep(`${emit} }`)}${MORE}`);
    expect(fields.place).toMatchObject({ kind: "convert", type: { kind: "reference", name: "Small" } });
    expect(fields.places).toMatchObject({ kind: "list", items: [{ value: { kind: "convert" } }] });
    expect(fields.any).toMatchObject({ kind: "toJson", type: { kind: "json" } });
  });

  test("have the default behind what may be null", () => {
    const fields = emitted(`${dep(`${emit}, d: count, e: count, o: count }`)}${MORE}`);
    expect(fields.d).toMatchObject({ kind: "binary", operator: "??", type: { kind: "int" } });
    expect(fields.e).toMatchObject({ kind: "binary", operator: "??" });
    expect(fields.o).toMatchObject({ kind: "field", type: { kind: "nullable" } });
  });

  test("are filled inside records too", () => {
    const literal = emit.replace("place: big", 'place: { city: "x" }');
    expect(emitted(`${dep(`${literal} }`)}${MORE}`).place).toMatchObject({
      kind: "record",
      fields: [{ name: "city" }, { name: "name", value: { value: null } }, { name: "size", value: { value: 3 } }],
    });
  });
});

test("arguments and results of functions are held to their bounds where they may exceed them", () => {
  const [first, second] = statements(dep("let a = capped(pieces) let b = capped(2) if a == b { skip }"));
  expect(first).toMatchObject({ kind: "let", value: { kind: "call", arguments: [{ kind: "bounded" }] } });
  expect(second).toMatchObject({ kind: "let", value: { kind: "call", arguments: [{ kind: "literal" }] } });
  const model = modelOf(`${PRELUDE} fn f(n: int): int(0..5) = n fn g(n: int(1..3)): int(0..5) = n`);
  expect(model.functions.find((fn) => fn.name === "f")?.body.kind).toBe("bounded");
  expect(model.functions.find((fn) => fn.name === "g")?.body.kind).toBe("local");
});

test("uuids are held in lower case", () => {
  const [statement] = statements(dep('if uid == "6BA7B810-9DAD-11D1-80B4-00C04FD430C8" { skip }'));
  expect(statement).toMatchObject({ condition: { right: { value: "6ba7b810-9dad-11d1-80b4-00c04fd430c8" } } });
});

describe("events", () => {
  test("have topics by who emits them", () => {
    const text = `pipeline p { topics: "x" }
      source s { topic: "in" } event a.b from s { k: int }
      event usage.c.d as "usage.c.dd" { key k, k: int, measure d: int }
      event e.f { key k, k: int } event e.g { key k, k: int } event h.i { key k, k: int, topic "own" }
      demux one on a.b { emit usage.c.d { k, d: 1 } emit e.f { k } }
      dep two on usage.c.d { emit e.g { k } emit h.i { k } }`;
    const topics = modelOf(text).events.map(({ name, topic }) => [name, topic]);
    expect(topics).toEqual([
      ["a.b", "in"],
      ["usage.c.d", "x.demux.c.dd"],
      ["e.f", "x.demux.e"],
      ["e.g", "x.dep.e"],
      ["h.i", "own"],
    ]);
  });

  test("know their measure and key", () => {
    const text = `pipeline p { } event usage.a.b { key (k, l), k: int, l: int, r: { measure b: int } }
      source s { topic: "in", key: k } event c.d from s { k: int }`;
    const [usage, source] = modelOf(text).events;
    expect(usage).toMatchObject({ sort: "usage", measure: ["r", "b"], key: ["k", "l"], source: null });
    expect(source).toMatchObject({ sort: null, measure: null, key: ["k"], source: "s" });
  });

  test("say which record a field was included from", () => {
    const text = "pipeline p { } record A { a: int } record B { ...A, b: int } event x.y { key a, ...B, c: int }";
    const fields = modelOf(text).events[0]?.fields.map(({ name, from }) => [name, from]);
    expect(fields).toEqual([
      ["a", "B"],
      ["b", "B"],
      ["c", null],
    ]);
  });
});

test("signals carry the key, their own fields, and the change of every other column", () => {
  const [signal] = modelOf(PRELUDE).signals;
  expect(signal?.fields.map((field) => field.name)).toEqual(["kind2", "note"]);
  expect(signal?.allFields.map((field) => field.name)).toEqual([
    "userId",
    "kind2",
    "note",
    "amount",
    "last",
    "kind",
    "seen",
    "mean",
  ]);
  expect(signal?.allFields.at(3)?.type).toMatchObject({
    kind: "record",
    fields: [
      { name: "before", type: { kind: "nullable", of: { kind: "number" } } },
      { name: "after", type: { kind: "number" } },
      { name: "changed", type: { kind: "bool" } },
    ],
  });
});

test("stores know what their columns take and read as", () => {
  const text = `pipeline p { } store s { a: sum of int(0..5), key userId: string, b: distinct of string, c: mean of duration,
    d?: int, e: int | null as "ee", f: ema(0.5) of int, g: first of string, table "t", index (a, userId) }`;
  const [store] = modelOf(text).stores;
  expect(store).toMatchObject({ table: "t", indexes: [["a", "userId"]] });
  expect(store?.columns.map(({ name, sql, kind, reads }) => [name, sql, kind, reads.kind])).toEqual([
    ["userId", "user_id", "key", "string"],
    ["a", "a", "sum", "int"],
    ["b", "b", "distinct", "int"],
    ["c", "c", "mean", "nullable"],
    ["d", "d", "plain", "nullable"],
    ["e", "ee", "plain", "nullable"],
    ["f", "f", "ema", "nullable"],
    ["g", "g", "first", "nullable"],
  ]);
});

test("handlers say what they touch, in the order of first mention", () => {
  const text = dep(`require o = others(userId) else skip
    let r = totals(userId)
    let c = update rows(a: userId, b: 1) { plain: 1, place, list: tags }
    if c.before == null && r != null && o.since == time { emit usage.order.pieces { userId, pieces: 1 } }
    delete rows(a: userId, b: 2)`);
  expect(modelOf(text).handlers.find((handler) => handler.name === "under_test")).toMatchObject({
    reads: ["others", "totals"],
    updates: ["rows"],
    deletes: ["rows"],
    emits: ["usage.order.pieces"],
    changes: ["rows"],
    waits: [],
  });
});

test("keys are in the order of the store's", () => {
  const [statement] = statements(dep("update rows(b: 1, a: userId) { plain: 1, place, list: tags }"));
  expect(statement).toMatchObject({ keys: [{ kind: "field" }, { kind: "literal", value: 1 }] });
});

test("errors mark what they stand in, and what rests on it", () => {
  const text = `pipeline p { } record A { a: Nope } store s { key k: int, x: Nope } source w { topic: 1 }
    event a.b from w { ...A, k: int } event c.d { key k, k: int } signal e.f of s { } dep d on c.d { dead 1 } dep f on c.d { skip }`;
  const { model } = analyzeText(text);
  const broken = (declared: readonly { readonly name: string; readonly broken: boolean }[]) =>
    declared.flatMap((d) => (d.broken ? [d.name] : []));
  expect(broken(model?.types ?? [])).toEqual(["A"]);
  expect(broken(model?.sources ?? [])).toEqual(["w"]);
  expect(broken(model?.stores ?? [])).toEqual(["s"]);
  expect(broken(model?.events ?? [])).toEqual(["a.b"]);
  expect(broken(model?.signals ?? [])).toEqual(["e.f"]);
  expect(broken(model?.handlers ?? [])).toEqual(["d"]);
});

test("defaults, parameters and settings are values", () => {
  const text = `pipeline p { retention: 2h }
    param d: duration = 5m param t: timestamp = @2026-01-01T00:00:00Z param l: int[] = [1, 2] param j: json = { a: [1, "x"] }
    record A { x: uuid = "6BA7B810-9DAD-11D1-80B4-00C04FD430C8", r: { y: int, z?: int } = { y: 1 } }`;
  const model = modelOf(text);
  expect(model.pipeline.retention).toBe(7_200_000);
  expect(model.params.map((param) => param.value)).toEqual([300_000, 1_767_225_600_000, [1, 2], { a: [1, "x"] }]);
  const [record] = model.types;
  expect(record?.type.kind === "record" ? record.type.fields.map((field) => field.defaultValue) : []).toEqual([
    "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    { y: 1, z: null },
  ]);
});

test("an empty text is told as it is written", () => {
  const texts = 'param a: string(1..20) = "" param b: "x" | "y" = "" param c: uuid = ""';
  expect(analyzeText(`pipeline p { } ${texts}`).diagnostics.map(({ message }) => message)).toEqual([
    '`""` is not within `string(1..20)`: correct it, or the type.',
    '`""` is none of `x` or `y`: use one of these, or add it to the type.',
    '`""` is no `uuid`.',
  ]);
});

test("the model is JSON", () => {
  const model = modelOf(PRELUDE);
  expect(JSON.parse(JSON.stringify(model))).toEqual(model);
});

test("no text makes it throw, and a word less is told", () => {
  const words = [...PRELUDE.matchAll(/[A-Za-z_]\w*|"[^"\n]*"|\d[\w.]*|[^\s\w]/g)].filter((_, index) => index % 9 === 0);
  for (const { index, 0: word } of words) {
    const { model, diagnostics } = analyzeText(PRELUDE.slice(0, index) + PRELUDE.slice(index + word.length));
    expect(model !== null || diagnostics.length > 0).toBe(true);
  }
});
