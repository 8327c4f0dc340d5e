/** What managing topics needs of a broker: adapters of real logs offer it beside the log's port. */
import type { TopicSpec } from "../../log/port.ts";

/** What one may do, by the names of Kafka's access control. */
export const OPERATIONS = [
  "Read",
  "Write",
  "Create",
  "Delete",
  "Alter",
  "Describe",
  "DescribeConfigs",
  "AlterConfigs",
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Null: it is not known. */
export type Rights = ReadonlySet<Operation> | null;

/** Where a partition lies, by the numbers of brokers. */
export interface Placement {
  /** The broker that leads it where all is well comes first. */
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

/** A partition's replicas as they are to be. */
export interface Move {
  readonly partition: number;
  readonly replicas: readonly number[];
}

export interface TopicFacts {
  readonly name: string;
  /** By their numbers. */
  readonly partitions: readonly Placement[];
  /** How many of them are on their way to other brokers, as far as one may know. */
  readonly moving: number;
  /** Settings that hold for it, wherever they were made; null where one may not see them. */
  readonly settings: ReadonlyMap<string, string> | null;
  readonly rights: Rights;
}

/** What the pipeline's processes use besides topics. */
export interface Use {
  readonly resource: "group" | "transactional-id";
  /** Of transactional ids, how all of them begin. */
  readonly name: string;
  readonly operations: readonly Operation[];
  /** What for. */
  readonly need: string;
  readonly rights: Rights;
}

export interface BrokerPlace {
  readonly id: number;
  /** Brokers of one rack may fail together; null where it is not said. */
  readonly rack: string | null;
}

export interface BrokerFacts {
  readonly brokers: readonly BrokerPlace[];
  /** Those of the topics asked for that are there, and others with the prefix asked for. */
  readonly topics: readonly TopicFacts[];
  /** Topics that are there or not: one may not even know. */
  readonly hidden: readonly string[];
  readonly uses: readonly Use[];
  /** In the brokers as a whole. */
  readonly clusterRights: Rights;
}

export interface Asked {
  readonly names: readonly string[];
  readonly prefix: string;
  readonly pipeline: string;
}

export interface TopicManager {
  look(asked: Asked): Promise<BrokerFacts>;
  create(topic: TopicSpec): Promise<void>;
  /** Resolves when those who ask are told of these topics, and their replicas are in their places or that takes long. */
  settled(topics: readonly string[]): Promise<void>;
  /** Raises the number of partitions to this. */
  addPartitions(topic: string, partitions: number): Promise<void>;
  /** Gives partitions other replicas. Brokers go on copying when it has resolved. */
  moveReplicas(topic: string, moves: readonly Move[]): Promise<void>;
  /** Changes these settings, and no others. */
  configure(topic: string, settings: Readonly<Record<string, string>>): Promise<void>;
  /** Deletes a topic with all its records. */
  remove(topic: string): Promise<void>;
  close(): Promise<void>;
}
