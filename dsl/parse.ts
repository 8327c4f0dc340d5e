/** Text to syntax tree, whatever the text. */

import { hasLineBreak } from "./line-map.ts";
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

/** Of the syntax errors of one line all but the first are most likely its consequences, as all beside a bad literal are. */
function firstOfEachLine(text: string, problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const told: SyntaxProblem[] = [];
  let line: SyntaxProblem[] = [];
  const close = (): void => {
    const literals = line.filter(({ code }) => code !== "DA1001");
    told.push(...(literals.length > 0 ? literals : line.slice(0, 1)));
    line = [];
  };
  for (const problem of problems) {
    const last = line.at(-1);
    if (last !== undefined && hasLineBreak(text.slice(last.span.start, problem.span.start))) close();
    line.push(problem);
  }
  close();
  return told;
}
