/** Replays count once: whoever asks for them at the same time, and whatever becomes of the answer. */
import { expect, test } from "vitest";
import { planOf } from "../engine/plan.ts";
import type { StoreTx } from "../store/port.ts";
import { type Harness, harnessOf } from "../testing/harness.ts";
import { shopPipeline } from "../testing/pipelines.ts";
import { storeWith, withMethod } from "../testing/with-method.ts";
import { lettersOf } from "./letters.ts";
import { replayLetters } from "./replay.ts";
import type { Site } from "./site.ts";

const paid = (id: string, user: string, amount: number, shop = "books"): object => ({
  head: { kind: "paid", id },
  user,
  shop,
  amount,
  at: 5,
});

const siteOf = ({ ports }: Harness): Site => ({ plan: planOf(shopPipeline()), ports });

/** A shop in which three events died of `carts`, which refuses what is closed. */
async function shopWithLetters(): Promise<Harness> {
  const harness = await harnessOf(shopPipeline());
  await harness.feed("web", paid("1", "u1", 3, "closed"), paid("2", "u2", 4, "closed"), paid("3", "u1", 5));
  return harness;
}

const namesOf = async (site: Site): Promise<string[]> => {
  const names: string[] = [];
  for await (const { place, id } of lettersOf(site)) names.push(`${place.owner}/${place.offset} ${id}`);
  return names;
};

test("a letter that dies again is another letter, of the same event and the same handler", async () => {
  const harness = await shopWithLetters();
  const site = siteOf(harness);
  expect(await namesOf(site)).toEqual(["carts/0 1", "carts/1 2"]);
  const users = await harness.rows("users");
  expect(await replayLetters(site, lettersOf(site), 9)).toEqual({ replayed: 2, repeats: 0, refused: [] });
  expect(await namesOf(site)).toEqual([]);
  await harness.engine.runUntilQuiet();
  expect(await namesOf(site)).toEqual(["carts/2 1", "carts/3 2"]);
  // `spending` had handled both events, and does not see them again.
  expect(await harness.rows("users")).toEqual(users);
  await harness.close();
});

test("two who replay the same letters at once replay them once", async () => {
  const harness = await shopWithLetters();
  const site = siteOf(harness);
  const both = await Promise.all([replayLetters(site, lettersOf(site), 9), replayLetters(site, lettersOf(site), 9)]);
  expect(both.map(({ replayed }) => replayed).sort()).toEqual([0, 2]);
  await harness.engine.runUntilQuiet();
  expect(await namesOf(site)).toEqual(["carts/2 1", "carts/3 2"]);
  await harness.close();
});

test.each(["before", "after"] as const)("a replay that breaks %s its commit may be asked for again", async (when) => {
  const harness = await shopWithLetters();
  const site = siteOf(harness);
  const breaking = (tx: StoreTx): StoreTx =>
    withMethod(tx, "commit", async () => {
      if (when === "after") await tx.commit();
      throw new Error("gone");
    });
  const broken: Site = { ...site, ports: { ...site.ports, store: storeWith(harness.ports.store, breaking) } };
  await expect(replayLetters(broken, lettersOf(site), 9)).rejects.toThrow("gone");
  expect(await replayLetters(site, lettersOf(site), 9)).toMatchObject({ replayed: when === "after" ? 0 : 2 });
  await harness.engine.runUntilQuiet();
  expect(await namesOf(site)).toEqual(["carts/2 1", "carts/3 2"]);
  await harness.close();
});
