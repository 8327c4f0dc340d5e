import { describe, expect, test } from "vitest";
import { analysisOf } from "../../checks/testing/specs.ts";
import { table } from "../table.ts";
import { github } from "./github.ts";
import { json } from "./json.ts";
import { sarif } from "./sarif.ts";
import { reportOf } from "./testing/report.ts";
import { sarifProblems } from "./testing/sarif.ts";

const TEXTS = { "a.da": "one\r\n\t🎉«two»\r\n", "b,c.da": "«x\ny»" };
const NONE = { ...reportOf(TEXTS), diagnostics: [] };

describe("json", () => {
  test("is one object on one line, with columns in UTF-16 units from 1", () => {
    const text = json(reportOf(TEXTS, { suggestion: "did you mean `two`?" }));
    expect(text).toMatch(/^[^\n]*\n$/);
    expect(JSON.parse(text)).toEqual({
      diagnostics: [
        {
          code: "DA2001",
          severity: "error",
          message: "There is no field `scor`.",
          file: "a.da",
          range: { start: { line: 2, column: 4 }, end: { line: 2, column: 7 } },
          related: [
            {
              message: "declared here",
              file: "b,c.da",
              range: { start: { line: 1, column: 1 }, end: { line: 2, column: 2 } },
            },
          ],
          suggestion: "did you mean `two`?",
        },
      ],
    });
  });

  test("says so where there is nothing", () => {
    expect(json(NONE)).toBe('{"diagnostics":[]}\n');
    expect(JSON.parse(json(reportOf({ "a.da": "«x»" }))).diagnostics[0]).not.toHaveProperty("suggestion");
  });

  test("an offset at the end of the file is a place", () => {
    const [found] = JSON.parse(json(reportOf({ "a.da": "one\ntwo«»" }))).diagnostics;
    expect(found.range).toEqual({ start: { line: 2, column: 4 }, end: { line: 2, column: 4 } });
  });
});

describe("github", () => {
  test("is a command for each diagnostic", () => {
    expect(github(reportOf(TEXTS, { message: "100% wrong\nhere", suggestion: "say: so" }))).toBe(
      "::error file=a.da,line=2,col=4,endColumn=7,title=DA2001::" +
        "100%25 wrong%0Ahere%0Adeclared here: b,c.da:1:1%0Ahelp: say: so\n",
    );
  });

  test("escapes what would end a property, and tells of several lines without columns", () => {
    expect(github(reportOf({ "b,c:d%.da": "«x\ny»" }, { severity: "warning", message: "m" }))).toBe(
      "::warning file=b%2Cc%3Ad%25.da,line=1,endLine=2,title=DA2001::m\n",
    );
  });

  test("is empty where there is nothing", () => {
    expect(github(NONE)).toBe("");
  });
});

describe("sarif", () => {
  test("tells of each diagnostic with the rule that it comes from", () => {
    const log = JSON.parse(
      sarif(reportOf(TEXTS, { code: "DA3002", severity: "error", suggestion: "ask first" }), "1.2.3"),
    );
    expect(log.version).toBe("2.1.0");
    const [run] = log.runs;
    expect(run.tool.driver).toMatchObject({ name: "da-compile", version: "1.2.3" });
    expect(run.columnKind).toBe("utf16CodeUnits");
    const entry = table.find(({ code }) => code === "DA3002");
    expect(run.tool.driver.rules).toMatchObject([
      { id: "DA3002", shortDescription: { text: entry?.title }, defaultConfiguration: { level: "error" } },
    ]);
    expect(run.results).toEqual([
      {
        ruleId: "DA3002",
        ruleIndex: 0,
        level: "error",
        message: { text: "There is no field `scor`.\nask first" },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "a.da" },
              region: { startLine: 2, startColumn: 4, endLine: 2, endColumn: 7 },
            },
          },
        ],
        relatedLocations: [
          {
            id: 0,
            message: { text: "declared here" },
            physicalLocation: {
              artifactLocation: { uri: "b%2Cc.da" },
              region: { startLine: 1, startColumn: 1, endLine: 2, endColumn: 2 },
            },
          },
        ],
      },
    ]);
  });

  test.each(table)("of the example of $code is what the schema says", ({ bad }) => {
    const { diagnostics, files } = analysisOf({ "main.da": bad });
    expect(sarifProblems(sarif({ diagnostics, files, display: (file) => `a folder/${file}` }, "1.2.3"))).toEqual([]);
  });

  test("is what the schema says, also with nothing in it or many things", () => {
    expect(sarifProblems(sarif(NONE, "1.2.3"))).toEqual([]);
    expect(sarifProblems(sarif(reportOf(TEXTS, { suggestion: "ask first", severity: "warning" }), "1.2.3"))).toEqual(
      [],
    );
    expect(sarifProblems(sarif(reportOf({ "/srv/ä#.da": "two\n«»" }), "1.2.3"))).toEqual([]);
  });

  test("that the schema refuses is told by the test", () => {
    const log = JSON.parse(sarif(reportOf(TEXTS), "1.2.3"));
    log.runs[0].results[0].level = "fatal";
    expect(sarifProblems(JSON.stringify(log))).toEqual([
      "/runs/0/results/0/level must be equal to one of the allowed values",
    ]);
  });

  test("has a run without results where there is nothing", () => {
    expect(JSON.parse(sarif(NONE, "1.2.3")).runs).toMatchObject([{ results: [], tool: { driver: { rules: [] } } }]);
  });

  test.each([
    ["../shared/a b.da", "../shared/a%20b.da"],
    ["/srv/ä#.da", "file:///srv/%C3%A4%23.da"],
    ["C:/srv/a.da", "file:///C:/srv/a.da"],
  ])("%s is the reference %s", (file, uri) => {
    const log = JSON.parse(sarif(reportOf({ [file]: "«x»" }), "1.2.3"));
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });
});
