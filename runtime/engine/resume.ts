/**
 * Takes up what was put off: parked events whose row has come or whose time is over, with what queues behind them, and
 * held events that are due. It stands in a round's transaction as everything does that handlers do.
 */
import { wordsOf } from "../log/bytes.ts";
import { traceFrom } from "../log/trace.ts";
import type { Held, Parked, StoreTx } from "../store/port.ts";
import type { RoundEffects } from "./effects.ts";
import { Incoming } from "./incoming.ts";
import { LoneDecoder } from "./lone.ts";
import { after, awaitedText, type Parking, type Waits } from "./parking.ts";
import type { HandlerPlan, Plan } from "./plan.ts";
import type { Steps } from "./steps.ts";
import { eventText } from "./writing.ts";

const PAGE = 256;

/** A parked event, read again. */
interface Resumed {
  readonly parked: Parked;
  readonly event: Incoming | null;
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
    const done = new Set<number>();
    for (const [name, some] of Map.groupBy(parked, ({ reader }) => reader)) {
      const handler = this.#handlers.get(name);
      if (handler === undefined) continue;
      const stretch = new Stretch(tx, handler, now, until, done);
      await this.#resume(stretch, some);
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
    const all = parked.map((each) => this.#read(each));
    for (const [index, resumed] of all.entries()) {
      if (stretch.isOver) return;
      const { id, lane } = resumed.parked;
      if (stretch.done.has(id)) continue;
      const isGone = await this.#take(stretch, resumed, all.slice(index + 1));
      if (isGone && lane !== null) await this.#drain(stretch, lane);
    }
  }

  /** Handles what queues in a lane, in order, until one waits or the time is over. */
  async #drain(stretch: Stretch, lane: string): Promise<void> {
    const { tx, handler, now } = stretch;
    for (;;) {
      const page = (await tx.lane(handler.name, lane, PAGE)).map((each) => this.#read(each));
      for (const [index, resumed] of page.entries()) {
        const { parked } = resumed;
        const isHeldUp = parked.awaits !== null && !parked.isReady && (parked.due ?? 0) > now;
        if (isHeldUp) return;
        if (stretch.isOver) {
          await this.#parking.repark(tx, parked, { ...parked, isReady: true });
          return;
        }
        if (!(await this.#take(stretch, resumed, page.slice(index + 1)))) return;
      }
      if (page.length < PAGE) return;
    }
  }

  /** Runs the handler on a parked event; false where it waits again. */
  async #take(stretch: Stretch, { parked, event }: Resumed, ahead: readonly Resumed[]): Promise<boolean> {
    const { tx, handler, now } = stretch;
    stretch.done.add(parked.id);
    this.#effects.outbox.from(parked);
    const next = ahead.flatMap((each) => each.event ?? []);
    for (let state = parked; event !== null; ) {
      const over = overAt(state, now);
      const waits = await this.#steps.resume(tx, handler, event, over, next);
      if (waits === null) break;
      state = waitingOn(state, waits, { over, now, key: event.key });
      if ((state.due ?? 0) <= now) continue;
      await this.#parking.repark(tx, parked, state);
      return false;
    }
    await this.#parking.unpark(tx, parked);
    return true;
  }

  /** Null where it is no event any more, and has been told so, or this handler does not handle it any more. */
  #read(parked: Parked): Resumed {
    const handler = this.#handlers.get(parked.reader);
    const plan = this.#plan.events.byName.get(parked.event);
    if (handler === undefined || plan === undefined || handler.handles[plan.index] !== true) {
      return { parked, event: null };
    }
    const decoded = this.#decoder.decode(plan, parked);
    this.#effects.outbox.from(parked);
    for (const problem of decoded.problems) {
      this.#effects.refuse(handler.name, decoded, problem);
      this.#steps.note(handler, { dead: 1 });
    }
    return { parked, event: decoded.events[0] ?? null };
  }
}

/** What one handler takes up at once. */
class Stretch {
  readonly tx: StoreTx;
  readonly handler: HandlerPlan;
  readonly now: number;
  readonly #until: number;
  /** Ids of parked events that have had their turn. */
  readonly done: Set<number>;

  constructor(tx: StoreTx, handler: HandlerPlan, now: number, until: number, done: Set<number>) {
    this.tx = tx;
    this.handler = handler;
    this.now = now;
    this.#until = until;
    this.done = done;
  }

  get isOver(): boolean {
    return this.done.size > 0 && performance.now() > this.#until;
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
