/**
 * How far the lanes of an input have got, as a transaction notes it together with their records: in what the group
 * `PIPELINE.sent`, which has no members, is said to have committed of that input.
 */
import { UserError } from "../../errors.ts";
import type { Mark } from "../marks.ts";
import { placeName } from "../place.ts";
import type { TopicPartition } from "../port.ts";
import {
  askBroker,
  type Broker,
  compactListBytes,
  compactTextBytes,
  NO_TAGS,
  type RawRequest,
  type Reading,
} from "./raw.ts";

/** The last mark of each lane. */
export type Marks = ReadonlyMap<string, Mark>;

export const sentGroup = (pipeline: string): string => `${pipeline}.sent`;
/** The same for what comes of no input. */
export const fedGroup = (pipeline: string): string => `${sentGroup(pipeline)}.fed`;
/** How the transactional ids of a pipeline begin: each of its inputs has one. */
export const idPrefix = (pipeline: string): string => `${pipeline}.`;

/** Brokers keep 4,096 bytes by themselves. */
const MOST_BYTES = 4096;
/** Stands for the input, which the names of its lanes end with. */
const HERE = "~";

/** Throws a UserError where that is more than a broker keeps. */
export function noteOf(store: string, input: TopicPartition, marks: Marks): string {
  const place = placeName(input);
  const lanes = [...marks.values()].map(({ lane, major, minor }) => [
    lane.endsWith(place) ? `${lane.slice(0, -place.length)}${HERE}` : lane,
    major,
    minor,
  ]);
  const text = JSON.stringify({ store, lanes });
  if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  const reason = `With transactions, so many handlers cannot read ${input.topic}: what Kafka is to note of them has more than ${MOST_BYTES} bytes. Run without --transactions, or have fewer or shorter names.`;
  throw new UserError("log-refused", reason);
}

/** None where another store has noted it: its lanes count otherwise. */
export function marksIn(text: string | undefined, store: string, input: TopicPartition): Marks {
  const note: unknown = JSON.parse(text === undefined || text === "" ? "{}" : text);
  const { store: noted, lanes }: { store?: unknown; lanes?: unknown } = Object(note);
  if (noted !== store || !Array.isArray(lanes)) return new Map();
  const place = placeName(input);
  const marks = lanes.map((each: unknown): Mark => {
    const [name, major, minor]: unknown[] = Array.isArray(each) ? each : [];
    const short = String(name);
    const lane = short.endsWith(HERE) ? `${short.slice(0, -HERE.length)}${place}` : short;
    return { lane, major: Number(major), minor: Number(minor) };
  });
  return new Map(marks.map((mark) => [mark.lane, mark]));
}

/** The note at a place; throws a UserError where a transaction that is not over may still change it. */
export async function noteAt(coordinator: Broker, group: string, place: TopicPartition): Promise<string | undefined> {
  const found = await askBroker(coordinator, noteRequest(group, place));
  if (found === null) throw new UserError("log-refused", `Kafka cannot be asked what was sent.`);
  const errors = [found.error, ...found.notes.map(({ error }) => error)];
  const error = errors.find((each) => each !== 0) ?? 0;
  if (REFUSED.has(error)) {
    throw new UserError("log-refused", `Kafka refuses: this user may not read the group ${group}. Give it the right.`);
  }
  if (error !== 0) throw new UserError("log", `Kafka does not tell yet what was sent (error ${error}).`);
  return found.notes[0]?.text;
}

/** By the numbers of Kafka's protocol: rights to a topic and to a group. */
const REFUSED: ReadonlySet<number> = new Set([29, 30]);

interface Note {
  readonly text: string;
  readonly error: number;
}

interface Notes {
  readonly notes: readonly Note[];
  readonly error: number;
}

/** OffsetFetch in the first version that does not answer while a transaction is open; the client knows older ones. */
function noteRequest(group: string, { topic, partition }: TopicPartition): RawRequest<Notes> {
  const number = Buffer.alloc(4);
  number.writeInt32BE(partition);
  const places = Buffer.concat([compactTextBytes(topic), compactListBytes([number]), NO_TAGS]);
  const isStable = Buffer.from([1]);
  return {
    key: 9,
    version: 7,
    name: "OffsetFetch",
    // The head of such a request ends with tags, too.
    body: Buffer.concat([NO_TAGS, compactTextBytes(group), compactListBytes([places]), isStable, NO_TAGS]),
    read: notesRead,
  };
}

function notesRead(answer: Reading): Notes {
  answer.tags();
  // For how long it was held back.
  answer.int32();
  const notes = answer.compactList(() => {
    answer.compactText();
    const found = answer.compactList((): Note => {
      // The partition; what is said to be committed of it, and by which leader.
      answer.int32();
      answer.int64();
      answer.int32();
      const [text, error] = [answer.compactText(), answer.int16()];
      answer.tags();
      return { text, error };
    });
    answer.tags();
    return found;
  });
  return { notes: notes.flat(), error: answer.int16() };
}
