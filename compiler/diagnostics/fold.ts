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
  const causes = causesOf(errorsIn(named), used, rested);
  // One mistake is behind all of them, or there are several, of which one may make many errors of a kind.
  const whole = fold(
    named,
    groupsByCause(causes, 2, (_, cause) => cause),
  );
  if (errorsIn(whole).length <= FEW) return whole;
  return fold(
    named,
    groupsByCause(causes, FEW + 1, ({ code }, cause) => `${code} ${cause}`),
  );
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

/** What may have caused an error, by a name of its own: a declared thing, or what something lacks. */
type Causes = ReadonlyMap<string, Location | null>;

function causesOf(
  errors: readonly Diagnostic[],
  used: readonly Use[],
  rested: readonly Use[],
): ReadonlyMap<Diagnostic, Causes> {
  const locations = errors.map(({ location }) => location);
  const roots = rootsOf(locations, used, rested);
  return new Map(
    errors.map((error): [Diagnostic, Causes] => {
      const lacked: readonly [string, null][] = error.lacked === undefined ? [] : [[error.lacked, null]];
      return [error, new Map([...lacked, ...roots.of(error.location)])];
    }),
  );
}

/** Errors by what they have in common, at least so many, and what most have in common first. */
function groupsByCause(
  causes: ReadonlyMap<Diagnostic, Causes>,
  least: number,
  keyOf: (error: Diagnostic, cause: string) => string,
): readonly Group[] {
  const candidates = new Map<string, { readonly root: Location | null; readonly members: Diagnostic[] }>();
  for (const [error, all] of causes) {
    for (const [cause, root] of all) {
      const key = keyOf(error, cause);
      const candidate = candidates.get(key) ?? { root, members: [] };
      candidates.set(key, candidate);
      candidate.members.push(error);
    }
  }
  const taken = new Set<Diagnostic>();
  const groups: Group[] = [];
  for (const { root, members } of [...candidates.values()].sort((a, b) => b.members.length - a.members.length)) {
    const left = members.filter((error) => !taken.has(error));
    if (left.length < least) continue;
    for (const error of left) taken.add(error);
    groups.push({ root, members: left });
  }
  return groups;
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
