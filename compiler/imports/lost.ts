/** What a file's syntax errors may have dropped beyond what the parser could keep: names, and ends of declarations. */

import type { SourceFile, SyntaxProblem } from "../../dsl/index.ts";
import type { Declaration } from "../../dsl/syntax.ts";
import type { FileScope } from "../names/files.ts";

/** Kinds of names that are declared at the top of a file. */
export const NAME_KINDS = ["type", "value", "event", "store", "source"] as const;

export type NameKind = (typeof NAME_KINDS)[number];

const KEYWORDS: Readonly<Record<string, NameKind>> = {
  type: "type",
  record: "type",
  param: "value",
  fn: "value",
  event: "event",
  signal: "event",
  store: "store",
  external: "store",
  source: "source",
};

const HEADER = /^(?:\s|\/\/.*)*([a-z]+)\b[^{=]*$/;
const BLANK = /^(?:\s|\/\/.*)*$/;

export interface Mended {
  /** The file, with all declarations marked of which something may be missing. */
  readonly file: SourceFile;
  /** Kinds of which a declaration was dropped before its name was read. */
  readonly lostKinds: readonly NameKind[];
}

/**
 * A problem inside a declaration leaves it incomplete. Of those outside of all, one in a header has dropped a name that
 * nobody knows, and one right after a declaration means that this ended too early, as after a brace too many.
 */
export function mend(file: SourceFile, problems: readonly SyntaxProblem[]): Mended {
  const lostKinds = new Set<NameKind>();
  const cut = new Set<number>();
  for (const { span } of problems) {
    const before = lastBefore(file, span.start);
    const declaration = file.declarations[before];
    if (declaration !== undefined && span.start < declaration.end) {
      cut.add(before);
      continue;
    }
    const between = file.text.slice(declaration?.end ?? 0, span.start);
    const kind = KEYWORDS[HEADER.exec(between)?.[1] ?? ""];
    if (kind !== undefined) {
      lostKinds.add(kind);
    } else if (BLANK.test(between) && mayGoOn(declaration, between, file.text.slice(span.start))) {
      cut.add(before);
    }
  }
  if (cut.size === 0) {
    return { file, lostKinds: [...lostKinds] };
  }
  const declarations = file.declarations.map((d, index) => (cut.has(index) ? { ...d, incomplete: true } : d));
  return { file: { ...file, declarations }, lostKinds: [...lostKinds] };
}

/** Whether what follows a declaration may be a part of it: where no brace tells its end, a word on another line is none. */
function mayGoOn(declaration: Declaration | undefined, between: string, rest: string): boolean {
  const ends = declaration?.kind === "type" || declaration?.kind === "fn" || declaration?.kind === "param";
  return !ends || !/[\n\r]/.test(between) || !/^\w/.test(rest);
}

/** So many times the same is expected in one declaration where each is a mistake of its own. */
const TIMES = 2;

/**
 * A second problem in one line of a declaration is most often of the first one's making. Where the same is expected in many
 * lines of one, as after a wrong first word, the first says enough.
 */
export function firstOfLines(
  file: SourceFile,
  problems: readonly SyntaxProblem[],
  scope: FileScope,
): readonly SyntaxProblem[] {
  const seen = new Set<string>();
  const firsts = [...problems]
    .sort((a, b) => a.span.start - b.span.start)
    .filter(({ span }) => {
      const place = `${scope.place(span).line} ${lastBefore(file, span.start)}`;
      return seen.has(place) ? false : seen.add(place) !== undefined;
    });
  const expected = ({ span, message }: SyntaxProblem): string =>
    `${lastBefore(file, span.start)} ${message.split(", found ")[0]}`;
  return [...Map.groupBy(firsts, expected).values()]
    .flatMap((alike) => (alike.length > TIMES ? alike.slice(0, 1) : alike))
    .sort((a, b) => a.span.start - b.span.start);
}

/** The index of the last declaration that begins at an offset or before it, or −1. */
function lastBefore(file: SourceFile, offset: number): number {
  let low = -1;
  let high = file.declarations.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((file.declarations[middle]?.start ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}
