/** What is known where two ways meet: only what both know. */

import type { Type } from "../model.ts";
import { join } from "../types/join.ts";
import type { Types } from "../types/table.ts";
import type { Facts } from "./env.ts";

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
  return both;
}
