/** A run in which faults befall a pipeline that is at work all the time, and what came of each. */
import { setTimeout as sleep } from "node:timers/promises";
import { Chance } from "../../compiler/diff/documents/chance.ts";
import { type Comparison, compare } from "./compare.ts";
import { Feeder } from "./feed.ts";
import { type Member, Rig } from "./rig.ts";

export const FAULTS = [
  "kill",
  "join and leave",
  "database sessions cut",
  "database restarted",
  "broker restarted",
  "zombie",
] as const;
export type FaultName = (typeof FAULTS)[number];

/** How often each fault is to fire. */
export type Plan = Readonly<Record<FaultName, number>>;

export interface Told {
  readonly fired: number;
  /** In ms, until all was handled that had come by the end of the fault, and something that came after it. */
  readonly recoveries: readonly number[];
}

export interface Report {
  readonly seed: number;
  readonly comparison: Comparison;
  readonly faults: ReadonlyMap<FaultName, Told>;
  /** Transactions of processes that others had taken over from. */
  readonly refusals: number;
}

const MEMBERS = 2;
/** Who has not handled by then what lay there has not recovered. */
const PATIENCE_MS = 180_000;
/** Longer than a session, after which others take over. */
const ASLEEP_MS = 13_000;

export interface RunOptions {
  readonly seed: number;
  readonly plan: Plan;
  readonly folder: string;
  readonly say: (text: string) => void;
}

export async function runFaults({ seed, plan, folder, say }: RunOptions): Promise<Report> {
  const chance = new Chance(seed);
  const rig = await Rig.open(folder);
  const log = await rig.openLog();
  try {
    for (let i = 0; i < MEMBERS; i++) await rig.join();
    const feeder = new Feeder(log, { chance: new Chance(seed + 1), size: 40, pause: 100 });
    feeder.start();
    const faults = new Map<FaultName, { fired: number; recoveries: number[] }>();
    const order = chance.shuffled(FAULTS.flatMap((name) => new Array<FaultName>(plan[name]).fill(name)));
    for (const [place, name] of order.entries()) {
      await sleep(chance.int(100, 1199));
      const begun = await fire(name, rig, chance);
      const moves = await fedAfter(feeder);
      await untilHandled(rig, moves, () => `${name} (fault ${place + 1}, seed ${seed})`);
      const told = faults.get(name) ?? { fired: 0, recoveries: [] };
      faults.set(name, told);
      told.fired++;
      told.recoveries.push(performance.now() - begun);
      say(`${place + 1}/${order.length} ${name}: ${Math.round(performance.now() - begun)} ms`);
    }
    await feeder.stop();
    await untilHandled(rig, feeder.moves, () => `the end (seed ${seed})`);
    await untilQuiet(rig);
    for (const member of [...rig.members]) await rig.end(member, "SIGTERM");
    return { seed, comparison: await compare(rig, log), faults, refusals: rig.refusals };
  } finally {
    await log.close();
    await rig.close();
  }
}

/** How many moves there are when the next ones have come. */
async function fedAfter(feeder: Feeder): Promise<number> {
  const before = feeder.moves;
  while (feeder.moves === before) await sleep(10);
  return feeder.moves;
}

/** Gives when it began or, of a server that was away, when that was back. */
async function fire(name: FaultName, rig: Rig, chance: Chance): Promise<number> {
  const begun = performance.now();
  switch (name) {
    case "kill":
      await rig.end(memberOf(rig, chance), "SIGKILL");
      await rig.join();
      return begun;
    case "join and leave":
      await rig.join();
      await rig.end(memberOf(rig, chance), "SIGTERM");
      return begun;
    case "database sessions cut":
      await rig.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
      return begun;
    case "database restarted":
      await rig.postgres.stop("SIGKILL");
      await rig.postgres.start();
      return performance.now();
    case "broker restarted":
      await rig.kafka.stop("SIGKILL");
      await rig.kafka.start();
      return performance.now();
    case "zombie": {
      const member = memberOf(rig, chance);
      member.kill("SIGSTOP");
      await sleep(ASLEEP_MS);
      member.kill("SIGCONT");
      return begun;
    }
  }
}

function memberOf(rig: Rig, chance: Chance): Member {
  if (rig.members.length === 0) throw new Error("No process is running.");
  return chance.one(rig.members);
}

/** Until the last handler of a move has had so many of them. */
async function untilHandled(rig: Rig, moves: number, what: () => string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const rows = await rig.query("SELECT coalesce(sum(moves), 0) AS moves FROM accounts");
    if (rows !== null && Number(rows[0]?.moves ?? 0) >= moves) return;
    if (performance.now() > end) {
      const said = rig.members.map(({ err }) => err).join("\n");
      throw new Error(`${what()}: ${String(rows?.[0]?.moves)} of ${moves} moves were handled.\n${said}`);
    }
    await sleep(50);
  }
}

const LEFT =
  "SELECT (SELECT count(*) FROM da_parked) AS parked, (SELECT count(*) FROM da_outbox) AS outbox, " +
  "(SELECT sum(next) FROM da_positions) AS next";

/** Nothing waits, and for two seconds nothing has moved. */
async function untilQuiet(rig: Rig): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  let last = "";
  for (let calm = 0; calm < 4; ) {
    await sleep(500);
    const rows = await rig.query(LEFT);
    const text = JSON.stringify(rows);
    calm = text === last && Number(rows?.[0]?.parked) === 0 && Number(rows?.[0]?.outbox) === 0 ? calm + 1 : 0;
    last = text;
    if (performance.now() > end) throw new Error(`It does not come to rest: ${text}`);
  }
}
