/**
 * The engine runs a compiled pipeline on a log and a store, whichever they are:
 *
 *     const ports = openEmbedded(definition, { folder, ddl });          // runtime/embedded.ts
 *     const engine = await openEngine(definition, ports, { params, observer });
 *     await engine.append([{ source: "player", value: bytes }], { name: "file", text: "how far" });
 *     await engine.runUntilQuiet();                                     // or engine.run(signal) until it is aborted
 *     for await (const { json } of engine.rows("learner_days")) …       // sorted by key
 *     for await (const letter of engine.deadLetters()) …
 *     for await (const { event, store, key } of engine.waiting()) …
 *     engine.stats(); await engine.close(); await ports.close();
 *
 * Handlers in TypeScript run beside the rounds; `runUntilQuiet` waits for them, and an aborted `signal` tells them to end.
 *
 * `append` puts records into sources' topics in the same transaction as the round that begins to handle them, together
 * with a note; it resolves when both are durable, and holds back while handlers lag. An observer is told of events,
 * dead letters and trouble after they are committed. What a user can put right is thrown as a UserError.
 */
import type { PipelineDefinition } from "../api/definition.ts";
import { mayPass, UserError } from "../errors.ts";
import type { LogReader, TopicPartition } from "../log/port.ts";
import { Serial } from "../serial.ts";
import type { StoreTx } from "../store/port.ts";
import { yieldTurn } from "../turn.ts";
import { Assignment } from "./assignment.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { DeadLetter, StoredLetter } from "./dead.ts";
import { giving, lettingGo, type Row, releasing, removing, replaying } from "./errands.ts";
import type { Feed, Note, SourceRecord } from "./feed.ts";
import { type HeldEvent, isWaiting, type ParkedEvent, parkedEvents, type WaitingEvent } from "./later.ts";
import { deadLettersOf, rowsOf, type ShownRow, statsOf } from "./look.ts";
import { Doubt, LostPosition } from "./lost.ts";
import { Missed } from "./missed.ts";
import type { Observer } from "./observer.ts";
import { FEED } from "./outbox.ts";
import { type Params, paramsOf } from "./params.ts";
import { type Plan, planOf, topicsOn } from "./plan.ts";
import { Readers, slowestOf } from "./readers.ts";
import { type Errand, type Ports, Rounds } from "./round.ts";
import type { ReaderStats } from "./stats.ts";
import { DEFAULT_SETTINGS, type HandlerSettings } from "./typescript/settings.ts";
import { Workers } from "./typescript/workers.ts";
import { carryOver, forgetBrought, nameOfStore, refuseOtherLog } from "./upkeep.ts";

export type { SourceRecord } from "./feed.ts";
export type { HeldEvent, ParkedEvent, WaitingEvent } from "./later.ts";
export type { Emission, LogEntry, Observer } from "./observer.ts";
export type { ReaderStats } from "./stats.ts";
export type { HandlerSettings } from "./typescript/settings.ts";
export type { DeadLetter, StoredLetter };

export interface EngineOptions {
  /** Values for params, as JSON or as text from a command line or the environment; the others keep their defaults. */
  readonly params?: Params;
  readonly clock?: Clock;
  readonly observer?: Observer;
  /** Of topics that are not there yet. */
  readonly partitions?: number;
  /** Of handlers in TypeScript. */
  readonly handlers?: Partial<HandlerSettings>;
  /** Aborted when the engine is to stop: handlers in TypeScript end, and nobody waits for their work any more. */
  readonly signal?: AbortSignal;
}

/** Feeding waits while some reader has so many records before it. */
const MAX_LAG = 20_000;
const EXPIRE_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 1000;
/** The same while handlers in TypeScript are at work, who make other things due. */
const LOOK_BUSY_MS = 50;
/** Transactions are so far apart: each costs the same, whether it holds one record or thousands. */
const GATHER_MS = 100;
/** Handlers that are told to end get so long. */
const GRACE_MS = 5000;
/** Who is to handle all there is looks so often for what has not come yet. */
const BEHIND_MS = 100;

/** Prepares topics and positions. Throws a UserError where the definition, the params or the ports do not do. */
export async function openEngine(
  definition: PipelineDefinition,
  ports: Ports,
  options: EngineOptions = {},
): Promise<Engine> {
  const plan = planOf(definition);
  Object.assign(definition.paramValues, paramsOf(definition, options.params ?? {}));
  const { partitions: ofNew } = options;
  await ports.log.ensureTopics(ofNew === undefined ? topicsOn(ports.log, plan) : plan.topics(ofNew));
  await refuseOtherLog(ports.log, ports.store);
  await carryOver(definition, ports.store);
  const readers = new Readers(plan);
  const assignment = new Assignment();
  // Who has a store to itself has all partitions: another's rows would be elsewhere.
  const group = ports.store.capabilities.isShared ? definition.name : null;
  const log = await ports.log.join(group, plan.inputs, assignment);
  const partitions = new Map<string, number>();
  const { clock = systemClock, observer = {}, handlers = {} } = options;
  const rounds = new Rounds(plan, ports, log, readers, partitions, { observer, clock });
  const topics = plan.topics(1).map(({ name }) => name);
  rounds.limits.set((await ports.log.largest?.(topics)) ?? new Map());
  const settings = { ...DEFAULT_SETTINGS, ...handlers };
  const workers = new Workers(plan, readers, log, { settings, clock, observer });
  const engine = new Engine({ plan, ports, log, readers, rounds, workers, partitions, assignment }, options);
  try {
    await engine.follow();
    return engine;
  } catch (error) {
    await log.leave();
    throw error;
  }
}

interface Parts {
  readonly plan: Plan;
  readonly ports: Ports;
  readonly log: LogReader;
  readonly readers: Readers;
  readonly rounds: Rounds;
  readonly workers: Workers;
  readonly partitions: Map<string, number>;
  readonly assignment: Assignment;
}

export class Engine {
  readonly #plan: Plan;
  readonly #ports: Ports;
  readonly #log: LogReader;
  readonly #readers: Readers;
  readonly #rounds: Rounds;
  readonly #workers: Workers;
  readonly #partitions: Map<string, number>;
  readonly #assignment: Assignment;
  readonly #clock: Clock;
  readonly #observer: Observer;
  readonly #missed: Missed;
  readonly #serial = new Serial();
  /** Of the log, while handlers in TypeScript may be done first. */
  #coming: Promise<void> | null = null;
  #expired = 0;
  #abandoned = 0;
  /** What the store holds is not known: it could not be asked after something failed. */
  #isUnsure = false;

  constructor(parts: Parts, { clock = systemClock, observer = {}, signal }: EngineOptions) {
    const { plan, ports, log, readers, rounds, workers, partitions, assignment } = parts;
    this.#plan = plan;
    this.#ports = ports;
    this.#log = log;
    this.#readers = readers;
    this.#rounds = rounds;
    this.#workers = workers;
    this.#partitions = partitions;
    this.#assignment = assignment;
    this.#clock = clock;
    this.#observer = observer;
    this.#expired = clock.now();
    this.#missed = new Missed(plan, this.#expired);
    if (signal?.aborted === true) workers.stop();
    signal?.addEventListener("abort", () => workers.stop(), { once: true });
  }

  /**
   * Takes a few thousand records at a time, which are read at once: lines may be views of one buffer.
   * Resolves when the records and the note are durable. The records may have been handled then, or not yet.
   */
  append(records: Iterable<SourceRecord>, note: Note | null = null): Promise<void> {
    return this.#alone(async () => {
      await this.#round(this.#rounds.feed(records, this.#clock.now(), note));
      const { stock } = this.#rounds;
      while (this.#readers.all.some((reader) => reader.failure === null && stock.lagOf(reader) > MAX_LAG)) {
        await yieldTurn();
        if (!(await this.#step()) && !(await this.#worked())) break;
      }
    });
  }

  /** The text of a note, or null. */
  note(name: string): Promise<string | null> {
    return this.#alone(() => this.#read((tx) => tx.note(name)));
  }

  async #read<T>(read: (tx: StoreTx) => Promise<T>): Promise<T> {
    const tx = await this.#ports.store.begin();
    try {
      return await read(tx);
    } finally {
      await tx.rollback();
    }
  }

  /** Handles all there is and what is due by now, and what comes of it. */
  runUntilQuiet(): Promise<void> {
    return this.#alone(async () => {
      // Someone else may have ended a wait, or replayed a letter.
      this.#rounds.parking.forget();
      await this.#quiet();
    });
  }

  async #quiet(): Promise<void> {
    do {
      for (let isQuiet = false; !isQuiet; ) {
        if (await this.#step()) await yieldTurn();
        else if (this.#isBehind) await this.#log.wait(BEHIND_MS);
        else isQuiet = true;
      }
    } while (await this.#worked());
  }

  /** Something is known to be there that has not come yet. */
  get #isBehind(): boolean {
    const { areBusy, areStopped } = this.#workers;
    return this.#rounds.stock.isBehind(({ handler }) => handler?.task == null || !(areBusy || areStopped));
  }

  /** One round, and what handlers in TypeScript need before it; false where there was nothing to do. */
  async #step(): Promise<boolean> {
    if (this.#assignment.isChanged) await this.follow();
    await this.#rounds.send();
    await this.#workers.look(() => this.#ports.store.begin());
    const isBusy = await this.#round(this.#workers.settling());
    await this.#rounds.send();
    return isBusy || this.#rounds.isBegun;
  }

  /** Takes up the inputs that are assigned now. */
  async follow(): Promise<void> {
    const places = this.#assignment.follow();
    try {
      await this.#takeUp(places);
    } catch (error) {
      this.#assignment.again();
      throw error;
    }
  }

  async #takeUp(places: readonly TopicPartition[]): Promise<void> {
    const { store, log } = this.#ports;
    this.#partitions.clear();
    for (const { name, partitions } of await log.topics()) this.#partitions.set(name, partitions);
    this.#rounds.reset();
    this.#rounds.parking.places = store.capabilities.isShared ? places : null;
    this.#workers.places = this.#rounds.parking.places;
    this.#workers.dropAll();
    this.#readers.forgetFailures();
    this.#rounds.parking.forget();
    // What its predecessors have sent by then has left the store before.
    const marks = log.takeOver === undefined ? null : await log.takeOver(await nameOfStore(store), places);
    await this.#askPositions();
    if (marks !== null) this.#rounds.posting.refuseOlder(this.#plan.definition.name, places, marks);
  }

  /** Waits until a handler in TypeScript has done something; false where none is at work, or nobody is to wait for it. */
  async #worked(): Promise<boolean> {
    return !this.#workers.areStopped && (await this.#workers.progress()) && !this.#workers.areStopped;
  }

  /** Lets all held events out, whenever they are due, and runs until it is quiet; what is held back by then follows. */
  releaseHeld(): Promise<void> {
    return this.#alone(async () => {
      for (let some = true; some; ) {
        await this.#quiet();
        await this.#round(
          lettingGo((were) => {
            some = were;
          }),
        );
      }
    });
  }

  /** When something that waits or is held back will be due; null where nothing will be. */
  nextDue(): Promise<number | null> {
    return this.#alone(async () => {
      await this.#read((tx) => this.#rounds.parking.look(tx));
      const { next } = this.#rounds.parking;
      return Number.isFinite(next) ? next : null;
    });
  }

  /** Events that wait for a row themselves, in the order of coming. */
  async *waiting(): AsyncGenerator<WaitingEvent> {
    for await (const event of this.parked()) if (isWaiting(event)) yield event;
  }

  /** Events that wait for a row, and those that queue behind them, in the order of coming. */
  async *parked(): AsyncGenerator<ParkedEvent> {
    const view = parkedEvents(this.#plan);
    for await (const parked of this.#ports.store.parked()) yield view(parked);
  }

  /** Emitted events that are held back, in the order of being due. */
  async *held(): AsyncGenerator<HeldEvent> {
    yield* this.#ports.store.held();
  }

  /** Ends waits: the handlers run again, and where the row is still missing its `else` applies. Gives what was released. */
  release(ids: readonly number[]): Promise<readonly ParkedEvent[]> {
    return this.#alone(async () => {
      const view = parkedEvents(this.#plan);
      let released: readonly ParkedEvent[] = [];
      await this.#round(
        releasing(ids, (events) => {
          released = events.map(view);
        }),
      );
      await this.#quiet();
      return released;
    });
  }

  /**
   * Hands a dead letter to the handler that it died of, and to nobody else, under its old id; one that reached no handler
   * to all that handle it. `note` is kept with it. Throws a UserError where it still cannot be read.
   */
  replay(letter: StoredLetter, note: Note | null = null): Promise<void> {
    return this.#alone(async () => {
      await this.#round(replaying(this.#plan, letter, note));
      await this.#quiet();
    });
  }

  /** Removes parked and held events; what queued behind them is handled. Gives how many it has removed. */
  remove(
    isParkedGone: (event: ParkedEvent) => boolean,
    isHeldGone: (event: HeldEvent) => boolean,
  ): Promise<{ readonly parked: number; readonly held: number }> {
    return this.#alone(async () => {
      const ids: number[] = [];
      for await (const event of this.parked()) if (isParkedGone(event)) ids.push(event.id);
      const held: HeldEvent[] = [];
      for await (const event of this.held()) if (isHeldGone(event)) held.push(event);
      await this.#round(removing(ids, held));
      await this.#quiet();
      return { parked: ids.length, held: held.length };
    });
  }

  /** One update of a store, as if a handler had made it. Throws where a value breaks its column's type. */
  give(store: string, key: Row, values: Row): Promise<void> {
    return this.#alone(async () => {
      await this.#round(giving(this.#plan, store, key, values));
      await this.#quiet();
    });
  }

  /**
   * Handles what there is and what comes, until it is told to stop; the round in hand is finished. While the database or
   * the log is away it waits and tries again.
   */
  async run(signal: AbortSignal): Promise<void> {
    let troubles = 0;
    while (!signal.aborted) {
      try {
        const begun = this.#clock.now();
        const isBusy = await this.#alone(() => this.#step());
        await this.#lookAgain();
        troubles = 0;
        if (isBusy) await this.#pace(begun);
        else await this.#idle();
      } catch (error) {
        if (!mayPass(error)) throw error;
        if (troubles === 0) this.#observer.onTrouble?.(error.message);
        await this.#clock.sleep(Math.min(5000, 100 * 2 ** troubles++));
      }
    }
  }

  /** Where what is emitted leaves in transactions, some of it is gathered for the next, unless there is much to do. */
  async #pace(begun: number): Promise<void> {
    const left = this.#ports.log.takeOver === undefined ? 0 : begun + GATHER_MS - this.#clock.now();
    await (left > 0 && !this.#isBehind ? this.#clock.sleep(left) : yieldTurn());
  }

  /** Where others write to the store as well. */
  async #lookAgain(): Promise<void> {
    const begun = this.#clock.now();
    if (!this.#ports.store.capabilities.isShared || !this.#missed.isDue(begun)) return;
    const { parking } = this.#rounds;
    if (parking.isAnyParked) await this.#alone(() => this.#round(this.#missed.page()));
    // Others may have made ready what this process is to take up.
    parking.forget();
    const now = this.#clock.now();
    this.#missed.rest(now, now - begun);
  }

  async #idle(): Promise<void> {
    await this.#alone(async () => {
      await this.#forgetSent();
      await this.#expire();
    });
    const left = Math.max(1, this.#rounds.parking.next - this.#clock.now());
    const { areBusy } = this.#workers;
    this.#coming ??= this.#log.wait(Math.min(areBusy ? LOOK_BUSY_MS : LOOK_EVERY_MS, left)).finally(() => {
      this.#coming = null;
    });
    await (areBusy ? Promise.race([this.#coming, this.#workers.progress()]) : this.#coming);
    // Someone else may have ended a wait.
    this.#rounds.parking.forget();
  }

  /** In passing, if rounds do it: else here. */
  async #forgetSent(): Promise<void> {
    const { posting } = this.#rounds;
    if (!posting.hasSent) return;
    const tx = await this.#ports.store.begin();
    try {
      await posting.forgetSent(tx);
    } finally {
      await tx.rollback();
    }
  }

  /** After the readers had their chance, so that a pause does not cost what nobody has read. */
  async #expire(): Promise<void> {
    const now = this.#clock.now();
    if (now - this.#expired < EXPIRE_EVERY_MS) return;
    this.#expired = now;
    // Someone else may have put events off, or taken them out.
    this.#rounds.parking.count(await this.#ports.store.later());
    await this.#ports.log.expire(now);
    await forgetBrought(this.#plan, this.#ports.store, this.#log, now);
  }

  /** One round; false where there was nothing to do. */
  async #round(begin: Feed | Errand | null): Promise<boolean> {
    for (let [losses, isSure] = [0, false]; ; ) {
      try {
        if (this.#isUnsure) await this.#askPositions();
        const isBusy = await this.#rounds.run(this.#clock.now(), begin, isSure);
        if (isBusy && !this.#ports.store.capabilities.outboxIsLog) await this.#log.commit(slowestOf(this.#readers.all));
        return isBusy;
      } catch (error) {
        // Whether a commit took place, and what another owner did, is for the store to say.
        this.#isUnsure = true;
        await this.#askPositions();
        isSure = error instanceof Doubt;
        if (isSure) {
          // After the positions: what they say is in the log by then.
          await this.#log.extents(true);
          continue;
        }
        if (!(error instanceof LostPosition)) throw error;
        if (losses === 0) this.#observer.onTrouble?.(TAKEN_OVER);
        // Both may believe for a moment that they are the owner.
        else await this.#clock.sleep(Math.min(1000, LOST_MS * losses));
        losses++;
        this.#workers.dropAll();
      }
    }
  }

  async #askPositions(): Promise<void> {
    const { store } = this.#ports;
    const { places } = this.#assignment;
    const positions = await store.positions();
    this.#readers.place(positions, places);
    this.#rounds.parking.count(await store.later());
    if (!store.capabilities.outboxIsLog) {
      const isAll = this.#rounds.parking.places === null;
      this.#rounds.posting.place(positions, await store.pending(isAll ? null : [...places, FEED]));
    }
    this.#isUnsure = false;
  }

  /** One thing at a time. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#serial.run(work);
  }

  /** All rows of a store, sorted by key. */
  rows(store: string): AsyncGenerator<ShownRow> {
    return rowsOf(this.#plan, this.#ports.store, store);
  }

  /** All dead letters that the log still keeps, by source or handler, without those that were replayed or forgotten. */
  deadLetters(): AsyncGenerator<StoredLetter> {
    return deadLettersOf(this.#plan, this.#ports);
  }

  stats(): ReaderStats[] {
    return statsOf(this.#plan, this.#readers, this.#rounds);
  }

  /** How many events handlers in TypeScript were still at work on when the engine was closed. */
  get abandoned(): number {
    return this.#abandoned;
  }

  /** Finishes the work in hand and leaves the log; the ports stay open. */
  close(): Promise<void> {
    return this.#alone(async () => {
      try {
        await this.#end();
        await this.#sendRest();
      } finally {
        await this.#log.leave();
      }
    });
  }

  /** What cannot be sent now stays in the store until the next start. */
  async #sendRest(): Promise<void> {
    try {
      await this.#rounds.posting.flush();
      await this.#forgetSent();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#observer.onTrouble?.(error.message);
    }
  }

  /** What handlers in TypeScript are done with takes hold, and those at work get a moment; the rest is done again. */
  async #end(): Promise<void> {
    const workers = this.#workers;
    workers.stop();
    if (workers.areEmpty) return;
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      workers.notify();
    }, GRACE_MS);
    try {
      for (;;) {
        await workers.look(() => this.#ports.store.begin());
        const settling = workers.settling();
        if (settling !== null) await this.#round(settling);
        if (isOver || !(await workers.progress())) break;
      }
      this.#abandoned = workers.running;
      if (this.#abandoned > 0) this.#observer.onTrouble?.(abandonedText(workers.atWork));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#observer.onTrouble?.(error.message);
    } finally {
      clearTimeout(timer);
    }
  }
}

const abandonedText = (handlers: readonly string[]): string =>
  `${handlers.join(", ")} did not end in ${GRACE_MS / 1000} seconds: the events in hand are handled again at the next start.`;

/** After the second and later ones in a row. */
const LOST_MS = 20;
const TAKEN_OVER =
  "Another process has handled what this one had in hand: nothing of it took hold here, and it goes on from there.";
