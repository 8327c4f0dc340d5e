/** Runs a pipeline, on the embedded adapters unless others are named, and tells what came of it, for tests. */
import type { PipelineDefinition } from "../api/definition.ts";
import type { Clock } from "../engine/clock.ts";
import type { DeadLetter } from "../engine/dead.ts";
import { type Emission, type Engine, type HandlerSettings, type LogEntry, openEngine } from "../engine/engine.ts";
import type { Params } from "../engine/params.ts";
import type { KafkaSettings } from "../log/kafka/settings.ts";
import { type OpenPorts, openPorts } from "../ports.ts";
import type { Point } from "../store/sqlite/database.ts";
import { ddlOf, postgresDdlOf } from "./ddl.ts";

export interface HarnessOptions {
  readonly folder?: string | null;
  readonly partitions?: number;
  readonly params?: Params;
  readonly point?: Point;
  readonly handlers?: Partial<HandlerSettings>;
  readonly signal?: AbortSignal;
  readonly now?: () => number;
  /** After each round. */
  readonly onRound?: () => void;
  /** Null, or absent: the embedded log. */
  readonly kafka?: KafkaSettings | null;
  /** Null, or absent: the embedded store. */
  readonly postgres?: string | null;
}

export interface Harness {
  readonly engine: Engine;
  readonly ports: OpenPorts;
  readonly emitted: Emission[];
  readonly dead: DeadLetter[];
  readonly troubles: string[];
  readonly logs: LogEntry[];
  /** Feeds values to a source, a string as it is and anything else as JSON, and runs until it is quiet. */
  feed(source: string, ...values: readonly unknown[]): Promise<void>;
  /** Emitted events as [name, value without its id and time], and forwarded records. */
  events(): [string, unknown][];
  rows(store: string): Promise<unknown[]>;
  close(): Promise<void>;
}

export async function harnessOf(definition: PipelineDefinition, options: HarnessOptions = {}): Promise<Harness> {
  const { folder = null, partitions, params, point, now, handlers, signal } = options;
  const clock: Clock = {
    now: now ?? (() => 1_780_000_000_000),
    sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  };
  const ports = await openPorts(definition, {
    folder,
    ddl: ddlOf(definition),
    postgresDdl: postgresDdlOf(definition),
    kafka: options.kafka ?? null,
    postgres: options.postgres ?? null,
    clock,
    ...(point === undefined ? {} : { point }),
  });
  const emitted: Emission[] = [];
  const dead: DeadLetter[] = [];
  const troubles: string[] = [];
  const logs: LogEntry[] = [];
  const opening = openEngine(definition, ports, {
    clock,
    ...(partitions === undefined ? {} : { partitions }),
    ...(params === undefined ? {} : { params }),
    ...(handlers === undefined ? {} : { handlers }),
    ...(signal === undefined ? {} : { signal }),
    observer: {
      onEmit: (emissions) => emitted.push(...emissions),
      onDead: (letters) => dead.push(...letters),
      onTrouble: (message) => troubles.push(message),
      onLog: (entry) => logs.push(entry),
      onRound: () => options.onRound?.(),
    },
  });
  const engine = await opening.catch(async (error: unknown) => {
    await ports.close();
    throw error;
  });
  return {
    engine,
    ports,
    emitted,
    dead,
    troubles,
    logs,
    async feed(source, ...values) {
      await engine.append(values.map((value) => ({ source, value: bytesOf(value) })));
      await engine.runUntilQuiet();
    },
    events: () =>
      emitted.map((each) =>
        each.kind === "event"
          ? [each.event, withoutEnvelope(each.value)]
          : [`→ ${each.topic}`, Buffer.from(each.value).toString()],
      ),
    async rows(store) {
      const all: unknown[] = [];
      for await (const { json } of engine.rows(store)) all.push(JSON.parse(json));
      return all;
    },
    async close() {
      try {
        await engine.close();
      } finally {
        await ports.close();
      }
    },
  };
}

export const bytesOf = (value: unknown): Buffer =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value));

function withoutEnvelope(json: string): unknown {
  const { eventId, eventName, eventTime, ...fields } = JSON.parse(json);
  return fields;
}
