/** Why a round cannot be. */
import type { StoreTx } from "../store/port.ts";

/** A reader seems to stand where its partition has nothing: whether it does, the log and the store must be asked. */
export class Doubt extends Error {
  override readonly name = "Doubt";
}

/** What is handled before the store can be asked needs it: it is done when it can. */
export class NeedsStore extends Error {
  override readonly name = "NeedsStore";
}

/** A transaction, if there is one already. */
export function needed(tx: StoreTx | null): StoreTx {
  if (tx === null) throw new NeedsStore();
  return tx;
}

/** Another owner has moved a position, or taken up what was put off: this one must ask the store where it stands. */
export class LostPosition extends Error {
  override readonly name = "LostPosition";
}
