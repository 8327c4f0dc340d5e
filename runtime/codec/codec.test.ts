import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FieldSpec, TypeSpec } from "../api/definition.ts";
import { explain, type Form } from "./explain.ts";
import { readerOf } from "./read.ts";
import { compareText, isEqual, parseInstant } from "./scalars.ts";
import { conformOf, fieldsTextOf } from "./write.ts";

const types: Record<string, TypeSpec> = {
  Id: { kind: "string", min: 1, max: 8 },
  Line: {
    kind: "record",
    fields: [
      { name: "sku", type: { kind: "reference", name: "Id" } },
      { name: "pieces", wire: "n", type: { kind: "int", min: 1 }, default: 1 },
    ],
  },
  Node: {
    kind: "record",
    fields: [
      { name: "name", type: { kind: "string" } },
      { name: "kids", type: { kind: "list", of: { kind: "reference", name: "Node" } } },
    ],
  },
};

const field = (type: TypeSpec, more: Partial<FieldSpec> = {}): FieldSpec => ({ name: "x", type, ...more });

/** What a reader makes of `{"x": json}`; "refused" where it is none. */
function read(spec: FieldSpec, json: object): unknown {
  const value = readerOf([spec], types)({ ...json });
  return value === undefined ? "refused" : value[spec.name];
}

/** What is written of `{x: value}`. */
function write(spec: FieldSpec, value: unknown): string {
  const conforming = conformOf([spec], types)({ x: value });
  return conforming === undefined ? "refused" : fieldsTextOf([spec], types)(conforming);
}

function why(spec: FieldSpec, value: object, form: Form = "wire"): string | null {
  return explain([spec], value, form, types);
}

const lenient = (of: TypeSpec): TypeSpec => ({ kind: "lenient", of });
const nullable = (of: TypeSpec): TypeSpec => ({ kind: "nullable", of });

describe("reading", () => {
  test.each<[string, FieldSpec, object, unknown]>([
    ["an absent optional field is null", field({ kind: "int" }, { optional: true }), {}, null],
    ["null is absent", field({ kind: "uuid" }, { optional: true }), { x: null }, null],
    ["a default stands in for absent", field({ kind: "int" }, { default: 7 }), {}, 7],
    ["a default stands in for null", field(nullable({ kind: "int" }), { default: 7 }), { x: null }, 7],
    ["a default may be null", field(nullable({ kind: "uuid" }), { default: null }), {}, null],
    ["a default of a type that is converted", field({ kind: "uuid" }, { default: "d" }), {}, "d"],
    ["null of T | null is kept", field(nullable({ kind: "timestamp", unit: "iso" })), { x: null }, null],
    [
      "a uuid is in lower case",
      field({ kind: "uuid" }),
      { x: "00000000-0000-4000-8000-00000000000A" },
      "00000000-0000-4000-8000-00000000000a",
    ],
    ["no uuid", field({ kind: "uuid" }), { x: "b-17" }, "refused"],
    ["a day", field({ kind: "date" }), { x: "2024-02-29" }, "2024-02-29"],
    ["no such day", field({ kind: "date" }), { x: "2026-02-29" }, "refused"],
    ["no such month", field({ kind: "date" }), { x: "2026-13-01" }, "refused"],
    ["ms are rounded half up", field({ kind: "timestamp", unit: "ms" }), { x: 1.5 }, 2],
    ["negative ms too", field({ kind: "timestamp", unit: "ms" }), { x: -1.5 }, -1],
    ["seconds", field({ kind: "timestamp", unit: "s" }), { x: 1767225600.25 }, 1767225600250],
    ["no time at all", field({ kind: "timestamp", unit: "ms" }), { x: 9e15 }, "refused"],
    [
      "an ISO time with offset",
      field({ kind: "timestamp", unit: "iso" }),
      { x: "2026-03-01T09:00:00+01:00" },
      Date.UTC(2026, 2, 1, 8),
    ],
    ["an ISO time without offset", field({ kind: "timestamp", unit: "iso" }), { x: "2026-03-01T09:00:00" }, "refused"],
    ["seconds of a duration", field({ kind: "duration", unit: "s" }), { x: 180.5 }, 180500],
    ["a numeral", field(lenient({ kind: "int", max: 90 })), { x: "90" }, 90],
    ["a numeral past its bound", field(lenient({ kind: "int", max: 90 })), { x: "91" }, "refused"],
    ["a fraction for an int", field(lenient({ kind: "int" })), { x: "1.5" }, "refused"],
    ["no numeral", field(lenient({ kind: "number" })), { x: "" }, "refused"],
    ["hexadecimal is no numeral", field(lenient({ kind: "number" })), { x: "0x10" }, "refused"],
    ["an infinite number", field(lenient({ kind: "number" })), { x: Infinity }, "refused"],
    ["an infinite number for a string", field(lenient({ kind: "string" })), { x: Infinity }, "refused"],
    ["true in a string", field(lenient({ kind: "bool" })), { x: "true" }, true],
    ["a number for a string", field(lenient({ kind: "string", max: 3 })), { x: 12.5 }, "refused"],
    ["a shorter one", field(lenient({ kind: "string", max: 3 })), { x: 12 }, "12"],
    ["a numeral for a time", field(lenient({ kind: "timestamp", unit: "s" })), { x: "1.5" }, 1500],
    ["an optional lenient one", field(lenient({ kind: "int" }), { optional: true }), { x: null }, null],
    [
      "records in a list, with wire names",
      field({ kind: "list", of: { kind: "reference", name: "Line" } }),
      { x: [{ sku: "a", n: 2, more: 1 }, { sku: "b" }] },
      [
        { sku: "a", pieces: 2 },
        { sku: "b", pieces: 1 },
      ],
    ],
    ["a map of dates", field({ kind: "map", of: { kind: "date" } }), { x: { a: "2026-01-01" } }, { a: "2026-01-01" }],
    ["another wire name", field({ kind: "int" }, { wire: "y" }), { y: 1 }, 1],
    ["a name that every object has", field({ kind: "string" }, { optional: true, wire: "constructor" }), {}, null],
  ])("%s", (_title, spec, json, expected) => {
    expect(read(spec, json)).toEqual(expected);
    expect(why(spec, json) !== null).toBe(expected === "refused");
  });

  test("a map keeps a key named __proto__", () => {
    const json: unknown = JSON.parse('{"x": {"__proto__": "2026-01-01"}}');
    const value = read(field({ kind: "map", of: { kind: "date" } }), Object(json));
    expect(Object.keys(Object(value))).toEqual(["__proto__"]);
  });

  test("JSON nested too deeply is refused", () => {
    const deep = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));
    expect(read(field({ kind: "json" }), { x: deep(64) })).toEqual(deep(64));
    expect(read(field({ kind: "json" }), { x: deep(66) })).toBe("refused");
  });
});

describe("writing", () => {
  test.each<[string, FieldSpec, unknown, string]>([
    ["an absent field is left out", field({ kind: "int" }, { optional: true }), null, ""],
    ["undefined as well", field({ kind: "int" }, { optional: true }), undefined, ""],
    ["null of T | null is kept", field(nullable({ kind: "int" })), null, ',"x":null'],
    ["absent becomes null", field(nullable({ kind: "int" })), undefined, ',"x":null'],
    ["a default", field({ kind: "int" }, { default: 7 }), null, ',"x":7'],
    ["a wire name with quotes", field({ kind: "int" }, { wire: 'a"b' }), 1, ',"a\\"b":1'],
    ["escapes", field({ kind: "string" }), '"\n\u{1f600}\ud800', ',"x":"\\"\\n\u{1f600}\\ud800"'],
    ["minus zero", field({ kind: "number" }), -0, ',"x":0'],
    ["not a number", field({ kind: "number" }), Number.NaN, "refused"],
    ["an infinity", field({ kind: "number" }), Number.POSITIVE_INFINITY, "refused"],
    ["an unsafe integer", field({ kind: "int" }), 2 ** 53, "refused"],
    ["a fraction for an int", field({ kind: "int" }), 1.5, "refused"],
    ["past a bound", field({ kind: "number", max: 100 }), 250, "refused"],
    ["too long a string", field({ kind: "reference", name: "Id" }), "123456789", "refused"],
    ["the length is in UTF-16 units", field({ kind: "string", max: 1 }), "\u{1f600}", "refused"],
    ["a pattern", field({ kind: "string", pattern: "^[A-Z]{2}$" }), "de", "refused"],
    ["outside its union", field({ kind: "union", values: ["a"] }), "b", "refused"],
    ["an open union", field({ kind: "union", values: ["a"], open: true }), "b", ',"x":"b"'],
    ["an ISO time", field({ kind: "timestamp", unit: "iso" }), 0.4, ',"x":"1970-01-01T00:00:00.000Z"'],
    ["seconds", field({ kind: "timestamp", unit: "s" }), 1767225600250, ',"x":1767225600.25'],
    ["whole ms", field({ kind: "duration", unit: "ms" }), 1.5, ',"x":2'],
    ["nothing for a required field", field({ kind: "bool" }), undefined, "refused"],
    ["a list that is too long", field({ kind: "list", of: { kind: "int" }, max: 1 }), [1, 2], "refused"],
    ["a map", field({ kind: "map", of: { kind: "int" } }), { a: 1, "b\n": 2 }, ',"x":{"a":1,"b\\n":2}'],
    ["json", field({ kind: "json" }), { a: [null, "b"] }, ',"x":{"a":[null,"b"]}'],
    ["a record, closed", field({ kind: "reference", name: "Line" }), { sku: "s", more: 1 }, ',"x":{"sku":"s","n":1}'],
  ])("%s", (_title, spec, value, expected) => {
    expect(write(spec, value)).toBe(expected);
    expect(why(spec, { x: value }, "memory") !== null).toBe(expected === "refused");
  });

  test("a record of optional fields needs no comma before the first", () => {
    const inner: TypeSpec = {
      kind: "record",
      fields: [field({ kind: "int" }, { optional: true }), { name: "y", type: { kind: "bool" } }],
    };
    expect(write(field(inner), { y: true })).toBe(',"x":{"y":true}');
  });
});

test("a record may hold itself in a list", () => {
  const tree = field({ kind: "reference", name: "Node" });
  const value = { name: "a", kids: [{ name: "b", kids: [] }] };
  expect(write(tree, value)).toBe(',"x":{"name":"a","kids":[{"name":"b","kids":[]}]}');
  expect(read(tree, { x: value })).toEqual(value);
  expect(why(tree, { x: { name: "a", kids: [{ name: 1, kids: [] }] } })).toBe("x.kids[0].name: 1 is no string");
});

test("reasons name the place, the value and the bound", () => {
  expect(why(field({ kind: "number", max: 100 }, { name: "score" }), { score: 250 })).toBe(
    "score: 250 is more than 100",
  );
  expect(why(field({ kind: "list", of: { kind: "reference", name: "Line" } }), { x: [{ sku: "a" }, {}] })).toBe(
    "x[1].sku: is missing",
  );
  expect(why(field({ kind: "union", values: ["a", "b"] }), { x: "c" })).toBe('x: "c" is none of "a", "b"');
  expect(why(field(nullable({ kind: "int" })), {})).toBe("x: is missing");
});

test("what is written reads back as what conforms", () => {
  const spec: FieldSpec[] = [
    { name: "a", type: { kind: "string" } },
    { name: "b", optional: true, type: { kind: "timestamp", unit: "s" } },
    { name: "c", type: nullable({ kind: "timestamp", unit: "iso" }) },
    { name: "d", type: { kind: "list", of: nullable({ kind: "duration", unit: "s" }) } },
    { name: "e", type: { kind: "map", of: { kind: "number" } } },
    { name: "f", default: "x", type: { kind: "string" } },
    { name: "g", type: { kind: "json" } },
  ];
  const read = readerOf(spec, types);
  const conform = conformOf(spec, types);
  const text = fieldsTextOf(spec, types);
  const time = fc.integer({ min: -8e14, max: 8e14 });
  const some = fc.record({
    a: fc.string({ unit: "binary" }),
    b: fc.option(time),
    c: fc.option(time),
    d: fc.array(fc.option(fc.integer({ min: -1e12, max: 1e12 }))),
    e: fc.dictionary(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    f: fc.option(fc.string()),
    g: fc.jsonValue({ maxDepth: 4 }),
  });
  fc.assert(
    fc.property(some, (value) => {
      const conforming = conform(value);
      expect(conforming).toBeDefined();
      if (conforming === undefined) return;
      const json = JSON.parse(`{${text(conforming).slice(1)}}`);
      expect(isEqual(read(json), conforming)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("ISO 8601 times", () => {
  expect(parseInstant("2026-03-02T00:30:00+02:00")).toBe(Date.UTC(2026, 2, 1, 22, 30));
  expect(parseInstant("2026-03-02T00:30Z")).toBe(Date.UTC(2026, 2, 2, 0, 30));
  expect(parseInstant("2026-03-02T00:30:00.1234567-0130")).toBe(Date.UTC(2026, 2, 2, 2, 0, 0, 123));
  expect(parseInstant("0001-01-01T00:00:00Z")).toBe(-62135596800000);
  for (const wrong of [
    "2026-02-30T00:00:00Z",
    "2026-03-02T25:00:00Z",
    "2026-03-02",
    "2026-03-02 00:30:00Z",
    "x2026-03-02T00:30Z",
  ]) {
    expect(parseInstant(wrong)).toBeUndefined();
  }
});

test("strings are compared by code point", () => {
  const sorted = ["", "a", "ab", "b", "\ud7ff", "\uffff", "\u{10000}", "\u{1f600}"];
  for (const [i, a] of sorted.entries())
    for (const [j, b] of sorted.entries()) expect(compareText(a, b)).toBe(Math.sign(i - j));
});
