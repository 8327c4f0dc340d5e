/** What happened in a test's pipeline so far, and how expectations take of it. */
import { fits, type Named, type Shape } from "./compare.ts";

/** An event or signal that the pipeline emitted, that is dead, or that waits. */
export interface Occurrence {
  /** Its name in the spec; null of a dead record that has none. */
  readonly event: string | null;
  /** As held in memory, as far as it could be read. */
  readonly value: Named;
  /** An expectation has taken it. */
  taken: boolean;
}

export interface DeadOne extends Occurrence {
  readonly handler: string;
  readonly code: string;
  readonly reason: string;
}

export interface WaitingOne extends Occurrence {
  readonly handler: string;
  /** The row that it waits for, such as `items(sku: "A")`. */
  readonly row: string;
}

/** Each list in the order in which it happened. */
export interface Happened {
  readonly emitted: readonly Occurrence[];
  readonly dead: readonly DeadOne[];
  readonly waiting: readonly WaitingOne[];
}

/** Those of a name that no expectation has taken. */
export function left<T extends Occurrence>(all: readonly T[], event: string): readonly T[] {
  return all.filter((one) => one.event === event && !one.taken);
}

/** Takes the first whose named fields are equal; false where there is none. */
export function take(all: readonly Occurrence[], event: string, expected: Named, shape: Shape): boolean {
  const found = left(all, event).find(({ value }) => fits(expected, value, shape));
  if (found === undefined) return false;
  found.taken = true;
  return true;
}
