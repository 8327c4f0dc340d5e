/** Letters are counted as they are listed: what a process wrote again after a crash is none of its own. */
import { expect, test } from "vitest";
import { deadTopicOf, planOf } from "../engine/plan.ts";
import { BatchBuilder } from "../log/batch.ts";
import { countedOrigin } from "../log/marks.ts";
import { type Harness, harnessOf } from "../testing/harness.ts";
import { shopPipeline } from "../testing/pipelines.ts";
import { withMethod } from "../testing/with-method.ts";
import { letterCounts } from "./letters.ts";
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
