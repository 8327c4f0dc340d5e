/** Which stores are remembered under a name that they have given up. */
import type { TableLayout } from "../../codec/layout.ts";
import type { Remembered } from "../renames.ts";

export interface RenamedStores {
  /** Under the new names. */
  readonly remembered: ReadonlyMap<string, Remembered>;
  /** Old names, by the new ones. */
  readonly renames: ReadonlyMap<string, string>;
}

/** A store may take the name that another gives up: this goes on until nothing more can be renamed. */
export function renamedStores(
  remembered: ReadonlyMap<string, Remembered>,
  layouts: readonly TableLayout[],
): RenamedStores {
  const all = new Map(remembered);
  const renames = new Map<string, string>();
  for (let before = -1; before < renames.size; ) {
    before = renames.size;
    for (const { store, was } of layouts) {
      const found = was === null || all.has(store) ? undefined : all.get(was);
      if (was === null || found === undefined) continue;
      all.delete(was);
      all.set(store, found);
      renames.set(store, was);
    }
  }
  return { remembered: all, renames };
}
