/**
 * Many records of one topic partition as one block of bytes: what logs append and hand out. Values stand side by side, so
 * that a block is looked at once, and what the pipeline's own events carry (id, time, hops, trace) is stored in
 * a compact form instead of as headers.
 *
 * Layout: values | what stands beside each value | ends of both, by record | strings used more than once | foot.
 */
import { isAscii, isUtf8 } from "node:buffer";
import { BytesReader, BytesWriter } from "./bytes.ts";
import { type Envelope, readEnvelope, writeEnvelope } from "./envelope.ts";
import type { Mark } from "./marks.ts";

export type Header = readonly [name: string, value: Uint8Array | null];

/** The text of a header, or null. */
export function headerText(headers: readonly Header[], name: string): string | null {
  const found = headers.find(([each]) => each === name)?.[1] ?? null;
  return found === null ? null : Buffer.from(found).toString("utf8");
}

/** A record as someone else wrote it. */
export interface RawRecord {
  readonly value: Uint8Array;
  /** Absent: what the key field of its source says. */
  readonly key?: Uint8Array | null;
  /** In ms; absent: that of the batch. */
  readonly time?: number;
  readonly headers?: readonly Header[];
}

/** A record that lies among others, by where its parts begin and end. */
export interface RecordPart {
  readonly bytes: Buffer;
  /** Before 0: it has none. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** In ms. */
  readonly time: number;
}

const NO_HEADERS: readonly Header[] = [];

const FOOT = 28;
const VERSION = 1;
const HAS_KEY = 1;
const HAS_ENVELOPE = 2;
const HAS_HEADERS = 4;
const HAS_TIME = 8;
const KEY_IS_IMPLIED = 16;

/** Puts records together. It may be used again after `take`. */
export class BatchBuilder {
  readonly #values = new BytesWriter(1 << 16);
  readonly #beside = new BytesWriter(1 << 14);
  /** Where each record's value and what stands beside it end. */
  readonly #ends = new BytesWriter(1 << 12);
  #count = 0;
  #strings = new Map<string, number>();
  #time = 0;
  /** Headers of the part that is added next, and how many. */
  readonly #headersOfPart = new BytesWriter(1 << 10);
  #headerCount = 0;

  get count(): number {
    return this.#count;
  }

  /** Length of the values so far. */
  get size(): number {
    return this.#values.length;
  }

  /** Time of the records that bring none of their own, in ms. */
  set time(time: number) {
    this.#time = time;
  }

  /** Adds an event of the pipeline. */
  addEvent(key: string | null, value: string, envelope: Envelope): void {
    this.#beside.byte(key === null ? HAS_ENVELOPE : HAS_KEY | HAS_ENVELOPE);
    if (key !== null) this.#beside.text(key);
    writeEnvelope(this.#beside, envelope, this.#strings);
    // At once: a text that is kept is copied again and again when memory is swept.
    this.#values.utf8(value);
    this.#added();
  }

  add(record: RawRecord): void {
    const { key, time, headers = NO_HEADERS, value } = record;
    const keyFlag = key === undefined ? KEY_IS_IMPLIED : key === null ? 0 : HAS_KEY;
    const flags = keyFlag | (time === undefined ? 0 : HAS_TIME) | (headers.length > 0 ? HAS_HEADERS : 0);
    this.#beside.byte(flags);
    if (key !== undefined && key !== null) this.#beside.bytes(key);
    if (time !== undefined) this.#beside.float(time);
    if (headers.length > 0) this.#headers(headers);
    this.#values.raw(value);
    this.#added();
  }

  /** A header of the part that is added next; a value that begins before 0 is none. */
  addHeader(bytes: Buffer, nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void {
    const to = this.#headersOfPart;
    to.part(bytes, nameStart, nameEnd);
    to.byte(valueStart < 0 ? 0 : 1);
    if (valueStart >= 0) to.part(bytes, valueStart, valueEnd);
    this.#headerCount++;
  }

  /** As `add`, but nothing is made of what is copied. */
  addPart({ bytes, keyStart, keyEnd, valueStart, valueEnd, time }: RecordPart): void {
    const beside = this.#beside;
    const hasTime = time !== this.#time;
    const count = this.#headerCount;
    beside.byte((keyStart < 0 ? 0 : HAS_KEY) | (hasTime ? HAS_TIME : 0) | (count > 0 ? HAS_HEADERS : 0));
    if (keyStart >= 0) beside.part(bytes, keyStart, keyEnd);
    if (hasTime) beside.float(time);
    if (count > 0) {
      const headers = this.#headersOfPart;
      beside.varint(count);
      headers.appendTo(beside);
      headers.clear();
      this.#headerCount = 0;
    }
    this.#values.copy(bytes, valueStart, valueEnd);
    this.#added();
  }

  #added(): void {
    this.#ends.littleEndian(this.#values.length);
    this.#ends.littleEndian(this.#beside.length);
    this.#count++;
  }

  #headers(headers: readonly Header[]): void {
    this.#beside.varint(headers.length);
    for (const [name, value] of headers) {
      this.#beside.text(name);
      this.#beside.byte(value === null ? 0 : 1);
      if (value !== null) this.#beside.bytes(value);
    }
  }

  /**
   * The batch so far, whose bytes are its own; the builder is empty then. Offsets count from `base`, but where `offsets` are
   * given; `marks` where some record has one.
   */
  take(
    base: number,
    offsets: readonly number[] | null = null,
    marks: readonly (Mark | null)[] | null = null,
  ): RecordBatch {
    const strings = new BytesWriter(256);
    for (const text of this.#strings.keys()) strings.text(text);
    const lengths = [this.#values.length, this.#beside.length, this.count, strings.length];
    // Behind the values, which are most of it, so that they are not copied.
    const whole = this.#values;
    this.#beside.appendTo(whole);
    this.#ends.appendTo(whole);
    strings.appendTo(whole);
    for (const length of lengths) whole.littleEndian(length);
    whole.float(this.#time);
    whole.littleEndian(VERSION);
    const bytes = whole.take();
    this.clear();
    return new RecordBatch(bytes, base, offsets, marks);
  }

  clear(): void {
    this.#values.clear();
    this.#beside.clear();
    this.#ends.clear();
    this.#count = 0;
    this.#strings = new Map();
  }
}

/** Records with ascending offsets: consecutive ones, but where a log gives others. */
export class RecordBatch {
  readonly bytes: Buffer;
  readonly base: number;
  readonly count: number;
  /** Offset after the last record. */
  readonly next: number;
  readonly #offsets: readonly number[] | null;
  readonly #valuesLength: number;
  readonly #ends: number;
  readonly #stringsStart: number;
  readonly #time: number;
  readonly #marks: readonly (Mark | null)[] | null;
  #strings: readonly string[] | null = null;
  /** What the values are, all in a row. */
  #form: "ascii" | "utf8" | "other" | null = null;

  /** `offsets` where they have gaps, `marks` where some record has one. */
  constructor(
    bytes: Buffer,
    base: number,
    offsets: readonly number[] | null = null,
    marks: readonly (Mark | null)[] | null = null,
  ) {
    this.bytes = bytes;
    this.base = base;
    this.#offsets = offsets;
    this.#marks = marks;
    const foot = bytes.length - FOOT;
    const version = foot < 0 ? -1 : bytes.readUInt32LE(foot + 24);
    if (version !== VERSION) throw new Error("The bytes are no batch that this version knows.");
    this.#valuesLength = bytes.readUInt32LE(foot);
    this.count = bytes.readUInt32LE(foot + 8);
    this.#ends = this.#valuesLength + bytes.readUInt32LE(foot + 4);
    this.#stringsStart = this.#ends + 8 * this.count;
    this.#time = bytes.readDoubleLE(foot + 16);
    this.next = (offsets?.at(-1) ?? base + this.count - 1) + 1;
  }

  offset(index: number): number {
    return this.#offsets?.[index] ?? this.base + index;
  }

  /** Index of the first record at or after an offset. */
  indexOf(offset: number): number {
    if (this.#offsets === null) return Math.max(0, offset - this.base);
    const found = this.#offsets.findIndex((each) => each >= offset);
    return found === -1 ? this.count : found;
  }

  start(index: number): number {
    return index === 0 ? 0 : this.bytes.readUInt32LE(this.#ends + 8 * index - 8);
  }

  end(index: number): number {
    return this.bytes.readUInt32LE(this.#ends + 8 * index);
  }

  /** The value's bytes, shared with the batch. */
  value(index: number): Buffer {
    return this.bytes.subarray(this.start(index), this.end(index));
  }

  /** The value as text, or null where it is no UTF-8. */
  text(index: number): string | null {
    const [start, end] = [this.start(index), this.end(index)];
    this.#form ??= formOf(this.bytes.subarray(0, this.#valuesLength));
    if (this.#form === "ascii") return this.bytes.toString("latin1", start, end);
    // A value in the midst of a block of UTF-8 is UTF-8 too, unless a character is cut at either end.
    const isWhole = this.#form === "utf8" && !isContinuation(this.bytes[start]) && !isContinuation(this.bytes[end]);
    return isWhole || isUtf8(this.bytes.subarray(start, end)) ? this.bytes.toString("utf8", start, end) : null;
  }

  /** The record's own time, or that of the batch, in ms. */
  time(index: number): number {
    return this.ownTime(index) ?? this.#time;
  }

  /** The time that a record brought, in ms. */
  ownTime(index: number): number | null {
    return (this.#flags(index) & HAS_TIME) === 0 ? null : this.#afterKey(index).float();
  }

  key(index: number): Uint8Array | null {
    if ((this.#flags(index) & HAS_KEY) === 0) return null;
    return new BytesReader(this.bytes, this.#beside(index) + 1).bytes();
  }

  /** The key is what the key field of its source says. */
  isKeyImplied(index: number): boolean {
    return (this.#flags(index) & KEY_IS_IMPLIED) !== 0;
  }

  envelope(index: number): Envelope | null {
    if ((this.#flags(index) & HAS_ENVELOPE) === 0) return null;
    return readEnvelope(this.#afterKey(index), this.strings);
  }

  /** The same, as it is stored: where its fields begin, for `strings` that stand for some of them. */
  stored(index: number): BytesReader | null {
    return (this.#flags(index) & HAS_ENVELOPE) === 0 ? null : this.#afterKey(index);
  }

  /** Some record has a mark. */
  get isMarked(): boolean {
    return this.#marks !== null;
  }

  /** By what it is known where it is written again; null where it never is. */
  mark(index: number): Mark | null {
    return this.#marks?.[index] ?? null;
  }

  /** Headers that came with the record; an envelope stands for others, see `headersOf`. */
  headers(index: number): readonly Header[] {
    if (!this.hasHeaders(index)) return [];
    const reader = this.#afterTime(index);
    return Array.from({ length: reader.varint() }, (): Header => {
      const name = reader.text();
      return [name, reader.byte() === 0 ? null : reader.bytes()];
    });
  }

  hasHeaders(index: number): boolean {
    return (this.#flags(index) & HAS_HEADERS) !== 0;
  }

  /** The text of one of those headers, or null: nothing is made of the others. */
  header(index: number, name: Uint8Array): string | null {
    if (!this.hasHeaders(index)) return null;
    const reader = this.#afterTime(index);
    for (let left = reader.varint(); left > 0; left--) {
      const length = reader.varint();
      const isNamed = length === name.length && reader.isAt(name);
      reader.skip(length);
      const hasValue = reader.byte() !== 0;
      if (isNamed) return hasValue ? reader.text() : null;
      if (hasValue) reader.skip(reader.varint());
    }
    return null;
  }

  /** Where the fields beside a value begin. */
  #beside(index: number): number {
    return this.#valuesLength + (index === 0 ? 0 : this.bytes.readUInt32LE(this.#ends + 8 * index - 4));
  }

  #flags(index: number): number {
    return this.bytes[this.#beside(index)] ?? 0;
  }

  #afterKey(index: number): BytesReader {
    const reader = new BytesReader(this.bytes, this.#beside(index));
    if ((reader.byte() & HAS_KEY) !== 0) reader.bytes();
    return reader;
  }

  #afterTime(index: number): BytesReader {
    const reader = this.#afterKey(index);
    if ((this.#flags(index) & HAS_TIME) !== 0) reader.float();
    return reader;
  }

  /** Strings that are used more than once. */
  get strings(): readonly string[] {
    if (this.#strings !== null) return this.#strings;
    const found: string[] = [];
    const reader = new BytesReader(this.bytes, this.#stringsStart);
    while (reader.position < this.bytes.length - FOOT) found.push(reader.text());
    this.#strings = found;
    return found;
  }
}

const formOf = (values: Buffer) => (isAscii(values) ? "ascii" : isUtf8(values) ? "utf8" : "other");

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;
