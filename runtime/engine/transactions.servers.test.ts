// On a real Kafka, with transactions: a process is killed at each step of a transaction, before its request arrives and after
// it has been done, and at points of its rounds. Who reads what is committed, outside of the pipeline, sees each record once
// and in order, and what comes of it is what comes of an undisturbed run. The seed is told where it fails.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseMark } from "../log/marks.ts";
import { feedOn, type ScenarioName, stateOf, topicsOf } from "../testing/crash.ts";
import { folderGround, type Ground } from "../testing/ground.ts";
import { seenOutside } from "../testing/outside.ts";
import { FrameProxy, STEPS_OF_TRANSACTION } from "../testing/proxy.ts";
import { brokers, freshDatabase, type TestDatabase, uniqueName } from "../testing/servers.ts";

const CHILD = fileURLToPath(new URL("../testing/crash.ts", import.meta.url));

let root = "";
let databases: TestDatabase[] = [];
let proxy: FrameProxy;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "da-transactions-"));
  proxy = await FrameProxy.to(brokers());
});
afterEach(async () => {
  await proxy.close();
  rmSync(root, { recursive: true, force: true });
  for (const each of databases) await each.drop();
  databases = [];
});

async function ground(store: "PostgreSQL" | "SQLite"): Promise<Ground> {
  const prefix = `${uniqueName("x")}.`;
  const place = { folder: join(root, prefix), prefix, brokers: brokers(), transactions: true };
  if (store === "SQLite") return { ...place, postgres: null };
  const database = await freshDatabase();
  databases.push(database);
  return { ...place, postgres: database.url };
}

async function expectedOf(name: ScenarioName): Promise<unknown> {
  const embedded = folderGround(join(root, "embedded"));
  await feedOn(name, embedded, () => {});
  const { audit, ...expected } = await stateOf(name, embedded);
  return expected;
}

/** By topic, how many records others see; each mark but once, and those of a lane in order. */
async function countsOutside(name: ScenarioName, { prefix }: Ground): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [topic, seen] of await seenOutside(brokers(), topicsOf(name, prefix))) {
    const last = new Map<string, readonly [number, number]>();
    for (const { partition, message } of seen) {
      const mark = parseMark(String(message.headers?.["da-position"]));
      if (mark === null) throw new Error(`A record of ${topic} has no mark.`);
      const lane = `${mark.lane} ${partition}`;
      const [major, minor] = last.get(lane) ?? [-1, -1];
      const isNext = mark.major > major || (mark.major === major && mark.minor > minor);
      expect(isNext, `${topic}: ${mark.major} ${mark.minor} of ${lane} after ${major} ${minor}`).toBe(true);
      last.set(lane, [mark.major, mark.minor]);
    }
    if (seen.length > 0) counts[topic.slice(prefix.length)] = seen.length;
  }
  return counts;
}

/** Runs as a process of its own, which is killed at a point of its rounds, or by `watch`; whether it was. */
async function killed(name: ScenarioName, place: Ground, point: number, watch: (kill: () => void) => void) {
  const child = spawn(process.execPath, [CHILD, name, JSON.stringify(place), String(point)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  watch(() => child.kill("SIGKILL"));
  const [, signal] = await new Promise<readonly [number | null, string | null]>((resolve) => {
    child.once("exit", (code, by) => resolve([code, by]));
  });
  return signal === "SIGKILL";
}

/** Goes on after a kill, and compares all that is there. */
async function recovered(name: ScenarioName, place: Ground, where: string, expected: unknown): Promise<void> {
  await feedOn(name, place, () => {});
  const state = await stateOf(name, place);
  expect(state, where).toEqual(expected);
  const sizes = Object.entries(state).filter(([part, all]) => part.includes(".") && Array.isArray(all));
  const counts = Object.fromEntries(sizes.map(([topic, all]) => [topic, Array.isArray(all) ? all.length : 0]));
  expect(await countsOutside(name, place), where).toEqual(counts);
}

describe.each([
  // Where a group is left without a word, its partitions are free only after ten seconds.
  ["shop", "PostgreSQL", STEPS_OF_TRANSACTION.filter(([step]) => step === "endTxn")],
  ["later", "SQLite", STEPS_OF_TRANSACTION],
] as const)("%s on Kafka and %s", { timeout: 900_000 }, (name, store, steps) => {
  test("killed at each step of a transaction", async () => {
    const seed = Date.now() % 1_000_000;
    const expected = await expectedOf(name);
    const frames = new Map<number, number>();
    proxy.rules = {
      request: (kind) => {
        frames.set(kind, (frames.get(kind) ?? 0) + 1);
        return "pass";
      },
    };
    const undisturbed = await ground(store);
    await feedOn(name, { ...undisturbed, via: proxy.port }, () => {});
    await recovered(name, undisturbed, "undisturbed", expected);
    for (const [index, [step, kind]] of steps.entries()) {
      for (const side of ["request", "answer"] as const) {
        const most = Math.max(1, Math.floor((frames.get(kind) ?? 0) / 2));
        const [number = 1] = fc.sample(fc.integer({ min: 1, max: most }), { seed: seed + index, numRuns: 1 });
        const place = await ground(store);
        const isKilled = await killed(name, { ...place, via: proxy.port }, 0, (kill) => {
          let left = number;
          proxy.rules = {
            [side]: (each: number) => {
              if (each !== kind || --left > 0) return "pass";
              kill();
              return "drop";
            },
          };
        });
        proxy.rules = {};
        const where = `seed ${seed}, killed at the ${side} of ${step}, number ${number} of ${frames.get(kind)}`;
        expect(isKilled, where).toBe(true);
        await recovered(name, place, where, expected);
      }
    }
  });

  test("killed at points of its rounds", async () => {
    const seed = Date.now() % 1_000_000;
    const expected = await expectedOf(name);
    const points: string[] = [];
    await feedOn(name, await ground(store), (point) => points.push(point));
    for (const kind of ["outbox", "before-commit", "after-commit", "sent"]) {
      const all = points.flatMap((point, index) => (point === kind ? [index + 1] : []));
      expect(all.length, kind).toBeGreaterThan(0);
      const [point = 1] = fc.sample(fc.constantFrom(...all), { seed, numRuns: 1 });
      const place = await ground(store);
      await killed(name, place, point, () => {});
      await recovered(name, place, `seed ${seed}, killed at ${kind}, point ${point}`, expected);
    }
  });
});
