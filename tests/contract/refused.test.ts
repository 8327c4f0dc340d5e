// What the compiler refuses, with the code and the range of each: section 8 of the language, sentence by sentence.
import { describe, expect, test } from "vitest";
import { analyze } from "../../compiler/analyze.ts";
import { memoryHost, unmarked } from "../../compiler/testing/marked.ts";
import { type Case, casesOf } from "./cases.ts";

/** With errors, warnings come and go; without any, there is nothing else. */
function told({ marked, files }: Case, warnings: boolean): { readonly found: unknown; readonly expected: unknown } {
  const { text, expected } = unmarked(marked);
  const { diagnostics } = analyze(memoryHost({ ...files, "spec.da": text }), "spec.da");
  const found = diagnostics
    .filter((d) => d.location.file === "spec.da" && (warnings || d.severity === "error"))
    .map(({ code, location: { start, end } }) => ({ code, start, text: text.slice(start, end) }));
  return { found, expected };
}

describe.each(["text", "names", "types", "declarations", "handlers", "order"])("%s", (table) => {
  test.each(casesOf(table).map((one) => [`cases/${table}.txt:${one.line}`, one] as const))("%s", (_, one) => {
    const { found, expected } = told(one, false);
    expect(found).toEqual(expected);
  });
});

describe("warnings", () => {
  test.each(casesOf("warnings").map((one) => [`cases/warnings.txt:${one.line}`, one] as const))("%s", (_, one) => {
    const { found, expected } = told(one, true);
    expect(found).toEqual(expected);
  });
});
