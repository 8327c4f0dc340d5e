/**
 * The context of a handler in TypeScript for one run: it reads, notes effects, and refuses what the spec does not name, as
 * types can be cheated. What it refuses, and a value that breaks its type, makes the event dead without another try.
 */
import type { Change } from "../../api/context.ts";
import type { Json } from "../../api/definition.ts";
import type { Envelope, Log, ScanOptions, TypeScriptContext } from "../../api/typescript.ts";
import { isObject } from "../../codec/types.ts";
import { ValueFault } from "../../functions/fault.ts";
import type { Slots } from "../../store/port.ts";
import { instantOf, limitFault } from "../context.ts";
import { DeadFault } from "../dead.ts";
import type { Incoming } from "../incoming.ts";
import { passesOf } from "../passes.ts";
import type { HandlerPlan } from "../plan.ts";
import type { Given, StorePlan } from "../stores.ts";
import type { Effect } from "./effects.ts";
import type { Lookups, Pending, Viewer } from "./lookups.ts";

export const MAX_SCAN = 10_000;

/** What all runs of a handler share. */
export interface Surroundings {
  readonly plan: HandlerPlan;
  readonly lookups: Lookups;
  readonly params: object;
  readonly abortSignal: AbortSignal;
  log(event: Incoming): Log;
}

/** A run that sees what its handler has contributed for earlier events. */
export interface CallOptions {
  readonly event: Incoming;
  readonly attempt: number;
  readonly earlier: (store: string) => readonly Pending[];
}

type Name = "reads" | "updates" | "changes" | "emits" | "signals";

export class Call implements TypeScriptContext, Viewer {
  readonly id: string;
  readonly at: number;
  readonly name: string;
  readonly attempt: number;
  readonly params: object;
  readonly abortSignal: AbortSignal;
  readonly log: Log;
  readonly #plan: HandlerPlan;
  readonly #lookups: Lookups;
  readonly #event: Incoming;
  readonly #earlier: CallOptions["earlier"];
  readonly #effects: Effect[] = [];
  readonly #pending: Pending[] = [];
  /** Which change each that was handed out is. */
  readonly #changes = new WeakMap<object, number>();
  #changed = 0;
  #fault: { readonly error: unknown } | null = null;
  #end: string | null = null;

  constructor(surroundings: Surroundings, { event, attempt, earlier }: CallOptions) {
    const { plan, lookups, params, abortSignal } = surroundings;
    this.id = event.id;
    this.at = event.at;
    this.name = event.event.name;
    this.attempt = attempt;
    this.params = params;
    this.abortSignal = abortSignal;
    this.log = surroundings.log(event);
    this.#plan = plan;
    this.#lookups = lookups;
    this.#event = event;
    this.#earlier = earlier;
  }

  get effects(): readonly Effect[] {
    return this.#effects;
  }

  /** Its contributions to rows. */
  get pending(): readonly Pending[] {
    return this.#pending;
  }

  /** What the event dies of, whatever the handler makes of it. */
  get fault(): { readonly error: unknown } | null {
    return this.#fault;
  }

  /** Whoever calls it from now on made no promise that the handler waited for. */
  close(reason: string): void {
    this.#end ??= reason;
  }

  earlier(store: string): readonly Pending[] {
    return this.#earlier(store);
  }

  own(store: string): readonly Pending[] {
    return this.#pending.filter((pending) => pending.store === store);
  }

  limit(times: number): void {
    this.#checked("limit", () => {
      const passed = passesOf(this.#event.passes, this.#plan.name);
      if (passed >= times) throw limitFault(this.#plan.name, passed, times);
      this.#effects.push({ kind: "limit", times });
    });
  }

  async get(store: string, key: object): Promise<Row | null> {
    const { plan, slots } = this.#checked("get", () => this.#row("reads", store, key));
    const found = await this.#lookups.get(plan, slots, this);
    return found === null ? null : plan.rowOf(slots, found);
  }

  async scan(store: string, leading: object, options: ScanOptions): Promise<readonly Row[]> {
    const { plan, slots, range } = this.#checked("scan", () => {
      const used = this.#store("reads", store);
      return { plan: used, slots: leadingOf(used, leading), range: rangeOf(options) };
    });
    const rows = await this.#lookups.scan(plan, slots, range, this);
    return rows.map((row) => plan.rowOf(row.key, row.slots));
  }

  update(store: string, key: object, values: object): void {
    this.#checked("update", () => this.#contribute("update", store, key, values));
  }

  async change(store: string, key: object, values: object): Promise<Change<Row>> {
    const { plan, pending, answer, number } = this.#checked("change", () => {
      const used = this.#store("changes", store);
      const made = this.#pendingOf(used, key, values);
      // What was contributed before is seen, this not yet.
      const asked = this.#lookups.change(used, made, this);
      this.#contribute("change", store, key, values);
      return { plan: used, pending: made, answer: asked, number: this.#changed++ };
    });
    const { before, after } = await this.#answered(answer);
    const rows = {
      before: before === null ? null : plan.rowOf(pending.key, before),
      after: plan.rowOf(pending.key, after),
    };
    this.#changes.set(rows, number);
    return rows;
  }

  emit(event: string, value: object, envelope?: Envelope): void {
    this.#checked("emit", () => {
      const target = this.#plan.emits.get(event);
      if (target === undefined) throw this.#unnamed("emits", event);
      const { id, at } = envelope ?? {};
      if (id !== undefined && (typeof id !== "string" || id === "")) throw new DeadFault("bounds", "$id: is no text");
      if (at !== undefined && !Number.isFinite(at)) throw new DeadFault("bounds", `$at: ${String(at)} is no time`);
      const conforming = target.event.conform(asObject(event, value));
      this.#effects.push({ kind: "emit", event, value: structuredClone(conforming), envelope: envelopeOf(id, at) });
    });
  }

  signal(signal: string, change: Change<object>, fields: object): void {
    this.#checked("signal", () => {
      if (!this.#plan.signals.has(signal)) throw this.#unnamed("signals", signal);
      const number = this.#changes.get(change);
      if (number === undefined) {
        throw new DeadFault("failed", `${this.#plan.name} signals ${signal} from what da.change did not give`);
      }
      this.#effects.push({ kind: "signal", signal, change: number, fields: structuredClone(fields) });
    });
  }

  #contribute(kind: "update" | "change", store: string, key: object, values: object): void {
    const plan = this.#store("updates", store);
    this.#pending.push(this.#pendingOf(plan, key, values));
    this.#effects.push({ kind, store, key: structuredClone(given(key)), values: structuredClone(given(values)) });
  }

  /** Throws a ValueFault where a value breaks its column's type. */
  #pendingOf(plan: StorePlan, key: object, values: object): Pending {
    const slots = keyOf(plan, given(key));
    const contribution = plan.contributionOf(complete(plan, given(values)));
    const instant = instantOf(this.#event, this.#plan.name, this.#pending.length);
    return { store: plan.name, key: slots, contribution, instant };
  }

  #row(clause: "reads", store: string, key: object): { readonly plan: StorePlan; readonly slots: Slots } {
    const plan = this.#store(clause, store);
    return { plan, slots: keyOf(plan, given(key)) };
  }

  #store(clause: "reads" | "updates" | "changes", store: string): StorePlan {
    const used = this.#plan.stores.get(store);
    if (used === undefined || !this.#plan.definition[clause].includes(store)) throw this.#unnamed(clause, store);
    return used.plan;
  }

  #unnamed(clause: Name, name: string): DeadFault {
    const said =
      clause === "changes"
        ? "changes of it are told by no signal that it emits"
        : `the spec does not name it in its \`${clause === "signals" ? "emits" : clause}\``;
    return new DeadFault("failed", `${this.#plan.name} may not use ${name} so: ${said}`);
  }

  /** What is wrong in a call is what the event dies of. */
  #checked<T>(call: string, work: () => T): T {
    if (this.#end !== null) throw new LateCall(this.#plan.name, call, this.#end);
    try {
      return work();
    } catch (error) {
      this.#fault ??= { error };
      throw error;
    }
  }

  async #answered<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      this.#fault ??= { error };
      throw error;
    }
  }
}

type Row = Readonly<Record<string, Json>>;

/** A call of a context whose run is over. */
export class LateCall extends Error {
  override readonly name = "LateCall";

  constructor(handler: string, call: string, end: string) {
    super(`${handler} called da.${call} after ${end}: wait for every promise before the handler returns.`);
  }
}

function given(value: object): Given {
  if (!isObject(value)) throw new DeadFault("failed", "keys and contributions are objects");
  return { ...value };
}

function asObject(event: string, value: object): object {
  if (!isObject(value)) throw new DeadFault("bounds", `${event}: is no object`);
  return value;
}

function envelopeOf(id: string | undefined, at: number | undefined): Envelope | undefined {
  if (id === undefined && at === undefined) return undefined;
  return { ...(id === undefined ? {} : { id }), ...(at === undefined ? {} : { at }) };
}

const keysOf = ({ layout }: StorePlan): string[] =>
  layout.columns.flatMap(({ column }) => (column.kind === "key" ? [column.name] : []));

function keyOf(plan: StorePlan, key: Given): Slots {
  const missing = keysOf(plan).filter((name) => key[name] === undefined);
  if (missing.length === 0) return plan.keyOf(key);
  throw new DeadFault("failed", `the key of ${plan.name} lacks ${missing.join(", ")}`);
}

/** Contributions that hold what every update has to set. */
function complete(plan: StorePlan, values: Given): Given {
  for (const { name, takesNull } of plan.required) {
    const value = values[name];
    if (value !== undefined && (value !== null || takesNull)) continue;
    throw new ValueFault("bounds", `${plan.name}.${name}: every update must set it`);
  }
  return values;
}

/** The first key columns, without a gap. */
function leadingOf(plan: StorePlan, leading: object): Slots {
  const values = given(leading);
  const keys = keysOf(plan);
  const first = keys.findIndex((name) => values[name] === undefined);
  const count = first === -1 ? keys.length : first;
  const others = Object.keys(values).filter((name) => !keys.slice(0, count).includes(name));
  if (count === 0 || others.length > 0) {
    throw new DeadFault(
      "failed",
      `a scan of ${plan.name} is by the first of ${keys.join(", ")}, not by ${Object.keys(values).join(", ")}`,
    );
  }
  return plan.keyOf(values).slice(0, count);
}

function rangeOf({ limit, order = "ascending" }: ScanOptions) {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_SCAN) {
    throw new DeadFault("failed", `the limit of a scan is 1 to ${MAX_SCAN}, not ${String(limit)}`);
  }
  return { limit, isDescending: order === "descending" };
}
