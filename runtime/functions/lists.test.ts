/** Methods of lists and maps, empty ones too. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  contains,
  distinct,
  first,
  greatest,
  last,
  least,
  lookup,
  mapValues,
  mean,
  meanMs,
  sorted,
  sum,
  sumInt,
} from "./lists.ts";

test("there is nothing in an empty list", () => {
  expect([first([]), last([]), least([]), greatest([]), mean([]), meanMs([])]).toEqual(Array(6).fill(null));
  expect([sum([]), sumInt([])]).toEqual([0, 0]);
});

test("ends", () => {
  expect([first([1, 2]), last([1, 2]), first([null, 2]), last([2, null])]).toEqual([1, 2, null, null]);
});

test("sums and means", () => {
  expect(sum([0.5, 1.25])).toBe(1.75);
  expect(sumInt([1, 2, 3])).toBe(6);
  expect(mean([1, 2])).toBe(1.5);
  expect(meanMs([1, 2])).toBe(2);
  expect(meanMs([-1, -2])).toBe(-1);
  expect(() => sum([1e308, 1e308])).toThrow("past what");
  expect(() => sumInt([2 ** 53 - 1, 1, -1])).toThrow("past ±(2^53 − 1)");
});

test("least and greatest, of numbers and of texts by UTF-16 units", () => {
  expect([least([3, -1, 2]), greatest([3, -1, 2])]).toEqual([-1, 3]);
  expect([least(["b", "B", "a"]), greatest(["😀", "�"])]).toEqual(["B", "�"]);
});

test("sorting leaves the list as it is", () => {
  const list = ["b", "a", "C"];
  expect(sorted(list)).toEqual(["C", "a", "b"]);
  expect(list).toEqual(["b", "a", "C"]);
  expect(sorted([10, 9, -1])).toEqual([-1, 9, 10]);
  expect(sorted([true, false])).toEqual([false, true]);
  expect(sorted(["�", "😀"])).toEqual(["😀", "�"]);
});

describe("distinct", () => {
  test("keeps each value where it came first", () => {
    expect(distinct([3, 1, 3, 2, 1])).toEqual([3, 1, 2]);
    expect(distinct(["a", null, "a", null, ""])).toEqual(["a", null, ""]);
    expect(distinct([{ a: 1 }, { a: 2 }, { a: 1 }])).toEqual([{ a: 1 }, { a: 2 }]);
  });

  test("does not take a text for the record that it writes", () => {
    expect(distinct([{ a: 1 }, '{"a":1}'])).toHaveLength(2);
  });

  test("is what a set has", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (list) => {
        expect(distinct(list)).toEqual([...new Set(list)]);
      }),
    );
  });
});

test("contains compares as the language does", () => {
  expect([contains([1, 2], 2), contains(["a", null], null), contains(["1"], 1)]).toEqual([true, true, false]);
});

test("maps have their own keys only", () => {
  const map: Record<string, number> = { a: 1 };
  expect([lookup(map, "a"), lookup(map, "b"), lookup(map, "constructor"), lookup(map, "__proto__")]).toEqual([
    1,
    null,
    null,
    null,
  ]);
  expect(mapValues(map, (value) => value + 1)).toEqual({ a: 2 });
  const odd = mapValues(JSON.parse('{"__proto__": 1}'), (value) => value);
  expect(Object.keys(odd)).toEqual(["__proto__"]);
});
