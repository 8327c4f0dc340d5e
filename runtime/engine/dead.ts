/** Dead letters: what they say, how they lie in their topic, and what a handler's failure is called. */
import { ValueFault } from "../functions/fault.ts";
import { type Header, headerText, type RecordBatch } from "../log/batch.ts";

/**
 * Why an event is dead. Of what never reached a handler: `malformed` (no JSON), `too-large`, `no-name`, `invalid` (breaks
 * its type). Of a handler's run: `dead` (it said so), `bounds`, `overflow`, `hops`, `limit`, `failed` (it threw).
 */
export type DeadCode =
  | "malformed"
  | "too-large"
  | "no-name"
  | "invalid"
  | "dead"
  | "bounds"
  | "overflow"
  | "hops"
  | "limit"
  | "failed";

/** Thrown in a handler's run: its effects are undone and the event is dead. */
export class DeadFault extends Error {
  override readonly name = "DeadFault";
  readonly code: DeadCode;

  constructor(code: DeadCode, reason: string) {
    super(reason);
    this.code = code;
  }
}

export interface Death {
  readonly code: DeadCode;
  readonly reason: string;
}

/** What an error thrown by a handler means for the event. */
export function deathOf(error: unknown): Death {
  if (error instanceof DeadFault || error instanceof ValueFault) return { code: error.code, reason: error.message };
  return { code: "failed", reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}

export interface DeadLetter {
  /** Name in the spec; null where there is none. */
  readonly event: string | null;
  /** Handler, or source where it reached none. */
  readonly handler: string;
  readonly code: string;
  readonly reason: string;
  readonly key: string | null;
  /** The bytes as they came. */
  readonly value: Uint8Array;
  /** Where it came from; a signal comes from no place of its own (-1). */
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Its place in a record that holds several events, else -1. */
  readonly element: number;
  /** Of the event; null where it was never read. */
  readonly id: string | null;
  /** The event's time in ms, or the record's where it was never read. */
  readonly at: number;
  /** Of the record that it was, in ms. */
  readonly time: number;
}

/** A dead letter as it lies in its topic. */
export interface StoredLetter extends DeadLetter {
  /** All headers of its record. */
  readonly headers: readonly Header[];
}

export type Died = Omit<DeadLetter, "key" | "value"> & Death;

const PREFIX = "da-dead-";

/** Headers of the dead letter's record: those that the record had, and why it is dead. */
export function deadHeaders(original: readonly Header[], died: Died): Header[] {
  const { code, reason, handler, event, topic, partition, offset, id, at, time } = died;
  const place = { topic, partition, offset, element: died.element < 0 ? null : died.element };
  const own = Object.entries({ code, reason, handler, event, ...place, id, at, time });
  return [
    ...liveHeaders(original),
    ...own.flatMap(([name, value]): Header[] => (value === null ? [] : [[PREFIX + name, Buffer.from(String(value))]])),
  ];
}

/** A record of a dead-letter topic. */
export function deadLetterAt(batch: RecordBatch, index: number): StoredLetter {
  const headers = batch.headers(index);
  const text = (name: string): string => headerText(headers, PREFIX + name) ?? "";
  const key = batch.key(index);
  return {
    event: headerText(headers, `${PREFIX}event`),
    handler: text("handler"),
    code: text("code"),
    reason: text("reason"),
    key: key === null ? null : Buffer.from(key).toString("utf8"),
    value: batch.value(index),
    topic: text("topic"),
    partition: Number(text("partition")),
    offset: Number(text("offset")),
    element: Number(headerText(headers, `${PREFIX}element`) ?? -1),
    id: headerText(headers, `${PREFIX}id`),
    at: Number(headerText(headers, `${PREFIX}at`) ?? batch.time(index)),
    time: Number(headerText(headers, `${PREFIX}time`) ?? batch.time(index)),
    headers,
  };
}

/** The headers that the record had when it was alive. */
export const liveHeaders = (headers: readonly Header[]): readonly Header[] =>
  headers.filter(([name]) => !name.startsWith(PREFIX));
