// What a process of the runtime holds in memory while a million events wait in PostgreSQL and ten million lie before it in Kafka:
//
//     node bench/kafka/memory.ts [--waiting 1000000] [--lag 10000000] [--seconds 120]
//
// One process takes up what will wait, and is told to stop; another one starts where both are there, and works for so many
// seconds. Memory is read from /proc, so it runs on Linux only. Prints a table.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { startKafka } from "../../scripts/servers/kafka.ts";
import { startPostgres } from "../../scripts/servers/postgres.ts";
import { daRun, type Place, peakOf } from "./contenders.ts";
import { play, put } from "./fill.ts";

const BATCH = 10_000;
/** After so many events they come again: what is in memory does not depend on what they say. */
const DIFFERENT = 200_000;

const { values } = parseArgs({
  options: {
    waiting: { type: "string", default: "1000000" },
    lag: { type: "string", default: "10000000" },
    seconds: { type: "string", default: "120" },
  },
});
const [waiting, lag, seconds] = [Number(values.waiting), Number(values.lag), Number(values.seconds)];

/** A visit of a guest whom nobody knows. */
function visit(n: number): [key: string, value: string] {
  const guestId = `guest-${n}`;
  const event = {
    eventId: `visit-${n}`,
    eventName: "guest.visit",
    eventTime: Date.now(),
    guestId,
    room: `room-${n % 9}`,
  };
  return [guestId, JSON.stringify(event)];
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs one process until it is done; gives the most that it has held, in MB. */
async function peakUntil(place: Place, isDone: () => Promise<boolean>): Promise<{ peak: number; handled: number }> {
  const running = await daRun("memory", place);
  let peak = 0;
  try {
    for (;;) {
      await sleep(1000);
      const [pid = 0] = running.pids;
      peak = peakOf(pid);
      if (await isDone()) return { peak, handled: await running.handled() };
    }
  } finally {
    await running.stop();
  }
}

const [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
const folder = mkdtempSync(join(tmpdir(), "da-bench-memory-"));
const client = new pg.Client(postgres.url);
try {
  await client.connect();
  const place: Place = { brokers: kafka.brokers, database: postgres.url, folder };
  const parked = async (): Promise<number> => {
    try {
      return Number((await client.query("SELECT count(*) AS n FROM da_parked")).rows[0]?.n ?? 0);
    } catch {
      // The runtime has not made its tables yet.
      return 0;
    }
  };
  await put(kafka.brokers, "bench.door", waiting, visit, BATCH);
  const taking = await peakUntil(place, async () => (await parked()) >= waiting);
  console.error(`${waiting} wait, ${taking.peak.toFixed(0)} MB at most`);
  await put(kafka.brokers, "bench.plays", lag, (n) => play(n % DIFFERENT), BATCH);
  console.error(`${lag} lie in Kafka`);
  const until = performance.now() + seconds * 1000;
  const working = await peakUntil(place, async () => performance.now() > until);
  const rows = [
    ["taking up events that wait", waiting, taking.peak],
    [
      `beside ${(await parked()).toLocaleString("en")} that wait, with ${lag.toLocaleString("en")} to come`,
      working.handled,
      working.peak,
    ],
  ] as const;
  console.log("| while | events handled | memory at most |\n|---|--:|--:|");
  for (const [what, count, peak] of rows)
    console.log(`| ${what} | ${Math.round(count).toLocaleString("en")} | ${peak.toFixed(0)} MB |`);
} finally {
  await client.end();
  await Promise.all([kafka.remove(), postgres.remove()]);
  rmSync(folder, { recursive: true, force: true });
}
