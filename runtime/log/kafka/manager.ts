/** Managing topics on Kafka: what is there and what one may do with it, and changes of it. */

import { UserError } from "../../errors.ts";
import type {
  Asked,
  BrokerFacts,
  BrokerPlace,
  Move,
  Operation,
  Placement,
  Rights,
  TopicFacts,
  TopicManager,
  Use,
} from "../../operate/topics/port.ts";
import type { TopicSpec } from "../port.ts";
import { KafkaClient } from "./client.ts";
import { protocolType } from "./errors.ts";
import { COORDINATES, listBytes, type RawRequest, type Reading, textBytes } from "./raw.ts";
import { fedGroup, idPrefix, sentGroup } from "./sent.ts";
import type { KafkaSettings } from "./settings.ts";
import { configOf, TOPIC_RESOURCE } from "./topics.ts";

export { LARGEST_BYTES } from "./topics.ts";

const CHANGE_MS = 30_000;
/** What is not settled yet is asked for again after so long. */
const SEEN_MS = 100;
/** Small partitions have other replicas after so long; what takes longer goes on by itself. */
const MOVE_MS = 10_000;

/** Throws a UserError where no broker answers, or the one that does cannot be used. */
export async function openTopicManager(settings: KafkaSettings): Promise<TopicManager> {
  return new KafkaManager(await KafkaClient.open(settings));
}

class KafkaManager implements TopicManager {
  readonly #client: KafkaClient;

  constructor(client: KafkaClient) {
    this.#client = client;
  }

  async look({ names, prefix, pipeline }: Asked): Promise<BrokerFacts> {
    const listed = await this.#client.withAdmin((admin) => admin.listTopics());
    const others = listed.filter((name) => name.startsWith(prefix) && !names.includes(name));
    const asked = [...new Set([...names, ...others])];
    const metadata = (await this.#client.ask(metadataOf(asked))) ?? (await this.#metadataWithoutRights(asked, listed));
    const there = metadata.topics.filter(({ error }) => error === NONE);
    const settings = await this.#settings(there.map(({ name }) => name));
    const moving = await this.#moving(there);
    return {
      brokers: metadata.brokers,
      topics: there.map(({ name, partitions, rights }): TopicFacts => {
        return { name, partitions, moving: moving.get(name) ?? 0, settings: settings.get(name) ?? null, rights };
      }),
      hidden: metadata.topics.flatMap(({ name, error }) => (error === TOPIC_AUTHORIZATION_FAILED ? [name] : [])),
      uses: await this.#uses(pipeline),
      clusterRights: metadata.rights,
    };
  }

  /** How many partitions of these topics are on their way to other brokers; none where one may not know. */
  async #moving(of: readonly Pick<TopicFacts, "name" | "partitions">[]): Promise<ReadonlyMap<string, number>> {
    // Without topics it would be asked of all there are.
    if (of.length === 0) return new Map();
    const topics = of.map(({ name, partitions }) => ({ topic: name, partitions: [...partitions.keys()] }));
    try {
      const found = await this.#client.withAdmin((admin) => admin.listPartitionReassignments({ topics }));
      return new Map(found.topics.map((each) => [nameOf(each), each.partitions.length]));
    } catch (error) {
      if (error instanceof UserError && error.code === "log-refused") return new Map();
      throw error;
    }
  }

  async #uses(pipeline: string): Promise<readonly Use[]> {
    const group = async (name: string, need: string): Promise<Use> => {
      return { resource: "group", name, operations: ["Read"], need, rights: await this.#groupRights(name) };
    };
    const sharing = await group(pipeline, "to share the work with other processes");
    if (this.#client.settings.transactions === undefined) return [sharing];
    const noting = "to note how far transactions have got";
    return [
      sharing,
      await group(sentGroup(pipeline), noting),
      await group(fedGroup(pipeline), noting),
      {
        resource: "transactional-id",
        name: idPrefix(pipeline),
        operations: ["Describe", "Write"],
        need: "to write in transactions",
        rights: await this.#transactionRights(pipeline),
      },
    ];
  }

  /** Brokers do not tell what one may do with transactional ids, but who may not even see them. */
  async #transactionRights(pipeline: string): Promise<Rights> {
    const error = await this.#client.ask(coordinatorOf(`${idPrefix(pipeline)}plan`));
    return error === TRANSACTIONAL_ID_AUTHORIZATION_FAILED ? new Set() : null;
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
        brokers: brokers.map(({ nodeId }) => ({ id: nodeId, rack: null })),
        topics: found.map(({ name, partitions }) => ({
          name,
          error: NONE,
          partitions: inOrder(
            partitions.map(({ partitionId, replicas, isr }) => [partitionId, { replicas, inSync: isr }]),
          ),
          rights: null,
        })),
        rights: null,
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

  /** A broker answers that a topic is made before it tells others of it, and replicas are counted before they are copied. */
  async settled(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return;
    let there: Metadata["topics"] = [];
    const isSeen = async (): Promise<boolean> => {
      there = (await this.#client.ask(metadataOf(topics)))?.topics ?? [];
      return there.every(({ error }) => error !== UNKNOWN_TOPIC);
    };
    await until(isSeen, CHANGE_MS);
    await until(async () => (await this.#moving(there)).size === 0, MOVE_MS);
  }

  async addPartitions(topic: string, partitions: number): Promise<void> {
    const topicPartitions = [{ topic, count: partitions }];
    await this.#client.withAdmin((admin) => admin.createPartitions({ topicPartitions, timeout: CHANGE_MS }));
  }

  async moveReplicas(topic: string, moves: readonly Move[]): Promise<void> {
    const partitionAssignment = moves.map(({ partition, replicas }) => ({ partition, replicas: [...replicas] }));
    await this.#client.withAdmin((admin) =>
      admin.alterPartitionReassignments({ topics: [{ topic, partitionAssignment }], timeout: CHANGE_MS }),
    );
    const isTold = async (): Promise<boolean> => {
      const metadata = await this.#client.ask(metadataOf([topic]));
      const partitions = metadata?.topics[0]?.partitions;
      return moves.every(({ partition, replicas }) => {
        const told = partitions?.[partition]?.replicas;
        return told === undefined || told.length === replicas.length;
      });
    };
    await until(isTold, CHANGE_MS);
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

/** Asks again and again, and no longer than this. */
async function until(isSo: () => Promise<boolean>, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (!(await isSo()) && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, SEEN_MS));
}

/** As Kafka numbers where a setting was made. */
const OF_TOPIC = 1;
const [NONE, UNKNOWN_TOPIC, TOPIC_AUTHORIZATION_FAILED, GROUP_AUTHORIZATION_FAILED] = [0, 3, 29, 30];
const TRANSACTIONAL_ID_AUTHORIZATION_FAILED = 53;

/** The client says `topic` in its types, and `name` in its answers. */
const nameOf = (answer: { readonly topic: string } | { readonly name: string }): string =>
  "name" in answer ? answer.name : answer.topic;

interface Metadata {
  readonly brokers: readonly BrokerPlace[];
  readonly topics: readonly (Omit<TopicFacts, "settings" | "moving"> & { readonly error: number })[];
  /** In the brokers as a whole. */
  readonly rights: Rights;
}

/** Brokers tell of partitions in any order. */
const inOrder = (partitions: (readonly [number, Placement])[]): readonly Placement[] =>
  partitions.sort(([a], [b]) => a - b).map(([, placement]) => placement);

/** Metadata in the version that tells what one may do. */
function metadataOf(names: readonly string[]): RawRequest<Metadata> {
  const [makesTopics, tellsOfCluster, tellsOfTopics] = [0, 1, 1];
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
  const brokers = list(() => {
    const id = int32();
    for (const skip of [text, int32]) skip(); // Host and port.
    return { id, rack: text() || null };
  });
  text(); // The cluster's id.
  int32(); // Its controller.
  const topics = list(() => {
    const error = int16();
    const name = text();
    bool(); // Whether it is Kafka's own.
    const partitions = list((): readonly [number, Placement] => {
      int16(); // What is wrong with it.
      const partition = int32();
      for (const skip of [int32, int32]) skip(); // Leader and its epoch.
      const [replicas, inSync] = [list(int32), list(int32)];
      list(int32); // Those that are away.
      return [partition, { replicas, inSync }];
    });
    return { error, name, partitions: inOrder(partitions), rights: rightsOf(int32()) };
  });
  return { brokers, topics, rights: rightsOf(int32()) };
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

/** Asks who coordinates transactions of this id; gives the number of the error. */
function coordinatorOf(transactionalId: string): RawRequest<number> {
  return {
    key: 10,
    version: 1,
    name: "FindCoordinator",
    body: Buffer.concat([textBytes(transactionalId), Buffer.from([COORDINATES.transactions])]),
    read: ({ int16, int32 }) => {
      int32(); // For how long one is to wait.
      return int16();
    },
  };
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
