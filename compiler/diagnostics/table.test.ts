import { describe, expect, test } from "vitest";
import { analysisOf } from "../checks/testing/specs.ts";
import { unsupported } from "../emit/unsupported.ts";
import { entryOf, table } from "./table.ts";

/** What `check` tells; of DA9001 what is told when the spec is compiled. */
function codesOf(spec: string, code: string) {
  const { model, diagnostics } = analysisOf(spec);
  const told = code === "DA9001" && model !== null ? [...diagnostics, ...unsupported(model)] : diagnostics;
  return told.map(({ code, severity, message }) => ({ code, severity, message }));
}

describe.each(table)("$code, $title", ({ code, severity, bad, repaired, text }) => {
  test("its bad example gives exactly that code", () => {
    expect(codesOf(bad, code)).toEqual([{ code, severity, message: expect.any(String) }]);
  });

  test("its repaired example is clean", () => {
    expect(codesOf(repaired, code)).toEqual([]);
  });

  test("it is explained in sentences", () => {
    expect(text).toMatch(/^[A-Z`].*\.$/s);
    expect(bad).not.toBe(repaired);
  });
});

test("a code is found however it is written", () => {
  for (const text of ["DA6001", "da6001", "6001", " DA6001 "]) expect(entryOf(text)?.code).toBe("DA6001");
  for (const text of ["", "DA", "DA0000", "toString", "cycle"]) expect(entryOf(text)).toBeUndefined();
});
