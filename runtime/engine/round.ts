/**
 * A round: every reader that has something to read handles a stretch of it, and all that comes of it stands in one
 * transaction of the store, positions included. A round that was not committed has not been, and is done again.
 */

import type { LogPort, LogReader } from "../log/port.ts";
import { StoreOverflow, type StorePort, type StoreTx } from "../store/port.ts";
import { Ahead, type Stretch } from "./ahead.ts";
import { DecodedCache } from "./cache.ts";
import type { Decoded } from "./decode.ts";
import { decodersOf } from "./decoders.ts";
import { RoundEffects } from "./effects.ts";
import { type Feed, feedOf, type Note, type SourceRecord } from "./feed.ts";
import { NeedsCare } from "./fold.ts";
import type { Limits } from "./limits.ts";
import { Doubt, LostPosition } from "./lost.ts";
import type { Observer } from "./observer.ts";
import { type Appended, Outbox, settle } from "./outbox.ts";
import type { Parking } from "./parking.ts";
import type { Plan } from "./plan.ts";
import { Posting } from "./posting.ts";
import { endsOf, type Input, type Reader, type Readers } from "./readers.ts";
import { Resume } from "./resume.ts";
import type { Counts } from "./stats.ts";
import { countsOf, Steps } from "./steps.ts";

/** A round ends when it has read so many records of sources, or has lasted so long. */
const MAX_RECORDS = 20_000;
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
  readonly #log: LogReader;
  readonly #readers: Readers;
  /** Those that read in rounds: handlers in TypeScript do so beside them. */
  readonly #own: readonly Reader[];
  readonly #cache: DecodedCache;
  readonly #ahead: Ahead;
  readonly #effects: RoundEffects;
  readonly #observer: Observer;
  readonly #feeding: Outbox;
  readonly #steps: Steps;
  readonly #resume: Resume;
  /** Sends what has left, where the log is not in the store's transactions. */
  readonly posting: Posting;
  readonly counts: ReadonlyMap<string, Counts>;
  /** Ends of partitions as the last round saw them. */
  ends: ReadonlyMap<string, number> = new Map();
  #turns = 0;
  /** Records of sources read in the round in hand, and when it is to end. */
  #records = 0;
  #until = 0;
  #now = 0;
  #isSure = false;
  /** Leaves with what the round emits. */
  #fed: Appended[] = [];

  constructor(
    plan: Plan,
    ports: Ports,
    log: LogReader,
    readers: Readers,
    partitions: ReadonlyMap<string, number>,
    observer: Observer,
  ) {
    this.#plan = plan;
    this.#ports = ports;
    this.#log = log;
    this.#readers = readers;
    this.#observer = observer;
    const isLog = ports.store.capabilities.outboxIsLog;
    const outbox = { partitions, isLog, isShared: ports.log.capabilities.isShared };
    this.#feeding = new Outbox(outbox);
    this.#effects = new RoundEffects(plan, new Outbox(outbox), observer);
    this.posting = new Posting(ports.log);
    this.#own = readers.all.filter(isOwn);
    this.#cache = new DecodedCache(
      decodersOf(
        plan,
        this.#own.flatMap(({ topics }) => topics),
      ),
    );
    this.#ahead = new Ahead((topic, partition, offset) => this.#cache.get(log, topic, partition, offset));
    this.#steps = new Steps(plan, this.#effects);
    this.#resume = new Resume(plan, this.#effects, this.#steps);
    this.counts = countsOf(plan);
  }

  /** Makes records ready to be fed. */
  feed(records: Iterable<SourceRecord>, now: number, note: Note | null): Feed {
    return feedOf(this.#plan, this.#feeding, records, now, note);
  }

  /** Sends what has left the store; what fails is sent later. */
  async send(): Promise<void> {
    if (!this.posting.isEmpty) await this.#ahead.during(this.posting.flush(), this.#stretches());
  }

  get limits(): Limits {
    return this.#effects.limits;
  }

  get parking(): Parking {
    return this.#effects.parking;
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
    this.#effects.isCareful = true;
    try {
      return await this.#attempt(now, begin);
    } finally {
      this.#effects.isCareful = false;
    }
  }

  async #attempt(now: number, begin: Feed | Errand | null): Promise<boolean> {
    this.#ahead.check();
    const begun = performance.now();
    const tx = await this.#ports.store.begin();
    try {
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
    this.#effects.clear();
    this.parking.undo();
    this.#cache.clear();
    for (const counts of this.#steps.counts.values()) counts.clear();
    this.posting.undo();
    this.#unstage();
  }

  #unstage(): void {
    for (const { inputs } of this.#readers.all) {
      for (const input of inputs) {
        input.staged = input.next;
        input.memory.undo();
      }
    }
  }

  /** Other inputs are assigned, or topics have more partitions: what was gathered for them is nothing any more. */
  reset(): void {
    this.#effects.outbox.reset();
    this.#feeding.reset();
    this.#cache.clear();
  }

  async #work(tx: StoreTx, now: number, begin: Feed | Errand | null): Promise<boolean> {
    this.#unstage();
    this.#effects.outbox.begin(now);
    this.#until = performance.now() + MAX_MS;
    this.#fed = [];
    this.#records = 0;
    this.#now = now;
    await this.parking.begin(tx, now);
    let isBusy = false;
    if (begin !== null) {
      if ("run" in begin) {
        await begin.run({ tx, now, effects: this.#effects, steps: this.#steps, resume: this.#resume });
      } else await this.#feed(tx, begin);
      isBusy = true;
    }
    while (await this.#turn(tx)) {
      isBusy = true;
      if (this.#records >= MAX_RECORDS || performance.now() > this.#until) break;
    }
    return isBusy;
  }

  async #feed(tx: StoreTx, { appended, note }: Feed): Promise<void> {
    if (this.#outboxIsLog) await this.#post(tx, appended);
    else this.#fed.push(...appended);
    if (note !== null) await tx.setNote(note.name, note.text);
  }

  get #outboxIsLog(): boolean {
    return this.#ports.store.capabilities.outboxIsLog;
  }

  /** Every reader that has something to read has its turn; false where none has, or nothing of it is at hand. */
  async #turn(tx: StoreTx): Promise<boolean> {
    const extents = await this.#log.extents();
    this.ends = endsOf(extents);
    const failures = this.#readers.meet(extents);
    if (failures.size > 0 && !this.#isSure) throw new Doubt();
    for (const [reader, failure] of failures) {
      reader.failure = failure;
      this.#observer.onTrouble?.(failure);
    }
    const waiting = this.#own.filter((reader) => this.#lagOf(reader) > 0 && reader.failure === null);
    let isBusy = this.parking.isDue(this.#now);
    if (waiting.length === 0 && !isBusy) return false;
    // Sources first: a handler reads no further than its source has told what is no event.
    const handlers = waiting.filter(({ handler }) => handler !== null);
    const first = handlers.length === 0 ? 0 : this.#turns++ % handlers.length;
    for (const reader of waiting) {
      if (reader.source !== null && (await this.#read(tx, reader, TURN_RECORDS))) isBusy = true;
    }
    for (const reader of [...handlers.slice(first), ...handlers.slice(0, first)]) {
      if (await this.#read(tx, reader, TURN_EVENTS)) isBusy = true;
      if (performance.now() > this.#until) break;
    }
    if (this.parking.isDue(this.#now)) await this.#resume.run(tx, this.#now, this.#until);
    if (this.#outboxIsLog) await this.#post(tx, this.#effects.outbox.take());
    this.#forgetRead();
    return isBusy;
  }

  /** Appends to the log in the transaction; what has its offsets at once can be read at once. */
  async #post(tx: StoreTx, appended: readonly Appended[]): Promise<void> {
    if (appended.length === 0) return;
    const bases = await tx.outbox(appended);
    for (const [index, each] of appended.entries()) this.#handOn(each, bases[index] ?? 0);
  }

  /** What was appended here need not be read back; what handlers emitted is handed on as it is. */
  #handOn(appended: Appended, base: number): void {
    const { topic, partition, events } = appended;
    const batch = settle(appended, base);
    const isSource = this.#plan.sources.some((source) => source.definition.topic === topic);
    const [problems, unknown] = [[], []];
    const decoded = { topic, partition, base, next: batch.next, batch, events, problems, unknown, unhandled: [] };
    this.#cache.add(topic, partition, batch, isSource || events.length !== batch.count ? null : decoded);
  }

  #lagOf(reader: Reader): number {
    let lag = 0;
    for (const input of reader.inputs) lag += Math.max(0, (this.ends.get(input.isAt) ?? 0) - input.staged);
    return lag;
  }

  /** False where nothing was read. */
  async #read(tx: StoreTx, reader: Reader, limit: number): Promise<boolean> {
    let left = limit;
    for (const input of reader.inputs) {
      const end = this.#endFor(reader, input);
      while (left > 0 && input.staged < end) {
        const batch = await this.#cache.get(this.#log, input.topic, input.partition, input.staged);
        if (batch === undefined) break;
        if (reader.handler === null) {
          const records = await this.#ingest(tx, reader, input, batch, left);
          this.#records += records;
          left -= records;
        } else {
          const bounds = { end, events: left, until: this.#until };
          left -= await this.#steps.handle(tx, reader.handler, input, batch, bounds);
        }
        if (performance.now() > this.#until && reader.handler !== null) left = 0;
      }
    }
    if (reader.handler !== null && left < limit) await this.#effects.flush(tx, reader.handler);
    return left < limit;
  }

  #ingest(tx: StoreTx, { name, source }: Reader, input: Input, batch: Decoded, limit: number): Promise<number> {
    if (source === null) throw new Error(`${name} is no source.`);
    return this.#steps.ingest(tx, source, input, batch, { limit, now: this.#now });
  }

  #endFor(reader: Reader, input: Input): number {
    const end = this.ends.get(input.isAt) ?? 0;
    if (reader.source !== null) return end;
    const source = this.#readers.sources.find(({ topics }) => topics.includes(input.topic));
    const ingested = source?.inputs.find(({ partition }) => partition === input.partition);
    return ingested === undefined ? end : Math.min(end, ingested.staged);
  }

  /** A store that is the log as well has nobody to wait for. */
  async #committed(tx: StoreTx): Promise<void> {
    const commit = this.#commit(tx);
    await (this.#outboxIsLog ? commit : this.#ahead.during(commit, this.#stretches()));
  }

  async #commit(tx: StoreTx): Promise<void> {
    const appended = this.#effects.outbox.take();
    if (this.#outboxIsLog) {
      await this.#effects.flush(tx);
      await this.#post(tx, appended);
    } else await this.#leave(tx, [...this.#fed, ...appended]);
    const changes = [...this.#readers.all.flatMap((reader) => reader.changes()), ...this.posting.changes()];
    if (!(await tx.movePositions(changes))) throw new LostPosition();
    await tx.commit();
    this.posting.keep();
    this.#moved();
    for (const [name, counts] of this.#steps.counts) {
      this.counts.get(name)?.add(counts);
      counts.clear();
    }
    this.#effects.tell(this.#now);
  }

  /**
   * What would be made again, all alike, goes out at once, and the rest is committed when it has. All else is sent when it is
   * committed.
   */
  async #leave(tx: StoreTx, appended: readonly Appended[]): Promise<void> {
    const again = appended.filter(({ origin }) => origin !== null);
    const sending = again.length === 0 ? null : this.#ports.log.append(again);
    // It is looked at when the rest is done.
    sending?.catch(() => {});
    await this.#effects.flush(tx);
    await this.posting.leave(tx, appended.filter(isOnce));
    await sending;
  }

  #moved(): void {
    for (const { inputs } of this.#readers.all) {
      for (const input of inputs) {
        input.isNew = false;
        input.stored = input.staged;
        input.next = input.staged;
        input.memory.keep();
      }
    }
  }

  #forgetRead(): void {
    for (const { topic, partition, from } of this.#unread().values()) this.#cache.forget(topic, partition, from);
    this.#cache.shrink();
  }

  /** What is to be read next of each partition. */
  #stretches(): Stretch[] {
    const all: Stretch[] = [];
    for (const [isAt, unread] of this.#unread()) {
      const end = this.ends.get(isAt) ?? 0;
      if (unread.from < end) all.push({ ...unread, end });
    }
    return all;
  }

  /** From where on each partition is still to be read. Who stands still waits for nothing. */
  #unread(): ReadonlyMap<string, Omit<Stretch, "end">> {
    const slowest = new Map<string, Omit<Stretch, "end">>();
    for (const { inputs, failure } of this.#own) {
      for (const { topic, partition, isAt, staged } of inputs) {
        const from = failure === null ? staged : Infinity;
        if (from <= (slowest.get(isAt)?.from ?? Infinity)) slowest.set(isAt, { topic, partition, from });
      }
    }
    return slowest;
  }

  /** Something is still to be read, as far as the last round has seen, by readers whom `counts` lets count. */
  isBehind(counts: (reader: Reader) => boolean): boolean {
    return this.#readers.all.some(
      (reader) =>
        reader.failure === null &&
        counts(reader) &&
        reader.inputs.some((input) => input.staged < this.#endFor(reader, input)),
    );
  }

  /** Records that a reader has not read, as far as the last round has seen. */
  lag(name: string): number {
    const reader = this.#readers.all.find((each) => each.name === name);
    return reader === undefined ? 0 : this.#lagOf(reader);
  }
}
