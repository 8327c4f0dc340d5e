/** What is known where two ways meet: only what both know. */

import type { Type } from "../model.ts";
import { join } from "../types/join.ts";
import type { Types } from "../types/table.ts";
import { ERROR } from "../types/types.ts";
import type { Facts } from "./env.ts";

/** Stands among the facts where a condition was in error: it may have asked for what follows. */
const DOUBT = "?";

export function inDoubt(facts: Facts): Facts {
  return new Map(facts).set(DOUBT, ERROR);
}

/** Whether a value that may be null may have been asked for by a condition in error. */
export function isInDoubt(facts: Facts): boolean {
  return facts.has(DOUBT);
}

export function joinFacts(types: Types, first: Facts, second: Facts): Facts {
  if (first === second) {
    return first;
  }
  const both = new Map<string, Type>();
  for (const [path, type] of first) {
    const other = second.get(path);
    const joined = other === undefined ? null : join(types, type, other);
    if (joined !== null) {
      both.set(path, joined);
    }
  }
  return isInDoubt(first) || isInDoubt(second) ? inDoubt(both) : both;
}
