/** Records given to the engine for the topics of its sources. */
import { isObject } from "../codec/types.ts";
import { UserError } from "../errors.ts";
import type { Header } from "../log/batch.ts";
import type { Appended, Outbox } from "./outbox.ts";
import type { Plan, SourcePlan } from "./plan.ts";
import { atPath } from "./writing.ts";

export interface SourceRecord {
  readonly source: string;
  readonly value: Uint8Array;
  /** Absent: what the source's key field says. */
  readonly key?: Uint8Array | null;
  /** The record's own time, in ms; absent: now. */
  readonly time?: number;
  readonly headers?: readonly Header[];
}

export interface Note {
  readonly name: string;
  readonly text: string;
}

/** Records ready to be appended, with what is kept of them: both, or neither. */
export interface Feed {
  readonly appended: readonly Appended[];
  /** Such as how far a file has been fed. */
  readonly note: Note | null;
}

/** `now` stamps records without a time of their own. Throws a UserError where a source is unknown. */
export function feedOf(
  plan: Plan,
  outbox: Outbox,
  records: Iterable<SourceRecord>,
  now: number,
  note: Note | null,
): Feed {
  outbox.begin(now);
  try {
    addFeed(plan, outbox, records);
    return { appended: outbox.take(), note };
  } finally {
    outbox.clear();
  }
}

/** So many are added in one call. */
const STRETCH = 256;

export function addFeed(plan: Plan, outbox: Outbox, records: Iterable<SourceRecord>): void {
  const sources = new Map(plan.sources.map((source) => [source.definition.name, source]));
  const iterator = records[Symbol.iterator]();
  try {
    while (addSome(sources, outbox, iterator)) {}
  } catch (error) {
    iterator.return?.();
    throw error;
  }
}

/**
 * False at the end. A loop that is long would be compiled in its midst, each time anew; one that is called often is so once.
 */
function addSome(sources: ReadonlyMap<string, SourcePlan>, outbox: Outbox, records: Iterator<SourceRecord>): boolean {
  for (let count = 0; count < STRETCH; count++) {
    const { value: record, done } = records.next();
    if (done === true) return false;
    const source = sources.get(record.source);
    if (source === undefined) throw new UserError("input", `The pipeline has no source ${record.source}.`);
    const { topic } = source.definition;
    if (record.key !== undefined || !outbox.needsKey(topic)) outbox.addRecord(topic, record);
    else outbox.addRecord(topic, { ...record, key: keyOf(source, record.value) });
  }
  return true;
}

/** What the source's key field says of a value that may be anything. */
function keyOf(source: SourcePlan, value: Uint8Array): Uint8Array | null {
  const { nameAt, array } = source.definition;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(value).toString("utf8"));
    const json: unknown = array && Array.isArray(parsed) ? parsed[0] : parsed;
    const name = nameAt === null ? null : atPath(json, nameAt);
    const event = nameAt === null ? source.only : typeof name === "string" ? source.byWire.get(name) : undefined;
    if (event === null || event === undefined || !isObject(json) || event.validate?.(json) === false) return null;
    const read = event.read(json);
    const key = read === undefined ? null : event.keyOf(read);
    return key === null ? null : Buffer.from(key);
  } catch {
    return null;
  }
}
