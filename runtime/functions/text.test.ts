/** Functions on strings, and which strings are numerals. */
import { describe, expect, test } from "vitest";
import { clampText, maxText, minText, replace, toInt, toNumber } from "./text.ts";

test("replace takes every occurrence, and its text as it is", () => {
  expect(replace("a-b-c", "-", "+")).toBe("a+b+c");
  expect(replace("aaa", "a", "$&$1$$")).toBe("$&$1$$$&$1$$$&$1$$");
  expect(replace("a.b", ".", "")).toBe("ab");
  expect(replace("ab", "", "-")).toBe("-a-b-");
});

describe("numerals", () => {
  test.each([
    ["12", 12, 12],
    ["-12", -12, -12],
    ["+7", 7, 7],
    ["007", 7, 7],
    ["-0", 0, 0],
    ["9007199254740991", 9007199254740991, 9007199254740991],
    ["9007199254740993", null, 9007199254740992],
    ["1.5", null, 1.5],
    ["-.5", null, -0.5],
    ["5.", null, 5],
    ["1e3", null, 1000],
    ["2E-2", null, 0.02],
    ["1e999", null, null],
    ["", null, null],
    [" 1", null, null],
    ["1 ", null, null],
    ["0x10", null, null],
    ["0b1", null, null],
    ["1_000", null, null],
    ["1,5", null, null],
    ["Infinity", null, null],
    ["NaN", null, null],
    ["١", null, null],
    ["1\n", null, null],
    [".", null, null],
    ["e5", null, null],
    ["--1", null, null],
  ])("%j", (text, integer, number) => {
    expect(toInt(text)).toBe(integer);
    expect(toNumber(text)).toBe(number);
  });
});

test("texts are compared by UTF-16 units", () => {
  expect(minText("b", "a", "c")).toBe("a");
  expect(maxText("b", "Z", "ä")).toBe("ä");
  // An emoji begins with a surrogate, which is below U+FFFD, though its code point is above.
  expect(maxText("😀", "�")).toBe("�");
  expect([clampText("m", "a", "k"), clampText("m", "n", "z"), clampText("m", "a", "z")]).toEqual(["k", "n", "m"]);
});
