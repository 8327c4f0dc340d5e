/** What a round emits, gathered into batches by topic and partition until it goes to the log. */
import { BatchBuilder, type RawRecord, RecordBatch } from "../log/batch.ts";
import { partitionOf } from "../log/partitioner.ts";
import type { Append } from "../log/port.ts";
import type { Incoming } from "./incoming.ts";

/** A batch is closed when its values have so many bytes. */
const BATCH_BYTES = 1 << 19;

/** A batch that was appended, and the events in it where all its records are the pipeline's own. */
export interface Appended {
  readonly topic: string;
  readonly partition: number;
  readonly batch: RecordBatch;
  readonly events: readonly Incoming[];
}

class Gathering {
  readonly topic: string;
  readonly partition: number;
  readonly builder = new BatchBuilder();
  events: Incoming[] = [];
  /** Batches that are full. */
  done: { readonly batch: RecordBatch; readonly events: readonly Incoming[] }[] = [];

  constructor(topic: string, partition: number) {
    this.topic = topic;
    this.partition = partition;
  }

  close(): void {
    if (this.builder.count === 0) return;
    this.done.push({ batch: this.builder.take(0), events: this.events });
    this.events = [];
  }

  clear(): void {
    this.builder.clear();
    this.events = [];
    this.done = [];
  }
}

export class Outbox {
  readonly #partitions: ReadonlyMap<string, number>;
  readonly #topics = new Map<string, Gathering[]>();
  /** By index of the event. */
  readonly #byEvent: Gathering[][] = [];
  #turn = 0;
  #time = 0;

  /** Takes how many partitions each topic has. */
  constructor(partitions: ReadonlyMap<string, number>) {
    this.#partitions = partitions;
  }

  /** `time` stamps the records of this round. */
  begin(time: number): void {
    this.#time = time;
  }

  partitions(topic: string): number {
    return this.#partitions.get(topic) ?? 1;
  }

  addEvent(event: Incoming): void {
    const key = event.key;
    const all = this.#byEvent[event.event.index] ?? this.#ofEvent(event);
    const gathering = this.#choose(all, key);
    event.partition = gathering.partition;
    event.index = gathering.builder.count;
    gathering.builder.addEvent(key, event.text, event);
    gathering.events.push(event);
    if (gathering.builder.size >= BATCH_BYTES) gathering.close();
  }

  addRecord(topic: string, record: RawRecord): void {
    const gathering = this.#choose(this.#ofTopic(topic), record.key ?? null);
    gathering.builder.add(record);
    if (gathering.builder.size >= BATCH_BYTES) gathering.close();
  }

  #ofEvent({ event }: Incoming): Gathering[] {
    const all = this.#ofTopic(event.topic);
    this.#byEvent[event.index] = all;
    return all;
  }

  #ofTopic(topic: string): Gathering[] {
    let all = this.#topics.get(topic);
    if (all === undefined) {
      const count = this.partitions(topic);
      all = Array.from({ length: count }, (_, partition) => new Gathering(topic, partition));
      this.#topics.set(topic, all);
    }
    return all;
  }

  #choose(all: readonly Gathering[], key: string | Uint8Array | null): Gathering {
    // Records without a key take turns.
    const partition = all.length === 1 ? 0 : key === null ? this.#turn++ % all.length : partitionOf(key, all.length);
    const found = all[partition];
    if (found === undefined) throw new Error(`There is no partition ${partition}.`);
    found.builder.time = this.#time;
    return found;
  }

  /** All batches, in an order that keeps that of each partition; the outbox is empty then. */
  take(): Appended[] {
    const all: Appended[] = [];
    for (const gatherings of this.#topics.values()) {
      for (const gathering of gatherings) {
        gathering.close();
        for (const { batch, events } of gathering.done) {
          all.push({ topic: gathering.topic, partition: gathering.partition, batch, events });
        }
        gathering.clear();
      }
    }
    return all;
  }

  clear(): void {
    for (const gatherings of this.#topics.values()) for (const gathering of gatherings) gathering.clear();
  }
}

/** Batches as the log takes them. */
export const appendsOf = (all: readonly Appended[]): Append[] =>
  all.map(({ topic, partition, batch }) => ({ topic, partition, batch }));

/** Tells the events of a batch where they lie, now that the log has given it its offsets. */
export function settle({ batch, events }: Appended, base: number): RecordBatch {
  const settled = new RecordBatch(batch.bytes, base);
  for (const event of events) {
    event.batch = settled;
    event.offset = base + event.index;
    event.text = "";
  }
  return settled;
}
