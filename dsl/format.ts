/** The one canonical layout of a file. */

import { declarationDoc } from "./layout/declarations.ts";
import { print } from "./layout/printer.ts";
import { TokenWalk } from "./layout/tokens.ts";
import { parse } from "./parse.ts";
import type { SyntaxProblem } from "./problems.ts";
import { scan } from "./scanner/scanner.ts";

export type FormatResult = { readonly text: string } | { readonly problems: readonly SyntaxProblem[] };

/** What a line that silences a warning leaves in one comes to stand on lines of its own, where it is laid out anew. */
const KEEPS_LINE = "da-ignore";
const MOST_TIMES = 8;

/** Lays a file out. One with syntax errors is not touched: its problems are returned. */
export function format(text: string): FormatResult {
  let result = laidOut(text);
  if (!text.includes(KEEPS_LINE)) return result;
  for (let times = 1, before = text; times < MOST_TIMES && "text" in result && result.text !== before; times++) {
    before = result.text;
    result = laidOut(before);
  }
  return result;
}

function laidOut(text: string): FormatResult {
  const { file, problems } = parse("", text);
  if (problems.length > 0) return { problems };
  const walk = new TokenWalk(text, scan(text));
  const doc = walk.file(file.declarations, (declaration) => ({ label: null, doc: declarationDoc(walk, declaration) }));
  return { text: print(doc) };
}
