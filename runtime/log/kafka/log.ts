/** The log port on Kafka, by kafkajs. */
import type { Append, AssignmentListener, LogCapabilities, LogPort, LogReader, TopicInfo, TopicSpec } from "../port.ts";
import { KafkaClient } from "./client.ts";
import { KafkaReader } from "./reader.ts";
import { Sender } from "./sender.ts";
import type { KafkaSettings } from "./settings.ts";
import { ensureTopics, largestOf, retentionOf, topicsOf } from "./topics.ts";

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

/** Throws a UserError where no broker answers, or the one that does cannot be used. */
export async function openKafkaLog(options: KafkaLogOptions): Promise<LogPort> {
  return new KafkaLog(await KafkaClient.open(options), options);
}

class KafkaLog implements LogPort {
  readonly capabilities: LogCapabilities = { isShared: true };
  readonly #client: KafkaClient;
  readonly #sender: Sender;
  readonly #options: KafkaLogOptions;
  /** Those that are told at once of what was appended here. */
  readonly #readers = new Set<KafkaReader>();

  constructor(client: KafkaClient, options: KafkaLogOptions) {
    this.#client = client;
    this.#options = options;
    this.#sender = new Sender(client, {
      pipeline: options.pipeline,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
  }

  async identity(): Promise<string> {
    const { clusterId } = await this.#client.withAdmin((admin) => admin.describeCluster());
    return clusterId;
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    return ensureTopics(this.#client, topics);
  }

  topics(): Promise<readonly TopicInfo[]> {
    return topicsOf(this.#client);
  }

  largest(topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return largestOf(this.#client, topics);
  }

  async append(appends: readonly Append[]): Promise<readonly number[]> {
    const bases = await this.#sender.send(appends);
    for (const [index, { topic, partition, batch }] of appends.entries()) {
      for (const reader of this.#readers) reader.grow({ topic, partition }, (bases[index] ?? 0) + batch.count);
    }
    return bases;
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
    await this.#client.close();
  }
}
