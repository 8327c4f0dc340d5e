// Events that wait for rows: who waits, who queues behind, and what ends it.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { PipelineDefinition } from "../api/definition.ts";
import { openEmbedded } from "../embedded.ts";
import type { StoreTx } from "../store/port.ts";
import { ddlOf } from "../testing/ddl.ts";
import { handlerOf } from "../testing/definition.ts";
import { bytesOf, type Harness, harnessOf } from "../testing/harness.ts";
import { type Bought, buying, gone, HOUR, laterPipeline, MINUTE, paid, required, saved } from "../testing/later.ts";
import { storeWith, withMethod } from "../testing/with-method.ts";
import { type Emission, openEngine } from "./engine.ts";

let now = 0;
let folder = "";
const opened: Harness[] = [];
beforeEach(() => {
  now = 1_780_000_000_000;
  folder = mkdtempSync(join(tmpdir(), "da-later-"));
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(definition: PipelineDefinition, place: string | null = null): Promise<Harness> {
  const harness = await harnessOf(definition, { folder: place, now: () => now });
  opened.push(harness);
  return harness;
}

async function reopen(harness: Harness, definition: PipelineDefinition): Promise<Harness> {
  await harness.close();
  opened.splice(opened.indexOf(harness), 1);
  return open(definition, folder);
}

async function advance(harness: Harness, ms: number): Promise<void> {
  now += ms;
  await harness.engine.runUntilQuiet();
}

/** SKUs in the order in which they were handled. */
const seen = (harness: Harness): string[] =>
  harness
    .events()
    .flatMap(([name, value]) => (name === "cart.seen" ? [String(Reflect.get(Object(value), "sku"))] : []));

const dead = (harness: Harness): string[] => harness.dead.map(({ reason }) => reason);

async function waiting(harness: Harness): Promise<string[]> {
  const all: string[] = [];
  for await (const { handler, event, store, keyJson } of harness.engine.waiting()) {
    all.push(`${handler} ${event} ${store} ${keyJson}`);
  }
  return all;
}

const later = (harness: Harness, name = "buying") => {
  const { waiting: some = 0, queued = 0, held = 0 } = harness.engine.stats().find((each) => each.name === name) ?? {};
  return { waiting: some, queued, held };
};

describe("an event whose row is missing", () => {
  test("waits until an update creates it", async () => {
    const shop = await open(laterPipeline([buying()]));
    await shop.feed("shop", paid("u1", "A"));
    expect(seen(shop)).toEqual([]);
    expect(await waiting(shop)).toEqual(['buying cart.paid items {"sku":"A"}']);
    await shop.feed("stock", saved("B"));
    expect(seen(shop)).toEqual([]);
    await shop.feed("stock", saved("A"));
    expect(seen(shop)).toEqual(["A"]);
    expect(await waiting(shop)).toEqual([]);
    expect(later(shop)).toEqual({ waiting: 0, queued: 0, held: 0 });
  });

  test.each([
    ["dead", [], ['items has no row {"sku":"A"}']],
    ["skip", [], []],
    ["continue", ["A"], []],
  ] as const)("is %s when its time is over, not before", async (otherwise, handled, reasons) => {
    const shop = await open(laterPipeline([buying({ otherwise })]));
    await shop.feed("shop", paid("u1", "A"));
    await advance(shop, HOUR - 1);
    expect(later(shop).waiting).toBe(1);
    await advance(shop, 1);
    expect(later(shop).waiting).toBe(0);
    expect(seen(shop)).toEqual(handled);
    expect(dead(shop)).toEqual(reasons);
  });

  test("does not wait where there is no time for it", async () => {
    const shop = await open(laterPipeline([buying({ wait: 0 })]));
    await shop.feed("shop", paid("u1", "A"));
    expect(dead(shop)).toEqual(['items has no row {"sku":"A"}']);
  });

  test("goes on waiting until the old time where the row was deleted before its turn", async () => {
    const shop = await open(laterPipeline([buying()]));
    await shop.feed("shop", paid("u1", "A"));
    await advance(shop, 40 * MINUTE);
    await shop.feed("stock", saved("A"), gone("A"));
    expect(await waiting(shop)).toHaveLength(1);
    await advance(shop, 19 * MINUTE);
    expect(later(shop).waiting).toBe(1);
    await advance(shop, MINUTE);
    expect(dead(shop)).toHaveLength(1);
  });

  test("takes a row that came, even when its time is over by then", async () => {
    const shop = await open(laterPipeline([buying()]));
    await shop.feed("shop", paid("u1", "A"));
    now += 2 * HOUR;
    await shop.feed("stock", saved("A"));
    expect(seen(shop)).toEqual(["A"]);
  });

  test("may wait at a later require, whose time begins then; waits that are over stay so", async () => {
    const shop = await open(laterPipeline([buying({ otherwise: "continue" })]));
    await shop.feed("shop", paid("u1", "A", { other: "X" }));
    await advance(shop, HOUR);
    expect(await waiting(shop)).toEqual(['buying cart.paid others {"sku":"X"}']);
    await advance(shop, HOUR - 1);
    expect(seen(shop)).toEqual([]);
    await advance(shop, 1);
    expect(seen(shop)).toEqual(["A"]);
    expect(await shop.rows("bought")).toEqual([{ user: "u1", list: [null, null, "A"] }]);
  });

  test("sees a row that came after its wait was over, as it begins anew", async () => {
    const shop = await open(laterPipeline([buying({ otherwise: "continue" })]));
    await shop.feed("shop", paid("u1", "A", { other: "X" }));
    await advance(shop, HOUR);
    await shop.feed("stock", saved("A"), saved("X", "others"));
    expect(await shop.rows("bought")).toEqual([{ user: "u1", list: ["the A", "the X", "A"] }]);
  });

  test("is woken by a row that its own handler creates", async () => {
    const own = handlerOf<Bought>(
      { name: "own", kind: "gep", on: ["cart.paid"], updates: ["items"], waits: ["items"], emits: ["cart.seen"] },
      ({ user, sku }, da) => {
        if (user === "stock") da.update("items", { sku }, { title: sku });
        else required(da, "items", sku);
        da.emit("cart.seen", { user, sku: `${user} ${sku}` });
      },
    );
    const shop = await open(laterPipeline([own]));
    await shop.feed("shop", paid("u1", "A"), paid("stock", "A"));
    expect(seen(shop)).toEqual(["stock A", "u1 A"]);
  });

  test("touches no other handler of the event", async () => {
    const shop = await open(
      laterPipeline([buying(), buying({ otherwise: "skip", wait: 0 }, "other"), buying({}, "third")]),
    );
    await shop.feed("shop", paid("u1", "A"));
    expect(await waiting(shop)).toHaveLength(2);
    await shop.feed("stock", saved("A"));
    expect(seen(shop)).toEqual(["A", "A"]);
  });
});

describe("later events of the same key", () => {
  test("queue behind it, also those that need not wait, and are handled in order", async () => {
    const shop = await open(laterPipeline([buying()]));
    await shop.feed("stock", saved("B"));
    await shop.feed("shop", paid("u1", "A"), paid("u1", "B"), paid("u2", "B"), paid("u1", "B"));
    expect(seen(shop)).toEqual(["B"]);
    expect(later(shop)).toEqual({ waiting: 1, queued: 2, held: 0 });
    expect(await waiting(shop)).toHaveLength(1);
    await shop.feed("shop", paid("u1", "C"));
    await shop.feed("stock", saved("A"));
    expect(seen(shop)).toEqual(["B", "A", "B", "B"]);
    expect(await waiting(shop)).toEqual(['buying cart.paid items {"sku":"C"}']);
    await shop.feed("stock", saved("C"));
    await shop.feed("shop", paid("u1", "B"));
    expect(seen(shop)).toEqual(["B", "A", "B", "B", "C", "B"]);
  });

  test("wait from their arrival on, so that waits behind what never comes do not add up", async () => {
    const shop = await open(laterPipeline([buying()]));
    await shop.feed("shop", paid("u1", "A"), paid("u1", "B"));
    await advance(shop, 30 * MINUTE);
    await shop.feed("shop", paid("u1", "C"), paid("u1", "D"));
    await advance(shop, 30 * MINUTE);
    expect(dead(shop)).toEqual(['items has no row {"sku":"A"}', 'items has no row {"sku":"B"}']);
    await shop.feed("stock", saved("D"));
    await advance(shop, 30 * MINUTE);
    expect(dead(shop)).toHaveLength(3);
    expect(seen(shop)).toEqual(["D"]);
  });

  test("go on when it is dead", async () => {
    const shop = await open(laterPipeline([buying()]));
    await shop.feed("stock", saved("B"));
    await shop.feed("shop", paid("u1", "A"), paid("u1", "B"));
    await advance(shop, HOUR);
    expect(seen(shop)).toEqual(["B"]);
    expect(later(shop)).toEqual({ waiting: 0, queued: 0, held: 0 });
  });

  test("are not held up where it says unordered; those that wait for the same row stay in order", async () => {
    const shop = await open(laterPipeline([buying({ unordered: true })]));
    await shop.feed("stock", saved("B"));
    await shop.feed("shop", paid("u1", "A"), paid("u1", "B"), paid("u1", "A", { other: "X" }), paid("u1", "A"));
    expect(seen(shop)).toEqual(["B"]);
    expect(later(shop)).toEqual({ waiting: 3, queued: 0, held: 0 });
    await shop.feed("stock", saved("A"));
    expect(await waiting(shop)).toEqual(['buying cart.paid others {"sku":"X"}']);
    expect(seen(shop)).toEqual(["B", "A", "A"]);
  });

  test("long queues keep their order, over many rounds", async () => {
    const shop = await open(laterPipeline([buying()]));
    const skus = Array.from({ length: 1500 }, (_, n) => `S${n}`);
    await shop.feed("stock", ...skus.slice(1).map((sku) => saved(sku)));
    await shop.feed("shop", ...skus.map((sku) => paid("u1", sku)));
    expect(later(shop)).toEqual({ waiting: 1, queued: 1499, held: 0 });
    await shop.feed("stock", saved("S0"));
    expect(seen(shop)).toEqual(skus);
    expect(await shop.rows("bought")).toEqual([{ user: "u1", list: ["the S1499", null, "S1499"] }]);
  });

  test("of no key: none queues", async () => {
    const keyless = laterPipeline([buying()]);
    const events = keyless.events.map((event) => ({ ...event, key: [] }));
    const shop = await open({ ...keyless, events });
    await shop.feed("stock", saved("B"));
    await shop.feed("shop", paid("u1", "A"), paid("u1", "B"));
    expect(seen(shop)).toEqual(["B"]);
  });
});

describe("what waits is durable", () => {
  test("and does not need the log", async () => {
    const definition = laterPipeline([buying()], { retention: HOUR });
    const shop = await open(definition, folder);
    await shop.feed("stock", saved("B"));
    await shop.feed("shop", [], paid("u1", "A"), paid("u1", "B"));
    now += 2 * HOUR;
    await shop.ports.log.expire(now);
    now -= 2 * HOUR;
    const again = await reopen(shop, definition);
    expect(later(again)).toEqual({ waiting: 1, queued: 1, held: 0 });
    await again.feed("shop", paid("u1", "B", { id: "last" }));
    expect(seen(again)).toEqual([]);
    await again.feed("stock", saved("A"));
    expect(seen(again)).toEqual(["A", "B", "B"]);
  });

  test("with the same ids as if it had not waited", async () => {
    const ids = async (stockFirst: boolean): Promise<unknown> => {
      const shop = await open(laterPipeline([buying()], { array: true }));
      if (stockFirst) await shop.feed("stock", saved("A"));
      await shop.feed("shop", [paid("u1", "A", { id: "1" }), { name: "cart.left" }, paid("u1", "A", { id: "" })]);
      if (!stockFirst) await shop.feed("stock", saved("A"));
      return shop.emitted;
    };
    expect(await ids(false)).toEqual(await ids(true));
  });

  test("and dead under its place in its record", async () => {
    const shop = await open(laterPipeline([buying()], { array: true }));
    await shop.feed("shop", [paid("u1", "A", { id: "1" }), paid("u2", "B", { id: "2" })]);
    await advance(shop, HOUR);
    expect(shop.dead.map(({ element, offset, id }) => ({ element, offset, id }))).toEqual([
      { element: 0, offset: 0, id: "1" },
      { element: 1, offset: 0, id: "2" },
    ]);
    expect(JSON.parse(String(shop.dead[1]?.value))).toMatchObject({ sku: "B" });
  });

  test("whatever its key is, and what came beside it", async () => {
    const shop = await open(laterPipeline([buying()]));
    await shop.feed("shop", paid("u1", "A"), paid("u1", 'a "\u{1f600}" é'), "no JSON");
    await shop.feed("stock", saved("A"), saved('a "\u{1f600}" é'));
    expect(seen(shop)).toEqual(["A", 'a "\u{1f600}" é']);
  });

  test("a handler that does not handle it any more is not given it", async () => {
    const shop = await open(laterPipeline([buying()]), folder);
    await shop.feed("shop", paid("u1", "A"));
    const other = { ...buying(), on: ["cart.left"] };
    const again = await reopen(shop, laterPipeline([other]));
    await advance(again, HOUR);
    expect(later(again).waiting).toBe(0);
    expect(dead(again)).toEqual([]);
  });

  test("an event that its type does not fit any more is dead", async () => {
    const shop = await open(laterPipeline([buying()]), folder);
    await shop.feed("shop", paid("u1", "A"));
    const definition = laterPipeline([buying()]);
    const events = definition.events.map((event) =>
      event.name === "cart.paid" ? { ...event, validate: () => false, read: () => undefined } : event,
    );
    const again = await reopen(shop, { ...definition, events });
    await advance(again, HOUR);
    expect(again.dead.map(({ handler, code }) => [handler, code])).toEqual([["buying", "invalid"]]);
  });
});

describe("by hand", () => {
  test("a wait is ended: the handler runs again, and its `else` applies", async () => {
    const shop = await open(laterPipeline([buying()]));
    await shop.feed("stock", saved("B"));
    await shop.feed("shop", paid("u1", "A"), paid("u1", "B"));
    const ids: number[] = [];
    for await (const { id } of shop.engine.parked()) ids.push(id);
    expect(await shop.engine.release(ids)).toHaveLength(1);
    expect(dead(shop)).toEqual(['items has no row {"sku":"A"}']);
    expect(seen(shop)).toEqual(["B"]);
    expect(await shop.engine.release(ids)).toEqual([]);
  });

  test("a dead letter is replayed to its handler alone, under its old id, and holds up nobody", async () => {
    const shop = await open(laterPipeline([buying(), buying({ wait: 0, otherwise: "skip" }, "other")]));
    await shop.feed("shop", paid("u1", "A", { id: "first" }));
    await advance(shop, HOUR);
    const [letter] = await Array.fromAsync(shop.engine.deadLetters());
    if (letter === undefined) throw new Error("There is a letter.");
    await shop.engine.replay(letter, { name: "replayed", text: "yes" });
    expect(await waiting(shop)).toHaveLength(1);
    await shop.feed("stock", saved("B"));
    await shop.feed("shop", paid("u1", "B"));
    expect(seen(shop)).toEqual(["B", "B"]);
    await shop.feed("stock", saved("A"));
    expect(seen(shop)).toEqual(["B", "B", "A"]);
    now -= HOUR;
    const clean = await open(laterPipeline([buying()]));
    await clean.feed("stock", saved("A"));
    await clean.feed("shop", paid("u1", "A", { id: "first" }));
    expect(shop.emitted.at(-1)).toEqual(clean.emitted[0]);
    expect(await shop.engine.note("replayed")).toBe("yes");
  });

  test("a letter that reached no handler is replayed to all that handle it, once it can be read", async () => {
    const strict = laterPipeline([buying(), buying({}, "other")]);
    const refused = strict.events.map((event) => ({ ...event, validate: () => false }));
    const shop = await open({ ...strict, events: refused }, folder);
    await shop.feed("shop", paid("u1", "A"));
    const [letter] = await Array.fromAsync(shop.engine.deadLetters());
    if (letter === undefined) throw new Error("There is a letter.");
    await expect(shop.engine.replay(letter)).rejects.toThrow("still cannot be read");
    const again = await reopen(shop, strict);
    await again.engine.replay(letter);
    expect(await waiting(again)).toHaveLength(2);
  });

  test("what waits is removed, and what queues behind it goes on", async () => {
    const shop = await open(laterPipeline([buying()]));
    await shop.feed("stock", saved("B"));
    await shop.feed("shop", paid("u1", "A"), paid("u1", "B"), paid("u2", "A"));
    const removed = await shop.engine.remove(
      ({ value }) => JSON.parse(Buffer.from(value).toString()).user === "u1" && String(value).includes('"A"'),
      () => false,
    );
    expect(removed).toEqual({ parked: 1, held: 0 });
    expect(seen(shop)).toEqual(["B"]);
    expect(await waiting(shop)).toHaveLength(1);
  });

  test("a row is given", async () => {
    const shop = await open(laterPipeline([buying()]));
    await shop.feed("shop", paid("u1", "A"));
    await shop.engine.give("items", { sku: "A" }, { title: "given" });
    expect(seen(shop)).toEqual(["A"]);
    await expect(shop.engine.give("items", { sku: 1 }, { title: "x" })).rejects.toThrow("sku");
  });
});

describe("the running engine", () => {
  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  test("wakes when a wait is over", async () => {
    const shop = await open(laterPipeline([buying({ wait: 30 })]), folder);
    const stop = new AbortController();
    await shop.feed("shop", paid("u1", "A"));
    expect(await shop.engine.nextDue()).toBe(now + 30);
    const running = shop.engine.run(stop.signal);
    now += 30;
    await until(() => shop.dead.length > 0);
    stop.abort();
    await running;
    expect(await shop.engine.nextDue()).toBeNull();
  });

  test("looks again where a row of another process and what waits for it have missed each other", async () => {
    const definition = laterPipeline([buying()]);
    const { log, store } = openEmbedded(definition, { folder, ddl: ddlOf(definition) });
    const shared = withMethod(store, "capabilities", { ...store.capabilities, isShared: true });
    const emitted: Emission[] = [];
    const clock = { now: () => now, sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 5)) };
    const observer = { onEmit: (some: readonly Emission[]) => emitted.push(...some) };
    const engine = await openEngine(definition, { log, store: shared }, { clock, observer });
    // More than it looks through at once.
    const skus = ["first", ...Array.from({ length: 6_000 }, (_, n) => `${n}`), "last"];
    await engine.append(skus.map((sku) => ({ source: "shop", value: bytesOf(paid(sku, sku)) })));
    await engine.runUntilQuiet();
    const other = new DatabaseSync(join(folder, "da.db"));
    other.exec("INSERT INTO items VALUES ('first', 'the first'), ('last', 'the last')");
    other.close();
    const stop = new AbortController();
    const running = engine.run(stop.signal);
    now += 5000;
    await until(() => emitted.length > 1);
    stop.abort();
    await running;
    expect(await Array.fromAsync(engine.waiting())).toHaveLength(6_000);
    await engine.close();
    await store.close();
  });

  test("sees that someone beside it has ended a wait", async () => {
    const definition = laterPipeline([buying()]);
    const shop = await open(definition, folder);
    const stop = new AbortController();
    await shop.feed("shop", paid("u1", "A"));
    const running = shop.engine.run(stop.signal);
    // Another process: in this one, whoever waits for the database would hold up who has it.
    const script = `
      const database = new (require("node:sqlite").DatabaseSync)(process.argv[1], { timeout: 10_000 });
      database.exec("UPDATE da_parked SET ready = 1, due = 0");`;
    await promisify(execFile)(process.execPath, ["-e", script, join(folder, "da.db")]);
    await until(() => shop.dead.length > 0);
    stop.abort();
    await running;
  });
});

test("where the store is slow, what waited is taken up many at once nevertheless", async () => {
  const definition = laterPipeline([buying()]);
  const shop = await open(definition, folder);
  const skus = Array.from({ length: 60 }, (_, n) => `S${n}`);
  await shop.feed("stock", ...skus.slice(1).map((sku) => saved(sku)));
  await shop.feed("shop", ...skus.map((sku) => paid("u1", sku)));
  await shop.close();
  opened.pop();
  const ports = openEmbedded(definition, { folder, ddl: ddlOf(definition) });
  let time = 0;
  const watch = vi.spyOn(performance, "now").mockImplementation(() => time);
  const slow = (tx: StoreTx): StoreTx =>
    new Proxy(tx, {
      get(_, name) {
        const value: unknown = Reflect.get(tx, name, tx);
        if (typeof value !== "function") return value;
        return (...given: unknown[]) => {
          time += 300;
          return Reflect.apply(value, tx, given);
        };
      },
    });
  const store = storeWith(ports.store, slow);
  let rounds = 0;
  const engine = await openEngine(definition, { ...ports, store }, { observer: { onRound: () => rounds++ } });
  await engine.append([{ source: "stock", value: bytesOf(saved("S0")) }]);
  await engine.runUntilQuiet();
  watch.mockRestore();
  let parked = 0;
  for await (const _ of engine.parked()) parked++;
  expect(parked).toBe(0);
  expect(rounds).toBeLessThan(10);
  await engine.close();
  await ports.close();
});
