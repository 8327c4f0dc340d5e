/** Records between batches, as the engine knows them, and messages, as the client does. */
import type { IHeaders, KafkaMessage, Message } from "kafkajs";
import { BatchBuilder, type Header, RecordBatch } from "../batch.ts";
import { headersOf } from "../envelope.ts";
import { type Mark, markAt, markText, parseMark } from "../marks.ts";
import type { Append } from "../port.ts";

const NOTHING = Buffer.alloc(0);

/** A time that a record brings, in ms; by what it is known where it is written again. */
const TIME = "da-time";
const MARK = "da-position";

/**
 * A record of a batch. It is stamped with the time of writing: brokers let go of what is stamped long ago, and refuse what is
 * far ahead of their clock. A time of its own travels in a header.
 */
export function messageOf({ batch, partition, origin }: Append, index: number, pipeline: string): Message {
  const key = batch.key(index);
  const envelope = batch.envelope(index);
  const headers = headersFrom(envelope === null ? batch.headers(index) : headersOf(envelope, pipeline));
  const time = envelope === null ? batch.ownTime(index) : null;
  if (time !== null) headers[TIME] = Buffer.from(String(time));
  if (origin != null) headers[MARK] = Buffer.from(markText(markAt(origin, index)));
  return { partition, key: key === null ? null : bufferOf(key), value: batch.value(index), headers };
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/** The client cannot write a header without a value: it gets an empty one. */
function headersFrom(headers: readonly Header[]): IHeaders {
  const all: Record<string, Buffer | Buffer[]> = Object.create(null);
  for (const [name, value] of headers) {
    const bytes = value === null ? NOTHING : bufferOf(value);
    const before = all[name];
    all[name] = before === undefined ? bytes : [...(Array.isArray(before) ? before : [before]), bytes];
  }
  return all;
}

/** About what a message takes on the wire. */
export function sizeOf({ key, value, headers }: Message): number {
  let size = 32 + lengthOf(key) + lengthOf(value);
  for (const [name, found] of Object.entries(headers ?? {})) {
    for (const each of Array.isArray(found) ? found : [found]) size += 8 + name.length * 3 + lengthOf(each);
  }
  return size;
}

const lengthOf = (part: Buffer | string | null | undefined): number => (part == null ? 0 : part.length);

/** Messages of one partition, in order, as a batch. */
export function batchOf(messages: readonly KafkaMessage[]): RecordBatch {
  const builder = new BatchBuilder();
  const [first, last] = [messages[0], messages.at(-1)];
  builder.time = Number(first?.timestamp ?? 0);
  for (const message of messages) {
    const { key, value, headers, timestamp } = message;
    const own = headers?.[TIME];
    const time = own === undefined ? timestamp : String(own);
    const more = time === first?.timestamp ? {} : { time: Number(time) };
    builder.add({ key, value: value ?? NOTHING, headers: headersIn(message), ...more });
  }
  const base = Number(first?.offset ?? 0);
  const { bytes } = builder.take(base);
  const isWhole = Number(last?.offset ?? 0) - base + 1 === messages.length;
  const offsets = isWhole ? null : messages.map(({ offset }) => Number(offset));
  const isMarked = messages.some(({ headers }) => headers?.[MARK] !== undefined);
  return new RecordBatch(bytes, base, offsets, isMarked ? messages.map(markIn) : null);
}

function markIn({ headers }: KafkaMessage): Mark | null {
  const text = headers?.[MARK];
  return text === undefined ? null : parseMark(String(text));
}

function headersIn({ headers }: KafkaMessage): Header[] {
  const all: Header[] = [];
  for (const name in headers) {
    if (name === TIME || name === MARK) continue;
    const found = headers[name];
    for (const value of Array.isArray(found) ? found : [found]) {
      all.push([name, value == null ? null : typeof value === "string" ? Buffer.from(value) : value]);
    }
  }
  return all;
}
