/**
 * One mistake, one error: a name that nobody declares is told where it stands first, with the other places beside it. A field
 * renamed or given another type in its declaration is not wrong there, but wherever it is used, in many ways: where there
 * are many errors, those about one name are told as one, and so are those about the same two types.
 */

import type { Diagnostic, RelatedLocation } from "./diagnostic.ts";

/** So many errors are read one by one. */
const FEW = 3;
/** More places than these are counted, not shown. */
const MOST_PLACES = 4;

type Key = (diagnostic: Diagnostic) => string | undefined;

/** What makes two errors one, from what always does to what only does where there are many. */
const SAME: readonly Key[] = [
  ({ code, about }) => about && `${code} ${about}`,
  ({ about }) => about,
  ({ code, between }) => between && `${code} ${between}`,
];

/** Given and returned in order. */
export function folded(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const [always, ...ifMany] = SAME;
  const once = always === undefined ? diagnostics : fold(diagnostics, always);
  return ifMany.reduce((left, key) => (errorsIn(left) <= FEW ? left : fold(left, key)), once);
}

function errorsIn(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity === "error").length;
}

/** Of the diagnostics with one key the first, related to the others. */
function fold(diagnostics: readonly Diagnostic[], keyOf: Key): readonly Diagnostic[] {
  const groups = new Map<string, Diagnostic[]>();
  const firsts = diagnostics.filter((diagnostic) => {
    const key = keyOf(diagnostic);
    if (key === undefined) return true;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [diagnostic]);
    else group.push(diagnostic);
    return group === undefined;
  });
  return firsts.map((first) => {
    const [, ...others] = groups.get(keyOf(first) ?? "") ?? [];
    return others.length === 0 ? first : { ...first, related: [...first.related, ...alsoAt(first, others)] };
  });
}

function alsoAt(first: Diagnostic, others: readonly Diagnostic[]): RelatedLocation[] {
  const shown = others.slice(0, MOST_PLACES);
  const more = others.length - shown.length;
  return shown.map(({ message, location }, index) => {
    const said = message === first.message ? "here too" : message;
    return { message: index === MOST_PLACES - 1 && more > 0 ? `${said} (and ${more} more)` : said, location };
  });
}
