/**
 * Records as bytes of Kafka's own format (version 2), written once into one buffer. The client makes a buffer for each part of
 * each header, which costs more than all the rest of an event.
 */
import { GrowingBytes } from "../bytes.ts";
import { PAIRS } from "../hash.ts";

const ZIGZAG_MAX = 10;
/** Digits of a number that is safe. */
const DIGITS_MAX = 16;
const [ZERO, HYPHEN] = [48, 45];

/** Grows as needed and may be used again. Numbers are zigzag varints, as records have them. */
export class WireWriter extends GrowingBytes {
  /** What was written, shared until it is used again. */
  get bytes(): Buffer {
    return this.buffer.subarray(0, this.written);
  }

  /** All of its buffer, of which the first `length` bytes are written. */
  get under(): Buffer {
    return this.buffer;
  }

  clear(): void {
    this.written = 0;
  }

  /** A whole number from 0 on, or −1, which stands for nothing. */
  varint(value: number): void {
    this.reserve(ZIGZAG_MAX);
    let rest = value < 0 ? 1 : value * 2;
    while (rest > 127) {
      this.buffer[this.written++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.buffer[this.written++] = rest;
  }

  /** Bytes with their length before them. */
  sized(bytes: Uint8Array | null): void {
    this.varint(bytes === null ? -1 : bytes.length);
    if (bytes !== null) this.raw(bytes);
  }

  /** Text that is all ASCII, as it is. */
  characters(text: string): void {
    this.ascii(text);
  }

  /** Decimal digits of a whole number from 0 on, with leading zeros where it is to have more. */
  digits(value: number, count = digitsOf(value)): void {
    this.reserve(DIGITS_MAX);
    let rest = value;
    for (let at = this.written + count - 1; at >= this.written; at--) {
      this.buffer[at] = ZERO + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    this.written += count;
  }

  /** Hexadecimal digits of so many bytes that lie among others. */
  hex(bytes: Uint8Array, start: number, count: number): void {
    this.reserve(2 * count);
    const { buffer } = this;
    let at = this.written;
    for (let i = start; i < start + count; i++) {
      const pair = PAIRS[bytes[i] ?? 0] ?? 0;
      buffer[at++] = pair;
      buffer[at++] = pair >>> 8;
    }
    this.written = at;
  }

  /** The same of a 32-bit integer. */
  word(word: number): void {
    this.reserve(8);
    const { buffer } = this;
    let at = this.written;
    for (let shift = 24; shift >= 0; shift -= 8) {
      const pair = PAIRS[(word >>> shift) & 255] ?? 0;
      buffer[at++] = pair;
      buffer[at++] = pair >>> 8;
    }
    this.written = at;
  }

  /** 16 bytes as a UUID. */
  uuid(bytes: Uint8Array, start: number): void {
    this.hex(bytes, start, 4);
    this.byte(HYPHEN);
    for (const at of UUID_PAIRS) {
      this.hex(bytes, start + at, 2);
      this.byte(HYPHEN);
    }
    this.hex(bytes, start + 10, 6);
  }

  /** Text with the length of its bytes before it. */
  text(text: string): void {
    const start = this.written;
    this.varint(text.length);
    if (this.ascii(text)) return;
    this.written = start;
    this.sized(Buffer.from(text));
  }
}

const UUID_PAIRS = [4, 6, 8];

/** How many decimal digits a whole number from 0 on has. */
export function digitsOf(value: number): number {
  let count = 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) count++;
  return count;
}

/** How many bytes a varint takes. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value < 0 ? 1 : value * 2; rest > 127; rest = Math.floor(rest / 128)) size++;
  return size;
}

export interface WireRecord {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** As `WireWriter` has written them, one after another, and how many. */
  readonly headers: Uint8Array;
  readonly headerCount: number;
}

/** About what a record takes, wherever it stands. */
export const recordSize = ({ key, value, headers }: WireRecord): number =>
  24 + (key?.length ?? 0) + (value?.length ?? 0) + headers.length;

/** Writes a record as the so-manieth of its batch; all of a batch have its time. */
export function writeRecord(to: WireWriter, place: number, { key, value, headers, headerCount }: WireRecord): void {
  const size =
    2 +
    varintSize(place) +
    varintSize(key === null ? -1 : key.length) +
    (key?.length ?? 0) +
    varintSize(value === null ? -1 : value.length) +
    (value?.length ?? 0) +
    varintSize(headerCount) +
    headers.length;
  to.varint(size);
  // No attributes, and no time of its own.
  to.byte(0);
  to.byte(0);
  to.varint(place);
  to.sized(key);
  to.sized(value);
  to.varint(headerCount);
  to.raw(headers);
}

export interface BatchHead {
  readonly count: number;
  /** In ms. */
  readonly time: number;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly firstSequence: number;
  readonly isTransactional: boolean;
}

const BEFORE_LEADER = 12;
const BEFORE_SUM = 21;
const HEAD = 61;
const MAGIC = 2;
const TRANSACTIONAL = 16;

/** What stands before records to make them a batch, as a request or a segment holds it. */
export function batchHead(head: BatchHead, records: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD);
  let at = bytes.writeBigInt64BE(0n, 0);
  at = bytes.writeInt32BE(HEAD + records.length - BEFORE_LEADER, at);
  at = bytes.writeInt32BE(0, at);
  at = bytes.writeInt8(MAGIC, at);
  at = bytes.writeInt16BE(head.isTransactional ? TRANSACTIONAL : 0, BEFORE_SUM);
  at = bytes.writeInt32BE(head.count - 1, at);
  at = bytes.writeBigInt64BE(BigInt(head.time), at);
  at = bytes.writeBigInt64BE(BigInt(head.time), at);
  at = bytes.writeBigInt64BE(head.producerId, at);
  at = bytes.writeInt16BE(head.producerEpoch, at);
  at = bytes.writeInt32BE(head.firstSequence, at);
  bytes.writeInt32BE(head.count, at);
  bytes.writeUInt32BE(crc32c(records, 0, crc32c(bytes, BEFORE_SUM)), BEFORE_SUM - 4);
  return bytes;
}

/** Bytes that are taken at once. */
const LANES = 16;
/** The sums of Castagnoli's polynomial for a byte in each of those places, the last place first. */
const TABLE = castagnoli();
/** Words of memory are read as they lie there: elsewhere bytes are taken one by one. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

function castagnoli(): Int32Array {
  const table = new Int32Array(256 * LANES);
  for (let n = 0; n < 256; n++) {
    let sum = n;
    for (let bit = 0; bit < 8; bit++) sum = (sum & 1) === 0 ? sum >>> 1 : (sum >>> 1) ^ 0x82f63b78;
    table[n] = sum;
  }
  for (let n = 256; n < table.length; n++) {
    const before = table[n - 256] ?? 0;
    table[n] = (before >>> 8) ^ (table[before & 255] ?? 0);
  }
  return table;
}

/** What four bytes add to the sum, of which the last stands so many table rows before the end. */
const ofWord = (word: number, row: number): number =>
  (TABLE[row + 768 + (word & 255)] ?? 0) ^
  (TABLE[row + 512 + ((word >>> 8) & 255)] ?? 0) ^
  (TABLE[row + 256 + ((word >>> 16) & 255)] ?? 0) ^
  (TABLE[row + (word >>> 24)] ?? 0);

/** The sum of bytes one by one. */
function byBytes(bytes: Uint8Array, start: number, end: number, before: number): number {
  let sum = before;
  for (let at = start; at < end; at++) sum = (sum >>> 8) ^ (TABLE[(sum ^ (bytes[at] ?? 0)) & 255] ?? 0);
  return sum;
}

/** The sum of words, as many as are taken at once each time. */
function byWords(words: Int32Array, before: number): number {
  let sum = before;
  for (let at = 0; at < words.length; at += 4) {
    sum =
      ofWord(sum ^ (words[at] ?? 0), 3072) ^
      ofWord(words[at + 1] ?? 0, 2048) ^
      ofWord(words[at + 2] ?? 0, 1024) ^
      ofWord(words[at + 3] ?? 0, 0);
  }
  return sum;
}

/** The checksum CRC-32C of the bytes from `start` on, behind others that have the sum `before`. */
export function crc32c(bytes: Uint8Array, start = 0, before = 0): number {
  const { buffer, byteOffset, length } = bytes;
  // Words lie at multiples of four.
  const first = Math.min(length, start + (-(byteOffset + start) & 3));
  const whole = IS_LITTLE_ENDIAN ? Math.floor((length - first) / LANES) : 0;
  let sum = byBytes(bytes, start, first, ~before);
  if (whole > 0) sum = byWords(new Int32Array(buffer, byteOffset + first, whole * 4), sum);
  return ~byBytes(bytes, first + whole * LANES, length, sum) >>> 0;
}
