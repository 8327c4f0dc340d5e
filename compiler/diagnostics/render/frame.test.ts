import { describe, expect, test } from "vitest";
import { frame } from "./frame.ts";

/** The frame of a range given as `[line, column, line, column]`, as text. */
function show(text: string, [line, column, endLine, endColumn]: readonly number[], width = 80): string {
  const range = {
    start: { line: line ?? 1, column: column ?? 1 },
    end: { line: endLine ?? 1, column: endColumn ?? 1 },
  };
  const rows = frame(text.split("\n"), range, "^", width);
  return rows.map((row) => `${(row.number ?? "").padStart(2)}| ${row.text}`).join("\n");
}

describe("one line", () => {
  test("the range is underlined", () => {
    expect(show("one two three", [1, 5, 1, 8])).toBe(" 1| one two three\n  |     ^^^");
  });

  test("an empty range gets one mark", () => {
    expect(show("one", [1, 4, 1, 4])).toBe(" 1| one\n  |    ^");
  });

  test("tabs and wide signs move the mark", () => {
    expect(show("\t日本 x", [1, 5, 1, 6])).toBe(" 1|     日本 x\n  |          ^");
    expect(show('"日本"', [1, 2, 1, 4])).toBe(' 1| "日本"\n  |  ^^^^');
  });

  test("a range within one sign marks the whole sign", () => {
    expect(show("a🎉b", [1, 3, 1, 4])).toBe(" 1| a🎉b\n  |  ^^");
    expect(show("ae\u0301b", [1, 2, 1, 3])).toBe(" 1| ae\u0301b\n  |  ^");
  });

  test("an empty line brings the last one that says something", () => {
    expect(show("event a {\n\n", [3, 1, 3, 1])).toBe(" 1| event a {\n 3| \n  | ^");
    expect(show("", [1, 1, 1, 1])).toBe(" 1| \n  | ^");
  });
});

describe("several lines", () => {
  test("each is underlined from its first sign to its last", () => {
    expect(show("let x = {\n  a: 1  \n\n}", [1, 9, 4, 2])).toBe(
      " 1| let x = {\n  |         ^\n 2|   a: 1  \n  |   ^^^^\n 3| \n 4| }\n  | ^",
    );
  });

  test("a range that ends where a line begins leaves that line out", () => {
    expect(show("one\ntwo", [1, 1, 2, 1])).toBe(" 1| one\n  | ^^^");
  });

  test("the middle of a long range is left out", () => {
    const text = Array.from({ length: 9 }, (_, i) => `line ${i + 1}`).join("\n");
    expect(show(text, [2, 1, 9, 5])).toBe(
      " 2| line 2\n  | ^^^^^^\n 3| line 3\n  | ^^^^^^\n 4| line 4\n  | ^^^^^^\n  | …\n 9| line 9\n  | ^^^^",
    );
  });
});

describe("a line wider than the terminal", () => {
  const long = `${"a".repeat(50)}WRONG${"b".repeat(50)}`;

  test("is cut around the range", () => {
    expect(show(long, [1, 51, 1, 56], 21)).toBe(
      ` 1| …${"a".repeat(7)}WRONG${"b".repeat(7)}…\n  | ${" ".repeat(8)}^^^^^`,
    );
  });

  test("keeps its begin and its end where the range is there", () => {
    expect(show(long, [1, 1, 1, 3], 10)).toBe(" 1| aaaaaaaaa…\n  | ^^");
    expect(show(long, [1, 105, 1, 106], 10)).toBe(" 1| …bbbbbbbbb\n  |          ^");
  });

  test("shows the begin of a range that is itself too wide", () => {
    expect(show(long, [1, 1, 1, 106], 10)).toBe(" 1| aaaaaaaaa…\n  | ^^^^^^^^^");
  });

  test("does not cut through a wide sign", () => {
    expect(show("日本語日本語日本語x", [1, 10, 1, 11], 7)).toBe(" 1| …本語x\n  |      ^");
  });
});
