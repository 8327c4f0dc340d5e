/**
 * The shortest text in which some patterns are found and others are not, or the proof that there is none: all patterns are
 * walked side by side, one character of each sort at a time.
 */
import type { Automaton, States } from "./automaton.ts";
import { contains, LAST, type Ranges } from "./ranges.ts";

export interface Wanted {
  /** Patterns that are found in the text. */
  readonly matches: readonly Automaton[];
  readonly misses: readonly Automaton[];
  readonly min: number;
  /** Infinity: without end. */
  readonly max: number;
  /** Texts that it must not be. */
  readonly except: readonly string[];
  readonly width: Width;
}

/** How long a character is, for lengths: in UTF-16 units, or 1 where code points count. */
export type Width = (point: number) => number;

export const inUnits: Width = (point) => (point > 0xffff ? 2 : 1);
export const inPoints: Width = () => 1;

export type Walked =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "none" }
  /** Too many situations to look at. */
  | { readonly kind: "unknown" };

/** So many situations are looked at, and no more. */
const MOST_STEPS = 60_000;

/** Common characters first: a text of them reads better. */
export function walk(wanted: Wanted, most = MOST_STEPS): Walked {
  if (wanted.min > wanted.max || wanted.min === Number.POSITIVE_INFINITY) return { kind: "none" };
  const points = pointsFor(wanted);
  const common = new Walk(wanted, most).run(points.filter((point) => point <= 0xffff));
  return common.kind === "none" ? new Walk(wanted, most).run(points) : common;
}

interface Situation {
  readonly sets: readonly States[];
  readonly length: number;
  /** The text so far where it may still become one of those that it must not be, else null. */
  readonly prefix: string | null;
  readonly before: Situation | null;
  readonly point: number;
}

class Walk {
  readonly #wanted: Wanted;
  readonly #all: readonly Automaton[];
  readonly #except: ReadonlySet<string>;
  readonly #prefixes: ReadonlySet<string>;
  readonly #mostSteps: number;
  /** Lengths from here on are alike. */
  readonly #alike: number;

  constructor(wanted: Wanted, mostSteps: number) {
    this.#wanted = wanted;
    this.#all = [...wanted.matches, ...wanted.misses];
    this.#except = new Set(wanted.except);
    this.#prefixes = new Set(wanted.except.flatMap(prefixesOf));
    this.#mostSteps = mostSteps;
    this.#alike = Number.isFinite(wanted.max) ? wanted.max + 1 : wanted.min;
  }

  run(points: readonly number[]): Walked {
    const first: Situation = {
      sets: this.#all.map(({ start }) => start),
      length: 0,
      prefix: this.#except.size === 0 ? null : "",
      before: null,
      point: 0,
    };
    const queue = [first];
    const seen = new Set([keyOf(first)]);
    for (const situation of queue) {
      if (this.#isGood(situation)) return { kind: "text", text: textOf(situation) };
      if (this.#isHopeless(situation)) continue;
      for (const point of points) {
        const next = this.#next(situation, point);
        const key = keyOf(next);
        if (next.length > this.#wanted.max || seen.has(key)) continue;
        if (queue.length >= this.#mostSteps) return { kind: "unknown" };
        seen.add(key);
        queue.push(next);
      }
    }
    return { kind: "none" };
  }

  /** A wanted pattern that nothing can lead to any more. */
  #isHopeless({ sets }: Situation): boolean {
    return sets.some((states, index) => index < this.#wanted.matches.length && states.length === 0);
  }

  #next(before: Situation, point: number): Situation {
    const text = before.prefix === null ? null : before.prefix + String.fromCodePoint(point);
    return {
      sets: before.sets.map((states, index) => this.#all[index]?.next(states, point) ?? []),
      length: Math.min(before.length + this.#wanted.width(point), this.#alike),
      prefix: text !== null && this.#prefixes.has(text) ? text : null,
      before,
      point,
    };
  }

  #isGood({ sets, length, prefix, before }: Situation): boolean {
    if (length < this.#wanted.min || length > this.#wanted.max) return false;
    if (prefix !== null && this.#except.has(prefix)) return false;
    return sets.every((states, index) => {
      const isFound = this.#all[index]?.accepts(states, before === null) ?? false;
      return isFound === index < this.#wanted.matches.length;
    });
  }
}

function keyOf({ sets, length, prefix, before }: Situation): string {
  return `${before === null ? "^" : ""}${sets.map((states) => states.join()).join("|")}|${length}|${prefix ?? "\u0000"}`;
}

function textOf(situation: Situation): string {
  const points: number[] = [];
  for (let at = situation; at.before !== null; at = at.before) points.push(at.point);
  return points
    .reverse()
    .map((point) => String.fromCodePoint(point))
    .join("");
}

function prefixesOf(text: string): string[] {
  const points = [...text];
  return Array.from({ length: points.length + 1 }, (_, end) => points.slice(0, end).join(""));
}

/** One character of each sort, and each character of texts that are told apart. */
function pointsFor({ matches, misses, except }: Wanted): readonly number[] {
  const own = new Set(except.flatMap((text) => [...text].map((each) => each.codePointAt(0) ?? 0)));
  return representatives([
    ...[...matches, ...misses].flatMap(({ ranges }) => ranges),
    ...[...own].map((point) => [[point, point]] as const),
  ]);
}

/** Characters that read well in an example, best first. */
const PLEASANT = [..."abcxyzABCXYZ0123456789-_ .,:;/@#+*!?"].map((c) => c.codePointAt(0) ?? 0);

/** One character of each sort that the ranges tell apart, and one outside of the first 65,536. */
function representatives(all: readonly Ranges[]): readonly number[] {
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
