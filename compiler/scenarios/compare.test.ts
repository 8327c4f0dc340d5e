import { describe, expect, test } from "vitest";
import type { TypeSpec } from "../../runtime/index.ts";
import { compared, fits, type Named, type Shape } from "./compare.ts";

const INT: TypeSpec = { kind: "int" };
const NUMBER: TypeSpec = { kind: "number" };
const TEXT: TypeSpec = { kind: "string" };

const SHAPE: Shape = {
  types: {
    Node: {
      kind: "record",
      fields: [
        { name: "n", type: INT },
        { name: "next", type: { kind: "nullable", of: { kind: "reference", name: "Node" } } },
      ],
    },
  },
  fields: [
    { name: "id", type: { kind: "uuid" } },
    { name: "n", type: { kind: "nullable", of: NUMBER } },
    { name: "i", type: INT },
    {
      name: "list",
      type: {
        kind: "list",
        of: {
          kind: "record",
          fields: [
            { name: "a", type: INT },
            { name: "b", type: TEXT },
          ],
        },
      },
    },
    { name: "map", type: { kind: "map", of: NUMBER } },
    { name: "json", type: { kind: "json" } },
    { name: "node", type: { kind: "reference", name: "Node" } },
    { name: "took", type: { kind: "duration", unit: "s" } },
  ],
};

const equal = (expected: Named, came: Named): boolean => fits(expected, came, SHAPE);

describe("equal are", () => {
  test.each<[string, Named, Named]>([
    ["no names", {}, { i: 1 }],
    ["what is absent and null", { n: null }, {}],
    ["numbers up to rounding", { n: 0.3 }, { n: 0.1 + 0.2 }],
    ["a mean that is nearly whole", { n: 3 }, { n: 3.0000000000000004 }],
    ["uuids in either case", { id: "ABC" }, { id: "abc" }],
    [
      "named fields of records, at every depth",
      { node: { next: { n: 2 } } },
      { node: { n: 1, next: { n: 2, next: null } } },
    ],
    ["maps in any order", { map: { a: 1, b: 2 } }, { map: { b: 2, a: 1 } }],
    ["JSON, whatever the order of its names", { json: { a: [1, { b: null }] } }, { json: { a: [1, { b: null }] } }],
    ["a record that a fn made, in a list", { list: [{ a: 1, b: "x" }] }, { list: [{ a: 1, b: "x" }] }],
  ])("%s", (_, expected, came) => {
    expect(equal(expected, came)).toBe(true);
    expect(compared(expected, came, SHAPE).every(({ same }) => same)).toBe(true);
  });
});

describe("not equal are", () => {
  test.each<[string, Named, Named, readonly string[]]>([
    ["null and 0", { n: null }, { n: 0 }, ["n: null, 0"]],
    [
      "integers that differ by one, however large",
      { i: 2 ** 53 - 1 },
      { i: 2 ** 53 - 2 },
      ["i: 9007199254740991, 9007199254740990"],
    ],
    ["lists of other lengths", { list: [] }, { list: [{ a: 1, b: "x" }] }, ['list: [], [{ a: 1, b: "x" }]']],
    [
      "lists in another order",
      { list: [{ a: 1 }, { a: 2 }] },
      { list: [{ a: 2 }, { a: 1 }] },
      ["list[0].a: 1, 2", "list[1].a: 2, 1"],
    ],
    ["maps with a name more", { map: { a: 1 } }, { map: { a: 1, b: 2 } }, ["map: { a: 1 }, { a: 1, b: 2 }"]],
    ["JSON with a name more", { json: { a: 1 } }, { json: { a: 1, "b c": 2 } }, ['json: { a: 1 }, { a: 1, "b c": 2 }']],
    ["a record and null", { node: { next: { n: 1 } } }, { node: { n: 1, next: null } }, ["node.next: { n: 1 }, null"]],
    [
      "parts of a record",
      { node: { n: 1, next: { n: 3 } } },
      { node: { n: 1, next: { n: 2, next: null } } },
      ["node.next.n: 3, 2"],
    ],
    ["durations", { took: 60_000 }, { took: 90_500 }, ["took: 1m, 1m30s500ms"]],
  ])("%s", (_, expected, came, told) => {
    expect(equal(expected, came)).toBe(false);
    const wrong = compared(expected, came, SHAPE).filter(({ same }) => !same);
    expect(wrong.map((line) => `${line.path}: ${line.expected}, ${line.came}`)).toEqual(told);
  });
});
