/**
 * What a round emits, gathered into batches until it goes to the log: by topic and partition, and, where the log is not in
 * the store's transaction, by the input that it came of, whose owner sends it.
 */
import { BatchBuilder, type RawRecord, RecordBatch } from "../log/batch.ts";
import type { Origin } from "../log/marks.ts";
import { partitionOf } from "../log/partitioner.ts";
import type { Append, TopicPartition } from "../log/port.ts";
import type { Incoming } from "./incoming.ts";

/** A batch is closed when its values have so many bytes. */
const BATCH_BYTES = 1 << 18;

/** What is fed comes of no input. */
export const FEED: TopicPartition = { topic: "", partition: 0 };

/** A batch that was appended. */
export interface Appended extends Append {
  /** Its events, where the log hands them on as they are and all its records are the pipeline's own. */
  readonly events: readonly Incoming[];
  /** The input that it came of. */
  readonly from: TopicPartition;
  /** Of what is made again, the same, whenever its input is read again; null of what must not be made twice. */
  readonly origin: Origin | null;
}

/** Where records of one origin come from, as it is told while they are added. */
class Box {
  readonly from: TopicPartition;
  /** The name of a lane whose records are made again; else null. */
  readonly lane: string | null;
  readonly topics = new Map<string, Gathering[]>();
  /** By index of the event. */
  readonly byEvent: Gathering[][] = [];
  /** The offset that is handled, and how many records have come of it. */
  major = -1;
  minor = 0;

  constructor(from: TopicPartition, lane: string | null) {
    this.from = from;
    this.lane = lane;
  }
}

class Gathering {
  readonly topic: string;
  readonly partition: number;
  readonly builder = new BatchBuilder();
  #events: Incoming[] = [];
  #majors: number[] = [];
  #minors: number[] = [];
  /** Batches that are full. */
  #done: Pick<Appended, "batch" | "events" | "origin">[] = [];

  constructor(topic: string, partition: number) {
    this.topic = topic;
    this.partition = partition;
  }

  /** After a record was added; an event that is handed on. */
  added(box: Box, event: Incoming | null): void {
    if (event !== null) this.#events.push(event);
    if (box.lane !== null) {
      this.#majors.push(box.major);
      this.#minors.push(box.minor++);
    }
    if (this.builder.size >= BATCH_BYTES) this.#close(box);
  }

  #close({ lane }: Box): void {
    if (this.builder.count === 0) return;
    const origin = lane === null ? null : { lane, majors: this.#majors, minors: this.#minors };
    this.#done.push({ batch: this.builder.take(0), events: this.#events, origin });
    this.#events = [];
    this.#majors = [];
    this.#minors = [];
  }

  take(box: Box): Appended[] {
    this.#close(box);
    const { topic, partition } = this;
    const all = this.#done.map((each) => ({ topic, partition, from: box.from, ...each }));
    this.#done = [];
    return all;
  }

  clear(): void {
    this.builder.clear();
    this.#events = [];
    this.#majors = [];
    this.#minors = [];
    this.#done = [];
  }
}

export interface OutboxOptions {
  /** How many partitions each topic has. */
  readonly partitions: ReadonlyMap<string, number>;
  /** It is the log itself: then all are one. */
  readonly isLog: boolean;
  /** Others may read the log: then records have their keys, also where readers could compute them. */
  readonly isShared: boolean;
}

export class Outbox {
  readonly #partitions: ReadonlyMap<string, number>;
  readonly #isLog: boolean;
  readonly #isShared: boolean;
  readonly #boxes = new Map<string, Box>();
  #box: Box;
  #place: TopicPartition = FEED;
  #turn = 0;
  #time = 0;

  constructor({ partitions, isLog, isShared }: OutboxOptions) {
    this.#partitions = partitions;
    this.#isLog = isLog;
    this.#isShared = isShared;
    this.#box = this.#boxOf(FEED, null);
  }

  /** `time` stamps the records of this round. */
  begin(time: number): void {
    this.#time = time;
    // A round that is done again counts again.
    for (const box of this.#boxes.values()) box.major = -1;
    this.from(FEED);
  }

  /** What is added now comes of this input. */
  from(place: TopicPartition): void {
    this.#place = place;
    if (!this.#isLog) this.#box = this.#boxOf(place, null);
  }

  /** The same, of someone who would make it again, all alike, from the same offsets. */
  fromPure(reader: string, place: TopicPartition): void {
    this.#place = place;
    if (!this.#isLog) this.#box = this.#boxOf(place, `${reader} ${place.topic}/${place.partition}`);
  }

  /** The record that is handled now. */
  at(offset: number): void {
    const box = this.#box;
    if (box.major === offset) return;
    box.major = offset;
    box.minor = 0;
  }

  /** The input that is handled now. */
  get place(): TopicPartition {
    return this.#place;
  }

  #boxOf(place: TopicPartition, lane: string | null): Box {
    const key = lane ?? `${place.topic}/${place.partition}`;
    let box = this.#boxes.get(key);
    if (box === undefined) {
      box = new Box({ topic: place.topic, partition: place.partition }, lane);
      this.#boxes.set(key, box);
    }
    return box;
  }

  partitions(topic: string): number {
    return this.#partitions.get(topic) ?? 1;
  }

  /** A record of the topic needs its key. */
  needsKey(topic: string): boolean {
    return this.#isShared || this.partitions(topic) > 1;
  }

  addEvent(event: Incoming): void {
    const key = event.key;
    const all = this.#box.byEvent[event.event.index] ?? this.#ofEvent(event);
    const gathering = this.#choose(all, key);
    event.partition = gathering.partition;
    event.index = gathering.builder.count;
    gathering.builder.addEvent(key, event.text, event);
    gathering.added(this.#box, this.#isLog ? event : null);
  }

  addRecord(topic: string, record: RawRecord): void {
    const gathering = this.#choose(this.#ofTopic(topic), record.key ?? null);
    gathering.builder.add(record);
    gathering.added(this.#box, null);
  }

  #ofEvent({ event }: Incoming): Gathering[] {
    const all = this.#ofTopic(event.topic);
    this.#box.byEvent[event.index] = all;
    return all;
  }

  #ofTopic(topic: string): Gathering[] {
    const { topics } = this.#box;
    let all = topics.get(topic);
    if (all === undefined) {
      const count = this.partitions(topic);
      all = Array.from({ length: count }, (_, partition) => new Gathering(topic, partition));
      topics.set(topic, all);
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

  /** All batches, in an order that keeps that of each partition and input; the outbox is empty then. */
  take(): Appended[] {
    const all: Appended[] = [];
    for (const box of this.#boxes.values()) {
      for (const gatherings of box.topics.values()) {
        for (const gathering of gatherings) all.push(...gathering.take(box));
      }
    }
    return all;
  }

  clear(): void {
    for (const { topics } of this.#boxes.values()) {
      for (const gatherings of topics.values()) for (const gathering of gatherings) gathering.clear();
    }
  }

  /** Partitions may have been added, and other inputs be its own: it begins anew. */
  reset(): void {
    this.#boxes.clear();
    this.#box = this.#boxOf(FEED, null);
  }
}

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
