/**
 * Asks a handler anew what it does with an event, and does none of it: which rows it writes, and with what. It is as sure
 * as the handler is a function of its event: what comes after it has looked at a row is not told.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Change, Context } from "../api/context.ts";
import type { Log } from "../api/typescript.ts";
import type { Types } from "../codec/types.ts";
import { textOfType } from "../codec/write.ts";
import { systemClock } from "../engine/clock.ts";
import { DeadFault } from "../engine/dead.ts";
import type { Incoming } from "../engine/incoming.ts";
import type { HandlerPlan } from "../engine/plan.ts";
import { type Given, type StorePlan, withoutNull } from "../engine/stores.ts";
import { Lookups } from "../engine/typescript/lookups.ts";
import { DEFAULT_SETTINGS, type HandlerSettings } from "../engine/typescript/settings.ts";
import { tryOn } from "../engine/typescript/tries.ts";
import type { StorePort } from "../store/port.ts";
import type { Site } from "./site.ts";

export interface RowEffect {
  readonly store: string;
  /** JSON of the key's columns. */
  readonly key: string;
  /** JSON of what was contributed; null where the row was deleted. */
  readonly values: string | null;
}

export interface Rehearsal {
  readonly rows: readonly RowEffect[];
  /** The store whose row decided what came next; null where none did. */
  readonly looked: string | null;
  /** It is in TypeScript, and may do more than it says: it is not asked. */
  readonly isAsked: boolean;
  /** It read rows, and was given those of now. */
  readonly isOfNow: boolean;
}

const NOTHING: Rehearsal = { rows: [], looked: null, isAsked: true, isOfNow: false };

const silent = (): void => {};
const SILENT: Log = { debug: silent, info: silent, warn: silent, error: silent };

/** Thrown where a handler looks at a row. */
const LOOKED: unique symbol = Symbol("looked");

export function rehearse(handler: HandlerPlan, event: Incoming, types: Types): Rehearsal {
  if (handler.definition.typescript === true) return { ...NOTHING, isAsked: false };
  const context = new RehearsalContext(handler, event, types);
  try {
    handler.run(event.value, context);
  } catch (error) {
    // A handler that fails has no effect.
    if (error !== LOOKED) return NOTHING;
  }
  return { ...NOTHING, rows: context.rows, looked: context.looked };
}

const TRY: HandlerSettings = { ...DEFAULT_SETTINGS, tries: 1 };
const LONGEST_MS = 30_000;

/**
 * The same of a handler in TypeScript, which is run once more: nothing of what it does takes hold, but what it asks of other
 * systems is asked. It reads rows as they are now. One that does not end is not told.
 */
export async function askAgain(
  { plan: { definition }, ports: { store } }: Site,
  handler: HandlerPlan,
  event: Incoming,
): Promise<Rehearsal> {
  const failed = Promise.withResolvers<never>();
  let isOfNow = false;
  const lookups = new Lookups(() => {
    isOfNow = true;
    setImmediate(() => answer(lookups, store).catch(failed.reject));
  });
  const surroundings = {
    plan: handler,
    lookups,
    params: Object.freeze({ ...definition.paramValues }),
    abortSignal: AbortSignal.timeout(LONGEST_MS),
    log: () => SILENT,
  };
  const late = sleep(LONGEST_MS, null, { ref: false });
  const run = tryOn({ surroundings, settings: TRY, clock: systemClock }, event, () => []);
  const attempt = await Promise.race([run, late, failed.promise]);
  if (attempt === null) return { ...NOTHING, isAsked: false };
  const context = new RehearsalContext(handler, event, definition.types, true);
  try {
    attempt.done.play(context);
  } catch {
    // As above.
    return { ...NOTHING, isOfNow };
  }
  return { ...NOTHING, rows: context.rows, isOfNow };
}

async function answer(lookups: Lookups, store: StorePort): Promise<void> {
  if (!lookups.isAsked) return;
  const tx = await store.begin();
  try {
    await lookups.answer(tx);
  } finally {
    await tx.rollback();
  }
}

class RehearsalContext implements Context {
  readonly rows: RowEffect[] = [];
  looked: string | null = null;
  readonly #handler: HandlerPlan;
  readonly #event: Incoming;
  readonly #types: Types;
  readonly #looksOn: boolean;

  /** `looksOn`: what it looks at has been answered before, and is not looked at again. */
  constructor(handler: HandlerPlan, event: Incoming, types: Types, looksOn = false) {
    this.#looksOn = looksOn;
    this.#handler = handler;
    this.#event = event;
    this.#types = types;
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

  emit(): void {
    // What was emitted is in the log.
  }

  signal(): void {
    // As above.
  }

  update(store: string, key: Given, values: Given): void {
    const { plan } = this.#store(store);
    plan.keyOf(key);
    plan.contributionOf(values);
    const written = plan.layout.columns.filter(({ column: { name, kind, optional } }) => {
      const value = values[name];
      return kind !== "key" && value !== undefined && (value !== null || (kind === "plain" && optional !== true));
    });
    const names = written.map(({ column }) => column.name);
    this.rows.push({ store, key: this.#keyJson(plan, key), values: this.#json(plan, values, names) });
  }

  change(store: string, key: Given, values: Given): Change<object> {
    this.update(store, key, values);
    return this.#looksOn ? { before: null, after: {} } : this.#look(store);
  }

  delete(store: string, key: Given): void {
    this.rows.push({ store, key: this.#keyJson(this.#store(store).plan, key), values: null });
  }

  read(store: string): object | null {
    return this.#look(store);
  }

  require(store: string): never {
    return this.#look(store);
  }

  forward(): void {
    // As what was emitted.
  }

  dead(reason: string): Error {
    return new DeadFault("dead", reason);
  }

  limit(): void {
    // An event that was beyond its limit is a dead letter, which the log tells.
  }

  #look(store: string): never {
    this.looked = store;
    throw LOOKED;
  }

  #store(name: string) {
    const used = this.#handler.stores.get(name);
    if (used === undefined) throw new Error(`${this.#handler.name} may not use the store ${name}.`);
    return used;
  }

  #keyJson(plan: StorePlan, key: Given): string {
    const names = plan.layout.columns.filter(({ column }) => column.kind === "key").map(({ column }) => column.name);
    return this.#json(plan, key, names);
  }

  /** Columns as they are written on the wire. */
  #json(plan: StorePlan, values: Given, names: readonly string[]): string {
    const parts = plan.layout.columns.flatMap(({ column: { name, type } }) => {
      if (!names.includes(name)) return [];
      const value = values[name] ?? null;
      const text = value === null ? "null" : textOfType(withoutNull(type, this.#types), this.#types)(value);
      return [`${JSON.stringify(name)}:${text}`];
    });
    return `{${parts.join(",")}}`;
  }
}
