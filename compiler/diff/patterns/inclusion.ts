/** Whether every text of one set is in another: both are walked side by side, one character of each sort at a time. */
import { type Automaton, automatonOf, type States } from "./automaton.ts";
import { contains, LAST, type Ranges } from "./ranges.ts";

/** Texts between two lengths in which a pattern (flag `u`) is found. */
export interface TextSet {
  readonly min: number;
  /** Infinity: without end. */
  readonly max: number;
  readonly pattern: string | null;
}

export type Inclusion =
  | { readonly kind: "included" }
  /** One of the shortest texts that are in the first set and not in the second. */
  | { readonly kind: "outside"; readonly text: string }
  /** The patterns are no regular languages, or too large. */
  | { readonly kind: "unknown" };

/** How long a character is, for lengths: in UTF-16 units, or 1 where code points count. */
export type Width = (point: number) => number;

export const inUnits: Width = (point) => (point > 0xffff ? 2 : 1);

export const EVERY_TEXT: TextSet = { min: 0, max: Number.POSITIVE_INFINITY, pattern: null };

/** As many situations are looked at, and no more. */
const MOST_STEPS = 60_000;

const INCLUDED: Inclusion = { kind: "included" };
const UNKNOWN: Inclusion = { kind: "unknown" };

export function inclusion(inner: TextSet, outer: TextSet, width: Width = inUnits): Inclusion {
  const isWithin = inner.min >= outer.min && inner.max <= outer.max;
  if (isWithin && (outer.pattern === null || outer.pattern === inner.pattern)) return INCLUDED;
  const a = inner.pattern === null ? null : automatonOf(inner.pattern);
  const b = outer.pattern === null ? null : automatonOf(outer.pattern);
  if (inner.pattern !== null && a === null) return UNKNOWN;
  if (outer.pattern !== null && b === null) return UNKNOWN;
  return new Walk(inner, outer, a, b, width).run();
}

/** A short text of the set, or null where there is none or none is found. */
export function shortest(set: TextSet, width: Width = inUnits): string | null {
  const found = inclusion(set, { min: 0, max: -1, pattern: null }, width);
  return found.kind === "outside" ? found.text : null;
}

interface Situation {
  readonly a: States;
  readonly b: States;
  readonly length: number;
  readonly before: Situation | null;
  readonly point: number;
}

class Walk {
  readonly #inner: TextSet;
  readonly #outer: TextSet;
  readonly #a: Automaton | null;
  readonly #b: Automaton | null;
  readonly #width: Width;
  /** Lengths from here on are alike. */
  readonly #most: number;

  constructor(inner: TextSet, outer: TextSet, a: Automaton | null, b: Automaton | null, width: Width) {
    this.#inner = inner;
    this.#outer = outer;
    this.#a = a;
    this.#b = b;
    this.#width = width;
    this.#most = Math.max(
      ...[inner.min, inner.max + 1, outer.min, outer.max + 1].filter((length) => Number.isFinite(length)),
    );
  }

  /** Common characters first: a text of them reads better. */
  run(): Inclusion {
    const points = representatives([...(this.#a?.ranges ?? []), ...(this.#b?.ranges ?? [])]);
    const common = this.#walk(points.filter((point) => point <= 0xffff));
    return common.kind === "included" ? this.#walk(points) : common;
  }

  #walk(points: readonly number[]): Inclusion {
    const first: Situation = { a: this.#a?.start ?? [], b: this.#b?.start ?? [], length: 0, before: null, point: 0 };
    const queue = [first];
    const seen = new Set([keyOf(first)]);
    for (const situation of queue) {
      if (this.#isOutside(situation)) return { kind: "outside", text: textOf(situation) };
      for (const point of points) {
        const next = this.#next(situation, point);
        if (next.length > this.#inner.max || seen.has(keyOf(next))) continue;
        if (queue.length >= MOST_STEPS) return UNKNOWN;
        seen.add(keyOf(next));
        queue.push(next);
      }
    }
    return INCLUDED;
  }

  #next(before: Situation, point: number): Situation {
    return {
      a: this.#a?.next(before.a, point) ?? [],
      b: this.#b?.next(before.b, point) ?? [],
      length: Math.min(before.length + this.#width(point), this.#most),
      before,
      point,
    };
  }

  #isOutside({ a, b, length, before }: Situation): boolean {
    const isEmpty = before === null;
    if (length < this.#inner.min || length > this.#inner.max) return false;
    if (this.#a !== null && !this.#a.accepts(a, isEmpty)) return false;
    if (length < this.#outer.min || length > this.#outer.max) return true;
    return this.#b !== null && !this.#b.accepts(b, isEmpty);
  }
}

function keyOf({ a, b, length, before }: Situation): string {
  return `${before === null ? "^" : ""}${a.join()}|${b.join()}|${length}`;
}

function textOf(situation: Situation): string {
  const points: number[] = [];
  for (let at = situation; at.before !== null; at = at.before) points.push(at.point);
  return String.fromCodePoint(...points.reverse());
}

/** Characters that read well in an example, best first. */
const PLEASANT = [..."abcxyzABCXYZ0123456789-_ .,:;/@#+*!?"].map((c) => c.codePointAt(0) ?? 0);

/** One character of each sort that the ranges tell apart, and one outside of the first 65,536. */
export function representatives(all: readonly Ranges[]): readonly number[] {
  const distinct = [...new Map(all.map((ranges) => [JSON.stringify(ranges), ranges])).values()];
  const cuts = new Set([0, 0x10000]);
  for (const ranges of distinct) {
    for (const [first, last] of ranges) {
      cuts.add(first);
      if (last < LAST) cuts.add(last + 1);
    }
  }
  const sorts = new Map<string, number>();
  // A pleasant character is met before the begin of the range that it is in.
  for (const point of [...PLEASANT, ...[...cuts].sort((a, b) => a - b)]) {
    const sort = `${point > 0xffff}${distinct.map((ranges) => (contains(ranges, point) ? 1 : 0)).join("")}`;
    if (!sorts.has(sort)) sorts.set(sort, point);
  }
  return [...sorts.values()];
}
