// How values travel to PostgreSQL, as far as it can be told without one.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareText } from "../../codec/scalars.ts";
import { quotedName, shortName } from "./names.ts";
import { arrayOf, escaped, plainOf, selected, unescaped } from "./values.ts";

const texts = fc.string({ unit: fc.constantFrom("\u0000", "\u0001", "\u0002", "a", "\uffff", "\u{1f600}") });

describe("texts with characters that PostgreSQL does not keep", () => {
  test("come back as they were, and hold none of them on their way", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(escaped(text)).not.toContain("\u0000");
        expect(unescaped(escaped(text))).toBe(text);
      }),
    );
  });

  test("keep their order by code point", () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(compareText(escaped(a), escaped(b))).toBe(compareText(a, b));
      }),
    );
  });
});

describe("names", () => {
  test("are left as they are where PostgreSQL keeps them", () => {
    expect(shortName("a".repeat(63))).toBe("a".repeat(63));
    expect(quotedName('a"b')).toBe('"a""b"');
  });

  test("are cut without becoming one", () => {
    const long = ["ä".repeat(40), `${"ä".repeat(39)}ö`].map(shortName);
    expect(new Set(long).size).toBe(2);
    for (const name of long) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
    expect(shortName("a".repeat(64))).toMatch(/^a{54}_[0-9a-f]{8}$/);
  });
});

test("an array has its head, and each value its length", () => {
  expect([...arrayOf("int", [1, null, -1])]).toEqual([
    ...[0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 20, 0, 0, 0, 3, 0, 0, 0, 1],
    ...[0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1],
    ...[255, 255, 255, 255],
    ...[0, 0, 0, 8, 255, 255, 255, 255, 255, 255, 255, 255],
  ]);
  expect(arrayOf("text", ["é"]).subarray(20).toString("hex")).toBe("00000002c3a9");
});

test("the year 0 is 1 BC", () => {
  expect(plainOf("0001-02-29 BC", "date")).toBe("0000-02-29");
  expect(plainOf("2026-11-23", "date")).toBe("2026-11-23");
  expect(selected('t."a"', "int")).toBe('t."a"');
});
