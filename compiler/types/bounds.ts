/** Bounds of numbers and lengths as the model holds them, and whether any value is within. */

import type { BoundsNode } from "../../dsl/syntax.ts";

export interface Bounds {
  readonly min: number | null;
  readonly max: number | null;
  readonly holds: boolean;
}

/** Bounds of an `int` are those of the whole numbers within. */
export function numbers(node: BoundsNode, whole: boolean): Bounds {
  const min = node.min === null ? null : whole ? Math.ceil(node.min.value) : node.min.value;
  const max = node.max === null ? null : whole ? Math.floor(node.max.value) : node.max.value;
  return { min, max, holds: min === null || max === null || min <= max };
}

/** Bounds of a length, which is never negative. */
export function lengths(node: BoundsNode): Bounds {
  const { min, max, holds } = numbers(node, true);
  return { min: min !== null && min <= 0 ? null : min, max, holds: holds && (max === null || max >= 0) };
}
