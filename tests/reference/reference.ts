/**
 * The slow, obvious interpreter of a pipeline: it is told what lies in the log and in which order handlers took their
 * events, computes what has to come of each of them from the model alone, and finds it in the log, or throws a Mismatch.
 * What it is not told of must wait for a row, or behind an event that does.
 */
import type { Event, Handler, Json, Model, Signal } from "../../compiler/model.ts";
import { statementsOf } from "../../compiler/walk.ts";
import { Mismatch } from "./differences.ts";
import { type Awaited, type Emitted, eventOf, type Handled, type Outcome, runHandler } from "./handlers.ts";
import { fieldsOf, Ledger, namedIn } from "./ledger.ts";
import type { LogRecord } from "./log.ts";
import { type Read, readSource } from "./sources.ts";
import { rowJson, Tables } from "./stores.ts";
import type { Row } from "./values.ts";
import { keyText, readRecord } from "./wire.ts";

/** An event that a handler has not finished with. */
/** An event as the engine hands it to a handler. */
export interface TakenEvent {
  readonly id: string;
  readonly name: string;
  readonly value: object;
}

interface Pending {
  readonly event: Handled;
  readonly record: LogRecord;
  readonly key: string | null;
  /** When it came. */
  readonly arrival: number;
  /** The row that it waits for, and since when. */
  awaits: { readonly row: Awaited; readonly began: number } | null;
  hasWaited: boolean;
  /** The rows for which it has waited long enough. */
  readonly over: Set<string>;
}

interface Held {
  readonly handler: string;
  readonly cause: Handled;
  readonly emitted: Emitted;
  readonly due: number;
}

export interface WaitingEvent {
  readonly handler: string;
  readonly event: string;
  readonly store: string;
  readonly key: Json;
}

export class Reference {
  readonly #model: Model;
  readonly #params: Row;
  #tables: Tables;
  #now = 0;
  readonly #pending = new Map<string, Pending[]>();
  readonly #held = new Map<string, Held>();
  /** Of sources that drop repeats: the times at which a name and id came. */
  readonly #brought = new Map<string, number[]>();
  /** Names and ids of repeats. */
  readonly #dropped = new Set<string>();
  readonly #ledger: Ledger;

  constructor(model: Model, params: Row) {
    this.#model = model;
    this.#params = params;
    this.#tables = new Tables(model);
    this.#ledger = new Ledger(model);
    for (const { name } of model.handlers) this.#pending.set(name, []);
  }

  /** A step begins at a time: these records were found after it. What was held back until then is among them. */
  begin(now: number, records: readonly LogRecord[]): void {
    this.#now = now;
    for (const record of this.#ledger.add(records)) this.#bring(record);
    this.#release((held) => held.due <= now);
  }

  /** A record of a source. */
  #bring(record: LogRecord): void {
    const source = this.#model.sources.find(({ topic }) => topic === record.topic);
    if (source === undefined) throw new Mismatch(`${record.topic} is no source's topic: ${record.value}`);
    const { made, topic, partition, offset } = record;
    const letter = { handler: source.name, topic, partition, offset };
    for (const read of readSource(this.#model, source, record)) {
      if (read.kind === "dead") this.#ledger.takeLetter({ ...letter, event: read.event }, null);
      else if (read.kind === "event" && !this.#isRepeat(source.name, source.unique, read, record.time)) {
        const { event, value } = read;
        const id = source.idAt === null && made !== null ? made.id : event.id;
        const model = eventOf(this.#model, event.name);
        this.#add({ ...event, id, hops: made?.hops ?? 0 }, { ...record, value }, model);
      }
    }
  }

  #isRepeat(
    source: string,
    window: number | null,
    { event }: Read & { readonly kind: "event" },
    time: number,
  ): boolean {
    if (window === null) return false;
    const place = JSON.stringify([source, event.name, event.id]);
    const times = this.#brought.get(place) ?? [];
    this.#brought.set(place, [...times, time]);
    const isRepeat = times.some((other) => Math.abs(time - other) <= window);
    if (isRepeat) {
      this.#dropped.add(JSON.stringify([event.name, event.id]));
      this.#dropped.add(saidBy(event));
    }
    return isRepeat;
  }

  /** Its handlers have it before them. */
  #add(event: Handled, record: LogRecord, model: Event | Signal): void {
    const own = keyText(this.#model, fieldsOf(model), model.key, event.value);
    for (const handler of this.#model.handlers) {
      if (!handler.on.some(({ name }) => name === event.name)) continue;
      const pending: Pending = {
        event,
        record,
        key: own ?? record.key,
        arrival: this.#now,
        awaits: null,
        hasWaited: false,
        over: new Set(),
      };
      this.#pendingOf(handler.name).push(pending);
    }
  }

  #pendingOf(handler: string): Pending[] {
    const pending = this.#pending.get(handler);
    if (pending === undefined) throw new Mismatch(`There is no handler ${handler}.`);
    return pending;
  }

  /** A handler took an event. */
  handle(name: string, event: TakenEvent): void {
    const pending = this.#pendingOf(name);
    const handler = this.#model.handlers.find((each) => each.name === name);
    const at = placeOf(event, pending, this.#dropped.has(saidBy(event)));
    const taken = pending[at];
    if (handler === undefined || taken === undefined) {
      // What is dropped may be looked at. Were it handled, effects would be found that nothing makes.
      if (this.#dropped.has(JSON.stringify([event.name, event.id]))) return;
      throw new Mismatch(`${name} took ${event.name} ${event.id}, which is not before it`);
    }
    if (!this.#isTurnOf(handler, taken)) return;
    const { awaits, over } = taken;
    if (awaits !== null && this.#now >= awaits.began + awaits.row.ms) over.add(rowName(awaits.row));
    const tables = this.#tables.draft();
    const isOver = (awaited: Awaited): boolean => this.#isOver(taken, awaited);
    const world = { model: this.#model, params: this.#params, tables, isOver };
    const outcome = runHandler(world, handler, taken.event);
    if (outcome.kind === "waits") return;
    pending.splice(at, 1);
    if (outcome.kind === "done") this.#tables = tables;
    this.#account(handler, taken, outcome);
  }

  /**
   * Events of one partition come in order. Where a handler waits, only those of one key do, and one that has others before
   * it was merely looked at: were it handled, effects would be found that nothing makes.
   */
  #isTurnOf(handler: Handler, { record, key, event }: Pending): boolean {
    const { topic, partition, offset } = record;
    const before = this.#pendingOf(handler.name).filter(
      (other) => other.record.topic === topic && other.record.partition === partition && other.record.offset < offset,
    );
    if (handler.waits.length > 0) {
      return isUnordered(handler) || key === null || !before.some((other) => other.key === key);
    }
    const [overtaken] = before;
    if (overtaken === undefined) return true;
    throw new Mismatch(`${handler.name} took ${event.name} ${event.id} before ${overtaken.event.id}`);
  }

  /**
   * A wait counts from when the event came or, where it has waited before, from when this wait began: one that ended because
   * the row came is no other's beginning, even if the row is gone again.
   */
  #isOver(pending: Pending, row: Awaited): boolean {
    const { awaits, over, arrival, hasWaited } = pending;
    const name = rowName(row);
    if (over.has(name)) return true;
    const goesOn = awaits !== null && rowName(awaits.row) === name;
    const began = goesOn ? awaits.began : hasWaited ? this.#now : arrival;
    pending.hasWaited = true;
    if (this.#now < began + row.ms) pending.awaits = { row, began };
    else over.add(name);
    return over.has(name);
  }

  #account(
    handler: Handler,
    { event, record, key }: Pending,
    outcome: Outcome & { readonly kind: "done" | "dead" },
  ): void {
    if (outcome.kind === "dead") {
      const { topic, partition, offset } = record;
      this.#ledger.takeLetter({ handler: handler.name, event: event.name, topic, partition, offset }, outcome.code);
      return;
    }
    for (const emitted of outcome.emitted) {
      if (emitted.after === null) this.#takeEmitted(handler.name, event, emitted);
      else this.#hold(handler.name, event, emitted, emitted.after);
    }
    for (const topic of outcome.forwards) this.#ledger.takeForwarded(topic, { ...record, key });
  }

  #hold(handler: string, cause: Handled, emitted: Emitted, after: number): void {
    const { fields, key } = eventOf(this.#model, emitted.name);
    const place = JSON.stringify([handler, emitted.name, keyText(this.#model, fields, key, emitted.fields)]);
    const due = this.#held.get(place)?.due ?? this.#now + after;
    this.#held.set(place, { handler, cause, emitted, due });
  }

  /** What is held back leaves. */
  #release(isDue: (held: Held) => boolean): void {
    for (const [place, held] of [...this.#held].sort(([, a], [, b]) => a.due - b.due)) {
      if (!isDue(held)) continue;
      this.#held.delete(place);
      this.#takeEmitted(held.handler, held.cause, held.emitted);
    }
  }

  /** As at the end of `once`: everything that is held back has left. */
  releaseAll(records: readonly LogRecord[]): void {
    this.begin(this.#now, records);
    this.#release(() => true);
  }

  /** It is in the log, and its handlers have it before them. */
  #takeEmitted(handler: string, cause: Handled, emitted: Emitted): void {
    const event = namedIn(this.#model, emitted.name);
    const record = this.#ledger.takeEmitted(handler, cause, emitted);
    if ("source" in event && event.source !== null) {
      this.#bring(record);
      return;
    }
    const { id, at } = record.made;
    const value = readRecord(this.#model, fieldsOf(event), JSON.parse(record.value));
    const { hops, passes } = emitted;
    this.#add({ name: event.name, id, at, hops, passes, value }, record, event);
  }

  /** Nothing is left to be done, and nothing was done that is not accounted for. */
  settle(): void {
    const more = this.#ledger.left();
    if (more.length > 0) {
      throw new Mismatch(`Nothing makes ${more.map((one) => JSON.stringify(one)).join("\n")}`);
    }
    for (const [handler, pending] of this.#pending) {
      for (const [at, each] of pending.entries()) this.#checkWaiting(handler, each, pending.slice(0, at));
    }
  }

  #checkWaiting(handler: string, { event, key, awaits }: Pending, before: readonly Pending[]): void {
    if (awaits === null) {
      const isBehind = key !== null && before.some((other) => other.key === key && other.awaits !== null);
      if (!isBehind) throw new Mismatch(`${handler} has not taken ${event.name} ${event.id}`);
      return;
    }
    const { row, began } = awaits;
    const what = `${handler} leaves ${event.name} ${event.id} waiting for ${rowName(row)}`;
    if (this.#tables.read(row.store, row.key) !== null) throw new Mismatch(`${what}, which is there`);
    if (this.#now >= began + row.ms) throw new Mismatch(`${what} past ${began + row.ms}`);
  }

  waiting(): readonly WaitingEvent[] {
    return [...this.#pending].flatMap(([handler, pending]) =>
      pending.flatMap(({ event, awaits }) =>
        awaits === null ? [] : [{ handler, event: event.name, store: awaits.row.store, key: [...awaits.row.key] }],
      ),
    );
  }

  /** All rows of a store as JSON. */
  rows(store: string): readonly Row[] {
    return this.#tables.rows(store).map((row) => rowJson(this.#model, store, row));
  }
}

/**
 * Past the time of `unique` an id comes again, on an event that may say something else: then what it says tells which was
 * taken, and after that which has not waited yet.
 */
function placeOf({ id, name, value }: TakenEvent, pending: readonly Pending[], isDropped: boolean): number {
  const own = pending.filter(({ event }) => event.id === id && event.name === name);
  const same = own.filter(({ event }) => textOf(event.value) === textOf(value));
  // One that is dropped may be looked at, while another of its id is before the handler.
  const among = same.length > 0 || isDropped ? same : own;
  const found = among.find(({ hasWaited }) => !hasWaited) ?? among[0];
  return found === undefined ? -1 : pending.indexOf(found);
}

const saidBy = ({ name, id, value }: TakenEvent): string => JSON.stringify([name, id, textOf(value)]);

/** The same for values that differ in the order of their fields, or in what is absent. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each !== "object" || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(
      Object.entries(each)
        .filter(([, item]) => item !== null)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });
}

function rowName({ store, key }: Awaited): string {
  return `${store} ${JSON.stringify(key)}`;
}

function isUnordered(handler: Handler): boolean {
  return statementsOf(handler).some((one) => one.kind === "require" && one.wait?.unordered === true);
}
