/**
 * Feeds a fixed input to a pipeline, going on where an earlier run was stopped, and tells all that is there afterwards. As
 * a program (`node crash.ts SCENARIO GROUND POINT`, the ground as JSON) it is killed at the so-manieth point.
 */
import type { PipelineDefinition } from "../api/definition.ts";
import { TerminalError } from "../api/terminal.ts";
import { headersAt } from "../engine/incoming.ts";
import { planOf } from "../engine/plan.ts";
import type { RecordBatch } from "../log/batch.ts";
import type { LogPort } from "../log/port.ts";
import { batchesIn, Repeats } from "../log/reading.ts";
import { handlerOf } from "./definition.ts";
import { type Ground, harnessOn, prefixed } from "./ground.ts";
import { bytesOf, harnessOf } from "./harness.ts";
import {
  type Bought,
  buying,
  DAY,
  gone,
  laterPipeline,
  MINUTE,
  noting,
  paid,
  required,
  saved,
  telling,
} from "./later.ts";
import { shopPipeline } from "./pipelines.ts";
import { sale, salesPipeline } from "./sales.ts";

type Line = readonly [source: string, value: unknown];

export interface Scenario {
  readonly definition: PipelineDefinition;
  /** What is fed at once, one step after another. */
  readonly steps: readonly (readonly Line[])[];
  /** Between steps, in ms. */
  readonly pause: number;
}

/** Handlers that fold, read, change, signal and delete, and events that are dead. */
function shopScenario(): Scenario {
  const lines: Line[] = [
    ...Array.from({ length: 14 }, (_, n): Line => ["web", shopping(n)]),
    ["web", '{"head": {"kind": "paid"'],
    ["web", { head: { kind: "paid", id: "x" }, user: "u1", shop: "s", amount: 5000, at: 1 }],
    ["web", { head: { kind: "unknown" } }],
    ["partner", { no: 1, buyer: "p1", cents: 1225 }],
    ["partner", { no: 2, buyer: "p2", cents: 9550 }],
    ["partner", []],
    ["partner", { no: 3, buyer: "p1", cents: 75 }],
  ];
  const steps = Array.from({ length: Math.ceil(lines.length / 4) }, (_, step) => lines.slice(4 * step, 4 * step + 4));
  return { definition: shopPipeline(), steps, pause: 0 };
}

function shopping(n: number): unknown {
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

/** Waits that end with a row, with time, or not; queues; events that are held back; repeats. */
function laterScenario(): Scenario {
  const loose = handlerOf<Bought>(
    { name: "loose", kind: "gep", on: ["cart.paid"], waits: ["items"], emits: ["cart.seen"] },
    ({ user, sku }, da) => {
      const item = required(da, "items", sku, { wait: 30 * MINUTE, unordered: true, otherwise: "continue" });
      da.emit("cart.seen", { user, sku: `${item === null ? "no" : "some"} ${sku}` });
    },
  );
  const shop = (...all: readonly unknown[]): Line[] => all.map((value) => ["shop", value]);
  const stock = (...all: readonly unknown[]): Line[] => all.map((value) => ["stock", value]);
  const steps: Line[][] = [
    [
      ...stock(saved("B")),
      ...shop(paid("u1", "A", { id: "1" }), paid("u1", "B", { id: "2" }), paid("u2", "B", { id: "3" })),
    ],
    shop(
      [paid("u1", "B", { id: "2" }), paid("u3", "C", { id: "4" }), paid("u3", "C", { id: "4" })],
      paid("u3", "B", { id: "5" }),
    ),
    [...stock(saved("A"), saved("C"), gone("C")), ...shop(paid("u1", "D", { id: "6", other: "X" }))],
    [...stock(saved("D")), ...shop(paid("u1", "B", { id: "7" }), paid("u1", "B", { id: "7" }))],
    [...stock(saved("X", "others")), ...shop(paid("u2", "E", { id: "8" }))],
    [],
  ];
  const onlyTold = { ...noting, on: ["cart.told"] };
  const definition = laterPipeline([buying(), loose, telling, onlyTold], { unique: DAY, array: true });
  return { definition, steps, pause: 20 * MINUTE };
}

/** A handler in TypeScript that reads what it wrote itself, beside rows that others write; some of its events are dead. */
function salesScenario(): Scenario {
  const definition = salesPipeline(async ({ user, shop, amount, note }, da) => {
    const day = note ?? "";
    da.update("days", { user, day, shop }, { sales: 1 });
    const [total, days] = await Promise.all([da.get("totals", { user }), da.scan("days", { user }, { limit: 5 })]);
    if (amount === 3) throw new TerminalError("three");
    da.update("totals", { user }, { sum: amount, mean: amount, newest: amount, shops: shop, trend: amount, last: day });
    const after = await da.get("totals", { user });
    if (amount > 6) da.emit("usage.sale.amount", { user, amount: (total?.sum ?? 0) + days.length });
    if (amount === 12) da.emit("usage.sale.amount", { user, amount: 2000 });
    da.emit("usage.sale.amount", { user, amount: after?.sum ?? null, took: after?.shops ?? null });
  });
  const lines = Array.from({ length: 14 }, (_, n): Line => {
    const more = { id: `s${n}`, at: 1_770_000_000_000 + ((n * 7) % 5), shop: ["x", "y", "z"][n % 3] ?? "" };
    const value = sale(`u${n % 4}`, n, { ...more, note: `2026-01-0${1 + (n % 2)}` });
    return ["web", n === 5 ? [value, { ...value, id: "s5b" }] : value];
  });
  return { definition, steps: [lines.slice(0, 5), lines.slice(5, 8), lines.slice(8)], pause: 0 };
}

export const SCENARIOS = { shop: shopScenario(), later: laterScenario(), sales: salesScenario() } as const;
export type ScenarioName = keyof typeof SCENARIOS;

/** Its topics, with what stands before them. */
export const topicsOf = (name: ScenarioName, prefix: string): readonly string[] =>
  planOf(prefixed(SCENARIOS[name].definition, prefix))
    .topics(1)
    .map(({ name: topic }) => topic)
    .filter((topic) => topic.startsWith(prefix));

const START = 1_780_000_000_000;

/** Prepared once for each prefix, as definitions are never changed. */
const prepared = new Map<string, PipelineDefinition>();

function definitionOf(name: ScenarioName, { prefix }: Ground): PipelineDefinition {
  const key = `${name} ${prefix}`;
  const definition = prepared.get(key) ?? prefixed(SCENARIOS[name].definition, prefix);
  prepared.set(key, definition);
  return definition;
}

/** Feeds what is left of the input and runs until it is quiet; `point` may throw, or kill. */
export async function feedOn(
  name: ScenarioName,
  ground: Ground,
  point: (name: string) => void,
  pace: () => Promise<void> = async () => {},
): Promise<void> {
  const { steps, pause } = SCENARIOS[name];
  let step = 0;
  const now = () => START + step * pause;
  const harness = await harnessOf(definitionOf(name, ground), { ...harnessOn(ground), point, now });
  try {
    // What was fed before is handled as of then.
    const fed = Number((await harness.engine.note("input")) ?? 0);
    step = Math.max(0, fed - 1);
    await harness.engine.runUntilQuiet();
    for (step = fed; step < steps.length; step++) {
      await pace();
      // What is due by now is so before anything comes, wherever the log is.
      if (pause > 0) await harness.engine.runUntilQuiet();
      const time = now();
      const records = (steps[step] ?? []).map(([source, value]) => ({ source, value: bytesOf(value), time }));
      await harness.engine.append(records, { name: "input", text: String(step + 1) });
      if (pause > 0) await harness.engine.runUntilQuiet();
    }
    step = steps.length - 1;
    await harness.engine.releaseHeld();
  } finally {
    await harness.close();
  }
}

class Stopped extends Error {}

/** Stops a run at a point, as far as a process can stop itself; false where the run ended before it. */
export async function stopAt(name: ScenarioName, ground: Ground, point: number): Promise<boolean> {
  let left = point;
  try {
    await feedOn(name, ground, () => {
      left--;
      if (left <= 0) throw new Stopped();
    });
    return false;
  } catch (error) {
    if (error instanceof Stopped) return true;
    throw error;
  }
}

/** All that is there, in an order that does not depend on the turns that handlers took. */
export async function stateOf(name: ScenarioName, ground: Ground): Promise<Readonly<Record<string, unknown>>> {
  const definition = definitionOf(name, ground);
  const harness = await harnessOf(definition, harnessOn(ground));
  const { prefix } = ground;
  const state: Record<string, unknown> = {};
  try {
    for (const { name: store } of definition.stores) state[store] = await harness.rows(store);
    state.lag = harness.engine.stats().map(({ lag }) => lag);
    const parked = await Array.fromAsync(harness.engine.parked());
    // What is written to Kafka again after a stop makes later offsets larger.
    const shown = parked.map(({ id, value, offset, ...rest }) => `${JSON.stringify(rest)} ${String(value)}`);
    state.parked = shown.map((text) => text.replaceAll(prefix, "")).sort();
    state.held = await Array.fromAsync(harness.engine.held());
    const own = planOf(definition).topics(1);
    for (const { name: topic } of own) {
      // Several tests forward to the same topics, which are no part of any.
      if (prefix !== "" && !topic.startsWith(prefix)) continue;
      const records = await recordsOf(harness.ports.log, topic);
      if (records.length > 0) state[topic.slice(prefix.length)] = records.map((text) => text.replaceAll(prefix, ""));
    }
  } finally {
    await harness.close();
  }
  return state;
}

/** What came once: a record that was written again is known by its mark. */
async function recordsOf(log: LogPort, topic: string): Promise<readonly string[]> {
  const reader = await log.join(null, [topic]);
  const found: string[] = [];
  for (const extent of await reader.extents()) {
    const repeats = new Repeats();
    for await (const batch of batchesIn(reader, extent)) {
      const again = repeats.in(batch);
      for (let i = batch.indexOf(extent.start); i < batch.count; i++) {
        if (!again.has(batch.offset(i))) found.push(recordText(batch, i));
      }
    }
  }
  await reader.leave();
  return found.sort();
}

/** Without what depends on where it was written. */
function recordText(batch: RecordBatch, index: number): string {
  const headers = headersAt(batch, index, "t").filter(([name]) => name !== "da-dead-offset");
  const texts = headers.map(([name, value]) => `${name}=${String(value)}`);
  // A log may leave the keys of what is fed to be computed, each of an array's own.
  const isFed = texts.length === 0 || headers.some(([name]) => name.startsWith("da-dead-"));
  const key = isFed ? "" : `${String(batch.key(index))} `;
  return `${key}${[batch.value(index).toString(), ...texts].join(" ")}`;
}

function scenarioNamed(text: string | undefined): ScenarioName {
  return text === "later" || text === "sales" ? text : "shop";
}

if (process.argv[1]?.endsWith("crash.ts") === true) {
  let left = Number(process.argv[4]);
  const ground: Ground = JSON.parse(process.argv[3] ?? "{}");
  await feedOn(scenarioNamed(process.argv[2]), ground, () => {
    left--;
    if (left === 0) process.kill(process.pid, "SIGKILL");
  });
}
