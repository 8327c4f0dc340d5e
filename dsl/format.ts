/** The one canonical layout of a file. */

import { declarationDoc } from "./layout/declarations.ts";
import { print } from "./layout/printer.ts";
import { TokenWalk } from "./layout/tokens.ts";
import { parse } from "./parse.ts";
import type { SyntaxProblem } from "./problems.ts";
import { scan } from "./scanner/scanner.ts";

export type FormatResult = { readonly text: string } | { readonly problems: readonly SyntaxProblem[] };

/** No program is known to take more than four. */
const MOST_TIMES = 8;

/**
 * Lays a file out. One with syntax errors is not touched: its problems are returned. What shares a line that is left as it was
 * comes to stand on other lines, where it may be laid out otherwise: until nothing changes.
 */
export function format(text: string): FormatResult {
  for (let times = 1, before = text; ; times++) {
    const { file, problems } = parse("", before);
    if (problems.length > 0) return { problems };
    const walk = new TokenWalk(before, scan(before));
    const doc = walk.file(file.declarations, (declaration) => ({
      label: null,
      doc: declarationDoc(walk, declaration),
    }));
    const after = print(doc);
    if (!walk.hasKeptLines || after === before || times === MOST_TIMES) return { text: after };
    before = after;
  }
}
