/**
 * Events as their producers write them, for those who stand in for one: an event of a source as a record of its topic, a
 * discrete event as a record of its own topic. What is out of bounds is written all the same, as a producer might.
 */
import type { Json, SourceDefinition } from "../api/definition.ts";
import { isObject, type Value } from "../codec/types.ts";
import { BatchBuilder } from "../log/batch.ts";
import { hashedUuid, hashText, seedOf } from "../log/hash.ts";
import type { Append } from "../log/port.ts";
import type { EventPlan } from "./events.ts";
import type { SourceRecord } from "./feed.ts";
import { Incoming } from "./incoming.ts";
import type { Plan } from "./plan.ts";
import { envelopeTexts, eventText, withPath } from "./writing.ts";

export interface Product {
  /** Name in the spec. */
  readonly event: string;
  /** As held in memory. */
  readonly value: Value;
  /** Null: a source's own default; an id is made for a discrete event. */
  readonly id: string | null;
  /** In ms. Null: what the source's field says, or the record's time. */
  readonly at: number | null;
  /** The record's time. */
  readonly now: number;
  /** Tells events apart that bring no id. */
  readonly ordinal: number;
}

/** A record for the engine to append to a source's topic, or one to be appended to the log. */
export type Produced =
  | { readonly kind: "source"; readonly record: SourceRecord }
  | { readonly kind: "log"; readonly append: Append };

/** Where a discrete event stands in its chain: at least one event came before it. */
const FIRST_HOP = 1;
const IDS = seedOf("produced");

export function produce(plan: Plan, product: Product): Produced {
  const event = plan.events.byName.get(product.event);
  if (event === undefined) throw new Error(`The pipeline has no event ${product.event}.`);
  const source = plan.definition.sources.find(({ name }) => name === event.source);
  return source === undefined ? discrete(plan, event, product) : fromSource(plan, event, source, product);
}

function fromSource(plan: Plan, event: EventPlan, source: SourceDefinition, product: Product): Produced {
  const { id, at, now } = product;
  const value = at === null || source.at === null ? product.value : { ...product.value, [source.at]: at };
  const time = source.at === null ? (at ?? now) : now;
  // Without a path for it, an id stands beside the value, as it does where the pipeline itself writes to the source.
  if (id !== null && source.idAt === null) return inLog(plan, event, value, { id, at: at ?? now, time, hops: 0 });
  let json = jsonOf(event, value);
  if (id !== null && source.idAt !== null) json = withPath(json, source.idAt, id);
  if (source.nameAt !== null) json = withPath(json, source.nameAt, event.wire);
  return { kind: "source", record: { source: source.name, value: Buffer.from(JSON.stringify(json)), time } };
}

function jsonOf(event: EventPlan, value: Value): Json {
  const json: unknown = JSON.parse(`{${event.fieldsText(value).slice(1)}}`);
  return isObject(json) ? json : {};
}

function discrete(plan: Plan, event: EventPlan, { value, id, at, now, ordinal }: Product): Produced {
  return inLog(plan, event, value, { id: id ?? idOf(ordinal), at: at ?? now, time: now, hops: FIRST_HOP });
}

function idOf(ordinal: number): string {
  hashText(String(ordinal), IDS);
  return hashedUuid();
}

interface Stamp {
  readonly id: string;
  readonly at: number;
  readonly time: number;
  readonly hops: number;
}

/** As the pipeline writes it itself. */
function inLog({ definition, events }: Plan, event: EventPlan, value: Value, stamp: Stamp): Produced {
  const { id, at, time, hops } = stamp;
  const made = new Incoming(event, value, id, at, hops, null, null);
  const source = definition.sources.find(({ name }) => name === event.source) ?? null;
  const writing = { definition, envelopes: envelopeTexts(definition, events.all) };
  const builder = new BatchBuilder();
  builder.time = time;
  builder.addEvent(made.key, eventText(writing, { source }, made), made);
  return { kind: "log", append: { topic: event.topic, partition: 0, batch: builder.take(0) } };
}
