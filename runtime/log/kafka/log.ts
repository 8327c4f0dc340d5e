/** The log port on Kafka, by kafkajs. */
import type { Append, AssignmentListener, LogCapabilities, LogPort, LogReader, TopicInfo, TopicSpec } from "../port.ts";
import { KafkaClient } from "./client.ts";
import { KafkaReader } from "./reader.ts";
import { Sender } from "./sender.ts";
import type { KafkaSettings } from "./settings.ts";
import { ensureTopics, largestOf, retentionOf, topicsOf } from "./topics.ts";
import { isOfInput, Transactions } from "./transactions.ts";

export interface KafkaLogOptions extends KafkaSettings {
  /** Names events' source in their headers. */
  readonly pipeline: string;
  readonly now?: () => number;
  /** Is told what may pass by itself. */
  readonly onTrouble?: (message: string) => void;
  /** Who takes nothing for so many ms leaves its partitions to others. */
  readonly patience?: number;
}

const PATIENCE_MS = 300_000;
/** The first offset of what has been appended before, and is not appended again. */
const LIES_THERE = -1;

/** Throws a UserError where no broker answers, or the one that does cannot be used. */
export async function openKafkaLog(options: KafkaLogOptions): Promise<LogPort> {
  return new KafkaLog(await KafkaClient.open(options), options);
}

class KafkaLog implements LogPort {
  readonly capabilities: LogCapabilities = { isShared: true };
  readonly #client: KafkaClient;
  readonly #sender: Sender;
  readonly #transactions: Transactions | null;
  readonly takeOver?: NonNullable<LogPort["takeOver"]>;
  readonly #options: KafkaLogOptions;
  /** Those that are told at once of what was appended here. */
  readonly #readers = new Set<KafkaReader>();

  constructor(client: KafkaClient, options: KafkaLogOptions) {
    this.#client = client;
    this.#options = options;
    const { pipeline, transactions: settings } = options;
    const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    this.#sender = new Sender(client, { pipeline, sleep });
    const transactions = settings === undefined ? null : new Transactions(client, { pipeline, sleep, ...settings });
    this.#transactions = transactions;
    if (transactions !== null) this.takeOver = (store, inputs) => transactions.takeOver(store, inputs);
  }

  async identity(): Promise<string> {
    const { clusterId } = await this.#client.withAdmin((admin) => admin.describeCluster());
    return clusterId;
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    await ensureTopics(this.#client, topics);
    this.#transactions?.among(topics.map(({ name }) => name));
  }

  topics(): Promise<readonly TopicInfo[]> {
    return topicsOf(this.#client);
  }

  largest(topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return largestOf(this.#client, topics);
  }

  async append(appends: readonly Append[]): Promise<readonly number[]> {
    const bases = await this.#send(appends);
    for (const [index, { topic, partition, batch }] of appends.entries()) {
      const base = bases[index] ?? LIES_THERE;
      if (base === LIES_THERE) continue;
      for (const reader of this.#readers) reader.grow({ topic, partition }, base + batch.count);
    }
    return bases;
  }

  async #send(appends: readonly Append[]): Promise<readonly number[]> {
    if (this.#transactions === null) return this.#sender.send(appends);
    // What comes of no input is nobody's to write again.
    const others = appends.filter((append) => !isOfInput(append));
    const [bases, more] = await Promise.all([
      this.#transactions.append(appends),
      others.length === 0 ? [] : this.#sender.send(others),
    ]);
    let next = 0;
    return appends.map((append, place) =>
      isOfInput(append) ? (bases.get(place) ?? LIES_THERE) : (more[next++] ?? LIES_THERE),
    );
  }

  async join(group: string | null, topics: readonly string[], listener?: AssignmentListener): Promise<LogReader> {
    let joined: KafkaReader | null = null;
    const left = (): void => {
      if (joined !== null) this.#readers.delete(joined);
    };
    joined = await KafkaReader.join(this.#client, {
      group,
      topics,
      now: this.#options.now ?? Date.now,
      onTrouble: this.#options.onTrouble ?? (() => {}),
      patience: this.#options.patience ?? PATIENCE_MS,
      left,
      ...(listener === undefined ? {} : { listener }),
    });
    this.#readers.add(joined);
    return joined;
  }

  /** At the earliest: Kafka lets go of many records at once. */
  async keptUntil(topic: string, partition: number, offset: number): Promise<number | null> {
    const retention = await retentionOf(this.#client, topic);
    if (retention === null) return null;
    const reader = await this.join(null, [topic]);
    try {
      for (let tries = 0; tries < 50; tries++) {
        const [batch] = await reader.fetch(topic, partition, offset, 1);
        if (batch !== undefined) return batch.time(batch.indexOf(offset)) + retention;
        await reader.wait(100);
      }
      return null;
    } finally {
      await reader.leave();
    }
  }

  async expire(): Promise<void> {
    // Kafka lets go of old records by itself.
  }

  async close(): Promise<void> {
    await this.#sender.close();
    await this.#transactions?.close();
    await this.#client.close();
  }
}
