import { describe, expect, it } from "vitest";
import { scan } from "./scanner.ts";

function tokens(text: string): readonly string[] {
  return scan(text)
    .tokens.slice(0, -1)
    .map((token) => token.image);
}

function values(text: string): readonly unknown[] {
  return scan(text)
    .tokens.slice(0, -1)
    .map((token) => token.value);
}

function problems(text: string): readonly string[] {
  return scan(text).problems.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

describe("marks and numbers", () => {
  it.each([
    ["1..64", ["1", "..", "64"]],
    ["..64", ["..", "64"]],
    ["0..", ["0", ".."]],
    ["1.5..2.5", ["1.5", "..", "2.5"]],
    ["-40..85", ["-", "40", "..", "85"]],
    ["...a", ["...", "a"]],
    ["[...[1]]", ["[", "...", "[", "1", "]", "]"]],
    ["a?.b ?? c", ["a", "?.", "b", "??", "c"]],
    ["x?: int", ["x", "?", ":", "int"]],
    ["a=>b>=c", ["a", "=>", "b", ">=", "c"]],
    ["map<map<int>>={}", ["map", "<", "map", "<", "int", ">", ">", "=", "{", "}"]],
    ["!a!=b", ["!", "a", "!=", "b"]],
    ["a-1", ["a", "-", "1"]],
    ["@2026-01-01T00:00:00Z-1h", ["@2026-01-01T00:00:00Z", "-", "1h"]],
  ])("splits %s", (text, expected) => {
    expect(tokens(text)).toEqual(expected);
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ["12", 12],
    ["1_000", 1000],
    ["1.5", 1.5],
    ["0", 0],
    ["500ms", 500],
    ["90s", 90_000],
    ["1h30m", 5_400_000],
    ["14d", 1_209_600_000],
    ["1d2h3m4s5ms", 93_784_005],
    ["1m5ms", 60_005],
    ["@2026-11-23", "2026-11-23"],
    ["@2024-02-29", "2024-02-29"],
    ["@1970-01-01T00:00:00Z", 0],
    ["@1970-01-01T01:00:00.25+01:00", 250],
    ["@1969-12-31T23:59:59.999Z", -1],
  ])("reads %s", (text, value) => {
    expect(values(text)).toEqual([value]);
    expect(problems(text)).toEqual([]);
  });

  it.each([
    "5x",
    "1m2h",
    "1h1h",
    "1ms1s",
    "1.5h",
    "0x1F",
    "1_",
    "1__0",
    "007",
    "@2026-02-30",
    "@2026-13-01",
    "@2023-02-29",
    "@2026-1-5",
    "@2026-11-23T10:00:00",
    "@2026-11-23T10:00Z",
    "@2026-11-23T24:00:00Z",
    "@2026-11-23T10:60:00Z",
    "@2026-11-23T10:00:00.1234Z",
    "@2026-11-23T10:00:00+25:00",
    "@noon",
  ])("refuses %s as a whole", (text) => {
    expect(problems(`a ${text} b`)).toEqual([`DA1002 ${text}`]);
    expect(tokens(`a ${text} b`)).toEqual(["a", text, "b"]);
  });
});

describe("strings", () => {
  it("resolves escapes", () => {
    expect(values('"a\\"b\\\\c\\n\\t\\$\\u{2713}\\u{1F600}"')).toEqual(['a"b\\c\n\t$✓😀']);
  });

  it("splits texts with expressions", () => {
    expect(tokens('"a ${b} c ${ {d: 1}.d } e"')).toEqual([
      '"a ${',
      "b",
      "} c ${",
      "{",
      "d",
      ":",
      "1",
      "}",
      ".",
      "d",
      '} e"',
    ]);
    expect(tokens('"${"x"}" "$"')).toEqual(['"${', '"x"', '}"', '"$"']);
    expect(values('"\\${a}"')).toEqual(["${a}"]);
  });

  it("lets an expression in a text go over lines", () => {
    expect(tokens('"a ${\n b // }"\n} c"')).toEqual(['"a ${', "b", '} c"']);
  });

  it.each([
    ['"\\q"', "DA1002 \\q"],
    ['"\\u{zz}"', "DA1002 \\u{zz}"],
    ['"\\u{110000}"', "DA1002 \\u{110000}"],
    ['"\\u{d800}"', "DA1002 \\u{d800}"],
    ['"\\u2713"', "DA1002 \\u2713"],
    ['"${"${a}"}"', "DA1001 ${"],
  ])("tells what is wrong in %s", (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it.each([
    ['a: "b\nc', ["a", ":", '"b', "c"]],
    ['{ a: "b, c }\nd', ["{", "a", ":", '"b, c', "}", "d"]],
    ['f("b) }', ["f", "(", '"b', ")", "}"]],
    ['{ dead "a ${b} }\n}', ["{", "dead", '"a ${b}', "}", "}"]],
    ['"a ${b\nc', ['"a ${b', "c"]],
    ['"a ${"b\nc', ['"a ${"b', "c"]],
    ['"a\\', ['"a\\']],
  ])("ends a string without an end with its line: %s", (text, expected) => {
    expect(tokens(text)).toEqual(expected);
    expect(problems(text).map((problem) => problem.slice(0, 8))).toEqual(['DA1002 "']);
  });
});

describe("patterns", () => {
  it("are read behind a parenthesis only", () => {
    expect(tokens("string(/^[/]\\/x$/) a / b / c")).toEqual([
      "string",
      "(",
      "/^[/]\\/x$/",
      ")",
      "a",
      "/",
      "b",
      "/",
      "c",
    ]);
    expect(values("(/a\\/b\\d/")[1]).toBe("a/b\\d");
  });

  it("leave an open class to the regular expression's own rules", () => {
    expect(tokens("string(/[a/)")).toEqual(["string", "(", "/[a/", ")"]);
  });

  it.each([
    ["string(/^[a-z]+)", ["string", "(", "/^[a-z]+", ")"]],
    ["string(/^(a|b)+) // letters", ["string", "(", "/^(a|b)+", ")"]],
    ["string(/abc", ["string", "(", "/abc"]],
  ])("without an end leave the type's parenthesis: %s", (text, expected) => {
    expect(tokens(text)).toEqual(expected);
    expect(problems(text).map((problem) => problem.slice(0, 8))).toEqual(["DA1002 /"]);
  });
});

describe("odd characters", () => {
  it.each([
    ["a \0 b", "\0"],
    ["a \uFFFD\uFFFD b", "\uFFFD"],
    ["a é b ü", "é"],
    ["a # b", "#"],
    ["a\u00A0b", "\u00A0"],
    ["a 'text' b", "'text'"],
    ["a `text` b", "`text`"],
    ["a === b", "==="],
    ["a & b", "&"],
    ["a; b", ";"],
    ["a /* b */ c", "/*"],
    ["$other", "$other"],
    ["😀", "😀"],
  ])("%j is told once", (text, odd) => {
    expect(problems(text)).toEqual([`DA1001 ${odd}`]);
  });

  it("may be a byte order mark at the start alone", () => {
    expect(problems("\uFEFFtype A = int")).toEqual([]);
    expect(scan("\uFEFFtype A = int").tokens[0]?.inMargin).toBe(true);
    expect(problems("type A\uFEFF = int")).toEqual(["DA1001 \uFEFF"]);
  });
});

describe("comments", () => {
  it("are kept, without slashes and one space", () => {
    const { comments } = scan("// a\r\n///  b \n//// c\n//");
    expect(comments.map(({ kind, text }) => [kind, text])).toEqual([
      ["line", "a"],
      ["doc", " b"],
      ["line", "// c"],
      ["line", ""],
    ]);
  });

  it("of three slashes are of the next token that is no comma, bar or parenthesis", () => {
    const { docs } = scan("/// one\n// aside\n/// two\na\n/// three\n, (| b");
    expect([...docs.entries()]).toEqual([
      [25, "one\ntwo"],
      [42, "three"],
    ]);
  });
});
