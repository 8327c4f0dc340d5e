/** Bounds, and values that may be null. */
import { describe, expect, test } from "vitest";
import type { TypeSpec } from "../api/definition.ts";
import { bounded } from "./bounds.ts";
import { omitNull, oneOf, optional, present } from "./values.ts";

describe("bounded", () => {
  const cases: [TypeSpec, unknown[], unknown[]][] = [
    [{ kind: "int", min: 0, max: 10 }, [0, 10], [-1, 11]],
    [{ kind: "number", max: 1.5 }, [1.5, -1e9], [1.6]],
    [{ kind: "string", min: 1, max: 2 }, ["a", "ab", "😀"], ["", "abc", "😀a"]],
    [{ kind: "string", pattern: "^[A-Z]$" }, ["A"], ["a", "AA"]],
    [{ kind: "union", values: ["a"] }, ["a"], ["b"]],
    [{ kind: "union", values: ["a"], open: true }, ["a", "b"], []],
    [{ kind: "uuid" }, ["01234567-89ab-cdef-0123-456789ABCDEF"], ["x"]],
    [{ kind: "nullable", of: { kind: "int", min: 1 } }, [null, 1], [0]],
    [{ kind: "list", of: { kind: "int", max: 1 }, min: 1, max: 2 }, [[1], [0, 1]], [[], [1, 1, 1], [2]]],
    [{ kind: "map", of: { kind: "int", max: 1 } }, [{}, { a: 1 }], [{ a: 2 }]],
    [
      {
        kind: "record",
        fields: [
          { name: "a", type: { kind: "int", max: 1 } },
          { name: "b", optional: true, type: { kind: "string", min: 1 } },
        ],
      },
      [
        { a: 1, b: null },
        { a: 1, b: "x" },
      ],
      [
        { a: 2, b: null },
        { a: 1, b: "" },
      ],
    ],
  ];

  test.each(cases)("%j", (type, good, bad) => {
    for (const value of good) expect(bounded(value, type)).toBe(value);
    for (const value of bad) expect(() => bounded(value, type)).toThrow(expect.objectContaining({ code: "bounds" }));
  });

  test("says what is wrong", () => {
    expect(() => bounded(11, { kind: "int", max: 10 })).toThrow("A value 11 is above 10.");
  });
});

test("present and oneOf pass what is there", () => {
  expect([present(0), present(""), present(false)]).toEqual([0, "", false]);
  expect(() => present(null)).toThrow("is null");
  expect(oneOf("a", "a", "b")).toBe("a");
  expect(() => oneOf("c", "a", "b")).toThrow(expect.objectContaining({ code: "bounds" }));
});

test("optional and omitNull", () => {
  expect([optional(1, (n) => n + 1), optional<number, number>(null, (n) => n + 1)]).toEqual([2, null]);
  expect(omitNull({ a: 1, b: null, c: 0 })).toEqual({ a: 1, c: 0 });
});
