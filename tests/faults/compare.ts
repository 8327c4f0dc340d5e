/**
 * Compares what a run of faults came to with what the embedded engine makes of the same records, undisturbed: what is missing
 * was lost, what is too much came twice.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { headersAt } from "../../runtime/engine/incoming.ts";
import type { LogPort } from "../../runtime/log/port.ts";
import { scan } from "../../runtime/operate/site.ts";
import { BANK } from "./feed.ts";
import type { Rig } from "./rig.ts";

const MAIN = fileURLToPath(new URL("../../runtime/cli/main.ts", import.meta.url));
const MADE = "ledger.demux.move";
/** So many differences are told; all are counted. */
const TOLD = 5;
const DEAD = "ledger.dead.moves";

/** Stores that count moves, by their key. */
const COUNTING = { accounts: "account", buckets: "bucket", owned: "owner" } as const;

export interface Comparison {
  readonly moves: number;
  /** Moves that some store, or the topic of what was emitted or refused, has too few of, or too many. */
  readonly lost: number;
  readonly twice: number;
  /** Moves that were handled before an earlier one of their account. */
  readonly disordered: number;
  /** Rows that are not what they should be, for whatever reason. */
  readonly different: number;
  /** Events that lie in their topic more than once: the pipeline drops them, others may see both. */
  readonly repeated: number;
}

type Row = Readonly<Record<string, unknown>>;

interface Result {
  /** Rows as JSON by store and key. */
  readonly rows: ReadonlyMap<string, Row>;
  /** Ids of events, and names of what is dead. */
  readonly events: ReadonlySet<string>;
  readonly dead: readonly string[];
}

/** `say` is told the first differences. */
export async function compare(rig: Rig, log: LogPort, say: (text: string) => void): Promise<Comparison> {
  const input = join(rig.folder, "bank.jsonl");
  const moves = await record(log, input);
  const expected = undisturbed(rig.folder, input);
  const { result: found, repeated } = await resultOf(rig, log);
  let [lost, twice, disordered, different] = [0, 0, 0, 0];
  for (const key of new Set([...expected.rows.keys(), ...found.rows.keys()])) {
    const [wanted, got] = [expected.rows.get(key) ?? {}, found.rows.get(key) ?? {}];
    if (JSON.stringify(wanted) !== JSON.stringify(got)) {
      if (different++ < TOLD) say(`${key} should be ${JSON.stringify(wanted)} and is ${JSON.stringify(got)}`);
    }
    const surplus = Number(got.moves ?? 0) - Number(wanted.moves ?? 0);
    if (surplus > 0) twice += surplus;
    else lost -= surplus;
    disordered += Math.max(0, Number(got.broken ?? 0) - Number(wanted.broken ?? 0));
  }
  for (const id of expected.events) if (!found.events.has(id)) lost++;
  for (const id of found.events) if (!expected.events.has(id)) twice++;
  const [wanted, got] = [tallied(expected.dead), tallied(found.dead)];
  for (const name of new Set([...wanted.keys(), ...got.keys()])) {
    const surplus = (got.get(name) ?? 0) - (wanted.get(name) ?? 0);
    if (surplus > 0) twice += surplus;
    else lost -= surplus;
  }
  return { moves, lost, twice, disordered, different, repeated };
}

function tallied(names: readonly string[]): ReadonlyMap<string, number> {
  const tally = new Map<string, number>();
  for (const name of names) tally.set(name, (tally.get(name) ?? 0) + 1);
  return tally;
}

/** Writes all records of the bank's topic as input for the embedded engine; gives how many moves there are. */
async function record(log: LogPort, file: string): Promise<number> {
  const lines: string[] = [];
  let moves = 0;
  for await (const { batch, from } of scan(log, [BANK])) {
    for (let index = from; index < batch.count; index++) {
      const value: unknown = JSON.parse(batch.value(index).toString());
      if (Object(value).kind === "move.booked") moves++;
      lines.push(JSON.stringify({ source: "bank", value, key: String(Buffer.from(batch.key(index) ?? [])) }));
    }
  }
  writeFileSync(file, `${lines.join("\n")}\n`);
  return moves;
}

function undisturbed(folder: string, input: string): Result {
  const args = [MAIN, "once", "--input", input, "--print", "stores,events,dead"];
  const { stdout, status, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(stderr);
  const rows = new Map<string, Row>();
  const events = new Set<string>();
  const dead: string[] = [];
  for (const line of stdout.trimEnd().split("\n")) {
    const each: Row = JSON.parse(line);
    if (typeof each.store === "string") {
      const row: Row = Object(each.row);
      rows.set(`${each.store} ${String(Object.values(row)[0])}`, row);
    } else if (each.event === "move.made") events.add(String(each.id));
    else if (each.dead !== undefined) dead.push(JSON.stringify(each.value));
  }
  return { rows, events, dead };
}

async function resultOf(rig: Rig, log: LogPort): Promise<{ readonly result: Result; readonly repeated: number }> {
  const rows = new Map<string, Row>();
  for (const store of [...Object.keys(COUNTING), "orders", "openings"]) {
    for (const row of await rig.rows(`SELECT * FROM ${store}`)) {
      const plain = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainOf(value)]));
      rows.set(`${store} ${String(Object.values(plain)[0])}`, plain);
    }
  }
  const events = new Set<string>();
  let repeated = 0;
  for await (const { batch, from } of scan(log, [MADE])) {
    for (let index = from; index < batch.count; index++) {
      const id = headersAt(batch, index, "ledger").find(([name]) => name === "ce_id")?.[1];
      const text = String(Buffer.from(id ?? []));
      if (events.has(text)) repeated++;
      events.add(text);
    }
  }
  const dead: string[] = [];
  for await (const { batch, from, isRepeat } of scan(log, [DEAD])) {
    for (let index = from; index < batch.count; index++) {
      if (isRepeat(index)) repeated++;
      else dead.push(batch.value(index).toString());
    }
  }
  return { result: { rows, events, dead }, repeated };
}

/** The driver gives bigints as texts. */
const plainOf = (value: unknown): unknown =>
  typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
