/**
 * A round: every reader that has something to read handles a stretch of it, and all that comes of it stands in one
 * transaction of the store, positions included. A round that was not committed has not been, and is done again.
 */

import type { LogPort, LogReader } from "../log/port.ts";
import { type PositionChange, StoreOverflow, type StorePort, type StoreTx } from "../store/port.ts";
import { yieldTurn } from "../turn.ts";
import { Ahead, type IsOver } from "./ahead.ts";
import type { Clock } from "./clock.ts";
import type { Decoded } from "./decode.ts";
import type { RoundEffects } from "./effects.ts";
import { type Feed, feedOf, type Note, type SourceRecord } from "./feed.ts";
import { NeedsCare } from "./fold.ts";
import { Free } from "./free.ts";
import { Hand } from "./hand.ts";
import { Limits } from "./limits.ts";
import { Doubt, LostPosition, NeedsStore } from "./lost.ts";
import type { Observer } from "./observer.ts";
import { type Appended, Outbox } from "./outbox.ts";
import { Parking } from "./parking.ts";
import type { Plan } from "./plan.ts";
import { Posting } from "./posting.ts";
import { type Input, type Reader, type Readers, rotated } from "./readers.ts";
import type { Resume } from "./resume.ts";
import type { Counts } from "./stats.ts";
import { countsOf, type Steps } from "./steps.ts";
import { Stock } from "./stock.ts";

/**
 * A round ends when it has read so many records of sources, or has lasted so long. Each row is written once in a round: where
 * nothing else is at work meanwhile, a longer one has less to write.
 */
const MAX_RECORDS = { alone: 40_000, withOthers: 20_000 } as const;
const MAX_MS = 500;
/** Within it, readers take turns: what is in hand at once fits in a processor's cache and is soon forgotten. */
const TURN_RECORDS = 512;
const TURN_EVENTS = 2048;

export interface Ports {
  readonly log: LogPort;
  readonly store: StorePort;
}

/** What someone asks for, done at the beginning of a round and in its transaction. It may be done again. */
export interface Errand {
  run(round: Errands): Promise<void>;
}

/** What it may use. */
export interface Errands {
  readonly tx: StoreTx;
  readonly now: number;
  readonly effects: RoundEffects;
  readonly steps: Steps;
  readonly resume: Resume;
}

const isOnce = ({ origin }: Appended): boolean => origin === null;
const isOwn = ({ handler }: Reader): boolean => handler === null || handler.task === null;

export class Rounds {
  readonly #plan: Plan;
  readonly #ports: Ports;
  readonly #readers: Readers;
  /** Those that read in rounds: handlers in TypeScript do so beside them. */
  readonly #own: readonly Reader[];
  readonly stock: Stock;
  /** Those that may go ahead while a round is being committed. */
  readonly #free: Free;
  readonly #ahead: Ahead;
  readonly #observer: Observer;
  readonly #clock: Clock;
  readonly #feeding: Outbox;
  readonly #maxRecords: number;
  readonly limits = new Limits();
  readonly parking: Parking;
  #hand: Hand;
  /** Another, or what is being committed. */
  #other: Hand;
  /** Sends what has left, where the log is not in the store's transactions. */
  readonly posting: Posting;
  readonly counts: ReadonlyMap<string, Counts>;
  #turns = 0;
  /** When handling is to end. */
  #until = 0;
  #now = 0;
  #isSure = false;

  constructor(
    plan: Plan,
    ports: Ports,
    log: LogReader,
    readers: Readers,
    partitions: ReadonlyMap<string, number>,
    { observer, clock }: { readonly observer: Observer; readonly clock: Clock },
  ) {
    this.#plan = plan;
    this.#ports = ports;
    this.#readers = readers;
    this.#observer = observer;
    this.#clock = clock;
    const isLog = ports.store.capabilities.outboxIsLog;
    this.#maxRecords = isLog ? MAX_RECORDS.alone : MAX_RECORDS.withOthers;
    const outbox = { partitions, isLog, isShared: ports.log.capabilities.isShared };
    this.#feeding = new Outbox(outbox);
    this.parking = new Parking(plan);
    const shared = { plan, outbox, observer, limits: this.limits, parking: this.parking };
    this.#hand = new Hand(shared);
    this.#other = new Hand(shared);
    this.posting = new Posting(ports.log);
    this.#own = readers.all.filter(isOwn);
    this.#free = new Free(this.#own);
    this.stock = new Stock(plan, log, readers, this.#own);
    this.#ahead = new Ahead((place, offset) => this.stock.at(place, offset));
    this.counts = countsOf(plan);
  }

  /** Makes records ready to be fed. */
  feed(records: Iterable<SourceRecord>, now: number, note: Note | null): Feed {
    return feedOf(this.#plan, this.#feeding, records, now, note);
  }

  /** Sends what has left the store; what fails is sent later. */
  async send(): Promise<void> {
    if (!this.posting.isEmpty) await this.#during(this.posting.flush());
  }

  /** Something has been handled that the next round will commit. */
  get isBegun(): boolean {
    return this.#hand.isBegun;
  }

  /**
   * Runs one round; false where there was nothing to do. `now` stamps its records. It begins with what is asked for.
   * `isSure` where log and store have just been asked: else it throws a Doubt where a reader seems to stand beyond its
   * partition, as other owners may have moved both.
   */
  async run(now: number, begin: Feed | Errand | null, isSure: boolean): Promise<boolean> {
    this.#isSure = isSure;
    try {
      return await this.#attempt(now, begin);
    } catch (error) {
      if (!(error instanceof StoreOverflow) && !(error instanceof NeedsCare)) throw error;
    }
    // Some event overflows: with all rows read it shows which.
    const { effects } = this.#hand;
    effects.isCareful = true;
    try {
      return await this.#attempt(now, begin);
    } finally {
      effects.isCareful = false;
    }
  }

  async #attempt(now: number, begin: Feed | Errand | null): Promise<boolean> {
    const begun = performance.now();
    const tx = await this.#ports.store.begin();
    try {
      this.#ahead.check();
      const isBusy = await this.#work(tx, now, begin);
      if (isBusy) await this.#committed(tx);
      else await tx.rollback();
      if (isBusy) this.#observer.onRound?.(performance.now() - begun);
      return isBusy;
    } catch (error) {
      this.#forgetAll();
      await tx.rollback();
      throw error;
    }
  }

  #forgetAll(): void {
    this.#hand.clear();
    this.#other.clear();
    this.parking.undo();
    this.stock.clear();
    this.posting.undo();
    for (const input of this.#inputs()) input.undo();
  }

  #inputs(): Input[] {
    return this.#readers.all.flatMap(({ inputs }) => inputs);
  }

  /** Other inputs are assigned, or topics have more partitions: what was gathered for them is nothing any more. */
  reset(): void {
    this.#forgetAll();
    for (const { effects } of [this.#hand, this.#other]) effects.outbox.reset();
    this.#feeding.reset();
  }

  async #work(tx: StoreTx, now: number, begin: Feed | Errand | null): Promise<boolean> {
    const hand = this.#hand;
    for (const input of this.#inputs()) input.begin();
    hand.effects.outbox.begin(now);
    this.#until = performance.now() + MAX_MS;
    this.#now = now;
    await this.parking.begin(tx, now);
    let isBusy = hand.isBegun;
    if (begin !== null) {
      if ("run" in begin) {
        const { effects, steps, resume } = hand;
        await begin.run({ tx, now, effects, steps, resume });
      } else await this.#feed(tx, begin);
      isBusy = true;
    }
    // Who went ahead has had its turns.
    const readers = hand.isFull ? this.#free.rest : this.#own;
    if (hand.isFull) hand.records = 0;
    while (await this.#turn(tx, readers)) {
      isBusy = true;
      if (hand.records >= this.#maxRecords || performance.now() > this.#until) break;
    }
    return isBusy;
  }

  async #feed(tx: StoreTx, { appended, note }: Feed): Promise<void> {
    if (this.#outboxIsLog) await this.#post(tx, appended);
    else this.#hand.fed.push(...appended);
    if (note !== null) await tx.setNote(note.name, note.text);
  }

  get #outboxIsLog(): boolean {
    return this.#ports.store.capabilities.outboxIsLog;
  }

  /** Every reader that has something to read has its turn; false where none has, or nothing of it is at hand. */
  async #turn(tx: StoreTx, readers: readonly Reader[]): Promise<boolean> {
    const failures = this.#readers.meet(await this.stock.look());
    if (failures.size > 0 && !this.#isSure) throw new Doubt();
    for (const [reader, failure] of failures) {
      reader.failure = failure;
      this.#observer.onTrouble?.(failure);
    }
    const waiting = readers.filter((reader) => this.stock.lagOf(reader) > 0 && reader.failure === null);
    let isBusy = this.parking.isDue(this.#now);
    if (waiting.length === 0 && !isBusy) return false;
    // Sources first: a handler reads no further than its source has told what is no event.
    const handlers = waiting.filter(({ handler }) => handler !== null);
    for (const reader of waiting) {
      if (reader.source !== null && (await this.#read(tx, reader, TURN_RECORDS))) isBusy = true;
    }
    for (const reader of rotated(handlers, this.#turns++)) {
      if (await this.#read(tx, reader, TURN_EVENTS)) isBusy = true;
      if (performance.now() > this.#until) break;
    }
    if (this.parking.isDue(this.#now)) await this.#hand.resume.run(tx, this.#now, this.#until);
    if (this.#outboxIsLog) await this.#post(tx, this.#hand.effects.outbox.take());
    this.stock.forgetRead();
    return isBusy;
  }

  /** Appends to the log in the transaction; what has its offsets at once can be read at once. */
  async #post(tx: StoreTx, appended: readonly Appended[]): Promise<void> {
    if (appended.length === 0) return;
    const bases = await tx.outbox(appended);
    for (const [index, each] of appended.entries()) this.stock.handOn(each, bases[index] ?? 0);
  }

  /** False where nothing was read. Without a transaction it is done ahead of its round. */
  async #read(tx: StoreTx | null, reader: Reader, limit: number): Promise<boolean> {
    const { effects, steps } = this.#hand;
    let left = limit;
    for (const input of reader.inTurn) {
      const end = this.stock.endFor(reader, input);
      while (left > 0 && input.staged < end) {
        const batch = await this.stock.at(input, input.staged);
        if (batch === undefined) break;
        if (reader.handler === null) {
          const records = await this.#ingest(tx, reader, input, batch, left);
          this.#hand.records += records;
          left -= records;
        } else {
          const bounds = { end, events: left, until: this.#until };
          left -= await steps.handle(tx, reader.handler, input, batch, bounds);
        }
        if (performance.now() > this.#until && reader.handler !== null) left = 0;
      }
    }
    if (tx !== null && reader.handler !== null && left < limit) await effects.flush(tx, reader.handler);
    return left < limit;
  }

  #ingest(tx: StoreTx | null, { name, source }: Reader, input: Input, batch: Decoded, limit: number): Promise<number> {
    if (source === null) throw new Error(`${name} is no source.`);
    return this.#hand.steps.ingest(tx, source, input, batch, { limit, now: this.#now });
  }

  /** The round in hand; the next one may be begun meanwhile. A store that is the log as well has nobody to wait for. */
  async #committed(tx: StoreTx): Promise<void> {
    const hand = this.#hand;
    const changes = this.#readers.all.flatMap((reader) => reader.leave());
    if (this.#outboxIsLog) await this.#commit(tx, hand, changes);
    else {
      this.#hand = this.#other;
      this.#other = hand;
      await this.#during(this.#commit(tx, hand, changes));
    }
  }

  async #commit(tx: StoreTx, hand: Hand, changes: readonly PositionChange[]): Promise<void> {
    const { effects, steps, fed } = hand;
    const appended = effects.outbox.take();
    if (this.#outboxIsLog) {
      await effects.flush(tx);
      await this.#post(tx, appended);
    } else await this.#leave(tx, effects, [...fed, ...appended]);
    if (!(await tx.movePositions([...changes, ...this.posting.changes()]))) throw new LostPosition();
    await tx.commit();
    this.posting.keep();
    for (const input of this.#inputs()) input.keep();
    for (const [name, counts] of steps.counts) this.counts.get(name)?.add(counts);
    effects.tell(this.#now);
    this.parking.settle();
    hand.clear();
  }

  /**
   * What would be made again, all alike, goes out at once, and the rest is committed when it has. All else is sent when it is
   * committed.
   */
  async #leave(tx: StoreTx, effects: RoundEffects, appended: readonly Appended[]): Promise<void> {
    const again = appended.filter(({ origin }) => origin !== null);
    const sending = again.length === 0 ? null : this.#ports.log.append(again);
    // It is looked at when the rest is done.
    sending?.catch(() => {});
    await effects.flush(tx);
    await this.posting.leave(tx, appended.filter(isOnce));
    await sending;
  }

  /** While others work, the next round is begun, and what it is to read then is decoded. */
  #during(work: Promise<void>): Promise<void> {
    return this.#ahead.during(work, async (isOver) => {
      await this.#goAhead(isOver);
      await this.#ahead.decode(this.stock.stretches(), isOver);
    });
  }

  /** Handles what needs nothing of the store. */
  async #goAhead(isOver: IsOver): Promise<void> {
    const hand = this.#hand;
    this.#until = performance.now() + MAX_MS;
    hand.effects.outbox.begin(this.#clock.now());
    hand.effects.isAhead = true;
    try {
      while (await this.#turnAhead(hand, isOver)) this.stock.forgetRead();
    } finally {
      hand.effects.isAhead = false;
    }
  }

  /** Every reader that may go ahead has its turn; false where none has one, or others are done. */
  async #turnAhead(hand: Hand, isOver: IsOver): Promise<boolean> {
    let isBusy = false;
    await this.stock.look();
    for (const reader of this.#free.all) {
      if (this.stock.lagOf(reader) === 0 || reader.failure !== null) continue;
      await yieldTurn();
      hand.isFull = hand.records >= this.#maxRecords || performance.now() > this.#until;
      if (hand.isFull || isOver()) return false;
      try {
        const limit = reader.source === null ? TURN_EVENTS : TURN_RECORDS;
        if (await this.#read(null, reader, limit)) isBusy = true;
      } catch (error) {
        if (!(error instanceof NeedsStore)) throw error;
        this.#free.bind(reader);
        this.#drop(hand);
        return false;
      }
      hand.isBegun ||= isBusy;
    }
    return isBusy;
  }

  /** What has gone ahead is done again in its round. */
  #drop(hand: Hand): void {
    hand.clear();
    this.stock.clear();
    for (const input of this.#inputs()) input.drop();
  }
}
