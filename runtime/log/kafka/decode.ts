/**
 * Records as the broker has them, to batches as the engine knows them: they are copied from the one to the other without an
 * object for a record or a header.
 */
import type { KafkaMessage } from "kafkajs";
import { BatchBuilder, type RecordBatch, type RecordPart } from "../batch.ts";
import { type Mark, parseMark } from "../marks.ts";
import type { Block } from "./fetched.ts";
import { MARK, TIME } from "./records.ts";

/** A batch ends with so many records, or bytes of values: what is made of one is in hand at once. */
export const RECORDS = 512;
export const BYTES = 1 << 18;

const NOTHING = Buffer.alloc(0);

const SMALL = 128;

/** Records of a block, no longer compressed, which lie between two places. */
export interface Bare {
  readonly block: Block;
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** May be used again and again: its buffers have grown to what a batch takes then. */
export class Decoder implements RecordPart {
  readonly #builder = new BatchBuilder();
  #from = 0;
  #done: RecordBatch[] = [];
  #offsets: number[] = [];
  #marks: (Mark | null)[] = [];
  #isMarked = false;
  #at = 0;
  /** The record in hand. */
  bytes: Buffer = NOTHING;
  keyStart = -1;
  keyEnd = -1;
  valueStart = 0;
  valueEnd = 0;
  time = 0;

  /** Batches of consecutive blocks, with what lies before an offset left out; throws where they are damaged. */
  batchesOf(all: readonly Bare[], from: number): readonly RecordBatch[] {
    this.#from = from;
    try {
      for (const each of all) this.#read(each);
      this.#close();
      return this.#done;
    } finally {
      this.#clear();
    }
  }

  /** What it has made is not its any more, nor what was begun before it threw. */
  #clear(): void {
    this.bytes = NOTHING;
    this.#builder.clear();
    this.#done = [];
    this.#forget();
  }

  #read({ block, bytes, start, end }: Bare): void {
    this.bytes = bytes;
    this.#at = start;
    for (let left = block.count; left > 0; left--) {
      const size = this.#varint();
      const next = this.#at + size;
      if (size < 0 || next > end) throw damaged();
      this.#record(block, next);
      this.#at = next;
    }
  }

  #record({ base, baseTime, appendTime }: Block, end: number): void {
    // Attributes of records are not used yet.
    this.#at++;
    this.time = appendTime ?? baseTime + this.#varint();
    if (appendTime !== null) this.#varint();
    const offset = base + this.#varint();
    if (offset < this.#from) return;
    if (this.#offsets.length === 0) this.#builder.time = this.time;
    const keyLength = this.#varint();
    this.keyStart = keyLength < 0 ? -1 : this.#at;
    this.keyEnd = this.#skip(keyLength);
    const valueLength = this.#varint();
    this.valueStart = this.#at;
    this.valueEnd = this.#skip(valueLength);
    const mark = this.#headers(end);
    if (this.#at !== end) throw damaged();
    if (mark !== null) this.#isMarked = true;
    this.#marks.push(mark);
    this.#offsets.push(offset);
    this.#builder.addPart(this);
    if (this.#offsets.length >= RECORDS || this.#builder.size >= BYTES) this.#close();
  }

  /** Gives the mark that is among them; a time of its own is the record's. */
  #headers(end: number): Mark | null {
    let mark: Mark | null = null;
    const { bytes } = this;
    for (let left = this.#varint(); left > 0; left--) {
      if (this.#at >= end) throw damaged();
      const nameLength = this.#varint();
      const nameStart = this.#at;
      const nameEnd = this.#skip(nameLength);
      const valueLength = this.#varint();
      const valueStart = valueLength < 0 ? -1 : this.#at;
      const valueEnd = this.#skip(valueLength);
      if (isNamed(bytes, nameStart, nameEnd, MARK)) mark = parseMark(bytes.toString("utf8", valueStart, valueEnd));
      else if (isNamed(bytes, nameStart, nameEnd, TIME))
        this.time = Number(bytes.toString("utf8", valueStart, valueEnd));
      else this.#builder.addHeader(bytes, nameStart, nameEnd, valueStart, valueEnd);
    }
    return mark;
  }

  /** Where so many bytes end; none of what is not there. */
  #skip(length: number): number {
    if (length > 0) this.#at += length;
    return this.#at;
  }

  /** A number in zigzag code, seven bits a byte. */
  #varint(): number {
    const { bytes } = this;
    let byte = bytes[this.#at++] ?? 0;
    if (byte < SMALL) return (byte >>> 1) ^ -(byte & 1);
    let value = byte - SMALL;
    for (let scale = SMALL; byte >= SMALL; scale *= SMALL) {
      byte = bytes[this.#at++] ?? 0;
      value += (byte & (SMALL - 1)) * scale;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  #close(): void {
    const [first] = this.#offsets;
    if (first === undefined) return;
    const isWhole = (this.#offsets.at(-1) ?? 0) - first + 1 === this.#offsets.length;
    this.#done.push(this.#builder.take(first, isWhole ? null : this.#offsets, this.#isMarked ? this.#marks : null));
    this.#forget();
  }

  #forget(): void {
    this.#offsets = [];
    this.#marks = [];
    this.#isMarked = false;
  }
}

function isNamed(bytes: Buffer, start: number, end: number, name: string): boolean {
  if (end - start !== name.length) return false;
  for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name.charCodeAt(i)) return false;
  return true;
}

const damaged = (): Error => new Error("The broker sent records that are damaged.");

/** Messages in a format of before 2, which the client has read: they have no headers. */
export function batchOfMessages(messages: readonly KafkaMessage[]): RecordBatch {
  const builder = new BatchBuilder();
  for (const { key, value, timestamp } of messages) {
    builder.add({ key, value: value ?? NOTHING, time: Number(timestamp ?? 0) });
  }
  const offsets = messages.map(({ offset }) => Number(offset));
  return builder.take(offsets[0] ?? 0, offsets);
}
