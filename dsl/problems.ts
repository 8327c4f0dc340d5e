/** What is wrong with a file's text before any name is looked up. */

import type { Span } from "./syntax.ts";

/** DA1001 syntax, DA1002 a bad literal, DA3008 nesting that is too deep. */
export interface SyntaxProblem {
  readonly code: "DA1001" | "DA1002" | "DA3008";
  readonly span: Span;
  readonly message: string;
  /** What to write instead, where it is likely. */
  readonly suggestion?: string;
  /** How it is written here, for those who know it from elsewhere. */
  readonly hint?: string;
  /** The `{` whose `}` is missing. */
  readonly opened?: Span;
}
