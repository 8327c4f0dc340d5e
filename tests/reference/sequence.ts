/** Runs a sequence of records and waiting on the real engine and compares each step with what the reference says. */
import type { Context } from "../../runtime/api/context.ts";
import type { PipelineDefinition } from "../../runtime/api/definition.ts";
import { openEmbedded } from "../../runtime/embedded.ts";
import { openEngine } from "../../runtime/engine/engine.ts";
import type { StorePort, StoreTx } from "../../runtime/store/port.ts";
import { withMethod } from "../../runtime/testing/with-method.ts";
import { difference, Mismatch } from "./differences.ts";
import { LogWatcher } from "./log.ts";
import { Reference } from "./reference.ts";
import { storeOf } from "./stores.ts";
import type { Subject } from "./subject.ts";
import type { Row } from "./values.ts";

export interface SentRecord {
  readonly source: string;
  readonly value: string;
  /** The record's own time in the log. */
  readonly time?: number;
}

export type Step =
  | { readonly kind: "send"; readonly records: readonly SentRecord[] }
  | { readonly kind: "advance"; readonly ms: number };

const START = 1_780_000_000_000;

interface Taken {
  readonly handler: string;
  readonly id: string;
  readonly name: string;
  readonly value: object;
  readonly turn: number;
}

/** Throws a Mismatch where the engine does anything else than the reference. Gives the rows of all stores. */
export async function compareSequence(
  { model, definition, ddl }: Subject,
  steps: readonly Step[],
  partitions: number,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  let now = START;
  const clock = { now: () => now, sleep: async () => {} };
  const thaw = freezeRounds();
  const taken = new Turns();
  const watched = taken.watch(definition);
  const embedded = openEmbedded(watched, { folder: null, ddl, clock });
  const ports = { log: embedded.log, store: taken.over(embedded.store) };
  try {
    const engine = await openEngine(watched, ports, { clock, partitions });
    const params = Object.fromEntries(model.params.map(({ name, value }) => [name, value]));
    const reference = new Reference(model, params);
    const log = new LogWatcher(ports.log);
    const rows = new Map<string, readonly Row[]>();
    for (const step of steps) {
      if (step.kind === "advance") now += step.ms;
      else await engine.append(step.records.map((one) => ({ ...one, value: Buffer.from(one.value) })));
      await engine.runUntilQuiet();
      reference.begin(now, await log.read());
      for (const { handler, ...event } of taken.last()) reference.handle(handler, event);
      reference.settle();
      for (const store of model.stores) {
        const found: Row[] = [];
        for await (const { json } of engine.rows(store.name)) found.push(JSON.parse(json));
        compareRows(store.name, reference.rows(store.name), found, keysOf(model, store.name));
        rows.set(store.name, found);
      }
      await compareWaiting(reference, ports.store);
    }
    await engine.close();
    return rows;
  } finally {
    thaw();
    await embedded.close();
  }
}

/**
 * A round ends where it has lasted long. On a busy machine it may then have looked at an event, for the rows that it needs,
 * and handle it in the next one, which cannot be told from outside: so here no round lasts.
 */
function freezeRounds(): () => void {
  const own = performance.now;
  performance.now = () => 0;
  return () => {
    performance.now = own;
  };
}

function keysOf(model: Subject["model"], store: string): readonly string[] {
  return storeOf(model, store)
    .columns.filter(({ kind }) => kind === "key")
    .map(({ name }) => name);
}

function compareRows(store: string, expected: readonly Row[], found: readonly Row[], keys: readonly string[]): void {
  const name = (row: Row): string => JSON.stringify(keys.map((key) => row[key]));
  const byName = (a: Row, b: Row): number => (name(a) < name(b) ? -1 : 1);
  const problem = difference([...expected].sort(byName), [...found].sort(byName), `rows of ${store}`);
  if (problem !== null) throw new Mismatch(problem);
}

async function compareWaiting(reference: Reference, store: StorePort): Promise<void> {
  const found: string[] = [];
  for await (const { reader, event, awaits } of store.parked()) {
    if (awaits !== null) found.push(JSON.stringify([reader, event, awaits.store, awaits.key]));
  }
  const expected = reference
    .waiting()
    .map(({ handler, event, store: of, key }) => JSON.stringify([handler, event, of, key]));
  const problem = difference(expected.sort(), found.sort(), "waiting");
  if (problem !== null) throw new Mismatch(problem);
}

/** In which order handlers take their events, in what was committed. One may be begun several times: the last counts. */
class Turns {
  /** By the object that is handed to the handler, and by the handler. */
  #begun = new Map<object, Map<string, Taken>>();
  #turn = 0;
  #committed: Taken[] = [];

  watch(definition: PipelineDefinition): PipelineDefinition {
    const watch = (handler: PipelineDefinition["handlers"][number]): PipelineDefinition["handlers"][number] => {
      if (handler.typescript === true) return handler;
      const handle = (event: never, da: Context): void => {
        this.#begin(event, { handler: handler.name, id: da.id, name: da.name, value: event, turn: this.#turn++ });
        handler.handle(event, da);
      };
      return { ...handler, handle };
    };
    return { ...definition, handlers: definition.handlers.map(watch) };
  }

  #begin(event: object, taken: Taken): void {
    const ofEvent = this.#begun.get(event) ?? new Map<string, Taken>();
    this.#begun.set(event, ofEvent.set(taken.handler, taken));
  }

  /** What is rolled back has not been. */
  over(store: StorePort): StorePort {
    const begin = async (): Promise<StoreTx> => {
      const tx = await store.begin();
      return new Proxy(tx, {
        get: (target, name) => {
          if (name === "commit" || name === "rollback") this.#end(name === "commit");
          const member: unknown = Reflect.get(target, name);
          return typeof member === "function" ? member.bind(target) : member;
        },
      });
    };
    return withMethod(store, "begin", begin);
  }

  #end(isCommitted: boolean): void {
    const begun = [...this.#begun.values()].flatMap((ofEvent) => [...ofEvent.values()]);
    this.#begun = new Map();
    if (isCommitted) this.#committed.push(...begun.sort((a, b) => a.turn - b.turn));
  }

  /** Since it was asked before. */
  last(): readonly Taken[] {
    const taken = this.#committed;
    this.#committed = [];
    return taken;
  }
}
