// The laws of the layout, on random programs: twice is once, the meaning stays, and every comment stays with its thing.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { format } from "./format.ts";
import { parse } from "./parse.ts";
import { meaningOf, surroundingsOf } from "./testing/meaning.ts";
import { ProgramWriter } from "./testing/programs.ts";

/** A program that breaks a law is told as it is: thousands of smaller ones would be tried for minutes, and its seed not be told. */
const RUNS = { numRuns: 300, endOnFailure: true };

const programs = fc.gen().map((random) => new ProgramWriter(random).program());

function laidOut(text: string): string {
  const result = format(text);
  if (!("text" in result)) throw new Error(`does not parse: ${JSON.stringify(result.problems)}\n${text}`);
  return result.text;
}

describe("the layout of any program", () => {
  test("laid out twice is laid out once", () => {
    fc.assert(
      fc.property(programs, (text) => {
        const once = laidOut(text);
        expect(laidOut(once)).toBe(once);
      }),
      RUNS,
    );
  });

  test("means the same", () => {
    fc.assert(
      fc.property(programs, (text) => {
        expect(meaningOf(laidOut(text))).toEqual(meaningOf(text));
      }),
      RUNS,
    );
  });

  test("ends no line in blanks", () => {
    fc.assert(
      fc.property(programs, (text) => {
        expect(laidOut(text)).not.toMatch(/[ \t]$/m);
      }),
      RUNS,
    );
  });

  test("loses no comment, and none moves to another thing", () => {
    fc.assert(
      fc.property(programs, (text) => {
        expect(surroundingsOf(laidOut(text))).toEqual(surroundingsOf(text));
      }),
      RUNS,
    );
  });
});

describe("the layout", () => {
  test.each([
    `test "./file.ts" { expect a { ...null
// da-ignore DA8003: one line, two things
$id: distinct?.sum(source => true) ?? 12.b[false].index() % send / event
% 500ms <= unordered ?? event $id : [ ... 1h30m , ] } }`,
    `import "a.b" store test {
  // da-ignore DA8003: the end of one, and the beginning of another
  table "b" } source a {
  b: 1
}`,
  ])("is the same twice beside a line that is left in one (%#)", (text) => {
    const once = laidOut(text);
    expect(laidOut(once)).toBe(once);
  });

  test("aligns types, and keeps one line where it was one", () => {
    const text = `pipeline a.b {hops:4
  topics : "x"}
event usage.a.b {key u   u:string,
measure b:int}
demux d on x.y when a!=null{emit usage.a.b{...event,b:a}}`;
    expect(laidOut(text)).toMatchInlineSnapshot(`
      "pipeline a.b {
        hops:   4
        topics: "x"
      }
      event usage.a.b {
        key u
        u: string
        measure b: int
      }
      demux d on x.y when a != null { emit usage.a.b { ...event, b: a } }
      "
    `);
  });

  test("a label behind which a line breaks ends in no blanks", () => {
    const text = `record A {
  a: // why
    "low" | "high"
  longer: int
}`;
    expect(laidOut(text)).toMatchInlineSnapshot(`
      "record A {
        a:
          // why
          | "low"
          | "high"
        longer: int
      }
      "
    `);
  });

  test("keeps the line below a da-ignore, however long it is, and what stands on it", () => {
    const long = '"a rather long text" + '.repeat(4);
    const lines = [
      "// da-ignore DA8003: one",
      `demux d on x.y when a != ${long}b { if a { skip } skip }`,
      "",
      "// da-ignore DA8003: two",
      `dep d on x.y when a != ${long}b && c != d {`,
      "  // da-ignore DA8005: three",
      "  let a = 1 if true { skip skip }",
      "  skip",
      "}",
      "",
    ];
    expect(laidOut(lines.join("\n")).split("\n")).toEqual(lines);
  });

  test("a file with a syntax error is not touched", () => {
    expect(format("pipeline {")).toMatchObject({ problems: [{ code: "DA1001" }] });
  });

  test("nothing is nothing", () => {
    expect(laidOut("")).toBe("");
    expect(parse("", "").problems).toEqual([]);
  });
});
