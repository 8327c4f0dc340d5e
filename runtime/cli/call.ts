/** One call of a command: its settings, the pipeline that it names, and how an engine is opened for it. */
import { resolve } from "node:path";
import type { PipelineDefinition } from "../api/definition.ts";
import { type Engine, type HandlerSettings, openEngine } from "../engine/engine.ts";
import type { Observer } from "../engine/observer.ts";
import { type Params, paramsOf } from "../engine/params.ts";
import { planOf } from "../engine/plan.ts";
import type { Ports } from "../engine/round.ts";
import { UserError } from "../errors.ts";
import { type Ground, openPorts } from "../ports.ts";
import { type Logger, strayText } from "./output/log.ts";
import { type Given, paramsGiven } from "./settings/read.ts";
import { CallError, type Loaded, type Surroundings } from "./surroundings.ts";

export interface Call {
  readonly given: Given;
  readonly surroundings: Surroundings;
  /** Tells on stderr what is good to know; what is wrong is told by `surroundings.err`, also with --quiet. */
  readonly say: (text: string) => void;
  /** What a running pipeline has to say. */
  readonly log: Logger;
}

/** A pipeline whose params have been checked. */
export interface Prepared extends Loaded {
  readonly params: Params;
}

/** Loads the pipeline. What is wrong goes to `problems`, and null is the answer where there is no pipeline at all. */
export async function prepare({ given, surroundings }: Call, problems: string[]): Promise<Prepared | null> {
  try {
    const loaded = await surroundings.load(resolve(surroundings.cwd, given.texts.get("pipeline") ?? "generated"));
    const params = paramsGiven(given, Object.keys(loaded.definition.params));
    collect(problems, () => planOf(loaded.definition));
    collect(problems, () => paramsOf(loaded.definition, params));
    return { ...loaded, params };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    problems.push(...error.problems);
    return null;
  }
}

function collect(problems: string[], check: () => unknown): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(error.message);
  }
}

export function dataFolder({ given, surroundings }: Call): string | null {
  const folder = given.texts.get("data");
  return folder === undefined ? null : resolve(surroundings.cwd, folder);
}

/** How handlers in TypeScript are run, as far as it was said. */
function handlerSettings({ counts }: Given): Partial<HandlerSettings> {
  const given = {
    tries: counts.get("handlerTries"),
    backoff: counts.get("handlerBackoff"),
    concurrency: counts.get("handlerConcurrency"),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

export interface Opened {
  readonly engine: Engine;
  /** What it runs on. */
  readonly ports: Ports;
  readonly definition: PipelineDefinition;
  /** Lets go of records, once all of them have been handled, but not of dead letters: for a log in memory. */
  forgetHandled(): Promise<void>;
  close(): Promise<void>;
}

export async function openPipeline(
  call: Call,
  pipeline: Prepared,
  ground: Ground,
  observer: Observer,
): Promise<Opened> {
  const { definition, ddl, postgresDdl, params } = pipeline;
  const { surroundings } = call;
  const hasTypeScript = definition.handlers.some(({ typescript }) => typescript === true);
  if (hasTypeScript) surroundings.onStray((error) => call.log.tell("error", strayText(error)));
  const onTrouble = (message: string): void => {
    call.log.tell("warn", message);
    observer.onTrouble?.(message);
  };
  // In memory nobody else can have made an external store's table: it is there, and empty.
  const makesExternal = ground.folder === null;
  const ports = await openPorts(definition, { ...ground, ddl, postgresDdl, makesExternal, onTrouble });
  try {
    const engine = await openEngine(definition, ports, {
      params,
      handlers: handlerSettings(call.given),
      signal: surroundings.interrupted().signal,
      observer: {
        ...observer,
        onTrouble,
        onLog: (entry) => call.log.entry(entry),
      },
    });
    const topics = planOf(definition).topics(1);
    return {
      engine,
      ports,
      definition,
      async forgetHandled() {
        await engine.runUntilQuiet();
        const handled = topics.filter(({ name }) => !name.startsWith(`${definition.topics}.dead.`));
        await ports.log.ensureTopics(handled.map((topic) => ({ ...topic, retention: 0 })));
        await ports.log.expire(Date.now() + 1);
      },
      async close() {
        try {
          await engine.close();
        } finally {
          await ports.close();
        }
        if (engine.abandoned > 0) surroundings.leave();
      },
    };
  } catch (error) {
    await ports.close();
    throw error;
  }
}
