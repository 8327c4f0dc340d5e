/**
 * What errors may come of: a declared thing that is wrong is told nowhere but where it is used, so that what many errors rest
 * on, and little else, is the one mistake behind them.
 */

import type { Location } from "./diagnostic.ts";

/** What is written `at` a place rests on what is declared at another. */
export interface Use {
  readonly at: Location;
  readonly declared: Location;
  /** Of `a.b`, which rests on how `b` is declared, and no more on what `a` is. */
  readonly alone?: boolean;
  /** What is declared is what an expression gives: it rests on all that the expression does. */
  readonly expression?: boolean;
}

export interface Roots {
  /** The declared things that each error rests on and that may be its cause, by a name of theirs. */
  of(error: Location): ReadonlyMap<string, Location>;
}

/** A thing is suspect if at least this share of its uses is in error. */
const SUSPECT = 1 / 2;

/** `used` is what expressions rest on, `rested` what declared things rest on in turn. */
export function rootsOf(errors: readonly Location[], used: readonly Use[], rested: readonly Use[]): Roots {
  const [uses, rests] = [byFile(used), byFile(rested)];
  const causes = new Map<string, ReadonlyMap<string, Location>>();

  /** What a declared thing rests on, itself included. */
  const causesOf = ({ declared, expression }: Use): ReadonlyMap<string, Location> => {
    const key = keyOf(declared);
    const known = causes.get(key);
    if (known !== undefined) return known;
    const found = new Map([[key, declared]]);
    causes.set(key, found);
    for (const use of [...within(rests, declared), ...(expression ? within(uses, declared) : [])]) {
      for (const [cause, location] of causesOf(use)) found.set(cause, location);
    }
    return found;
  };

  const shares = new Map<string, { readonly places: Set<string>; readonly wrong: Set<string> }>();
  const shareOf = (cause: string) => {
    const share = shares.get(cause) ?? { places: new Set<string>(), wrong: new Set<string>() };
    shares.set(cause, share);
    return share;
  };
  for (const use of used) {
    for (const cause of causesOf(use).keys()) shareOf(cause).places.add(keyOf(use.at));
  }
  const found = new Map<string, ReadonlyMap<string, Location>>();
  for (const error of errors) {
    const all = new Map<string, Location>();
    for (const use of [...touching(uses, error), ...touching(rests, error)]) {
      for (const [cause, location] of causesOf(use)) {
        all.set(cause, location);
        shareOf(cause).wrong.add(keyOf(use.at));
      }
    }
    found.set(keyOf(error), all);
  }
  const suspects = (all: ReadonlyMap<string, Location>): ReadonlyMap<string, Location> =>
    new Map(
      [...all].filter(([cause]) => {
        const { places, wrong } = shareOf(cause);
        return wrong.size >= places.size * SUSPECT;
      }),
    );
  return { of: (error) => suspects(found.get(keyOf(error)) ?? new Map()) };
}

function keyOf({ file, start, end }: Location): string {
  return `${file}\u0000${start}\u0000${end}`;
}

/** The uses of each file, by where they start. */
type ByFile = ReadonlyMap<string, readonly Use[]>;

function byFile(uses: readonly Use[]): ByFile {
  const files = new Map<string, Use[]>();
  for (const use of uses) {
    const known = files.get(use.at.file) ?? [];
    files.set(use.at.file, known);
    known.push(use);
  }
  for (const list of files.values()) list.sort((a, b) => a.at.start - b.at.start);
  return files;
}

/** What stands inside of a range. */
function within(uses: ByFile, { file, start, end }: Location): Use[] {
  const list = uses.get(file) ?? [];
  const found: Use[] = [];
  for (let i = firstFrom(list, start); i < list.length; i++) {
    const use = list[i];
    if (use === undefined || use.at.start >= end) break;
    if (use.at.end <= end) found.push(use);
  }
  return found;
}

/** What stands inside of a range or around it. */
function touching(uses: ByFile, error: Location): Use[] {
  const list = uses.get(error.file) ?? [];
  const around = list
    .slice(Math.max(0, firstFrom(list, error.start) - NEAR), firstFrom(list, error.start + 1))
    .filter(({ at, alone }) => at.start <= error.start && error.end <= at.end && alone !== true);
  const inside = within(uses, error);
  const alone = inside.filter((use) => use.alone === true);
  const left = inside.filter(({ at }) => !alone.some((one) => one.at.start <= at.start && at.end < one.at.end));
  return [...new Set([...around, ...left])];
}

/** How many uses before an error are looked at for one that holds it: what is noted is short. */
const NEAR = 64;

function firstFrom(list: readonly Use[], start: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.at.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
