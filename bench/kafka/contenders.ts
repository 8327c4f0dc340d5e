// Who does the benchmark's work on Kafka: each is one or several processes, and tells how many events it has handled.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { Kafka, logLevel } from "kafkajs";
import pg from "pg";
import { run } from "../../scripts/servers/process.ts";

/** What all of them work on. */
export interface Place {
  readonly brokers: string;
  /** URL of a database of this run's own. */
  readonly database: string;
  /** Of this run's own. */
  readonly folder: string;
}

export interface Running {
  readonly pids: readonly number[];
  handled(): Promise<number>;
  stop(): Promise<void>;
}

/** What a process has held in memory at most, in MB. */
export const peakOf = (pid: number): number =>
  Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN) / 1024;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const root = (path: string): string => here(`../../${path}`);

/** Compiles a spec of this folder, and gives where its code lies. */
export function compiled(spec: string, folder: string): string {
  const out = join(folder, spec);
  run(process.execPath, [root("bin/da-compile.js"), here(`${spec}.da`), "--out", out, "--quiet"]);
  return out;
}

function started(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  process.once("exit", () => child.kill("SIGKILL"));
  return child;
}

const pidsOf = (children: readonly ChildProcess[]): number[] => children.flatMap(({ pid }) => pid ?? []);

async function ended(children: readonly ChildProcess[], end: (child: ChildProcess) => void): Promise<void> {
  await Promise.all(
    children.map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = new Promise((resolve) => child.once("exit", resolve));
      end(child);
      await exit;
    }),
  );
}

/** The number in the last whole line that a process has printed. */
function telling(child: ChildProcess): () => Promise<number> {
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    text = `${text}${chunk}`.slice(-100);
  });
  return async () => Number(text.split("\n").at(-2) ?? 0);
}

/** This runtime, in so many processes: what demuxes, or the fold on PostgreSQL or SQLite. */
export async function daRun(
  spec: "demux" | "fold" | "memory",
  { brokers, database, folder }: Place,
  { processes = 1, sqlite = false, transactions = false } = {},
): Promise<Running> {
  const code = compiled(spec, folder);
  const store = sqlite ? ["--data", join(folder, "data")] : ["--store", database];
  const more = transactions ? ["--transactions"] : [];
  const args = [root("bin/da-run.js"), "start", "--pipeline", code, "--brokers", brokers, ...store, ...more];
  const handled =
    spec === "fold" ? foldedIn(database, sqlite ? folder : null) : await writtenTo(brokers, topicsOf(code));
  const children = Array.from({ length: processes }, () => started(process.execPath, args));
  return {
    pids: pidsOf(children),
    handled: handled.count,
    stop: async () => {
      await ended(children, (child) => child.kill("SIGTERM"));
      await handled.close();
    },
  };
}

/** Topics that a demux writes to. */
function topicsOf(code: string): string[] {
  const file: { readonly topics: readonly { readonly name: string }[] } = JSON.parse(
    readFileSync(join(code, "topics.json"), "utf8"),
  );
  return file.topics.map(({ name }) => name).filter((name) => name.includes(".demux."));
}

interface Counting {
  count(): Promise<number>;
  close(): Promise<void>;
}

/** Half of the records that were added to topics since now: two are written of each event. */
async function writtenTo(brokers: string, topics: readonly string[]): Promise<Counting> {
  const admin = new Kafka({ brokers: brokers.split(","), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const known = new Set(await admin.listTopics());
  const ends = async (): Promise<number> => {
    const all = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)));
    return all.flat().reduce((sum, { high }) => sum + Number(high), 0);
  };
  const before = topics.every((topic) => known.has(topic)) ? await ends() : 0;
  const count = async (): Promise<number> => {
    try {
      return ((await ends()) - before) / 2;
    } catch {
      // The runtime has not made them yet.
      return 0;
    }
  };
  return { count, close: () => admin.disconnect() };
}

const COUNTED = "SELECT coalesce(sum(events), 0) AS n FROM type_days";

/** Events in the rows of the fold. */
function foldedIn(url: string, folder: string | null): Counting {
  const file = join(folder ?? "", "data", "da.db");
  const client = new pg.Client(url);
  const connected = folder === null ? client.connect() : null;
  const count = async (): Promise<number> => {
    try {
      if (folder === null) {
        await connected;
        return Number((await client.query<{ n: string }>(COUNTED)).rows[0]?.n ?? 0);
      }
      if (!existsSync(file)) return 0;
      const database = new DatabaseSync(file, { readOnly: true });
      const row = database.prepare(COUNTED).get();
      database.close();
      return Number(row?.n ?? 0);
    } catch {
      // The runtime has not made the tables yet.
      return 0;
    }
  };
  return { count, close: async () => void (folder === null && (await client.end())) };
}

/** Kafka Streams with so many threads. */
export async function streams(
  work: "demux" | "fold",
  { brokers, folder }: Place,
  { guarantee, threads }: { readonly guarantee: "at_least_once" | "exactly_once_v2"; readonly threads: number },
): Promise<Running> {
  const input = work === "demux" ? "bench.plays" : "bench.spent";
  if (work === "demux") await makeTopics(brokers, [`${input}.streams.timespent`, `${input}.streams.score`]);
  const app = `streams-${work}-${process.hrtime.bigint()}`;
  const peer = ["Peer", work, brokers, input, guarantee, String(threads), app, join(folder, "state")];
  const child = started("java", ["-Xms512m", "-Xmx1g", "-cp", streamsClasses(), ...peer]);
  return {
    pids: pidsOf([child]),
    handled: telling(child),
    stop: () => ended([child], ({ stdin }) => stdin?.write("\n")),
  };
}

async function makeTopics(brokers: string, topics: readonly string[]): Promise<void> {
  const admin = new Kafka({ brokers: brokers.split(","), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: topics.map((topic) => ({ topic, numPartitions: 4 })) });
  await admin.disconnect();
}

/** The class path of the peer, compiled where that has not been done. */
function streamsClasses(): string {
  const source = here("streams/Peer.java");
  const out = join(tmpdir(), "da-bench-streams");
  const list = join(out, "class-path");
  const made = join(out, "Peer.class");
  if (!existsSync(list)) {
    mkdirSync(out, { recursive: true });
    const goal = ["dependency:build-classpath", `-Dmdep.outputFile=${list}`, "-DincludeScope=runtime"];
    run("mvn", ["-q", "-B", "-f", here("streams/pom.xml"), ...goal]);
  }
  const path = `${readFileSync(list, "utf8").trim()}${delimiter}${out}`;
  const isMade = existsSync(made) && statSync(made).mtimeMs > statSync(source).mtimeMs;
  if (!isMade) run("javac", ["-nowarn", "-d", out, "-cp", path, source]);
  return path;
}

/** A script of this folder that does the work by hand, and prints how many events it has handled. */
export async function byHand(script: "bare" | "sql", { brokers, database }: Place): Promise<Running> {
  const child = started(process.execPath, ["--no-warnings", here(`${script}.ts`), brokers, database]);
  return {
    pids: pidsOf([child]),
    handled: telling(child),
    stop: () => ended([child], (each) => each.kill("SIGKILL")),
  };
}
