/** The key columns of stores, and which of the old version is which of the new one. */
import type { Column, Store } from "../model.ts";
import { type Couple, type Matched, match } from "./match.ts";

export function keysOf({ columns }: Store): readonly Column[] {
  return columns.filter(({ kind }) => kind === "key");
}

/** Key columns are of one form often: a name that went and one that came are not taken for each other. */
export function matchedKeys({ old, new: now }: Couple<Store>): Matched<Column> {
  return match(keysOf(old), keysOf(now), () => 0);
}
