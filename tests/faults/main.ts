// `npm run faults -- --kills N [--seed S] [--rigs N] [--only FAULT]`: faults befall a pipeline on a Kafka and a PostgreSQL of its
// own, and its rows, events and dead letters are compared with those of an undisturbed run. Writes docs/reliability.md, unless
// `--transactions`: then nothing may lie in a topic twice either. With `--only` it fires that fault alone, as often as in a whole
// run, and writes no page.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { pageOf } from "./page.ts";
import { FAULTS, merged, type Plan, type Report, runFaults } from "./run.ts";

const PAGE = fileURLToPath(new URL("../../docs/reliability.md", import.meta.url));

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    seed: { type: "string" },
    rigs: { type: "string", default: "1" },
    only: { type: "string" },
    transactions: { type: "boolean", default: false },
    "no-page": { type: "boolean" },
  },
});
const [kills, rigs] = [Number(values.kills), Number(values.rigs)];
const seed = Number(values.seed ?? Date.now() % 1_000_000);

/** Of one rig: together no fewer than were asked for. Some cost more time, and fire as often as that allows. */
const share = (part: number): number => Math.max(1, Math.ceil((kills * part) / rigs));
const whole: Plan = {
  kill: share(1),
  "join and leave": share(1 / 10),
  zombie: share(1 / 20),
  "Kafka restarted": share(1 / 20),
  "Kafka out of reach": share(1 / 20),
  "Kafka's answers lost": share(1 / 10),
  "database restarted": share(1 / 20),
  "database out of reach": share(1 / 20),
  "database's sessions ended": share(1 / 10),
  "commits of unknown outcome": share(1 / 10),
  "servers slow": share(1 / 20),
};

const { only } = values;
const chosen = FAULTS.filter((name) => only === undefined || name === only);
if (chosen.length === 0) {
  console.error(`There is no fault ${only}. There are: ${FAULTS.join(", ")}.`);
  process.exit(2);
}
const plan: Plan = {
  ...whole,
  ...Object.fromEntries(FAULTS.filter((name) => !chosen.includes(name)).map((name) => [name, 0])),
};

/** Interrupted, it fires no more, and reports what it has. */
const stop = new AbortController();
process.once("SIGINT", () => stop.abort());

async function runOne(own: number): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "da-faults-"));
  try {
    const say = (text: string): void => console.error(`seed ${own}: ${text}`);
    const { transactions } = values;
    return await runFaults({ seed: own, plan, folder, say, transactions, signal: stop.signal });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

console.error(`seed ${seed}`);
// Side by side, as most of the time is waiting.
const others = Array.from({ length: rigs - 1 }, (_, index) => runOne(seed + index + 1));
const report = merged(await Promise.all([runOne(seed), ...others]));
const page = pageOf(report);
process.stdout.write(page);
const { lost, twice, disordered, different, repeated } = report.comparison;
const isVoid = chosen.some((name) => (report.faults.get(name)?.fired ?? 0) === 0);
if (isVoid) console.error("Some fault never fired: the run says nothing.");
else if (values["no-page"] !== true && !values.transactions && only === undefined) writeFileSync(PAGE, page);
const wrong = lost + twice + disordered + different + (values.transactions ? repeated : 0);
if (isVoid || wrong > 0) process.exitCode = 1;
