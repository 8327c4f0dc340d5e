/**
 * Appends to topics, in order, durably. The client is trusted with little: sends are split, since it never does; a producer
 * is replaced after any failed send, since it would number its next messages as if the failed ones had not arrived, which
 * brokers then drop as repeats; and where the offsets of a partition do not grow, that has happened all the same.
 */
import type { Producer } from "kafkajs";
import { UserError } from "../../errors.ts";
import { Serial } from "../../serial.ts";
import type { Append } from "../port.ts";
import { type Chunk, chunksOf, tooLarge, topicsOf, wavesOf } from "./chunks.ts";
import type { KafkaClient } from "./client.ts";
import { Ends } from "./ends.ts";
import { RecordMaker } from "./records.ts";

const ATTEMPTS = 4;

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
  readonly #ends = new Ends();
  readonly #serial = new Serial();

  constructor(client: KafkaClient, options: SenderOptions) {
    this.#client = client;
    this.#options = options;
    this.#maker = new RecordMaker(options.pipeline);
  }

  /** Gives the first offset of each. One call after another. */
  send(appends: readonly Append[]): Promise<readonly number[]> {
    return this.#serial.run(() => this.#send(appends));
  }

  async #send(appends: readonly Append[]): Promise<readonly number[]> {
    const bases = appends.map(() => 0);
    for (const wave of wavesOf(chunksOf(this.#maker, appends))) {
      const sent = await this.#sendWave(wave);
      for (const [place, chunk] of wave.entries()) {
        for (const { append, index } of chunk.begins) bases[append] = (sent[place] ?? 0) + index;
      }
    }
    return bases;
  }

  /** Sends one chunk of some partitions; gives the base offset of each. */
  async #sendWave(wave: readonly Chunk[]): Promise<readonly number[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        const producer = await this.#connected();
        const metadata = await producer.sendBatch({ acks: -1, topicMessages: topicsOf(wave) });
        return this.#ends.basesOf(wave, metadata);
      } catch (error) {
        await this.#discard();
        const explained = tooLarge(error, wave) ?? this.#client.explained(error);
        const mayPass = explained instanceof UserError && explained.code === "log";
        if (!mayPass || attempt >= ATTEMPTS) throw explained;
        await this.#options.sleep(100 * 2 ** attempt);
      }
    }
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
    await this.#serial.over();
    await this.#discard();
  }
}
