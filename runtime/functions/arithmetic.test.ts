/** Arithmetic at the edges of what numbers can hold. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ceil, clamp, divide, divideMs, finite, floor, int, ms, remainder, round, trunc } from "./arithmetic.ts";
import { ValueFault } from "./fault.ts";

const overflow = expect.objectContaining({ name: "ValueFault", code: "overflow" });

describe("int", () => {
  test("passes what an integer can be", () => {
    for (const value of [0, 1, -1, 2 ** 53 - 1, 1 - 2 ** 53]) expect(int(value)).toBe(value);
  });

  test("makes -0 an ordinary 0", () => {
    expect(Object.is(int(-1 * 0), 0)).toBe(true);
  });

  test("overflows past ±(2^53 − 1)", () => {
    for (const value of [2 ** 53, -(2 ** 53), 1e300, Number.POSITIVE_INFINITY, Number.NaN]) {
      expect(() => int(value)).toThrow(overflow);
    }
  });

  test("finds every sum and product that is out of range, though floating point rounds it", () => {
    const integer = fc.maxSafeInteger();
    fc.assert(
      fc.property(integer, integer, fc.constantFrom("+", "-", "*"), (a, b, operator) => {
        const exact =
          operator === "+" ? BigInt(a) + BigInt(b) : operator === "-" ? BigInt(a) - BigInt(b) : BigInt(a) * BigInt(b);
        const value = operator === "+" ? a + b : operator === "-" ? a - b : a * b;
        const isSafe = exact <= Number.MAX_SAFE_INTEGER && exact >= Number.MIN_SAFE_INTEGER;
        if (isSafe) expect(int(value)).toBe(Number(exact));
        else expect(() => int(value)).toThrow(ValueFault);
      }),
    );
  });
});

test("finite passes numbers and refuses the rest", () => {
  expect(finite(Number.MAX_VALUE)).toBe(Number.MAX_VALUE);
  for (const value of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]) {
    expect(() => finite(value)).toThrow(overflow);
  }
});

test("ms rounds halves up and refuses what is no time", () => {
  expect([0.5, 1.5, -0.5, -1.5, 2.4, 0.49999999999999994].map(ms)).toEqual([1, 2, 0, -1, 2, 0]);
  expect(Object.is(ms(-0.2), 0)).toBe(true);
  expect(() => ms(2 ** 53)).toThrow(overflow);
  expect(() => ms(Number.NaN)).toThrow(overflow);
});

describe("rounding", () => {
  const cases: [number, number, number, number, number][] = [
    // value, round, floor, ceil, trunc
    [2.5, 3, 2, 3, 2],
    [-2.5, -2, -3, -2, -2],
    [0.49999999999999994, 0, 0, 1, 0],
    [-0.49999999999999994, 0, -1, 0, 0],
    [4503599627370495.5, 4503599627370496, 4503599627370495, 4503599627370496, 4503599627370495],
    [-4503599627370495.5, -4503599627370495, -4503599627370496, -4503599627370495, -4503599627370495],
    [9007199254740991, 9007199254740991, 9007199254740991, 9007199254740991, 9007199254740991],
  ];

  test.each(cases)("%d", (value, rounded, floored, ceiled, cut) => {
    expect([round(value), floor(value), ceil(value), trunc(value)]).toEqual([rounded, floored, ceiled, cut]);
  });

  test("overflows past the integers", () => {
    for (const fn of [round, floor, ceil, trunc]) expect(() => fn(1e300)).toThrow(overflow);
  });
});

test("division by zero is null, and else a number", () => {
  expect([divide(1, 0), divide(1, -0), divideMs(1, 0), remainder(1, 0)]).toEqual([null, null, null, null]);
  expect([divide(1, 4), divideMs(10, 4), remainder(7, 3), remainder(-7, 3)]).toEqual([0.25, 3, 1, -1]);
  expect(Object.is(remainder(-6, 3), 0)).toBe(true);
  expect(() => divide(1e308, 1e-308)).toThrow(overflow);
  expect(() => divideMs(2 ** 50, 0.001)).toThrow(overflow);
});

test("clamp keeps within the limits, the upper one first", () => {
  expect([clamp(5, 0, 3), clamp(-5, 0, 3), clamp(2, 0, 3), clamp(2, 3, 0)]).toEqual([3, 0, 2, 0]);
});
