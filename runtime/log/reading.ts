/** Reads a partition as far as it reaches, for those who look at a log and do not follow it. */
import { UserError } from "../errors.ts";
import type { RecordBatch } from "./batch.ts";
import { Memory } from "./marks.ts";
import type { Extent, LogReader } from "./port.ts";

const FETCH_BYTES = 1 << 20;
const WAIT_MS = 100;
/** Where nothing has come for so long, the log is away. */
const PATIENCE_MS = 30_000;

/** Batches from `start` to before `end`, in order. What a log does not have at hand is waited for. */
export async function* batchesIn(
  reader: LogReader,
  { topic, partition, start, end }: Extent,
): AsyncGenerator<RecordBatch> {
  let silentSince = performance.now();
  for (let next = start; next < end; ) {
    const batches = await reader.fetch(topic, partition, next, FETCH_BYTES);
    for (const batch of batches) {
      yield batch;
      next = batch.next;
      if (next >= end) return;
    }
    if (batches.length > 0) {
      silentSince = performance.now();
      continue;
    }
    await reader.wait(WAIT_MS);
    const extent = (await reader.extents()).find((each) => each.topic === topic && each.partition === partition);
    // Where the last records were markers of transactions, there are none to come; where retention took some, neither.
    if (extent === undefined || extent.end <= next) return;
    next = Math.max(next, extent.start);
    if (performance.now() - silentSince > PATIENCE_MS) {
      throw new UserError("log", `Nothing comes of ${topic} (partition ${partition}), from offset ${next} on.`);
    }
  }
}

const NONE: ReadonlySet<number> = new Set();

/** The offsets of those records of a partition that were written again after a crash: its batches, one after another. */
export class Repeats {
  readonly #memory = new Memory(null);

  in(batch: RecordBatch): ReadonlySet<number> {
    if (!batch.isMarked) return NONE;
    const repeats = new Set<number>();
    for (let index = 0; index < batch.count; index++) {
      const mark = batch.mark(index);
      if (mark !== null && !this.#memory.admits(mark, batch.offset(index))) repeats.add(batch.offset(index));
    }
    return repeats;
  }
}
