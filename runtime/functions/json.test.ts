/** What is found in JSON, and what is not. */
import { describe, expect, test } from "vitest";
import { asBool, asInt, asList, asNumber, asString, decodeBase64, dig, parseJson } from "./json.ts";

describe("dig", () => {
  const value = { a: { b: [{ c: 1 }, null] }, "": "empty", n: null };

  test.each([
    [["a", "b", 0, "c"], 1],
    [["a", "b", 1], null],
    [["a", "b", 2], null],
    [["a", "b", -1], null],
    [["a", "b", 0.5], null],
    [["a", "b", "0"], null],
    [["a", "b", "length"], null],
    [["a", 0], null],
    [["n", "x"], null],
    [["", "length"], null],
    [[""], "empty"],
    [["constructor"], null],
    [["__proto__"], null],
    [[], value],
  ])("%j", (path, found) => {
    expect(dig(value, ...path)).toEqual(found);
  });

  test("finds what is named as objects' own", () => {
    expect(dig(JSON.parse('{"__proto__": {"x": 1}}'), "__proto__", "x")).toBe(1);
  });
});

test("nothing is converted", () => {
  const values = ["1", 1, 1.5, true, null, [1], { a: 1 }, 2 ** 53];
  expect(values.map(asString)).toEqual(["1", null, null, null, null, null, null, null]);
  expect(values.map(asInt)).toEqual([null, 1, null, null, null, null, null, null]);
  expect(values.map(asNumber)).toEqual([null, 1, 1.5, null, null, null, null, 2 ** 53]);
  expect(values.map(asBool)).toEqual([null, null, null, true, null, null, null, null]);
  expect(values.map(asList)).toEqual([null, null, null, null, null, [1], null, null]);
  expect(asNumber(JSON.parse("1e999"))).toBeNull();
});

test("parseJson gives null where there is no JSON", () => {
  expect([parseJson('{"a":[1]}'), parseJson("1"), parseJson("null")]).toEqual([{ a: [1] }, 1, null]);
  expect([parseJson(""), parseJson("{a:1}"), parseJson("undefined")]).toEqual([null, null, null]);
});

describe("decodeBase64", () => {
  test.each([
    ["aGVsbG8=", "hello"],
    ["aGVsbG8", "hello"],
    ["", ""],
    ["4pyT", "✓"],
    ["8J-YgA", "😀"],
    ["8J+YgA==", "😀"],
    ["77u/YQ==", "\ufeffa"],
  ])("%j", (text, decoded) => {
    expect(decodeBase64(text)).toBe(decoded);
  });

  test.each(["a", "aGVsbG8==", "aGV sbG8=", "aGVs\nbG8=", "a-b/", "ä", "/w==", "aGVsbG8=x", "====", "="])(
    "no base64 or no UTF-8: %j",
    (text) => {
      expect(decodeBase64(text)).toBeNull();
    },
  );
});
