// A run that is stopped anywhere, and goes on, ends as one that was not: rows, events, dead letters, positions.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { feedOn, type ScenarioName, stateOf, stopAt } from "../testing/crash.ts";
import { folderGround, type Ground } from "../testing/ground.ts";

const CHILD = fileURLToPath(new URL("../testing/crash.ts", import.meta.url));

/** A killed process needs no disk to be exact; memory is quicker, where there is such a folder. */
const PLACE = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(PLACE, "da-crash-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const groundAt = (name: string): Ground => folderGround(join(root, name));

async function undisturbed(
  name: ScenarioName,
): Promise<{ readonly state: unknown; readonly points: readonly string[] }> {
  const points: string[] = [];
  const ground = groundAt("undisturbed");
  await feedOn(name, ground, (point) => points.push(point));
  return { state: await stateOf(name, ground), points };
}

const ALWAYS = ["begun", "fold", "replace", "outbox", "note", "positions", "before-commit", "after-commit"];
const LATER = ["park", "wake", "repark", "unpark", "hold", "unhold", "bring", "repeats"];

test.each([
  [
    "shop",
    ALWAYS,
    {
      carts: 5,
      users: 5,
      open: 1,
      lag: 8,
      audit: 9,
      "source.web": 20,
      "source.partner": 4,
      "t.dead.web": 2,
      "t.dead.partner": 1,
      "t.dead.carts": 3,
      "t.dead.growth": 3,
      "t.gep.cart.changed": 14,
    },
  ],
  [
    "later",
    [...ALWAYS, ...LATER],
    { items: 3, others: 1, bought: 3, notes: 3, parked: 2, held: 0, "t.dead.buying": 1, "t.demux.cart": 19 },
  ],
  ["sales", [...ALWAYS, "fetched"], { totals: 4, days: 11, counts: 3, seen: 4, "t.dead.sales": 2, "t.dep.sale": 19 }],
] as const)("%s: the undisturbed run does all that is to be crashed", async (name, expectedPoints, expectedSizes) => {
  const { state, points } = await undisturbed(name);
  expect(new Set(points)).toEqual(new Set(expectedPoints));
  const sizes = Object.entries(Object(state)).map(([part, all]) => [part, Array.isArray(all) ? all.length : all]);
  expect(Object.fromEntries(sizes)).toMatchObject(expectedSizes);
});

describe.each(["shop", "later", "sales"] as const)("%s", { timeout: 300_000 }, (name) => {
  test("stopped at each point", async () => {
    const { state, points } = await undisturbed(name);
    for (let point = 1; point <= points.length; point++) {
      const ground = groundAt(String(point));
      expect(await stopAt(name, ground, point)).toBe(true);
      await feedOn(name, ground, () => {});
      expect(await stateOf(name, ground), `stopped at ${points[point - 1]}, point ${point}`).toEqual(state);
      rmSync(ground.folder, { recursive: true });
    }
  });

  test("stopped again while it recovers", async () => {
    const { state, points } = await undisturbed(name);
    const step = Math.ceil(points.length / 30);
    for (let first = 3; first <= points.length; first += step) {
      for (let second = 2; second <= 26; second += 5) {
        const ground = groundAt(`${first}-${second}`);
        await stopAt(name, ground, first);
        await stopAt(name, ground, second);
        await feedOn(name, ground, () => {});
        expect(await stateOf(name, ground), `stopped at ${first} and then at ${second}`).toEqual(state);
        rmSync(ground.folder, { recursive: true });
      }
    }
  });

  test("killed", async () => {
    const { state, points } = await undisturbed(name);
    for (let point = 5; point <= points.length; point += Math.ceil(points.length / 12)) {
      const ground = groundAt(String(point));
      const { signal, stderr } = spawnSync(process.execPath, [CHILD, name, JSON.stringify(ground), String(point)], {
        encoding: "utf8",
      });
      expect(signal, stderr).toBe("SIGKILL");
      await feedOn(name, ground, () => {});
      expect(await stateOf(name, ground), `killed at ${points[point - 1]}, point ${point}`).toEqual(state);
      rmSync(ground.folder, { recursive: true });
    }
  });
});
