/** Which declaration of the old version is which of the new one: by name, by `was`, and, where neither helps, by likeness. */

export interface Named {
  readonly name: string;
  readonly was?: string | null;
}

export interface Couple<T> {
  readonly old: T;
  readonly new: T;
}

export interface Matched<T> {
  readonly couples: readonly Couple<T>[];
  /** Of these, those that `was` says. */
  readonly renamed: readonly Couple<T>[];
  /** Neither name nor `was` says so, but they are alike: what was removed and what was added instead. */
  readonly alike: readonly Couple<T>[];
  /** Without those that were renamed or look so. */
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** From 0 for nothing in common up to 1 for the same. */
export type Likeness<T> = (old: T, now: T) => number;

const ALIKE = 0.7;

export function match<T extends Named>(old: readonly T[], now: readonly T[], likeness: Likeness<T>): Matched<T> {
  const before = new Map(old.map((each) => [each.name, each]));
  const after = new Map(now.map((each) => [each.name, each]));
  const couples: Couple<T>[] = [];
  const renamed: Couple<T>[] = [];
  const taken = new Set<T>();
  for (const each of now) {
    const same = before.get(each.name);
    const said = each.was === null || each.was === undefined || after.has(each.was) ? undefined : before.get(each.was);
    const found = same ?? said;
    if (found === undefined || taken.has(found)) continue;
    taken.add(found);
    couples.push({ old: found, new: each });
    if (same === undefined) renamed.push({ old: found, new: each });
  }
  const coupled = new Set(couples.map((couple) => couple.new));
  const removed = old.filter((each) => !taken.has(each));
  const added = now.filter((each) => !coupled.has(each));
  const alike = alikes(removed, added, likeness);
  return {
    couples,
    renamed,
    alike,
    removed: removed.filter((each) => !alike.some((couple) => couple.old === each)),
    added: added.filter((each) => !alike.some((couple) => couple.new === each)),
  };
}

/** The most alike first, each once. */
function alikes<T>(removed: readonly T[], added: readonly T[], likeness: Likeness<T>): readonly Couple<T>[] {
  const all = removed.flatMap((old) => added.map((now) => ({ old, new: now, likeness: likeness(old, now) })));
  const found: Couple<T>[] = [];
  for (const { old, new: now, likeness: degree } of all.sort((a, b) => b.likeness - a.likeness)) {
    if (degree < ALIKE) break;
    if (!found.some((couple) => couple.old === old || couple.new === now)) found.push({ old, new: now });
  }
  return found;
}

/** How much of two lists of words is common to both. */
export function overlap(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b]);
  if (all.size === 0) return 0;
  const [one, other] = [new Set(a), new Set(b)];
  return [...all].filter((word) => one.has(word) && other.has(word)).length / all.size;
}
