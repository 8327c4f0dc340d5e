// The pipelines of this repository on a real Kafka and a real PostgreSQL: the same rows, dead letters and waiting events as on
// the embedded engine, by the same generated code.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loaderOf } from "../runtime/cli/load.ts";
import type { Loaded } from "../runtime/cli/surroundings.ts";
import { type Engine, openEngine } from "../runtime/engine/engine.ts";
import { type Ground, openPorts } from "../runtime/ports.ts";
import { prefixed } from "../runtime/testing/ground.ts";
import { brokers, freshDatabase, type TestDatabase, uniqueName } from "../runtime/testing/servers.ts";
import { installedIn } from "./installed.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const load = loaderOf(new URL("../runtime/index.ts", import.meta.url));

let folder = "";
let database: TestDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "da-week-"));
  database = await freshDatabase();
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

/** Files of recorded events, each named after its source, in the order in which they are fed. */
interface Recorded {
  readonly generated: () => string;
  readonly samples: string;
  readonly sources: readonly string[];
  /** What must be there before. */
  readonly tables?: string;
}

function compiled(spec: string): string {
  const out = join(folder, "generated");
  const args = [join(ROOT, "bin/da-compile.js"), "compile", join(ROOT, spec), "--out", out];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  installedIn(folder);
  return out;
}

const RECORDED: Readonly<Record<string, Recorded>> = {
  "pipelines.da": {
    generated: () => join(ROOT, "generated"),
    samples: "samples",
    sources: ["core", "edmobile", "player", "web"],
  },
  "examples/shop": {
    generated: () => compiled("examples/shop/shop.da"),
    samples: "examples/shop/samples",
    sources: ["catalogue", "checkout"],
  },
  "examples/sensors": {
    generated: () => compiled("examples/sensors/sensors.da"),
    samples: "examples/sensors/samples",
    sources: ["plan", "gateways"],
  },
  "examples/payments": {
    generated: () => compiled("examples/payments/payments.da"),
    samples: "examples/payments/samples",
    sources: ["acquirer"],
    // Somebody else's, and empty as it is in memory.
    tables: "CREATE TABLE merchants (merchant_id text PRIMARY KEY, name text NOT NULL, fee_percent double precision)",
  },
};

/** All that came of it, in an order that does not depend on the turns that handlers took. */
async function resultOn(ground: Ground, loaded: Loaded, { samples, sources }: Recorded, partitions = 1) {
  const prefix = ground.kafka === null ? "" : `${uniqueName("week")}.`;
  const definition = { ...prefixed(loaded.definition, prefix), partitions };
  const ports = await openPorts(definition, { ...ground, ...loaded, makesExternal: true });
  const engine = await openEngine(definition, ports);
  try {
    for (const source of sources) {
      const lines = readFileSync(join(ROOT, samples, `${source}.jsonl`))
        .toString()
        .split("\n");
      const records = lines.filter((line) => line !== "").map((line) => ({ source, value: Buffer.from(line) }));
      await engine.append(records);
      await engine.runUntilQuiet();
    }
    await engine.releaseHeld();
    const stores: Record<string, unknown> = {};
    for (const { name } of definition.stores) stores[name] = await rowsOf(engine, name);
    const letters = await Array.fromAsync(engine.deadLetters());
    const waiting = await Array.fromAsync(engine.waiting());
    return {
      stores,
      dead: letters.map(({ handler, code, value }) => [handler, code, String(Buffer.from(value))]).sort(),
      waiting: waiting.map(({ event, handler, store, keyJson }) => [event, handler, store, keyJson]).sort(),
    };
  } finally {
    await engine.close();
    await ports.close();
  }
}

async function rowsOf(engine: Engine, store: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const { json } of engine.rows(store)) rows.push(JSON.parse(json));
  return rows;
}

const EMBEDDED: Ground = { folder: null, kafka: null, postgres: null };
const onServers = (): Ground => ({ folder: null, kafka: { brokers: brokers().split(",") }, postgres: database.url });

// With one partition, as the embedded log has, there is one order.
test.each(Object.entries(RECORDED))("%s", { timeout: 600_000 }, async (_name, recorded) => {
  const loaded = await load(recorded.generated());
  const embedded = await resultOn(EMBEDDED, loaded, recorded);
  expect(Object.values(embedded.stores).flat().length).toBeGreaterThan(10);
  if (recorded.tables !== undefined) await database.query(recorded.tables);
  expect(await resultOn(onServers(), loaded, recorded)).toEqual(embedded);
});

/** What they hold depends on which of two pupils, or two kinds of events, came first: no order between them is promised. */
const OF_CHANCE = ["content_activity", "facet_tastes", "preferences", "preference_shares"];

test("pipelines.da on as many partitions as it says", { timeout: 600_000 }, async () => {
  const recorded = RECORDED["pipelines.da"];
  if (recorded === undefined) throw new Error("There is no such pipeline.");
  const loaded = await load(recorded.generated());
  const [embedded, onEight] = [
    await resultOn(EMBEDDED, loaded, recorded),
    await resultOn(onServers(), loaded, recorded, loaded.definition.partitions),
  ];
  const { stores, ...rest } = onEight;
  expect(rest).toEqual({ dead: embedded.dead, waiting: embedded.waiting });
  for (const [store, rows] of Object.entries(stores)) {
    if (!OF_CHANCE.includes(store)) expect(rows, store).toEqual(embedded.stores[store]);
  }
});
