/** A file of a spec as it is read: its syntax, mended, and what is wrong with it. The same text is read the same. */

import { parse } from "../../dsl/index.ts";
import type { SourceFile } from "../../dsl/syntax.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { syntaxDiagnostic } from "../diagnostics/report.ts";
import { type FileScope, fileScope } from "../names/files.ts";
import { firstOfLines, mend, NAME_KINDS, type NameKind } from "./lost.ts";

export interface ReadFile {
  readonly file: SourceFile;
  readonly scope: FileScope;
  readonly lostKinds: readonly NameKind[];
  readonly diagnostics: readonly Diagnostic[];
}

export type Read = (path: string, text: string) => ReadFile;

export function readFile(path: string, text: string): ReadFile {
  const { file: parsed, problems } = parse(path, text);
  const { file, lostKinds } = mend(parsed, problems);
  const scope = fileScope(path, text);
  return {
    file,
    scope,
    lostKinds: file.lostImport ? NAME_KINDS : lostKinds,
    diagnostics: firstOfLines(file, problems, scope).map((problem) => syntaxDiagnostic(problem, path)),
  };
}

/** Reads what has changed, and remembers the rest: for who looks at the same files again and again. */
export function remembering(readAnew: Read = readFile): Read {
  const known = new Map<string, ReadFile>();
  return (path, text) => {
    const before = known.get(path);
    if (before?.file.text === text) {
      return before;
    }
    const read = readAnew(path, text);
    known.set(path, read);
    return read;
  };
}
