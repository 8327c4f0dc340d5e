/** `start`: runs the pipeline until it is told to stop, and says now and then what it does. */
import type { Engine } from "../../engine/engine.ts";
import { type Call, openPipeline, prepare } from "../call.ts";
import { count, rate, summaryOf, type Totals, totalsOf } from "../output/summary.ts";
import { dataOf } from "../site.ts";
import { CallError, type Exit } from "../surroundings.ts";

const TELL_EVERY_MS = 10_000;

export async function start(call: Call): Promise<Exit> {
  const { given, surroundings } = call;
  const problems = [...given.problems];
  const pipeline = await prepare(call, problems);
  if (pipeline === null || problems.length > 0) throw new CallError(...problems);
  const { say } = call;
  const folder = dataOf(call);
  const { signal } = surroundings.interrupted();
  const { engine, definition, close } = await openPipeline(pipeline, folder, {
    onTrouble: (message) => surroundings.err(`da-run: ${message}\n`),
  });
  const begun = performance.now();
  const telling = tellRates(engine, say);
  try {
    say(`da-run: ${definition.name} is running on ${folder} (process ${process.pid}).\n`);
    await engine.run(signal);
  } finally {
    clearInterval(telling);
    await close();
  }
  say(`da-run: stopped. ${summaryOf(totalsOf(engine.stats()), (performance.now() - begun) / 1000)}\n`);
  return 0;
}

/** A line every ten seconds in which something happened. */
function tellRates(engine: Engine, say: (text: string) => void): NodeJS.Timeout {
  let before = totalsOf(engine.stats());
  const timer = setInterval(() => {
    const stats = engine.stats();
    const now = totalsOf(stats);
    const line = ratesOf(before, now, Math.max(0, ...stats.map(({ lag }) => lag)));
    if (line !== null) say(`da-run: ${line}\n`);
    before = now;
  }, TELL_EVERY_MS);
  timer.unref();
  return timer;
}

export function ratesOf(before: Totals, now: Totals, lag: number): string | null {
  const seconds = TELL_EVERY_MS / 1000;
  const [records, emitted, dead] = [now.records - before.records, now.emitted - before.emitted, now.dead - before.dead];
  if (records === 0 && emitted === 0 && dead === 0) return null;
  return `${rate(records, seconds)} in, ${rate(emitted, seconds)} out, ${count(dead, "dead letter")}, ${count(lag, "record")} behind.`;
}
