// What the engine does when its surroundings fail it: it waits, asks again where it stands, and loses nothing.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openEmbedded } from "../embedded.ts";
import { UserError } from "../errors.ts";
import { BatchBuilder } from "../log/batch.ts";
import type { LogPort } from "../log/port.ts";
import type { StoreTx } from "../store/port.ts";
import { ddlOf } from "../testing/ddl.ts";
import { bytesOf, harnessOf } from "../testing/harness.ts";
import { playEvent, playPipeline, shopPipeline } from "../testing/pipelines.ts";
import { storeWith, withMethod } from "../testing/with-method.ts";
import { openEngine } from "./engine.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "da-trouble-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const play = (n: number) => ({ source: "player", value: bytesOf(playEvent(n, 10)) });

/** The same transaction with another commit. */
const withCommit = (tx: StoreTx, commit: () => Promise<void>): StoreTx => withMethod(tx, "commit", commit);

async function open(around: (tx: StoreTx) => StoreTx) {
  const definition = playPipeline();
  const ports = openEmbedded(definition, { folder, ddl: ddlOf(definition) });
  const told: string[] = [];
  const waits: number[] = [];
  let emitted = 0;
  const engine = await openEngine(
    definition,
    { log: ports.log, store: storeWith(ports.store, around) },
    {
      clock: {
        now: () => 1_780_000_000_000,
        sleep: async (ms) => {
          waits.push(ms);
        },
      },
      observer: {
        onTrouble: (message) => told.push(message),
        onEmit: (emissions) => {
          emitted += emissions.length;
        },
      },
    },
  );
  const rows = async () => {
    const all: unknown[] = [];
    for await (const { json } of engine.rows("learners")) all.push(JSON.parse(json));
    return all;
  };
  return {
    engine,
    log: ports.log,
    told,
    waits,
    rows,
    emitted: () => emitted,
    close: async () => {
      await engine.close();
      await ports.close();
    },
  };
}

test("while the database is away it waits, longer each time, says so once and goes on", async () => {
  let away = 0;
  const pipeline = await open((tx) => {
    if (away === 0) return tx;
    return withCommit(tx, async () => {
      away--;
      throw new UserError("database", "The database is away.");
    });
  });
  const builder = new BatchBuilder();
  builder.add({ value: bytesOf(playEvent(1, 10)) });
  await pipeline.log.append([{ topic: "source.player", partition: 0, batch: builder.take(0) }]);
  away = 3;
  const stop = new AbortController();
  const running = pipeline.engine.run(stop.signal);
  while (pipeline.emitted() < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort();
  await running;
  expect(pipeline.told).toEqual(["The database is away."]);
  expect(pipeline.waits.slice(0, 3)).toEqual([100, 200, 400]);
  expect((await pipeline.rows()).length).toBe(1);
  await pipeline.close();
});

test("a commit whose answer is lost took place: nothing is handled twice", async () => {
  let isLost = false;
  const pipeline = await open((tx) =>
    withCommit(tx, async () => {
      await tx.commit();
      if (!isLost) return;
      isLost = false;
      throw new UserError("database", "The answer is lost.");
    }),
  );
  isLost = true;
  await expect(pipeline.engine.append([play(7)])).rejects.toThrow("The answer is lost.");
  await pipeline.engine.runUntilQuiet();
  expect(await pipeline.rows()).toEqual([{ userId: "00000007-631e-4642-875d-8b07a5e3b421", timespent: 7, score: 7 }]);
  await pipeline.close();
});

test("where another owner has moved a position, it goes on from there", async () => {
  const pipeline = await harnessOf(playPipeline(), { folder });
  await pipeline.feed("player", playEvent(1, 10));
  const other = new DatabaseSync(join(folder, "da.db"));
  other.exec("UPDATE da_positions SET next = next + 1 WHERE reader = 'plays'");
  other.close();
  await pipeline.feed("player", playEvent(2, 10), playEvent(3, 10));
  expect((await pipeline.rows("learners")).length).toBe(2);
  expect(pipeline.engine.stats().map(({ lag }) => lag)).toEqual([0, 0, 0]);
  await pipeline.close();
});

test("what the log said some time ago stops nobody who has read further since: it is asked again", async () => {
  const definition = playPipeline();
  const ports = openEmbedded(definition, { folder, ddl: ddlOf(definition) });
  const first = await openEngine(definition, ports);
  await first.append([play(1), play(2)]);
  await first.runUntilQuiet();
  await first.close();
  let asked = 0;
  const log = withMethod(ports.log, "join", async (...options: Parameters<LogPort["join"]>) => {
    const reader = await ports.log.join(...options);
    return withMethod(reader, "extents", async (isAsked = false) => {
      if (isAsked) asked++;
      return (await reader.extents()).map((extent) => (asked > 0 ? extent : { ...extent, end: 1 }));
    });
  });
  const told: string[] = [];
  const second = await openEngine(
    definition,
    { ...ports, log },
    { observer: { onTrouble: (text) => told.push(text) } },
  );
  await second.append([play(3)]);
  await second.runUntilQuiet();
  expect(second.stats().map(({ name, failure }) => [name, failure])).toEqual([
    ["player", null],
    ["plays", null],
    ["learners", null],
  ]);
  let count = 0;
  for await (const _ of second.rows("learners")) count++;
  expect([asked, told, count]).toEqual([1, [], 3]);
  await second.close();
  await ports.close();
});

test("who is new begins with the oldest record, also of a partition whose records have all gone", async () => {
  const definition = shopPipeline();
  const ports = openEmbedded(definition, { folder: null, ddl: ddlOf(definition) });
  const engineOf = () => openEngine(definition, ports);
  const order = (no: number) => ({ source: "partner", value: bytesOf({ no, buyer: "b", cents: 100 }) });
  const cart = {
    source: "web",
    value: bytesOf({ head: { kind: "paid", id: "1" }, user: "u", shop: "s", amount: 1, at: 1 }),
  };
  await (await engineOf()).close();
  const [{ value }] = [order(1)];
  const builder = new BatchBuilder();
  builder.add({ value });
  await ports.log.append([{ topic: "source.partner", partition: 0, batch: builder.take(0) }]);
  await ports.log.expire(Date.now() + 1000 * 86_400_000);
  const engine = await engineOf();
  await engine.append([cart]);
  await engine.runUntilQuiet();
  await engine.append([order(2)]);
  await engine.runUntilQuiet();
  const orders = engine.stats().filter(({ name }) => ["partner", "orders"].includes(name));
  expect(orders.map(({ in: count, failure }) => [count, failure])).toEqual([
    [1, null],
    [1, null],
  ]);
  await engine.close();
  await ports.close();
});
