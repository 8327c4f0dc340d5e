/** A test kit: specs whose text says which diagnostics are expected, and where: `let x = ⟦DA2001 nots⟧`. */

import { type Analysis, analyze } from "../analyze.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host.ts";

/** A diagnostic by its code and the text of its range. */
export interface Marked {
  readonly code: string;
  readonly start: number;
  readonly text: string;
}

/** A host of files in memory. */
export function memoryHost(files: Readonly<Record<string, string>>): Host {
  return {
    read: (path) => files[path] ?? { problem: "there is no such file" },
    exists: (path) => Object.hasOwn(files, path),
  };
}

export function analyzeText(text: string, files: Readonly<Record<string, string>> = {}): Analysis {
  return analyze(memoryHost({ ...files, "spec.da": text }), "spec.da");
}

const MARK = /⟦(DA\d{4})(?: ([^⟦⟧]*))?⟧/;

/** The text without its marks, and what they say. */
export function unmarked(text: string): { readonly text: string; readonly expected: readonly Marked[] } {
  const expected: Marked[] = [];
  let rest = text;
  for (let match = MARK.exec(rest); match !== null; match = MARK.exec(rest)) {
    const [whole, code = "", inner = ""] = match;
    expected.push({ code, start: match.index, text: inner });
    rest = rest.slice(0, match.index) + inner + rest.slice(match.index + whole.length);
  }
  return { text: rest, expected };
}

/** Of these the checks of the whole model have tests of their own. */
const OF_THE_MODEL: ReadonlySet<string> = new Set([
  "DA4005",
  "DA5001",
  "DA5002",
  "DA5004",
  "DA6001",
  "DA6002",
  "DA8001",
  "DA8002",
  "DA8004",
]);

/** What was expected and what was found, both in the order of the text; equal where the compiler is right. */
export function compared(
  marked: string,
  severity: Diagnostic["severity"],
  files: Readonly<Record<string, string>> = {},
): { readonly expected: readonly Marked[]; readonly found: readonly Marked[] } {
  const { text, expected } = unmarked(marked);
  const found = analyzeText(text, files)
    .diagnostics.filter((d) => d.severity === severity && d.location.file === "spec.da" && !OF_THE_MODEL.has(d.code))
    .map(({ code, location: { start, end } }) => ({ code, start, text: text.slice(start, end) }));
  return { expected, found };
}
