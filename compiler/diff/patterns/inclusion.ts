/** Whether every text of one set is in another, and if not, one of the shortest that are outside. */
import { type Automaton, automatonOf } from "./automaton.ts";
import { inUnits, type Walked, type Width, walk } from "./walk.ts";

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

export const EVERY_TEXT: TextSet = { min: 0, max: Number.POSITIVE_INFINITY, pattern: null };

const INCLUDED: Inclusion = { kind: "included" };
const UNKNOWN: Inclusion = { kind: "unknown" };

export function inclusion(inner: TextSet, outer: TextSet, width: Width = inUnits): Inclusion {
  const isWithin = inner.min >= outer.min && inner.max <= outer.max;
  if (isWithin && (outer.pattern === null || outer.pattern === inner.pattern)) return INCLUDED;
  const matches = automata(inner.pattern);
  const misses = automata(outer.pattern);
  if (matches === null || misses === null) return UNKNOWN;
  const between = (min: number, max: number, without: readonly Automaton[]): Walked =>
    walk({ matches, misses: without, min: Math.max(min, inner.min), max: Math.min(max, inner.max), except: [], width });
  const found = [
    ...(misses.length === 0 ? [] : [between(inner.min, inner.max, misses)]),
    between(inner.min, outer.min - 1, []),
    between(outer.max + 1, inner.max, []),
  ];
  const texts = found.flatMap((each) => (each.kind === "text" ? [each.text] : []));
  const [shortest] = texts.sort((a, b) => a.length - b.length);
  if (shortest !== undefined) return { kind: "outside", text: shortest };
  return found.some(({ kind }) => kind === "unknown") ? UNKNOWN : INCLUDED;
}

/** None for no pattern; null where the pattern is no regular language. */
function automata(pattern: string | null): readonly Automaton[] | null {
  if (pattern === null) return [];
  const automaton = automatonOf(pattern);
  return automaton === null ? null : [automaton];
}

/** A short text of the set, or null where there is none or none is found. */
export function shortest(set: TextSet, width: Width = inUnits): string | null {
  const found = inclusion(set, { min: 0, max: -1, pattern: null }, width);
  return found.kind === "outside" ? found.text : null;
}
