// What a real PostgreSQL does with the tables of stores: values of every kind, changes, new names, other systems' tables.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PipelineDefinition, StoreDefinition } from "../../api/definition.ts";
import { layoutOf, type Plain, type TableLayout } from "../../codec/layout.ts";
import { postgresDdlOf } from "../../testing/ddl.ts";
import { int, number, pipelineOf, storeOf, text } from "../../testing/definition.ts";
import { freshDatabase, type TestDatabase } from "../../testing/servers.ts";
import { commit } from "../conformance/commit.ts";
import type { RowWrite, Slots, StorePort } from "../port.ts";
import { openPostgresStore } from "./store.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

const layoutsOf = (stores: readonly StoreDefinition[]) => stores.map((store) => layoutOf(store, {}));

function open(stores: readonly StoreDefinition[], ddl = postgresDdlOf(pipelineOf({ stores }))): Promise<StorePort> {
  return openPostgresStore({ url: database.url, ddl, layouts: layoutsOf(stores) });
}

async function opened(stores: readonly StoreDefinition[]): Promise<void> {
  await (await open(stores)).close();
}

const row = (key: Slots, slots: RowWrite["slots"]): RowWrite => ({
  key,
  clear: false,
  slots,
  sides: null,
  guards: null,
});

async function allRows(store: StorePort, layout: TableLayout): Promise<(readonly Plain[])[]> {
  const found: (readonly Plain[])[] = [];
  for await (const { key, slots } of store.rows(layout)) found.push([...key, ...slots]);
  return found;
}

const kinds = storeOf("kinds", [
  { name: "id", kind: "key", type: int },
  { name: "text", kind: "plain", type: text },
  { name: "uuid", kind: "plain", type: { kind: "uuid" } },
  { name: "date", kind: "plain", type: { kind: "date" } },
  { name: "whole", kind: "plain", type: int },
  { name: "number", kind: "plain", type: number },
  { name: "good", kind: "plain", type: { kind: "bool" } },
  { name: "time", kind: "plain", type: { kind: "timestamp", unit: "ms" } },
  { name: "json", kind: "plain", type: { kind: "json" } },
]);

const day = (text: string) => /^\d{4}-/.test(text);
const arbitrary = fc.tuple(
  fc.option(fc.string({ unit: "binary" })),
  fc.option(fc.uuid()),
  fc.option(
    fc
      .date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
      .filter(day),
  ),
  fc.option(fc.maxSafeInteger()),
  fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
  fc.option(fc.boolean()),
  // From 24 November 4714 BC on.
  fc.option(fc.integer({ min: -210_866_803_200_000, max: 8_640_000_000_000_000 })),
  fc.option(fc.jsonValue().map((value) => JSON.stringify(value))),
);

test("values of every kind come back as they were", async () => {
  const store = await open([kinds]);
  const [layout] = layoutsOf([kinds]);
  if (layout === undefined) throw new Error("There is a layout.");
  let next = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(arbitrary, { minLength: 1, maxLength: 20 }), async (all) => {
      const keys = all.map(() => [next++]);
      const writes = all.map((slots, index) => row(keys[index] ?? [], slots));
      await commit(store, (tx) => tx.fold(layout, writes));
      expect(await commit(store, (tx) => tx.read(layout, keys, true))).toEqual(all);
      await commit(store, (tx) => tx.replace(layout, writes));
      expect(await commit(store, (tx) => tx.read(layout, keys, false))).toEqual(all);
    }),
    { numRuns: 60 },
  );
  await store.close();
});

test("times before PostgreSQL's first are the earliest of all", async () => {
  const store = await open([kinds]);
  const [layout] = layoutsOf([kinds]);
  if (layout === undefined) throw new Error("There is a layout.");
  const slots = [null, null, null, null, null, null, -210_866_803_200_001, null];
  await commit(store, (tx) => tx.fold(layout, [row([1], slots)]));
  expect((await allRows(store, layout))[0]?.[7]).toBe(-8_640_000_000_000_000);
  await store.close();
});

test("more rows than one statement takes, in any order", async () => {
  const days = storeOf("days", [
    { name: "user", kind: "key", type: text },
    { name: "spent", kind: "sum", type: int },
  ]);
  const store = await open([days]);
  const [layout] = layoutsOf([days]);
  if (layout === undefined) throw new Error("There is a layout.");
  const keys = Array.from({ length: 23_000 }, (_, index) => [`u${(index * 7919) % 23_000}`]);
  const writes = keys.map((key, index) => row(key, [index]));
  for (let i = 0; i < 2; i++) await commit(store, (tx) => tx.fold(layout, writes));
  const found = await commit(store, (tx) => tx.read(layout, keys, true));
  expect(found.map((slots) => slots?.[0])).toEqual(keys.map((_, index) => 2 * index));
  const sorted = (await allRows(store, layout)).map(([user]) => String(user));
  expect(sorted).toEqual([...sorted].sort());
  await store.close();
});

const FIXTURES = fileURLToPath(new URL("../../../compiler/emit/fixtures", import.meta.url));
const GENERATED = [
  fileURLToPath(new URL("../../../generated", import.meta.url)),
  ...readdirSync(FIXTURES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(FIXTURES, name, "generated")),
];

test.each(GENERATED)("the tables that are generated are those that the runtime expects: %s", async (folder) => {
  const { default: definition }: { default: PipelineDefinition } = await import(join(folder, "pipeline.ts"));
  const ddl = readFileSync(join(folder, "stores.postgres.sql"), "utf8");
  const stores = definition.stores.filter(({ external }) => !external);
  const layouts = stores.map((each) => layoutOf(each, definition.types));
  await database.query(ddl);
  for (let i = 0; i < 2; i++) {
    const store = await openPostgresStore({ url: database.url, ddl, layouts });
    for (const layout of layouts) expect(await allRows(store, layout)).toEqual([]);
    await store.close();
  }
});

describe("tables that are there", () => {
  const key = { name: "user", kind: "key", type: text } as const;
  const spent = { name: "spent", kind: "sum", type: int } as const;
  const before = storeOf("days", [key, spent]);

  test("are made once, by whoever comes first", async () => {
    const stores = await Promise.all(Array.from({ length: 6 }, () => open([before, kinds])));
    for (const store of stores) await store.close();
  });

  test("need no right to make any", async () => {
    await opened([before]);
    await database.query("CREATE ROLE da_guest LOGIN PASSWORD 'guest-secret'").catch(() => {});
    const { schema } = database;
    await database.query(`GRANT USAGE ON SCHEMA ${schema} TO da_guest`);
    const url = new URL(database.url);
    [url.username, url.password] = ["da_guest", "guest-secret"];
    const guest = () =>
      openPostgresStore({
        url: url.href,
        ddl: postgresDdlOf(pipelineOf({ stores: [before] })),
        layouts: layoutsOf([before]),
      });
    await expect(guest()).rejects.toThrow(/da_guest has not the right in the database .*: permission denied for/);
    await database.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO da_guest`);
    await (await guest()).close();
    await database.query("DROP OWNED BY da_guest");
  });

  test.each([
    [
      "another kind",
      [key, { ...spent, kind: "max" as const }],
      'the column spent was "sum of int" and is "max of int"',
    ],
    ["another type", [key, { ...spent, type: number }], 'was "sum of int" and is "sum of real"'],
    ["a new column", [key, spent, { name: "last", kind: "plain" as const, type: text }], "the column last is new"],
    ["a column less", [key], "the column spent is gone"],
  ])("are refused for %s", async (_title, columns, reason) => {
    await opened([before]);
    await expect(open([storeOf("days", columns)])).rejects.toThrow(reason);
    await opened([before]);
  });

  test.each([
    ['ALTER TABLE "days" RENAME COLUMN "spent" TO "lost"', "its table days has no column spent"],
    ['ALTER TABLE "days" ALTER "spent" TYPE numeric', "the column spent of days is numeric instead of bigint"],
    ['ALTER TABLE "days" ALTER "user" TYPE text COLLATE "default"', "sorts by a language, not by code point"],
    ['ALTER TABLE "days" DROP CONSTRAINT days_pkey', "the key of its table days has other columns"],
  ])("are refused after %s", async (sql, reason) => {
    await opened([before]);
    await database.query(sql);
    await expect(open([before])).rejects.toThrow(reason);
  });

  test("follow new names of stores and columns", async () => {
    const old = storeOf("day", [
      key,
      { name: "title", kind: "latest", type: text },
      { name: "mean", kind: "mean", type: int },
      { name: "kinds", kind: "distinct", type: text },
      { name: "a", kind: "plain", type: int },
      { name: "b", kind: "plain", type: int },
    ]);
    const first = await open([old]);
    const [oldLayout] = layoutsOf([old]);
    if (oldLayout === undefined) throw new Error("There is a layout.");
    const write: RowWrite = { ...row(["u1"], ["t", 5, "x", 6, 2, undefined, 1, 2]), sides: [["k1", "k2"]] };
    await commit(first, (tx) => tx.fold(oldLayout, [write]));
    await first.close();
    const columns = storeOf("days", [
      { name: "pupil", kind: "key", type: text, was: "user" },
      { name: "name", kind: "latest", type: text, was: "title" },
      { name: "average", kind: "mean", type: int, was: "mean" },
      { name: "sorts", kind: "distinct", type: text, was: "kinds" },
      { name: "b", kind: "plain", type: int, was: "a" },
      { name: "c", kind: "plain", type: int, was: "b" },
    ]);
    const renamed: StoreDefinition = { ...columns, was: "day" };
    for (let i = 0; i < 2; i++) {
      const store = await open([renamed]);
      const [layout] = layoutsOf([renamed]);
      if (layout === undefined) throw new Error("There is a layout.");
      expect(await allRows(store, layout)).toEqual([["u1", "t", 5, "x", 6, 2, 2, 1, 2]]);
      const entries = [{ key: ["u1"], value: "k1" }];
      expect(await commit(store, (tx) => tx.contains(layout, 0, entries))).toEqual([true]);
      await store.close();
    }
  });
});

describe("a table of another system", () => {
  const users = storeOf("users", [
    { name: "id", kind: "key", type: text },
    { name: "born", kind: "plain", type: { kind: "timestamp", unit: "ms" } },
    { name: "level", kind: "plain", type: int },
    { name: "tags", kind: "plain", type: { kind: "json" } },
  ]);
  const external: StoreDefinition = { ...users, external: true };

  test("is needed", async () => {
    await expect(open([external], "")).rejects.toThrow("The external store users has no table users in the database");
  });

  test.each(["text", "varchar(40)", "uuid"])("is read whatever its types are: a key of %s", async (type) => {
    const id = "0b5d9b7e-6f3e-4f0b-9a5e-111111111111";
    await database.query(
      `CREATE TABLE users (id ${type} PRIMARY KEY, born timestamp, level smallint, tags jsonb, more int)`,
    );
    await database.query(`INSERT INTO users VALUES ('${id}', '2026-11-23 10:00:00.5', 3, '["a"]', 1)`);
    const store = await open([external], "");
    const [layout] = layoutsOf([external]);
    if (layout === undefined) throw new Error("There is a layout.");
    const found = await commit(store, (tx) => tx.read(layout, [["nobody"], [id], ["\u0000"]], false));
    expect(found).toEqual([null, [Date.parse("2026-11-23T10:00:00.500Z"), 3, '["a"]'], null]);
    await store.close();
  });
});
