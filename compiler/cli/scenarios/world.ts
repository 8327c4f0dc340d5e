/** The pipeline of one test: in memory, with a clock of its own, and everything that happens in it kept. */
import { explainType } from "../../../runtime/codec/explain.ts";
import { readerOf } from "../../../runtime/codec/read.ts";
import { isObject, type Value, wireName } from "../../../runtime/codec/types.ts";
import { type Embedded, type OwnEmbedded, openEmbedded } from "../../../runtime/embedded.ts";
import type { Clock } from "../../../runtime/engine/clock.ts";
import { type DeadLetter, type Emission, type Engine, openEngine } from "../../../runtime/engine/engine.ts";
import type { EventPlan } from "../../../runtime/engine/events.ts";
import type { LogEntry } from "../../../runtime/engine/observer.ts";
import { type Plan, planOf } from "../../../runtime/engine/plan.ts";
import { produce } from "../../../runtime/engine/produce.ts";
import type { LogPort } from "../../../runtime/log/port.ts";
import { type Named, rowShape, type Shape } from "../../scenarios/compare.ts";
import { rowName } from "../../scenarios/failures.ts";
import type { DeadOne, Happened, Occurrence, WaitingOne } from "../../scenarios/happened.ts";
import { GIVEN, type Row } from "./given.ts";
import type { TestProgram } from "./program.ts";

/** Where every test's clock starts. */
const START = Date.UTC(2000, 0, 1);
const RECORDS_AT_ONCE = 2000;

/** What the tests of one run share: a database, which each finds empty, and a clock, which each starts anew. */
export class Bench {
  readonly program: TestProgram;
  readonly #ports: OwnEmbedded;
  readonly #clock: TestClock;

  private constructor(program: TestProgram, ports: OwnEmbedded, clock: TestClock) {
    this.program = program;
    this.#ports = ports;
    this.#clock = clock;
  }

  /** Throws a UserError where the tables cannot be made. */
  static open(program: TestProgram): Bench {
    const clock = new TestClock(START);
    const options = { folder: null, ddl: program.ddl, clock, makesExternal: true };
    return new Bench(program, openEmbedded(program.definition, options), clock);
  }

  /** An empty pipeline; the one before must be closed. Throws a UserError where the definition cannot be run. */
  world(): Promise<World> {
    this.#ports.clear();
    this.#clock.set(START);
    return World.open(this.program, this.#ports, this.#clock);
  }

  close(): Promise<void> {
    return this.#ports.close();
  }
}

export class World implements Happened {
  readonly emitted: Occurrence[] = [];
  readonly dead: DeadOne[] = [];
  /** As of the last `look`. */
  waiting: readonly WaitingOne[] = [];
  /** What the engine could not do. */
  readonly troubles: string[] = [];
  /** What handlers in TypeScript have logged. */
  readonly logged: string[] = [];
  readonly #program: TestProgram;
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #log: LogPort;
  readonly #clock: TestClock;
  readonly #stop: AbortController;
  #sent = 0;
  /** Waiting events by their number, so that what was taken stays taken. */
  readonly #waited = new Map<number, WaitingOne>();

  private constructor(program: TestProgram, engine: Engine, log: LogPort, clock: TestClock, stop: AbortController) {
    this.#program = program;
    this.#plan = planOf(program.definition);
    this.#engine = engine;
    this.#log = log;
    this.#clock = clock;
    this.#stop = stop;
  }

  static async open(program: TestProgram, ports: Embedded, clock: TestClock): Promise<World> {
    const stop = new AbortController();
    const engine: Engine = await openEngine(program.definition, ports, {
      clock,
      signal: stop.signal,
      observer: {
        onEmit: (emissions) => world.#onEmit(emissions),
        onDead: (letters) => world.#onDead(letters),
        onTrouble: (message) => void world.troubles.push(message),
        onLog: (entry) => void world.logged.push(logText(entry)),
      },
    });
    const world: World = new World(program, engine, ports.log, clock, stop);
    return world;
  }

  /** Does a step. Gives null where handlers in TypeScript do not end: they are told to, and not waited for any longer. */
  async within<T>(ms: number, step: () => Promise<T>): Promise<{ readonly value: T } | null> {
    // Handlers in `.da` always end.
    const mayNotEnd = this.#program.definition.handlers.some(({ typescript }) => typescript === true);
    const timer = mayNotEnd ? setTimeout(() => this.#stop.abort(), ms) : undefined;
    try {
      const value = await step();
      return this.#stop.signal.aborted ? null : { value };
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  /** One update of a row; gives why it cannot be, or null. */
  async give(row: Row): Promise<string | null> {
    const before = this.dead.length;
    await this.#engine.append([this.#program.givens.record(row)]);
    await this.#engine.runUntilQuiet();
    const refused = this.dead.findIndex(({ handler }, at) => at >= before && handler === GIVEN);
    return refused < 0 ? null : (this.dead.splice(refused, 1)[0]?.reason ?? null);
  }

  async send(event: string, value: Value, id: string | null, at: number | null): Promise<void> {
    const product = { event, value, id, at, now: this.#clock.now(), ordinal: ++this.#sent };
    const made = produce(this.#plan, product);
    if (made.kind === "source") await this.#engine.append([made.record]);
    else await this.#log.append([made.append]);
    await this.#engine.runUntilQuiet();
  }

  /** Records of a source as they came, without their line breaks. */
  async sendRecords(source: string, records: readonly Uint8Array[]): Promise<void> {
    for (let from = 0; from < records.length; from += RECORDS_AT_ONCE) {
      const some = records.slice(from, from + RECORDS_AT_ONCE);
      await this.#engine.append(some.map((value) => ({ source, value })));
    }
    await this.#engine.runUntilQuiet();
  }

  /** Moves the clock; what is due on the way happens at its own time. */
  async advance(ms: number): Promise<void> {
    const end = this.#clock.now() + ms;
    let before = -1;
    for (;;) {
      const due = await this.#engine.nextDue();
      // What is still due after its time has come cannot be done: the engine has said so.
      if (due === null || due > end || due === before) break;
      before = due;
      this.#clock.set(Math.max(due, this.#clock.now()));
      await this.#engine.runUntilQuiet();
    }
    this.#clock.set(end);
    await this.#engine.runUntilQuiet();
  }

  /** Sees what waits now. */
  async look(): Promise<void> {
    const waiting: WaitingOne[] = [];
    for await (const { id, event, handler, store, key, value } of this.#engine.waiting()) {
      const known = this.#waited.get(id);
      const row = rowName({ store, keys: key, shape: this.storeShape(store) });
      const one = known ?? { event, handler, row, value: this.#readable(event, value), taken: false };
      this.#waited.set(id, one);
      waiting.push(one);
    }
    this.waiting = waiting;
  }

  /** All rows of a store. */
  async rows(store: string): Promise<readonly Named[]> {
    const rows: Named[] = [];
    for await (const { row } of this.#engine.rows(store)) rows.push(row);
    return rows;
  }

  eventShape(name: string): Shape {
    return { fields: this.#event(name)?.fields ?? [], types: this.#plan.definition.types };
  }

  storeShape(name: string): Shape {
    const { stores, types } = this.#plan.definition;
    const store = stores.find((one) => one.name === name);
    return store === undefined ? { fields: [], types } : rowShape(store, types);
  }

  #event(name: string): EventPlan | undefined {
    return this.#plan.events.byName.get(name);
  }

  #onEmit(emissions: readonly Emission[]): void {
    for (const emission of emissions) {
      if (emission.kind !== "event") continue;
      const value = this.#event(emission.event)?.read(JSON.parse(emission.value)) ?? {};
      this.emitted.push({ event: emission.event, value, taken: false });
    }
  }

  #onDead(letters: readonly DeadLetter[]): void {
    for (const { event, handler, code, reason, value } of letters) {
      const read = event === null ? {} : this.#readable(event, value);
      this.dead.push({ event, value: read, taken: false, handler, code, reason });
    }
  }

  #readable(name: string, bytes: Uint8Array): Named {
    const event = this.#event(name);
    return event === undefined ? {} : readableIn(event, bytes, this.#plan.definition.types);
  }
}

function logText({ level, handler, message, details }: LogEntry): string {
  return `${handler} ${level}: ${message}${details === null ? "" : ` ${JSON.stringify(details)}`}`;
}

/** The fields of a dead event: those that break their type as they are in JSON. */
function readableIn(event: EventPlan, bytes: Uint8Array, types: Shape["types"]): Named {
  const json = parsed(bytes);
  if (!isObject(json)) return {};
  const whole = event.validate?.(json) === false ? undefined : event.read(json);
  if (whole !== undefined) return whole;
  return Object.fromEntries(
    event.fields.map((field) => {
      const raw = json[wireName(field)] ?? null;
      if (raw === null) return [field.name, field.default ?? null];
      const isSound = explainType(field.type, raw, "wire", types) === null;
      return [field.name, isSound ? (readerOf([field], types)(json)?.[field.name] ?? null) : raw];
    }),
  );
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return null;
  }
}

/** Stands still unless it is told to go on. */
class TestClock implements Clock {
  #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  set(now: number): void {
    this.#now = now;
  }

  /** Nothing is waited for in real time. */
  sleep(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }
}
