/** Changes made by an operator: each in one transaction of the store, one operator at a time, beside an engine or not. */
import type { StoreTx } from "../store/port.ts";
import type { Site } from "./site.ts";

const OPERATOR = "operator";

/** Runs what changes something; nothing of it stands where it throws. */
export async function changing<T>({ ports }: Site, now: number, change: (tx: StoreTx) => Promise<T>): Promise<T> {
  const tx = await ports.store.begin();
  try {
    // Who writes this note waits for the one before, where the store lets several in.
    await tx.setNote(OPERATOR, String(now));
    const result = await change(tx);
    await tx.commit();
    return result;
  } catch (error) {
    await tx.rollback();
    throw error;
  }
}
