// What the runtime costs on a real Kafka and a real PostgreSQL, against a bare kafkajs loop on the same topics.
//
//     node bench/kafka.ts [--events N] [--runs N] [NAME…]
//
// KAFKA_BROKERS and DATABASE_URL name the servers; what they do not name is started for the time of the measurement. W1 is one usage event of 679
// bytes into two DEs on four partitions, W2 DEs folded into sum and count in two stores. Each figure is of a process of its
// own that finds all events in its topic, without its start: CPU of all its threads, and events a second, from the first
// record to the last commit. The least of several runs, which take turns.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openEngine } from "../runtime/engine/engine.ts";
import { BatchBuilder } from "../runtime/log/batch.ts";
import { openKafkaLog } from "../runtime/log/kafka/log.ts";
import { partitionOf } from "../runtime/log/partitioner.ts";
import { openPorts } from "../runtime/ports.ts";
import { ddlOf, postgresDdlOf } from "../runtime/testing/ddl.ts";
import { brokers, freshDatabase } from "../runtime/testing/servers.ts";
import { startKafka } from "../scripts/servers/kafka.ts";
import { startPostgres } from "../scripts/servers/postgres.ts";
import { PARTITIONS, recordOf, type Workload, workload } from "./workloads.ts";

const SELF = fileURLToPath(import.meta.url);

interface Contestant {
  readonly name: string;
  readonly workload: Workload;
  readonly kind: "bare" | "sqlite" | "postgres";
}

const CONTESTANTS: readonly Contestant[] = [
  { name: "w1-bare", workload: "w1", kind: "bare" },
  { name: "w1-sqlite", workload: "w1", kind: "sqlite" },
  { name: "w1-postgres", workload: "w1", kind: "postgres" },
  { name: "w2-sqlite", workload: "w2", kind: "sqlite" },
  { name: "w2-postgres", workload: "w2", kind: "postgres" },
];

interface Figure {
  /** Microseconds an event. */
  readonly cpu: number;
  readonly wall: number;
  readonly peakMb: number;
}

/** Makes the topics and puts all events into the source's. */
async function fill(name: Workload, prefix: string, events: number): Promise<void> {
  const definition = workload(name, prefix);
  const log = await openKafkaLog({ brokers: brokers().split(","), pipeline: prefix });
  const [source] = definition.sources;
  const topic = source?.topic ?? "";
  const topics = [topic, ...definition.events.map((event) => event.topic), ...deadTopics(prefix, definition)];
  const specs = [...new Set(topics)].map((each) => ({
    name: each,
    partitions: PARTITIONS,
    replicas: 1,
    retention: 86_400_000,
  }));
  await log.ensureTopics(specs);
  const builders = Array.from({ length: PARTITIONS }, () => new BatchBuilder());
  for (let n = 0; n < events; n++) {
    const value = recordOf(name, n);
    const key = Buffer.from(String(JSON.parse(value).userId));
    builders[partitionOf(key, PARTITIONS)]?.add({ key, value: Buffer.from(value) });
    if (n % 5000 !== 4999 && n !== events - 1) continue;
    const appends = builders.map((builder, partition) => ({ topic, partition, batch: builder.take(0) }));
    await log.append(appends.filter(({ batch }) => batch.count > 0));
  }
  await log.close();
}

const deadTopics = (prefix: string, { sources, handlers }: ReturnType<typeof workload>): string[] =>
  [...sources, ...handlers].map(({ name }) => `${prefix}.dead.${name}`);

/** From the first record to the last. */
class Meter {
  #cpu = process.cpuUsage();
  #wall = performance.now();

  begin(): void {
    this.#cpu = process.cpuUsage();
    this.#wall = performance.now();
  }

  figure(events: number): Figure {
    const { user, system } = process.cpuUsage(this.#cpu);
    return {
      cpu: (user + system) / events,
      wall: ((performance.now() - this.#wall) * 1000) / events,
      peakMb: process.resourceUsage().maxRSS / 1024,
    };
  }
}

async function runEngine({ workload: name, kind }: Contestant, prefix: string, events: number): Promise<Figure> {
  const definition = workload(name, prefix);
  const folder = mkdtempSync(join(tmpdir(), "da-bench-"));
  const database = kind === "postgres" ? await freshDatabase() : null;
  const ports = await openPorts(definition, {
    folder: database === null ? folder : null,
    ddl: ddlOf(definition),
    postgresDdl: postgresDdlOf(definition),
    kafka: { brokers: brokers().split(",") },
    postgres: database?.url ?? null,
  });
  const engine = await openEngine(definition, ports);
  const meter = new Meter();
  const stop = new AbortController();
  const timer = setInterval(() => {
    const stats = engine.stats();
    if (stats.every(({ in: handled, kind: each }) => handled >= events || each === "gep")) stop.abort();
  }, 5);
  await engine.run(stop.signal);
  const figure = meter.figure(events);
  clearInterval(timer);
  await engine.close();
  await ports.close();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
  return figure;
}

/** What anyone would write: read a batch, make two objects of each event, send them, and then commit. */
async function runBare({ workload: name }: Contestant, prefix: string, events: number): Promise<Figure> {
  const { Kafka, logLevel } = (await import("kafkajs")).default;
  const [source, timespent, score] = ["player", "timespent", "score"].map((each) => `${prefix}.${each}`);
  if (name !== "w1" || source === undefined || timespent === undefined || score === undefined) throw new Error(name);
  const kafka = new Kafka({ brokers: brokers().split(","), logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  const consumer = kafka.consumer({ groupId: `${prefix}.${randomBytes(4).toString("hex")}`, maxWaitTimeInMs: 150 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topics: [source], fromBeginning: true });
  const { promise, resolve } = Promise.withResolvers<void>();
  const meter = new Meter();
  let left = events;
  await consumer.run({
    autoCommit: false,
    async eachBatch({ batch, resolveOffset, commitOffsetsIfNecessary }) {
      for (let at = 0; at < batch.messages.length; at += 750) {
        const some = batch.messages.slice(at, at + 750);
        const [times, scores] = [[], []] as [
          { key: Buffer | null; value: string }[],
          { key: Buffer | null; value: string }[],
        ];
        for (const { key, value } of some) {
          const { eventId, endTime, startTime, userId, classId, courseId, resourceId, ...play } = JSON.parse(
            String(value),
          );
          const envelope = { eventId, eventName: "e", eventTime: endTime, userId, classId, courseId, resourceId };
          times.push({ key, value: JSON.stringify({ ...envelope, timespent: endTime - startTime }) });
          scores.push({ key, value: JSON.stringify({ ...envelope, score: play.score }) });
        }
        await producer.sendBatch({
          topicMessages: [
            { topic: timespent, messages: times },
            { topic: score, messages: scores },
          ],
        });
        resolveOffset(some.at(-1)?.offset ?? "0");
      }
      await commitOffsetsIfNecessary();
      left -= batch.messages.length;
      if (left <= 0) resolve();
    },
  });
  meter.begin();
  await promise;
  const figure = meter.figure(events);
  await consumer.disconnect();
  await producer.disconnect();
  return figure;
}

function runApart(contestant: Contestant, prefix: string, events: number): Figure {
  const { stdout, status } = spawnSync(
    process.execPath,
    [SELF, "--measure", contestant.name, "--prefix", prefix, "--events", String(events)],
    {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  if (status !== 0) throw new Error(`${contestant.name} failed.`);
  return JSON.parse(stdout);
}

async function compare(contestants: readonly Contestant[], events: number, runs: number): Promise<void> {
  const prefixes = new Map<Workload, string>();
  for (const { workload: name } of contestants) {
    if (prefixes.has(name)) continue;
    const prefix = `bench_${name}_${randomBytes(4).toString("hex")}`;
    prefixes.set(name, prefix);
    await fill(name, prefix, events);
  }
  const figures = new Map<string, Figure[]>();
  for (let run = 0; run < runs; run++) {
    for (const contestant of contestants) {
      const figure = runApart(contestant, prefixes.get(contestant.workload) ?? "", events);
      figures.set(contestant.name, [...(figures.get(contestant.name) ?? []), figure]);
    }
  }
  for (const [name, all] of figures) {
    const least = (of: (figure: Figure) => number): number => Math.min(...all.map(of));
    const rate = Math.round(1e6 / least(({ wall }) => wall)).toLocaleString("en");
    console.log(
      `${name.padEnd(12)} ${least(({ cpu }) => cpu).toFixed(1)} µs CPU an event, ${rate} events/s, ${least(({ peakMb }) => peakMb).toFixed(0)} MB at most`,
    );
  }
}

async function startServers(): Promise<readonly { remove(): Promise<void> }[]> {
  const started: { remove(): Promise<void> }[] = [];
  if (process.env.KAFKA_BROKERS === undefined) {
    const kafka = await startKafka();
    started.push(kafka);
    process.env.KAFKA_BROKERS = kafka.brokers;
  }
  if (process.env.DATABASE_URL === undefined) {
    const postgres = await startPostgres();
    started.push(postgres);
    process.env.DATABASE_URL = postgres.url;
  }
  return started;
}

const { values, positionals } = parseArgs({
  options: {
    events: { type: "string", default: "200000" },
    runs: { type: "string", default: "3" },
    measure: { type: "string" },
    prefix: { type: "string", default: "" },
  },
  allowPositionals: true,
});
const events = Number(values.events);
const measured = CONTESTANTS.find(({ name }) => name === values.measure);
if (measured !== undefined) {
  const run = measured.kind === "bare" ? runBare : runEngine;
  process.stdout.write(JSON.stringify(await run(measured, values.prefix, events)));
} else {
  const wanted = CONTESTANTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const started = await startServers();
  try {
    await compare(wanted, events, Number(values.runs));
  } finally {
    for (const server of started) await server.remove();
  }
}
