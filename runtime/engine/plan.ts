/** A definition prepared for the engine: its events, stores, sources and handlers, and who reads which topic. */
import type { Context } from "../api/context.ts";
import type { HandlerDefinition, PipelineDefinition, SourceDefinition } from "../api/definition.ts";
import type { Awaitable, TypeScriptContext } from "../api/typescript.ts";
import { UserError } from "../errors.ts";
import { type Hash, seedOf } from "../log/hash.ts";
import type { LogPort, TopicSpec } from "../log/port.ts";
import { type EventPlan, type EventPlans, planEvents } from "./events.ts";
import { planStores, type StorePlan } from "./stores.ts";

export interface Plan {
  readonly definition: PipelineDefinition;
  readonly events: EventPlans;
  readonly stores: ReadonlyMap<string, StorePlan>;
  readonly sources: readonly SourcePlan[];
  readonly handlers: readonly HandlerPlan[];
  /** Topics that handlers or sources read. */
  readonly inputs: readonly string[];
  /** All topics that the pipeline reads or writes. */
  topics(partitions: number): TopicSpec[];
}

export interface SourcePlan {
  readonly definition: SourceDefinition;
  /** By the name on the wire. */
  readonly byWire: ReadonlyMap<string, EventPlan>;
  /** The event of a source that names none. */
  readonly only: EventPlan | null;
  /** By index: events that some handler reads. */
  readonly handled: readonly boolean[];
}

/** How a handler uses a store: adds unseen, reads, or needs the row that it writes. */
export type StoreUse = "fold" | "read" | "row";

export interface UsedStore {
  readonly plan: StorePlan;
  readonly use: StoreUse;
}

export interface EmittedEvent {
  readonly event: EventPlan;
  /** Place among what its handler emits. */
  readonly index: number;
  readonly isSignal: boolean;
  /** Of the ids of this handler's events of this name. */
  readonly seed: Hash;
  /** Some handler of this process reads its topic, and finds it written as the pipeline writes it. */
  readonly isRead: boolean;
  /** Where to put name and id into an event of a source; null for the pipeline's own. */
  readonly source: SourceDefinition | null;
}

export interface EmittedSignal extends EmittedEvent {
  readonly store: StorePlan;
  /** Columns that a signal tells the change of. */
  readonly changes: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
  /** They handle it in the same step. */
  readonly demuxes: readonly HandlerPlan[];
}

export interface HandlerPlan {
  readonly definition: HandlerDefinition;
  readonly name: string;
  readonly index: number;
  /** Topics that it reads by itself; signals come in the step that gave them, but to a handler in TypeScript. */
  readonly topics: readonly string[];
  /** By index of the event. */
  readonly handles: readonly boolean[];
  readonly emits: ReadonlyMap<string, EmittedEvent>;
  readonly signals: Map<string, EmittedSignal>;
  readonly stores: ReadonlyMap<string, UsedStore>;
  readonly deadTopic: string;
  /** It may wait for rows. */
  readonly waits: boolean;
  /** What it emits depends on its events alone: it makes the same again from the same. */
  readonly isPure: boolean;
  run(event: object, da: Context): void;
  /** Of a handler in TypeScript: it runs beside the rounds, in which `run` has no part. */
  readonly task: Task | null;
}

/** A handler in TypeScript. */
export type Task = (event: object, da: TypeScriptContext) => Awaitable<void>;

export const deadTopicOf = (definition: PipelineDefinition, name: string): string =>
  `${definition.topics}.dead.${name}`;

/** What topics that are not there yet are to be like on this log. */
export const topicsOn = ({ capabilities }: LogPort, plan: Plan): TopicSpec[] =>
  plan.topics(capabilities.isShared ? plan.definition.partitions : 1);

/** Definitions are never changed: each is prepared once. */
const plans = new WeakMap<PipelineDefinition, Plan>();

/** Throws a UserError where this runtime cannot run the definition. */
export function planOf(definition: PipelineDefinition): Plan {
  const known = plans.get(definition);
  if (known !== undefined) return known;
  const plan = prepare(definition);
  plans.set(definition, plan);
  return plan;
}

function prepare(definition: PipelineDefinition): Plan {
  refuseUnknown(definition);
  refuseNamesakes(definition);
  const events = planEvents(definition);
  const stores = planStores(definition);
  const handlers = definition.handlers.map((handler, index) => planHandler(handler, index, definition, events, stores));
  for (const [index, handler] of definition.handlers.entries()) {
    planSignals(definition, handler.signals, handlers[index], handlers, events, stores);
  }
  const sources = definition.sources.map((source) => planSource(source, events, handlers));
  const inputs = new Set([
    ...sources.map(({ definition: { topic } }) => topic),
    ...handlers.flatMap(({ topics }) => topics),
  ]);
  return {
    definition,
    events,
    stores,
    sources,
    handlers,
    inputs: [...inputs],
    topics: (partitions) => topicsOf(definition, partitions),
  };
}

function refuseUnknown({ format }: PipelineDefinition): void {
  if (format !== 1) {
    throw new UserError(
      "definition",
      `The pipeline has the form ${String(format)}, and this runtime knows 1: compile it again.`,
    );
  }
}

/** Positions are kept by the name of who reads. */
function refuseNamesakes({ sources, handlers }: PipelineDefinition): void {
  const names = new Set<string>();
  for (const { name } of [...sources, ...handlers]) {
    if (names.has(name)) {
      throw new UserError("definition", `The pipeline has two sources or handlers named ${name}: rename one of them.`);
    }
    names.add(name);
  }
}

function planSource(source: SourceDefinition, events: EventPlans, handlers: readonly HandlerPlan[]): SourcePlan {
  const own = events.all.filter((event) => event.source === source.name);
  return {
    definition: source,
    byWire: new Map(own.map((event) => [event.wire, event])),
    only: source.nameAt === null ? (own[0] ?? null) : null,
    handled: events.all.map(({ index }) => handlers.some(({ handles }) => handles[index] === true)),
  };
}

function planHandler(
  handler: HandlerDefinition,
  index: number,
  definition: PipelineDefinition,
  events: EventPlans,
  stores: ReadonlyMap<string, StorePlan>,
): HandlerPlan {
  const on = handler.on.map((name) => named(events.byName, name));
  const signals = new Set(definition.signals.map(({ name }) => name));
  const body = bodyOf(handler);
  const used = new Map(usedStores(handler).map((name) => [name, usedStore(handler, named(stores, name))]));
  return {
    definition: handler,
    name: handler.name,
    index,
    topics: [...new Set(on.filter(({ name }) => body.task !== null || !signals.has(name)).map(({ topic }) => topic))],
    handles: events.all.map((event) => on.includes(event)),
    emits: new Map(
      handler.emits.map((name, place) => [name, planEmit(handler, named(events.byName, name), place, definition)]),
    ),
    signals: new Map(),
    stores: used,
    deadTopic: deadTopicOf(definition, handler.name),
    waits: handler.waits.length > 0,
    isPure: used.size === 0 && body.task === null,
    ...body,
  };
}

function bodyOf(handler: HandlerDefinition): Pick<HandlerPlan, "run" | "task"> {
  if (handler.typescript === true) {
    const task: { handle(event: object, da: TypeScriptContext): Awaitable<void> } = handler;
    const run = (): never => {
      throw new Error(`${handler.name} is in TypeScript and does not run in a round.`);
    };
    return { run, task: (event, da) => task.handle(event, da) };
  }
  const runnable: { handle(event: object, da: Context): void } = handler;
  return { run: (event, da) => runnable.handle(event, da), task: null };
}

function planEmit(
  handler: HandlerDefinition,
  event: EventPlan,
  index: number,
  definition: PipelineDefinition,
): EmittedEvent {
  const source = definition.sources.find(({ name }) => name === event.source) ?? null;
  const isRead = source === null && definition.handlers.some(({ on }) => on.includes(event.name));
  return { event, index, isSignal: false, seed: seedOf(`${handler.name}\n${event.name}`), isRead, source };
}

function usedStores({ reads, updates, deletes, changes, waits }: HandlerDefinition): string[] {
  return [...new Set([...reads, ...updates, ...deletes, ...changes, ...waits])];
}

function usedStore(handler: HandlerDefinition, plan: StorePlan): UsedStore {
  const { name } = plan;
  const writes = [...handler.updates, ...handler.deletes, ...handler.changes].includes(name);
  if (!writes) return { plan, use: "read" };
  // A handler in TypeScript reads before the round.
  const reads = handler.typescript === true ? [] : handler.reads;
  const needsRow =
    [...reads, ...handler.deletes, ...handler.changes, ...handler.waits].includes(name) ||
    plan.columns.some(({ column }) => column.kind === "ema");
  return { plan, use: needsRow ? "row" : "fold" };
}

function planSignals(
  definition: PipelineDefinition,
  names: readonly string[],
  handler: HandlerPlan | undefined,
  handlers: readonly HandlerPlan[],
  events: EventPlans,
  stores: ReadonlyMap<string, StorePlan>,
): void {
  for (const [index, name] of names.entries()) {
    const signal = definition.signals.find((each) => each.name === name);
    if (signal === undefined || handler === undefined) throw new Error(`The definition has no signal ${name}.`);
    const event = named(events.byName, name);
    const store = named(stores, signal.store);
    handler.signals.set(name, {
      ...planEmit(handler.definition, event, handler.emits.size + index, definition),
      isSignal: true,
      isRead: false,
      store,
      changes: new Set(store.columns.map(({ column }) => column.name)),
      keys: new Set(store.layout.columns.flatMap(({ column }) => (column.kind === "key" ? [column.name] : []))),
      demuxes: handlers.filter(({ handles, task }) => task === null && handles[event.index] === true),
    });
  }
}

function named<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (found === undefined) throw new Error(`The definition has no ${name}.`);
  return found;
}

function topicsOf(definition: PipelineDefinition, partitions: number): TopicSpec[] {
  const { sources, events, signals, handlers, retention, replicas } = definition;
  const names = new Set([
    ...sources.map(({ topic }) => topic),
    ...events.map(({ topic }) => topic),
    ...signals.map(({ topic }) => topic),
    ...handlers.flatMap(({ forwards }) => forwards),
    ...[...sources, ...handlers].map(({ name }) => deadTopicOf(definition, name)),
  ]);
  return [...names].map((name) => ({ name, partitions, replicas, retention }));
}
