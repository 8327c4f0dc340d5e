/** One event on its way: as it was read, or as it was emitted. It is the same object for who emits and who handles it. */
import type { Value } from "../codec/types.ts";
import type { Header, RecordBatch } from "../log/batch.ts";
import { type Words, wordsOf } from "../log/bytes.ts";
import { type Envelope, headersOf } from "../log/envelope.ts";
import { type Hash, hashedWords, hashText } from "../log/hash.ts";
import { type Trace, traceOf } from "../log/trace.ts";
import type { EventPlan } from "./events.ts";

/** What a record that is no event of the pipeline's brought in its headers. */
export interface Origin {
  readonly hops: number;
  readonly trace: Trace | null;
  readonly passes: string | null;
}

export const NO_ORIGIN: Origin = { hops: 0, trace: null, passes: null };

export class Incoming implements Envelope {
  readonly event: EventPlan;
  readonly value: Value;
  readonly id: string;
  /** In ms since 1970 UTC. */
  readonly at: number;
  readonly hops: number;
  /** Passes of limited handlers: "a=1,b=2". */
  readonly passes: string | null;
  /** The record it came in; null until it has been written. */
  batch: RecordBatch | null = null;
  index = 0;
  /** Its place in a record that holds several, else -1. */
  element = -1;
  /** Its place in a record that held several, but holds this one alone now. */
  part = -1;
  topic = "";
  partition = 0;
  offset = -1;
  /** Of an emitted one: its JSON until it has been written, and who made it. */
  text = "";
  handler = "";
  cause = "";
  causeWords: Words | null = null;
  #words: Words | null | undefined = undefined;
  #trace: Trace | null;
  #key: string | null = null;
  #hash: Hash | null = null;

  constructor(
    event: EventPlan,
    value: Value,
    id: string,
    at: number,
    hops: number,
    trace: Trace | null,
    passes: string | null,
  ) {
    this.event = event;
    this.value = value;
    this.id = id;
    this.at = at;
    this.hops = hops;
    this.passes = passes;
    this.#trace = trace;
  }

  get idWords(): Words | null {
    if (this.#words === undefined) this.#words = wordsOf(this.id);
    return this.#words;
  }

  /** Of an id that was made of them. */
  set idWords(words: Words) {
    this.#words = words;
  }

  get trace(): Trace {
    this.#trace ??= traceOf(this.hash);
    return this.#trace;
  }

  /** The record's key, or what the source's key field says; null where there is neither. */
  get key(): string | null {
    this.#key ??= this.event.keyOf(this.value);
    if (this.#key !== null || this.batch === null) return this.#key;
    const bytes = this.batch.key(this.index);
    return bytes === null ? null : Buffer.from(bytes).toString("utf8");
  }

  /** The key of its record. */
  get recordKey(): Uint8Array | null {
    if (this.batch !== null && !this.batch.isKeyImplied(this.index)) return this.batch.key(this.index);
    return this.key === null ? null : Buffer.from(this.key);
  }

  /** Of name and id: what the ids of its effects are made of. */
  get hash(): Hash {
    if (this.#hash === null) {
      hashText(this.id, this.event.seed);
      this.#hash = hashedWords();
    }
    return this.#hash;
  }

  /** Its name on the wire. */
  get type(): string {
    return this.event.wire;
  }

  /** The headers of its record. */
  headers(pipeline: string): readonly Header[] {
    if (this.batch === null) return headersOf(this, pipeline);
    return headersAt(this.batch, this.index, pipeline);
  }

  /** Where in its record it came. */
  get place(): number {
    return this.part >= 0 ? this.part : this.element;
  }

  /** The bytes of its value as they came: of one element where the record holds several. */
  bytes(): Uint8Array {
    if (this.batch === null) return Buffer.from(this.text);
    return valueAt(this.batch, this.index, this.element);
  }
}

/** Headers of a record, spelt out where they are stored as an envelope. */
export function headersAt(batch: RecordBatch, index: number, pipeline: string): readonly Header[] {
  const envelope = batch.envelope(index);
  return envelope === null ? batch.headers(index) : headersOf(envelope, pipeline);
}

/** The value of a record, or of one element of the array that it holds. */
export function valueAt(batch: RecordBatch, index: number, element: number): Uint8Array {
  const bytes = batch.value(index);
  return element < 0 ? bytes : elementOf(bytes, element);
}

const [QUOTE, BACKSLASH, COMMA] = [34, 92, 44];
const OPENING = new Set([91, 123]);
const CLOSING = new Set([93, 125]);
const isSpace = (byte: number | undefined): boolean => byte === 32 || byte === 9 || byte === 10 || byte === 13;

/** The bytes of one item of a JSON array that is known to be well-formed. */
export function elementOf(bytes: Uint8Array, element: number): Uint8Array {
  let depth = 0;
  let item = 0;
  let start = bytes.indexOf(91) + 1;
  for (let i = start - 1; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === QUOTE) {
      for (i++; bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++;
    } else if (OPENING.has(byte)) {
      depth++;
    } else if (CLOSING.has(byte)) {
      depth--;
    }
    if (depth === 0 || (depth === 1 && byte === COMMA)) {
      if (item === element) return trimmed(bytes.subarray(start, i));
      item++;
      start = i + 1;
    }
  }
  return bytes;
}

function trimmed(bytes: Uint8Array): Uint8Array {
  let [start, end] = [0, bytes.length];
  while (start < end && isSpace(bytes[start])) start++;
  while (end > start && isSpace(bytes[end - 1])) end--;
  return bytes.subarray(start, end);
}
