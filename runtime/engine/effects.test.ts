// What rounds keep of the rows that they have written: enough to be quick, and no more than that.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Plain } from "../codec/layout.ts";
import type { RowWrite } from "../store/port.ts";
import { openApart } from "../testing/apart.ts";
import { playPipeline } from "../testing/pipelines.ts";
import { withMethod } from "../testing/with-method.ts";
import { RoundEffects } from "./effects.ts";
import { Limits } from "./limits.ts";
import { Outbox } from "./outbox.ts";
import { Parking } from "./parking.ts";
import { planOf } from "./plan.ts";

const plan = planOf(playPipeline());
const INSTANT = { at: 0, by: "" };

function effects(): RoundEffects {
  const outbox = new Outbox({ partitions: new Map(), isLog: false, isShared: false });
  return new RoundEffects(plan, outbox, {}, new Limits(), new Parking(plan));
}

test("what a round adds to a row that the one before has written is its own", async () => {
  const own = effects();
  const rows = own.rows("learners");
  const ports = openApart(plan.definition);
  const written: unknown[] = [];
  const tx = withMethod(await ports.store.begin(), "fold", async (_: unknown, all: Iterable<RowWrite>) => {
    for (const { key, slots } of all) written.push([...key, ...(slots ?? [])]);
  });
  const rounds: readonly (readonly [string, readonly Plain[]])[][] = [
    [
      ["a", [1, 5]],
      ["b", [2, 6]],
      ["a", [3, 4]],
    ],
    [["b", [7, 1]]],
  ];
  for (const round of rounds) {
    for (const [key, contribution] of round) rows.add([key], contribution, INSTANT);
    await rows.flush(tx);
    expect(rows.isClean).toBe(true);
  }
  expect(written).toEqual([
    ["a", 4, 5],
    ["b", 2, 6],
    ["b", 7, 1],
  ]);
  expect(rows.kept).toBe(2);
  await tx.rollback();
  await ports.close();
});

test("what a round that failed has added is not there in the next one", () => {
  const own = effects();
  const rows = own.rows("learners");
  rows.add(["a"], [1, 5], INSTANT);
  own.clear();
  expect(rows.isClean).toBe(true);
  expect(rows.written()).toEqual([]);
  rows.add(["b"], [1, 5], INSTANT);
  expect(rows.written()).toEqual([["b"]]);
});

test("rows come by key, whether few or many of those that are kept are written", async () => {
  const rows = effects().rows("learners");
  const ports = openApart(plan.definition);
  let keys: Plain[] = [];
  let sum = 0;
  const tx = withMethod(await ports.store.begin(), "fold", async (_: unknown, all: Iterable<RowWrite>) => {
    const written = [...all];
    keys = written.flatMap(({ key }) => key);
    sum = written.reduce((total, { slots }) => total + Number(slots?.[0]), 0);
  });
  const random = fc.sample(fc.array(fc.nat(60), { minLength: 1, maxLength: 80 }), { numRuns: 200, seed: 271127 });
  for (const round of random) {
    for (const n of round) rows.add([`u${n}`], [1, null], INSTANT);
    const expected = [...new Set(round.map((n) => `u${n}`))].sort();
    await rows.flush(tx);
    expect([keys, sum]).toEqual([expected, round.length]);
  }
  await tx.rollback();
  await ports.close();
});

test("not too many are kept", () => {
  const own = effects();
  const rows = own.rows("learners");
  for (let n = 0; n < 50_000; n++) rows.add([`u${n}`], [1, 1], INSTANT);
  own.clear();
  expect(rows.kept).toBe(50_000);
  rows.add(["another"], [1, 1], INSTANT);
  own.clear();
  expect(rows.kept).toBe(0);
});
