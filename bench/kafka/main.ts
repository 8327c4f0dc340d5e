// What the runtime costs on Kafka, against what one would use instead, on the same work and broker:
//
//     node bench/kafka/main.ts [--events 400000] [--rounds 3] [--only TEXT]
//
// Each contender runs as processes of its own and works off the same records; the first third, where everything is
// compiled and opened, is left out. Figures are the median of all rounds. Processor times are read from /proc, so it runs on
// Linux only. It writes docs/benchmarks-kafka.md, unless only some run.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pg from "pg";
import { startKafka } from "../../scripts/servers/kafka.ts";
import { startPostgres } from "../../scripts/servers/postgres.ts";
import { byHand, daRun, type Place, peakOf, type Running, streams } from "./contenders.ts";
import { fill } from "./fill.ts";
import { type Latency, latencyAt } from "./latency.ts";

const PAGE = fileURLToPath(new URL("../../docs/benchmarks-kafka.md", import.meta.url));
const TICKS_PER_SECOND = 100;
const WARM = 1 / 3;
const STALLED_MS = 60_000;
const LATENCY_SECONDS = 30;

interface Contender {
  readonly work: "demux" | "fold";
  readonly name: string;
  /** Of all events, how many it is given: one that is a hundred times slower gets fewer. */
  readonly share?: number;
  start(place: Place): Promise<Running>;
}

const CONTENDERS: readonly Contender[] = [
  { work: "demux", name: "kafkajs by hand, at least once", start: (place) => byHand("bare", place) },
  { work: "demux", name: "da-run, exactly once", start: (place) => daRun("demux", place) },
  {
    work: "demux",
    name: "da-run, exactly once, transactions",
    start: (place) => daRun("demux", place, { transactions: true }),
  },
  { work: "demux", name: "da-run, two processes", start: (place) => daRun("demux", place, { processes: 2 }) },
  ...(["at_least_once", "exactly_once_v2"] as const).flatMap((guarantee): Contender[] => [
    {
      work: "demux",
      name: `Kafka Streams, ${guarantee}`,
      start: (place) => streams("demux", place, { guarantee, threads: 1 }),
    },
    {
      work: "demux",
      name: `Kafka Streams, ${guarantee}, two threads`,
      start: (place) => streams("demux", place, { guarantee, threads: 2 }),
    },
  ]),
  { work: "fold", name: "one SQL statement after another", share: 0.01, start: (place) => byHand("sql", place) },
  { work: "fold", name: "da-run on PostgreSQL", start: (place) => daRun("fold", place) },
  {
    work: "fold",
    name: "da-run on PostgreSQL, two processes",
    start: (place) => daRun("fold", place, { processes: 2 }),
  },
  { work: "fold", name: "da-run on SQLite", start: (place) => daRun("fold", place, { sqlite: true }) },
  {
    work: "fold",
    name: "Kafka Streams, exactly_once_v2",
    start: (place) => streams("fold", place, { guarantee: "exactly_once_v2", threads: 1 }),
  },
];

interface Figure {
  /** Events a second. */
  readonly rate: number;
  /** Microseconds of processor time an event. */
  readonly client: number;
  readonly broker: number;
  /** What its processes have held in memory at most, together, in MB. */
  readonly peakMb: number;
}

/** Seconds that a process has been on a processor. */
function cpuOf(pid: number): number {
  if (!existsSync(`/proc/${pid}`)) throw new Error("It has ended before it was done.");
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

async function measure(running: Running, events: number, broker: number): Promise<Figure> {
  const now = async () => ({
    handled: await running.handled(),
    at: performance.now(),
    client: sum(running.pids.map(cpuOf)),
    broker: cpuOf(broker),
  });
  let from: Awaited<ReturnType<typeof now>> | null = null;
  let last = await now();
  for (let moved = last; ; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    last = await now();
    if (last.handled > moved.handled) moved = last;
    if (from === null && last.handled >= events * WARM) from = last;
    if (last.handled >= events) break;
    if (last.at - moved.at > STALLED_MS) throw new Error(`It stopped at ${last.handled} of ${events} events.`);
  }
  if (from === null || last.handled === from.handled) throw new Error("It was over too soon: give it more events.");
  const handled = last.handled - from.handled;
  const micro = (seconds: number): number => (seconds * 1e6) / handled;
  return {
    rate: handled / ((last.at - from.at) / 1000),
    client: micro(last.client - from.client),
    broker: micro(last.broker - from.broker),
    peakMb: sum(running.pids.map(peakOf)),
  };
}

/** Of an even number of them, what lies between the two in the middle. */
function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

const YARDSTICK = { demux: "kafkajs by hand, at least once", fold: "Kafka Streams, exactly_once_v2" } as const;
const TITLE = {
  demux: "One usage event of 679 bytes into two discrete events, four partitions",
  fold: "Discrete events folded into sum and count, by pupil and day and by content type and day",
} as const;

function tableOf(work: Contender["work"], figures: ReadonlyMap<Contender, readonly Figure[]>): string {
  const own = [...figures].filter(([contender, all]) => contender.work === work && all.length > 0);
  const cpu = (all: readonly Figure[]): number => median(all.map(({ client }) => client));
  const base = own.find(([{ name }]) => name === YARDSTICK[work])?.[1];
  const lines = own.map(([{ name }, all]) => {
    const ratio = base === undefined ? "" : (cpu(all) / cpu(base)).toFixed(2);
    const rate = Math.round(median(all.map((each) => each.rate))).toLocaleString("en");
    return `| ${name} | ${ratio} | ${cpu(all).toFixed(1)} | ${median(all.map(({ broker }) => broker)).toFixed(1)} | ${rate} |`;
  });
  return [
    `## ${TITLE[work]}`,
    "",
    `| who | CPU against "${YARDSTICK[work]}" | its CPU, µs an event | broker's CPU, µs an event | events/s |`,
    "|---|--:|--:|--:|--:|",
    ...lines,
  ].join("\n");
}

/** From producer to row with half of what it can do coming in, on PostgreSQL. */
async function latencyOf(place: Place, rate: number): Promise<Latency> {
  const running = await daRun("fold", place);
  try {
    while ((await running.handled()) < events) await new Promise((resolve) => setTimeout(resolve, 100));
    return await latencyAt(place.brokers, place.database, { rate, seconds: LATENCY_SECONDS });
  } finally {
    await running.stop();
  }
}

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "400000" },
    rounds: { type: "string", default: "3" },
    only: { type: "string", default: "" },
  },
});
const events = Number(values.events);
const kafka = await startKafka();
const postgres = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), "da-bench-kafka-"));
const admin = new pg.Client(postgres.url);

async function placeNamed(name: string): Promise<Place> {
  await admin.query(`CREATE DATABASE ${name}`);
  const database = new URL(postgres.url);
  database.pathname = name;
  return { brokers: kafka.brokers, database: database.href, folder: join(folder, name) };
}

try {
  await admin.connect();
  await fill(kafka.brokers, events);
  const contenders = CONTENDERS.filter(({ name, work }) => `${work} ${name}`.includes(values.only));
  const figures = new Map<Contender, Figure[]>(contenders.map((contender) => [contender, []]));
  for (let round = 1; round <= Number(values.rounds); round++) {
    for (const contender of contenders) {
      const place = await placeNamed(`run_${round}_${contenders.indexOf(contender)}`);
      const running = await contender.start(place);
      try {
        const figure = await measure(running, Math.round(events * (contender.share ?? 1)), kafka.pid);
        figures.get(contender)?.push(figure);
        const { rate, client, broker, peakMb } = figure;
        const figureText = `${Math.round(rate)} events/s, CPU ${client.toFixed(1)} µs, the broker's ${broker.toFixed(1)} µs, ${peakMb.toFixed(0)} MB`;
        process.stderr.write(`${round} ${contender.work} ${contender.name}: ${figureText}\n`);
      } finally {
        await running.stop();
      }
    }
  }
  const tables = (["demux", "fold"] as const).map((work) => tableOf(work, figures));
  const measured = [...figures].find(([{ name }]) => name === "da-run on PostgreSQL")?.[1];
  if (measured !== undefined) {
    const rate = Math.round(median(measured.map((each) => each.rate)) / 2);
    const { probes, p50, p99 } = await latencyOf(await placeNamed("latency"), rate);
    tables.push(
      `## From producer to row\n\nThe fold on PostgreSQL with ${rate.toLocaleString("en")} events/s coming in, half of what it did above: median ${p50.toFixed(0)} ms, 99 % within ${p99.toFixed(0)} ms, of ${probes} looked at. The producer runs on the same machine.`,
    );
  }
  process.stdout.write(`${tables.join("\n\n")}\n`);
  if (values.only === "") {
    const intro = `# Benchmarks on Kafka\n\nWritten by \`npm run bench:kafka\`; [bench/](../bench/README.md) tells how it measures. ${events.toLocaleString("en")} events, median of ${values.rounds} rounds, one broker on the same machine.`;
    writeFileSync(PAGE, `${[intro, ...tables].join("\n\n")}\n`);
  }
} finally {
  await admin.end();
  await Promise.all([kafka.remove(), postgres.remove()]);
  rmSync(folder, { recursive: true, force: true });
}
