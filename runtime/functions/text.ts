/** What the spec's functions on strings do where JavaScript has no method that does just that. */

const INTEGER = /^[+-]?\d+$/;
const NUMERAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Replaces every occurrence; `by` stands as it is, `$&` too. */
export function replace(text: string, what: string, by: string): string {
  return text.replaceAll(what, () => by);
}

/**
 * The integer that a string writes: an optional sign and decimal digits, nothing else (no spaces, no fraction, no
 * exponent, no `0x`). Null for any other string and past ±(2^53 − 1).
 */
export function toInt(text: string): number | null {
  if (!INTEGER.test(text)) return null;
  const value = Number(text) + 0;
  return Number.isSafeInteger(value) ? value : null;
}

/**
 * The number that a string writes: an optional sign, decimal digits with or without a fraction, an optional exponent
 * (`12`, `-0.5`, `.5`, `1e3`), nothing else (no spaces, no `0x`, no `Infinity`). Null for any other string and past the
 * finite.
 */
export function toNumber(text: string): number | null {
  if (!NUMERAL.test(text)) return null;
  const value = Number(text) + 0;
  return Number.isFinite(value) ? value : null;
}

/** The least of these strings, by UTF-16 units. */
export function minText<T extends string>(first: T, ...others: readonly T[]): T {
  return others.reduce((least, one) => (one < least ? one : least), first);
}

/** The greatest of these strings, by UTF-16 units. */
export function maxText<T extends string>(first: T, ...others: readonly T[]): T {
  return others.reduce((greatest, one) => (one > greatest ? one : greatest), first);
}

/** `text`, or the nearer of the two limits where it lies outside. `high` wins where the limits are crossed. */
export function clampText<T extends string>(text: T, low: T, high: T): T {
  return minText(maxText(text, low), high);
}
