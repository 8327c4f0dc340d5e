// Inclusion of patterns: what is known by thought, and random patterns against the engine's own matching.
import { describe, expect, test } from "vitest";
import { Chance } from "../documents/chance.ts";
import { EVERY_TEXT, inclusion, shortest, type TextSet } from "./inclusion.ts";
import { sampleText } from "./sample.ts";

const of = (pattern: string | null, min = 0, max = Number.POSITIVE_INFINITY): TextSet => ({ min, max, pattern });

describe("included", () => {
  test.each([
    [of("^[a-c]+$"), of("^[a-z]*$")],
    [of("^[A-Z]{2}$"), of("^[A-Z]{1,3}$")],
    [of("^ab|cd$"), of("ab|cd")],
    [of("^(foo|bar)$"), of("^\\w{3}$")],
    [of("^(a|b)*$"), of("^(a*b*)*$")],
    [of("^\\d{4}-\\d{2}$"), of(null, 7, 7)],
    [of("^[a-z]+$", 0, 3), of("^[a-z]{0,3}$")],
    [of("^\\p{Lu}$"), of("^\\p{L}$")],
    [of("^[^\\d]$"), of("^\\D$")],
    [of("^\\u{1F600}$"), of(null, 2, 2)],
    [of("^\\uD83D\\uDE00$"), of("^😀$")],
    [of("^(?:a+)+$"), of("^a+$")],
    [of("x"), of("(?<name>x)")],
    [of("^$"), of(null, 0, 0)],
    [of(null, 0, 4), of(null, 0, 8)],
    [of("^(?!x)a$"), of("^(?!x)a$")],
  ])("%j in %j", (inner, outer) => {
    expect(inclusion(inner, outer)).toEqual({ kind: "included" });
  });
});

describe("not included, with a text that shows it", () => {
  test.each([
    [of("^[a-z]+$"), of("^[a-c]+$"), "x"],
    [of("^[A-Z]{1,3}$"), of("^[A-Z]{2}$"), "A"],
    [of("a"), of("^a"), "ba"],
    [of("a"), of("a$"), "ab"],
    [of("^a*$"), of("^a+$"), ""],
    [of("^(a*b*)*$"), of("^(a|b)*c?$", 0, 2), "aaa"],
    [of("^\\s$"), of("^[ \\t]$"), "\n"],
    [of("^.$"), of(null, 0, 1), "\u{10000}"],
    [of(null, 0, 4), of(null, 0, 3), "aaaa"],
    [of(null, 0, 4), of(null, 1, 4), ""],
    [EVERY_TEXT, of("^[\\s\\S]{1,2}$"), ""],
  ])("%j in %j", (inner, outer, text) => {
    expect(inclusion(inner, outer)).toEqual({ kind: "outside", text });
  });
});

test.each([
  [of("^(?=a)a$"), of("^a$")],
  [of("^a$"), of("^(a)\\1$")],
  [of("\\ba"), of("a")],
  [of("^(?:[ab]{900}){900}$"), of("^a$")],
])("%j in %j is not known", (inner, outer) => {
  expect(inclusion(inner, outer)).toEqual({ kind: "unknown" });
});

test("a shortest text", () => {
  expect(shortest(of("^(ab|c)+d{2}$"))).toBe("cdd");
  expect(shortest(of("a", 3))).toBe("aaa");
  expect(shortest(of("^a$", 2))).toBeNull();
});

/** A random pattern of few letters, so that sets overlap. */
function patternBy(chance: Chance, depth = 3): string {
  const part = (): string => patternBy(chance, depth - 1);
  if (depth === 0) return chance.one(["a", "b", "[ab]", ".", "c", "[^a]"]);
  switch (chance.int(0, 6)) {
    case 0:
      return `(?:${part()}|${part()})`;
    case 1:
      return `(?:${part()})${chance.one(["*", "+", "?", "{2}", "{1,2}"])}`;
    case 2:
      return `^${part()}`;
    case 3:
      return `${part()}$`;
    default:
      return `${part()}${part()}`;
  }
}

test("random patterns: what is included holds every text, and what is outside is outside", () => {
  const chance = new Chance(20_261_123);
  const counts = { included: 0, outside: 0, unknown: 0 };
  for (let i = 0; i < 600; i++) {
    const inner = of(patternBy(chance), chance.int(0, 1), chance.int(1, 5));
    const outer = of(patternBy(chance), chance.int(0, 1), chance.int(3, 7));
    const found = inclusion(inner, outer);
    counts[found.kind]++;
    const isIn = (text: string, { min, max, pattern }: TextSet) =>
      text.length >= min && text.length <= max && new RegExp(pattern ?? "", "u").test(text);
    if (found.kind === "outside") {
      expect([isIn(found.text, inner), isIn(found.text, outer)], JSON.stringify({ inner, outer, found })).toEqual([
        true,
        false,
      ]);
    }
    for (let j = 0; j < 20 && found.kind === "included"; j++) {
      const text = sampleText(inner, chance);
      if (text === null) break;
      expect(isIn(text, inner)).toBe(true);
      expect(isIn(text, outer), JSON.stringify({ inner, outer, text })).toBe(true);
    }
  }
  expect(counts.unknown).toBe(0);
  expect(counts.included).toBeGreaterThan(20);
  expect(counts.outside).toBeGreaterThan(200);
});
