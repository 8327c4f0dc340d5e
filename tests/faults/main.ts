// `npm run faults -- --kills N [--seed S]`: faults befall a pipeline on a Kafka and a PostgreSQL of its own, and its rows,
// events and dead letters are compared with those of an undisturbed run. Writes docs/reliability.md.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { pageOf } from "./page.ts";
import { FAULTS, type Plan, runFaults } from "./run.ts";

const PAGE = fileURLToPath(new URL("../../docs/reliability.md", import.meta.url));

const { values } = parseArgs({
  options: { kills: { type: "string", default: "100" }, seed: { type: "string" }, "no-page": { type: "boolean" } },
});
const kills = Number(values.kills);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
/** The others cost more time, and fire as often as that allows. */
const plan: Plan = {
  kill: kills,
  "join and leave": Math.max(1, Math.round(kills / 5)),
  "database sessions cut": Math.max(1, Math.round(kills / 4)),
  "database restarted": Math.max(1, Math.round(kills / 10)),
  "broker restarted": Math.max(1, Math.round(kills / 10)),
  zombie: Math.max(1, Math.round(kills / 20)),
};
console.error(`seed ${seed}`);
const folder = mkdtempSync(join(tmpdir(), "da-faults-"));
try {
  const report = await runFaults({ seed, plan, folder, say: (text) => console.error(text) });
  const page = pageOf(report);
  process.stdout.write(page);
  const { lost, twice, disordered, different } = report.comparison;
  const isVoid = FAULTS.some((name) => (report.faults.get(name)?.fired ?? 0) === 0);
  if (isVoid) console.error("Some fault never fired: the run says nothing.");
  else if (values["no-page"] !== true) writeFileSync(PAGE, page);
  if (isVoid || lost + twice + disordered + different > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
