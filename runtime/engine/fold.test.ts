// Whether contributions are added unseen, in batches, or folded into rows that were read: the rows are the same.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { StoreDefinition } from "../api/definition.ts";
import { openEmbedded } from "../embedded.ts";
import { ddlOf } from "../testing/ddl.ts";
import { bool, duration, int, number, pipelineOf, storeOf, text } from "../testing/definition.ts";
import type { Instant } from "./fold.ts";
import { MISSING, StoreRows } from "./rows.ts";
import { planStores } from "./stores.ts";

const STORE: StoreDefinition = storeOf("rows", [
  { name: "key", kind: "key", type: text },
  { name: "count", kind: "sum", type: int },
  { name: "amount", kind: "sum", type: number },
  { name: "least", kind: "min", type: text },
  { name: "most", kind: "max", type: int },
  { name: "newest", kind: "latest", type: text },
  { name: "oldest", kind: "first", type: bool },
  { name: "average", kind: "mean", type: duration },
  { name: "kinds", kind: "distinct", type: int },
  { name: "note", kind: "plain", type: { kind: "nullable", of: text } },
]);

interface Update {
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly instant: Instant;
}

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 3 });
const whole = fc.integer({ min: -5, max: 5 });

const update: fc.Arbitrary<Update> = fc.record({
  key: fc.constantFrom("a", "b"),
  values: fc.record(
    {
      count: maybe(whole),
      amount: maybe(whole.map((n) => n / 4)),
      least: maybe(fc.constantFrom("x", "\uffff", "\u{1f600}", "")),
      most: maybe(whole),
      newest: maybe(fc.string({ maxLength: 2 })),
      oldest: maybe(fc.boolean()),
      average: maybe(whole),
      kinds: maybe(whole),
      note: maybe(fc.constantFrom("n", "m")),
    },
    { requiredKeys: [] },
  ),
  instant: fc.record({ at: fc.integer({ min: 0, max: 2 }), by: fc.constantFrom("p", "q", "\u{1f600}", "\uffff") }),
});

/** The rows after batches of updates, each batch in a transaction of its own. */
async function rowsAfter(batches: readonly (readonly Update[])[], use: "fold" | "row"): Promise<unknown[]> {
  const definition = pipelineOf({ stores: [STORE] });
  const { store, close } = openEmbedded(definition, { folder: null, ddl: ddlOf(definition) });
  const plan = planStores(definition).get("rows");
  if (plan === undefined) throw new Error("There is a store.");
  const rows = new StoreRows(plan);
  for (const batch of batches) {
    const tx = await store.begin();
    for (const { key, values, instant } of batch) {
      const [slots, contribution] = [plan.keyOf({ key }), plan.contributionOf(values)];
      if (use === "fold") rows.add(slots, contribution, instant);
      for (let isDone = use === "fold"; !isDone; ) {
        try {
          rows.update(slots, contribution, instant);
          rows.keep();
          isDone = true;
        } catch (error) {
          if (error !== MISSING) throw error;
          rows.undo();
          expect(await rows.load(tx, true)).toBe(true);
        }
      }
    }
    await rows.flush(tx);
    await tx.commit();
  }
  const found: unknown[] = [];
  for await (const { key, slots } of store.rows(plan.layout)) found.push([plan.rowOf(key, slots), slots]);
  await close();
  return found;
}

test("in any batches", async () => {
  const batches = fc.array(fc.array(update, { maxLength: 6 }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(batches, async (split) => {
      const folded = await rowsAfter(split, "fold");
      expect(folded).toEqual(await rowsAfter([split.flat()], "fold"));
      expect(folded).toEqual(await rowsAfter(split, "row"));
    }),
    { numRuns: 60 },
  );
});

test("but for plain columns, in any order", async () => {
  const updates = fc.array(
    update.map((each): Update => ({ ...each, values: { ...each.values, note: undefined } })),
    { maxLength: 10 },
  );
  await fc.assert(
    fc.asyncProperty(updates, async (all) => {
      // Two updates of one instant and tie-breaker do not occur: the ordinal tells them apart.
      const unique = all.map(
        (each, n): Update => ({ ...each, instant: { ...each.instant, by: `${each.instant.by}${n}` } }),
      );
      expect(await rowsAfter([unique.toReversed()], "fold")).toEqual(await rowsAfter([unique], "row"));
    }),
    { numRuns: 60 },
  );
});
