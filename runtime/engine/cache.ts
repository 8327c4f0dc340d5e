/**
 * Batches that were read and decoded lately, by topic and partition: several handlers of one topic decode once, and what
 * this process has emitted is handed on without reading it back. It forgets what all have read, and what is too much.
 */
import type { LogReader } from "../log/port.ts";
import type { Decoded, Decoder } from "./decode.ts";

const FETCH_BYTES = 1 << 20;
const MAX_EVENTS = 60_000;
const MAX_CACHED_BYTES = 64 << 20;

export class DecodedCache {
  readonly #decoders: ReadonlyMap<string, Decoder>;
  /** Batches in ascending order of offsets. */
  readonly #batches = new Map<string, Decoded[]>();

  constructor(decoders: ReadonlyMap<string, Decoder>) {
    this.#decoders = decoders;
  }

  /** The batch that holds an offset, or the next one after it; undefined where there is none yet. */
  async get(reader: LogReader, topic: string, partition: number, offset: number): Promise<Decoded | undefined> {
    return this.#find(topic, partition, offset) ?? (await this.#fetch(reader, topic, partition, offset));
  }

  #find(topic: string, partition: number, offset: number): Decoded | undefined {
    return this.#of(topic, partition).find((batch) => batch.base <= offset && offset < batch.next);
  }

  async #fetch(reader: LogReader, topic: string, partition: number, offset: number): Promise<Decoded | undefined> {
    const decoder = this.#decoders.get(topic);
    if (decoder === undefined) throw new Error(`The topic ${topic} is not read.`);
    const batches = await reader.fetch(topic, partition, offset, FETCH_BYTES);
    const [first] = batches.map((batch) => {
      const known = this.#find(topic, partition, batch.base);
      if (known !== undefined) return known;
      const decoded = decoder.decode(partition, batch);
      this.add(decoded);
      return decoded;
    });
    return first;
  }

  add(decoded: Decoded): void {
    const batches = this.#of(decoded.topic, decoded.partition);
    batches.push(decoded);
    if ((batches.at(-2)?.base ?? -1) > decoded.base) batches.sort((a, b) => a.base - b.base);
  }

  #of(topic: string, partition: number): Decoded[] {
    const place = `${topic}/${partition}`;
    let batches = this.#batches.get(place);
    if (batches === undefined) {
      batches = [];
      this.#batches.set(place, batches);
    }
    return batches;
  }

  /** Forgets the batches of a partition that lie before what its slowest reader has read. */
  forget(topic: string, partition: number, before: number): void {
    const batches = this.#of(topic, partition);
    if ((batches[0]?.next ?? Infinity) > before) return;
    this.#batches.set(
      `${topic}/${partition}`,
      batches.filter(({ next }) => next > before),
    );
  }

  /** Forgets offsets that were never committed. */
  forgetFrom(topic: string, partition: number, offset: number): void {
    this.#batches.set(
      `${topic}/${partition}`,
      this.#of(topic, partition).filter(({ next }) => next <= offset),
    );
  }

  /** Forgets the newest batches, which are read last, where it holds too much. */
  shrink(): void {
    let [events, bytes] = [0, 0];
    for (const [place, batches] of this.#batches) {
      const kept = batches.filter((batch) => {
        events += batch.events.length;
        bytes += batch.batch.bytes.length;
        return events <= MAX_EVENTS && bytes <= MAX_CACHED_BYTES;
      });
      if (kept.length < batches.length) this.#batches.set(place, kept);
    }
  }

  clear(): void {
    this.#batches.clear();
  }
}
