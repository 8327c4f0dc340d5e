// `/ready` tells the truth while a real Kafka and a real PostgreSQL go and come back.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type KafkaServer, startKafka } from "../../../scripts/servers/kafka.ts";
import { type PostgresServer, startPostgres } from "../../../scripts/servers/postgres.ts";
import { FrameProxy } from "../../testing/proxy.ts";
import { ownShopFolder, type Running, running } from "../testing/processes.ts";
import { samplesIn, sumOf } from "../testing/scrape.ts";
import { linesOf, order } from "../testing/shop.ts";

let kafka: KafkaServer;
let postgres: PostgresServer;
beforeAll(async () => {
  [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
});
afterAll(async () => {
  await Promise.all([kafka.remove(), postgres.remove()]);
});

const urlOf = ({ err }: Running) => /its metrics are at (http:\S+)\/metrics/.exec(err())?.[1] ?? "";

async function ready(url: string): Promise<string> {
  const response = await fetch(`${url}/ready`);
  const { problems } = Object(await response.json());
  return `${response.status} ${problems.join(" ")}`.trim();
}

test("ready is false before servers are there and while one is away, and live is true all the time", {
  timeout: 300_000,
}, async () => {
  const folder = ownShopFolder("ready.", 2);
  const env = { DA_BROKERS: kafka.brokers, DA_STORE: postgres.url };
  await postgres.stop("SIGINT");
  const pipeline = running(folder, ["start", "--metrics", "0"], "", env);
  await pipeline.until(() => urlOf(pipeline) !== "");
  const url = urlOf(pipeline);
  const within = { timeout: 60_000 };
  await expect.poll(() => ready(url), within).toMatch(/^503 The database postgres at \S+ is away/);
  await postgres.start();
  await expect.poll(() => ready(url), within).toBe("200");

  expect(await running(folder, ["send", "web"], linesOf(order(1, "ann", 5)), env).ended).toBe(0);
  const received = async () => {
    const samples = samplesIn(await (await fetch(`${url}/metrics`)).text());
    return sumOf(samples, "da_records_received_total", { handler: "buyers" });
  };
  await expect.poll(received, within).toBe(1);

  await postgres.stop("SIGINT");
  await expect.poll(() => ready(url), within).toMatch(/^503 The database/);
  expect((await fetch(`${url}/live`)).status).toBe(200);
  await postgres.start();
  await expect.poll(() => ready(url), within).toBe("200");

  await kafka.stop("SIGKILL");
  await expect.poll(() => ready(url), within).toMatch(/^503 (The log does not answer|Kafka at)/);
  expect((await fetch(`${url}/live`)).status).toBe(200);
  await kafka.start();
  await expect.poll(() => ready(url), within).toBe("200");
  expect(await running(folder, ["send", "web"], linesOf(order(2, "ann", 5)), env).ended).toBe(0);
  await expect.poll(received, within).toBe(2);
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended).toBe(0);
});

test("where answers stay away and no connection breaks, ready is false too, and what was asked for is done afterwards", {
  timeout: 300_000,
}, async () => {
  const folder = ownShopFolder("silent.", 2);
  const [toKafka, toPostgres] = await Promise.all([
    FrameProxy.to(kafka.behind.address, { port: kafka.behind.port }),
    FrameProxy.to(new URL(postgres.url).host, { protocol: "postgres" }),
  ]);
  const store = new URL(postgres.url);
  store.host = `127.0.0.1:${toPostgres.port}`;
  const env = { DA_BROKERS: `127.0.0.1:${toKafka.port}`, DA_STORE: store.href };
  const pipeline = running(folder, ["start", "--metrics", "0"], "", env);
  await pipeline.until(() => urlOf(pipeline) !== "");
  const url = urlOf(pipeline);
  const received = async () => {
    const samples = samplesIn(await (await fetch(`${url}/metrics`)).text());
    return sumOf(samples, "da_records_received_total", { handler: "buyers" });
  };
  await expect.poll(() => ready(url), { timeout: 60_000 }).toBe("200");
  const direct = { DA_BROKERS: kafka.brokers, DA_STORE: postgres.url };
  const ways = [
    { proxy: toPostgres, problem: /^503 The database/ },
    { proxy: toKafka, problem: /^503 (The log|Kafka)/ },
  ];
  for (const [at, { proxy, problem }] of ways.entries()) {
    proxy.rules = { answer: () => "drop" };
    await expect.poll(() => ready(url), { timeout: 60_000 }).toMatch(problem);
    expect(await running(folder, ["send", "web"], linesOf(order(at + 1, "ann", 5)), direct).ended).toBe(0);
    proxy.rules = {};
    // What was dropped is gone for those connections: they end as their answers do not come.
    await expect.poll(() => ready(url), { timeout: 90_000 }).toBe("200");
    await expect.poll(received, { timeout: 90_000 }).toBe(at + 1);
  }
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended).toBe(0);
  await Promise.all([toKafka.close(), toPostgres.close()]);
});
