/**
 * Appends to topics, in order, durably. The client is trusted with little: sends are split, since it never does; a producer
 * is replaced after any failed send, since it would number its next messages as if the failed ones had not arrived, which
 * brokers then drop as repeats; and where the offsets of a partition do not grow, that has happened all the same.
 */
import type { Message, Producer, RecordMetadata } from "kafkajs";
import { UserError } from "../../errors.ts";
import type { Append } from "../port.ts";
import type { KafkaClient } from "./client.ts";
import { protocolType, TOO_LARGE } from "./errors.ts";
import { messagesOf } from "./produce.ts";
import { RecordMaker } from "./records.ts";
import { recordSize, WireWriter, writeRecord } from "./wire.ts";

/** Of one partition in one request: brokers take 1 MB. */
const CHUNK_BYTES = 900_000;
const CHUNK_MESSAGES = 4000;
const CHUNK_START = 1 << 16;
/** Of one request. */
const REQUEST_BYTES = 8 << 20;
const ATTEMPTS = 4;

/** Consecutive messages of one partition that go in one request. */
interface Chunk {
  readonly topic: string;
  readonly partition: number;
  readonly records: WireWriter;
  count: number;
  /** Where appends begin in it: the append's place, and that of its first message here. */
  readonly begins: { readonly append: number; readonly index: number }[];
}

export interface SenderOptions {
  /** Names events' source in their headers. */
  readonly pipeline: string;
  readonly sleep: (ms: number) => Promise<void>;
}

export class Sender {
  readonly #client: KafkaClient;
  readonly #options: SenderOptions;
  readonly #maker: RecordMaker;
  #producer: Promise<Producer> | null = null;
  /** Offset after the last message sent, by topic and partition. */
  readonly #ends = new Map<string, number>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(client: KafkaClient, options: SenderOptions) {
    this.#client = client;
    this.#options = options;
    this.#maker = new RecordMaker(options.pipeline);
  }

  /** Gives the first offset of each. One call after another. */
  send(appends: readonly Append[]): Promise<readonly number[]> {
    const run = this.#last.then(
      () => this.#send(appends),
      () => this.#send(appends),
    );
    this.#last = run.catch(() => {});
    return run;
  }

  async #send(appends: readonly Append[]): Promise<readonly number[]> {
    const bases = appends.map(() => 0);
    for (const wave of wavesOf(this.#chunksOf(appends))) {
      const sent = await this.#sendWave(wave);
      for (const [place, chunk] of wave.entries()) {
        for (const { append, index } of chunk.begins) bases[append] = (sent[place] ?? 0) + index;
      }
    }
    return bases;
  }

  /** By partition, in order. */
  #chunksOf(appends: readonly Append[]): Chunk[][] {
    const partitions = new Map<string, Chunk[]>();
    for (const [append, each] of appends.entries()) {
      const { topic, partition, batch } = each;
      const place = `${topic}/${partition}`;
      const chunks = partitions.get(place) ?? [];
      partitions.set(place, chunks);
      for (let i = 0; i < batch.count; i++) {
        const record = this.#maker.make(each, i);
        let chunk = chunks.at(-1);
        const isFull =
          chunk !== undefined &&
          (chunk.records.length + recordSize(record) > CHUNK_BYTES || chunk.count >= CHUNK_MESSAGES);
        if (chunk === undefined || isFull) {
          chunk = { topic, partition, records: new WireWriter(CHUNK_START), count: 0, begins: [] };
          chunks.push(chunk);
        }
        if (i === 0) chunk.begins.push({ append, index: chunk.count });
        writeRecord(chunk.records, chunk.count++, record);
      }
    }
    return [...partitions.values()];
  }

  /** Sends one chunk of some partitions; gives the base offset of each. */
  async #sendWave(wave: readonly Chunk[]): Promise<readonly number[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        const producer = await this.#connected();
        const metadata = await producer.sendBatch({ acks: -1, topicMessages: topicsOf(wave) });
        return this.#basesOf(wave, metadata);
      } catch (error) {
        await this.#discard();
        const explained = this.#explained(error, wave);
        const mayPass = explained instanceof UserError && explained.code === "log";
        if (!mayPass || attempt >= ATTEMPTS) throw explained;
        await this.#options.sleep(100 * 2 ** attempt);
      }
    }
  }

  #explained(error: unknown, wave: readonly Chunk[]): unknown {
    const type = protocolType(error);
    if (type === null || !TOO_LARGE.has(type)) return this.#client.explained(error);
    const topics = [...new Set(wave.map(({ topic }) => topic))].join(", ");
    const text = `A record is larger than a topic takes (one of ${topics}). Raise max.message.bytes of the topic.`;
    return new UserError("log-refused", text, error);
  }

  /** Throws where a partition has not grown by what was sent. */
  #basesOf(wave: readonly Chunk[], metadata: readonly RecordMetadata[]): readonly number[] {
    const bases = wave.map(({ topic, partition }) => {
      const found = metadata.find((each) => each.topicName === topic && each.partition === partition);
      const base = Number(found?.baseOffset ?? Number.NaN);
      const end = this.#ends.get(`${topic}/${partition}`) ?? 0;
      if (base >= end) return base;
      // Another producer tells; a topic that was made anew begins at 0 again.
      for (const each of wave) this.#ends.delete(`${each.topic}/${each.partition}`);
      const text = `Kafka says that new records of ${topic} (partition ${partition}) lie at offset ${base}, where older ones do.`;
      throw new UserError("log", text);
    });
    for (const [place, { topic, partition, count }] of wave.entries()) {
      this.#ends.set(`${topic}/${partition}`, (bases[place] ?? 0) + count);
    }
    return bases;
  }

  #connected(): Promise<Producer> {
    this.#producer ??= (async () => {
      const producer = this.#client.producer();
      await producer.connect();
      return producer;
    })();
    return this.#producer;
  }

  async #discard(): Promise<void> {
    const producer = this.#producer;
    this.#producer = null;
    await producer?.then((each) => each.disconnect()).catch(() => {});
  }

  /** After what is under way. */
  async close(): Promise<void> {
    await this.#last;
    await this.#discard();
  }
}

/** One chunk of each partition at a time, and no more than a request takes. */
function* wavesOf(partitions: readonly (readonly Chunk[])[]): Iterable<Chunk[]> {
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

function topicsOf(wave: readonly Chunk[]): { topic: string; messages: Message[] }[] {
  const topics = new Map<string, Message[]>();
  for (const { topic, partition, count, records } of wave) {
    const messages = messagesOf(partition, { count, records: records.bytes });
    topics.set(topic, [...(topics.get(topic) ?? []), ...messages]);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
