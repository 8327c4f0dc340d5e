/** Bytes written and read one field after another. */

/** 128 bits as four 32-bit integers. */
export interface Words {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** Value of a hexadecimal digit in lower case, 255 for what is none. */
const DIGIT = new Uint8Array(128).fill(255);
for (const [value, digit] of [..."0123456789abcdef"].entries()) DIGIT[digit.charCodeAt(0)] = value;

/** The bits of a UUID in lower case, null of any other text. */
export function wordsOf(text: string): Words | null {
  if (text.length !== 36) return null;
  if (text[8] !== "-" || text[13] !== "-" || text[18] !== "-" || text[23] !== "-") return null;
  const a = hex(text, 0) * 0x10000 + hex(text, 4);
  const b = hex(text, 9) * 0x10000 + hex(text, 14);
  const c = hex(text, 19) * 0x10000 + hex(text, 24);
  const d = hex(text, 28) * 0x10000 + hex(text, 32);
  return Number.isNaN(a + b + c + d) ? null : { a: a | 0, b: b | 0, c: c | 0, d: d | 0 };
}

/** Four digits as a number, NaN where they are none. */
function hex(text: string, at: number): number {
  const [w = 255, x = 255] = [DIGIT[text.charCodeAt(at)], DIGIT[text.charCodeAt(at + 1)]];
  const [y = 255, z = 255] = [DIGIT[text.charCodeAt(at + 2)], DIGIT[text.charCodeAt(at + 3)]];
  return (w | x | y | z) > 15 ? Number.NaN : (w << 12) | (x << 8) | (y << 4) | z;
}

const SHORT = 40;
/** From this share on a buffer is given away as it is, and the next one is larger than what it held by so much. */
const FULL = 0.75;
const SPARE = 1.125;

/** A buffer that grows as it is written to, from one byte to the next. */
export abstract class GrowingBytes {
  protected buffer: Buffer;
  protected written = 0;

  constructor(size: number) {
    this.buffer = Buffer.allocUnsafeSlow(size);
  }

  /** How many bytes have been written. */
  get length(): number {
    return this.written;
  }

  protected reserve(count: number): void {
    const needed = this.written + count;
    if (needed <= this.buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.written);
    this.buffer = larger;
  }

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.written++] = value;
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.written);
    this.written += bytes.length;
  }

  /** Bytes that lie among others. */
  copy(bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    this.reserve(length);
    const { buffer, written } = this;
    // A loop costs less than a call for a few.
    if (length > SHORT) bytes.copy(buffer, written, start, end);
    else for (let i = 0; i < length; i++) buffer[written + i] = bytes[start + i] ?? 0;
    this.written += length;
  }

  /** False, and nothing is written, where a text is not all ASCII: a loop costs less than a call of the buffer's for short ones. */
  protected ascii(text: string): boolean {
    this.reserve(text.length);
    const { buffer, written } = this;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 127) return false;
      buffer[written + i] = unit;
    }
    this.written += text.length;
    return true;
  }
}

/** Grows as needed and may be used again. */
export class BytesWriter extends GrowingBytes {
  readonly #initial: number;

  constructor(size: number) {
    super(size);
    this.#initial = size;
  }

  /** A whole number from 0 to 2^32 − 1, seven bits a byte. */
  varint(value: number): void {
    this.reserve(5);
    let rest = value;
    while (rest > 127) {
      this.buffer[this.written++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.buffer[this.written++] = rest;
  }

  /** Four 32-bit integers. */
  words({ a, b, c, d }: Words): void {
    this.reserve(16);
    this.#word(a);
    this.#word(b);
    this.#word(c);
    this.#word(d);
  }

  #word(word: number): void {
    const buffer = this.buffer;
    const at = this.written;
    buffer[at] = word >>> 24;
    buffer[at + 1] = word >>> 16;
    buffer[at + 2] = word >>> 8;
    buffer[at + 3] = word;
    this.written = at + 4;
  }

  /** A whole number from 0 to 2^32 − 1 in four bytes, the lowest first. */
  littleEndian(value: number): void {
    this.reserve(4);
    const buffer = this.buffer;
    const at = this.written;
    buffer[at] = value;
    buffer[at + 1] = value >>> 8;
    buffer[at + 2] = value >>> 16;
    buffer[at + 3] = value >>> 24;
    this.written = at + 4;
  }

  float(value: number): void {
    this.reserve(8);
    this.written = this.buffer.writeDoubleLE(value, this.written);
  }

  /** Bytes with their length before them. */
  bytes(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.raw(bytes);
  }

  /** The same, of bytes that lie among others. */
  part(bytes: Buffer, start: number, end: number): void {
    this.varint(end - start);
    this.copy(bytes, start, end);
  }

  utf8(text: string): void {
    // A UTF-16 unit takes three bytes at most.
    this.reserve(text.length * 3);
    this.written += this.buffer.write(text, this.written, "utf8");
  }

  /** Text with the length of its bytes before it. */
  text(text: string): void {
    const size = text.length < 43 ? 1 : 0;
    if (size === 0) {
      this.varint(Buffer.byteLength(text));
      this.utf8(text);
      return;
    }
    // A short text's length fits in one byte whatever its characters take, so it is written afterwards.
    const start = this.written;
    this.byte(0);
    if (!this.ascii(text)) this.utf8(text);
    this.buffer[start] = this.written - start - 1;
  }

  /** As `text`, but a UUID in lower case, which `words` are of, takes 17 bytes. */
  id(text: string, words: Words | null): void {
    if (words === null) {
      this.byte(0);
      this.text(text);
    } else {
      this.byte(1);
      this.words(words);
    }
  }

  appendTo(other: BytesWriter): void {
    other.copy(this.buffer, 0, this.written);
  }

  /** What was written, whose bytes are the caller's then: the buffer itself, where it is about full. */
  take(): Buffer {
    const { buffer, written } = this;
    const isFull = written >= buffer.length * FULL;
    const bytes = isFull ? buffer.subarray(0, written) : Buffer.allocUnsafeSlow(written);
    if (!isFull) buffer.copy(bytes, 0, 0, written);
    // What comes next is likely to be as much.
    const likely = Math.max(this.#initial, Math.ceil(written * SPARE));
    this.written = 0;
    if (isFull || buffer.length > likely * 1.5) this.buffer = Buffer.allocUnsafeSlow(likely);
    return bytes;
  }

  /** Forgets what was written, and a buffer that one large value made large. */
  clear(): void {
    this.written = 0;
    if (this.buffer.length > 64 * this.#initial) this.buffer = Buffer.allocUnsafeSlow(this.#initial);
  }
}

export class BytesReader {
  readonly buffer: Buffer;
  position: number;

  constructor(buffer: Buffer, position: number) {
    this.buffer = buffer;
    this.position = position;
  }

  byte(): number {
    return this.buffer.readUInt8(this.position++);
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  words(): Words {
    const word = (at: number): number => this.buffer.readInt32BE(this.position + at);
    const words = { a: word(0), b: word(4), c: word(8), d: word(12) };
    this.position += 16;
    return words;
  }

  float(): number {
    this.position += 8;
    return this.buffer.readDoubleLE(this.position - 8);
  }

  skip(count: number): void {
    this.position += count;
  }

  /** Passes over an id; whether it is stored as a UUID's bits. */
  skipId(): boolean {
    const isUuid = this.byte() !== 0;
    this.skip(isUuid ? 16 : this.varint());
    return isUuid;
  }

  /** Whether these bytes come next. */
  isAt(bytes: Uint8Array): boolean {
    for (let i = 0; i < bytes.length; i++) if (this.buffer[this.position + i] !== bytes[i]) return false;
    return true;
  }

  /** Shared with the buffer. */
  bytes(): Uint8Array {
    const length = this.varint();
    this.position += length;
    return this.buffer.subarray(this.position - length, this.position);
  }

  text(): string {
    const length = this.varint();
    this.position += length;
    return this.buffer.toString("utf8", this.position - length, this.position);
  }

  id(): string {
    if (this.byte() === 0) return this.text();
    const hex = this.buffer.toString("hex", this.position, this.position + 16);
    this.position += 16;
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}
