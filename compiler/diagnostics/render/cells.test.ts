import { describe, expect, test } from "vitest";
import { cellsOf, harmless } from "./cells.ts";

/** What is shown, and how many columns it takes. */
function shown(line: string): [string, number] {
  const cells = cellsOf(line);
  const last = cells.at(-1);
  return [cells.map((cell) => cell.shown).join(""), last === undefined ? 0 : last.column + last.width];
}

describe("cellsOf", () => {
  test.each([
    ["", "", 0],
    ["plain", "plain", 5],
    ["\ta\tb", "    a   b", 9],
    ["日本語", "日本語", 6],
    ["ｶﾅ", "ｶﾅ", 2],
    ["한국", "한국", 4],
    ["ＡＢ", "ＡＢ", 4],
    ["e\u0301a", "e\u0301a", 2],
    ["naïve", "naïve", 5],
    ["🎉!", "🎉!", 3],
    ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦", 2],
    ["☂\ufe0f", "☂\ufe0f", 2],
    ["☂", "☂", 1],
    ["🇩🇪", "🇩🇪", 2],
    ["a\u200bb", "a\u200bb", 2],
    ["\u001b[31m", "␛[31m", 5],
    ["a\u0000b\u007f", "a␀b␡", 4],
    ["a\u202eb", "a<U+202E>b", 10],
    ["a\ud800b", "a\ufffdb", 3],
  ])("%j takes its columns", (line, text, width) => {
    expect(shown(line)).toEqual([text, width]);
  });

  test("offsets count UTF-16 units", () => {
    expect(cellsOf("🎉é").map(({ index, length, column }) => [index, length, column])).toEqual([
      [0, 2, 0],
      [2, 1, 2],
    ]);
  });
});

test("harmless leaves nothing that a terminal obeys, and keeps line feeds", () => {
  expect(harmless("a\u001b]0;title\u0007\nb\u2066c")).toBe("a␛]0;title␇\nb<U+2066>c");
  expect(harmless("as it is: é 日本")).toBe("as it is: é 日本");
});
