/**
 * Appends as what requests to Kafka take: the client splits nothing, so records are gathered in chunks, each of one partition
 * and no larger than a broker takes, and chunks in waves, each one request.
 */
import type { Message } from "kafkajs";
import { UserError } from "../../errors.ts";
import type { Append } from "../port.ts";
import { protocolType, TOO_LARGE } from "./errors.ts";
import { messagesOf } from "./produce.ts";
import type { RecordMaker } from "./records.ts";
import { recordSize, WireWriter, writeRecord } from "./wire.ts";

/** Of one partition in one request: brokers take 1 MB. */
const CHUNK_BYTES = 900_000;
const CHUNK_MESSAGES = 4000;
/** What stands beside a record in a batch and in a request is guessed to differ by no more. */
const MORE_BYTES = 256;
/** Of one request. */
const REQUEST_BYTES = 8 << 20;

/** Consecutive messages of one partition that go in one request. */
export interface Chunk {
  readonly topic: string;
  readonly partition: number;
  readonly records: WireWriter;
  count: number;
  /** Where appends begin in it: the append's place, and that of its first message here. */
  readonly begins: { readonly append: number; readonly index: number }[];
}

/** By partition, in order. The records before `from` of an append are left out. */
export function chunksOf(
  maker: RecordMaker,
  appends: readonly Append[],
  from: (append: Append) => number = () => 0,
): Chunk[][] {
  const partitions = new Map<string, Chunk[]>();
  for (const [append, each] of appends.entries()) {
    const { topic, partition, batch } = each;
    const first = from(each);
    if (first === batch.count) continue;
    const place = `${topic}/${partition}`;
    const chunks = partitions.get(place) ?? [];
    partitions.set(place, chunks);
    for (let i = first; i < batch.count; i++) {
      const record = maker.make(each, i);
      let chunk = chunks.at(-1);
      const isFull =
        chunk !== undefined &&
        (chunk.records.length + recordSize(record) > CHUNK_BYTES || chunk.count >= CHUNK_MESSAGES);
      if (chunk === undefined || isFull) {
        const bytes = Math.min(CHUNK_BYTES, batch.bytes.length + MORE_BYTES * batch.count);
        chunk = { topic, partition, records: new WireWriter(bytes), count: 0, begins: [] };
        chunks.push(chunk);
      }
      if (i === first) chunk.begins.push({ append, index: chunk.count - first });
      writeRecord(chunk.records, chunk.count++, record);
    }
  }
  return [...partitions.values()];
}

/** One chunk of each partition at a time, and no more than a request takes. */
export function* wavesOf(partitions: readonly (readonly Chunk[])[]): Iterable<Chunk[]> {
  const most = Math.max(0, ...partitions.map((chunks) => chunks.length));
  for (let i = 0; i < most; i++) {
    let wave: Chunk[] = [];
    let size = 0;
    for (const chunks of partitions) {
      const chunk = chunks[i];
      if (chunk === undefined) continue;
      if (wave.length > 0 && size + chunk.records.length > REQUEST_BYTES) {
        yield wave;
        wave = [];
        size = 0;
      }
      wave.push(chunk);
      size += chunk.records.length;
    }
    if (wave.length > 0) yield wave;
  }
}

export function topicsOf(wave: readonly Chunk[]): { topic: string; messages: Message[] }[] {
  const topics = new Map<string, Message[]>();
  for (const { topic, partition, count, records } of wave) {
    const messages = messagesOf(partition, { count, records: records.bytes });
    topics.set(topic, [...(topics.get(topic) ?? []), ...messages]);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}

/** Null where it is not that something is too large. */
export function tooLarge(error: unknown, wave: readonly Chunk[]): UserError | null {
  const type = protocolType(error);
  if (type === null || !TOO_LARGE.has(type)) return null;
  const topics = [...new Set(wave.map(({ topic }) => topic))].join(", ");
  const text = `A record is larger than a topic takes (one of ${topics}). Raise max.message.bytes of the topic.`;
  return new UserError("log-refused", text, error);
}
