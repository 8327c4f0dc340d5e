/**
 * Batches that were read or appended lately, by topic and partition: several handlers of one topic decode once, and what
 * this process has emitted is handed on without reading it back. It forgets what all have read, and what is too much.
 */
import type { RecordBatch } from "../log/batch.ts";
import type { LogReader } from "../log/port.ts";
import type { Decoded, Decoder } from "./decode.ts";

const FETCH_BYTES = 1 << 20;
const MAX_BYTES = 64 << 20;

interface Entry {
  readonly batch: RecordBatch;
  decoded: Decoded | null;
}

/** Of one partition, in ascending order of offsets. */
type Entries = Entry[];

export class DecodedCache {
  readonly #decoders: ReadonlyMap<string, Decoder>;
  readonly #partitions = new Map<string, Entries>();

  constructor(decoders: ReadonlyMap<string, Decoder>) {
    this.#decoders = decoders;
  }

  /** The batch that holds an offset, or the next one after it; undefined where there is none yet. */
  async get(reader: LogReader, topic: string, partition: number, offset: number): Promise<Decoded | undefined> {
    const entries = this.#of(topic, partition);
    let entry = find(entries, offset);
    if (entry === undefined) {
      const batches = await reader.fetch(topic, partition, offset, FETCH_BYTES);
      // They may begin or end elsewhere than when they were fetched before.
      for (const batch of batches) if (!isHeld(entries, batch)) insert(entries, { batch, decoded: null });
      // Where a log has gaps, its next batch begins after the offset.
      const [first] = batches;
      entry = find(entries, offset) ?? entries.find(({ batch }) => batch.base === first?.base && batch.next > offset);
    }
    if (entry === undefined) return undefined;
    entry.decoded ??= this.#decode(topic, partition, entry.batch);
    return entry.decoded;
  }

  #decode(topic: string, partition: number, batch: RecordBatch): Decoded {
    const decoder = this.#decoders.get(topic);
    if (decoder === undefined) throw new Error(`The topic ${topic} is not read.`);
    return decoder.decode(partition, batch);
  }

  /** A batch that was appended here, decoded where its events are at hand. */
  add(topic: string, partition: number, batch: RecordBatch, decoded: Decoded | null): void {
    if (this.#decoders.has(topic)) insert(this.#of(topic, partition), { batch, decoded });
  }

  #of(topic: string, partition: number): Entries {
    const place = `${topic}/${partition}`;
    let entries = this.#partitions.get(place);
    if (entries === undefined) {
      entries = [];
      this.#partitions.set(place, entries);
    }
    return entries;
  }

  /** Forgets the batches of a partition that lie before what its slowest reader has read. */
  forget(topic: string, partition: number, before: number): void {
    const entries = this.#of(topic, partition);
    const first = entries.findIndex(({ batch }) => batch.next > before);
    const gone = entries.splice(0, first === -1 ? entries.length : first);
    // An entry that was there for long is swept late, and would keep its events for as long: they would be copied for nothing.
    for (const entry of gone) entry.decoded = null;
  }

  /** Forgets the newest batches, which are read last, where it holds too much. */
  shrink(): void {
    let bytes = 0;
    for (const entries of this.#partitions.values()) {
      const first = entries.findIndex(({ batch }) => {
        bytes += batch.bytes.length;
        return bytes > MAX_BYTES;
      });
      if (first !== -1) entries.length = first;
    }
  }

  clear(): void {
    this.#partitions.clear();
  }
}

const find = (entries: Entries, offset: number): Entry | undefined =>
  entries.find(({ batch }) => batch.base <= offset && offset < batch.next);

const isHeld = (entries: Entries, { base, next }: RecordBatch): boolean =>
  entries.some(({ batch }) => batch.base <= base && next <= batch.next);

function insert(entries: Entries, entry: Entry): void {
  entries.push(entry);
  if ((entries.at(-2)?.batch.base ?? -1) > entry.batch.base) entries.sort((a, b) => a.batch.base - b.batch.base);
}
