/** `start`: runs the pipeline until it is told to stop, and says now and then what it does. */
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "../../engine/clock.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Observer } from "../../engine/observer.ts";
import { planOf } from "../../engine/plan.ts";
import { mayPass } from "../../errors.ts";
import { openPortsBeside } from "../../ports.ts";
import { type Call, type Opened, openPipeline, type Prepared, prepare } from "../call.ts";
import { type Ground, groundOf } from "../ground.ts";
import type { Watch } from "../metrics/index.ts";
import type { Address } from "../metrics/server.ts";
import { together } from "../observers.ts";
import type { Logger } from "../output/log.ts";
import { count, rate, summaryOf, type Totals, totalsOf } from "../output/summary.ts";
import { exitOf, sentenceOf } from "../program.ts";
import { collectorOf, metricsAddress } from "../settings/connections.ts";
import { UI_PORT } from "../settings/table.ts";
import { CallError, type Exit } from "../surroundings.ts";
import type { Traces } from "../traces/index.ts";

const TELL_EVERY_MS = 10_000;
/** Before servers that are not there are tried again: at first, and at most. */
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;

export async function start(call: Call): Promise<Exit> {
  const { given } = call;
  const problems = [...given.problems];
  const pipeline = await prepare(call, problems);
  const ground = groundOf(call, problems);
  const watching = { metrics: metricsAddress(given, problems), collector: collectorOf(given, problems) };
  if (pipeline === null || problems.length > 0) throw new CallError(...problems);
  try {
    return await watched(call, pipeline, ground, watching);
  } catch (error) {
    if (!call.log.isJson) throw error;
    // Who reads the log as JSON can read nothing else.
    call.log.tell("error", sentenceOf(error));
    return exitOf(error);
  }
}

interface Watching {
  readonly metrics: Address | null;
  /** Of traces. */
  readonly collector: string | null;
}

async function watched(
  call: Call,
  pipeline: Prepared,
  ground: Ground,
  { metrics, collector }: Watching,
): Promise<Exit> {
  const watch = metrics === null ? null : await watchAt(metrics, call, pipeline);
  const traces = collector === null ? null : await tracesTo(collector, call, pipeline, ground);
  const observer = together(watch?.observer, traces?.observer);
  try {
    return await run({ call, pipeline, ground, watch, observer, signal: call.surroundings.interrupted().signal });
  } finally {
    await traces?.close();
    await watch?.close();
  }
}

interface Run {
  readonly call: Call;
  readonly pipeline: Prepared;
  readonly ground: Ground;
  readonly watch: Watch | null;
  readonly observer: Observer;
  readonly signal: AbortSignal;
}

async function run(parts: Run): Promise<Exit> {
  const { call, pipeline, ground, watch, signal } = parts;
  const { log } = call;
  const opened = await openWhenThere(parts);
  if (opened === null) return leftBy(parts);
  const { engine, ports, definition, close } = opened;
  const begun = performance.now();
  const telling = tellRates(engine, log);
  let page: Page | null = null;
  try {
    page = await openPage(call, ground, pipeline, opened);
    const { name: pipelineName } = definition;
    const fields = { pipeline: pipelineName, on: ground.text };
    log.tell("info", `${pipelineName} is running on ${ground.text} (process ${process.pid}).`, fields);
    if (page !== null) log.tell("info", `its page is ${page.url}`, { url: page.url });
    watch?.running(engine, ports);
    signal.addEventListener("abort", () => watch?.stopping(), { once: true });
    await engine.run(signal);
  } finally {
    clearInterval(telling);
    watch?.stopping();
    await page?.close();
    await close();
  }
  const [totals, seconds] = [totalsOf(engine.stats()), (performance.now() - begun) / 1000];
  log.tell("info", `stopped. ${summaryOf(totals, seconds)}`, { ...totals, seconds });
  return leftBy(parts);
}

/** A connection to a server that no longer answers, not even to being closed, would keep the process for ever. */
function leftBy({ call, ground }: Run): Exit {
  if (isOnServers(ground)) call.surroundings.leave();
  return 0;
}

const isOnServers = ({ kafka, postgres }: Ground): boolean => kafka !== null || postgres !== null;

/** Serves metrics from the start on, so that those who watch see what it waits for. */
async function watchAt(at: Address, { log }: Call, { definition }: Prepared): Promise<Watch> {
  const { openWatch } = await import("../metrics/index.ts");
  const watch = await openWatch(at, definition.name, (error) => log.tell("error", sentenceOf(error)));
  log.tell("info", `its metrics are at ${watch.url}/metrics`, { url: `${watch.url}/metrics` });
  return watch;
}

async function tracesTo(url: string, { given, log }: Call, { definition }: Prepared, ground: Ground): Promise<Traces> {
  const { openTraces } = await import("../traces/index.ts");
  return openTraces({
    url,
    plan: planOf(definition),
    system: ground.kafka === null ? "da-run" : "kafka",
    percent: given.counts.get("otlpPercent") ?? 100,
    now: () => systemClock.now(),
    onTrouble: (message) => log.tell("warn", message),
  });
}

/** Servers may come later than those who use them; null where it was told to stop meanwhile. */
async function openWhenThere({ call, pipeline, ground, watch, observer, signal }: Run): Promise<Opened | null> {
  for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return await openPipeline(call, pipeline, ground, observer);
    } catch (error) {
      if (!isOnServers(ground) || !mayPass(error)) throw error;
      watch?.waiting(error.message);
      if (wait === FIRST_WAIT_MS) call.log.tell("warn", `${error.message} It is tried again until it goes.`);
    }
    await sleep(wait, undefined, { signal }).catch(() => {});
  }
  return null;
}

interface Page {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page where it is asked for; it looks at what there is through connections of its own. */
async function openPage(call: Call, ground: Ground, pipeline: Prepared, opened: Opened): Promise<Page | null> {
  const { given, surroundings } = call;
  const port = given.ports.get("ui");
  if (port === undefined) return null;
  const { openUi, Watcher, isLoopback } = await import("../ui/index.ts");
  const host = given.texts.get("uiHost") ?? "127.0.0.1";
  if (!isLoopback(host)) {
    call.log.tell("warn", `whoever reaches ${host} may read and change everything: the page asks for no password.`);
  }
  const ports = await openPortsBeside(pipeline.definition, ground);
  try {
    const site = { plan: planOf(pipeline.definition), ports };
    const watcher = new Watcher(site, () => opened.engine.stats(), systemClock);
    const onError = (error: unknown): void => call.log.tell("error", sentenceOf(error));
    const ui = await openUi({
      host,
      port: port ?? UI_PORT,
      page: surroundings.page,
      site,
      // Another connection's transaction would hold up this process, and so the round that it waits for.
      engine: { plan: site.plan, ports: opened.ports },
      now: () => systemClock.now(),
      look: () => watcher.look(),
      onError,
    });
    const close = async (): Promise<void> => {
      await ui.close();
      await ports.close();
    };
    return { url: ui.url, close };
  } catch (error) {
    await ports.close();
    throw error;
  }
}

/** A line every ten seconds in which something happened. */
function tellRates(engine: Engine, log: Logger): NodeJS.Timeout {
  let before = totalsOf(engine.stats());
  const timer = setInterval(() => {
    const stats = engine.stats();
    const now = totalsOf(stats);
    const lag = Math.max(0, ...stats.map((each) => each.lag));
    const line = ratesOf(before, now, lag);
    if (line !== null) log.tell("info", line, { ...now, lag });
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
