/**
 * A reader's step over one batch: a source tells what is no event, a handler runs on what is. Nothing of it is visible
 * before the round is committed.
 */
import { UserError } from "../errors.ts";
import type { StoreTx } from "../store/port.ts";
import { HandlerContext, SKIP } from "./context.ts";
import { deathOf } from "./dead.ts";
import type { Decoded } from "./decode.ts";
import type { RoundEffects } from "./effects.ts";
import type { Incoming } from "./incoming.ts";
import { needed } from "./lost.ts";
import { type Gate, type Parking, Waits } from "./parking.ts";
import type { HandlerPlan, Plan, SourcePlan } from "./plan.ts";
import type { Input } from "./readers.ts";
import { bring, repeatsIn } from "./repeats.ts";
import { MISSING } from "./rows.ts";
import { Counts } from "./stats.ts";
import type { Done } from "./typescript/effects.ts";

const EVENTS_BETWEEN_LOOKS = 128;
/** So many events are asked which rows they need before those are read. */
const EVENTS_AHEAD = 4096;

/** How far a handler may go now. */
export interface Bounds {
  /** Offset that it must not reach. */
  readonly end: number;
  readonly events: number;
  /** By performance.now(). */
  readonly until: number;
}

/** What became of a run: it is done, it needs rows that were not read yet, or it waits for one that is not there. */
const DONE: unique symbol = Symbol("done");
type Outcome = typeof DONE | typeof MISSING | Waits;

const NONE_OVER: readonly string[] = [];

interface Noted {
  readonly in?: number;
  readonly out?: number;
  readonly dead?: number;
}

export class Steps {
  readonly #effects: RoundEffects;
  readonly #parking: Parking;
  /** By topic. */
  readonly #sources: ReadonlyMap<string, SourcePlan>;
  /** By index of the handler. */
  readonly #contexts: HandlerContext[] = [];
  readonly #handlerCounts: readonly Counts[];
  readonly #counts: ReadonlyMap<string, Counts>;

  constructor(plan: Plan, effects: RoundEffects) {
    this.#effects = effects;
    this.#parking = effects.parking;
    this.#sources = new Map(plan.sources.map((source) => [source.definition.topic, source]));
    this.#counts = countsOf(plan);
    this.#handlerCounts = plan.handlers.map(({ name }) => this.#count(name));
  }

  /** What the steps since the last commit have done, by source and handler. */
  get counts(): ReadonlyMap<string, Counts> {
    return this.#counts;
  }

  /** A source's own step: what is no event is dead, once, whoever reads the source. Gives the number of records. */
  async ingest(
    tx: StoreTx | null,
    source: SourcePlan,
    input: Input,
    batch: Decoded,
    { limit, now }: { readonly limit: number; readonly now: number },
  ): Promise<number> {
    const { name } = source.definition;
    const from = Math.max(input.staged, batch.base);
    const to = Math.min(batch.next, from + limit);
    const isNow = (offset: number): boolean => offset >= from && offset < to;
    const counts = this.#count(name);
    const { outbox } = this.#effects;
    outbox.fromPure(name, input);
    for (const problem of batch.problems) {
      if (!isNow(problem.offset) || !isFirst(input, batch, problem)) continue;
      outbox.at(problem.offset);
      this.#effects.refuse(name, batch, problem);
      counts.dead++;
    }
    counts.in += to - from;
    for (const offset of batch.unknown) if (isNow(offset)) counts.unknown++;
    for (const offset of batch.unhandled) if (isNow(offset)) counts.unhandled++;
    counts.repeats += await bring(tx, source, batch, { from, to, now });
    input.staged = to;
    return to - from;
  }

  /** Gives the number of events that the handler has seen, at least 1 so that a round ends. Without a transaction it may need none. */
  async handle(
    tx: StoreTx | null,
    handler: HandlerPlan,
    input: Input,
    batch: Decoded,
    bounds: Bounds,
  ): Promise<number> {
    const { events } = batch;
    const from = Math.max(input.staged, batch.base);
    const source = this.#sources.get(input.topic);
    const repeats = await repeatsIn(tx, source, batch);
    const gate = handler.waits
      ? await this.#parking.gate(needed(tx), handler, events.slice(firstFrom(events, from)), bounds.end)
      : null;
    const { outbox } = this.#effects;
    if (handler.isPure) outbox.fromPure(handler.name, input);
    else outbox.from(input);
    let seen = 0;
    let next = Math.min(batch.next, bounds.end);
    for (let at = firstFrom(events, from); at < events.length; at++) {
      const event = events[at];
      if (event === undefined || event.offset >= bounds.end) break;
      // A record's events are handled together: a position lies between records.
      if (event.offset !== events[at - 1]?.offset && isOver(bounds, seen)) {
        next = event.offset;
        break;
      }
      if (handler.handles[event.event.index] !== true || (repeats.size > 0 && repeats.has(event))) continue;
      if (!isFirst(input, batch, event)) continue;
      seen++;
      outbox.at(event.offset);
      if (gate !== null && isQueued(gate, event)) {
        this.#parking.queue(handler, event);
        continue;
      }
      let outcome = this.#run(handler, event);
      while (outcome === MISSING) {
        await this.#loadFor(needed(tx), handler, events, at, bounds.end);
        outcome = this.#run(handler, event);
      }
      if (outcome !== DONE) this.#parking.wait(handler, event, outcome);
    }
    if (handler.isPure) outbox.fromPure(`${handler.name}!`, input);
    this.refuseOwn(handler, batch, from, next);
    input.staged = next;
    return Math.max(1, seen);
  }

  /** What a handler in TypeScript has done beside the rounds takes hold. */
  async settle(tx: StoreTx, handler: HandlerPlan, all: readonly Done[]): Promise<void> {
    for (const [at, done] of all.entries()) {
      while (this.#run(handler, done.event, NONE_OVER, done) === MISSING) {
        for (const next of all.slice(at + 1, at + EVENTS_AHEAD)) this.#probe(handler, next.event, next);
        await this.#load(tx, handler);
      }
    }
  }

  /** What the pipeline itself wrote and cannot read any more is dead for each of its readers. */
  refuseOwn(handler: HandlerPlan, batch: Decoded, from: number, to: number): void {
    if (this.#sources.has(batch.topic)) return;
    for (const problem of batch.problems) {
      if (problem.offset < from || problem.offset >= to) continue;
      if (problem.event !== null && handler.handles[problem.event.index] !== true) continue;
      this.#effects.outbox.at(problem.offset);
      this.#effects.refuse(handler.name, batch, problem);
      this.#count(handler.name).dead++;
    }
  }

  /** Runs a handler on an event; nothing has happened where rows are missing, or the event waits for one. */
  #run(handler: HandlerPlan, event: Incoming, over?: readonly string[], done?: Done): Outcome {
    const context = this.#context(handler, event);
    context.begin(event, over);
    try {
      if (done === undefined) handler.run(event.value, context);
      else done.play(context);
    } catch (error) {
      if (error !== SKIP) {
        context.undo();
        if (error === MISSING || error instanceof Waits) return error;
        if (error instanceof UserError) throw error;
        const death = deathOf(error);
        this.#effects.die(handler, event, death);
        this.note(handler, { in: 1, dead: 1 });
        if (this.#effects.isWatched) this.#effects.done(handler, event, NOTHING, death.code);
        return DONE;
      }
    }
    const emitted = context.apply();
    this.note(handler, { in: 1, out: emitted });
    if (this.#effects.isWatched) {
      this.#effects.done(handler, event, this.#effects.isFollowed ? emittedBy(context, emitted) : NOTHING, null);
    }
    if (handler.signals.size > 0) this.#runDemuxes(handler, context, emitted);
    return DONE;
  }

  /** Runs a handler on an event that was put off; what it waits for now, or null. `ahead` is likely to be next. */
  async resume(
    tx: StoreTx,
    handler: HandlerPlan,
    event: Incoming,
    over: readonly string[],
    ahead: () => readonly Incoming[],
  ): Promise<Waits | null> {
    for (;;) {
      const outcome = this.#run(handler, event, over);
      if (outcome === DONE) return null;
      if (outcome !== MISSING) return outcome;
      for (const each of ahead()) this.#probe(handler, each);
      await this.#load(tx, handler);
    }
  }

  /** A signal is handled in the step that gave it. */
  #runDemuxes(handler: HandlerPlan, context: HandlerContext, emitted: number): void {
    for (let at = 0; at < emitted; at++) {
      const event = context.emitted(at);
      if (event === undefined) continue;
      for (const demux of handler.signals.get(event.event.name)?.demuxes ?? []) this.#run(demux, event);
    }
  }

  #context(handler: HandlerPlan, event: Incoming): HandlerContext {
    let context = this.#contexts[handler.index];
    if (context === undefined) {
      context = new HandlerContext(handler, this.#effects, event);
      this.#contexts[handler.index] = context;
    }
    return context;
  }

  note(handler: HandlerPlan, { in: handled = 0, out = 0, dead = 0 }: Noted): void {
    const counts = this.#handlerCounts[handler.index];
    if (counts === undefined) return;
    counts.in += handled;
    counts.out += out;
    counts.dead += dead;
  }

  #count(name: string): Counts {
    const counts = this.#counts.get(name);
    if (counts === undefined) throw new Error(`Nobody is named ${name}.`);
    return counts;
  }

  /** Lets the events from `at` on say which rows they need, without effects, and reads them all in one call. */
  async #loadFor(
    tx: StoreTx,
    handler: HandlerPlan,
    events: readonly Incoming[],
    at: number,
    end: number,
  ): Promise<void> {
    for (let i = at + 1; i < Math.min(events.length, at + EVENTS_AHEAD); i++) {
      const event = events[i];
      if (event === undefined || event.offset >= end) break;
      if (handler.handles[event.event.index] === true) this.#probe(handler, event);
    }
    await this.#load(tx, handler);
  }

  async #load(tx: StoreTx, handler: HandlerPlan): Promise<void> {
    const some = await this.#effects.load(tx, handler);
    if (!some) throw new Error(`${handler.name} misses rows and asks for none.`);
  }

  #probe(handler: HandlerPlan, event: Incoming, done?: Done): void {
    const context = this.#context(handler, event);
    context.begin(event);
    try {
      if (done === undefined) handler.run(event.value, context);
      else done.play(context);
    } catch {
      // Whatever it is, it comes again when the handler runs in earnest.
    }
    context.undo();
  }
}

/** Whether what a record holds has not come before, written at another place. */
function isFirst({ memory }: Input, { batch }: Decoded, { index, offset }: { index: number; offset: number }): boolean {
  const mark = batch.mark(index);
  return mark === null || memory.admits(mark, offset);
}

function emittedBy(context: HandlerContext, count: number): readonly Incoming[] {
  if (count === 0) return NOTHING;
  const events: Incoming[] = [];
  for (let at = 0; at < count; at++) {
    const event = context.emitted(at);
    if (event !== undefined) events.push(event);
  }
  return events;
}

const NOTHING: readonly Incoming[] = [];

const isQueued = (gate: Gate, { key }: Incoming): boolean => key !== null && gate.isTaken(key);

function isOver({ events, until }: Bounds, seen: number): boolean {
  if (seen >= events) return true;
  return seen > 0 && seen % EVENTS_BETWEEN_LOOKS === 0 && performance.now() > until;
}

export function countsOf({ sources, handlers }: Plan): Map<string, Counts> {
  const names = [...sources.map(({ definition: { name } }) => name), ...handlers.map(({ name }) => name)];
  return new Map(names.map((name) => [name, new Counts()]));
}

/** Index of the first event at or after an offset. */
function firstFrom(events: readonly Incoming[], offset: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.offset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
