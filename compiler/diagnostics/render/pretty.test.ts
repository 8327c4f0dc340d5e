import { describe, expect, test } from "vitest";
import { pretty } from "./pretty.ts";
import { reportOf } from "./testing/report.ts";

const PLAIN = { color: false, width: 100 };

describe("pretty", () => {
  test("shows the line, underlines the range, and says what would repair it", () => {
    const report = reportOf(
      { "pipelines.da": "gep g on a {\n  update s(id) { «scor»: 1 }\n}\n" },
      { suggestion: "did you mean `score`?" },
    );
    expect(pretty(report, PLAIN)).toMatchInlineSnapshot(`
      "error DA2001: There is no field \`scor\`.
       --> pipelines.da:2:18
        |
      2 |   update s(id) { scor: 1 }
        |                  ^^^^
      help: did you mean \`score\`?

      "
    `);
  });

  test("shows where else, in another file and with a longer line number", () => {
    const lines = "\n".repeat(120);
    const report = reportOf({ "a.da": "event «a.b» {}\n", "shared/b.da": `${lines}event «a.b» {}\n` });
    expect(pretty(report, PLAIN)).toMatchInlineSnapshot(`
      "error DA2001: There is no field \`scor\`.
         --> a.da:1:7
          |
        1 | event a.b {}
          |       ^^^
      note: declared here
         --> shared/b.da:121:7
          |
      121 | event a.b {}
          |       ---

      "
    `);
  });

  test("shows a range of several lines", () => {
    const report = reportOf({ "a.da": "let change = «update s(id) {\r\n\tscore: 1\r\n}»\r\n" });
    expect(pretty(report, PLAIN)).toMatchInlineSnapshot(`
      "error DA2001: There is no field \`scor\`.
       --> a.da:1:14
        |
      1 | let change = update s(id) {
        |              ^^^^^^^^^^^^^^
      2 |     score: 1
        |     ^^^^^^^^
      3 | }
        | ^

      "
    `);
  });

  test("shows an empty range at the end of the file", () => {
    const report = reportOf(
      { "a.da": "store s {\n  key id: string\n«»" },
      { code: "DA1001", message: "`}` is missing." },
    );
    expect(pretty(report, PLAIN)).toMatchInlineSnapshot(`
      "error DA1001: \`}\` is missing.
       --> a.da:3:1
        |
      2 |   key id: string
      3 |
        | ^

      "
    `);
  });

  test("marks wide and combined signs and tabs where they stand", () => {
    const report = reportOf({ "a.da": '\tname: "日本" | "e\u0301«🎉»" // ok\n' });
    expect(pretty(report, PLAIN)).toMatchInlineSnapshot(`
      "error DA2001: There is no field \`scor\`.
       --> a.da:1:18
        |
      1 |     name: "日本" | "é🎉" // ok
        |                      ^^

      "
    `);
  });

  test("sends the terminal nothing that it would obey", () => {
    const report = reportOf({ "a\u001b[2J.da": "«\u001b[31m»" }, { message: "There is no `\u001b[31m`." });
    expect(pretty(report, PLAIN)).not.toContain("\u001b");
  });

  test("names a file whose text is not known", () => {
    const report = reportOf({});
    expect(pretty(report, PLAIN)).toBe("error DA2001: There is no field `scor`.\n --> nowhere.da\n\n");
  });

  test("colours only what is asked for", () => {
    const report = reportOf({ "a.da": "«x»" }, { severity: "warning", suggestion: "remove it" });
    const text = pretty(report, { color: true, width: 100 });
    expect(text).toContain("\u001b[1;33mwarning DA2001\u001b[0m");
    expect(text).toContain("\u001b[1;33m^\u001b[0m");
    expect(
      text
        .split("\u001b")
        .map((part) => part.replace(/^\[[\d;]*m/, ""))
        .join(""),
    ).toBe(pretty(report, PLAIN));
  });
});
