/** Puts what the table of messages says at a place, and gathers diagnostics in the order in which they are shown. */

import type { SyntaxProblem } from "../../dsl/index.ts";
import type { Diagnostic, Location, RelatedLocation } from "./diagnostic.ts";
import { didYouMean, type Said } from "./messages/said.ts";

/** A message of the table, at a place. */
export function diagnostic(said: Said, location: Location, related: readonly RelatedLocation[] = []): Diagnostic {
  return {
    code: said.code,
    severity: said.severity,
    message: said.message,
    location: { file: location.file, start: location.start, end: location.end },
    related: related.map(({ message, location: { file, start, end } }) => ({
      message,
      location: { file, start, end },
    })),
    suggestion: said.suggestion,
    ...(said.about === undefined ? {} : { about: said.about }),
    ...(said.lacked === undefined ? {} : { lacked: said.lacked }),
  };
}

/** What the parser tells of a file. */
export function syntaxDiagnostic(
  { code, message, span, suggestion, hint, opened }: SyntaxProblem,
  file: string,
): Diagnostic {
  const repair = suggestion === undefined ? (hint ?? null) : didYouMean([suggestion]);
  const notes = opened === undefined ? [] : [related("this is still open", { file, ...opened })];
  return diagnostic({ code, severity: "error", message, suggestion: repair }, { file, ...span }, notes);
}

/** "declared here" and its kind. */
export function related(message: string, location: Location): RelatedLocation {
  return { message, location: { file: location.file, start: location.start, end: location.end } };
}

/** By file, place, gravity and code; what is said twice of one place is kept once. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  const once = diagnostics.filter((d) => {
    const { file, start, end } = d.location;
    const key = `${file}\u0000${start}\u0000${end}\u0000${d.code}\u0000${d.message}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
  return once.sort(
    (a, b) =>
      order(a.location.file, b.location.file) ||
      a.location.start - b.location.start ||
      a.location.end - b.location.end ||
      order(a.severity, b.severity) ||
      order(a.code, b.code) ||
      order(a.message, b.message),
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
