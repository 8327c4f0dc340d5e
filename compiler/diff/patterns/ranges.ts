/** Sets of characters as sorted ranges of code points that neither overlap nor touch. */

export type Range = readonly [first: number, last: number];
export type Ranges = readonly Range[];

export const LAST = 0x10ffff;
export const ANY: Ranges = [[0, LAST]];

export function rangesOf(given: readonly Range[]): Ranges {
  const merged: [number, number][] = [];
  for (const [first, last] of [...given].sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function complement(ranges: Ranges): Ranges {
  const gaps: Range[] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  return next > LAST ? gaps : [...gaps, [next, LAST]];
}

export function contains(ranges: Ranges, point: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle] ?? [0, -1];
    if (point < first) high = middle - 1;
    else if (point > last) low = middle + 1;
    else return true;
  }
  return false;
}

const single = (characters: string): Range[] =>
  [...characters].map((c) => [c.codePointAt(0) ?? 0, c.codePointAt(0) ?? 0]);

export const DIGIT: Ranges = [[48, 57]];
export const WORD: Ranges = rangesOf([
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
]);
export const LINE_END: Ranges = rangesOf(single("\n\r\u2028\u2029"));
export const SPACE: Ranges = rangesOf([
  [9, 13],
  [0x2000, 0x200a],
  ...single(" \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"),
]);

const properties = new Map<string, Ranges>();

/** The characters of `\p{…}`, as this JavaScript engine knows them. */
export function property(name: string): Ranges {
  const known = properties.get(name);
  if (known !== undefined) return known;
  const has = new RegExp(`^\\p{${name}}$`, "u");
  const found: Range[] = [];
  for (let point = 0; point <= LAST; point++) {
    if (!has.test(String.fromCodePoint(point))) continue;
    const first = point;
    while (point < LAST && has.test(String.fromCodePoint(point + 1))) point++;
    found.push([first, point]);
  }
  properties.set(name, found);
  return found;
}
