// What a process serves to those who watch it.
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openEmbedded } from "../../embedded.ts";
import { openEngine } from "../../engine/engine.ts";
import { type Running, running, shopFolder } from "../testing/processes.ts";
import { school } from "../testing/school.ts";
import { samplesIn, sumOf } from "../testing/scrape.ts";
import { linesOf, order } from "../testing/shop.ts";
import { openWatch } from "./index.ts";
import { METRICS } from "./table.ts";

// Processes take their time where other tests run beside them.
vi.setConfig({ testTimeout: 300_000 });

const urlOf = ({ err }: Running) => /its metrics are at (http:\S+)\/metrics/.exec(err())?.[1] ?? "";

async function started(args: readonly string[]): Promise<{ readonly pipeline: Running; readonly folder: string }> {
  const folder = shopFolder({ "a.jsonl": linesOf(...[1, 2, 3, 4].map((id) => order(id, "ann", id === 3 ? -1 : 5))) });
  const pipeline = running(folder, ["start", "--metrics", ...args]);
  await pipeline.until(() => pipeline.err().includes("shop is running on"));
  return { pipeline, folder };
}

test("start serves what its handlers do, that it lives and that it is ready", async () => {
  const { pipeline, folder } = await started(["0"]);
  const url = urlOf(pipeline);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const input = linesOf(...[1, 2, 3, 4].map((id) => order(id, "ann", id === 3 ? -1 : 5)));
  expect(await running(folder, ["send", "web"], input).ended).toBe(0);
  const scraped = async () => samplesIn(await (await fetch(`${url}/metrics`)).text());
  const received = async () => sumOf(await scraped(), "da_records_received_total", { handler: "buyers" });
  await expect.poll(received, { timeout: 120_000 }).toBe(3);
  const samples = await scraped();
  const of = (name: string, labels: Readonly<Record<string, string>>) => sumOf(samples, name, labels);
  expect(of("da_records_received_total", { handler: "web", kind: "source" })).toBe(4);
  expect(of("da_records_received_total", { handler: "spending", kind: "demux", pipeline: "shop" })).toBe(4);
  expect(of("da_records_sent_total", { handler: "spending" })).toBe(3);
  expect(of("da_dead_letters_total", { handler: "spending" })).toBe(1);
  for (const handler of ["spending", "buyers"]) {
    const handled = of("da_records_received_total", { handler });
    expect(of("da_record_e2e_latency_seconds_count", { handler })).toBe(handled);
    expect(of("da_record_log_latency_seconds_count", { handler })).toBe(handled);
    // The events are of 1970, and were written just now.
    expect(of("da_record_e2e_latency_seconds_bucket", { handler, le: "86400" })).toBe(0);
    expect(of("da_record_log_latency_seconds_bucket", { handler, le: "86400" })).toBe(handled);
    expect(of("da_events_behind", { handler })).toBe(0);
    expect(of("da_handler_stopped", { handler })).toBe(0);
  }
  expect(of("da_batch_latency_seconds_count", {})).toBeGreaterThan(0);
  expect(of("process_cpu_seconds_total", {})).toBeGreaterThan(0);

  const live = await fetch(`${url}/live`);
  expect([live.status, await live.json()]).toEqual([200, { live: true }]);
  const ready = await fetch(`${url}/ready`);
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, problems: [] }]);
  expect((await fetch(`${url}/`)).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { method: "POST" })).status).toBe(405);
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended).toBe(0);
});

test("the table names all metrics of ours, and no others", async () => {
  const { pipeline } = await started(["0"]);
  const text = await (await fetch(`${urlOf(pipeline)}/metrics`)).text();
  const told = [...text.matchAll(/^# TYPE (da_\w+) (\w+)$/gm)].map(([, name, kind]) => [name, kind]);
  expect(told.sort()).toEqual(METRICS.map(({ name, kind }) => [name, kind]).sort());
});

test("what waits counts as behind, and tries again are told", async () => {
  const { definition, ddl } = school();
  const ports = openEmbedded(definition, { folder: null, ddl });
  const watch = await openWatch({ host: "127.0.0.1", port: 0 }, "school", (error) => expect.fail(String(error)));
  const state = async () => [
    (await fetch(`${watch.url}/ready`)).status,
    await (await fetch(`${watch.url}/ready`)).json(),
  ];
  expect(await state()).toEqual([503, { ready: false, problems: ["It is starting."] }]);
  watch.waiting("Kafka is away.");
  expect(await state()).toEqual([503, { ready: false, problems: ["Kafka is away."] }]);
  const engine = await openEngine(definition, ports, { observer: watch.observer });
  watch.running(engine, ports);
  expect(await state()).toEqual([200, { ready: true, problems: [] }]);
  const play = (id: string, quiz: string) => ({
    source: "clicks",
    value: Buffer.from(JSON.stringify({ name: "quiz.played", id, who: { uid: "ann" }, quiz, score: 1, at: 1 })),
  });
  await engine.append([play("1", "q"), play("2", "q"), play("3", "r")]);
  await engine.runUntilQuiet();
  watch.observer.onRetry?.("plays");
  watch.observer.onTrouble?.("The database is away.");
  const samples = samplesIn(await (await fetch(`${watch.url}/metrics`)).text());
  const stats = engine.stats().filter(({ waiting, queued }) => waiting + queued > 0);
  expect(stats.length).toBeGreaterThan(0);
  for (const { name: handler, waiting, queued, lag } of stats) {
    expect(sumOf(samples, "da_events_waiting", { handler })).toBe(waiting);
    expect(sumOf(samples, "da_events_behind", { handler })).toBe(waiting + queued + lag);
  }
  expect(sumOf(samples, "da_retries_total", { handler: "plays" })).toBe(1);
  expect(sumOf(samples, "da_troubles_total")).toBe(1);
  expect(sumOf(samples, "da_ready")).toBe(1);
  watch.stopping();
  expect(await state()).toEqual([503, { ready: false, problems: ["It is stopping."] }]);
  await engine.close();
  await ports.close();
  await watch.close();
});

test("an address that is taken or is none is told", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port }: Partial<AddressInfo> = Object(taken.address());
  const folder = shopFolder();
  const busy = running(folder, ["start", "--metrics", String(port)]);
  expect([await busy.ended, busy.err()]).toEqual([
    1,
    `da-run: Metrics cannot be served on 127.0.0.1, port ${port}: another program listens there.\n`,
  ]);
  taken.close();
  const wrong = running(folder, ["start", "--metrics", "all:the:way"], "", { DA_DATA: join(folder, "d") });
  expect([await wrong.ended, wrong.err()]).toEqual([
    2,
    "da-run: --metrics cannot be `all:the:way`: it is [HOST:]PORT.\n",
  ]);
});
