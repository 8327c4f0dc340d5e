/** Text to syntax tree, whatever the text. */

import { Parser } from "./parser/parser.ts";
import type { SyntaxProblem } from "./problems.ts";
import { scan } from "./scanner/scanner.ts";
import type { SourceFile } from "./syntax.ts";

export interface ParseResult {
  readonly file: SourceFile;
  /** In the order of the text. */
  readonly problems: readonly SyntaxProblem[];
}

/** Made when it is first needed, since it costs more than a small file. */
let parser: Parser | undefined;

/**
 * Parses one file. It never throws: what cannot be understood is told in `problems` and left out of the tree, whose
 * declarations then say that they are `incomplete`.
 */
export function parse(path: string, text: string): ParseResult {
  const scanned = scan(text);
  parser ??= new Parser();
  const { declarations, problems, lostNames, lostImport } = parser.parse(scanned);
  const { comments } = scanned;
  const file = { path, text, declarations, comments, lostNames, lostImport, start: 0, end: text.length };
  return { file, problems: firstOfEachLine(text, problems) };
}

/** Of the syntax errors of one line all but the first are most likely its consequences. */
function firstOfEachLine(text: string, problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  let last = -1;
  return problems.filter(({ code, span }) => {
    if (code !== "DA1001") return true;
    const sameLine = last >= 0 && !/[\n\r]/.test(text.slice(last, span.start));
    last = span.start;
    return !sameLine;
  });
}
