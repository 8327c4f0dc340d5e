/** Runs a version of a pipeline over recorded events, in memory, one after the other. */
import { join } from "node:path";
import manifest from "../../../package.json" with { type: "json" };
import { openEmbedded } from "../../../runtime/embedded.ts";
import { type Emission, openEngine, type SourceRecord } from "../../../runtime/engine/engine.ts";
import type { Made, Run } from "../../diff/samples.ts";
import type { Json, Model } from "../../model.ts";
import { loadProgram } from "../scenarios/program.ts";
import type { Spec } from "../spec.ts";

/** Where the clock stands before the first event, unless an event was recorded later. */
const START = Date.UTC(2000, 0, 1);

export interface Runnable {
  readonly model: Model;
  /** Texts of handlers in TypeScript that are not those in the spec's folder, by their path from it. */
  readonly handlers: ReadonlyMap<string, string>;
}

/** Throws an ImportFailure or a UserError where the version cannot be run. */
export async function runOver(
  spec: Spec,
  { model, handlers }: Runnable,
  records: readonly SourceRecord[],
): Promise<Run> {
  const beside = new Map([...handlers].map(([path, text]) => [`../${path}`, text]));
  const options = {
    root: spec.root,
    version: manifest.version,
    folder: join(spec.folder, "generated"),
    coverage: false,
  };
  const program = await loadProgram(model, { ...options, beside });
  const { definition, ddl } = program;
  let now = START;
  const clock = { now: () => now, sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };
  const ports = openEmbedded(definition, { folder: null, ddl, clock, makesExternal: true });
  let made: Made[] = [];
  const onEmit = (emissions: readonly Emission[]) => made.push(...emissions.flatMap((each) => madeOf(each, model)));
  try {
    const engine = await openEngine(definition, ports, { clock, observer: { onEmit } });
    const run: Made[][] = [];
    const known = new Set(definition.sources.map(({ name }) => name));
    for (const record of records) {
      now = Math.max(now, record.time ?? now);
      // A source that this version does not have makes nothing of it.
      if (known.has(record.source)) await engine.append([record]);
      await engine.runUntilQuiet();
      run.push(made);
      made = [];
    }
    await engine.releaseHeld();
    run.push(made);
    await engine.close();
    return run;
  } finally {
    await ports.close();
    program.close();
  }
}

function madeOf(emission: Emission, { pipeline }: Model): readonly Made[] {
  if (emission.kind === "forward") {
    return [
      { event: `forward ${emission.topic}`, key: emission.key, value: parsed(Buffer.from(emission.value).toString()) },
    ];
  }
  const { event, key, value } = emission;
  const json = parsed(value);
  if (typeof json !== "object" || json === null || Array.isArray(json)) return [{ event, key, value: json }];
  const { id, name, at } = pipeline.envelope;
  const own = Object.entries(json).filter(([field]) => field !== id && field !== name && field !== at);
  return [{ event, key, value: Object.fromEntries(own) }];
}

function parsed(text: string): Json {
  try {
    const json: Json = JSON.parse(text);
    return json;
  } catch {
    return text;
  }
}
