/**
 * Where partitions end, as far as what was sent here tells. A broker may answer that it has taken what it has dropped as a
 * repeat: then the offsets that it gives do not grow.
 */
import { UserError } from "../../errors.ts";
import type { Chunk } from "./chunks.ts";

/** Where a broker says that records lie. */
export interface Placed {
  readonly topicName: string;
  readonly partition: number;
  readonly baseOffset?: string;
}

export class Ends {
  /** Offset after the last message sent, by topic and partition. */
  readonly #ends = new Map<string, number>();

  /** The first offset of each chunk. Throws where a partition has not grown by what was sent. */
  basesOf(wave: readonly Chunk[], placed: readonly Placed[]): readonly number[] {
    const bases = wave.map(({ topic, partition }) => {
      const found = placed.find((each) => each.topicName === topic && each.partition === partition);
      const base = Number(found?.baseOffset ?? Number.NaN);
      const end = this.#ends.get(`${topic}/${partition}`) ?? 0;
      if (base >= end) return base;
      // Another producer tells; a topic that was made anew begins at 0 again.
      for (const each of wave) this.#ends.delete(`${each.topic}/${each.partition}`);
      const text = `Kafka says that new records of ${topic} (partition ${partition}) lie at offset ${base}, where older ones do.`;
      throw new UserError("log", text);
    });
    for (const [place, { topic, partition, count }] of wave.entries()) {
      this.#ends.set(`${topic}/${partition}`, (bases[place] ?? 0) + count);
    }
    return bases;
  }
}
