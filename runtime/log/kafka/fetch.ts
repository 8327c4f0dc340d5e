/**
 * Lets the client's consumer hand out what it fetches as it came. By itself it makes objects of each record, number and header,
 * which costs more than all that is done with an event, and fails on a header with the name of something that every object
 * has. It goes on choosing brokers, asking and trying again. That reaches into the one version of the client that is
 * depended on.
 */
import { createRequire } from "node:module";
import { isObject } from "../../codec/types.ts";
import { type Aborted, isKnown, standsFor } from "./fetched.ts";
import { Reading } from "./raw.ts";

/** Who is handed bytes, and how long a broker may wait for something new when they ask. */
const racks = new Map<string, () => number>();
let racksMade = 0;

/** Consumers are told apart by their rack: one with such a name, which no broker gets to see, is handed bytes. */
export interface Rack {
  readonly id: string;
  forget(): void;
}

/** `wait` is asked at each fetch, and gives ms. */
export function rackOf(wait: () => number): Rack {
  const id = `da-compile: as bytes ${racksMade++}`;
  racks.set(id, wait);
  return { id, forget: () => racks.delete(id) };
}

/** Versions of the answer that hold records in this format, and since which more stands before them. */
const FIRST_VERSION = 4;
const [WITH_START, WITH_SESSION, THROTTLES_CLIENT, WITH_REPLICA] = [5, 7, 8, 11];

interface Params {
  readonly rackId?: string;
  /** In ms. */
  readonly maxWaitTime: number;
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: readonly { readonly partition: number; readonly fetchOffset: unknown }[];
  }[];
}

interface Made {
  readonly request: unknown;
  readonly response: { decode: (bytes: Buffer) => Promise<unknown>; readonly parse: unknown };
}

type Protocol = (of: { readonly version: number }) => (params: Params) => Made;

/** Reads formats of before 2, as the client does. */
type OldDecoder = (bytes: Buffer) => Promise<readonly object[]>;

let isReady = false;

/** Does so once for a process. Throws where the client is not the one that is known. */
export function fetchBytes(): void {
  if (isReady) return;
  const require = createRequire(import.meta.url);
  const fetch: unknown = require("kafkajs/src/protocol/requests/fetch");
  if (!hasProtocol(fetch)) throw new Error("This kafkajs fetches in a way that is not known here.");
  const Decoder = require("kafkajs/src/protocol/decoder");
  const decodeSet = require("kafkajs/src/protocol/messageSet/decoder");
  const decodeOld: OldDecoder = (bytes) => decodeSet(new Decoder(bytes), bytes.length);
  const before = fetch.protocol;
  fetch.protocol = (of) => {
    const make = before(of);
    return (params) => {
      const wait = racks.get(params.rackId ?? "");
      if (wait === undefined) return make(params);
      const made = make({ ...params, rackId: "", maxWaitTime: wait() });
      if (of.version < FIRST_VERSION) return made;
      const decode = (bytes: Buffer) => answerOf(new Reading(bytes), of.version, fromsOf(params), decodeOld);
      return { ...made, response: { ...made.response, decode } };
    };
  };
  isReady = true;
}

const hasProtocol = (module: unknown): module is { protocol: Protocol } =>
  isObject(module) && "protocol" in module && typeof module.protocol === "function";

/** From which offset on each partition was asked for. */
function fromsOf({ topics }: Params): ReadonlyMap<string, number> {
  return new Map(
    topics.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, fetchOffset }): [string, number] => [`${topic}/${partition}`, Number(fetchOffset)]),
    ),
  );
}

/** The answer as the client knows it, with what stands for records in their place. */
async function answerOf(
  reading: Reading,
  version: number,
  froms: ReadonlyMap<string, number>,
  decodeOld: OldDecoder,
): Promise<unknown> {
  const throttle = reading.int32();
  const errorCode = version >= WITH_SESSION ? reading.int16() : 0;
  const sessionId = version >= WITH_SESSION ? reading.int32() : 0;
  const responses = reading.list(() => {
    const topicName = reading.text();
    return { topicName, partitions: reading.list(() => partitionIn(reading, version, topicName, froms)) };
  });
  for (const { partitions } of responses) {
    for (const each of partitions) if (each.old !== null) each.messages = await decodeOld(each.old);
  }
  // Since that version the broker leaves it to the client to wait.
  const isOwn = version >= THROTTLES_CLIENT;
  return {
    throttleTime: isOwn ? 0 : throttle,
    ...(isOwn ? { clientSideThrottleTime: throttle } : {}),
    errorCode,
    sessionId,
    responses,
  };
}

interface Partition {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly preferredReadReplica: number;
  /** What the client would leave out because of them is left out later. */
  readonly abortedTransactions: readonly never[];
  messages: readonly object[];
  /** Records in a format of before 2. */
  readonly old: Buffer | null;
}

function partitionIn(reading: Reading, version: number, topic: string, froms: ReadonlyMap<string, number>): Partition {
  const partition = reading.int32();
  const errorCode = reading.int16();
  const highWatermark = String(reading.int64());
  // Up to where transactions are decided, and where the partition begins.
  reading.int64();
  if (version >= WITH_START) reading.int64();
  const aborted = reading.list((): Aborted => ({ producer: reading.int64(), first: reading.int64() }));
  const preferredReadReplica = version >= WITH_REPLICA ? reading.int32() : -1;
  const bytes = reading.bytes();
  const isOld = !isKnown(bytes);
  const messages = isOld ? [] : standsFor(bytes, froms.get(`${topic}/${partition}`) ?? 0, aborted);
  const old = isOld ? bytes : null;
  return { partition, errorCode, highWatermark, preferredReadReplica, abortedTransactions: [], messages, old };
}
