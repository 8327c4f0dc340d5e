import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { keysOf } from "../testing/appends.ts";
import {
  bool,
  eventOf,
  fieldsOf,
  handlerOf,
  int,
  number,
  pipelineOf,
  sourceOf,
  storeOf,
  text,
  time,
} from "../testing/definition.ts";
import { bytesOf, type Harness, type HarnessOptions, harnessOf } from "../testing/harness.ts";
import { playEvent, playPipeline, shopPipeline } from "../testing/pipelines.ts";

let opened: Harness[] = [];
let folders: string[] = [];

afterEach(async () => {
  for (const harness of opened) await harness.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  opened = [];
  folders = [];
});

async function open(definition: Parameters<typeof harnessOf>[0], options: HarnessOptions = {}): Promise<Harness> {
  const harness = await harnessOf(definition, options);
  opened.push(harness);
  return harness;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "da-engine-"));
  folders.push(folder);
  return folder;
}

/** What another process does to append one record. */
function appendScript(folder: string, value: string): string {
  const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  return `
    import { openEmbeddedTopics } from ${at("../embedded.ts")};
    import { BatchBuilder } from ${at("../log/batch.ts")};
    const topics = openEmbeddedTopics(${JSON.stringify(folder)});
    const builder = new BatchBuilder();
    builder.add({ value: Buffer.from(${JSON.stringify(value)}) });
    await topics.append([{ topic: "source.player", partition: 0, batch: builder.take(0) }]);
    await topics.close();`;
}

let count = 0;
/** A `paid` event of the shop pipeline. */
function paid(user: string, amount: unknown, more: object = {}): object {
  count++;
  return { head: { kind: "paid", id: `e${count}` }, user, shop: "s1", amount, at: 1_770_000_000_000 + count, ...more };
}

describe("one event into two, folded into a store", () => {
  test("in order of emission, with keys, hops and envelope", async () => {
    const pipeline = await open(playPipeline());
    await pipeline.feed("player", playEvent(1, 10), playEvent(2, 10));
    expect(
      pipeline.emitted.map((each) => (each.kind === "event" ? [each.event, each.key, each.hops] : each.topic)),
    ).toEqual([
      ["usage.resource.timespent", "00000001-631e-4642-875d-8b07a5e3b421", 1],
      ["usage.resource.score", "00000001-631e-4642-875d-8b07a5e3b421", 1],
      ["usage.resource.timespent", "00000002-631e-4642-875d-8b07a5e3b421", 1],
      ["usage.resource.score", "00000002-631e-4642-875d-8b07a5e3b421", 1],
    ]);
    const [first] = pipeline.emitted;
    const value = first?.kind === "event" ? JSON.parse(first.value) : {};
    expect(value).toMatchObject({ eventName: "usage.resource.timespent", eventTime: 1_795_427_940_008, timespent: 1 });
    expect(value.eventId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await pipeline.rows("learners")).toEqual([
      { userId: "00000001-631e-4642-875d-8b07a5e3b421", timespent: 1, score: 1 },
      { userId: "00000002-631e-4642-875d-8b07a5e3b421", timespent: 2, score: 2 },
    ]);
    expect(pipeline.engine.stats().map((each) => [each.name, each.in, each.out, each.lag])).toEqual([
      ["player", 2, 0, 0],
      ["plays", 2, 4, 0],
      ["learners", 4, 0, 0],
    ]);
  });

  test("many thousands, over several rounds and partitions", async () => {
    const pipeline = await open(playPipeline(), { partitions: 4 });
    const events = Array.from({ length: 12_000 }, (_, n) => ({ source: "player", value: bytesOf(playEvent(n, 50)) }));
    for (let i = 0; i < events.length; i += 7000) await pipeline.engine.append(events.slice(i, i + 7000));
    await pipeline.engine.runUntilQuiet();
    const rows = await pipeline.rows("learners");
    expect(rows.length).toBe(50);
    const spent = rows.map((row) => Number(Object(row).timespent)).reduce((a, b) => a + b, 0);
    expect(spent).toBe((12_000 * 11_999) / 2);
    expect(pipeline.emitted.length).toBe(24_000);
  });
});

describe("what a source brings", () => {
  const web = sourceOf({ name: "web", nameAt: ["kind"], key: "user" });
  const sent = eventOf({
    name: "list.sent",
    source: web,
    fields: fieldsOf({ user: text, at: time, size: { kind: "int", max: 5 } }),
  });
  const ignored = eventOf({ name: "list.read", source: web, fields: fieldsOf({ user: text, at: time }) });
  const kept = eventOf({ name: "list.kept", key: ["user"], fields: fieldsOf({ user: text, size: int }) });
  const keep = (name: string) =>
    handlerOf<{ user: string; size: number }>(
      { name, kind: "demux", on: ["list.sent"], emits: ["list.kept"] },
      (event, da) => da.emit("list.kept", event),
    );
  const pipelineWith = (more: object = {}) =>
    pipelineOf({ sources: [{ ...web, ...more }], events: [sent, ignored, kept], handlers: [keep("one"), keep("two")] });

  test("in one partition, however much it is, holds up none of the others", async () => {
    const sole = pipelineOf({ sources: [web], events: [sent, ignored, kept], handlers: [keep("one")] });
    const pipeline = await open(sole, { partitions: 2 });
    const [many, few] = keysOf(2);
    const value = (user: string | undefined, n: number) =>
      bytesOf({ kind: "list.sent", id: `e${n}`, user, at: n, size: 1 });
    const backlog = Array.from({ length: 90_000 }, (_, n) => ({ source: "web", value: value(many, n) }));
    await pipeline.engine.append([...backlog, { source: "web", value: value(few, 90_000) }]);
    await pipeline.engine.runUntilQuiet();
    expect(pipeline.emitted.length).toBe(90_001);
    const place = pipeline.emitted.findIndex(({ key }) => key === few);
    // It comes first in the second of at least three rounds.
    expect(place).toBeGreaterThan(0);
    expect(place).toBeLessThan(50_000);
  });
  const good = { kind: "list.sent", id: "a", user: "u", at: 1, size: 5 };

  test("is dead once where it is no event, whoever handles it, and stops nothing", async () => {
    const pipeline = await open(pipelineWith());
    const bad = [
      '{"kind":',
      "7",
      "[]",
      { id: "b" },
      { ...good, size: 6 },
      { ...good, user: undefined },
      { ...good, kind: 5 },
    ];
    await pipeline.feed("web", ...bad, Buffer.from([0x7b, 0xff]).toString("latin1"), good);
    expect(pipeline.dead.map(({ handler, event, code, reason }) => [handler, event, code, reason])).toEqual([
      ["web", null, "malformed", expect.stringMatching(/^is no JSON: /)],
      ["web", null, "invalid", "is no object"],
      ["web", null, "invalid", "is a list, and one event is expected"],
      ["web", null, "no-name", "has no name at kind"],
      ["web", "list.sent", "invalid", "size: 6 is more than 5"],
      ["web", "list.sent", "invalid", "user: is missing"],
      ["web", null, "no-name", "has no name at kind"],
      ["web", null, "malformed", expect.stringMatching(/^is no JSON: /)],
    ]);
    expect(pipeline.events()).toEqual([
      ["list.kept", { user: "u", size: 5 }],
      ["list.kept", { user: "u", size: 5 }],
    ]);
    const letters = [];
    for await (const letter of pipeline.engine.deadLetters()) letters.push(letter);
    expect(letters).toMatchObject(pipeline.dead);
    expect(letters[4]?.value.toString()).toBe(JSON.stringify({ ...good, size: 6 }));
  });

  test("is dead as malformed where it is no UTF-8, and as too large past 10 MB", async () => {
    const pipeline = await open(pipelineWith());
    const invalid = Buffer.concat([Buffer.from('{"kind":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    const large = Buffer.from(JSON.stringify({ ...good, pad: "x".repeat(10 * 1024 * 1024) }));
    await pipeline.engine.append([invalid, large, bytesOf(good)].map((value) => ({ source: "web", value })));
    await pipeline.engine.runUntilQuiet();
    expect(pipeline.dead.map(({ code }) => code)).toEqual(["malformed", "too-large"]);
    expect(pipeline.events().length).toBe(2);
  });

  test("is counted where its name is unknown or nobody handles it", async () => {
    const pipeline = await open(pipelineWith());
    await pipeline.feed("web", { ...good, kind: "list.lost" }, { ...good, kind: "list.read", user: 5 }, good);
    expect(pipeline.engine.stats()[0]).toMatchObject({ name: "web", in: 3, unknown: 1, unhandled: 1, dead: 0 });
  });

  test("may be lists of events, each on its own", async () => {
    const pipeline = await open(pipelineWith({ array: true, idAt: null }));
    await pipeline.feed("web", [good, { ...good, size: "x" }, 7, good], [], good);
    expect(pipeline.dead.map(({ event, value }) => [event, value.toString()])).toEqual([
      ["list.sent", JSON.stringify({ ...good, size: "x" })],
      [null, "7"],
    ]);
    expect(pipeline.events().length).toBe(6);
  });

  test("has an id: its own, of a number its text, or its place", async () => {
    const ids: string[] = [];
    const watch = handlerOf({ name: "watch", kind: "demux", on: ["list.sent"] }, (_, da) => ids.push(da.id));
    const pipeline = await open({ ...pipelineWith({ array: true }), handlers: [watch] });
    const { id, ...nameless } = good;
    await pipeline.feed("web", good, { ...good, id: 12 }, nameless, [nameless, { ...good, id: null }]);
    expect(ids).toEqual(["a", "12", "source.web-0-2", "source.web-0-3-0", "source.web-0-3-1"]);
  });

  test("has the time of its record where its source names no field", async () => {
    const times: number[] = [];
    const watch = handlerOf({ name: "watch", kind: "demux", on: ["list.sent"] }, (_, da) => times.push(da.at));
    const pipeline = await open({ ...pipelineWith({ at: null }), handlers: [watch] }, { now: () => 99 });
    await pipeline.engine.append([
      { source: "web", value: bytesOf(good), time: 5 },
      { source: "web", value: bytesOf(good) },
    ]);
    await pipeline.engine.runUntilQuiet();
    expect(times).toEqual([5, 99]);
  });
});

describe("handlers", () => {
  test("a gep's change is told by a signal, which a demux handles in the same step", async () => {
    const pipeline = await open(shopPipeline());
    await pipeline.feed("web", paid("u1", 10), paid("u1", 20, { shop: "s2" }));
    const signals = pipeline.events().filter(([name]) => name === "cart.changed");
    expect(signals[0]?.[1]).toEqual({
      user: "u1",
      amount: 10,
      total: { before: null, after: 10, changed: true },
      shops: { before: null, after: 1, changed: true },
      trend: { before: null, after: 10, changed: true },
      last: { before: null, after: null, changed: false },
    });
    expect(signals[1]?.[1]).toMatchObject({
      total: { before: 10, after: 30, changed: true },
      shops: { before: 1, after: 2, changed: true },
      trend: { before: 10, after: 15, changed: true },
    });
    const hops = pipeline.emitted.flatMap((each) => (each.kind === "event" ? [[each.event, each.hops]] : []));
    expect(hops.slice(0, 2)).toEqual([
      ["cart.changed", 0],
      ["cart.grown", 1],
    ]);
    expect(await pipeline.rows("carts")).toEqual([{ user: "u1", total: 30, shops: 2, trend: 15, last: null }]);
  });

  test("a demux that is dead on a signal touches nothing else", async () => {
    const pipeline = await open(shopPipeline());
    await pipeline.feed("web", paid("u1", 300), paid("u1", 300));
    expect(pipeline.dead.map(({ handler, event, code, reason }) => [handler, event, code, reason])).toEqual([
      ["growth", "cart.changed", "dead", "too much"],
    ]);
    expect(JSON.parse(Buffer.from(pipeline.dead[0]?.value ?? []).toString())).toMatchObject({
      user: "u1",
      amount: 300,
    });
    expect(await pipeline.rows("carts")).toMatchObject([{ total: 600 }]);
    expect(pipeline.events().filter(([name]) => name === "cart.changed").length).toBe(2);
  });

  test("a handler that fails has no effects on that event; the others have theirs", async () => {
    const pipeline = await open(shopPipeline());
    await pipeline.feed(
      "web",
      paid("u1", 10),
      paid("u1", 20, { shop: "closed" }),
      paid("u1", 30),
      paid("u2", 5, { shop: "closed" }),
    );
    expect(await pipeline.rows("carts")).toEqual([{ user: "u1", total: 40, shops: 1, trend: 20, last: null }]);
    expect(await pipeline.rows("users")).toMatchObject([
      { user: "u1", spent: 60, times: 3, newest: 30 },
      { user: "u2", spent: 5 },
    ]);
    expect(pipeline.dead.map(({ handler, reason }) => [handler, reason])).toEqual([
      ["carts", "closed sells nothing"],
      ["carts", "closed sells nothing"],
    ]);
  });

  test("a handler sees its own writes, deletes, and counts anew afterwards", async () => {
    const pipeline = await open(shopPipeline());
    await pipeline.feed("web", paid("u1", 10), paid("u1", 11), paid("u2", 96));
    await pipeline.feed("web", paid("u1", 10), paid("u1", 96));
    await pipeline.feed("web", paid("u1", 10));
    expect(await pipeline.rows("open")).toEqual([{ user: "u1", by: [10], kinds: 1 }]);
    expect(pipeline.events().filter(([name]) => name === "user.counted").length).toBe(4);
  });

  test("a transform acts as another source's generator", async () => {
    const pipeline = await open(shopPipeline());
    await pipeline.feed("partner", { no: 7, buyer: "p1", cents: 1250 });
    const [made] = pipeline.emitted;
    expect(made).toMatchObject({ kind: "event", event: "cart.paid", topic: "source.web", key: "p1", hops: 0 });
    const value = made?.kind === "event" ? JSON.parse(made.value) : {};
    expect(value).toEqual({
      user: "p1",
      shop: "partner",
      amount: 12.5,
      at: 1_780_000_000_000,
      head: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), kind: "paid" },
    });
    expect(await pipeline.rows("users")).toMatchObject([{ user: "p1", spent: 12.5, mean: 12.5, times: 1 }]);
  });

  test("a record is forwarded as it came", async () => {
    const pipeline = await open(shopPipeline());
    const value = `  ${JSON.stringify(paid("u1", 99))} `;
    await pipeline.engine.append([
      { source: "web", value: Buffer.from(value), key: Buffer.from("k"), headers: [["h", Buffer.from("v")]] },
    ]);
    await pipeline.engine.runUntilQuiet();
    expect(pipeline.emitted.filter(({ kind }) => kind === "forward")).toEqual([
      { kind: "forward", topic: "audit", key: "k", value: Buffer.from(value) },
    ]);
    const reader = await pipeline.ports.log.join(null, ["audit"]);
    const [batch] = await reader.fetch("audit", 0, 0, 1);
    expect(batch?.value(0).toString()).toBe(value);
    expect(batch?.headers(0).map(([name, bytes]) => [name, String(bytes)])).toEqual([["h", "v"]]);
  });

  test("a forwarded record has the key that its source says, where it came without", async () => {
    const pipeline = await open(shopPipeline());
    await pipeline.feed("web", paid("u9", 99));
    expect(pipeline.emitted.find(({ kind }) => kind === "forward")).toMatchObject({ key: "u9" });
  });

  test("a column's bound, a field's bound and a number past the finite make the event dead", async () => {
    const source = sourceOf({ name: "s", nameAt: null, at: null });
    const seen = eventOf({ name: "seen", source, fields: fieldsOf({ n: number }) });
    const told = eventOf({ name: "a.told", key: ["n"], fields: fieldsOf({ n: { kind: "number", max: 10 } }) });
    const rows = storeOf("rows", [
      { name: "n", kind: "key", type: { kind: "number", max: 20 } },
      { name: "most", kind: "max", type: { kind: "int", max: 15 } },
    ]);
    const emits = handlerOf<{ n: number }>(
      { name: "emits", kind: "demux", on: ["seen"], emits: ["a.told"] },
      ({ n }, da) => da.emit("a.told", { n: n * 1e300 * 1e300 }),
    );
    const updates = handlerOf<{ n: number }>(
      { name: "updates", kind: "gep", on: ["seen"], updates: ["rows"] },
      ({ n }, da) => da.update("rows", { n }, { most: n }),
    );
    const pipeline = await open(
      pipelineOf({ sources: [source], events: [seen, told], stores: [rows], handlers: [emits, updates] }),
    );
    await pipeline.feed("s", { n: 0 }, { n: 1 }, { n: 16 }, { n: 21 }, { n: 1.5 });
    expect(pipeline.dead.map(({ handler, code, reason }) => `${handler} ${code} ${reason}`).sort()).toEqual([
      "emits bounds n: Infinity is no number",
      "emits bounds n: Infinity is no number",
      "emits bounds n: Infinity is no number",
      "emits bounds n: Infinity is no number",
      "updates bounds most: 1.5 is no whole number",
      "updates bounds most: 16 is more than 15",
      "updates bounds n: 21 is more than 20",
    ]);
    expect(await pipeline.rows("rows")).toEqual([
      { n: 0, most: 0 },
      { n: 1, most: 1 },
    ]);
  });

  test("a sum that overflows kills the event that overflows it, and no other", async () => {
    const source = sourceOf({ name: "s", nameAt: null, at: null });
    const seen = eventOf({ name: "seen", source, fields: fieldsOf({ who: text, n: int }) });
    const rows = storeOf("rows", [
      { name: "who", kind: "key", type: text },
      { name: "n", kind: "sum", type: int },
      { name: "mean", kind: "mean", type: int },
      { name: "times", kind: "sum", type: int },
    ]);
    const add = handlerOf<{ who: string; n: number }>(
      { name: "add", kind: "gep", on: ["seen"], updates: ["rows"] },
      ({ who, n }, da) => {
        da.update("rows", { who }, { n, mean: 1, times: 1 });
      },
    );
    const pipeline = await open(pipelineOf({ sources: [source], events: [seen], stores: [rows], handlers: [add] }));
    const most = Number.MAX_SAFE_INTEGER;
    await pipeline.feed("s", { who: "a", n: most - 5 }, { who: "b", n: 1 });
    await pipeline.feed(
      "s",
      { who: "a", n: 3 },
      { who: "a", n: 4 },
      { who: "b", n: 1 },
      { who: "a", n: -9 },
      { who: "a", n: 10 },
    );
    await pipeline.feed("s", { who: "c", n: most }, { who: "c", n: most }, { who: "c", n: -most });
    expect(await pipeline.rows("rows")).toEqual([
      { who: "a", n: most - 1, mean: 1, times: 4 },
      { who: "b", n: 2, mean: 1, times: 2 },
      { who: "c", n: 0, mean: 1, times: 2 },
    ]);
    expect(pipeline.dead.map(({ code, value }) => [code, Buffer.from(value).toString()])).toEqual([
      ["overflow", '{"who":"a","n":4}'],
      ["overflow", `{"who":"c","n":${most}}`],
    ]);
  });

  test("a chain that grows too long, or passes a limited handler too often, is dead", async () => {
    const source = sourceOf({ name: "s", nameAt: null, at: null });
    const seen = eventOf({ name: "seen", source, fields: fieldsOf({ limited: bool }) });
    const step = eventOf({ name: "a.step", key: ["limited"], fields: fieldsOf({ limited: bool }) });
    const start = handlerOf<{ limited: boolean }>(
      { name: "start", kind: "demux", on: ["seen"], emits: ["a.step"] },
      (event, da) => da.emit("a.step", event),
    );
    const again = handlerOf<{ limited: boolean }>(
      { name: "again", kind: "dep", on: ["a.step"], emits: ["a.step"], limit: 2 },
      (event, da) => {
        if (event.limited) da.limit(2);
        da.emit("a.step", event);
      },
    );
    const pipeline = await open(
      pipelineOf({ hops: 5, sources: [source], events: [seen, step], handlers: [start, again] }),
    );
    await pipeline.feed("s", { limited: true });
    await pipeline.feed("s", { limited: false });
    expect(pipeline.dead.map(({ handler, code, reason }) => [handler, code, reason])).toEqual([
      ["again", "limit", "its chain has passed again 2 times, and 2 are allowed"],
      ["again", "hops", "a.step would be hop 6 of its chain, and 5 are allowed"],
    ]);
    expect(pipeline.events().length).toBe(3 + 5);
  });

  test("an entry may set id and time", async () => {
    const pipeline = await open(shopPipeline());
    await pipeline.feed("web", paid("u1", 10, { shop: "twice", at: 1000 }));
    const times = pipeline.emitted.flatMap((each) =>
      each.kind === "event" && each.event === "usage.user.spent" ? [each.at] : [],
    );
    expect(times).toEqual([1000, 1001]);
  });

  test("an exception of a handler is a dead letter", async () => {
    const source = sourceOf({ name: "s", nameAt: null, at: null });
    const seen = eventOf({ name: "seen", source, fields: fieldsOf({ n: int }) });
    const broken = handlerOf({ name: "broken", kind: "demux", on: ["seen"] }, () => {
      throw new TypeError("no such thing");
    });
    const pipeline = await open(pipelineOf({ sources: [source], events: [seen], handlers: [broken] }));
    await pipeline.feed("s", { n: 1 });
    expect(pipeline.dead).toMatchObject([{ handler: "broken", code: "failed", reason: "TypeError: no such thing" }]);
  });
});

describe("a data folder", () => {
  test("goes on where it was, with its note", async () => {
    const folder = newFolder();
    const first = await harnessOf(shopPipeline(), { folder });
    await first.engine.append([{ source: "web", value: bytesOf(paid("u1", 10)) }], { name: "file", text: "line 1" });
    await first.close();
    const second = await open(shopPipeline(), { folder });
    expect(await second.engine.note("file")).toBe("line 1");
    await second.feed("web", paid("u1", 20));
    expect(await second.rows("users")).toMatchObject([{ user: "u1", spent: 30, times: 2 }]);
    expect(await second.rows("carts")).toMatchObject([{ user: "u1", total: 30 }]);
  });

  test("is read back as it was handed on: a new process decodes what another has emitted", async () => {
    const handed = await open(shopPipeline());
    const events = [paid("u1", 10), paid("u2", 96), paid("u1", 12.5, { shop: "twice" })];
    await handed.feed("web", ...events);
    const folder = newFolder();
    const { handlers, ...rest } = shopPipeline();
    const only = (names: readonly string[]) => ({
      ...rest,
      handlers: handlers.filter(({ name }) => names.includes(name)),
    });
    const first = await harnessOf(only(["carts", "growth", "spending"]), { folder });
    await first.feed("web", ...events);
    await first.close();
    const second = await open(shopPipeline(), { folder });
    await second.engine.runUntilQuiet();
    for (const store of ["users", "open", "carts"]) expect(await second.rows(store)).toEqual(await handed.rows(store));
    const counted = (harness: Harness) =>
      harness.emitted.filter((each) => each.kind === "event" && each.event === "user.counted");
    expect(counted(second)).toEqual(counted(handed));
  });

  test("takes what another process appends while it runs", async () => {
    const folder = newFolder();
    const pipeline = await open(playPipeline(), { folder });
    const stop = new AbortController();
    const running = pipeline.engine.run(stop.signal);
    const appending = spawn(process.execPath, ["--input-type=module", "-e", appendScript(folder, playEvent(3, 10))]);
    await once(appending, "close");
    while (pipeline.emitted.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort();
    await running;
    expect((await pipeline.rows("learners")).length).toBe(1);
  });

  test("is for one engine", async () => {
    const folder = newFolder();
    await open(playPipeline(), { folder });
    await expect(harnessOf(playPipeline(), { folder })).rejects.toThrow(`in use by process ${process.pid}`);
  });

  test("refuses a source and a handler of one name, whose positions would be one", async () => {
    const definition = playPipeline();
    const handlers = definition.handlers.map((each) => (each.name === "plays" ? { ...each, name: "player" } : each));
    await expect(harnessOf({ ...definition, handlers })).rejects.toThrow("two sources or handlers named player");
  });

  test("keeps the place of a handler that has another name now", async () => {
    const folder = newFolder();
    const first = await harnessOf(playPipeline(), { folder });
    await first.feed("player", playEvent(1, 10));
    await first.close();
    const definition = playPipeline();
    const handlers = definition.handlers.map((each) =>
      each.name === "plays" ? { ...each, name: "split", was: "plays" } : each,
    );
    const second = await open({ ...definition, handlers }, { folder });
    await second.engine.runUntilQuiet();
    expect(second.emitted).toEqual([]);
  });

  test("says so where retention has overtaken a handler, and lets the others go on", async () => {
    const folder = newFolder();
    let now = 1_780_000_000_000;
    const definition = playPipeline();
    const demux = { ...definition, handlers: definition.handlers.slice(0, 1) };
    const first = await harnessOf(definition, { folder, now: () => now });
    await first.feed("player", playEvent(1, 10));
    await first.close();
    const second = await harnessOf(demux, { folder, now: () => now });
    await second.feed("player", playEvent(2, 10));
    now += 8 * 86_400_000;
    await second.ports.log.expire(now);
    await second.close();
    const third = await open(definition, { folder, now: () => now });
    await third.feed("player", playEvent(3, 10));
    expect(third.troubles).toEqual([
      expect.stringMatching(
        /^learners has not read t\.demux\.usage\.resource\.timespent \(partition 0\) from offset 1 on/,
      ),
    ]);
    expect(third.engine.stats().map(({ failure }) => failure === null)).toEqual([true, true, false]);
    expect(third.emitted.length).toBe(2);
  });
});

test("params are checked and handed over", async () => {
  const values: { limit?: number; name?: string } = {};
  const definition = pipelineOf({
    params: { limit: { type: { kind: "int", max: 10 }, default: 3 }, name: { type: text, default: "x" } },
    paramValues: values,
  });
  await open(definition);
  expect(values).toEqual({ limit: 3, name: "x" });
  await open(definition, { params: { limit: "7", name: "8" } });
  expect(values).toEqual({ limit: 7, name: "8" });
  await expect(harnessOf(definition, { params: { limit: 11, nope: 1, name: 5 } })).rejects.toThrow(
    "The params are not right: there is no param nope; limit: 11 is more than 10; name: 5 is no string.",
  );
});
