/** `once`: feeds recorded events, runs until quiet, prints what was asked for, and stops. */
import type { ColumnDefinition, Json } from "../../api/definition.ts";
import { bare } from "../../codec/types.ts";
import type { Emission, Engine } from "../../engine/engine.ts";
import { type Call, dataFolder, type Opened, openPipeline, prepare } from "../call.ts";
import { groundIn } from "../ground.ts";
import { type Fed, feed } from "../input/feed.ts";
import { type Input, inputsOf } from "../input/inputs.ts";
import { NOTE, type Place, placeIn, START } from "../input/place.ts";
import { deadLine, emissionLine, rowLine, waitingLine } from "../output/print.ts";
import { Progress } from "../output/progress.ts";
import { type ColumnView, type Report, renderReport, type StoreView } from "../output/report.ts";
import { summaryOf, totalsOf } from "../output/summary.ts";
import { Tally } from "../output/tally.ts";
import { CallError, type Exit } from "../surroundings.ts";

export async function once(call: Call): Promise<Exit> {
  const { given, surroundings } = call;
  const problems = [...given.problems];
  const pipeline = await prepare(call, problems);
  const sources = pipeline?.definition.sources.map(({ name }) => name) ?? [];
  const texts = given.lists.get("input") ?? [];
  if (texts.length === 0)
    problems.push("There is nothing to feed: name files with --input SOURCE=FILE or --input FILE.");
  const inputs = pipeline === null ? [] : inputsOf(texts, sources, surroundings.cwd, problems);
  if (pipeline === null || problems.length > 0) throw new CallError(...problems);

  const printed = new Set(given.lists.get("print"));
  const { out } = surroundings;
  const folder = dataFolder(call);
  const tally = given.switches.get("report") === true ? new Tally() : null;
  const opened = await openPipeline(call, pipeline, groundIn(folder), {
    ...(tally === null && !printed.has("events") ? {} : { onEmit: emitted }),
    ...(tally === null ? {} : { onDead: (letters) => tally.onDead(letters) }),
  });
  try {
    return await run({ call, opened, inputs, folder, printed, tally });
  } finally {
    await opened.close();
  }

  function emitted(emissions: readonly Emission[]): void {
    if (printed.has("events")) out(emissions.map(emissionLine).join(""));
    tally?.onEmit(emissions);
  }
}

interface Run {
  readonly call: Call;
  readonly opened: Opened;
  readonly inputs: readonly Input[];
  readonly folder: string | null;
  readonly printed: ReadonlySet<string>;
  readonly tally: Tally | null;
}

async function run({ call, opened, inputs, folder, printed, tally }: Run): Promise<Exit> {
  const { engine, definition, forgetHandled } = opened;
  const { surroundings } = call;
  const stop = surroundings.interrupted();
  const begun = performance.now();
  const progress = progressOf(call, inputs, printed);
  const from = folder === null ? START : await goOn(engine, inputs, surroundings.err);
  const sources = new Set(definition.sources.map(({ name }) => name));
  try {
    const isKept = folder !== null;
    const onProgress = (fed: Fed): void => progress?.show(fed);
    await feed({ engine, inputs, sources, surroundings, stop: stop.signal, from, isKept, forgetHandled, onProgress });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    await engine.runUntilQuiet();
    if (folder !== null) await engine.append([], { name: NOTE, text: "" });
    throw error;
  } finally {
    progress?.clear();
  }
  const stopped = (): Exit => {
    const next = folder === null ? "" : " Started again with the same input, it goes on here.";
    surroundings.err(`da-run: stopped before the end of its input.${next}\n`);
    return stop.status();
  };
  if (stop.signal.aborted) return stopped();
  await engine.releaseHeld();
  const isBehind = engine.stats().some(({ lag, failure }) => lag > 0 && failure === null);
  if (stop.signal.aborted && isBehind) return stopped();
  if (folder !== null) await engine.append([], { name: NOTE, text: "" });
  const seconds = (performance.now() - begun) / 1000;
  await printState(engine, definition.stores, printed, surroundings.out);
  if (tally !== null) surroundings.out(renderReport(await reportOf(opened, tally, seconds), surroundings.color.out));
  else call.say(`${summaryOf(totalsOf(engine.stats()), seconds)}\n`);
  return 0;
}

/** Shown on a terminal, unless the same terminal shows what is printed meanwhile. */
function progressOf({ given, surroundings }: Call, inputs: readonly Input[], printed: ReadonlySet<string>) {
  const { terminal, err } = surroundings;
  const isMixed = terminal.out && printed.has("events");
  if (!terminal.err || isMixed || given.switches.get("quiet") === true) return null;
  return new Progress(inputs, err, () => performance.now(), terminal.width);
}

/** Where an interrupted run of the same inputs has come to; what it has fed is handled first. */
async function goOn(engine: Engine, inputs: readonly Input[], err: (text: string) => void): Promise<Place> {
  const place = placeIn(await engine.note(NOTE), inputs);
  if (place === null) return START;
  await engine.runUntilQuiet();
  if (place === "other") {
    err(
      "da-run: the run before this one was interrupted, and its input was another. This one is fed from its beginning.\n",
    );
    return START;
  }
  const input = inputs[place.input];
  err(
    `da-run: going on behind line ${place.line} of ${input?.label ?? "the input"}, where the run before this one was interrupted.\n`,
  );
  return place;
}

const SHOWN_ROWS = 5;

async function reportOf({ engine, definition }: Opened, tally: Tally, seconds: number): Promise<Report> {
  const stores: StoreView[] = [];
  for (const { name, external, columns } of definition.stores) {
    if (external) continue;
    const rows: Readonly<Record<string, Json>>[] = [];
    let total = 0;
    for await (const { row } of engine.rows(name)) if (total++ < SHOWN_ROWS) rows.push(row);
    stores.push({ name, columns: columns.map(viewOf), total, rows });
  }
  function viewOf({ name, kind, type }: ColumnDefinition): ColumnView {
    const found = bare(type, definition.types);
    const isTime = found.kind === "duration" || found.kind === "timestamp";
    return { name, kind: isTime && kind !== "distinct" ? found.kind : "other" };
  }
  return { pipeline: definition.name, stats: engine.stats(), sent: tally.sent, stores, died: tally.died, seconds };
}

async function printState(
  engine: Engine,
  stores: readonly { readonly name: string; readonly external: boolean }[],
  printed: ReadonlySet<string>,
  out: (text: string) => void,
): Promise<void> {
  if (printed.has("stores")) {
    for (const { name, external } of stores) {
      if (external) continue;
      await printLines(engine.rows(name), ({ json }) => rowLine(name, json), out);
    }
  }
  if (printed.has("dead")) await printLines(engine.deadLetters(), deadLine, out);
  if (printed.has("waiting")) await printLines(engine.waiting(), waitingLine, out);
}

const AT_ONCE = 1 << 16;

/** Many short lines in few writes. */
async function printLines<T>(
  all: AsyncIterable<T>,
  lineOf: (each: T) => string,
  out: (text: string) => void,
): Promise<void> {
  let text = "";
  for await (const each of all) {
    text += lineOf(each);
    if (text.length < AT_ONCE) continue;
    out(text);
    text = "";
  }
  if (text !== "") out(text);
}
