/**
 * One mistake, one error: a name that nobody declares is told where it stands first, with the other places beside it. A field
 * renamed or given another type in its declaration is not wrong there, but wherever it is used, in many ways: where there
 * are many errors, those that rest on one declared thing that may be the mistake are told as one. Errors with nothing in
 * common are told one by one, however many they are.
 */

import type { Diagnostic, Location, RelatedLocation } from "./diagnostic.ts";
import { rootsOf, type Use } from "./roots.ts";

/** So many errors are read one by one. */
const FEW = 3;
/** More places than these are counted, not shown. */
const MOST_PLACES = 4;

/** Given and returned in order; `used` and `rested` tell what the errors rest on. */
export function folded(
  diagnostics: readonly Diagnostic[],
  used: readonly Use[],
  rested: readonly Use[],
): readonly Diagnostic[] {
  const named = fold(diagnostics, groupsByName(diagnostics));
  if (errorsIn(named).length <= FEW) return named;
  const { many, all } = groupsByRoot(errorsIn(named), used, rested);
  const whole = fold(named, all);
  return errorsIn(whole).length <= FEW ? whole : fold(named, many);
}

function errorsIn(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "error");
}

/** Errors that are one, in order, and the declared thing that they rest on. */
interface Group {
  readonly members: readonly Diagnostic[];
  readonly root: Location | null;
}

/** Errors of one code about one unknown name. */
function groupsByName(diagnostics: readonly Diagnostic[]): readonly Group[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.about === undefined) continue;
    const key = `${diagnostic.code} ${diagnostic.about}`;
    const known = groups.get(key) ?? [];
    groups.set(key, known);
    known.push(diagnostic);
  }
  return [...groups.values()].map((members) => ({ members, root: null }));
}

/**
 * Errors by what they rest on, the thing behind most of them first. `many` are groups that no single reader takes one by
 * one; `all` are those of a few errors too, which are one mistake only if nothing but it is wrong.
 */
function groupsByRoot(
  errors: readonly Diagnostic[],
  used: readonly Use[],
  rested: readonly Use[],
): { readonly many: readonly Group[]; readonly all: readonly Group[] } {
  const locations = errors.map(({ location }) => location);
  const roots = rootsOf(locations, used, rested);
  const candidates = new Map<string, { readonly root: Location | null; readonly members: Diagnostic[] }>();
  const add = (key: string, root: Location | null, error: Diagnostic): void => {
    const candidate = candidates.get(key) ?? { root, members: [] };
    candidates.set(key, candidate);
    candidate.members.push(error);
  };
  for (const error of errors) {
    if (error.lacked !== undefined) add(error.lacked, null, error);
    for (const [key, root] of roots.of(error.location)) add(key, root, error);
  }
  const taken = new Set<Diagnostic>();
  const all: Group[] = [];
  for (const { root, members } of [...candidates.values()].sort((a, b) => b.members.length - a.members.length)) {
    const left = members.filter((error) => !taken.has(error));
    if (left.length < 2) continue;
    for (const error of left) taken.add(error);
    all.push({ root, members: left });
  }
  return { many: all.filter(({ members }) => members.length > FEW), all };
}

/** Of each group the first, related to what it rests on and to the others. */
function fold(diagnostics: readonly Diagnostic[], groups: readonly Group[]): readonly Diagnostic[] {
  const firsts = new Map<Diagnostic, Diagnostic>();
  const others = new Set<Diagnostic>();
  for (const { members, root } of groups) {
    const [first, ...rest] = members;
    if (first === undefined || rest.length === 0) continue;
    const declared = root === null ? [] : [{ message: "all of these rest on what is declared here", location: root }];
    firsts.set(first, { ...first, related: [...first.related, ...declared, ...alsoAt(first, rest)] });
    for (const other of rest) others.add(other);
  }
  return diagnostics.flatMap((diagnostic) => (others.has(diagnostic) ? [] : [firsts.get(diagnostic) ?? diagnostic]));
}

function alsoAt(first: Diagnostic, others: readonly Diagnostic[]): RelatedLocation[] {
  const shown = others.slice(0, MOST_PLACES);
  const more = others.length - shown.length;
  return shown.map(({ message, location }, index) => {
    const said = message === first.message ? "here too" : message;
    return { message: index === MOST_PLACES - 1 && more > 0 ? `${said} (and ${more} more)` : said, location };
  });
}
