/** What has been fetched of one partition and not been taken yet, in order from one offset on. */
import type { RecordBatch } from "../batch.ts";
import type { TopicPartition } from "../port.ts";
import { type Piece, pieceOf } from "./pieces.ts";

export class Stream implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  /** Offset from which on it has everything up to `position`. */
  from: number;
  /** Offset that is fetched next. */
  position: number;
  /** Offset after the last record, before markers of transactions. */
  end: number;
  /** What lies here takes so much, as it was fetched. */
  bytes = 0;
  isPaused = false;
  /** When something was taken last, or it was moved; and when something arrived. */
  usedAt: number;
  arrivedAt: number;
  #pieces: Piece[] = [];

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
    this.#pieces = [];
    this.bytes = 0;
    this.from = offset;
    this.position = offset;
    this.end = offset;
    this.usedAt = now;
    this.arrivedAt = now;
  }

  /** What came up to `position`: nothing, where only markers of transactions did. */
  push(pieces: readonly Piece[], position: number, now: number): void {
    this.arrivedAt = now;
    for (const piece of pieces) {
      this.#pieces.push(piece);
      this.bytes += piece.size;
      this.end = piece.next;
    }
    this.position = position;
  }

  /**
   * Batches from the one that holds the offset on, of about so many bytes in all but at least one. Others may take, and it may
   * be moved, while a piece is opened: it gives what it had until then. Throws where one is damaged, which is gone then.
   */
  async take(offset: number, bytes: number): Promise<readonly RecordBatch[]> {
    const taken: RecordBatch[] = [];
    let next = offset;
    for (let size = 0; size < bytes && this.covers(next); ) {
      const piece = this.#shift(next);
      if (piece === undefined) break;
      const batches = (await piece.open()).filter((batch) => batch.next > offset);
      const isLast = this.from === piece.next;
      let count = 0;
      for (; count < batches.length && (size < bytes || !isLast); count++) size += batches[count]?.bytes.length ?? 0;
      const given = batches.slice(0, count);
      taken.push(...given);
      if (isLast) this.#giveBack(piece, batches.slice(count), given.at(-1)?.next ?? next);
      next = piece.next;
    }
    return taken;
  }

  /** Lets go of all up to the piece that holds an offset, which it gives, or is the next one after it. */
  #shift(offset: number): Piece | undefined {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece === undefined) {
        this.from = Math.max(this.from, offset);
        return undefined;
      }
      this.bytes -= piece.size;
      if (piece.next <= offset) continue;
      this.from = piece.next;
      return piece;
    }
  }

  /**
   * The rest of a piece, which nobody has gone past meanwhile; it goes on at `next`. Compaction may have taken its last
   * records: where those that are there end is known only now.
   */
  #giveBack(piece: Piece, rest: readonly RecordBatch[], next: number): void {
    this.from = next;
    if (this.end === piece.next) this.end = rest.at(-1)?.next ?? next;
    this.#pieces.unshift(...rest.map(pieceOf));
    for (const batch of rest) this.bytes += batch.bytes.length;
  }
}
