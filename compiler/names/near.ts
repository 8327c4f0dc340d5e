/** The names that someone who wrote an unknown one may have meant. */

/** Up to three of the nearest candidates, by edit distance with neighbours swapped, letter case aside. */
export function nearest(name: string, candidates: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor(name.length / 3));
  const found = new Map<string, { readonly name: string; readonly distance: number }>();
  for (const candidate of candidates) {
    if (!mayBeNear(name, candidate, limit) || found.has(candidate)) {
      continue;
    }
    const distance = distanceWithin(wanted, candidate.toLowerCase(), limit);
    if (distance <= limit && candidate !== name) {
      found.set(candidate, { name: candidate, distance });
    }
  }
  const sorted = [...found.values()].sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  const best = sorted[0]?.distance ?? 0;
  return sorted
    .filter((f) => f.distance <= best)
    .slice(0, 3)
    .map((f) => f.name);
}

/** A quick look, as a program of many names may have many unknown ones: a slip rarely changes both ends of a word. */
function mayBeNear(a: string, b: string, limit: number): boolean {
  const sameEnd = (i: number, j: number): boolean => (a.charCodeAt(i) | 32) === (b.charCodeAt(j) | 32);
  return Math.abs(a.length - b.length) <= limit && (sameEnd(0, 0) || sameEnd(a.length - 1, b.length - 1));
}

/** The distance, or a number above `limit` as soon as it is known to be above. */
function distanceWithin(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) {
    return limit + 1;
  }
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) {
      return limit + 1;
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}
