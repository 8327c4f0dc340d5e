/** Which warnings are told: none where an error may be why, none that the text ignores with a reason. */

import type { SourceFile } from "../dsl/syntax.ts";
import { declarationAt, type ErrorsWithin } from "./broken.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { withoutIgnored } from "./diagnostics/ignore.ts";
import type { FileScope } from "./names/files.ts";

/** Of these, an error elsewhere in the same declaration may be the cause. */
const INSIDE: ReadonlySet<string> = new Set(["DA8003", "DA8005"]);

export function toldWarnings(
  diagnostics: readonly Diagnostic[],
  files: ReadonlyMap<string, SourceFile>,
  scopes: ReadonlyMap<string, FileScope>,
  errors: ErrorsWithin,
): Diagnostic[] {
  const unresolved = diagnostics.some((d) => d.severity === "error" && /^DA(?:[12]|3008)/.test(d.code));
  const told = diagnostics.filter((d) => {
    if (d.severity === "error") {
      return true;
    }
    return !unresolved && !(INSIDE.has(d.code) && isInBroken(d, files, errors));
  });
  const lineOf = (file: string, offset: number): number =>
    scopes.get(file)?.place({ start: offset, end: offset }).line ?? 0;
  return withoutIgnored(told, files, lineOf);
}

function isInBroken(diagnostic: Diagnostic, files: ReadonlyMap<string, SourceFile>, errors: ErrorsWithin): boolean {
  const { file, start } = diagnostic.location;
  const around = declarationAt(files, file, start);
  return around !== undefined && errors({ file, start: around.start, end: around.end });
}
