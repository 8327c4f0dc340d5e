// How long it takes from a producer to the row: records come at a steady rate, and now and then one of a pupil of its own,
// whose row is then looked for in the database every few milliseconds.
import pg from "pg";
import { openKafkaLog } from "../../runtime/log/kafka/log.ts";
import type { LogPort } from "../../runtime/log/port.ts";
import { appendsOf } from "../../runtime/testing/appends.ts";
import { PARTITIONS, spent } from "./fill.ts";

const TOPIC = "bench.spent";
const TURN_MS = 20;
const PROBE_MS = 100;
const LOOK_MS = 4;
const FIRST_PROBES = 10;

export interface Latency {
  readonly probes: number;
  /** In ms. */
  readonly p50: number;
  readonly p99: number;
}

const send = (log: LogPort, records: readonly (readonly [key: string, value: string])[]) =>
  log.append(appendsOf(TOPIC, PARTITIONS, records));

/** Sends so many records a second for so many seconds; a runtime must be at work on them. */
export async function latencyAt(
  brokers: string,
  database: string,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Latency> {
  const open = () => openKafkaLog({ brokers: brokers.split(","), pipeline: "bench" });
  const [log, probes] = [await open(), await open()];
  const client = new pg.Client(database);
  await client.connect();
  const found: number[] = [];
  let isOver = false;
  const probing = (async () => {
    for (let n = 0; !isOver; n++) {
      const started = performance.now();
      const [, value] = spent(n);
      const user = `probe-${n}`;
      await send(probes, [[user, value.replace(/"userId":"[^"]*"/, `"userId":"${user}"`)]]);
      while (!(await isThere(client, user))) await sleep(LOOK_MS);
      const took = performance.now() - started;
      // The first ones find everything cold.
      if (n >= FIRST_PROBES) found.push(took);
      await sleep(Math.max(0, PROBE_MS - took));
    }
  })();
  const end = performance.now() + seconds * 1000;
  for (let sent = 0; performance.now() < end; ) {
    const due = Math.round(((seconds * 1000 - (end - performance.now())) / 1000) * rate);
    if (due > sent)
      await send(
        log,
        Array.from({ length: due - sent }, (_, index) => spent(sent + index)),
      );
    sent = Math.max(sent, due);
    await sleep(TURN_MS);
  }
  isOver = true;
  await probing;
  await client.end();
  await log.close();
  await probes.close();
  const sorted = found.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { probes: sorted.length, p50: at(0.5), p99: at(0.99) };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function isThere(client: pg.Client, user: string): Promise<boolean> {
  const { rowCount } = await client.query({
    name: "probe",
    text: "SELECT 1 FROM user_days WHERE user_id = $1",
    values: [user],
  });
  return rowCount !== null && rowCount > 0;
}
