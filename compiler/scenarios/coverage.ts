/** What tests reached of handlers and functions: how much of each, and which statements and branches none did. */
import type { Owner, Point, PointKind } from "../emit/cover.ts";
import type { Place } from "../model.ts";

export interface Missed {
  readonly place: Place;
  /** "the condition was never true" */
  readonly what: string;
}

export interface OwnerCoverage {
  readonly kind: Owner["kind"];
  readonly name: string;
  readonly place: Place;
  readonly reached: number;
  readonly total: number;
  /** In the order of the text; what stands inside of something missed is not told again. */
  readonly missed: readonly Missed[];
}

export interface Coverage {
  readonly owners: readonly OwnerCoverage[];
  readonly reached: number;
  readonly total: number;
}

/** What a handler reached in a file of its own: lines, and stretches that never ran. */
export type OwnFile = Pick<OwnerCoverage, "reached" | "total" | "missed">;

const NO_FILE: OwnFile = { reached: 0, total: 0, missed: [] };

/** In the order of the owners. `files` are those of handlers in TypeScript, by the handler's name. */
export function coverageOf(
  owners: readonly Owner[],
  points: readonly Point[],
  reached: ReadonlySet<number>,
  files: ReadonlyMap<string, OwnFile> = new Map(),
): Coverage {
  const all = owners.map((owner, index) => {
    const own = points.filter((point) => point.owner === index);
    const file = (owner.kind === "fn" ? undefined : files.get(owner.name)) ?? NO_FILE;
    return {
      kind: owner.kind,
      name: owner.name,
      place: owner.place,
      reached: own.filter(({ id }) => reached.has(id)).length + file.reached,
      total: own.length + file.total,
      // What is never reached has no parts.
      missed: [...missedOf(own, reached), ...(reached.has(owner.point) ? file.missed : [])],
    };
  });
  const sum = (part: "reached" | "total"): number => all.reduce((total, one) => total + one[part], 0);
  return { owners: all, reached: sum("reached"), total: sum("total") };
}

function missedOf(points: readonly Point[], reached: ReadonlySet<number>): readonly Missed[] {
  return points
    .filter(({ id, parent }) => !reached.has(id) && (parent === null || reached.has(parent)))
    .map(({ kind, place }) => ({ place, what: WORDS[kind] }))
    .sort((a, b) => a.place.start - b.place.start);
}

const WORDS: Readonly<Record<PointKind, string>> = {
  handler: "no test reaches it",
  fn: "no test reaches it",
  statement: "never reached",
  then: "the condition was never true",
  else: "the condition was never false",
  when: "`when` never held",
  unless: "`when` always held",
  arm: "this case was never taken",
  and: "never asked: what stands before `&&` was never true",
  or: "never asked: what stands before `||` was never false",
  default: "never needed: what stands before `??` was never null",
  lambda: "never called",
  found: "the row was never there",
  missing: "the row was never missing",
};

/** A whole percentage: 100 only where everything was reached, 0 only where nothing was. */
export function percentOf({ reached, total }: { readonly reached: number; readonly total: number }): number {
  if (reached === total) return 100;
  if (reached === 0) return 0;
  return Math.min(99, Math.max(1, Math.round((100 * reached) / total)));
}
