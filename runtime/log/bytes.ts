/** Bytes written and read one field after another. */

/** Value of a hexadecimal digit in lower case, 255 for what is none. */
const DIGIT = new Uint8Array(65_536).fill(255);
for (const [value, digit] of [..."0123456789abcdef"].entries()) DIGIT[digit.charCodeAt(0)] = value;

/** Grows as needed and may be used again. */
export class BytesWriter {
  #buffer: Buffer;
  #length = 0;
  readonly #initial: number;

  constructor(size: number) {
    this.#initial = size;
    this.#buffer = Buffer.allocUnsafeSlow(size);
  }

  get length(): number {
    return this.#length;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
  }

  /** A whole number from 0 to 2^32 − 1, seven bits a byte. */
  varint(value: number): void {
    this.#reserve(5);
    let rest = value;
    while (rest > 127) {
      this.#buffer[this.#length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#buffer[this.#length++] = rest;
  }

  int32(value: number): void {
    this.#reserve(4);
    this.#length = this.#buffer.writeInt32LE(value, this.#length);
  }

  float(value: number): void {
    this.#reserve(8);
    this.#length = this.#buffer.writeDoubleLE(value, this.#length);
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Bytes with their length before them. */
  bytes(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.raw(bytes);
  }

  utf8(text: string): void {
    // A UTF-16 unit takes three bytes at most.
    this.#reserve(text.length * 3);
    this.#length += this.#buffer.write(text, this.#length, "utf8");
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
    const start = this.#length;
    this.byte(0);
    this.utf8(text);
    this.#buffer[start] = this.#length - start - 1;
  }

  /** As `text`, but a UUID in lower case takes 17 bytes. */
  id(text: string): void {
    if (text.length === 36 && this.#uuid(text)) return;
    this.byte(0);
    this.text(text);
  }

  #uuid(text: string): boolean {
    this.#reserve(17);
    const buffer = this.#buffer;
    let position = this.#length;
    buffer[position++] = 1;
    for (let i = 0; i < 36; i += 2) {
      if (i === 8 || i === 13 || i === 18 || i === 23) {
        if (text.charCodeAt(i) !== 45) return false;
        i++;
      }
      const [high, low] = [DIGIT[text.charCodeAt(i)] ?? 255, DIGIT[text.charCodeAt(i + 1)] ?? 255];
      if ((high | low) > 15) return false;
      buffer[position++] = (high << 4) | low;
    }
    this.#length = position;
    return true;
  }

  copyTo(target: Buffer, position: number): number {
    return position + this.#buffer.copy(target, position, 0, this.#length);
  }

  /** Forgets what was written, and a buffer that one large value made large. */
  clear(): void {
    this.#length = 0;
    if (this.#buffer.length > 64 * this.#initial) this.#buffer = Buffer.allocUnsafeSlow(this.#initial);
  }
}

export class BytesReader {
  readonly #buffer: Buffer;
  position: number;

  constructor(buffer: Buffer, position: number) {
    this.#buffer = buffer;
    this.position = position;
  }

  byte(): number {
    return this.#buffer.readUInt8(this.position++);
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  int32(): number {
    this.position += 4;
    return this.#buffer.readInt32LE(this.position - 4);
  }

  float(): number {
    this.position += 8;
    return this.#buffer.readDoubleLE(this.position - 8);
  }

  /** Shared with the buffer. */
  bytes(): Uint8Array {
    const length = this.varint();
    this.position += length;
    return this.#buffer.subarray(this.position - length, this.position);
  }

  text(): string {
    const length = this.varint();
    this.position += length;
    return this.#buffer.toString("utf8", this.position - length, this.position);
  }

  id(): string {
    if (this.byte() === 0) return this.text();
    const hex = this.#buffer.toString("hex", this.position, this.position + 16);
    this.position += 16;
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}
