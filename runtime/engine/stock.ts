/** What there is to be read, as far as is known, and the batches of it that are at hand. */
import type { Extent, LogReader, TopicPartition } from "../log/port.ts";
import type { Stretch } from "./ahead.ts";
import { DecodedCache } from "./cache.ts";
import type { Decoded } from "./decode.ts";
import { decodersOf } from "./decoders.ts";
import { type Appended, settle } from "./outbox.ts";
import type { Plan } from "./plan.ts";
import { endsOf, type Input, type Reader, type Readers } from "./readers.ts";

export class Stock {
  readonly #plan: Plan;
  readonly #log: LogReader;
  readonly #readers: Readers;
  /** Those that read in rounds. */
  readonly #own: readonly Reader[];
  readonly #cache: DecodedCache;
  #ends: ReadonlyMap<string, number> = new Map();

  constructor(plan: Plan, log: LogReader, readers: Readers, own: readonly Reader[]) {
    this.#plan = plan;
    this.#log = log;
    this.#readers = readers;
    this.#own = own;
    const topics = own.flatMap((reader) => reader.topics);
    this.#cache = new DecodedCache(decodersOf(plan, topics));
  }

  /** Asks the log where its partitions begin and end. */
  async look(): Promise<readonly Extent[]> {
    const extents = await this.#log.extents();
    this.#ends = endsOf(extents);
    return extents;
  }

  /** The batch that holds an offset, or the next one after it; undefined where there is none yet. */
  at({ topic, partition }: TopicPartition, offset: number): Promise<Decoded | undefined> {
    return this.#cache.get(this.#log, topic, partition, offset);
  }

  /** What was appended here need not be read back; what handlers emitted is handed on as it is. */
  handOn(appended: Appended, base: number): void {
    const { topic, partition, events } = appended;
    const batch = settle(appended, base);
    const isSource = this.#plan.sources.some((source) => source.definition.topic === topic);
    const [problems, unknown] = [[], []];
    const decoded = { topic, partition, base, next: batch.next, batch, events, problems, unknown, unhandled: [] };
    this.#cache.add(topic, partition, batch, isSource || events.length !== batch.count ? null : decoded);
  }

  /** Forgets what all have read. */
  forgetRead(): void {
    for (const { topic, partition, from } of this.#unread().values()) this.#cache.forget(topic, partition, from);
    this.#cache.shrink();
  }

  clear(): void {
    this.#cache.clear();
  }

  /** How many records a reader has not read, as far as is known. */
  lagOf(reader: Reader): number {
    let lag = 0;
    for (const input of reader.inputs) lag += Math.max(0, (this.#ends.get(input.isAt) ?? 0) - input.staged);
    return lag;
  }

  /** Where a reader is to stop: no handler reads further than its source has told what is no event. */
  endFor(reader: Reader, input: Input): number {
    const end = this.#ends.get(input.isAt) ?? 0;
    if (reader.source !== null) return end;
    const source = this.#readers.sources.find(({ topics }) => topics.includes(input.topic));
    const ingested = source?.inputs.find(({ partition }) => partition === input.partition);
    return ingested === undefined ? end : Math.min(end, ingested.staged);
  }

  /** Something is still to be read by readers whom `counts` lets count. */
  isBehind(counts: (reader: Reader) => boolean): boolean {
    return this.#readers.all.some(
      (reader) =>
        reader.failure === null &&
        counts(reader) &&
        reader.inputs.some((input) => input.staged < this.endFor(reader, input)),
    );
  }

  /** What is to be read next of each partition. */
  stretches(): Stretch[] {
    const all: Stretch[] = [];
    for (const [isAt, unread] of this.#unread()) {
      const end = this.#ends.get(isAt) ?? 0;
      if (unread.from < end) all.push({ ...unread, end });
    }
    return all;
  }

  /** From where on each partition is still to be read. Who stands still waits for nothing. */
  #unread(): ReadonlyMap<string, Omit<Stretch, "end">> {
    const slowest = new Map<string, Omit<Stretch, "end">>();
    for (const { inputs, failure } of this.#own) {
      for (const { topic, partition, isAt, staged } of inputs) {
        const from = failure === null ? staged : Infinity;
        if (from <= (slowest.get(isAt)?.from ?? Infinity)) slowest.set(isAt, { topic, partition, from });
      }
    }
    return slowest;
  }
}
