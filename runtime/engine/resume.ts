/**
 * Takes up what was put off: parked events whose row has come or whose time is over, with what queues behind them, and
 * held events that are due. It stands in a round's transaction as everything does that handlers do.
 */
import { wordsOf } from "../log/bytes.ts";
import { traceFrom } from "../log/trace.ts";
import type { Held, Parked, StoreTx } from "../store/port.ts";
import type { Decoded } from "./decode.ts";
import type { RoundEffects } from "./effects.ts";
import { Incoming } from "./incoming.ts";
import { LoneDecoder } from "./lone.ts";
import { after, awaitedText, type Parking, type Waits } from "./parking.ts";
import type { HandlerPlan, Plan } from "./plan.ts";
import type { Steps } from "./steps.ts";
import { eventText } from "./writing.ts";

const PAGE = 256;
/** What was put off gets so long even where a round's time is over when it comes to that: it would never end else. */
const SHARE_MS = 100;

/** A parked event, read again. */
interface Resumed {
  readonly parked: Parked;
  /** Null where it is no event any more, or this handler does not handle it any more. */
  readonly event: Incoming | null;
  /** Where it is no event any more: why. */
  readonly refused: Decoded | null;
}

export class Resume {
  readonly #plan: Plan;
  readonly #effects: RoundEffects;
  readonly #steps: Steps;
  readonly #parking: Parking;
  readonly #handlers: ReadonlyMap<string, HandlerPlan>;
  readonly #decoder: LoneDecoder;

  constructor(plan: Plan, effects: RoundEffects, steps: Steps) {
    this.#plan = plan;
    this.#effects = effects;
    this.#steps = steps;
    this.#parking = effects.parking;
    this.#handlers = new Map(plan.handlers.map((handler) => [handler.name, handler]));
    this.#decoder = new LoneDecoder(plan);
  }

  /** Some of what is ready or due; it ends in time. */
  async run(tx: StoreTx, now: number, until: number): Promise<void> {
    await this.letGo(tx, now);
    const parked = await tx.ready(this.#parking.readers, this.#parking.places, now, PAGE);
    for (const [name, some] of Map.groupBy(parked, ({ reader }) => reader)) {
      const handler = this.#handlers.get(name);
      if (handler === undefined) continue;
      const stretch = new Stretch(tx, handler, now, until);
      await this.#resume(stretch, some);
      await this.#parking.unpark(tx, stretch.takeOut());
      await this.#effects.flush(tx, handler);
    }
    await this.#parking.look(tx);
  }

  /** Emits held events that are due by a time. */
  async letGo(tx: StoreTx, until: number): Promise<boolean> {
    const due = await tx.due(this.#parking.readers, this.#parking.places, until, PAGE);
    for (const held of due) this.#emit(held);
    if (due.length > 0) await this.#parking.unhold(tx, due);
    return due.length > 0;
  }

  #emit(held: Held): void {
    const { handler: name, event: of, id, at, hops, passes, cause, trace } = held;
    const handler = this.#handlers.get(name);
    const target = handler?.emits.get(of);
    if (handler === undefined) return;
    this.#effects.outbox.from(held);
    const value = target?.event.read(JSON.parse(held.value));
    if (target === undefined || value === undefined) {
      const problem = target?.event.explain(JSON.parse(held.value)) ?? `${name} does not emit ${of} any more`;
      this.#effects.lose(handler, held, { code: "invalid", reason: problem });
      this.#steps.note(handler, { dead: 1 });
      return;
    }
    const made = new Incoming(target.event, value, id, at, hops, traceFrom(trace), passes);
    made.handler = name;
    made.cause = cause;
    made.causeWords = wordsOf(cause);
    made.topic = target.event.topic;
    made.text = eventText(this.#effects, target, made);
    this.#effects.emit(made);
    this.#steps.note(handler, { out: 1 });
  }

  async #resume(stretch: Stretch, parked: readonly Parked[]): Promise<void> {
    const lanes = await this.#behind(stretch, parked);
    const all = parked.map((each) => this.#read(stretch, each));
    const ahead = [...all, ...[...lanes.values()].flat()];
    for (const resumed of all) {
      if (stretch.isOver) return;
      const { id, lane } = resumed.parked;
      if (stretch.done.has(id)) continue;
      const isGone = await this.#take(stretch, resumed, ahead);
      if (isGone && lane !== null) await this.#drain(stretch, lane, lanes.get(lane));
    }
  }

  /** What queues in the lanes of these events, as much as is read at once: the last lane may go on. */
  async #behind(stretch: Stretch, parked: readonly Parked[]): Promise<ReadonlyMap<string, readonly Resumed[]>> {
    const { tx, handler } = stretch;
    const lanes = [...new Set(parked.flatMap(({ lane }) => lane ?? []))];
    if (lanes.length === 0) return new Map();
    const queued = await tx.queued(handler.name, lanes, 2 * PAGE);
    const found = Map.groupBy(queued, ({ lane }) => lane ?? "");
    const last = queued.length < 2 * PAGE ? null : (queued.at(-1)?.lane ?? null);
    const read = new Map<string, readonly Resumed[]>();
    for (const [lane, some] of found) {
      if (lane === last) continue;
      const resumed = some.map((each) => this.#read(stretch, each));
      read.set(lane, resumed);
    }
    return read;
  }

  /** Handles what queues in a lane, in order, until one waits or the time is over. `known` is all of it, where that is read. */
  async #drain(stretch: Stretch, lane: string, known: readonly Resumed[] | undefined): Promise<void> {
    const { tx, handler, now } = stretch;
    for (let page = known; ; page = undefined) {
      if (page === undefined) {
        await this.#parking.unpark(tx, stretch.takeOut());
        page = (await tx.queued(handler.name, [lane], PAGE)).map((each) => this.#read(stretch, each));
      }
      for (const resumed of page) {
        const { parked } = resumed;
        if (stretch.done.has(parked.id)) continue;
        const isHeldUp = parked.awaits !== null && !parked.isReady && (parked.due ?? 0) > now;
        if (isHeldUp) return;
        if (stretch.isOver) {
          await this.#parking.repark(tx, parked, { ...parked, isReady: true });
          return;
        }
        if (!(await this.#take(stretch, resumed, page))) return;
      }
      if (page === known || page.length < PAGE) return;
    }
  }

  /** Runs the handler on a parked event; false where it waits again. `ahead` is likely to be next. */
  async #take(stretch: Stretch, { parked, event, refused }: Resumed, ahead: readonly Resumed[]): Promise<boolean> {
    const { tx, handler, now } = stretch;
    stretch.done.add(parked.id);
    this.#effects.outbox.from(parked);
    if (refused !== null) this.#refuse(handler, refused);
    const next = (): readonly Incoming[] =>
      ahead.flatMap((each) => (stretch.done.has(each.parked.id) ? [] : (each.event ?? [])));
    for (let state = parked; event !== null; ) {
      const over = overAt(state, now);
      const waits = await this.#steps.resume(tx, handler, event, over, next);
      if (waits === null) break;
      state = waitingOn(state, waits, { over, now, key: event.key });
      if ((state.due ?? 0) <= now) continue;
      await this.#parking.repark(tx, parked, state);
      return false;
    }
    stretch.gone(parked);
    return true;
  }

  /** Once in a stretch: it may come up as ready and as queued. */
  #read(stretch: Stretch, parked: Parked): Resumed {
    const known = stretch.read.get(parked.id);
    if (known !== undefined) return known;
    const resumed = this.#decoded(stretch.handler, parked);
    stretch.read.set(parked.id, resumed);
    return resumed;
  }

  #decoded(handler: HandlerPlan, parked: Parked): Resumed {
    const plan = this.#plan.events.byName.get(parked.event);
    if (plan === undefined || handler.handles[plan.index] !== true) return { parked, event: null, refused: null };
    const decoded = this.#decoder.decode(plan, parked);
    return { parked, event: decoded.events[0] ?? null, refused: decoded.problems.length > 0 ? decoded : null };
  }

  #refuse(handler: HandlerPlan, decoded: Decoded): void {
    for (const problem of decoded.problems) {
      this.#effects.refuse(handler.name, decoded, problem);
      this.#steps.note(handler, { dead: 1 });
    }
  }
}

/** What one handler takes up at once. */
class Stretch {
  readonly tx: StoreTx;
  readonly handler: HandlerPlan;
  readonly now: number;
  readonly #until: number;
  /** Ids of parked events that have had their turn. */
  readonly done = new Set<number>();
  /** Those that were read, by id. */
  readonly read = new Map<number, Resumed>();
  #gone: Parked[] = [];
  /** When the first one had had its turn: what it needed was read for the others, too. */
  #begun: number | null = null;

  constructor(tx: StoreTx, handler: HandlerPlan, now: number, until: number) {
    this.tx = tx;
    this.handler = handler;
    this.now = now;
    this.#until = until;
  }

  get isOver(): boolean {
    if (this.done.size === 0) return false;
    const now = performance.now();
    this.#begun ??= now;
    return now > this.#until && now > this.#begun + SHARE_MS;
  }

  /** It has been handled, and is to be taken out of the store. */
  gone(parked: Parked): void {
    this.#gone.push(parked);
  }

  /** What is to be taken out now. */
  takeOut(): readonly Parked[] {
    const gone = this.#gone;
    this.#gone = [];
    return gone;
  }
}

/** Waits that are over for an event: those that were, and the one whose time has come. */
function overAt({ awaits, due, over }: Parked, now: number): readonly string[] {
  if (awaits === null || due === null || due > now) return over;
  return [...over, awaitedText(awaits.store, awaits.key)];
}

interface Waiting {
  readonly over: readonly string[];
  readonly now: number;
  /** Of the event's record. */
  readonly key: string | null;
}

/** A parked event waits, again: for the same row as before until the same time, for another one from now on. */
function waitingOn(parked: Parked, waits: Waits, { over, now, key }: Waiting): Parked {
  const { awaits, lane, since } = parked;
  const { store, wait, isUnordered } = waits;
  const state = { ...parked, isReady: false, over, awaits: { store, key: waits.key } };
  if (awaits !== null && awaitedText(awaits.store, awaits.key) === waits.text) return state;
  // What has only queued so far waits since it came.
  const isFirst = awaits === null && over.length === 0;
  const begun = isFirst ? since : now;
  // What is replayed holds up nobody at first.
  const own = awaits === null ? lane : key;
  return { ...state, lane: isUnordered ? null : own, due: after(begun, wait), since: begun };
}
