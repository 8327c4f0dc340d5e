// Events that are held back, and sources that drop repeats.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PipelineDefinition } from "../api/definition.ts";
import { lettersOf } from "../operate/letters.ts";
import { replayLetters } from "../operate/replay.ts";
import { eventOf, handlerOf } from "../testing/definition.ts";
import { bytesOf, type Harness, harnessOf } from "../testing/harness.ts";
import { type Bought, buying, DAY, HOUR, laterPipeline, MINUTE, noting, paid, telling } from "../testing/later.ts";
import { planOf } from "./plan.ts";

let now = 0;
let folder = "";
const opened: Harness[] = [];
beforeEach(() => {
  now = 1_780_000_000_000;
  folder = mkdtempSync(join(tmpdir(), "da-held-"));
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

const told = (harness: Harness, event = "cart.told"): string[] =>
  harness.events().flatMap(([name, value]) => {
    const { user, sku } = Object(value);
    return name === event ? [`${user} ${sku}`] : [];
  });

const held = (harness: Harness, name = "telling"): number | undefined =>
  harness.engine.stats().find((each) => each.name === name)?.held;

describe("an event that is held back", () => {
  test("leaves when its time has come, once for each key, as the last one was, without a new clock", async () => {
    const shop = await open(laterPipeline([telling]));
    await shop.feed("shop", paid("u1", "A", { id: "1" }), paid("u2", "B"));
    await advance(shop, 4 * MINUTE);
    await shop.feed("shop", paid("u1", "C", { id: "2" }));
    expect(told(shop)).toEqual([]);
    expect(held(shop)).toBe(2);
    await advance(shop, MINUTE);
    expect(told(shop)).toEqual(["u1 C", "u2 B"]);
    expect(held(shop)).toBe(0);
    const clean = await open(laterPipeline([{ ...telling, handle: now_ }]));
    now -= MINUTE;
    await clean.feed("shop", paid("u1", "C", { id: "2" }));
    expect(shop.emitted[0]).toEqual(clean.emitted[0]);
    await advance(shop, HOUR);
    await shop.feed("shop", paid("u1", "D"));
    await advance(shop, 5 * MINUTE);
    expect(told(shop)).toEqual(["u1 C", "u2 B", "u1 D"]);
  });

  /** The same event, at once. */
  const now_ = handlerOf<Bought>({ name: "telling", kind: "demux", on: [] }, ({ user, sku }, da) =>
    da.emit("cart.told", { user, sku }),
  ).handle;

  test("leaves in the order of being due", async () => {
    const waits: Readonly<Record<string, number>> = { A: 3, B: 1, C: 2 };
    const shop = await open(
      laterPipeline([
        handlerOf<Bought>(
          { name: "telling", kind: "demux", on: ["cart.paid"], emits: ["cart.told"] },
          ({ user, sku }, da) => da.emit("cart.told", { user, sku }, { after: (waits[sku] ?? 0) * MINUTE }),
        ),
      ]),
    );
    await shop.feed("shop", paid("u1", "A"), paid("u2", "B"), paid("u3", "C"), paid("u4", "now"));
    expect(told(shop)).toEqual(["u4 now"]);
    await advance(shop, HOUR);
    expect(told(shop)).toEqual(["u4 now", "u2 B", "u3 C", "u1 A"]);
  });

  test("is undone with all that its handler did", async () => {
    const failing = handlerOf<Bought>(
      { name: "telling", kind: "demux", on: ["cart.paid"], emits: ["cart.told"] },
      ({ user, sku }, da) => {
        da.emit("cart.told", { user, sku }, { after: MINUTE });
        if (sku === "bad") throw da.dead("it is bad");
      },
    );
    const shop = await open(laterPipeline([failing]));
    await shop.feed("shop", paid("u1", "A"), paid("u1", "bad"), paid("u2", "bad"));
    await advance(shop, MINUTE);
    expect(told(shop)).toEqual(["u1 A"]);
    expect(shop.dead).toHaveLength(2);
  });

  test("is durable, and handled as any other", async () => {
    const definition = laterPipeline([telling, noting]);
    const shop = await open(definition, folder);
    await shop.feed("shop", paid("u1", "A"));
    const again = await reopen(shop, definition);
    expect(held(again)).toBe(1);
    await advance(again, 5 * MINUTE);
    expect(await again.rows("notes")).toEqual([{ user: "u1", list: ["told A"] }]);
    expect(again.engine.stats().find(({ name }) => name === "telling")?.out).toBe(1);
  });

  test("is let out by whom it is not to keep, and what is held back by then as well, once for each key", async () => {
    const chain = handlerOf<{ user: string; sku: string }>(
      { name: "chain", kind: "dep", on: ["cart.told"], emits: ["cart.seen"] },
      ({ user, sku }, da) => da.emit("cart.seen", { user: "all", sku: `${user} ${sku}` }, { after: HOUR }),
    );
    const shop = await open(laterPipeline([telling, chain]));
    await shop.feed("shop", paid("u1", "A"), paid("u2", "B"), paid("u1", "C"));
    await shop.engine.releaseHeld();
    expect(told(shop)).toEqual(["u1 C", "u2 B"]);
    expect(told(shop, "cart.seen")).toEqual(["all u2 B"]);
    expect(await shop.engine.nextDue()).toBeNull();
  });

  test("of many keys: all leave", async () => {
    const shop = await open(laterPipeline([telling]));
    await shop.feed("shop", ...Array.from({ length: 700 }, (_, n) => paid(`u${n}`, "A")));
    await advance(shop, 5 * MINUTE);
    expect(told(shop)).toEqual(Array.from({ length: 700 }, (_, n) => `u${n} A`));
  });

  test("goes on under another name of its event and of its handler, and is dead where nobody emits it any more", async () => {
    const shop = await open(laterPipeline([telling]), folder);
    await shop.feed("shop", paid("u1", "A"));
    const tellers = handlerOf<Bought>(
      { name: "tellers", was: "telling", kind: "demux", on: ["cart.paid"], emits: ["cart.renamed"] },
      ({ user, sku }, da) => da.emit("cart.renamed", { user, sku }, { after: MINUTE }),
    );
    const definition = laterPipeline([tellers]);
    const events = definition.events.map((event) =>
      event.name === "cart.told" ? { ...event, name: "cart.renamed", wire: "cart.renamed", was: "cart.told" } : event,
    );
    const renamed = await reopen(shop, { ...definition, events });
    expect(held(renamed, "tellers")).toBe(1);
    const idle = handlerOf<Bought>({ name: "tellers", kind: "demux", on: ["cart.left"] }, () => {});
    await advance(renamed, 5 * MINUTE);
    expect(renamed.emitted).toMatchObject([
      { event: "cart.renamed", value: expect.stringContaining('"cart.renamed"') },
    ]);
    await renamed.engine.append([{ source: "shop", value: bytesOf(paid("u2", "B")) }]);
    await renamed.engine.runUntilQuiet();
    const gone = await reopen(renamed, laterPipeline([idle]));
    await advance(gone, 5 * MINUTE);
    expect(gone.dead).toMatchObject([{ handler: "tellers", code: "invalid", event: "cart.renamed" }]);
  });

  test("is removed", async () => {
    const shop = await open(laterPipeline([telling]));
    await shop.feed("shop", paid("u1", "A"), paid("u2", "B"));
    const isOf = ({ value }: { readonly value: string }): boolean => JSON.parse(value).user === "u1";
    expect(await shop.engine.remove(() => false, isOf)).toEqual({ parked: 0, held: 1 });
    await shop.engine.releaseHeld();
    expect(told(shop)).toEqual(["u2 B"]);
  });
});

describe("a source that drops repeats", () => {
  const seeing = (name = "seeing") =>
    handlerOf<Bought>({ name, kind: "demux", on: ["cart.paid"], emits: ["cart.seen"] }, ({ user, sku }, da) =>
      da.emit("cart.seen", { user, sku }),
    );
  /** The spec as it reads a user's number too. */
  const lenient = (definition: PipelineDefinition): PipelineDefinition => {
    const [first, ...others] = definition.events;
    if (first?.source === null || first === undefined) throw new Error("the first event is a source's");
    const source = definition.sources.find(({ name }) => name === first.source);
    if (source === undefined) throw new Error("it has a source");
    const fields = first.fields.map((field): typeof field =>
      field.name === "user" ? { ...field, type: { kind: "lenient", of: field.type } } : field,
    );
    return { ...definition, events: [eventOf({ name: first.name, source, fields }), ...others] };
  };
  const unique = (...handlers: Parameters<typeof laterPipeline>[0]) => laterPipeline(handlers, { unique: DAY });
  const at = (harness: Harness, ...records: readonly [value: unknown, time: number][]) =>
    harness.engine
      .append(records.map(([value, time]) => ({ source: "shop", value: bytesOf(value), time })))
      .then(() => harness.engine.runUntilQuiet());
  const repeats = (harness: Harness) => harness.engine.stats().find(({ name }) => name === "shop")?.repeats;

  test("drops what it brought within that time, by the records' own times, and counts it", async () => {
    const shop = await open(unique(seeing()));
    const one = (sku: string) => paid("u1", sku, { id: "1" });
    await at(shop, [one("A"), DAY], [one("B"), 2 * DAY], [one("C"), 3 * DAY + 1], [one("D"), 1], [one("E"), 0]);
    expect(told(shop, "cart.seen")).toEqual(["u1 A", "u1 C"]);
    expect(repeats(shop)).toBe(3);
    await at(shop, [paid("u1", "F", { id: "2" }), DAY], [one("G"), 9 * DAY]);
    expect(told(shop, "cart.seen")).toEqual(["u1 A", "u1 C", "u1 F", "u1 G"]);
  });

  test("keeps another name with that id, and what was no event before", async () => {
    const shop = await open(unique(seeing()));
    await shop.feed("shop", { name: "cart.left", id: "1", user: "u1" }, { name: "cart.paid", id: "1", user: 5 });
    await shop.feed("shop", paid("u1", "A", { id: "1" }), paid("u1", "B", { id: "1" }));
    expect(told(shop, "cart.seen")).toEqual(["u1 A"]);
    expect(shop.dead).toHaveLength(1);
  });

  test("looks at each element of a list", async () => {
    const shop = await open(laterPipeline([seeing()], { unique: DAY, array: true }));
    const [a, b] = [paid("u1", "A", { id: "1" }), paid("u1", "B", { id: "2" })];
    await shop.feed("shop", [a, b, a], a, [paid("u1", "C", { id: "3" }), b]);
    expect(told(shop, "cart.seen")).toEqual(["u1 A", "u1 B", "u1 C"]);
    expect(repeats(shop)).toBe(3);
  });

  test("drops the same ones for who is slow, starts anew or comes later, also of events that nobody handled", async () => {
    const idle = handlerOf<Bought>({ name: "idle", kind: "demux", on: ["cart.left"] }, () => {});
    const shop = await open(unique(idle), folder);
    await shop.feed("shop", paid("u1", "A", { id: "1" }), paid("u1", "B", { id: "1" }), paid("u1", "C", { id: "2" }));
    const second = await reopen(shop, unique(idle, seeing()));
    await second.engine.runUntilQuiet();
    expect(told(second, "cart.seen")).toEqual(["u1 A", "u1 C"]);
    await second.feed("shop", paid("u1", "D", { id: "2" }));
    const third = await reopen(second, unique(idle, seeing(), seeing("again")));
    await third.engine.runUntilQuiet();
    expect(told(third, "cart.seen")).toEqual(["u1 A", "u1 C"]);
  });

  test("knows what came while a letter of it was dead, and drops it of the letter, for who comes later too", async () => {
    const broken = { name: "cart.paid", id: "1", user: 5, sku: "A" };
    const lost = { name: "cart.paid", id: "2", user: 5, sku: "B" };
    const shop = await open(unique(seeing()), folder);
    await at(shop, [broken, DAY], [lost, DAY], [lost, DAY]);
    expect(shop.dead.map(({ handler }) => handler)).toEqual(["shop", "shop", "shop"]);
    // Its front end has sent it again, and as it should be: within the time of `unique`, and long after.
    await at(shop, [paid("u5", "A", { id: "1" }), 2 * DAY], [paid("u5", "B", { id: "2" }), 9 * DAY]);
    expect(told(shop, "cart.seen")).toEqual(["u5 A", "u5 B"]);
    const mended = await reopen(shop, lenient(unique(seeing())));
    const site = { plan: planOf(lenient(unique(seeing()))), ports: mended.ports };
    expect(await replayLetters(site, lettersOf(site), now)).toEqual({ replayed: 3, repeats: 2, refused: [] });
    await mended.engine.runUntilQuiet();
    expect(told(mended, "cart.seen")).toEqual(["5 B"]);
    const later = await reopen(mended, lenient(unique(seeing(), seeing("again"))));
    await later.engine.runUntilQuiet();
    expect(told(later, "cart.seen").toSorted()).toEqual(["5 B", "u5 A", "u5 B"]);
  });

  test("forgets neither too early nor never", async () => {
    const shop = await open(
      laterPipeline([buying({ wait: 0, otherwise: "continue" })], { unique: DAY, retention: HOUR }),
      folder,
    );
    const stop = new AbortController();
    await shop.feed("shop", paid("u1", "A", { id: "1" }), paid("u1", "B", { id: "1" }));
    const counts = async () => {
      const tx = await shop.ports.store.begin();
      const marks = await tx.repeats({ topic: "source.shop", partition: 0 }, 0, 10);
      const [isKnown] = await tx.bring("shop", [{ event: "cart.paid", id: "1", time: 1_780_000_000_000 }], 0, now);
      await tx.rollback();
      return { marks: marks.length, isKnown };
    };
    expect(await counts()).toEqual({ marks: 1, isKnown: true });
    now += 25 * HOUR + 1;
    const running = shop.engine.run(stop.signal);
    while ((await counts()).marks > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    await running;
    expect(await counts()).toEqual({ marks: 0, isKnown: false });
  });
});
