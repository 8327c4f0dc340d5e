/** What has been fetched of one partition and not been taken yet, in order from one offset on. */
import type { RecordBatch } from "../batch.ts";
import type { TopicPartition } from "../port.ts";

export class Stream implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  /** Offset from which on it has everything up to `position`. */
  from: number;
  /** Offset that is fetched next. */
  position: number;
  /** Offset after the last record, before markers of transactions. */
  end: number;
  bytes = 0;
  isPaused = false;
  /** When something was taken last, or it was moved; and when something arrived. */
  usedAt: number;
  arrivedAt: number;
  #batches: RecordBatch[] = [];

  constructor({ topic, partition }: TopicPartition, offset: number, now: number) {
    this.topic = topic;
    this.partition = partition;
    this.from = offset;
    this.position = offset;
    this.end = offset;
    this.usedAt = now;
    this.arrivedAt = now;
  }

  covers(offset: number): boolean {
    return this.from <= offset && offset <= this.position;
  }

  /** Begins anew elsewhere. */
  move(offset: number, now: number): void {
    this.#batches = [];
    this.bytes = 0;
    this.from = offset;
    this.position = offset;
    this.end = offset;
    this.usedAt = now;
    this.arrivedAt = now;
  }

  /** What came up to `position`: nothing, where only markers of transactions did. */
  push(batches: readonly RecordBatch[], position: number, now: number): void {
    this.arrivedAt = now;
    for (const batch of batches) {
      this.#batches.push(batch);
      this.bytes += batch.bytes.length;
      this.end = batch.next;
    }
    this.position = position;
  }

  /** Batches from the one that holds the offset on, of about so many bytes. */
  take(offset: number, bytes: number): readonly RecordBatch[] {
    const first = this.#batches.findIndex(({ next }) => next > offset);
    if (first === -1) {
      this.#drop(this.#batches.length);
      this.from = Math.max(this.from, offset);
      return [];
    }
    let last = first;
    for (let size = 0; last < this.#batches.length && size < bytes; last++) {
      size += this.#batches[last]?.bytes.length ?? 0;
    }
    const taken = this.#batches.slice(first, last);
    this.#drop(last);
    this.from = taken.at(-1)?.next ?? this.from;
    return taken;
  }

  #drop(count: number): void {
    for (const { bytes } of this.#batches.splice(0, count)) this.bytes -= bytes.length;
  }
}
