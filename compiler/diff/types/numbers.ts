/** The JSON numbers that a type is written as or read from. */
import type { Type } from "../../model.ts";
import type { Role } from "./view.ts";

export interface NumberSet {
  readonly min: number;
  readonly max: number;
  /** Only whole ones. */
  readonly whole: boolean;
}

const MOST_MS = 8.64e15;
const MOST_INT = Number.MAX_SAFE_INTEGER;

/** As a whole number of ms, or as seconds. `null` for what is no number in JSON. */
export function numbersOf(type: Type, role: Role | "read"): NumberSet | null {
  switch (type.kind) {
    case "int":
      return {
        min: Math.max(type.min ?? -MOST_INT, -MOST_INT),
        max: Math.min(type.max ?? MOST_INT, MOST_INT),
        whole: true,
      };
    case "number":
      return { min: type.min ?? -Number.MAX_VALUE, max: type.max ?? Number.MAX_VALUE, whole: false };
    case "timestamp":
      return type.unit === "iso" ? null : timed(MOST_MS, type.unit, role);
    case "duration":
      return timed(MOST_INT, type.unit, role);
    default:
      return null;
  }
}

/** What is rounded when it is read may stand half a ms further out: writers are given that room, readers are not. */
function timed(most: number, unit: "ms" | "s", role: Role | "read"): NumberSet {
  const room = role === "accepted" ? most + 1 : most;
  // A thousand times a fraction may be rounded up.
  const end = unit === "s" ? (role === "accepted" ? room : room - 1) / 1000 : room;
  return { min: -end, max: end, whole: unit === "ms" && role === "written" };
}

export function contains(set: NumberSet, value: number): boolean {
  return value >= set.min && value <= set.max && (!set.whole || Number.isInteger(value));
}

/** Numbers that one set holds and the other does not reach, the nearest first. */
export function beyond(inner: NumberSet, outer: NumberSet): readonly number[] {
  const { min, max } = outer;
  const near = [max + 1, min - 1, max + 0.5, min - 0.5, max * 2, min * 2];
  const between = [(inner.max + max) / 2, (inner.min + min) / 2];
  const tried = [...near, ...between, inner.max, inner.min];
  return [...new Set(tried)].filter((value) => contains(inner, value) && (value < min || value > max));
}

/** Numbers of the set that are not whole. */
export function broken(set: NumberSet): readonly number[] {
  if (set.whole) return [];
  const tried = [
    0.5,
    set.min + 0.5,
    set.max - 0.5,
    set.min,
    set.max,
    (set.min + set.max) / 2,
    set.min + (set.max - set.min) / 3,
  ];
  return tried.filter((value) => Number.isFinite(value) && !Number.isInteger(value) && contains(set, value));
}
