// On a real Kafka and a real PostgreSQL: a run that is stopped somewhere, and goes on, ends as one that was not. Of each kind
// of point one is taken by chance; the seed is told where it fails. DA_CRASH_POINTS takes more of each.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { feedOn, type ScenarioName, stateOf, stopAt } from "../testing/crash.ts";
import { folderGround, type Ground } from "../testing/ground.ts";
import { brokers, freshDatabase, type TestDatabase, uniqueName } from "../testing/servers.ts";

const OF_EACH = Number(process.env.DA_CRASH_POINTS ?? 1);

let root = "";
let databases: TestDatabase[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "da-crash-"));
});
afterEach(async () => {
  rmSync(root, { recursive: true, force: true });
  for (const each of databases) await each.drop();
  databases = [];
});

async function ground(store: "PostgreSQL" | "SQLite"): Promise<Ground> {
  const prefix = `${uniqueName("c")}.`;
  const folder = join(root, prefix);
  if (store === "SQLite") return { folder, prefix, brokers: brokers(), postgres: null };
  const database = await freshDatabase();
  databases.push(database);
  return { folder, prefix, brokers: brokers(), postgres: database.url };
}

/** So many numbers of points of each kind, by the chance of a seed. */
function chosen(points: readonly string[], seed: number): number[] {
  return [...new Set(points)].flatMap((kind, place) => {
    const all = points.flatMap((point, index) => (point === kind ? [index + 1] : []));
    return fc.sample(fc.constantFrom(...all), { seed: seed + place, numRuns: Math.min(OF_EACH, all.length) });
  });
}

async function expectedOf(name: ScenarioName): Promise<unknown> {
  const embedded = folderGround(join(root, "embedded"));
  await feedOn(name, embedded, () => {});
  const { audit, ...expected } = await stateOf(name, embedded);
  return expected;
}

describe.each(["PostgreSQL", "SQLite"] as const)("Kafka and %s", { timeout: 900_000 }, (store) => {
  test.each(["shop", "later", "sales"] as const)("%s, stopped at points of each kind", async (name) => {
    const seed = Date.now() % 1_000_000;
    const expected = await expectedOf(name);
    const points: string[] = [];
    await feedOn(name, await ground(store), (point) => points.push(point));
    expect(points).toContain("before-commit");
    for (const point of chosen(points, seed)) {
      const place = await ground(store);
      const isStopped = await stopAt(name, place, point);
      await feedOn(name, place, () => {});
      const where = `seed ${seed}, ${isStopped ? `stopped at ${points[point - 1]}` : "not stopped"}, point ${point}`;
      expect(await stateOf(name, place), where).toEqual(expected);
    }
  });
});
