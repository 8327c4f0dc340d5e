// How much processor time da-compile takes from a cold start, by the size of the spec.
//
// Each figure is the least of several runs, of a process of its own with everything it loads, in seconds of CPU; beside
// it stands how many times that of a Node that starts and does nothing. `first` is without V8's cache of compiled code,
// as on a machine where da-compile runs for the first time. But for `nothing changed`, the spec is another one each time.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { specOf } from "./specs.ts";
import { watchedCheck } from "./watch.ts";

const PROGRAM = fileURLToPath(new URL("../bin/da-compile.js", import.meta.url));
const SIZES = [100, 1_000, 10_000];
const RUNS = 5;
/** Declarations of the spec that is watched. */
const WATCHED = 1_000;

/** Loaded first into each measured process: says on its way out how much it used. */
const METER = `data:text/javascript,import { writeSync } from "node:fs";
process.on("exit", () => { const { user, system } = process.cpuUsage(); writeSync(3, String(user + system)); });`;

const folder = mkdtempSync(join(tmpdir(), "da-bench-"));

/** CPU seconds of one process; what it prints is shown only where it failed. */
function cpuOf(args: readonly string[], cached: boolean): number {
  const env = {
    ...process.env,
    NODE_COMPILE_CACHE: join(folder, "cache"),
    XDG_CACHE_HOME: join(folder, "calls"),
    ...(cached ? {} : { NODE_DISABLE_COMPILE_CACHE: "1" }),
  };
  const { status, output } = spawnSync(process.execPath, ["--import", METER, ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}:\n${output[1] ?? ""}${output[2] ?? ""}`);
  return Number(output[3]) / 1e6;
}

/** `args` are those of each run, by its number. */
function least(args: (run: number) => readonly string[], cached = true): number {
  return Math.min(...Array.from({ length: RUNS }, (_, run) => cpuOf(args(run), cached)));
}

function writeSpec(declarations: number): string {
  const root = join(folder, String(declarations));
  for (const [path, text] of specOf(declarations)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return join(root, "pipelines.da");
}

try {
  const idle = least(() => ["--eval", "0"]);
  const rows: [string, number][] = [["node, doing nothing", idle]];
  rows.push(["da-compile --help", least(() => [PROGRAM, "--help"])]);
  for (const size of SIZES) {
    const spec = writeSpec(size);
    // Each into a folder of its own: ext4 takes long to make files where others were deleted seconds ago.
    const out = (run: number) => ["--out", join(folder, `out-${size}-${run}`)];
    const label = `${size.toLocaleString("en")} declarations`;
    const changed = (args: readonly string[]) => {
      appendFileSync(spec, "// Again.\n");
      return args;
    };
    rows.push([`check, ${label}`, least(() => changed([PROGRAM, "check", spec]))]);
    rows.push([`check, ${label}, first`, least(() => changed([PROGRAM, "check", spec]), false)]);
    rows.push([`check, ${label}, nothing changed`, least(() => [PROGRAM, "check", spec])]);
    rows.push([`compile, ${label}`, least((run) => changed([PROGRAM, "compile", spec, ...out(run)]))]);
    rows.push([`compile, ${label}, nothing changed`, least(() => [PROGRAM, "compile", spec, ...out(RUNS - 1)])]);
  }
  const width = Math.max(...rows.map(([label]) => label.length));
  process.stdout.write(`${"".padEnd(width)}    CPU s  times node\n`);
  for (const [label, seconds] of rows) {
    const ratio = (seconds / idle).toFixed(1);
    process.stdout.write(`${label.padEnd(width)}  ${seconds.toFixed(3).padStart(7)}  ${ratio.padStart(10)}\n`);
  }
  const { first, median } = await watchedCheck(
    PROGRAM,
    writeSpec(WATCHED),
    join(folder, String(WATCHED), "areas", "part0.da"),
  );
  process.stdout.write(
    `\ncheck --watch, ${WATCHED.toLocaleString("en")} declarations, one file changed: ${median.toFixed(0)} ms, the first time ${first.toFixed(0)} ms\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
