/**
 * Feeds a fixed input to the shop pipeline on a data folder, going on where an earlier run was stopped, and tells all that
 * is there afterwards. As a program (`node crash.ts FOLDER POINT`) it is killed at the so-manieth point.
 */
import { openEmbeddedTopics } from "../embedded.ts";
import { headersAt } from "../engine/incoming.ts";
import type { LogPort } from "../log/port.ts";
import { bytesOf, harnessOf } from "./harness.ts";
import { shopPipeline } from "./pipelines.ts";

const PIPELINE = shopPipeline();

const LINES: readonly { readonly source: string; readonly value: unknown }[] = [
  ...Array.from({ length: 14 }, (_, n) => ({ source: "web", value: paid(n) })),
  { source: "web", value: '{"head": {"kind": "paid"' },
  { source: "web", value: { head: { kind: "paid", id: "x" }, user: "u1", shop: "s", amount: 5000, at: 1 } },
  { source: "web", value: { head: { kind: "unknown" } } },
  { source: "partner", value: { no: 1, buyer: "p1", cents: 1225 } },
  { source: "partner", value: { no: 2, buyer: "p2", cents: 9550 } },
  { source: "partner", value: [] },
  { source: "partner", value: { no: 3, buyer: "p1", cents: 75 } },
];

function paid(n: number): unknown {
  const shops = ["s1", "s2", "closed", "twice", "s1"];
  const amounts = [10, 20.25, 96, 99.5, 300, 250];
  return {
    head: { kind: "paid", id: `e${n}` },
    user: `u${n % 3}`,
    shop: shops[n % shops.length],
    amount: amounts[n % amounts.length],
    at: 1_770_000_000_000 + ((n * 7) % 5),
  };
}

const BATCH = 4;

/** Feeds what is left of the input and runs until it is quiet; `point` may throw, or kill. */
export async function feedOn(folder: string, point: (name: string) => void): Promise<void> {
  const harness = await harnessOf(PIPELINE, { folder, point });
  try {
    for (let line = Number((await harness.engine.note("input")) ?? 0); line < LINES.length; line += BATCH) {
      const records = LINES.slice(line, line + BATCH).map(({ source, value }) => ({ source, value: bytesOf(value) }));
      await harness.engine.append(records, { name: "input", text: String(line + BATCH) });
    }
    await harness.engine.runUntilQuiet();
  } finally {
    await harness.close();
  }
}

/** Rows of all stores and records of all topics, in an order that does not depend on the turns that handlers took. */
export async function stateOf(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const harness = await harnessOf(PIPELINE, { folder });
  const state: Record<string, unknown> = {};
  try {
    for (const { name } of PIPELINE.stores) state[name] = await harness.rows(name);
    state.lag = harness.engine.stats().map(({ lag }) => lag);
  } finally {
    await harness.close();
  }
  const log = openEmbeddedTopics(folder);
  for (const { name } of await log.topics()) state[name] = await recordsOf(log, name);
  await log.close();
  return state;
}

async function recordsOf(log: LogPort, topic: string): Promise<readonly string[]> {
  const reader = await log.join(null, [topic]);
  const found: string[] = [];
  for (let next = 0; ; ) {
    const batches = await reader.fetch(topic, 0, next, 1 << 20);
    if (batches.length === 0) break;
    for (const batch of batches) {
      for (let i = batch.indexOf(next); i < batch.count; i++) {
        const headers = headersAt(batch, i, "t").filter(([name]) => name !== "da-dead-offset");
        const texts = headers.map(([name, value]) => `${name}=${String(value)}`);
        found.push([String(batch.key(i)), batch.value(i).toString(), ...texts].join(" "));
      }
      next = batch.next;
    }
  }
  return found.sort();
}

if (process.argv[1]?.endsWith("crash.ts") === true) {
  let left = Number(process.argv[3]);
  await feedOn(process.argv[2] ?? "", () => {
    left--;
    if (left === 0) process.kill(process.pid, "SIGKILL");
  });
}
