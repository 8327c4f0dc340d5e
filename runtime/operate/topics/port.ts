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

export interface TopicFacts {
  readonly name: string;
  readonly partitions: number;
  /** Of the partition that has the fewest. */
  readonly replicas: number;
  /** Settings that hold for it, wherever they were made; null where one may not see them. */
  readonly settings: ReadonlyMap<string, string> | null;
  readonly rights: Rights;
}

export interface BrokerFacts {
  readonly brokers: number;
  /** Those of the topics asked for that are there, and others with the prefix asked for. */
  readonly topics: readonly TopicFacts[];
  /** Topics that are there or not: one may not even know. */
  readonly hidden: readonly string[];
  /** In the consumer group asked for. */
  readonly groupRights: Rights;
}

export interface Asked {
  readonly names: readonly string[];
  readonly prefix: string;
  readonly group: string;
}

export interface TopicManager {
  look(asked: Asked): Promise<BrokerFacts>;
  create(topic: TopicSpec): Promise<void>;
  /** Resolves when those who ask are told of these topics, which were made just now. */
  seen(topics: readonly string[]): Promise<void>;
  /** Raises the number of partitions to this. */
  addPartitions(topic: string, partitions: number): Promise<void>;
  /** Changes these settings, and no others. */
  configure(topic: string, settings: Readonly<Record<string, string>>): Promise<void>;
  /** Deletes a topic with all its records. */
  remove(topic: string): Promise<void>;
  close(): Promise<void>;
}
