/** Managing topics on Kafka: what is there and what one may do with it, and changes of it. */
import type { Asked, BrokerFacts, Operation, Rights, TopicFacts, TopicManager } from "../../operate/topics/port.ts";
import type { TopicSpec } from "../port.ts";
import { KafkaClient } from "./client.ts";
import { protocolType } from "./errors.ts";
import { listBytes, type RawRequest, type Reading, textBytes } from "./raw.ts";
import type { KafkaSettings } from "./settings.ts";
import { configOf, TOPIC_RESOURCE } from "./topics.ts";

export { LARGEST_BYTES } from "./topics.ts";

const CHANGE_MS = 30_000;
/** Topics that were just made are asked for again after so long. */
const SEEN_MS = 100;

/** Throws a UserError where no broker answers, or the one that does cannot be used. */
export async function openTopicManager(settings: KafkaSettings): Promise<TopicManager> {
  return new KafkaManager(await KafkaClient.open(settings));
}

class KafkaManager implements TopicManager {
  readonly #client: KafkaClient;

  constructor(client: KafkaClient) {
    this.#client = client;
  }

  async look({ names, prefix, group }: Asked): Promise<BrokerFacts> {
    const listed = await this.#client.withAdmin((admin) => admin.listTopics());
    const others = listed.filter((name) => name.startsWith(prefix) && !names.includes(name));
    const asked = [...new Set([...names, ...others])];
    const metadata = (await this.#client.ask(metadataOf(asked))) ?? (await this.#metadataWithoutRights(asked, listed));
    const settings = await this.#settings(metadata.topics.flatMap(({ name, error }) => (error === NONE ? [name] : [])));
    return {
      brokers: metadata.brokers,
      topics: metadata.topics.flatMap(({ name, error, partitions, replicas, rights }): TopicFacts[] =>
        error === NONE ? [{ name, partitions, replicas, settings: settings.get(name) ?? null, rights }] : [],
      ),
      hidden: metadata.topics.flatMap(({ name, error }) => (error === TOPIC_AUTHORIZATION_FAILED ? [name] : [])),
      groupRights: await this.#groupRights(group),
    };
  }

  /** Any broker knows who may not even see a group; what others may do, its coordinator tells. */
  async #groupRights(group: string): Promise<Rights> {
    const first = await this.#client.ask(groupRightsOf(group));
    if (first === null || first.error === NONE) return first?.rights ?? null;
    if (first.error === GROUP_AUTHORIZATION_FAILED) return new Set();
    return (await this.#client.ask({ ...groupRightsOf(group), group }))?.rights ?? null;
  }

  /** What the client itself can tell. */
  async #metadataWithoutRights(asked: readonly string[], listed: readonly string[]): Promise<Metadata> {
    const topics = asked.filter((name) => listed.includes(name));
    return this.#client.withAdmin(async (admin) => {
      const { brokers } = await admin.describeCluster();
      const { topics: found } = topics.length === 0 ? { topics: [] } : await admin.fetchTopicMetadata({ topics });
      return {
        brokers: brokers.length,
        topics: found.map(({ name, partitions }) => ({
          name,
          error: NONE,
          partitions: partitions.length,
          replicas: Math.min(...partitions.map(({ replicas }) => replicas.length)),
          rights: null,
        })),
      };
    });
  }

  /** By topic; without those whose settings one may not see. */
  async #settings(topics: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    if (topics.length === 0) return new Map();
    const resources = topics.map((name) => ({ type: TOPIC_RESOURCE, name }));
    try {
      const found = await this.#client.withAdmin((admin) =>
        admin.describeConfigs({ resources, includeSynonyms: false }),
      );
      return new Map(
        found.resources.map(({ resourceName, configEntries }) => [
          resourceName,
          new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
        ]),
      );
    } catch (error) {
      if (protocolType(error) !== "TOPIC_AUTHORIZATION_FAILED") throw error;
      // One that may not be seen makes the whole answer an error.
      if (topics.length === 1) return new Map();
      const each = await Promise.all(topics.map((topic) => this.#settings([topic])));
      return new Map(each.flatMap((settings) => [...settings]));
    }
  }

  async create(topic: TopicSpec): Promise<void> {
    await this.#client.withAdmin((admin) =>
      admin.createTopics({ topics: [configOf(topic)], waitForLeaders: true, timeout: CHANGE_MS }),
    );
  }

  /** A broker answers that a topic is made before it tells others of it. */
  async seen(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return;
    const until = performance.now() + CHANGE_MS;
    for (let isSeen = false; !isSeen && performance.now() < until; ) {
      const metadata = await this.#client.ask(metadataOf(topics));
      isSeen = metadata === null || metadata.topics.every(({ error }) => error !== UNKNOWN_TOPIC);
      if (!isSeen) await new Promise((resolve) => setTimeout(resolve, SEEN_MS));
    }
  }

  async addPartitions(topic: string, partitions: number): Promise<void> {
    const topicPartitions = [{ topic, count: partitions }];
    await this.#client.withAdmin((admin) => admin.createPartitions({ topicPartitions, timeout: CHANGE_MS }));
  }

  async configure(topic: string, settings: Readonly<Record<string, string>>): Promise<void> {
    await this.#client.withAdmin(async (admin) => {
      const { resources } = await admin.describeConfigs({
        resources: [{ type: TOPIC_RESOURCE, name: topic }],
        includeSynonyms: false,
      });
      // The request replaces all that was set for the topic.
      const own = (resources[0]?.configEntries ?? []).filter(({ configSource }) => Number(configSource) === OF_TOPIC);
      const all = {
        ...Object.fromEntries(own.map(({ configName, configValue }) => [configName, configValue])),
        ...settings,
      };
      const configEntries = Object.entries(all).map(([name, value]) => ({ name, value }));
      return admin.alterConfigs({
        validateOnly: false,
        resources: [{ type: TOPIC_RESOURCE, name: topic, configEntries }],
      });
    });
  }

  async remove(topic: string): Promise<void> {
    await this.#client.withAdmin((admin) => admin.deleteTopics({ topics: [topic], timeout: CHANGE_MS }));
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

/** As Kafka numbers where a setting was made. */
const OF_TOPIC = 1;
const [NONE, UNKNOWN_TOPIC, TOPIC_AUTHORIZATION_FAILED, GROUP_AUTHORIZATION_FAILED] = [0, 3, 29, 30];

interface Metadata {
  readonly brokers: number;
  readonly topics: readonly (Omit<TopicFacts, "settings"> & { readonly error: number })[];
}

/** Metadata in the version that tells what one may do. */
function metadataOf(names: readonly string[]): RawRequest<Metadata> {
  const [makesTopics, tellsOfCluster, tellsOfTopics] = [0, 0, 1];
  return {
    key: 3,
    version: 8,
    name: "Metadata",
    body: Buffer.concat([listBytes(names.map(textBytes)), Buffer.from([makesTopics, tellsOfCluster, tellsOfTopics])]),
    read: readMetadata,
  };
}

function readMetadata({ bool, int16, int32, list, text }: Reading): Metadata {
  int32(); // For how long one is to wait.
  const brokers = list(() => [int32(), text(), int32(), text()]).length;
  text(); // The cluster's id.
  int32(); // Its controller.
  const topics = list(() => {
    const error = int16();
    const name = text();
    bool(); // Whether it is Kafka's own.
    const partitions = list(() => {
      for (const skip of [int16, int32, int32, int32]) skip(); // Error, number, leader and its epoch.
      const replicas = list(int32).length;
      for (const skip of [list, list]) skip(int32); // Those in step, and those away.
      return replicas;
    });
    const replicas = partitions.length === 0 ? 0 : Math.min(...partitions);
    return { error, name, partitions: partitions.length, replicas, rights: rightsOf(int32()) };
  });
  return { brokers, topics };
}

/** What one may do with a consumer group. */
function groupRightsOf(group: string): RawRequest<GroupRights> {
  const tellsOfRights = 1;
  return {
    key: 15,
    version: 3,
    name: "DescribeGroups",
    body: Buffer.concat([listBytes([textBytes(group)]), Buffer.from([tellsOfRights])]),
    read: readGroupRights,
  };
}

interface GroupRights {
  readonly error: number;
  readonly rights: Rights;
}

function readGroupRights({ int16, int32, list, text, bytes }: Reading): GroupRights {
  int32(); // For how long one is to wait.
  const [found] = list(() => {
    const error = int16();
    for (const skip of [text, text, text, text]) skip(); // Group, state, type of protocol, protocol.
    list(() => [text(), text(), text(), bytes(), bytes()]); // Its members.
    return { error, rights: rightsOf(int32()) };
  });
  return found ?? { error: NONE, rights: null };
}

/** Bits, as Kafka's access control numbers them. */
const BITS: readonly (readonly [number, Operation])[] = [
  [3, "Read"],
  [4, "Write"],
  [5, "Create"],
  [6, "Delete"],
  [7, "Alter"],
  [8, "Describe"],
  [10, "DescribeConfigs"],
  [11, "AlterConfigs"],
];

/** A broker that does not tell leaves the highest bit alone. */
const UNTOLD = -(2 ** 31);

function rightsOf(bits: number): Rights {
  if (bits === UNTOLD) return null;
  return new Set(BITS.flatMap(([bit, operation]) => ((bits & (1 << bit)) === 0 ? [] : [operation])));
}
