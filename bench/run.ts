// What the runtime costs: a demux of one event of 679 bytes into two, and a dep that folds both into a store, durable on a
// data folder, against a bare loop that only reads the same lines, parses each and makes JSON of two objects.
//
//     node bench/run.ts [EVENTS] [USERS]
//     node bench/run.ts --memory [EVENTS] [USERS]     what a longer run holds at most, against one of a quarter of it
//
// Each figure is the least of several runs, in a process of its own, without its start. CPU is that of all threads. A run is
// long enough for what V8 takes to compile the engine (about a second of CPU) to matter little.
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openEmbedded } from "../runtime/embedded.ts";
import { openEngine } from "../runtime/engine/engine.ts";
import { ddlOf } from "../runtime/testing/ddl.ts";
import { playEvent, playPipeline } from "../runtime/testing/pipelines.ts";

const SELF = fileURLToPath(import.meta.url);
const RUNS = 5;
const BATCH = 40_000;
const READ_BYTES = 1 << 20;

interface Figure {
  readonly events: number;
  /** Microseconds an event. */
  readonly cpu: number;
  readonly wall: number;
  readonly peakMb: number;
}

/** Lines of a file, without loading it whole. */
function* linesOf(file: string): Generator<Buffer> {
  const handle = openSync(file, "r");
  let rest = Buffer.alloc(0);
  for (;;) {
    const chunk = Buffer.allocUnsafe(READ_BYTES);
    const size = readSync(handle, chunk);
    if (size === 0) break;
    const bytes = rest.length === 0 ? chunk.subarray(0, size) : Buffer.concat([rest, chunk.subarray(0, size)]);
    let start = 0;
    for (let end = bytes.indexOf(10, start); end >= 0; end = bytes.indexOf(10, start)) {
      yield bytes.subarray(start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  closeSync(handle);
}

interface Play {
  readonly eventId: string;
  readonly userId: string;
  readonly classId: string;
  readonly courseId: string;
  readonly resourceId: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly score: number;
}

function bare(file: string): number {
  let events = 0;
  let bytes = 0;
  for (const line of linesOf(file)) {
    const play: Play = JSON.parse(line.toString("utf8"));
    const { eventId, userId, classId, courseId, resourceId, startTime, endTime, score } = play;
    const place = { eventId, eventName: "e", eventTime: endTime, userId, classId, courseId, resourceId };
    bytes += JSON.stringify({ ...place, timespent: endTime - startTime }).length;
    bytes += JSON.stringify({ ...place, score }).length;
    events++;
  }
  if (bytes === 0) throw new Error("The file holds no events.");
  return events;
}

async function engine(file: string, folder: string): Promise<number> {
  const definition = playPipeline();
  const ports = openEmbedded(definition, { folder, ddl: ddlOf(definition) });
  const running = await openEngine(definition, ports);
  const lines = linesOf(file);
  let events = 0;
  function* records() {
    for (let n = 0; n < BATCH; n++) {
      const { value, done } = lines.next();
      if (done === true) return;
      events++;
      yield { source: "player", value };
    }
  }
  for (let before = -1; events > before; ) {
    before = events;
    await running.append(records());
  }
  await running.runUntilQuiet();
  await running.close();
  await ports.close();
  return events;
}

/** In a process of its own: one run, told as JSON. */
async function measure(kind: string, file: string, folder: string): Promise<void> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  const events = kind === "bare" ? bare(file) : await engine(file, folder);
  const used = process.cpuUsage(cpu);
  const figure: Figure = {
    events,
    cpu: (used.user + used.system) / events,
    wall: ((performance.now() - wall) * 1000) / events,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(JSON.stringify(figure));
}

function run(kind: string, file: string, folder: string): Figure {
  rmSync(folder, { recursive: true, force: true });
  const { stdout, status } = spawnSync(process.execPath, [SELF, "--measure", kind, file, folder], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`The ${kind} run failed.`);
  return JSON.parse(stdout);
}

const least = (figures: readonly Figure[], of: (figure: Figure) => number): number => Math.min(...figures.map(of));

function writeEvents(file: string, events: number, users: number): void {
  const handle = openSync(file, "w");
  for (let n = 0; n < events; n++) writeSync(handle, `${playEvent(n, users)}\n`);
  closeSync(handle);
}

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "da-bench-"));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compareMemory(events: number, users: number): void {
  inFolder((folder) => {
    const [few, many] = [events / 4, events].map((count) => {
      const file = join(folder, "events.jsonl");
      writeEvents(file, count, users);
      return run("engine", file, join(folder, "data")).peakMb;
    });
    if (few === undefined || many === undefined) throw new Error("Nothing was measured.");
    console.log(`memory  ${many.toFixed(0)} MB at most over ${events.toLocaleString("en")} events`);
    console.log(`growth  ${(many / few).toFixed(2)} × what a quarter of them takes`);
  });
}

function compare(events: number, users: number): void {
  inFolder((folder) => {
    const file = join(folder, "events.jsonl");
    writeEvents(file, events, users);
    const figures: Record<string, Figure[]> = { bare: [], engine: [] };
    for (let i = 0; i < RUNS; i++) {
      for (const kind of ["bare", "engine"]) figures[kind]?.push(run(kind, file, join(folder, "data")));
    }
    for (const [kind, all] of Object.entries(figures)) {
      const [cpu, wall, peak] = [least(all, (f) => f.cpu), least(all, (f) => f.wall), least(all, (f) => f.peakMb)];
      const rate = Math.round(1e6 / wall).toLocaleString("en");
      console.log(
        `${kind.padEnd(7)} ${cpu.toFixed(2)} µs CPU an event, ${rate} events/s, ${peak.toFixed(0)} MB at most`,
      );
    }
    const ratio = least(figures.engine ?? [], (f) => f.cpu) / least(figures.bare ?? [], (f) => f.cpu);
    console.log(`ratio   ${ratio.toFixed(2)} × the CPU of the bare loop`);
  });
}

const [first, ...rest] = process.argv.slice(2);
if (first === "--measure") await measure(rest[0] ?? "", rest[1] ?? "", rest[2] ?? "");
else if (first === "--memory") compareMemory(Number(rest[0] ?? 2_000_000), Number(rest[1] ?? 10_000));
else compare(Number(first ?? 1_000_000), Number(rest[0] ?? 10_000));
