/** Topics: which there are, which are to be made, and where their partitions begin and end. */
import type { ITopicConfig } from "kafkajs";
import { UserError } from "../../errors.ts";
import type { Extent, TopicInfo, TopicSpec } from "../port.ts";
import type { KafkaClient } from "./client.ts";
import { placeText, protocolType } from "./errors.ts";

/** As Kafka's protocol numbers what has settings. */
export const TOPIC_RESOURCE = 2;
const MAKE_MS = 30_000;
/** An event of 10 MiB and what stands beside it. */
export const LARGEST_BYTES = 12 << 20;

/** Makes those that are not there; what is there stays as it is. */
export async function ensureTopics(client: KafkaClient, topics: readonly TopicSpec[]): Promise<void> {
  const there = new Set(await client.withAdmin((admin) => admin.listTopics()));
  const missing = topics.filter(({ name }) => !there.has(name));
  if (missing.length === 0) return;
  try {
    await client.withAdmin((admin) =>
      admin.createTopics({ topics: missing.map(configOf), waitForLeaders: true, timeout: MAKE_MS }),
    );
    // Brokers learn one after another that they lead a partition.
    for (const { name } of missing) await client.withAdmin((admin) => admin.fetchTopicOffsets(name), MAKE_MS);
  } catch (error) {
    const type = protocolType(error);
    // Another process makes them, too.
    if (type === "TOPIC_ALREADY_EXISTS") return;
    if (!(error instanceof UserError) || error.code !== "log-refused") throw error;
    const names = missing.map(({ name }) => name).join(", ");
    const text = `Topics are missing and cannot be made: ${names}. ${error.message}`;
    throw new UserError("log-refused", text, error);
  }
}

export function configOf({ name, partitions, replicas, retention }: TopicSpec): ITopicConfig {
  return {
    topic: name,
    numPartitions: partitions,
    replicationFactor: replicas,
    configEntries: [
      { name: "retention.ms", value: String(retention) },
      { name: "max.message.bytes", value: String(LARGEST_BYTES) },
    ],
  };
}

export async function topicsOf(client: KafkaClient): Promise<readonly TopicInfo[]> {
  const { topics } = await client.withAdmin((admin) => admin.fetchTopicMetadata());
  return topics.map(({ name, partitions }) => ({ name, partitions: partitions.length }));
}

/** How long a topic keeps records, in ms; null where that is for ever, or not said. */
export async function retentionOf(client: KafkaClient, topic: string): Promise<number | null> {
  const { resources } = await client.withAdmin((admin) =>
    admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: TOPIC_RESOURCE, name: topic, configNames: ["retention.ms"] }],
    }),
  );
  const text = resources[0]?.configEntries.find(({ configName }) => configName === "retention.ms")?.configValue;
  const retention = Number(text ?? -1);
  return retention < 0 ? null : retention;
}

/** How many bytes a record may have, by topic; of none where this user may not ask. */
export async function largestOf(client: KafkaClient, topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const configNames = ["max.message.bytes"];
  try {
    const { resources } = await client.withAdmin((admin) =>
      admin.describeConfigs({
        includeSynonyms: false,
        resources: topics.map((name) => ({ type: TOPIC_RESOURCE, name, configNames })),
      }),
    );
    return new Map(
      resources.flatMap(({ resourceName, configEntries }) => {
        const bytes = Number(configEntries.find(({ configName }) => configName === configNames[0])?.configValue);
        return bytes > 0 ? [[resourceName, bytes] as const] : [];
      }),
    );
  } catch (error) {
    if (error instanceof UserError && error.code === "log-refused") return new Map();
    throw error;
  }
}

/** Throws a UserError where one of them is not there. `patience` is how long it tries, in ms. */
export async function extentsOf(
  client: KafkaClient,
  topics: readonly string[],
  patience?: number,
): Promise<readonly Extent[]> {
  const found = await Promise.all(topics.map((topic) => extentsOfOne(client, topic, patience)));
  return found.flat();
}

async function extentsOfOne(client: KafkaClient, topic: string, patience?: number): Promise<readonly Extent[]> {
  try {
    const offsets = await client.withAdmin((admin) => admin.fetchTopicOffsets(topic), patience);
    return offsets.map(({ partition, low, high }) => ({
      topic,
      partition,
      start: Number(low),
      end: Number(high),
    }));
  } catch (error) {
    const cause = error instanceof UserError ? error.cause : error;
    if (protocolType(cause) !== "UNKNOWN_TOPIC_OR_PARTITION") throw error;
    throw new UserError("input", `${placeText(client.settings.brokers)} has no topic ${topic}.`, error);
  }
}
