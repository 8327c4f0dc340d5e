/** A transaction for the suites of stores. */
import type { StorePort, StoreTx } from "../port.ts";

/** Does some work in a transaction of its own. */
export async function commit<T>(port: StorePort, work: (tx: StoreTx) => Promise<T>): Promise<T> {
  const tx = await port.begin();
  try {
    const result = await work(tx);
    await tx.commit();
    return result;
  } catch (error) {
    await tx.rollback();
    throw error;
  }
}
