// A law: a handler in TypeScript that does what one in .da does makes the same rows, events and dead letters, whatever
// pauses it makes, however much of it fails at first, and in whatever portions the events come.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Context } from "../../api/context.ts";
import type { PipelineDefinition } from "../../api/definition.ts";
import { harnessOf } from "../../testing/harness.ts";
import { plainSalesPipeline, type Sale, type SalesDa, sale, salesPipeline } from "../../testing/sales.ts";

const plain = plainSalesPipeline(({ user, shop, amount, note, at }: Sale, da: Context) => {
  const row = (): { readonly sum: number; readonly shops: number; readonly trend: number | null } | null => {
    const found: { readonly [name: string]: unknown } | null = Object(da.read("totals", { user }));
    const { sum, shops, trend = null } = found ?? {};
    if (typeof sum !== "number" || typeof shops !== "number") return null;
    return { sum, shops, trend: typeof trend === "number" ? trend : null };
  };
  const before = row();
  if (amount === 3) throw da.dead("three");
  const day = note ?? "2026-01-01";
  da.update("days", { user, day, shop }, { sales: 1 });
  da.update("totals", { user }, { sum: amount, mean: amount, newest: at, shops: shop, trend: amount, last: note });
  if (before !== null && before.sum > 30) da.emit("usage.sale.amount", { user, amount: before.sum * 40 });
  const after = row();
  da.emit("usage.sale.amount", { user, amount: after?.sum ?? null, took: after?.shops ?? null });
  da.emit("usage.sale.amount", { user, amount: after?.trend ?? null }, { at: at + 1 });
});

/** The same, with a pause before each step. */
const paused = (pause: () => Promise<void>): PipelineDefinition =>
  salesPipeline(async ({ user, shop, amount, note, at }: Sale, da: SalesDa) => {
    await pause();
    const before = await da.get("totals", { user });
    if (amount === 3) throw Object.assign(new Error("three"), { name: "TerminalError" });
    const day = note ?? "2026-01-01";
    da.update("days", { user, day, shop }, { sales: 1 });
    da.update("totals", { user }, { sum: amount, mean: amount, newest: at, shops: shop, trend: amount, last: note });
    await pause();
    if (before !== null && before.sum > 30) da.emit("usage.sale.amount", { user, amount: before.sum * 40 });
    if (amount === 5 && da.attempt < 3) throw new Error("five, again");
    const after = await da.get("totals", { user });
    da.emit("usage.sale.amount", { user, amount: after?.sum ?? null, took: after?.shops ?? null });
    await pause();
    da.emit("usage.sale.amount", { user, amount: after?.trend ?? null }, { at: at + 1 });
  });

async function outcome(definition: PipelineDefinition, portions: readonly (readonly object[])[], concurrency: number) {
  const harness = await harnessOf(definition, { handlers: { concurrency, backoff: 0, tries: 3 } });
  try {
    for (const portion of portions) {
      await harness.engine.append(
        portion.map((value) => ({ source: "web", value: Buffer.from(JSON.stringify(value)) })),
      );
    }
    await harness.engine.runUntilQuiet();
    const rows: Record<string, unknown> = {};
    for (const { name } of definition.stores) rows[name] = await harness.rows(name);
    const made = harness.emitted.map((each) => (each.kind === "event" ? [each.key, each.id, each.at, each.value] : []));
    const dead = harness.dead.map(({ handler, code, reason, id }) => [handler, code, reason, id]);
    return { rows, made, dead, lag: harness.engine.stats().map(({ lag }) => lag) };
  } finally {
    await harness.close();
  }
}

const sales = fc.array(
  fc.record({
    user: fc.constantFrom("a", "b", "c"),
    shop: fc.constantFrom("x", "y"),
    amount: fc.integer({ min: 0, max: 12 }),
    at: fc.integer({ min: 1_770_000_000_000, max: 1_770_000_000_004 }),
    note: fc.option(fc.constantFrom("2026-01-02", "2026-01-03")),
  }),
  { minLength: 1, maxLength: 25 },
);

test("handlers in TypeScript do what handlers in .da do", async () => {
  await fc.assert(
    fc.asyncProperty(
      sales,
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 16 }),
      async (given, size, concurrency, pauses) => {
        const events = given.map(({ user, amount, ...more }, at) => sale(user, amount, { ...more, id: `e${at}` }));
        const portions = Array.from({ length: Math.ceil(events.length / size) }, (_, at) =>
          events.slice(at * size, (at + 1) * size),
        );
        let turn = 0;
        const pause = async (): Promise<void> => {
          const turns = pauses[turn++ % pauses.length] ?? 0;
          for (let left = turns; left > 0; left--) await new Promise((resolve) => setImmediate(resolve));
        };
        expect(await outcome(paused(pause), portions, concurrency)).toEqual(await outcome(plain, portions, 1));
      },
    ),
    { numRuns: 30 },
  );
});
