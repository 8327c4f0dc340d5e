/**
 * A 128-bit hash of text (MurmurHash3, x86 variant, over UTF-16 units): the same on every machine, in any run. It is not
 * cryptographic. The result stands in `hashed` until the next call, so that nothing is allocated for it.
 */

export interface Hash {
  a: number;
  b: number;
  c: number;
  d: number;
}

/** The last result: four signed 32-bit integers. */
export const hashed: Hash = { a: 0, b: 0, c: 0, d: 0 };

/** The last result, to be kept. */
export function hashedWords(): Hash {
  return { a: hashed.a, b: hashed.b, c: hashed.c, d: hashed.d };
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

const mixA = (k: number): number => Math.imul(rotate(Math.imul(k, 0x239b961b), 15), 0xab0e9789);
const mixB = (k: number): number => Math.imul(rotate(Math.imul(k, 0xab0e9789), 16), 0x38b34ae5);
const mixC = (k: number): number => Math.imul(rotate(Math.imul(k, 0x38b34ae5), 17), 0xa1e38b93);
const mixD = (k: number): number => Math.imul(rotate(Math.imul(k, 0xa1e38b93), 18), 0x239b961b);

function avalanche(h: number): number {
  let x = h ^ (h >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** One round over four words. */
function absorb(k1: number, k2: number, k3: number, k4: number): void {
  let { a, b, c, d } = hashed;
  a = (Math.imul(rotate(a ^ mixA(k1), 19) + b, 5) + 0x561ccd1b) | 0;
  b = (Math.imul(rotate(b ^ mixB(k2), 17) + c, 5) + 0x0bcaa747) | 0;
  c = (Math.imul(rotate(c ^ mixC(k3), 15) + d, 5) + 0x96cd1c35) | 0;
  d = (Math.imul(rotate(d ^ mixD(k4), 13) + a, 5) + 0x32ac3b17) | 0;
  hashed.a = a;
  hashed.b = b;
  hashed.c = c;
  hashed.d = d;
}

function finish(length: number): void {
  let a = hashed.a ^ length;
  let b = hashed.b ^ length;
  let c = hashed.c ^ length;
  let d = hashed.d ^ length;
  a = (a + b + c + d) | 0;
  b = avalanche((b + a) | 0);
  c = avalanche((c + a) | 0);
  d = avalanche((d + a) | 0);
  a = avalanche(a);
  a = (a + b + c + d) | 0;
  hashed.a = a;
  hashed.b = (b + a) | 0;
  hashed.c = (c + a) | 0;
  hashed.d = (d + a) | 0;
}

/** Two units of the text as one word; 0 past its end. */
function word(text: string, at: number): number {
  if (at + 1 < text.length) return text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
  return at < text.length ? text.charCodeAt(at) : 0;
}

const pair = (text: string, at: number): number => text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);

/** Two bytes as `word` has two units. */
function two(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 < end) return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 16);
  return at < end ? (bytes[at] ?? 0) : 0;
}

export function hashText(text: string, seed: Hash): void {
  hashed.a = seed.a;
  hashed.b = seed.b;
  hashed.c = seed.c;
  hashed.d = seed.d;
  let i = 0;
  for (; i + 8 <= text.length; i += 8) absorb(pair(text, i), pair(text, i + 2), pair(text, i + 4), pair(text, i + 6));
  if (i < text.length) absorb(word(text, i), word(text, i + 2), word(text, i + 4), word(text, i + 6));
  finish(text.length);
}

/** The same of text that is all ASCII, as bytes. */
export function hashAscii(bytes: Uint8Array, start: number, length: number, seed: Hash): void {
  hashed.a = seed.a;
  hashed.b = seed.b;
  hashed.c = seed.c;
  hashed.d = seed.d;
  const end = start + length;
  for (let i = start; i < end; i += 8) {
    absorb(two(bytes, i, end), two(bytes, i + 2, end), two(bytes, i + 4, end), two(bytes, i + 6, end));
  }
  finish(length);
}

/** Of a hash, a seed and a number. */
export function hashWords(a: number, b: number, c: number, d: number, seed: Hash, ordinal: number): void {
  hashed.a = seed.a;
  hashed.b = seed.b;
  hashed.c = seed.c;
  hashed.d = seed.d;
  absorb(a, b, c, d);
  absorb(ordinal, 0, 0, 0);
  finish(20);
}

export const NO_SEED: Hash = { a: 0, b: 0, c: 0, d: 0 };

/** A seed of its own for each text. */
export function seedOf(text: string): Hash {
  hashText(text, NO_SEED);
  return hashedWords();
}

/** The digits of each byte, in lower case: the first one low. */
export const PAIRS = Uint16Array.from({ length: 256 }, (_, byte) => {
  const hex = byte.toString(16).padStart(2, "0");
  return hex.charCodeAt(0) | (hex.charCodeAt(1) << 8);
});
const text = Buffer.from("00000000-0000-0000-0000-000000000000", "latin1");

function put(at: number, byte: number): void {
  const pair = PAIRS[byte] ?? 0;
  text[at] = pair;
  text[at + 1] = pair >>> 8;
}

/** Makes a UUID of version 8 of the last result, which holds its bits then. */
export function hashedUuid(): string {
  hashed.b = (hashed.b & 0xffff0fff) | 0x8000;
  hashed.c = (hashed.c & 0x3fffffff) | 0x80000000;
  const { a, b, c, d } = hashed;
  put(0, a >>> 24);
  put(2, (a >>> 16) & 255);
  put(4, (a >>> 8) & 255);
  put(6, a & 255);
  put(9, b >>> 24);
  put(11, (b >>> 16) & 255);
  put(14, (b >>> 8) & 255);
  put(16, b & 255);
  put(19, c >>> 24);
  put(21, (c >>> 16) & 255);
  put(24, (c >>> 8) & 255);
  put(26, c & 255);
  put(28, d >>> 24);
  put(30, (d >>> 16) & 255);
  put(32, (d >>> 8) & 255);
  put(34, d & 255);
  return text.toString("latin1");
}

export const hex32 = (word: number): string => (word >>> 0).toString(16).padStart(8, "0");
