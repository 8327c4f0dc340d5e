/**
 * Asks a broker which requests it knows. The client never does: of a broker that is too old or too new for it, some request
 * would fail later, with a message that tells nothing.
 */
import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { UserError } from "../../errors.ts";
import { explained, placeText } from "./errors.ts";
import type { KafkaSettings } from "./settings.ts";

interface Range {
  readonly min: number;
  readonly max: number;
}

interface Needed extends Range {
  readonly key: number;
  readonly name: string;
}

/** Requests that are sent, in the versions that the client knows and that carry what is needed. */
const NEEDED: readonly Needed[] = [
  { key: 0, name: "Produce", min: 3, max: 7 },
  { key: 1, name: "Fetch", min: 4, max: 11 },
  { key: 2, name: "ListOffsets", min: 1, max: 3 },
  { key: 3, name: "Metadata", min: 1, max: 6 },
  { key: 8, name: "OffsetCommit", min: 0, max: 5 },
  { key: 9, name: "OffsetFetch", min: 1, max: 4 },
  { key: 10, name: "FindCoordinator", min: 0, max: 2 },
  { key: 11, name: "JoinGroup", min: 0, max: 5 },
  { key: 12, name: "Heartbeat", min: 0, max: 3 },
  { key: 13, name: "LeaveGroup", min: 0, max: 3 },
  { key: 14, name: "SyncGroup", min: 0, max: 3 },
  { key: 19, name: "CreateTopics", min: 0, max: 3 },
  { key: 22, name: "InitProducerId", min: 0, max: 1 },
];

/** The same, where what is written is in transactions. */
const NEEDED_IN_TRANSACTIONS: readonly Needed[] = [
  { key: 9, name: "OffsetFetch", min: 7, max: 7 },
  { key: 24, name: "AddPartitionsToTxn", min: 0, max: 1 },
  { key: 25, name: "AddOffsetsToTxn", min: 0, max: 1 },
  { key: 26, name: "EndTxn", min: 0, max: 1 },
  { key: 28, name: "TxnOffsetCommit", min: 0, max: 1 },
];

const ANSWER_MS = 5000;
const REQUEST = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 7, 0xff, 0xff]);

/** Throws a UserError that names what would fail, or says why no broker can be asked. */
export async function refuseVersions(settings: KafkaSettings): Promise<void> {
  const answers = await Promise.allSettled(settings.brokers.map((broker) => rangesOf(broker, settings)));
  const found = answers.find((answer) => answer.status === "fulfilled");
  if (found === undefined) {
    const [first] = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
    throw explained(first, settings.brokers);
  }
  const problems = problemsOf(found.value, settings.transactions !== undefined);
  if (problems.length === 0) return;
  throw new UserError("log-refused", `${placeText(settings.brokers)} cannot be used: ${problems.join("; ")}.`);
}

/** In words; none where the client and the broker understand each other. */
export function problemsOf(ranges: ReadonlyMap<number, Range>, inTransactions = false): string[] {
  const needed = inTransactions ? [...NEEDED, ...NEEDED_IN_TRANSACTIONS] : NEEDED;
  return needed.flatMap(({ key, name, min, max }) => {
    const range = ranges.get(key);
    if (range === undefined) return [`it does not know ${name}`];
    if (range.max < min) return [`it knows ${name} up to version ${range.max}, and ${min} is needed`];
    return range.min > max ? [`it knows ${name} from version ${range.min} on, and this client up to ${max}`] : [];
  });
}

async function rangesOf(broker: string, settings: KafkaSettings): Promise<ReadonlyMap<number, Range>> {
  const socket = await socketTo(broker, settings);
  try {
    socket.write(REQUEST);
    return readRanges(await frameOf(socket));
  } finally {
    socket.destroy();
  }
}

function socketTo(broker: string, { tls, connect }: KafkaSettings): Promise<Socket> {
  const at = broker.lastIndexOf(":");
  const [host, port] = [broker.slice(0, at).replace(/^\[|\]$/g, ""), Number(broker.slice(at + 1))];
  return new Promise((resolve, reject) => {
    const onConnect = (): void => resolve(socket);
    const socket = open();
    socket.once("error", reject);
    socket.setTimeout(ANSWER_MS, () => socket.destroy(systemError("ETIMEDOUT", `${broker} does not answer`)));

    function open(): Socket {
      const ssl = tls === undefined ? undefined : { ...tls };
      if (connect !== undefined) return connect({ host, port, ssl: ssl ?? {}, onConnect });
      if (ssl === undefined) return connectPlain({ host, port }, onConnect);
      return connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...ssl }, onConnect);
    }
  });
}

const systemError = (code: string, message: string): Error =>
  Object.assign(new Error(message), { code, syscall: "connect" });

/** One answer, without its length. */
function frameOf(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    socket.once("error", reject);
    socket.once("close", () => reject(systemError("ECONNRESET", "the connection was closed")));
    socket.on("data", (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length >= 4 && bytes.length >= 4 + bytes.readInt32BE(0)) resolve(bytes.subarray(4));
    });
  });
}

/** Of an answer to ApiVersions, version 0: correlation, error, then key, least and greatest version of each. */
function readRanges(frame: Buffer): ReadonlyMap<number, Range> {
  const ranges = new Map<number, Range>();
  const count = frame.readInt32BE(6);
  for (let i = 0; i < count; i++) {
    const at = 10 + 6 * i;
    ranges.set(frame.readInt16BE(at), { min: frame.readInt16BE(at + 2), max: frame.readInt16BE(at + 4) });
  }
  return ranges;
}
