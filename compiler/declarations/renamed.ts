/** What `was` says of stores and columns, as far as it can be so. */

interface Renamed {
  readonly name: string;
  readonly was: string | null;
}

/**
 * What was called as another one still is has not been renamed, but is new: rows stay with the one that has kept its name. One
 * that had another name itself has given its own up.
 */
export function withoutVainRenames<T extends Renamed>(all: readonly T[]): T[] {
  const kept = new Set(all.flatMap(({ name, was }) => (was === null ? [name] : [])));
  return all.map((each) => (each.was !== null && kept.has(each.was) ? { ...each, was: null } : each));
}
