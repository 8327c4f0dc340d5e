/** `// da-ignore CODE: reason` on the line above: silences one warning of that code there, if it gives a reason. */

import type { SourceFile } from "../../dsl/syntax.ts";
import type { Diagnostic } from "./diagnostic.ts";

const IGNORE = /^da-ignore\s+(DA\d{4})\s*(?::\s*(.*))?$/;

interface Ignore {
  readonly code: string;
  readonly reasoned: boolean;
}

/** Of diagnostics in order, each comment takes the first that is left to it. `lineOf` tells a file's line of an offset. */
export function withoutIgnored(
  diagnostics: readonly Diagnostic[],
  files: ReadonlyMap<string, SourceFile>,
  lineOf: (file: string, offset: number) => number,
): Diagnostic[] {
  const byFile = new Map<string, ReadonlyMap<number, readonly Ignore[]>>();
  const taken = new Set<Ignore>();
  return diagnostics.flatMap((diagnostic) => {
    const { file, start } = diagnostic.location;
    const source = files.get(file);
    if (diagnostic.severity === "error" || source === undefined) {
      return [diagnostic];
    }
    const ignores = byFile.get(file) ?? ignoresOf(source, (offset) => lineOf(file, offset));
    byFile.set(file, ignores);
    const left = above(ignores, lineOf(file, start)).filter((one) => one.code === diagnostic.code && !taken.has(one));
    const ignore = left.find((one) => one.reasoned) ?? left[0];
    if (ignore === undefined) {
      return [diagnostic];
    }
    taken.add(ignore);
    return ignore.reasoned ? [] : [needsReason(diagnostic)];
  });
}

/** The comments that are right above a line, one under the other. */
function above(ignores: ReadonlyMap<number, readonly Ignore[]>, line: number): Ignore[] {
  const found: Ignore[] = [];
  for (let at = line - 1; ; at--) {
    const here = ignores.get(at);
    if (here === undefined) {
      return found;
    }
    found.push(...here);
  }
}

function ignoresOf(file: SourceFile, lineOf: (offset: number) => number): Map<number, readonly Ignore[]> {
  const ignores = new Map<number, readonly Ignore[]>();
  for (const comment of file.comments) {
    const match = comment.kind === "line" ? IGNORE.exec(comment.text.trim()) : null;
    const code = match?.[1];
    if (code !== undefined) {
      const line = lineOf(comment.start);
      ignores.set(line, [...(ignores.get(line) ?? []), { code, reasoned: (match?.[2] ?? "").trim() !== "" }]);
    }
  }
  return ignores;
}

function needsReason(diagnostic: Diagnostic): Diagnostic {
  const message = `${diagnostic.message} The \`da-ignore\` above it needs a reason.`;
  return { ...diagnostic, message, suggestion: `write \`// da-ignore ${diagnostic.code}: reason\`` };
}
