/**
 * A producer of transactions on the client's connections. The client has one, which asks for a coordinator before each step
 * and does one step after another; this one knows the coordinators and sends records while it notes how far they reach. It
 * tries nothing again: after any error it is of no use, and its successor with the same id finds out what became of it.
 */
import { UserError } from "../../errors.ts";
import type { TopicPartition } from "../port.ts";
import type { Chunk } from "./chunks.ts";
import type { KafkaClient } from "./client.ts";
import { Ends } from "./ends.ts";
import { protocolType } from "./errors.ts";
import { encodedMessage } from "./produce.ts";
import { type Broker, type Cluster, COORDINATES } from "./raw.ts";

export interface ProducerOptions {
  /** The transactional id. */
  readonly id: string;
  /** How long a transaction may be open, in ms. */
  readonly timeout: number;
  /** Where notes stand. */
  readonly group: string;
}

const ANSWER_MS = 30_000;
/** A broker refuses a transaction while it ends the one before, which takes it some ms. */
const FIRST_WAIT_MS = 2;
const LONGEST_WAIT_MS = 100;
const WAITING_MS = 10_000;
const SEQUENCES = 2 ** 31;

/** Who it is to the brokers. */
interface Identity {
  readonly transactionalId: string;
  readonly producerId: unknown;
  readonly producerEpoch: number;
}

export class TransactionalProducer {
  readonly #cluster: Cluster;
  readonly #group: string;
  readonly #coordinator: Broker;
  readonly #groupCoordinator: Broker;
  readonly #identity: Identity;
  /** What the next record of a partition is numbered with. */
  readonly #sequences = new Map<string, number>();
  readonly #ends = new Ends();

  private constructor(cluster: Cluster, group: string, brokers: readonly [Broker, Broker], identity: Identity) {
    this.#cluster = cluster;
    this.#group = group;
    [this.#coordinator, this.#groupCoordinator] = brokers;
    this.#identity = identity;
  }

  /** Ends what an earlier one with this id has open, and shuts it out. */
  static async open(client: KafkaClient, { id, timeout, group }: ProducerOptions): Promise<TransactionalProducer> {
    const cluster = client.cluster();
    try {
      await cluster.connect();
      await cluster.refreshMetadata();
      const find = (groupId: string, coordinatorType: number) =>
        cluster.findGroupCoordinator({ groupId, coordinatorType });
      const brokers = await all([find(id, COORDINATES.transactions), find(group, COORDINATES.groups)]);
      const request = { transactionalId: id, transactionTimeout: timeout };
      const { producerId, producerEpoch } = await whenEnded(() => brokers[0].initProducerId(request));
      const identity = { transactionalId: id, producerId, producerEpoch };
      return new TransactionalProducer(cluster, group, brokers, identity);
    } catch (error) {
      void cluster.disconnect().catch(() => {});
      throw error;
    }
  }

  /** Who keeps the group's notes. */
  get groupCoordinator(): Broker {
    return this.#groupCoordinator;
  }

  /** Sends chunks and a note in one transaction; gives the first offsets of the chunks. */
  async commit(
    waves: readonly (readonly Chunk[])[],
    place: TopicPartition,
    note: string,
  ): Promise<readonly (readonly number[])[]> {
    const topics = partitionsOf(waves.flat());
    await this.#cluster.addMultipleTargetTopics([...topics.keys()]);
    await this.#cluster.refreshMetadataIfNecessary();
    const added = [...topics].map(([topic, partitions]) => ({ topic, partitions }));
    await whenEnded(() => this.#coordinator.addPartitionsToTxn({ ...this.#identity, topics: added }));
    const [bases] = await all([this.#sendAll(waves), this.#note(place, note)]);
    await this.#coordinator.endTxn({ ...this.#identity, transactionResult: true });
    return bases;
  }

  async #note({ topic, partition }: TopicPartition, metadata: string): Promise<void> {
    const groupId = this.#group;
    await this.#coordinator.addOffsetsToTxn({ ...this.#identity, groupId });
    const topics = [{ topic, partitions: [{ partition, offset: "0", metadata }] }];
    await this.#groupCoordinator.txnOffsetCommit({ ...this.#identity, groupId, topics });
  }

  async #sendAll(waves: readonly (readonly Chunk[])[]): Promise<readonly (readonly number[])[]> {
    const bases: (readonly number[])[] = [];
    for (const wave of waves) bases.push(await this.#send(wave));
    return bases;
  }

  async #send(wave: readonly Chunk[]): Promise<readonly number[]> {
    const requests = [...Map.groupBy(wave, (chunk) => this.#leaderOf(chunk))].map(async ([nodeId, chunks]) => {
      const broker = await this.#cluster.findBroker({ nodeId });
      const topicData = [...Map.groupBy(chunks, ({ topic }) => topic)].map(([topic, ofTopic]) => ({
        topic,
        partitions: ofTopic.map((chunk) => this.#numbered(chunk)),
      }));
      const { topics } = await broker.produce({ ...this.#identity, acks: -1, timeout: ANSWER_MS, topicData });
      return topics.flatMap(({ topicName, partitions }) => partitions.map((each) => ({ ...each, topicName })));
    });
    return this.#ends.basesOf(wave, (await all(requests)).flat());
  }

  #numbered({ topic, partition, count, records }: Chunk) {
    const key = `${topic}/${partition}`;
    const firstSequence = this.#sequences.get(key) ?? 0;
    this.#sequences.set(key, (firstSequence + count) % SEQUENCES);
    return { partition, firstSequence, messages: [encodedMessage(partition, { count, records: records.bytes })] };
  }

  #leaderOf({ topic, partition }: Chunk): string {
    const [leader] = Object.keys(this.#cluster.findLeaderForPartitions(topic, [partition]));
    if (leader !== undefined) return leader;
    throw new UserError("log", `Kafka does not tell yet who leads ${topic} (partition ${partition}).`);
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }
}

function partitionsOf(chunks: readonly Chunk[]): ReadonlyMap<string, readonly number[]> {
  const topics = new Map<string, Set<number>>();
  for (const { topic, partition } of chunks) topics.set(topic, (topics.get(topic) ?? new Set()).add(partition));
  return new Map([...topics].map(([topic, partitions]) => [topic, [...partitions]]));
}

/** When one fails, the others end before it is told: what still runs would open again what is closed then. */
async function all<const T extends readonly Promise<unknown>[]>(work: T) {
  await Promise.allSettled(work);
  return Promise.all(work);
}

/** Again and again while the brokers are still ending the transaction before. */
async function whenEnded<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + WAITING_MS;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      if (protocolType(error) !== "CONCURRENT_TRANSACTIONS" || performance.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
