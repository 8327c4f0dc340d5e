/** The order in which rows are written: one and the same for all, so that no two processes wait for each other's rows. */
import type { Slots } from "./port.ts";

interface Keyed {
  readonly key: Slots;
}

export const byKey = (a: Keyed, b: Keyed): number => compareKeys(a.key, b.key);

/** By UTF-16 units. */
export function compareKeys(a: Slots, b: Slots): number {
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? null, b[i] ?? null];
    if (x === y || x === null || y === null) continue;
    return x < y ? -1 : 1;
  }
  return 0;
}
