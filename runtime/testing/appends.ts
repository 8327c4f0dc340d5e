/** Records with keys, as batches of the partitions that their keys choose. */
import { BatchBuilder } from "../log/batch.ts";
import { partitionOf } from "../log/partitioner.ts";
import type { Append } from "../log/port.ts";

/** In the order of the records within each partition. */
export function appendsOf(
  topic: string,
  partitions: number,
  records: Iterable<readonly [key: string, value: string]>,
): Append[] {
  const builders = new Map<number, BatchBuilder>();
  for (const [key, value] of records) {
    const bytes = Buffer.from(key);
    const partition = partitionOf(bytes, partitions);
    const builder = builders.get(partition) ?? new BatchBuilder();
    builders.set(partition, builder);
    builder.add({ key: bytes, value: Buffer.from(value) });
  }
  return [...builders].map(([partition, builder]) => ({ topic, partition, batch: builder.take(0) }));
}

/** A key for each of so many partitions, by their numbers. */
export const keysOf = (partitions: number): string[] =>
  Array.from({ length: partitions }, (_, partition) => {
    for (let n = 0; ; n++) if (partitionOf(Buffer.from(`u${n}`), partitions) === partition) return `u${n}`;
  });
