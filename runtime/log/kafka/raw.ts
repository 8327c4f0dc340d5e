/**
 * Requests that the client does not know, sent over its own connections, with their encryption and log-in. It offers no way
 * to do so: the two parts of it that are used here are looked for, and where they are not found the answer is null.
 */
import type { Kafka } from "kafkajs";

/** Who leads a partition is asked again after so long. */
const METADATA_MS = 300_000;

export interface RawRequest<T> {
  readonly key: number;
  readonly version: number;
  readonly name: string;
  readonly body: Buffer;
  /** Goes to the coordinator of this group instead of the controller. */
  readonly group?: string;
  read(answer: Reading): T;
}

/** A broker, as far as the client knows more of it than it offers. */
export interface Broker {
  readonly connectionPool: { readonly send?: unknown };
  initProducerId(of: { readonly transactionalId: string; readonly transactionTimeout: number }): Promise<{
    readonly producerId: unknown;
    readonly producerEpoch: number;
  }>;
  addPartitionsToTxn(of: object): Promise<unknown>;
  addOffsetsToTxn(of: object): Promise<unknown>;
  txnOffsetCommit(of: object): Promise<unknown>;
  endTxn(of: object): Promise<unknown>;
  produce(of: object): Promise<{ readonly topics: readonly ProducedTopic[] }>;
}

interface ProducedTopic {
  readonly topicName: string;
  readonly partitions: readonly { readonly partition: number; readonly baseOffset: string }[];
}

/** The brokers together. */
export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  refreshMetadata(): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
  addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
  /** By the number of their leader. */
  findLeaderForPartitions(topic: string, partitions: readonly number[]): Readonly<Record<string, readonly number[]>>;
  findBroker(of: { readonly nodeId: string }): Promise<Broker>;
  findControllerBroker(): Promise<Broker>;
  findGroupCoordinator(of: { readonly groupId: string; readonly coordinatorType?: number }): Promise<Broker>;
}

/** With connections of its own; null where the client has no such thing. */
export function clusterOf(kafka: Kafka): Cluster | null {
  const symbol = Object.getOwnPropertySymbols(kafka).find((each) => each.description === "private:Kafka:createCluster");
  const create: unknown = symbol === undefined ? undefined : Reflect.get(kafka, symbol);
  return typeof create === "function" ? create({ allowAutoTopicCreation: false, metadataMaxAge: METADATA_MS }) : null;
}

export async function askRaw<T>(kafka: Kafka, request: RawRequest<T>): Promise<T | null> {
  const cluster = clusterOf(kafka);
  if (cluster === null) return null;
  await cluster.connect();
  try {
    await cluster.refreshMetadata();
    const { group } = request;
    const broker =
      group === undefined ? cluster.findControllerBroker() : cluster.findGroupCoordinator({ groupId: group });
    return await askBroker(await broker, request);
  } finally {
    await cluster.disconnect();
  }
}

/** As brokers number what a coordinator is for. */
export const COORDINATES = { groups: 0, transactions: 1 } as const;

/** Asks one that is connected; null where there is no way to. */
export async function askBroker<T>({ connectionPool }: Broker, request: RawRequest<T>): Promise<T | null> {
  return typeof connectionPool.send === "function" ? connectionPool.send(protocolOf(request)) : null;
}

function protocolOf<T>({ key, version, name, body, read }: RawRequest<T>) {
  const encoded = { buf: body, buffer: body };
  return {
    request: { apiKey: key, apiVersion: version, apiName: name, encode: async () => encoded },
    // The client looks into what was decoded, which therefore is an object.
    response: {
      decode: async (bytes: Buffer) => ({ found: read(new Reading(bytes)) }),
      parse: async ({ found }: { readonly found: T }) => found,
    },
  };
}

/** Reads the parts of an answer one after the other. */
export class Reading {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  #skip(length: number): number {
    this.#at += length;
    return this.#at - length;
  }

  bool = (): boolean => this.#bytes.readInt8(this.#skip(1)) !== 0;
  int16 = (): number => this.#bytes.readInt16BE(this.#skip(2));
  int32 = (): number => this.#bytes.readInt32BE(this.#skip(4));

  /** Null is empty. */
  text = (): string => {
    const length = Math.max(0, this.int16());
    const from = this.#skip(length);
    return this.#bytes.toString("utf8", from, from + length);
  };

  /** Bytes whose length stands before them. */
  bytes = (): Buffer => {
    const length = Math.max(0, this.int32());
    const from = this.#skip(length);
    return this.#bytes.subarray(from, from + length);
  };

  list = <T>(read: () => T): T[] => Array.from({ length: Math.max(0, this.int32()) }, read);

  /** A whole number in as few bytes as it needs. */
  #varint(): number {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = this.#bytes.readUInt8(this.#skip(1));
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  }

  int64 = (): number => Number(this.#bytes.readBigInt64BE(this.#skip(8)));

  /** As newer requests have it. */
  compactText = (): string => {
    const length = Math.max(0, this.#varint() - 1);
    const from = this.#skip(length);
    return this.#bytes.toString("utf8", from, from + length);
  };

  compactList = <T>(read: () => T): T[] => Array.from({ length: Math.max(0, this.#varint() - 1) }, read);

  /** Fields that a newer broker may add behind those that are known. */
  tags = (): void => {
    for (let left = this.#varint(); left > 0; left--) {
      this.#varint();
      this.#skip(this.#varint());
    }
  };
}

export function textBytes(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const length = Buffer.alloc(2);
  length.writeInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

export function listBytes(items: readonly Buffer[]): Buffer {
  const count = Buffer.alloc(4);
  count.writeInt32BE(items.length);
  return Buffer.concat([count, ...items]);
}

/** What ends each part of a newer request: nothing is added to it. */
export const NO_TAGS = Buffer.from([0]);

function varintBytes(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

/** As newer requests have it. */
export function compactTextBytes(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  return Buffer.concat([varintBytes(bytes.length + 1), bytes]);
}

export const compactListBytes = (items: readonly Buffer[]): Buffer =>
  Buffer.concat([varintBytes(items.length + 1), ...items]);
