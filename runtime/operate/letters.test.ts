/** Letters are counted as they are listed: what a process wrote again after a crash is none of its own. */
import { expect, test } from "vitest";
import { deadTopicOf, planOf } from "../engine/plan.ts";
import { settle } from "../engine/settled.ts";
import { BatchBuilder } from "../log/batch.ts";
import { countedOrigin } from "../log/marks.ts";
import { type Harness, harnessOf } from "../testing/harness.ts";
import { shopPipeline } from "../testing/pipelines.ts";
import { withMethod } from "../testing/with-method.ts";
import { letterCounts, newestLetters } from "./letters.ts";
import type { Site } from "./site.ts";

/** As if others could write to its log. */
const sharedSite = ({ ports }: Harness): Site => ({
  plan: planOf(shopPipeline()),
  ports: { ...ports, log: withMethod(ports.log, "capabilities", { isShared: true }) },
});

/** Appends letters of `carts`, the same marks for the same `first`. */
async function append({ ports }: Harness, first: number, count: number): Promise<void> {
  const builder = new BatchBuilder();
  for (let n = 0; n < count; n++) builder.add({ value: Buffer.from("{}"), key: null });
  const topic = deadTopicOf(shopPipeline(), "carts");
  await ports.log.append([{ topic, partition: 0, batch: builder.take(0), origin: countedOrigin("one", first, count) }]);
}

test("a letter that was written twice counts once", async () => {
  const harness = await harnessOf(shopPipeline());
  const site = sharedSite(harness);
  expect(await letterCounts(site)).toEqual(new Map());
  await append(harness, 0, 3);
  expect(await letterCounts(site)).toEqual(new Map([["carts", 3]]));
  await append(harness, 1, 2);
  await append(harness, 3, 1);
  expect(await letterCounts(site)).toEqual(new Map([["carts", 4]]));
  await harness.close();
});

test("many letters are counted by where their topic ends", async () => {
  const harness = await harnessOf(shopPipeline());
  await append(harness, 0, 1000);
  await append(harness, 0, 1);
  expect(await letterCounts(sharedSite(harness))).toEqual(new Map([["carts", 1001]]));
  await harness.close();
});

test("the newest letters come first, and one that was written twice is the first of them", async () => {
  const harness = await harnessOf(shopPipeline());
  await append(harness, 0, 3);
  await append(harness, 1, 2);
  await append(harness, 3, 1);
  const newest = async (limit: number) =>
    (await newestLetters(sharedSite(harness), {}, limit)).map(({ place }) => place.offset);
  expect(await newest(10)).toEqual([5, 2, 1, 0]);
  expect(await newest(2)).toEqual([5, 2]);
  expect(await newest(0)).toEqual([]);
  await harness.close();
});

test("where the first was replayed, the second is no letter either", async () => {
  const harness = await harnessOf(shopPipeline());
  await append(harness, 0, 2);
  await append(harness, 1, 1);
  const site = sharedSite(harness);
  const tx = await site.ports.store.begin();
  await settle(tx, { owner: "carts", partition: 0 }, [1], 0);
  await tx.commit();
  expect((await newestLetters(site, {}, 10)).map(({ place }) => place.offset)).toEqual([0]);
  await harness.close();
});
