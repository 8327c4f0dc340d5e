/**
 * What handlers have put off: events that wait for a row or queue behind one that does, and emitted events that are held
 * back. It knows what may be there, so that nobody who waits for nothing asks the store, and gathers what a turn adds.
 */
import { recordAlone } from "../log/alone.ts";
import type { TopicPartition } from "../log/port.ts";
import { traceText } from "../log/trace.ts";
import type {
  Held,
  HeldKey,
  LaterCounts,
  Parked,
  Parking as ParkedEvent,
  Places,
  Slots,
  StoreTx,
} from "../store/port.ts";
import type { Incoming } from "./incoming.ts";
import { LostPosition } from "./lost.ts";
import type { HandlerPlan, Plan } from "./plan.ts";

/** Thrown out of a handler whose row is missing and may still come. */
export class Waits {
  readonly store: string;
  readonly key: Slots;
  readonly wait: number;
  readonly isUnordered: boolean;

  constructor(store: string, key: Slots, wait: number, isUnordered: boolean) {
    this.store = store;
    this.key = key;
    this.wait = wait;
    this.isUnordered = isUnordered;
  }

  get text(): string {
    return awaitedText(this.store, this.key);
  }
}

/** Names a row that is waited for. */
export const awaitedText = (store: string, key: Slots): string => `${store} ${JSON.stringify(key)}`;

/** A whole number of ms, however long it is. */
export const after = (time: number, ms: number): number =>
  Math.min(Math.ceil(time + Math.max(0, ms)), Number.MAX_SAFE_INTEGER);

/** Which lanes of a handler are taken while it reads one stretch of its input. */
export interface Gate {
  isTaken(lane: string): boolean;
}

/** How many of a handler's events are put off; of what a round changes, by how much. */
export class LaterTally {
  waiting = 0;
  queued = 0;
  held = 0;

  add({ waiting, queued, held }: Omit<LaterCounts, "reader">): void {
    this.waiting += waiting;
    this.queued += queued;
    this.held += held;
  }

  /** One parked event more, or less. */
  parked({ awaits }: ParkedEvent, by: 1 | -1): void {
    if (awaits === null) this.queued += by;
    else this.waiting += by;
  }
}

export class Parking {
  readonly #readers: readonly string[];
  readonly #awaitable: readonly string[];
  /** The inputs whose events this process takes up. */
  places: Places = null;
  /** What may be there; null: to be asked. */
  #lanes: Set<string> | null = null;
  #awaited = new Set<string>();
  #isReady = false;
  /** When the next wait is over or the next held event leaves. */
  #next = Number.POSITIVE_INFINITY;
  #now = 0;
  #parked: ParkedEvent[] = [];
  /** Lanes that were taken since a handler began with its stretch, or were not written then. */
  readonly #gates = new Map<string, Set<string>>();
  #held = new Map<string, Held>();
  readonly #staged = new Map<string, LaterTally>();
  readonly #tallies = new Map<string, LaterTally>();

  constructor(plan: Plan) {
    // What a handler in TypeScript has parked is taken up beside the rounds.
    this.#readers = plan.handlers.flatMap(({ name, task }) => (task === null ? [name] : []));
    this.#awaitable = [...new Set(plan.definition.handlers.flatMap(({ waits }) => waits))];
  }

  get readers(): readonly string[] {
    return this.#readers;
  }

  /** Begins a round at a time, from which waits count. */
  async begin(tx: StoreTx, now: number): Promise<void> {
    this.#now = now;
    if (this.#lanes === null) await this.look(tx);
  }

  /** Asks the store what there is. */
  async look(tx: StoreTx): Promise<void> {
    const { readers, stores, isReady, nextWait, nextHeld } = await tx.outlook(
      this.#readers,
      this.#awaitable,
      this.places,
    );
    this.#lanes = new Set(readers);
    this.#awaited = new Set(stores);
    this.#isReady = isReady;
    this.#next = Math.min(nextWait ?? Number.POSITIVE_INFINITY, nextHeld ?? Number.POSITIVE_INFINITY);
  }

  /** What is there is to be asked again: someone else may have changed it. */
  forget(): void {
    this.#lanes = null;
  }

  /** Something is ready, or its time has come. */
  isDue(now: number): boolean {
    return this.#isReady || this.#next <= now;
  }

  /** When there will be something to do. */
  get next(): number {
    return this.#isReady ? 0 : this.#next;
  }

  /** Which of the lanes that these events are of are taken. */
  async gate(tx: StoreTx, handler: HandlerPlan, events: readonly Incoming[], end: number): Promise<Gate> {
    const staged = new Set<string>();
    for (const { reader, lane } of this.#parked) if (reader === handler.name && lane !== null) staged.add(lane);
    let stored: ReadonlySet<string> = new Set();
    if (this.#lanes?.has(handler.name) === true) {
      const lanes = new Set<string>();
      for (const event of events) {
        if (event.offset >= end) break;
        if (handler.handles[event.event.index] === true && event.key !== null) lanes.add(event.key);
      }
      stored = await tx.lanes(handler.name, [...lanes]);
    }
    this.#gates.set(handler.name, staged);
    return { isTaken: (lane) => staged.has(lane) || stored.has(lane) };
  }

  /** Puts an event behind those of its lane. */
  queue(handler: HandlerPlan, event: Incoming): void {
    this.#park({ ...parkedAt(handler, event, this.#now), lane: event.key });
  }

  /** An event waits from now on. */
  wait(handler: HandlerPlan, event: Incoming, waits: Waits): void {
    const { store, key, wait, isUnordered } = waits;
    const lane = isUnordered ? null : event.key;
    const due = after(this.#now, wait);
    this.#park({ ...parkedAt(handler, event, this.#now), lane, awaits: { store, key }, due });
  }

  /** Parks events that someone else has made ready. */
  add(events: readonly ParkedEvent[]): void {
    for (const event of events) this.#park(event);
  }

  #park(event: ParkedEvent): void {
    this.#parked.push(event);
    this.#noted(event.reader).parked(event, 1);
    if (event.lane !== null) {
      this.#lanes?.add(event.reader);
      this.#gates.get(event.reader)?.add(event.lane);
    }
    if (event.awaits !== null) this.#awaited.add(event.awaits.store);
    if (event.isReady) this.#isReady = true;
    this.#next = Math.min(this.#next, event.due ?? Number.POSITIVE_INFINITY);
  }

  /** Holds an event back for so many ms; where one of its key is held already, it takes its place. */
  hold(event: Incoming, ms: number, { topic, partition }: TopicPartition): void {
    const { handler, id, at, hops, passes, cause, event: plan } = event;
    // What has no key takes no other's place.
    const key = event.key ?? id;
    const place = JSON.stringify([handler, plan.name, key]);
    const due = this.#held.get(place)?.due ?? after(this.#now, ms);
    const value = `{${plan.fieldsText(event.value).slice(1)}}`;
    const trace = traceText(event.trace);
    const held = { handler, event: plan.name, key, due, id, at, hops, passes, cause, trace, value };
    this.#held.set(place, { ...held, topic, partition });
    this.#next = Math.min(this.#next, due);
  }

  /** Writes what was put off since the last time. */
  async flush(tx: StoreTx): Promise<void> {
    if (this.#parked.length > 0) {
      const parked = this.#parked;
      this.#parked = [];
      await tx.park(parked);
    }
    if (this.#held.size > 0) await this.#flushHeld(tx);
  }

  async #flushHeld(tx: StoreTx): Promise<void> {
    const byHandler = Map.groupBy(this.#held.values(), ({ handler }) => handler);
    this.#held = new Map();
    for (const [handler, held] of byHandler) this.#noted(handler).held += await tx.hold(held);
  }

  /** Something may be parked, as far as is known. */
  get isAnyParked(): boolean {
    return this.#lanes === null || this.#lanes.size > 0 || this.#awaited.size > 0;
  }

  isAwaited(store: string): boolean {
    return this.#awaited.has(store);
  }

  /** Rows have been written: what waits for them is ready. */
  async wake(tx: StoreTx, store: string, keys: readonly Slots[]): Promise<void> {
    if ((await tx.wake(store, keys)) > 0) this.#isReady = true;
  }

  /** A parked event goes on waiting, as `after` says. */
  async repark(tx: StoreTx, before: Parked, after: Parked): Promise<void> {
    await tx.repark([after]);
    const tally = this.#noted(before.reader);
    tally.parked(before, -1);
    tally.parked(after, 1);
    if (after.awaits !== null) this.#awaited.add(after.awaits.store);
  }

  async unpark(tx: StoreTx, events: readonly Parked[]): Promise<void> {
    if (events.length === 0) return;
    // Whoever has handled one of them before, it is not to be handled again.
    if ((await tx.unpark(events.map(({ id }) => id))) < events.length) throw new LostPosition();
    for (const event of events) this.#noted(event.reader).parked(event, -1);
  }

  async unhold(tx: StoreTx, held: readonly HeldKey[]): Promise<void> {
    for (const [handler, some] of Map.groupBy(held, (each) => each.handler)) {
      const gone = await tx.unhold(some);
      if (gone < some.length) throw new LostPosition();
      this.#noted(handler).held -= gone;
    }
  }

  #noted(reader: string): LaterTally {
    return tallyOf(this.#staged, reader);
  }

  /** The round was committed. */
  settle(): void {
    for (const [reader, tally] of this.#staged) tallyOf(this.#tallies, reader).add(tally);
    this.#staged.clear();
    this.#gates.clear();
  }

  /** The round was not. */
  undo(): void {
    this.#parked = [];
    this.#held = new Map();
    this.#staged.clear();
    this.#gates.clear();
    this.forget();
  }

  /** What the store counts, to begin with. */
  count(counts: readonly LaterCounts[]): void {
    this.#tallies.clear();
    for (const each of counts) tallyOf(this.#tallies, each.reader).add(each);
  }

  tally(reader: string): LaterTally {
    return tallyOf(this.#tallies, reader);
  }
}

function tallyOf(tallies: Map<string, LaterTally>, reader: string): LaterTally {
  let tally = tallies.get(reader);
  if (tally === undefined) {
    tally = new LaterTally();
    tallies.set(reader, tally);
  }
  return tally;
}

/** An event, parked without a lane and without a wait. */
export function parkedAt(handler: HandlerPlan, event: Incoming, now: number): ParkedEvent {
  const { topic, partition, offset, place, batch, index } = event;
  if (batch === null) throw new Error(`${handler.name} puts off an event that is in no log.`);
  return {
    reader: handler.name,
    lane: null,
    awaits: null,
    due: null,
    since: now,
    over: [],
    isReady: false,
    event: event.event.name,
    topic,
    partition,
    offset,
    element: place,
    record: recordAlone(batch, index, event.bytes()),
  };
}
