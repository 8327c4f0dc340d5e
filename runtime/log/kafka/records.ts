/** Records of batches as the engine knows them, as they are sent. */
import type { RecordBatch } from "../batch.ts";
import { markAt, type Origin } from "../marks.ts";
import type { Append } from "../port.ts";
import { EventHeaders } from "./headers.ts";
import { digitsOf, type WireRecord, WireWriter } from "./wire.ts";

/** A time that a record brings, in ms; by what it is known where it is written again. */
export const TIME = "da-time";
export const MARK = "da-position";

const SPACE = 32;

/**
 * Makes records of batches. They are stamped with the time of writing: brokers let go of what is stamped long ago, and refuse
 * what is far ahead of their clock. A time of its own travels in a header.
 */
export class RecordMaker {
  readonly #headers = new WireWriter(4096);
  readonly #ofEvents: EventHeaders;
  /** The last lane, and its name as bytes. */
  #lane = "";
  #laneBytes = Buffer.alloc(0);

  constructor(pipeline: string) {
    this.#ofEvents = new EventHeaders(pipeline);
  }

  /** A record of a batch; its headers are shared until the next one is made. */
  make({ batch, origin }: Append, index: number): WireRecord {
    this.#headers.clear();
    const stored = batch.stored(index);
    let headerCount =
      stored === null ? this.#ofRecord(batch, index) : this.#ofEvents.write(this.#headers, stored, batch.strings);
    if (origin != null) {
      this.#mark(origin, index);
      headerCount++;
    }
    return { key: batch.key(index), value: batch.value(index), headers: this.#headers.bytes, headerCount };
  }

  /** As `markText` has it. */
  #mark(origin: Origin, index: number): void {
    const { lane, major, minor } = markAt(origin, index);
    if (lane !== this.#lane) {
      this.#lane = lane;
      this.#laneBytes = Buffer.from(lane);
    }
    const to = this.#headers;
    to.text(MARK);
    to.varint(this.#laneBytes.length + digitsOf(major) + digitsOf(minor) + 2);
    to.raw(this.#laneBytes);
    to.byte(SPACE);
    to.digits(major);
    to.byte(SPACE);
    to.digits(minor);
  }

  /** As someone else wrote it. */
  #ofRecord(batch: RecordBatch, index: number): number {
    const headers = batch.headers(index);
    for (const [name, value] of headers) {
      this.#headers.text(name);
      this.#headers.sized(value);
    }
    const time = batch.ownTime(index);
    if (time === null) return headers.length;
    this.#headers.text(TIME);
    this.#headers.text(String(time));
    return headers.length + 1;
  }
}
