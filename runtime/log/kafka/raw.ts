/**
 * Requests that the client does not know, sent over its own connections, with their encryption and log-in. It offers no way
 * to do so: the two parts of it that are used here are looked for, and where they are not found the answer is null.
 */
import type { Kafka } from "kafkajs";

export interface RawRequest<T> {
  readonly key: number;
  readonly version: number;
  readonly name: string;
  readonly body: Buffer;
  /** Goes to the coordinator of this group instead of the controller. */
  readonly group?: string;
  read(answer: Reading): T;
}

export async function askRaw<T>(kafka: Kafka, request: RawRequest<T>): Promise<T | null> {
  const symbol = Object.getOwnPropertySymbols(kafka).find((each) => each.description === "private:Kafka:createCluster");
  const create: unknown = symbol === undefined ? undefined : Reflect.get(kafka, symbol);
  if (typeof create !== "function") return null;
  const cluster = create({ allowAutoTopicCreation: false });
  await cluster.connect();
  try {
    await cluster.refreshMetadata();
    const { group } = request;
    const broker =
      group === undefined ? cluster.findControllerBroker() : cluster.findGroupCoordinator({ groupId: group });
    const { connectionPool } = await broker;
    if (typeof connectionPool?.send !== "function") return null;
    return await connectionPool.send(protocolOf(request));
  } finally {
    await cluster.disconnect();
  }
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
