/**
 * Records to events: what a source brings is parsed, named, validated and read once for all its handlers; what the
 * pipeline wrote itself is read back. What cannot be read is a problem, told with its place, and stops nothing.
 */
import type { Json, SourceDefinition } from "../api/definition.ts";
import { isObject, type Value } from "../codec/types.ts";
import { RecordBatch } from "../log/batch.ts";
import type { TopicPartition } from "../log/port.ts";
import { parseTraceparent } from "../log/trace.ts";
import type { DeadCode } from "./dead.ts";
import type { EventPlan } from "./events.ts";
import { Incoming, NO_ORIGIN, type Origin } from "./incoming.ts";
import type { Plan, SourcePlan } from "./plan.ts";
import { atPath } from "./writing.ts";

type Fields = Readonly<Record<string, Json>>;

/** A longer value is dead. */
export const MAX_BYTES = 10 * 1024 * 1024;

/** Why a record, or an element of one, is no event. */
export interface Problem {
  readonly event: EventPlan | null;
  readonly code: DeadCode;
  readonly reason: string;
  readonly index: number;
  readonly element: number;
  /** Its place in the record that it came in, else -1. */
  readonly part: number;
  readonly offset: number;
}

/** A batch as events, in the order of the log. */
export interface Decoded {
  readonly topic: string;
  readonly partition: number;
  readonly base: number;
  readonly next: number;
  readonly batch: RecordBatch;
  readonly events: readonly Incoming[];
  readonly problems: readonly Problem[];
  /** Offsets of events whose name is unknown, and of known ones that nobody handles. */
  readonly unknown: readonly number[];
  readonly unhandled: readonly number[];
  /** Events that the source has brought before, once they are known; of a source that drops repeats. */
  repeats?: Set<Incoming>;
}

export interface Decoder {
  decode(partition: number, batch: RecordBatch): Decoded;
}

class Decoding {
  readonly topic: string;
  readonly partition: number;
  readonly batch: RecordBatch;
  readonly events: Incoming[] = [];
  readonly problems: Problem[] = [];
  readonly unknown: number[] = [];
  readonly unhandled: number[] = [];
  /** The record in hand. */
  index = 0;

  /** Place in its record of an event that is a record of its own now, else -1. */
  readonly part: number;

  constructor(topic: string, partition: number, batch: RecordBatch, part = -1) {
    this.topic = topic;
    this.partition = partition;
    this.batch = batch;
    this.part = part;
  }

  get offset(): number {
    return this.batch.offset(this.index);
  }

  problem(code: DeadCode, reason: string, event: EventPlan | null = null, element = -1): void {
    const { index, offset } = this;
    const part = this.part >= 0 ? this.part : element;
    this.problems.push({ event, code, reason, index, element, part, offset });
  }

  event(event: Incoming, element = -1): void {
    event.batch = this.batch;
    event.index = this.index;
    event.element = element;
    event.part = this.part;
    event.topic = this.topic;
    event.partition = this.partition;
    event.offset = this.offset;
    this.events.push(event);
  }

  /** The parsed value of the record in hand, or undefined where it has become a problem. */
  json(): { readonly value: unknown } | undefined {
    const size = this.batch.end(this.index) - this.batch.start(this.index);
    if (size > MAX_BYTES) {
      this.problem("too-large", `${size} bytes are more than ${MAX_BYTES}`);
      return undefined;
    }
    const text = this.batch.text(this.index);
    if (text === null) {
      this.problem("malformed", "is no UTF-8");
      return undefined;
    }
    try {
      return { value: JSON.parse(text) };
    } catch (error) {
      this.problem("malformed", `is no JSON: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  done(): Decoded {
    const { topic, partition, batch, events, problems, unknown, unhandled } = this;
    return { topic, partition, base: batch.base, next: batch.next, batch, events, problems, unknown, unhandled };
  }
}

/** A record that is a batch of its own, and where it came from. */
export interface LoneRecord extends TopicPartition {
  readonly offset: number;
  readonly element: number;
  readonly record: Uint8Array;
}

function decodingOf({ topic, partition, offset, element, record }: LoneRecord): Decoding {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.length);
  return new Decoding(topic, partition, new RecordBatch(bytes, offset), element);
}

/** Reads what others write to a source's topic. */
export class SourceDecoder implements Decoder {
  readonly #source: SourcePlan;
  readonly #definition: SourceDefinition;

  constructor(source: SourcePlan) {
    this.#source = source;
    this.#definition = source.definition;
  }

  decode(partition: number, batch: RecordBatch): Decoded {
    const decoding = new Decoding(this.#definition.topic, partition, batch);
    for (; decoding.index < batch.count; decoding.index++) this.#record(decoding);
    return decoding.done();
  }

  decodeLone(lone: LoneRecord): Decoded {
    const decoding = decodingOf(lone);
    this.#record(decoding);
    return decoding.done();
  }

  /** Reads one record, or an element of one, as an event of which the name is known. */
  decodeAs(event: EventPlan, lone: LoneRecord): Decoded {
    const decoding = decodingOf(lone);
    const json = decoding.json();
    if (json === undefined) return decoding.done();
    if (isObject(json.value)) this.#read(decoding, event, json.value, -1);
    else decoding.problem("invalid", "is no object", event);
    return decoding.done();
  }

  #record(decoding: Decoding): void {
    const json = decoding.json();
    if (json === undefined) return;
    const { value } = json;
    if (!Array.isArray(value)) this.#event(decoding, value, -1);
    else if (this.#definition.array)
      for (const [element, item] of value.entries()) this.#event(decoding, item, element);
    else decoding.problem("invalid", "is a list, and one event is expected", this.#source.only);
  }

  #event(decoding: Decoding, json: unknown, element: number): void {
    if (!isObject(json)) {
      decoding.problem("invalid", "is no object", this.#source.only, element);
      return;
    }
    const event = this.#named(decoding, json, element);
    if (event === null) return;
    if (this.#source.handled[event.index] === true) {
      this.#read(decoding, event, json, element);
      return;
    }
    decoding.unhandled.push(decoding.offset);
    // Who handles it one day is to see the same repeats dropped.
    if (this.#definition.unique === null || event.validate?.(json) === false) return;
    const value = event.read(json);
    if (value !== undefined) decoding.event(this.#incoming(decoding, event, json, value, element), element);
  }

  #read(decoding: Decoding, event: EventPlan, json: Fields, element: number): void {
    const value = event.validate?.(json) === false ? undefined : event.read(json);
    if (value === undefined) decoding.problem("invalid", event.explain(json), event, element);
    else decoding.event(this.#incoming(decoding, event, json, value, element), element);
  }

  #named(decoding: Decoding, json: object, element: number): EventPlan | null {
    const { nameAt } = this.#definition;
    if (nameAt === null) return this.#source.only;
    const name = atPath(json, nameAt);
    if (typeof name !== "string") {
      decoding.problem("no-name", `has no name at ${nameAt.join(".")}`, null, element);
      return null;
    }
    const event = this.#source.byWire.get(name);
    if (event === undefined) decoding.unknown.push(decoding.offset);
    return event ?? null;
  }

  #incoming(decoding: Decoding, event: EventPlan, json: object, value: Value, element: number): Incoming {
    const { idAt, at } = this.#definition;
    const { batch, index } = decoding;
    const envelope = batch.envelope(index);
    const place = decoding.part >= 0 ? decoding.part : element;
    const id = (idAt === null ? ownId(batch, index) : idText(atPath(json, idAt))) ?? defaultId(decoding, place);
    const own = at === null ? null : value[at];
    const time = typeof own === "number" ? own : batch.time(index);
    const { hops, trace, passes } = envelope ?? originOf(batch, index);
    return new Incoming(event, value, id, time, hops, trace, passes);
  }
}

/** A number's text is an id too. */
function idText(value: unknown): string | undefined {
  if (typeof value === "string" && value !== "") return value;
  return typeof value === "number" ? String(value) : undefined;
}

const nameOf = (header: string): Uint8Array => Buffer.from(header);
const [CAUSE, ID, TRACEPARENT] = [nameOf("da-cause"), nameOf("ce_id"), nameOf("traceparent")];
const [HOPS, PASSES] = [nameOf("da-hops"), nameOf("da-passes")];

/** The id that the pipeline gave to an event of a source that has none in its fields. */
function ownId(batch: RecordBatch, index: number): string | undefined {
  const envelope = batch.envelope(index);
  if (envelope !== null) return envelope.id;
  return batch.header(index, CAUSE) === null ? undefined : (batch.header(index, ID) ?? undefined);
}

function defaultId({ topic, partition, offset }: Decoding, element: number): string {
  return element < 0 ? `${topic}-${partition}-${offset}` : `${topic}-${partition}-${offset}-${element}`;
}

function originOf(batch: RecordBatch, index: number): Origin {
  if (!batch.hasHeaders(index)) return NO_ORIGIN;
  const traceparent = batch.header(index, TRACEPARENT);
  const hops = Number(batch.header(index, HOPS) ?? 0);
  return {
    hops: Number.isSafeInteger(hops) && hops > 0 ? hops : 0,
    trace: traceparent === null ? null : parseTraceparent(traceparent),
    passes: batch.header(index, PASSES),
  };
}

/** Reads what the pipeline itself has written. */
export class EventDecoder implements Decoder {
  readonly #topic: string;
  readonly #byWire: ReadonlyMap<string, EventPlan>;
  readonly #envelope: { readonly id: string; readonly name: string; readonly at: string };

  constructor(plan: Plan, topic: string) {
    const events = plan.events.all.filter((event) => event.topic === topic && event.source === null);
    this.#topic = topic;
    this.#byWire = new Map(events.map((event) => [event.wire, event]));
    this.#envelope = plan.definition.envelope;
  }

  decode(partition: number, batch: RecordBatch): Decoded {
    const decoding = new Decoding(this.#topic, partition, batch);
    for (; decoding.index < batch.count; decoding.index++) this.#record(decoding);
    return decoding.done();
  }

  #record(decoding: Decoding): void {
    const json = decoding.json();
    if (json === undefined) return;
    if (!isObject(json.value)) {
      decoding.problem("invalid", "is no object");
      return;
    }
    const name = decoding.batch.envelope(decoding.index)?.type ?? json.value[this.#envelope.name];
    const event = typeof name === "string" ? this.#byWire.get(name) : undefined;
    if (event === undefined) decoding.unknown.push(decoding.offset);
    else this.#read(decoding, event, json.value);
  }

  /** Reads one record as an event of which the name is known. */
  decodeAs(event: EventPlan, lone: LoneRecord): Decoded {
    const decoding = decodingOf(lone);
    const json = decoding.json();
    if (json === undefined) return decoding.done();
    if (isObject(json.value)) this.#read(decoding, event, json.value);
    else decoding.problem("invalid", "is no object", event);
    return decoding.done();
  }

  #read(decoding: Decoding, event: EventPlan, json: Fields): void {
    const value = event.validate?.(json) === false ? undefined : event.read(json);
    if (value === undefined) {
      decoding.problem("invalid", event.explain(json), event);
      return;
    }
    const { batch, index } = decoding;
    const envelope = batch.envelope(index);
    const id = envelope?.id ?? idText(json[this.#envelope.id]) ?? defaultId(decoding, -1);
    const at = envelope?.at ?? Number(json[this.#envelope.at] ?? batch.time(index));
    const { hops, trace, passes } = envelope ?? originOf(batch, index);
    const incoming = new Incoming(event, value, id, at, hops, trace, passes);
    incoming.handler = envelope?.handler ?? "";
    incoming.cause = envelope?.cause ?? "";
    decoding.event(incoming);
  }
}
