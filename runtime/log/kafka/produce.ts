/**
 * Lets the client's producer send records that are encoded already: it goes on choosing brokers, numbering and trying again,
 * and only the bytes of its requests are made here. That reaches into the one version of the client that is depended on.
 */
import { createRequire } from "node:module";
import type { Message } from "kafkajs";
import { isObject } from "../../codec/types.ts";
import { Body } from "./request.ts";
import { batchHead } from "./wire.ts";

/** Records of one partition, as bytes. */
export interface Encoded {
  readonly count: number;
  readonly records: Uint8Array;
}

const NOTHING = Buffer.alloc(0);

/** Stands for each of the records of a chunk, so that the client counts and groups them as its own. */
class Stand implements Message {
  readonly partition: number;
  readonly value = NOTHING;
  readonly encoded: Encoded;

  constructor(partition: number, encoded: Encoded) {
    this.partition = partition;
    this.encoded = encoded;
  }
}

/** Stands for all records of a chunk, where nobody counts messages. */
export const encodedMessage = (partition: number, encoded: Encoded): Message => new Stand(partition, encoded);

export function messagesOf(partition: number, encoded: Encoded): Message[] {
  return new Array<Message>(encoded.count).fill(encodedMessage(partition, encoded));
}

/** What the client knows when it makes a request. */
interface Params {
  readonly acks: number;
  readonly timeout: number;
  readonly transactionalId?: string | null;
  readonly producerId: unknown;
  readonly producerEpoch: number;
  readonly topicData: readonly TopicData[];
}

interface TopicData {
  readonly topic: string;
  readonly partitions: readonly {
    readonly partition: number;
    readonly firstSequence: number;
    readonly messages: readonly object[];
  }[];
}

interface Made {
  readonly request: { encode: () => Promise<unknown> };
}

type Protocol = (of: { readonly version: number }) => (params: Params) => Made;

/** Versions of the request that hold records in this format, with the same layout around them. */
const FIRST_VERSION = 3;

let isReady = false;

/** Does so once for a process. Throws where the client is not the one that is known. */
export function encodeProduce(): void {
  if (isReady) return;
  const produce: unknown = createRequire(import.meta.url)("kafkajs/src/protocol/requests/produce");
  if (!hasProtocol(produce)) throw new Error("This kafkajs makes its requests in a way that is not known here.");
  const before = produce.protocol;
  produce.protocol = (of) => {
    const make = before(of);
    return (params) => {
      const made = make(params);
      if (of.version >= FIRST_VERSION && isEncoded(params)) made.request.encode = async () => requestOf(params);
      return made;
    };
  };
  isReady = true;
}

const GROUPING = "kafkajs/src/producer/groupMessagesPerPartition";

interface Grouping {
  readonly topic: string;
  readonly partitionMetadata: readonly unknown[];
  readonly messages: readonly Message[];
  readonly partitioner: (of: Omit<Grouping, "messages" | "partitioner"> & { readonly message: Message }) => number;
}

/**
 * Groups messages by partition in one pass: the client copies a group for each message that it adds. It takes this only
 * where it is not loaded yet; else it goes on in its own way.
 */
export function groupAtOnce(): void {
  const require = createRequire(import.meta.url);
  require(GROUPING);
  const module = require.cache[require.resolve(GROUPING)];
  if (module === undefined) return;
  module.exports = ({ topic, partitionMetadata, messages, partitioner }: Grouping) => {
    const groups: Record<number, Message[]> = {};
    if (partitionMetadata.length === 0) return groups;
    for (const message of messages) {
      const partition = partitioner({ topic, partitionMetadata, message });
      const group = groups[partition];
      if (group === undefined) groups[partition] = [message];
      else group.push(message);
    }
    return groups;
  };
}

const hasProtocol = (module: unknown): module is { protocol: Protocol } =>
  isObject(module) && "protocol" in module && typeof module.protocol === "function";

const isEncoded = ({ topicData }: Params): boolean =>
  topicData.every(({ partitions }) => partitions.every(({ messages }) => messages[0] instanceof Stand));

/** The request's body; records are not copied. */
function requestOf(params: Params): Body {
  const { transactionalId = null, acks, timeout, topicData } = params;
  const parts: Uint8Array[] = [stringOf(transactionalId), numbers(acks, timeout, topicData.length)];
  for (const { topic, partitions } of topicData) {
    parts.push(stringOf(topic), int32(partitions.length));
    for (const { partition, firstSequence, messages } of partitions) {
      const [first] = messages;
      if (!(first instanceof Stand)) throw new Error("Records that are encoded go with others that are not.");
      const { count, records } = first.encoded;
      const head = batchHead(
        {
          count,
          time: Date.now(),
          producerId: BigInt(String(params.producerId)),
          producerEpoch: params.producerEpoch,
          firstSequence,
          isTransactional: transactionalId !== null,
        },
        records,
      );
      parts.push(int32(partition), int32(head.length + records.length), head, records);
    }
  }
  return new Body(parts);
}

function numbers(acks: number, timeout: number, topics: number): Buffer {
  const bytes = Buffer.allocUnsafe(10);
  bytes.writeInt16BE(acks, 0);
  bytes.writeInt32BE(timeout, 2);
  bytes.writeInt32BE(topics, 6);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function stringOf(text: string | null): Buffer {
  const utf8 = Buffer.from(text ?? "");
  const bytes = Buffer.allocUnsafe(2 + utf8.length);
  bytes.writeInt16BE(text === null ? -1 : utf8.length);
  bytes.set(utf8, 2);
  return bytes;
}
