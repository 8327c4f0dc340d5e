/** Numbers and durations as written: `12`, `1_000`, `1.5`, `500ms`, `1h30m`. */

const NUMBER = /^(0|[1-9]\d*(_\d+)*|0(_\d+)+)(\.\d+(_\d+)*)?$/;
const DURATION = /^(?:(\d[\d_]*)d)?(?:(\d[\d_]*)h)?(?:(\d[\d_]*)m(?!s))?(?:(\d[\d_]*)s)?(?:(\d[\d_]*)ms)?$/;
const BAD_UNDERSCORE = /_(?!\d)/;
const UNITS = [86_400_000, 3_600_000, 60_000, 1_000, 1] as const;

/** The number that was written, or null if it is none. */
export function numberValue(raw: string): number | null {
  return NUMBER.test(raw) ? Number(raw.replaceAll("_", "")) : null;
}

const WORDS: readonly (readonly [RegExp, string, number])[] = [
  [/^(millis|milliseconds?|msecs?)$/i, "ms", 1],
  [/^(s|secs?|seconds?)$/i, "s", 1],
  [/^(m|mins?|minutes?)$/i, "m", 1],
  [/^(h|hrs?|hours?)$/i, "h", 1],
  [/^(d|days?)$/i, "d", 1],
  [/^(w|weeks?)$/i, "d", 7],
];

/** A duration with its unit written out, as it is written here. */
export function durationMeant(raw: string): string | undefined {
  const [, amount = "", word = ""] = /^(\d{1,9})_?([A-Za-z]+)$/.exec(raw) ?? [];
  const unit = WORDS.find(([words]) => words.test(word));
  return unit === undefined ? undefined : `${Number(amount) * unit[2]}${unit[1]}`;
}

/** The milliseconds of a duration, or null if it is none: units from large to small, each at most once. */
export function durationValue(raw: string): number | null {
  const match = DURATION.exec(raw);
  if (match === null || raw === "" || BAD_UNDERSCORE.test(raw)) return null;
  let total = 0;
  for (const [index, unit] of UNITS.entries()) {
    const amount = match[index + 1];
    if (amount !== undefined) total += Number(amount.replaceAll("_", "")) * unit;
  }
  return total;
}
