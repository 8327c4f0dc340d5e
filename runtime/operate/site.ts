/**
 * What an operator looks at: a pipeline's plan with its log and its store, whichever they are, where an engine may be
 * running or none. All that is asked here is read as it was last committed.
 */
import type { Plan } from "../engine/plan.ts";
import type { Ports } from "../engine/round.ts";
import type { RecordBatch } from "../log/batch.ts";
import type { Extent, LogPort } from "../log/port.ts";
import { batchesIn, Repeats } from "../log/reading.ts";
import { yieldTurn } from "../turn.ts";

export interface Site {
  readonly plan: Plan;
  readonly ports: Ports;
}

/** Where these topics begin and end; of those that are there. */
export async function extentsOf(log: LogPort, topics: readonly string[]): Promise<readonly Extent[]> {
  const reader = await log.join(null, await existing(log, topics));
  try {
    return await reader.extents();
  } finally {
    await reader.leave();
  }
}

async function existing(log: LogPort, topics: readonly string[]): Promise<string[]> {
  const names = new Set((await log.topics()).map(({ name }) => name));
  return [...new Set(topics)].filter((topic) => names.has(topic));
}

export interface Scanned {
  readonly topic: string;
  readonly partition: number;
  readonly batch: RecordBatch;
  /** Index of the first record that is still kept. */
  readonly from: number;
  /** Whether the record at an index was written again after a crash: it is none of its own. */
  readonly isRepeat: (index: number) => boolean;
}

/** All records of some topics, in the order of each partition, as far as they reach now. Others have their turn between. */
export async function* scan(log: LogPort, topics: readonly string[]): AsyncGenerator<Scanned> {
  const reader = await log.join(null, await existing(log, topics));
  try {
    for (const extent of await reader.extents()) {
      const { topic, partition, start } = extent;
      const repeats = new Repeats();
      for await (const batch of batchesIn(reader, extent)) {
        const again = repeats.in(batch);
        const isRepeat = (index: number): boolean => again.has(batch.offset(index));
        yield { topic, partition, batch, from: batch.indexOf(start), isRepeat };
        await yieldTurn();
      }
    }
  } finally {
    await reader.leave();
  }
}

export interface Place {
  readonly batch: RecordBatch;
  readonly index: number;
}

/** The records of one partition from an offset to before another. */
export async function* between(
  log: LogPort,
  topic: string,
  partition: number,
  from: number,
  to: number,
): AsyncGenerator<Place> {
  const reader = await log.join(null, [topic]);
  try {
    for await (const batch of batchesIn(reader, { topic, partition, start: from, end: to })) {
      for (let index = batch.indexOf(from); index < batch.count && batch.offset(index) < to; index++) {
        yield { batch, index };
      }
      await yieldTurn();
    }
  } finally {
    await reader.leave();
  }
}

/** The batch that holds one record, or null where it is not kept any more, or not there yet. */
export async function batchAt(log: LogPort, topic: string, partition: number, offset: number): Promise<Place | null> {
  const reader = await log.join(null, await existing(log, [topic]));
  try {
    const extent = (await reader.extents()).find((each) => each.partition === partition);
    if (extent === undefined || offset < extent.start || offset >= extent.end) return null;
    for await (const batch of batchesIn(reader, { topic, partition, start: offset, end: offset + 1 })) {
      const index = batch.indexOf(offset);
      return index < batch.count && batch.offset(index) === offset ? { batch, index } : null;
    }
    return null;
  } finally {
    await reader.leave();
  }
}
