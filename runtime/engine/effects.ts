/** What the runs of one round have caused so far: rows, records and dead letters, none of which is visible yet. */
import type { PipelineDefinition } from "../api/definition.ts";
import type { Held, StoreTx } from "../store/port.ts";
import type { Effects } from "./context.ts";
import { type DeadLetter, type Death, type Died, deadHeaders } from "./dead.ts";
import type { Decoded, Problem } from "./decode.ts";
import { headersAt, type Incoming, valueAt } from "./incoming.ts";
import type { Limits } from "./limits.ts";
import { NeedsStore } from "./lost.ts";
import type { Emission, Handled, Observer } from "./observer.ts";
import type { Outbox } from "./outbox.ts";
import type { Parking } from "./parking.ts";
import { deadTopicOf, type HandlerPlan, type Plan } from "./plan.ts";
import { StoreRows } from "./rows.ts";
import { Times } from "./times.ts";
import { type EnvelopeText, envelopeTexts } from "./writing.ts";

/** So many deltas of all stores together are kept for the next rounds. */
const KEPT = 50_000;

export class RoundEffects implements Effects {
  readonly definition: PipelineDefinition;
  readonly envelopes: readonly EnvelopeText[];
  readonly maxHops: number;
  isCareful = false;
  /** The round before is being committed, and the store cannot be asked yet. */
  isAhead = false;
  readonly outbox: Outbox;
  readonly limits: Limits;
  readonly parking: Parking;
  readonly #rows: ReadonlyMap<string, StoreRows>;
  readonly #observer: Observer;
  #emissions: Emission[] = [];
  #letters: DeadLetter[] = [];
  #handled: Handled[] = [];
  readonly #times = new Times();

  /** `limits` and `parking` are those of all rounds. */
  constructor(plan: Plan, outbox: Outbox, observer: Observer, limits: Limits, parking: Parking) {
    this.definition = plan.definition;
    this.envelopes = envelopeTexts(plan.definition, plan.events.all);
    this.maxHops = plan.definition.hops;
    this.outbox = outbox;
    this.limits = limits;
    this.parking = parking;
    this.#rows = new Map([...plan.stores].map(([name, store]) => [name, new StoreRows(store)]));
    this.#observer = observer;
  }

  rows(store: string): StoreRows {
    const rows = this.#rows.get(store);
    if (rows === undefined) throw new Error(`There is no store ${store}.`);
    return rows;
  }

  /** Someone is to be told what handlers are done with. */
  get isWatched(): boolean {
    return this.#observer.onHandled !== undefined || this.#observer.onTimes !== undefined;
  }

  /** Someone is to be told of each of their events. */
  get isFollowed(): boolean {
    return this.#observer.onHandled !== undefined;
  }

  /** A handler is done with an event. */
  done({ name }: HandlerPlan, event: Incoming, emitted: readonly Incoming[], dead: string | null): void {
    const written = event.batch?.time(event.index) ?? null;
    if (this.#observer.onTimes !== undefined) this.#times.add(name, event.at, written);
    if (this.#observer.onHandled !== undefined) this.#handled.push({ handler: name, event, written, emitted, dead });
  }

  emit(event: Incoming): void {
    if (this.#observer.onEmit !== undefined) {
      const { topic, key, id, at, hops, text } = event;
      this.#emissions.push({ kind: "event", event: event.event.name, topic, key, id, at, hops, value: text });
    }
    this.outbox.addEvent(event);
  }

  hold(event: Incoming, after: number): void {
    if (this.isAhead) throw new NeedsStore();
    this.parking.hold(event, after, this.outbox.place);
  }

  forward(topic: string, event: Incoming): void {
    const [key, value] = [event.recordKey, event.bytes()];
    if (this.#observer.onEmit !== undefined) {
      this.#emissions.push({ kind: "forward", topic, key: key === null ? null : Buffer.from(key).toString(), value });
    }
    this.outbox.addRecord(topic, { key, value, headers: event.headers(this.definition.name) });
  }

  /** A handler failed on an event. */
  die(handler: HandlerPlan, event: Incoming, death: Death): void {
    this.#bury(
      { ...death, event: event.event.name, handler: handler.name, ...placeOf(event) },
      event.recordKey,
      event.bytes(),
      event.headers(this.definition.name),
    );
  }

  /** A record is no event; `reader` is its source, or the handler that reads it. */
  refuse(reader: string, { topic, partition, batch }: Decoded, problem: Problem): void {
    const { code, reason, index, element, offset } = problem;
    const id = batch.envelope(index)?.id ?? null;
    const at = batch.time(index);
    this.#bury(
      {
        code,
        reason,
        event: problem.event?.name ?? null,
        handler: reader,
        topic,
        partition,
        offset,
        element: problem.part,
        id,
        at,
        time: at,
      },
      batch.key(index),
      valueAt(batch, index, element),
      headersAt(batch, index, this.definition.name),
    );
  }

  /** A held event cannot be emitted any more. */
  lose(handler: HandlerPlan, { event, id, key, value, at }: Held, death: Death): void {
    const place = { topic: "", partition: 0, offset: -1, element: -1, id, at, time: at };
    this.#bury({ ...death, event, handler: handler.name, ...place }, Buffer.from(key), Buffer.from(value), []);
  }

  #bury(died: Died, key: Uint8Array | null, value: Uint8Array, headers: ReturnType<typeof headersAt>) {
    this.outbox.addRecord(deadTopicOf(this.definition, died.handler), {
      key,
      value,
      headers: deadHeaders(headers, died),
    });
    if (this.#observer.onDead === undefined) return;
    this.#letters.push({ ...died, key: key === null ? null : Buffer.from(key).toString(), value: Buffer.from(value) });
  }

  /** Reads the rows that were found missing; false where none were. */
  async load(tx: StoreTx, handler: HandlerPlan): Promise<boolean> {
    let some = false;
    for (const { plan, use } of handler.stores.values()) {
      // Others may add to rows that only care makes this one replace.
      if (this.isCareful && use === "fold") await tx.claim(plan.layout);
      const loaded = await this.rows(plan.name).load(tx, use === "row" || this.isCareful);
      some ||= loaded;
    }
    return some;
  }

  /** Writes the rows that another handler may ask for next, or of all stores. */
  async flush(tx: StoreTx, handler?: HandlerPlan): Promise<void> {
    // What waits is there before the rows that may wake it.
    await this.parking.flush(tx);
    const some =
      handler === undefined ? this.#rows.values() : [...handler.stores.keys()].map((name) => this.rows(name));
    for (const rows of some) {
      if (rows.isClean || (handler !== undefined && !rows.plan.isRead && !this.isCareful)) continue;
      await this.#flushRows(tx, rows);
    }
  }

  async #flushRows(tx: StoreTx, rows: StoreRows): Promise<void> {
    const { name } = rows.plan;
    const keys = this.parking.isAwaited(name) ? rows.written() : [];
    await rows.flush(tx);
    if (keys.length > 0) await this.parking.wake(tx, name, keys);
  }

  /** Tells what the round did that began at this time, now that it is committed. */
  tell(began: number): void {
    if (this.#emissions.length > 0) this.#observer.onEmit?.(this.#emissions);
    if (this.#letters.length > 0) this.#observer.onDead?.(this.#letters);
    if (this.#handled.length > 0) this.#observer.onHandled?.(this.#handled, began);
    if (this.#times.count > 0) this.#observer.onTimes?.(this.#times);
  }

  clear(): void {
    this.outbox.clear();
    let kept = 0;
    for (const rows of this.#rows.values()) {
      rows.clear();
      kept += rows.kept;
    }
    if (kept > KEPT) for (const rows of this.#rows.values()) rows.forgetKept();
    if (this.#emissions.length > 0) this.#emissions = [];
    if (this.#letters.length > 0) this.#letters = [];
    if (this.#handled.length > 0) this.#handled = [];
    this.#times.clear();
  }
}

function placeOf({ topic, partition, offset, place, id, at, batch, index }: Incoming) {
  return { topic, partition, offset, element: place, id, at, time: batch?.time(index) ?? at };
}
