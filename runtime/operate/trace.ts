/**
 * Everything that came of one source event, found in the log by the trace that its events carry and put together by what
 * caused what: events, what each handler did, dead letters, and what a handler has yet to do.
 */

import { decodersOf } from "../engine/decoders.ts";
import type { Incoming } from "../engine/incoming.ts";
import type { ParkedEvent } from "../engine/later.ts";
import type { HandlerPlan } from "../engine/plan.ts";
import type { RecordBatch } from "../log/batch.ts";
import type { Trace } from "../log/trace.ts";
import type { Held } from "../store/port.ts";
import { ancestryOf } from "./ancestry.ts";
import { type Letter, lettersOf, placeId } from "./letters.ts";
import { askAgain, type Rehearsal, type RowEffect, rehearse } from "./rehearse.ts";
import { type Site, scan } from "./site.ts";
import { heldOf, parkedOf } from "./waiting.ts";

export interface TracedEvent {
  /** Name in the spec; null of what was never read as an event. */
  readonly event: string | null;
  readonly id: string;
  readonly at: number;
  readonly hops: number;
  readonly key: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** How often it lies in its topic. */
  readonly times: number;
  /** JSON as it came. */
  readonly value: string;
  /** Why its source did not take it, else null. */
  readonly dead: Letter | null;
  /** By handler, in the order of the spec. */
  readonly steps: readonly TracedStep[];
}

export interface TracedStep {
  readonly handler: string;
  readonly kind: "transform" | "gep" | "demux" | "dep";
  /** `behind`: it has not come to the event yet; `waiting`: it has put it off. */
  readonly state: "handled" | "behind" | "dead" | "waiting";
  /** What it waits for, or that it queues; null where it does not wait. */
  readonly waits: ParkedEvent | null;
  /** Events that it has emitted and that are held back. */
  readonly held: readonly Held[];
  readonly letters: readonly Letter[];
  readonly rows: readonly RowEffect[];
  /** What it did after it looked at this store is not told; null where it looked at none. */
  readonly looked: string | null;
  /** False where it could not be asked which rows it wrote. */
  readonly isAsked: boolean;
  /** Its rows are those that it writes with what the stores hold now. */
  readonly isOfNow: boolean;
  readonly events: readonly TracedEvent[];
  /** Topics to which it sent the record as it came. */
  readonly forwards: readonly string[];
}

export interface Traced {
  /** Those that nothing caused, or whose cause is not kept any more. */
  readonly roots: readonly TracedEvent[];
  /** Cause of the roots, where it is not kept any more. */
  readonly lost: string | null;
}

export interface TraceOptions {
  /** Handlers in TypeScript are run once more, to tell which rows they wrote. */
  readonly asks?: boolean;
}

/** The tree that an event belongs to, by its id; null where nothing is known of it. */
export async function traceOf(site: Site, id: string, { asks = false }: TraceOptions = {}): Promise<Traced | null> {
  const found = await eventsWith(site, id);
  const first = found[0];
  if (first === undefined) return neverRead(site, id);
  const all = new Gathered();
  for (const each of found) all.add(each);
  for (const event of await eventsOf(site, first.event.trace)) all.add(event);
  const causes = [...new Set(all.events.map(({ cause }) => cause))].filter((cause) => cause !== "" && !all.has(cause));
  for (const cause of causes) for (const event of await eventsWith(site, cause)) all.add(event);
  const lost = causes.find((cause) => !all.has(cause)) ?? null;
  const letters: Letter[] = [];
  for await (const letter of lettersOf(site)) if (letter.id !== null && all.has(letter.id)) letters.push(letter);
  const held = (await heldOf(site)).filter(({ cause }) => all.has(cause));
  const tree = new Tree(site, all, {
    letters,
    held,
    parked: await parkedAmong(site, all),
    positions: await positionsOf(site),
    forwards: await forwardsOf(site, all),
    asks,
  });
  return { roots: await tree.roots(), lost };
}

/** What its source refused is dead, and nothing came of it. */
async function neverRead(site: Site, id: string): Promise<Traced | null> {
  const roots: TracedEvent[] = [];
  for await (const letter of lettersOf(site)) {
    if (letter.id !== id) continue;
    const { event, at, key, topic, partition, offset, value } = letter;
    const text = Buffer.from(value).toString("utf8");
    const steps: TracedStep[] = [];
    roots.push({ event, id, at, hops: 0, key, topic, partition, offset, times: 1, value: text, dead: letter, steps });
  }
  return roots.length === 0 ? null : { roots, lost: null };
}

interface Found {
  readonly event: Incoming;
  readonly cause: string;
  readonly handler: string;
}

/** By name and id; the first of those that are there more than once, with how many. */
class Gathered {
  readonly #found = new Map<string, { readonly found: Found; readonly places: Set<string> }>();
  readonly #ids = new Set<string>();

  add(found: Found): void {
    const { event } = found;
    const name = nameOf(event);
    const place = `${event.topic}/${event.partition}/${event.offset}/${event.element}`;
    const known = this.#found.get(name);
    if (known === undefined) this.#found.set(name, { found, places: new Set([place]) });
    else known.places.add(place);
    this.#ids.add(event.id);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  get events(): Found[] {
    return [...this.#found.values()].map(({ found }) => found);
  }

  times(event: Incoming): number {
    return this.#found.get(nameOf(event))?.places.size ?? 0;
  }
}

const nameOf = ({ event, id }: Incoming): string => `${event.name}\n${id}`;

const eventTopics = ({ plan }: Site): string[] => [...new Set(plan.events.all.map(({ topic }) => topic))];

/** Events of an id. A batch that does not hold the id's text is not decoded. */
async function eventsWith(site: Site, id: string): Promise<Found[]> {
  const text = Buffer.from(JSON.stringify(id).slice(1, -1));
  return find(
    site,
    ({ topic, partition, batch }) => batch.bytes.includes(text) || isPlaceIn(id, topic, partition) || hasId(batch, id),
    ({ id: own }) => own === id,
  );
}

const isPlaceIn = (id: string, topic: string, partition: number): boolean =>
  id.startsWith(`${placeId(topic, partition, 0, -1).slice(0, -1)}`);

function hasId(batch: RecordBatch, id: string): boolean {
  for (let index = 0; index < batch.count; index++) if (batch.envelope(index)?.id === id) return true;
  return false;
}

/** Events that handlers emitted in a trace. */
async function eventsOf(site: Site, trace: Trace): Promise<Found[]> {
  return find(
    site,
    ({ batch }) => {
      for (let index = 0; index < batch.count; index++) {
        const found = ancestryOf(batch, index);
        if (found.cause !== "" && found.trace !== null && isSame(found.trace, trace)) return true;
      }
      return false;
    },
    (event, cause) => cause !== "" && isSame(event.trace, trace),
  );
}

const isSame = (one: Trace, other: Trace): boolean =>
  one.a === other.a && one.b === other.b && one.c === other.c && one.d === other.d;

interface Candidate {
  readonly topic: string;
  readonly partition: number;
  readonly batch: RecordBatch;
}

async function find(
  site: Site,
  mayHold: (candidate: Candidate) => boolean,
  isMeant: (event: Incoming, cause: string) => boolean,
): Promise<Found[]> {
  const topics = eventTopics(site);
  const decoders = decodersOf(site.plan, topics);
  const found: Found[] = [];
  for await (const { topic, partition, batch, from, isRepeat } of scan(site.ports.log, topics)) {
    if (!mayHold({ topic, partition, batch })) continue;
    for (const event of decoders.get(topic)?.decode(partition, batch).events ?? []) {
      if (event.index < from || isRepeat(event.index)) continue;
      const { cause, handler } = ancestryOf(batch, event.index);
      if (isMeant(event, cause)) found.push({ event, cause, handler });
    }
  }
  return found;
}

/** Where readers stand, by reader and place. */
async function positionsOf({ ports }: Site): Promise<ReadonlyMap<string, number>> {
  const positions = await ports.store.positions();
  return new Map(positions.map(({ reader, topic, partition, next }) => [`${reader}\n${topic}/${partition}`, next]));
}

/** Topics outside of the pipeline that hold the very bytes of one of the events, by the event. */
async function forwardsOf(site: Site, all: Gathered): Promise<ReadonlyMap<Incoming, readonly string[]>> {
  const topics = site.plan.definition.handlers.flatMap(({ forwards }) => forwards);
  const found = new Map<Incoming, string[]>();
  const events = all.events.filter(({ event }) => event.event.source !== null).map(({ event }) => event);
  for await (const { topic, batch, from } of scan(site.ports.log, topics)) {
    for (let index = from; index < batch.count; index++) {
      const value = batch.value(index);
      const event = events.find((each) => value.equals(each.bytes()));
      if (event !== undefined) found.set(event, [...new Set([...(found.get(event) ?? []), topic])]);
    }
  }
  return found;
}

/** Parked events that are among those of the tree, by where they came from. */
async function parkedAmong(site: Site, all: Gathered): Promise<readonly ParkedEvent[]> {
  const places = new Set(all.events.map(({ event }) => placeOf(event.event.name, event, event.place)));
  const found: ParkedEvent[] = [];
  for await (const each of parkedOf(site)) if (places.has(placeOf(each.event, each, each.element))) found.push(each);
  return found;
}

const placeOf = (
  name: string,
  { topic, partition, offset }: Pick<ParkedEvent, "topic" | "partition" | "offset">,
  element: number,
): string => `${name}\n${topic}/${partition}/${offset}/${element}`;

const NO_ROWS: Rehearsal = { rows: [], looked: null, isAsked: true, isOfNow: false };

/** What is known of the events of a tree besides themselves. */
interface Known {
  readonly letters: readonly Letter[];
  readonly parked: readonly ParkedEvent[];
  readonly held: readonly Held[];
  readonly positions: ReadonlyMap<string, number>;
  readonly forwards: ReadonlyMap<Incoming, readonly string[]>;
  readonly asks: boolean;
}

class Tree {
  readonly #site: Site;
  readonly #all: Gathered;
  readonly #known: Known;
  readonly #placed = new Set<Incoming>();

  constructor(site: Site, all: Gathered, known: Known) {
    this.#site = site;
    this.#all = all;
    this.#known = known;
  }

  async roots(): Promise<TracedEvent[]> {
    const isRoot = ({ cause }: Found): boolean => cause === "" || !this.#all.has(cause);
    const roots = await this.#nodes(this.#all.events.filter(isRoot));
    // Those whose handler the pipeline does not have any more.
    const others = await this.#nodes(this.#all.events.filter(({ event }) => !this.#placed.has(event)));
    return [...roots, ...others];
  }

  /** One after the other: what one has placed is no other's. */
  async #nodes(found: readonly Found[]): Promise<TracedEvent[]> {
    const nodes: TracedEvent[] = [];
    for (const { event } of found) nodes.push(await this.#node(event));
    return nodes;
  }

  async #node(event: Incoming): Promise<TracedEvent> {
    this.#placed.add(event);
    const { id, at, hops, key, topic, partition, offset } = event;
    const times = this.#all.times(event);
    const value = Buffer.from(event.bytes()).toString("utf8");
    const handlers = this.#site.plan.handlers.filter(({ handles }) => handles[event.event.index] === true);
    const steps: TracedStep[] = [];
    for (const handler of handlers) steps.push(await this.#step(handler, event));
    return { event: event.event.name, id, at, hops, key, topic, partition, offset, times, value, dead: null, steps };
  }

  async #step(handler: HandlerPlan, event: Incoming): Promise<TracedStep> {
    const { name, definition } = handler;
    const { kind } = definition;
    const letters = this.#known.letters.filter(
      (letter) => letter.handler === name && letter.id === event.id && letter.event === event.event.name,
    );
    // An event that was given its cause's id and name is not its own child.
    const children = this.#all.events.filter(
      ({ cause, handler: by, event: child }) => cause === event.id && by === name && !this.#placed.has(child),
    );
    const events = await this.#nodes(children);
    const forwards = (this.#known.forwards.get(event) ?? []).filter((topic) => definition.forwards.includes(topic));
    const own = placeOf(event.event.name, event, event.place);
    const waits =
      this.#known.parked.find((each) => each.handler === name && placeOf(each.event, each, each.element) === own) ??
      null;
    const held = this.#known.held.filter((each) => each.handler === name && each.cause === event.id);
    const step = { handler: name, kind, letters, waits, held, events, forwards, ...NO_ROWS };
    if (letters.length > 0) return { ...step, state: "dead" };
    if (waits !== null) return { ...step, state: "waiting" };
    if (!this.#hasRead(handler, event)) return { ...step, state: "behind" };
    return { ...step, state: "handled", ...(await this.#rowsOf(handler, event)) };
  }

  #rowsOf(handler: HandlerPlan, event: Incoming): Rehearsal | Promise<Rehearsal> {
    const isTypeScript = handler.definition.typescript === true;
    return isTypeScript && this.#known.asks
      ? askAgain(this.#site, handler, event)
      : rehearse(handler, event, this.#site.plan.definition.types);
  }

  #hasRead({ name, topics }: HandlerPlan, { topic, partition, offset }: Incoming): boolean {
    // A signal is handled in the step that gave it.
    if (!topics.includes(topic)) return true;
    return (this.#known.positions.get(`${name}\n${topic}/${partition}`) ?? 0) > offset;
  }
}
