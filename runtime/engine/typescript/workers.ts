/**
 * The handlers in TypeScript of an engine. They may take their time, so they run beside the rounds: events that are
 * committed are handed to them, what they ask for is read between two rounds, and what they are done with takes hold at the
 * begin of a round, in its transaction, together with their positions.
 */
import type { Log } from "../../api/typescript.ts";
import type { Extent, LogReader } from "../../log/port.ts";
import type { Parked, Places, StoreTx } from "../../store/port.ts";
import { DecodedCache } from "../cache.ts";
import type { Clock } from "../clock.ts";
import type { Decoded } from "../decode.ts";
import { decodersOf } from "../decoders.ts";
import type { Incoming } from "../incoming.ts";
import { LoneDecoder } from "../lone.ts";
import type { LogLevel, Observer } from "../observer.ts";
import type { HandlerPlan, Plan } from "../plan.ts";
import { endsOf, type Input, type Reader, type Readers } from "../readers.ts";
import { repeatsIn } from "../repeats.ts";
import type { Errand, Errands } from "../round.ts";
import type { Surroundings } from "./call.ts";
import { Hand, type Taken } from "./hand.ts";
import { Lookups } from "./lookups.ts";
import type { HandlerSettings } from "./settings.ts";
import { tryOn } from "./tries.ts";

/** A handler has at most so many events in hand. */
const HAND_EVENTS = 1024;
const PAGE = 64;

export interface WorkersOptions {
  readonly settings: HandlerSettings;
  readonly clock: Clock;
  readonly observer: Observer;
}

interface Worker {
  readonly reader: Reader;
  readonly handler: HandlerPlan;
  hand: Hand;
  /** Ends what is in hand. */
  controller: AbortController;
}

export class Workers {
  readonly #plan: Plan;
  readonly #readers: Readers;
  readonly #log: LogReader;
  readonly #options: WorkersOptions;
  readonly #lookups = new Lookups(() => this.notify());
  readonly #workers: readonly Worker[];
  readonly #cache: DecodedCache;
  readonly #lone: LoneDecoder;
  readonly #params: object;
  /** The inputs whose events this process takes up. */
  places: Places = null;
  #isStopped = false;
  /** Something happened since the last look. */
  #isNoticed = false;
  #waiting: PromiseWithResolvers<void> | null = null;

  constructor(plan: Plan, readers: Readers, log: LogReader, options: WorkersOptions) {
    this.#plan = plan;
    this.#readers = readers;
    this.#log = log;
    this.#options = options;
    this.#lone = new LoneDecoder(plan);
    this.#params = Object.freeze({ ...plan.definition.paramValues });
    this.#workers = readers.handlers.flatMap((reader) => {
      const { handler } = reader;
      return handler === null || handler.task === null ? [] : [this.#worker(reader, handler)];
    });
    const topics = this.#workers.flatMap(({ reader }) => reader.topics);
    this.#cache = new DecodedCache(decodersOf(plan, topics));
  }

  #worker(reader: Reader, handler: HandlerPlan): Worker {
    return { reader, handler, ...this.#emptyHanded(handler) };
  }

  #emptyHanded(plan: HandlerPlan): Pick<Worker, "hand" | "controller"> {
    const { settings, clock } = this.#options;
    const controller = new AbortController();
    if (this.#isStopped) controller.abort(STOPPED);
    const surroundings: Surroundings = {
      plan,
      lookups: this.#lookups,
      params: this.#params,
      abortSignal: controller.signal,
      log: (event) => this.#logFor(plan, event),
    };
    const onRetry = (): void => this.#options.observer.onRetry?.(plan.name);
    const tries = { surroundings, settings, clock, onRetry };
    const hand = new Hand(
      settings.concurrency,
      (event, earlier) => tryOn(tries, event, earlier),
      () => this.notify(),
    );
    return { hand, controller };
  }

  #logFor({ name }: HandlerPlan, { id, event }: Incoming): Log {
    const { observer } = this.#options;
    const at =
      (level: LogLevel) =>
      (message: string, details?: object): void =>
        observer.onLog?.({ level, handler: name, event: event.name, id, message, details: details ?? null });
    return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  }

  get areNone(): boolean {
    return this.#workers.length === 0;
  }

  /** Nothing is in hand. */
  get areEmpty(): boolean {
    return this.#workers.every(({ hand }) => hand.size === 0 && !hand.hasFinished);
  }

  get areStopped(): boolean {
    return this.#isStopped;
  }

  /** Some event is being worked on, or will be. */
  get areBusy(): boolean {
    return this.#workers.some(({ hand }) => hand.isBusy);
  }

  /** Events that are being worked on. */
  get running(): number {
    return this.#workers.reduce((sum, { hand }) => sum + hand.running, 0);
  }

  /** The handlers that are at work. */
  get atWork(): readonly string[] {
    return this.#workers.flatMap(({ hand, handler }) => (hand.running > 0 ? [handler.name] : []));
  }

  /** Between two rounds: answers what was asked for, and takes in hand what there is. */
  async look(begin: () => Promise<StoreTx>): Promise<void> {
    if (this.areNone) return;
    this.#isNoticed = false;
    const tx = await begin();
    try {
      const extents = await this.#log.extents();
      const starts = startsOf(extents);
      // What is committed is not to be seen twice: in the store, and as what the handler has contributed since.
      for (const worker of this.#workers) this.#letGo(worker, starts);
      if (this.#lookups.isAsked) await this.#lookups.answer(tx);
      if (!this.#isStopped) await this.#fill(tx, starts, endsOf(extents));
    } finally {
      await tx.rollback();
    }
    for (const { hand } of this.#workers) hand.start();
  }

  /** Lets go of events whose effects are committed; of all where the positions are not those that it knew. */
  #letGo(worker: Worker, starts: Offsets): void {
    for (const input of worker.reader.inputs) {
      const start = starts.get(input.isAt) ?? 0;
      // Whoever is new begins with the oldest record that is left.
      if (input.isNew) input.next = Math.max(input.next, start);
      if (input.next < start || worker.hand.taken(input.isAt, input.next) === undefined) this.#drop(worker);
      this.#cache.forget(input.topic, input.partition, this.#slowest(input));
    }
  }

  async #fill(tx: StoreTx, starts: Offsets, ends: Offsets): Promise<void> {
    for (const worker of this.#workers) {
      for (const input of worker.reader.inTurn) {
        // Where retention has overtaken it, a round says so.
        const isOvertaken = input.next < (starts.get(input.isAt) ?? 0);
        if (!isOvertaken) await this.#fillFrom(tx, worker, input, this.#endFor(input, ends));
      }
    }
    await this.#fillParked(tx);
  }

  async #fillFrom(tx: StoreTx, { hand, handler }: Worker, input: Input, end: number): Promise<void> {
    const taken = hand.taken(input.isAt, input.next);
    if (taken === undefined) return;
    const source = this.#plan.sources.find(({ definition: { topic } }) => topic === input.topic);
    while (taken.end < end && hand.size < HAND_EVENTS) {
      const batch = await this.#cache.get(this.#log, input.topic, input.partition, taken.end);
      if (batch === undefined) return;
      const repeats = await repeatsIn(tx, source, batch);
      const from = Math.max(taken.end, batch.base);
      let to = Math.min(batch.next, end);
      const events: Incoming[] = [];
      for (const event of batch.events) {
        if (event.offset < from || handler.handles[event.event.index] !== true || repeats.has(event)) continue;
        if (event.offset >= to) break;
        if (!isFirst(taken, input, batch, event)) continue;
        // A record's events are taken together.
        if (hand.size + events.length >= HAND_EVENTS && event.offset !== events.at(-1)?.offset) {
          to = event.offset;
          break;
        }
        events.push(event);
      }
      hand.take(taken, input.isAt, { batch, from, to }, events);
    }
  }

  /** Of a source no further than it has told what is no event, and that is committed. */
  #endFor(input: Input, ends: Offsets): number {
    const end = ends.get(input.isAt) ?? 0;
    const source = this.#readers.sources.find(({ topics }) => topics.includes(input.topic));
    const ingested = source?.inputs.find(({ partition }) => partition === input.partition);
    return ingested === undefined ? end : Math.min(end, ingested.next);
  }

  #slowest({ isAt }: Input): number {
    const places = this.#workers.flatMap(({ reader }) => reader.inputs.filter((input) => input.isAt === isAt));
    return Math.min(...places.map(({ next }) => next));
  }

  /** Dead letters that are to be handled again. */
  async #fillParked(tx: StoreTx): Promise<void> {
    for (const { handler, hand } of this.#workers) {
      const ids = hand.finishedParked().map(({ parked }) => parked.id);
      const left = new Set(ids.length === 0 ? [] : (await tx.find(ids)).map(({ id }) => id));
      const held = hand.keepParked((id) => left.has(id));
      const ready = await tx.ready([handler.name], this.places, this.#options.clock.now(), held.size + PAGE);
      for (const parked of ready) {
        if (held.has(parked.id)) continue;
        const event = this.#plan.events.byName.get(parked.event);
        const [found] = event === undefined ? [] : this.#lone.decode(event, parked).events;
        if (found !== undefined) hand.takeParked(parked, found);
      }
    }
  }

  /** What is done takes hold in a round; null where nothing is. */
  settling(): Errand | null {
    const some = this.#workers.filter(({ hand }) => hand.hasFinished);
    if (some.length === 0) return null;
    return {
      run: async (round) => {
        for (const worker of some) await this.#settle(worker, round);
      },
    };
  }

  async #settle({ reader, handler, hand }: Worker, { tx, steps, effects }: Errands): Promise<void> {
    for (const input of reader.inputs) {
      const { done, stretches, next } = hand.finished(input.isAt, input.next);
      effects.outbox.from(input);
      for (const { event } of done) {
        const mark = event.batch?.mark(event.index) ?? null;
        if (mark !== null) input.memory.admits(mark, event.offset);
      }
      await steps.settle(tx, handler, done);
      for (const { batch, from, to } of stretches) steps.refuseOwn(handler, batch, from, to);
      input.staged = Math.max(input.staged, next);
    }
    const taken: Parked[] = [];
    for (const { done, parked } of hand.finishedParked()) {
      effects.outbox.from(parked);
      await steps.settle(tx, handler, [done]);
      taken.push(parked);
    }
    await effects.parking.unpark(tx, taken);
    await effects.flush(tx, handler);
  }

  notify(): void {
    this.#isNoticed = true;
    this.#waiting?.resolve();
    this.#waiting = null;
  }

  /** Resolves when some handler has asked for something or is done since the last look; false where none is at work. */
  async progress(): Promise<boolean> {
    if (this.#isNoticed) return true;
    if (!this.areBusy) return false;
    this.#waiting ??= Promise.withResolvers();
    await this.#waiting.promise;
    return true;
  }

  /** Another owner is at work on what is in hand: it is dropped. */
  dropAll(): void {
    for (const worker of this.#workers) this.#drop(worker);
    this.#cache.clear();
  }

  #drop(worker: Worker): void {
    worker.hand.stop();
    worker.controller.abort(DROPPED);
    Object.assign(worker, this.#emptyHanded(worker.handler));
  }

  /** Nothing more is begun, and what is in hand is told to end. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    for (const { hand, controller } of this.#workers) {
      hand.stop();
      controller.abort(STOPPED);
    }
    this.notify();
  }
}

/** Whether what a record holds has not come before, written at another place; taking it notes that it has. */
function isFirst(taken: Taken, input: Input, { batch }: Decoded, { index, offset }: Incoming): boolean {
  const mark = batch.mark(index);
  if (mark === null) return true;
  taken.memory ??= input.memory.copy();
  return taken.memory.admits(mark, offset);
}

/** By topic and partition. */
type Offsets = ReadonlyMap<string, number>;

const startsOf = (extents: readonly Extent[]): Offsets =>
  new Map(extents.map(({ topic, partition, start }) => [`${topic}/${partition}`, start]));

const STOPPED = new DOMException("The process is to stop: the event is handled again at the next start.", "AbortError");
const DROPPED = new DOMException("Another process handles the event now.", "AbortError");
