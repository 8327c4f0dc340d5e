import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PipelineDefinition } from "../../api/definition.ts";
import { ddlOf, postgresDdlOf } from "../../testing/ddl.ts";
import {
  eventOf,
  fieldsOf,
  handlerOf,
  int,
  nullable,
  pipelineOf,
  sourceOf,
  storeOf,
  text,
} from "../../testing/definition.ts";
import { called, folderOf, linesOf, order } from "../testing/shop.ts";

const PRINT = ["--print", "events,stores,dead,waiting"];

test("events come in the order of emission, rows by key, and what is dead with its value", async () => {
  const folder = folderOf({
    "a.jsonl": linesOf(order(1, "bob", 4), order(2, "ann", 3), order(3, "ann", -1), "nonsense", { name: "other" }),
  });
  const { exit, lines, err } = await called(["once", "--input", "web=a.jsonl", ...PRINT], { cwd: folder });
  expect(exit).toBe(0);
  expect(lines).toMatchObject([
    { event: "usage.buyer.spent", topic: "shop.demux.buyer.spent", key: "bob", at: 1001, hops: 1, value: { spent: 4 } },
    { event: "usage.buyer.spent", key: "ann", value: { spent: 3, eventName: "usage.buyer.spent", eventTime: 1002 } },
    { store: "buyers", row: { buyer: "ann", spent: 3, orders: 1 } },
    { store: "buyers", row: { buyer: "bob", spent: 4, orders: 1 } },
    { dead: null, handler: "web", code: "malformed", value: "nonsense" },
    { dead: "order.placed", handler: "spending", code: "dead", reason: "-1 is owed", value: order(3, "ann", -1) },
  ]);
  expect(Object.keys(lines[0] ?? {})).toEqual(["event", "topic", "key", "id", "at", "hops", "value"]);
  expect(Object.keys(lines[5] ?? {})).toEqual(["dead", "handler", "code", "reason", "value"]);
  expect(err).toMatch(/^5 records in .*; 2 events out .*; 2 dead; 1 of an unknown name skipped\.\n$/);
});

test("lines that name their source, from stdin", async () => {
  const input = linesOf(
    { source: "web", value: order(1, "bob", 4) },
    { source: "web", value: order(2, "bob", 4), time: 3, key: "k" },
  );
  const { exit, lines } = await called(["once", "--input", "-", "--print", "stores"], { input });
  expect(exit).toBe(0);
  expect(lines).toEqual([{ store: "buyers", row: { buyer: "bob", spent: 8, orders: 2 } }]);
});

test("a line that names no source ends the run, and what stands before it has been fed", async () => {
  const folder = folderOf({
    "m.jsonl": linesOf({ source: "web", value: order(1, "bob", 4) }, { source: "wab", value: 1 }),
  });
  const first = await called(["once", "--input", "m.jsonl", "--data", "d", ...PRINT], { cwd: folder });
  expect(first.exit).toBe(2);
  expect(first.err).toBe(
    'da-run: m.jsonl:2 names the source "wab", which the pipeline does not have. What stands before it has been fed.\n',
  );
  const second = await called(["once", "--input", "web=-", "--data", "d", "--print", "stores"], { cwd: folder });
  expect(second.lines).toEqual([{ store: "buyers", row: { buyer: "bob", spent: 4, orders: 1 } }]);
});

test("lines that are too long or no UTF-8 are dead letters", async () => {
  const long = Buffer.alloc(10 * 1024 * 1024 + 5, "x");
  const folder = folderOf({
    "a.jsonl": Buffer.concat([long, Buffer.from("\n\u00ff\n", "latin1"), Buffer.from(linesOf(order(1, "bob", 1)))]),
  });
  const { exit, lines } = await called(["once", "--input", "web=a.jsonl", "--print", "dead,stores"], { cwd: folder });
  expect(exit).toBe(0);
  expect(lines.map(({ code }) => code)).toEqual([undefined, "too-large", "malformed"]);
  expect(lines[0]).toEqual({ store: "buyers", row: { buyer: "bob", spent: 1, orders: 1 } });
});

test("params reach the handlers", async () => {
  const call = ["once", "--input", "web=-", "--print", "stores", "--param", "rate=2.5"];
  const { lines } = await called(call, { input: linesOf(order(1, "bob", 2)) });
  expect(lines).toEqual([{ store: "buyers", row: { buyer: "bob", spent: 5, orders: 1 } }]);
});

test("all that is wrong with a call is told before anything is fed", async () => {
  const folder = folderOf({ "a.jsonl": "" });
  const call = [
    "once",
    "--input",
    "wab=a.jsonl",
    "--input",
    "b.jsonl",
    "--input",
    ".",
    "--print",
    "row",
    "--param",
    "x=1",
    "--data",
    "d",
  ];
  const { exit, err, out } = await called(call, { cwd: folder });
  expect([exit, out]).toEqual([2, ""]);
  expect(err.split("\n")).toEqual([
    "da-run: --print cannot be `row`: it is events, stores, dead, waiting, or several of them.",
    "da-run: The params are not right: there is no param x.",
    "da-run: The pipeline has no source wab. Did you mean web?",
    "da-run: b.jsonl cannot be read: there is no such file.",
    "da-run: . cannot be read: it is a folder.",
    "",
  ]);
  expect(readdirSync(folder)).toEqual(["a.jsonl"]);
});

test("what was fed to a data folder stays there, and the same input is fed again", async () => {
  const folder = folderOf({ "a.jsonl": linesOf(order(1, "bob", 4)) });
  const call = ["once", "--input", "web=a.jsonl", "--data", "d", "--print", "events,stores"];
  await called(call, { cwd: folder });
  const { lines } = await called(call, { cwd: folder });
  expect(lines).toMatchObject([{ event: "usage.buyer.spent" }, { store: "buyers", row: { spent: 8, orders: 2 } }]);
});

test("a run that is told to stop goes on where it was", async () => {
  const orders = Array.from({ length: 50_000 }, (_, index) => order(index, `b${index % 10}`, 1));
  const folder = folderOf({ "a.jsonl": linesOf(...orders), "b.jsonl": linesOf(order(1, "z", 7)) });
  const controller = new AbortController();
  const call = ["once", "--input", "web=a.jsonl", "--input", "web=b.jsonl", "--data", "d", "--print", "events,stores"];
  const stopped = await called(call, {
    cwd: folder,
    interrupted: () => ({ signal: controller.signal, status: () => 143 }),
    out: () => controller.abort(),
  });
  expect(stopped.exit).toBe(143);
  expect(stopped.err).toContain("Started again with the same input, it goes on here.");
  const { err, lines } = await called(call, { cwd: folder });
  const [, line] = /going on behind line (\d+) of a\.jsonl/.exec(err) ?? [];
  expect(Number(line)).toBeGreaterThan(0);
  expect(Number(line)).toBeLessThan(50_000);
  const rows = lines.filter(({ store }) => store !== undefined);
  expect(rows).toHaveLength(11);
  expect(rows).toMatchObject([
    ...Array.from({ length: 10 }, () => ({ row: { spent: 5000, orders: 5000 } })),
    { row: { spent: 7 } },
  ]);
});

test("an interrupted run's input that has changed is not taken for the same", async () => {
  const orders = Array.from({ length: 50_000 }, (_, index) => order(index, "bob", 1));
  const folder = folderOf({ "a.jsonl": linesOf(...orders) });
  const controller = new AbortController();
  await called(["once", "--input", "web=a.jsonl", "--data", "d", "--print", "events"], {
    cwd: folder,
    interrupted: () => ({ signal: controller.signal, status: () => 143 }),
    out: () => controller.abort(),
  });
  const other = folderOf({ "a.jsonl": linesOf(order(1, "z", 1)) });
  const call = ["once", "--input", `web=${join(other, "a.jsonl")}`, "--data", "d", "--print", "stores"];
  const { err, lines } = await called(call, { cwd: folder });
  expect(err).toContain("its input was another");
  expect(lines).toMatchObject([{ row: { buyer: "bob" } }, { row: { buyer: "z", spent: 1 } }]);
  const { spent } = Object(lines[0]?.row);
  expect(spent).toBeGreaterThan(0);
  expect(spent).toBeLessThan(50_000);
});

test("a report for people", async () => {
  const input = linesOf(order(1, "bob", 2), order(2, "ann", -2));
  const { out, err } = await called(["once", "--input", "web=-", "--report"], { input });
  expect(err).toBe("");
  expect(out).toContain("shop.demux.buyer.spent      1  usage.buyer.spent");
  expect(out).toContain("dead: 1 letter of spending\n    order.placed: -2 is owed");
});

test("a log in memory lets go of what has been handled, and keeps dead letters", async () => {
  const pad = "x".repeat(1 << 20);
  const orders = Array.from({ length: 80 }, (_, index) => ({ ...order(index, "bob", index === 3 ? -1 : 1), pad }));
  const folder = folderOf({ "a.jsonl": linesOf(...orders, order(80, "bob", -1)) });
  const { lines } = await called(["once", "--input", "web=a.jsonl", "--print", "stores,dead"], { cwd: folder });
  expect(lines).toMatchObject([
    { store: "buyers", row: { spent: 79, orders: 79 } },
    { dead: "order.placed", value: { id: "3" } },
    { dead: "order.placed", value: { id: "80" } },
  ]);
});

/** What `core` says last of a name is what an event of `web` finds. */
function namesPipeline(): PipelineDefinition {
  const core = sourceOf({ name: "core", from: "internal", nameAt: null, at: null });
  const web = sourceOf({ name: "web", nameAt: null, at: null });
  const named = eventOf({ name: "named", source: core, fields: fieldsOf({ key: text, name: text }) });
  const seen = eventOf({ name: "seen", source: web, fields: fieldsOf({ n: int, key: text }) });
  const names = storeOf("names", [
    { name: "key", kind: "key", type: text },
    { name: "name", kind: "plain", type: text },
  ]);
  const sights = storeOf("sights", [
    { name: "n", kind: "key", type: int },
    { name: "name", kind: "plain", type: nullable(text) },
  ]);
  return pipelineOf({
    sources: [core, web],
    events: [named, seen],
    stores: [names, sights],
    handlers: [
      handlerOf<{ n: number; key: string }>(
        { name: "sights", kind: "gep", on: ["seen"], reads: ["names"], updates: ["sights"] },
        ({ n, key }, da) => {
          const row = da.read("names", { key });
          da.update("sights", { n }, { name: row !== null && "name" in row ? row.name : null });
        },
      ),
      handlerOf<{ key: string; name: string }>(
        { name: "names", kind: "dep", on: ["named"], updates: ["names"] },
        ({ key, name }, da) => da.update("names", { key }, { name }),
      ),
    ],
  });
}

test.each([[[]], [["--data", "d"]]])("a read sees what stood before it in the input %j", async (more) => {
  const definition = namesPipeline();
  const input = linesOf(
    ...Array.from({ length: 40 }, (_, n) => [
      { source: "web", value: { n, key: "k" } },
      { source: "core", value: { key: "k", name: `name ${n}` } },
    ]).flat(),
  );
  const load = async () => ({ definition, ddl: ddlOf(definition), postgresDdl: postgresDdlOf(definition) });
  const call = ["once", "--input", "-", "--print", "stores", ...more];
  const { lines } = await called(call, { input, load, cwd: folderOf() });
  const sights = lines.filter(({ store }) => store === "sights").map(({ row }) => row);
  expect(sights).toEqual(Array.from({ length: 40 }, (_, n) => ({ n, name: n === 0 ? null : `name ${n - 1}` })));
});
