import { describe, expect, test } from "vitest";
import { analysisOf } from "../checks/testing/specs.ts";
import { typeChecker } from "../cli/typecheck/tsmorph.ts";
import { memoryHost } from "../testing/marked.ts";
import { checkHandlerFiles } from "../typecheck/handlers.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { type Entry, entryOf, table } from "./table.ts";

/** What `check` tells of a spec and of the files that stand beside it. */
async function codesOf({ files }: Entry, which: "bad" | "repaired", spec: string) {
  const beside = files?.[which] ?? {};
  const { model, diagnostics } = analysisOf({ "main.da": spec, ...beside });
  const told: Diagnostic[] = [...diagnostics];
  if (files !== undefined && model !== null) {
    const checker = typeChecker("/nowhere");
    const overlaid = {
      open: (made: ReadonlyMap<string, string>) => checker.open(new Map([...made, ...Object.entries(beside)])),
    };
    told.push(...(await checkHandlerFiles(model, memoryHost(beside), overlaid, { out: null })).diagnostics);
  }
  return told.map(({ code, severity, message }) => ({ code, severity, message }));
}

describe.each(table)("$code, $title", (entry) => {
  const { code, severity, bad, repaired, text, files } = entry;

  test("its bad example gives exactly that code", async () => {
    expect(await codesOf(entry, "bad", bad)).toEqual([{ code, severity, message: expect.any(String) }]);
  });

  test("its repaired example is clean", async () => {
    expect(await codesOf(entry, "repaired", repaired)).toEqual([]);
  });

  test("it is explained in sentences", () => {
    expect(text).toMatch(/^[A-Z`].*\.$/s);
    expect({ spec: bad, files: files?.bad }).not.toEqual({ spec: repaired, files: files?.repaired });
  });
});

test("a code is found however it is written", () => {
  for (const text of ["DA6001", "da6001", "6001", " DA6001 "]) expect(entryOf(text)?.code).toBe("DA6001");
  for (const text of ["", "DA", "DA0000", "toString", "cycle"]) expect(entryOf(text)).toBeUndefined();
});
