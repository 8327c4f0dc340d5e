/**
 * What a handler sees of the runtime. One context serves all runs of its handler, one after another: effects are collected
 * while the handler runs, and `apply` makes them take hold.
 */
import type { Change, Context, ContinueOptions, EmitOptions, RequireOptions } from "../api/context.ts";
import { isEqual, toTimestamp } from "../codec/scalars.ts";
import type { Value } from "../codec/types.ts";
import { hashedUuid, hashedWords, hashWords } from "../log/hash.ts";
import type { Slots } from "../store/port.ts";
import { DeadFault } from "./dead.ts";
import type { Instant } from "./fold.ts";
import { Incoming } from "./incoming.ts";
import type { Limits } from "./limits.ts";
import { awaitedText, Waits } from "./parking.ts";
import { passesOf, withPass } from "./passes.ts";
import type { EmittedEvent, EmittedSignal, HandlerPlan, UsedStore } from "./plan.ts";
import type { StoreRows } from "./rows.ts";
import type { Contribution, Given, StorePlan } from "./stores.ts";
import { eventText, type Writing } from "./writing.ts";

/** What runs share: where their effects go. */
export interface Effects extends Writing {
  readonly limits: Limits;
  readonly maxHops: number;
  /** All stores are read before they are written: an event that overflows is to be found. */
  readonly isCareful: boolean;
  rows(store: string): StoreRows;
  emit(event: Incoming): void;
  /** Holds an event back for so many ms. */
  hold(event: Incoming, after: number): void;
  forward(topic: string, event: Incoming): void;
}

/** Contributions to rows unseen, field by field, so that a run leaves nothing behind it. */
class Additions {
  readonly #rows: StoreRows[] = [];
  readonly #keys: Slots[] = [];
  readonly #contributions: Contribution[] = [];
  readonly #instants: Instant[] = [];
  #count = 0;

  push(rows: StoreRows, key: Slots, contribution: Contribution, instant: Instant): void {
    const at = this.#count++;
    this.#rows[at] = rows;
    this.#keys[at] = key;
    this.#contributions[at] = contribution;
    this.#instants[at] = instant;
  }

  apply(): void {
    for (let at = 0; at < this.#count; at++) {
      const [rows, key, contribution] = [this.#rows[at], this.#keys[at], this.#contributions[at]];
      const instant = this.#instants[at];
      if (rows === undefined || key === undefined || contribution === undefined || instant === undefined) break;
      rows.add(key, contribution, instant);
    }
    this.#count = 0;
  }

  clear(): void {
    this.#count = 0;
  }
}

interface HeldBack {
  readonly event: Incoming;
  readonly after: number;
}

const NONE_OVER: readonly string[] = [];

interface Use {
  readonly used: UsedStore;
  readonly rows: StoreRows;
}

/** Thrown by `require` where the handler is to stop, with what was done before. */
export const SKIP: unique symbol = Symbol("skip");

export class HandlerContext implements Context {
  readonly #plan: HandlerPlan;
  readonly #effects: Effects;
  readonly #stores: ReadonlyMap<string, Use>;
  /** Rows that may have to be undone. */
  readonly #undoable: readonly StoreRows[];
  #event: Incoming;
  /** How often each event was emitted in this run. */
  readonly #ordinals: number[];
  #updates = 0;
  #passes: string | null = null;
  readonly #emitted: Incoming[] = [];
  #emittedCount = 0;
  readonly #additions = new Additions();
  #forwards: string[] = [];
  #held: HeldBack[] = [];
  /** Rows that this event has waited for long enough. */
  #over = NONE_OVER;

  constructor(plan: HandlerPlan, effects: Effects, event: Incoming) {
    this.#plan = plan;
    this.#effects = effects;
    this.#event = event;
    this.#ordinals = Array.from({ length: plan.emits.size + plan.signals.size }, () => 0);
    const uses = [...plan.stores].map(([name, used]): [string, Use] => [name, { used, rows: effects.rows(name) }]);
    this.#stores = new Map(uses);
    this.#undoable = uses.map(([, { rows }]) => rows);
  }

  get id(): string {
    return this.#event.id;
  }

  get at(): number {
    return this.#event.at;
  }

  get name(): string {
    return this.#event.event.name;
  }

  begin(event: Incoming, over: readonly string[] = NONE_OVER): void {
    this.#event = event;
    this.#over = over;
    this.#updates = 0;
    this.#passes = event.passes;
    if (this.#emittedCount > 0 || this.#held.length > 0) {
      this.#emittedCount = 0;
      this.#held = [];
      this.#ordinals.fill(0);
    }
    this.#additions.clear();
    if (this.#forwards.length > 0) this.#forwards = [];
  }

  /** The effects take hold; gives how many events were emitted. */
  apply(): number {
    this.#additions.apply();
    for (const rows of this.#undoable) rows.keep();
    for (let at = 0; at < this.#emittedCount; at++) {
      const event = this.#emitted[at];
      if (event !== undefined) this.#effects.emit(event);
    }
    for (const { event, after } of this.#held) this.#effects.hold(event, after);
    for (const topic of this.#forwards) this.#effects.forward(topic, this.#event);
    return this.#emittedCount;
  }

  /** An event that this run has emitted. */
  emitted(at: number): Incoming | undefined {
    return at < this.#emittedCount ? this.#emitted[at] : undefined;
  }

  /** The effects are dropped. */
  undo(): void {
    for (const rows of this.#undoable) rows.undo();
  }

  emit(name: string, value: object, options?: EmitOptions): void {
    const target = this.#plan.emits.get(name);
    if (target === undefined) throw new Error(`${this.#plan.name} may not emit ${name}.`);
    const made = this.#make(target, target.event.conform(value), options);
    if (options?.after === undefined) this.#add(made);
    else this.#held.push({ event: made, after: options.after });
  }

  signal(name: string, change: Change<object>, fields: object): void {
    const target = this.#plan.signals.get(name);
    if (target === undefined) throw new Error(`${this.#plan.name} may not signal ${name}.`);
    this.#add(this.#make(target, target.event.conform(signalValue(target, change, fields))));
  }

  #add(made: Incoming): void {
    this.#emitted[this.#emittedCount++] = made;
  }

  #make(target: EmittedEvent, value: Value, options?: EmitOptions): Incoming {
    const cause = this.#event;
    const { event } = target;
    const ordinal = this.#ordinals[target.index] ?? 0;
    this.#ordinals[target.index] = ordinal + 1;
    const own = options?.id;
    const id = own ?? derivedId(cause, target, ordinal);
    const words = own === undefined ? hashedWords() : null;
    const at = givenTime(options?.at) ?? timeOf(target, value) ?? cause.at;
    const hops = event.source === null && !target.isSignal ? cause.hops + 1 : cause.hops;
    if (hops > this.#effects.maxHops) {
      throw new DeadFault(
        "hops",
        `${event.name} would be hop ${hops} of its chain, and ${this.#effects.maxHops} are allowed`,
      );
    }
    const made = new Incoming(event, value, id, at, hops, cause.trace, this.#passes);
    made.handler = this.#plan.name;
    made.cause = cause.id;
    made.causeWords = cause.idWords;
    if (words !== null) made.idWords = words;
    made.topic = event.topic;
    made.text = eventText(this.#effects, target, made);
    const { limits } = this.#effects;
    if (made.text.length * UNIT_BYTES > limits.least) refuseSize(event.name, made.topic, made.text, limits);
    return made;
  }

  update(store: string, key: Given, values: Given): void {
    const { used, rows } = this.#use(store);
    const [slots, contribution] = [used.plan.keyOf(key), used.plan.contributionOf(values)];
    const instant = this.#instant(used.plan);
    if (used.use === "fold" && !this.#effects.isCareful) this.#additions.push(rows, slots, contribution, instant);
    else rows.update(slots, contribution, instant);
  }

  change(store: string, key: Given, values: Given): Change<Value> {
    const { used, rows } = this.#use(store);
    const slots = used.plan.keyOf(key);
    const before = rows.get(slots);
    const after = rows.update(slots, used.plan.contributionOf(values), this.#instant(used.plan));
    const { rowOf } = used.plan;
    return { before: before === null ? null : rowOf(slots, before), after: rowOf(slots, after) };
  }

  delete(store: string, key: Given): void {
    const { used, rows } = this.#use(store);
    rows.delete(used.plan.keyOf(key));
  }

  read(store: string, key: Given): Value | null {
    const { used, rows } = this.#use(store);
    const slots = used.plan.keyOf(key);
    const row = rows.get(slots);
    return row === null ? null : used.plan.rowOf(slots, row);
  }

  require(store: string, key: Given, options: RequireOptions): Value;
  require(store: string, key: Given, options: ContinueOptions): Value | null;
  require(store: string, key: Given, options: RequireOptions | ContinueOptions): Value | null {
    const row = this.read(store, key);
    if (row !== null) return row;
    const { wait = 0, unordered = false, otherwise } = options;
    if (wait > 0) this.#waitFor(store, key, wait, unordered);
    if (otherwise === "continue") return row;
    if (otherwise === "skip") throw SKIP;
    throw new DeadFault("dead", `${store} has no row ${JSON.stringify(key)}`);
  }

  /** Ends the run, unless the event has waited for this row. */
  #waitFor(store: string, key: Given, wait: number, isUnordered: boolean): void {
    const slots = this.#use(store).used.plan.keyOf(key);
    if (!this.#over.includes(awaitedText(store, slots))) throw new Waits(store, slots, wait, isUnordered);
  }

  forward(topic: string): void {
    const { limits } = this.#effects;
    if (Number.isFinite(limits.least)) refuseSize(this.#event.event.name, topic, this.#event.bytes(), limits);
    this.#forwards.push(topic);
  }

  dead(reason: string): Error {
    return new DeadFault("dead", reason);
  }

  limit(times: number): void {
    const { name } = this.#plan;
    const { was } = this.#plan.definition;
    const passed = passesOf(this.#event.passes, name) + (was === undefined ? 0 : passesOf(this.#event.passes, was));
    if (passed >= times) throw limitFault(name, passed, times);
    this.#passes = withPass(this.#event.passes, name, passed + 1, was);
  }

  #use(store: string): Use {
    const use = this.#stores.get(store);
    if (use === undefined) throw new Error(`${this.#plan.name} may not use the store ${store}.`);
    return use;
  }

  #instant(store: StorePlan): Instant {
    const ordinal = this.#updates++;
    return store.isTimed ? instantOf(this.#event, this.#plan.name, ordinal) : TIMELESS;
  }
}

/** A unit of UTF-16 takes three bytes at most. */
const UNIT_BYTES = 3;

/** Throws where a topic does not take so large a value: its sender would wait for ever. */
function refuseSize(name: string, topic: string, value: string | Uint8Array, limits: Limits): void {
  const [size, most] = [Buffer.byteLength(value), limits.of(topic)];
  if (size <= most) return;
  throw new DeadFault("too-large", `${name} has ${size} bytes, and ${topic} takes ${most} (its max.message.bytes)`);
}

/** What decides between a handler's updates, of which this is the so-manieth in its run. */
export function instantOf({ id, at, event }: Incoming, handler: string, ordinal: number): Instant {
  // A separator below all characters that names hold makes the text sort as its parts do.
  return { at, by: `${id}\u0001${event.name}\u0001${handler}\u0001${String(ordinal).padStart(6, "0")}` };
}

/** An event's chain has passed a handler too often. */
export function limitFault(handler: string, passed: number, times: number): DeadFault {
  return new DeadFault("limit", `its chain has passed ${handler} ${passed} times, and ${times} are allowed`);
}

const TIMELESS: Instant = { at: 0, by: "" };

function derivedId(cause: Incoming, { seed }: EmittedEvent, ordinal: number): string {
  const { a, b, c, d } = cause.hash;
  hashWords(a, b, c, d, seed, ordinal);
  return hashedUuid();
}

function givenTime(at: number | undefined): number | null {
  if (at === undefined) return null;
  const time = toTimestamp(at);
  if (time === undefined) throw new DeadFault("bounds", `$at: ${at} is no time`);
  return time;
}

/** A source says which field of its events holds the time. */
function timeOf({ source }: EmittedEvent, value: Value): number | null {
  const at = source === null || source.at === null ? null : value[source.at];
  return typeof at === "number" ? at : null;
}

function signalValue({ event, changes, keys }: EmittedSignal, change: Change<object>, fields: object): object {
  const before = change.before === null ? null : new Map<string, unknown>(Object.entries(change.before));
  const after = new Map<string, unknown>(Object.entries(change.after));
  const own = new Map<string, unknown>(Object.entries(fields));
  return Object.fromEntries(
    event.fields.map(({ name }) => {
      if (keys.has(name)) return [name, after.get(name)];
      if (!changes.has(name)) return [name, own.get(name)];
      const [was, is] = [before?.get(name) ?? null, after.get(name) ?? null];
      return [name, { before: was, after: is, changed: !isEqual(was, is) }];
    }),
  );
}
