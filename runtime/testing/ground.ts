/** What a pipeline runs on in a test: a data folder, a real Kafka, a real PostgreSQL, in any mixture. */
import { connect } from "node:net";
import type { PipelineDefinition } from "../api/definition.ts";
import { type KafkaSettings, TRANSACTIONS } from "../log/kafka/settings.ts";

export interface Ground {
  readonly folder: string;
  /** Addresses of brokers; null: the log of the folder. */
  readonly brokers: string | null;
  /** URL of a database; null: that of the folder. */
  readonly postgres: string | null;
  /** Stands before the pipeline's name and all its topics, so that no other test has them. */
  readonly prefix: string;
  /** It writes to Kafka in transactions. */
  readonly transactions?: boolean;
  /** The port of a proxy on this machine that leads to the brokers. */
  readonly via?: number;
}

export const folderGround = (folder: string): Ground => ({ folder, brokers: null, postgres: null, prefix: "" });

/** What a harness takes of it. */
export const harnessOn = ({ folder, brokers, postgres, transactions = false, via }: Ground) => ({
  folder,
  kafka: brokers === null ? null : kafkaOn(brokers, transactions, via),
  postgres,
});

const kafkaOn = (brokers: string, transactions: boolean, via: number | undefined): KafkaSettings => ({
  brokers: brokers.split(","),
  ...(transactions ? { transactions: TRANSACTIONS } : {}),
  ...(via === undefined ? {} : { connect: ({ onConnect }) => connect(via, "127.0.0.1", onConnect) }),
});

/** The same pipeline with names and topics of its own; what it forwards goes where it went. */
export function prefixed(definition: PipelineDefinition, prefix: string): PipelineDefinition {
  if (prefix === "") return definition;
  const own = <T extends { readonly topic: string }>(each: T): T => ({ ...each, topic: prefix + each.topic });
  const { name, topics, sources, events, signals } = definition;
  return {
    ...definition,
    name: prefix + name,
    topics: prefix + topics,
    sources: sources.map(own),
    events: events.map(own),
    signals: signals.map(own),
  };
}
