// Compiles this repository's own pipeline and runs it once over the recorded events in samples/,
// where NAME.jsonl holds events of the source NAME, and late.jsonl, fed last, lines that name their source.
// A report of what came of them goes to stdout.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

/** Runs a program of this package; its failure is this script's. */
function run(program: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [`bin/${program}.js`, ...args], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

const late = "late.jsonl";
const recorded = existsSync("samples") ? readdirSync("samples").filter((file) => file.endsWith(".jsonl")) : [];
const named = recorded.filter((file) => file !== late).sort();
const inputs = named.flatMap((file) => ["--input", `${basename(file, ".jsonl")}=samples/${file}`]);
if (recorded.includes(late)) inputs.push("--input", `samples/${late}`);

run("da-compile", ["compile", "pipelines.da"]);
run("da-run", ["once", ...inputs, "--report"]);
