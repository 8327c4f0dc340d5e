/** A run in which faults befall a pipeline that is at work all the time, and what came of each. */
import { setTimeout as sleep } from "node:timers/promises";
import { Chance } from "../../compiler/diff/documents/chance.ts";
import { type FrameProxy, KIND } from "../../runtime/testing/proxy.ts";
import { type Comparison, compare } from "./compare.ts";
import { Feeder, movesIn } from "./feed.ts";
import { type Member, Rig, SESSION_MS } from "./rig.ts";

export const FAULTS = [
  "kill",
  "join and leave",
  "zombie",
  "Kafka restarted",
  "Kafka out of reach",
  "Kafka's answers lost",
  "database restarted",
  "database out of reach",
  "database's sessions ended",
  "commits of unknown outcome",
  "servers slow",
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
const ASLEEP_MS = SESSION_MS + 2000;
/** In ms: every frame is so late, and for so long. */
const DELAY_MS = 50;
const SLOW_MS = 3000;
/** What is to be lost comes by then, or the fault has not fired. */
const LOSS_MS = 10_000;
const ANSWERS = [KIND.produce, KIND.fetch, KIND.offsetCommit, KIND.heartbeat] as const;
const ANSWERS_IN_TRANSACTIONS = [
  KIND.addPartitionsToTxn,
  KIND.produce,
  KIND.addOffsetsToTxn,
  KIND.txnOffsetCommit,
  KIND.endTxn,
] as const;

/** A recovery that takes longer is told with what may explain it, in ms. */
const LONG_MS = 15_000;

export interface RunOptions {
  readonly seed: number;
  readonly plan: Plan;
  readonly folder: string;
  readonly say: (text: string) => void;
  /** The processes write to Kafka in transactions. */
  readonly transactions?: boolean;
  /** Aborted, it fires no more. */
  readonly signal?: AbortSignal;
}

export async function runFaults(options: RunOptions): Promise<Report> {
  const { seed, plan, folder, say, signal, transactions = false } = options;
  const chance = new Chance(seed);
  const rig = await Rig.open(folder, transactions);
  const log = await rig.openLog();
  try {
    for (let i = 0; i < MEMBERS; i++) await rig.join();
    const feeder = new Feeder(log, { chance: new Chance(seed + 1), size: 10, pause: 100 });
    feeder.start();
    const faults = new Map<FaultName, { fired: number; recoveries: number[] }>();
    const order = chance.shuffled(FAULTS.flatMap((name) => new Array<FaultName>(plan[name]).fill(name)));
    for (const [place, name] of order.entries()) {
      if (signal?.aborted === true) break;
      await sleep(chance.int(100, 1199));
      const begun = await fire(name, rig, chance);
      const reached = await fedAfter(feeder);
      const fed = performance.now() - begun;
      await untilHandled(rig, reached, () => `${name} (fault ${place + 1}, seed ${seed})`);
      const told = faults.get(name) ?? { fired: 0, recoveries: [] };
      faults.set(name, told);
      told.fired++;
      const took = performance.now() - begun;
      told.recoveries.push(took);
      say(`${place + 1}/${order.length} ${name}: ${Math.round(took)} ms`);
      if (took > LONG_MS) say(`new events came after ${Math.round(fed)} ms; the processes told:\n${rig.said}`);
    }
    await feeder.stop();
    await untilCounted(rig, await movesIn(log), () => `the end (seed ${seed})`);
    await untilQuiet(rig);
    for (const member of [...rig.members]) await rig.end(member, "SIGTERM");
    return { seed, comparison: await compare(rig, log, say), faults, refusals: rig.refusals };
  } finally {
    await log.close();
    await rig.close();
  }
}

/** Of runs beside each other, as if they were one. */
export function merged(reports: readonly [Report, ...Report[]]): Report {
  const [first] = reports;
  const sum = (pick: (report: Report) => number): number => reports.reduce((all, report) => all + pick(report), 0);
  const faults = FAULTS.map((name): [FaultName, Told] => {
    const told = reports.flatMap((report) => report.faults.get(name) ?? []);
    const fired = told.reduce((all, each) => all + each.fired, 0);
    return [name, { fired, recoveries: told.flatMap(({ recoveries }) => recoveries) }];
  });
  return {
    seed: first.seed,
    comparison: {
      moves: sum(({ comparison }) => comparison.moves),
      lost: sum(({ comparison }) => comparison.lost),
      twice: sum(({ comparison }) => comparison.twice),
      disordered: sum(({ comparison }) => comparison.disordered),
      different: sum(({ comparison }) => comparison.different),
      repeated: sum(({ comparison }) => comparison.repeated),
    },
    faults: new Map(faults),
    refusals: sum(({ refusals }) => refusals),
  };
}

/** How far the accounts are when the next moves have come. */
async function fedAfter(feeder: Feeder): Promise<ReadonlyMap<string, number>> {
  const before = feeder.records;
  while (feeder.records === before) await sleep(10);
  return feeder.reached;
}

/** Gives when it began or, of a server that was away or slow, when that was over. */
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
    case "zombie": {
      const member = memberOf(rig, chance);
      member.kill("SIGSTOP");
      await sleep(ASLEEP_MS);
      member.kill("SIGCONT");
      return begun;
    }
    case "Kafka restarted":
      await rig.kafka.stop("SIGKILL");
      await rig.kafka.start();
      return performance.now();
    case "Kafka out of reach":
      return await outOfReach(rig.toKafka, chance.int(500, 5000));
    case "Kafka's answers lost": {
      const lost = chance.one<number>(rig.transactions ? ANSWERS_IN_TRANSACTIONS : ANSWERS);
      return await cutting(rig.toKafka, (kind) => kind === lost);
    }
    case "database restarted":
      await rig.postgres.stop("SIGKILL");
      await rig.postgres.start();
      return performance.now();
    case "database out of reach":
      return await outOfReach(rig.toPostgres, chance.int(500, 5000));
    case "database's sessions ended":
      await rig.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
      return begun;
    case "commits of unknown outcome":
      return await cutting(rig.toPostgres, (kind, frame) => kind === COMPLETE && frame.includes("COMMIT"));
    case "servers slow":
      rig.toKafka.delay = DELAY_MS;
      rig.toPostgres.delay = DELAY_MS;
      await sleep(SLOW_MS);
      rig.toKafka.delay = 0;
      rig.toPostgres.delay = 0;
      return performance.now();
  }
}

/** PostgreSQL's answer that a command has been carried out. */
const COMPLETE = "C".charCodeAt(0);

async function outOfReach(proxy: FrameProxy, ms: number): Promise<number> {
  proxy.isAway = true;
  proxy.cut();
  await sleep(ms);
  proxy.isAway = false;
  return performance.now();
}

/** Three answers are lost, each with its connection. */
async function cutting(proxy: FrameProxy, isLost: (kind: number, frame: Buffer) => boolean): Promise<number> {
  const begun = performance.now();
  let left = 3;
  proxy.rules = {
    answer(kind, frame) {
      if (left === 0 || !isLost(kind, frame)) return "pass";
      left--;
      return "cut";
    },
  };
  while (left > 0 && performance.now() - begun < LOSS_MS) await sleep(10);
  proxy.rules = {};
  if (left === 3) throw new Error("There was nothing to lose.");
  return begun;
}

function memberOf(rig: Rig, chance: Chance): Member {
  if (rig.members.length === 0) throw new Error("No process is running.");
  return chance.one(rig.members);
}

/** Until each account is as far. Counting would not do: what was sent again counts again. */
async function untilHandled(rig: Rig, reached: ReadonlyMap<string, number>, what: () => string): Promise<void> {
  await until(rig, "SELECT account, most FROM accounts", what, (rows) => {
    const most = new Map(rows.map(({ account, most }) => [String(account), Number(most)]));
    const late = [...reached].filter(([account, n]) => (most.get(account) ?? 0) < n);
    return late.length === 0 ? null : `accounts are behind: ${late.map(([account]) => account).join(", ")}`;
  });
}

async function untilCounted(rig: Rig, moves: number, what: () => string): Promise<void> {
  await until(rig, "SELECT coalesce(sum(moves), 0) AS moves FROM accounts", what, ([row]) => {
    return Number(row?.moves) >= moves ? null : `${String(row?.moves)} of ${moves} moves were handled`;
  });
}

type Rows = readonly Readonly<Record<string, unknown>>[];

/** `lacking` tells what is still to come, null where nothing is. */
async function until(rig: Rig, sql: string, what: () => string, lacking: (rows: Rows) => string | null): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const rows = await rig.query(sql);
    const left = rows === null ? "the database does not answer" : lacking(rows);
    if (left === null) return;
    if (performance.now() > end) throw new Error(`${what()}: ${left}.\n${rig.said}`);
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
    if (performance.now() > end)
      console.error(
        await rig.query("SELECT * FROM da_parked ORDER BY 1 LIMIT 20"),
        await rig.query("SELECT reader, topic, partition, next FROM da_positions ORDER BY 1,2,3"),
        await rig.query("SELECT * FROM openings"),
      );
    if (performance.now() > end) throw new Error(`It does not come to rest: ${text}\n${rig.said}`);
  }
}
