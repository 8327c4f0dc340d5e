/** Records of batches as the engine knows them, as they are sent. */
import type { RecordBatch } from "../batch.ts";
import { constantHeaders, type Envelope, ownHeaders } from "../envelope.ts";
import { markAt, markText } from "../marks.ts";
import type { Append } from "../port.ts";
import { type WireRecord, WireWriter } from "./wire.ts";

/** A time that a record brings, in ms; by what it is known where it is written again. */
export const TIME = "da-time";
export const MARK = "da-position";

/**
 * Makes records of batches. They are stamped with the time of writing: brokers let go of what is stamped long ago, and refuse
 * what is far ahead of their clock. A time of its own travels in a header.
 */
export class RecordMaker {
  readonly #pipeline: string;
  readonly #headers = new WireWriter(4096);
  /** Headers that all events of one type have that one handler has made, by both. */
  readonly #constant = new Map<string, Constant>();

  constructor(pipeline: string) {
    this.#pipeline = pipeline;
  }

  /** A record of a batch; its headers are shared until the next one is made. */
  make({ batch, origin }: Append, index: number): WireRecord {
    this.#headers.clear();
    const envelope = batch.envelope(index);
    let headerCount = envelope === null ? this.#ofRecord(batch, index) : this.#ofEvent(envelope);
    if (origin != null) {
      this.#header(MARK, markText(markAt(origin, index)));
      headerCount++;
    }
    return { key: batch.key(index), value: batch.value(index), headers: this.#headers.bytes, headerCount };
  }

  #header(name: string, text: string): void {
    this.#headers.text(name);
    this.#headers.text(text);
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
    this.#header(TIME, String(time));
    return headers.length + 1;
  }

  /** Those of `headersOf`. */
  #ofEvent(envelope: Envelope): number {
    const { bytes, count } = this.#constantOf(envelope.type, envelope.handler);
    this.#headers.raw(bytes);
    const own = ownHeaders(envelope);
    for (const [name, text] of own) this.#header(name, text);
    return count + own.length;
  }

  #constantOf(type: string, handler: string): Constant {
    const name = `${type}\n${handler}`;
    let constant = this.#constant.get(name);
    if (constant === undefined) {
      const headers = constantHeaders(type, handler, this.#pipeline);
      const writer = new WireWriter(256);
      for (const [header, text] of headers) {
        writer.text(header);
        writer.text(text);
      }
      constant = { bytes: Buffer.from(writer.bytes), count: headers.length };
      this.#constant.set(name, constant);
    }
    return constant;
  }
}

interface Constant {
  readonly bytes: Buffer;
  readonly count: number;
}
