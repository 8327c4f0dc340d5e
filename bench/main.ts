// Runs all benchmarks, prints one table of ratios and writes docs/benchmarks.md from it.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PAGE = fileURLToPath(new URL("../docs/benchmarks.md", import.meta.url));

interface Row {
  readonly what: string;
  readonly against: string;
  readonly ratio: string;
  readonly figure: string;
}

/** What a benchmark prints; its own progress and errors are shown. */
function outputOf(file: string, ...args: string[]): string {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [path, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`bench/${file} ended with ${status}.\n${stdout}`);
  process.stdout.write(`${stdout}\n`);
  return stdout;
}

/** `check, 100 declarations      0.123         4.5` */
function compileRows(output: string): Row[] {
  return [...output.matchAll(/^(\S.*?) {2,}(\d+\.\d+) +(\d+\.\d+)$/gm)].flatMap(
    ([, label = "", seconds = "", ratio = ""]) =>
      label.startsWith("node,")
        ? []
        : [
            {
              what: label.replace(/^(?!da-compile)/, "da-compile "),
              against: "Node that does nothing",
              ratio,
              figure: `${seconds} s`,
            },
          ],
  );
}

/** `engine  12.34 µs CPU an event, 80,000 events/s, 120 MB at most` and `ratio   3.21 × the CPU of the bare loop` */
function runRows(output: string): Row[] {
  const ratio = /^ratio +([\d.]+) ×/m.exec(output)?.[1];
  const engine = /^engine +([\d.]+) µs CPU an event, ([\d,]+) events\/s, (\d+) MB/m.exec(output);
  if (ratio === undefined || engine === null) throw new Error("bench/run.ts has printed no figures.");
  const [, cpu, rate, peak] = engine;
  return [
    {
      what: "da-run: one event into two, both folded into a store, durable",
      against: "a loop that parses it and makes JSON of two",
      ratio,
      figure: `${cpu} µs an event, ${rate} events/s, ${peak} MB`,
    },
  ];
}

/** `memory  450 MB at most over 2,000,000 events` and `growth  1.02 × what a quarter of them takes` */
function memoryRows(output: string): Row[] {
  const growth = /^growth +([\d.]+) ×/m.exec(output)?.[1];
  const figure = /^memory +(.*)$/m.exec(output)?.[1];
  if (growth === undefined || figure === undefined) throw new Error("bench/run.ts has printed no figures of memory.");
  return [{ what: "da-run: the same, its memory", against: "a run of a quarter of the events", ratio: growth, figure }];
}

function tableOf(rows: readonly Row[]): string {
  const head: Row = { what: "what", against: "against", ratio: "ratio", figure: "measured" };
  const line = ({ what, against, ratio, figure }: Row) => `| ${what} | ${against} | ${ratio} | ${figure} |`;
  return [line(head), "|---|---|--:|---|", ...rows.map(line)].join("\n");
}

const rows = [
  ...runRows(outputOf("run.ts")),
  ...memoryRows(outputOf("run.ts", "--memory")),
  ...compileRows(outputOf("compile.ts")),
];
if (!rows.some(({ what }) => what.includes("compile"))) throw new Error("bench/compile.ts has printed no figures.");
const table = tableOf(rows);
process.stdout.write(`${table}\n`);
writeFileSync(
  PAGE,
  `# Benchmarks

Written by \`npm run bench\`; [bench/](../bench/README.md) tells how it measures. A ratio is processor time (of the row on memory: memory) against
that of the peer, on the same input and machine: 1 would be as much. Absolute figures are of one machine, and tell little of another.

${table}

"first" is without V8's cache of compiled code, as when da-compile runs for the first time on a machine.
`,
);
