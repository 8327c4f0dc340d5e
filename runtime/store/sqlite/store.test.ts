import { spawnSync } from "node:child_process";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StoreDefinition } from "../../api/definition.ts";
import { layoutOf } from "../../codec/layout.ts";
import { openEmbeddedLog } from "../../log/embedded/log.ts";
import { ddlOf } from "../../testing/ddl.ts";
import { int, number, pipelineOf, storeOf, text } from "../../testing/definition.ts";
import { conformanceLayouts, conformanceStores, storeConformance } from "../conformance.ts";
import { Database } from "./database.ts";
import { lockFolder } from "./lock.ts";
import { openSqliteStore } from "./store.ts";

const clock = { now: () => 0, sleep: async () => {} };

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "da-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(stores: readonly StoreDefinition[], place: string | null = folder) {
  const database = Database.open({ folder: place });
  try {
    const log = openEmbeddedLog(database, clock);
    const layouts = stores.map((each) => layoutOf(each, {}));
    const store = openSqliteStore(database, {
      ddl: ddlOf(pipelineOf({ stores })),
      layouts,
      append: (all) => log.appendNow(all),
    });
    return { database, log, store };
  } catch (error) {
    database.close();
    throw error;
  }
}

for (const where of ["memory", "a folder"]) {
  storeConformance(`SQLite in ${where}`, async () => {
    const { log, store } = open(conformanceStores, where === "memory" ? null : folder);
    await log.ensureTopics([{ name: "t", partitions: 1, replicas: 1, retention: 1e9 }]);
    return { store, close: () => store.close() };
  });
}

describe("tables that are there", () => {
  const before = storeOf("days", [
    { name: "user", kind: "key", type: text },
    { name: "spent", kind: "sum", type: int },
  ]);
  const changed = (columns: Parameters<typeof storeOf>[1]) => storeOf("days", columns);
  const key = { name: "user", kind: "key", type: text } as const;

  test("are taken as they are where they fit", async () => {
    await open([before]).store.close();
    await open([before]).store.close();
  });

  test.each([
    [
      "another kind",
      changed([key, { name: "spent", kind: "max", type: int }]),
      'the column spent was "sum of int" and is "max of int"',
    ],
    [
      "another type",
      changed([key, { name: "spent", kind: "sum", type: number }]),
      'was "sum of int" and is "sum of real"',
    ],
    [
      "a new column",
      changed([key, { name: "spent", kind: "sum", type: int }, { name: "last", kind: "plain", type: text }]),
      "the column last is new",
    ],
    ["a column less", changed([key]), "the column spent is gone"],
  ])("are refused for %s", async (_title, store, reason) => {
    await open([before]).store.close();
    expect(() => open([store])).toThrow(reason);
    expect(() => open([store])).toThrow("The store days does not fit its rows");
    await open([before]).store.close();
  });

  test("are refused where someone else has changed them", async () => {
    const { database, store } = open([before]);
    database.exec('ALTER TABLE "days" RENAME COLUMN "spent" TO "lost"');
    await store.close();
    expect(() => open([before])).toThrow("its table days has no column spent");
  });

  test("of another system are needed, with their columns", async () => {
    const external = { ...before, external: true };
    expect(() => open([external])).toThrow("The external store days has no table days in the database.");
    const database = Database.open({ folder });
    database.exec('CREATE TABLE "days" ("user" TEXT)');
    database.close();
    expect(() => open([external])).toThrow(
      "The external store days does not fit its table in the database: its table days has no column spent. Write the store's columns",
    );
  });

  test("of another system are read, and neither made nor changed", async () => {
    const external = { ...before, external: true };
    const database = Database.open({ folder });
    database.exec(
      "CREATE TABLE days (\"spent\" ANY, other TEXT, \"user\" TEXT); INSERT INTO days VALUES (5, 'x', 'u1')",
    );
    database.close();
    const { store } = open([external]);
    const layout = layoutOf(external, {});
    const tx = await store.begin();
    expect(await tx.read(layout, [["u1"], ["u2"]], false)).toEqual([[5], null]);
    const row = { key: ["u1"], clear: true, slots: [1], sides: null, guards: null };
    await tx.replace(layout, [row]);
    expect(await tx.read(layout, [["u1"]], false)).toEqual([[5]]);
    await tx.rollback();
    await store.close();
  });

  test("of another system are made where a test asks for it", async () => {
    const external = { ...before, external: true };
    const database = Database.open({ folder: null });
    const layouts = [layoutOf(external, {})];
    const store = openSqliteStore(database, { ddl: "", layouts, append: () => [], makesExternal: true });
    const tx = await store.begin();
    await tx.replace(layouts[0] ?? layoutOf(external, {}), [
      { key: ["u1"], clear: false, slots: [7], sides: null, guards: null },
    ]);
    expect(await tx.read(layoutOf(external, {}), [["u1"]], false)).toEqual([[7]]);
    await tx.rollback();
    await store.close();
  });
});

describe("rows follow a new name", () => {
  const key = { name: "userId", sql: "user_id", kind: "key", type: text } as const;
  const day = { name: "day", kind: "key", type: { kind: "date" } } as const;
  const old = storeOf("days", [
    key,
    day,
    { name: "spent", kind: "sum", type: int },
    { name: "newest", kind: "latest", type: text },
    { name: "average", kind: "mean", type: number },
    { name: "kinds", kind: "distinct", type: text },
    { name: "title", kind: "plain", type: text },
  ]);
  const renamed = {
    ...storeOf("learner_days", [
      { ...key, name: "learner", sql: "learner", was: "userId" },
      day,
      { name: "cost", kind: "sum", type: int, was: "spent" },
      { name: "last", kind: "latest", type: text, was: "newest" },
      { name: "mean", kind: "mean", type: number, was: "average" },
      { name: "sorts", kind: "distinct", type: text, was: "kinds" },
      // It takes the name that another gives up.
      { name: "spent", kind: "plain", type: text, was: "title" },
    ]),
    was: "days",
    indexes: [["day", "cost"]],
  };
  const slots = [5, "n", 7, "by", 9.5, 2, 2, "t"];

  async function fill(store: StoreDefinition): Promise<void> {
    const { store: port } = open([store]);
    const tx = await port.begin();
    const layout = layoutOf(store, {});
    await tx.replace(layout, [{ key: ["u1", "2026-01-01"], clear: false, slots, sides: [["a", "b"]], guards: null }]);
    await tx.commit();
    await port.close();
  }

  async function contentOf(store: StoreDefinition): Promise<unknown> {
    const { store: port } = open([store]);
    const layout = layoutOf(store, {});
    const rows = await Array.fromAsync(port.rows(layout));
    const tx = await port.begin();
    const entries = ["a", "c"].map((value) => ({ key: ["u1", "2026-01-01"], value }));
    const values = layout.sides.length === 0 ? [] : await tx.contains(layout, 0, entries);
    await tx.rollback();
    await port.close();
    return { rows, values };
  }

  const kept = { rows: [{ key: ["u1", "2026-01-01"], slots }], values: [true, false] };

  test("of the store, its columns and its keys; once", async () => {
    await fill(old);
    expect(await contentOf(renamed)).toEqual(kept);
    expect(await contentOf(renamed)).toEqual(kept);
    expect(() => open([old])).not.toThrow();
  });

  test("of columns alone, and of the table alone", async () => {
    await fill(old);
    const columns = { ...renamed, name: "days", table: "days" };
    expect(await contentOf({ ...columns, was: "nothing" })).toEqual(kept);
    const { was, ...table } = { ...columns, table: "other" };
    expect(await contentOf(table)).toEqual(kept);
  });

  test("while another store takes the old one", async () => {
    await fill(old);
    const layouts = [old, renamed];
    const { store } = open(layouts);
    expect(await Array.fromAsync(store.rows(layoutOf(renamed, {})))).toHaveLength(1);
    expect(await Array.fromAsync(store.rows(layoutOf(old, {})))).toEqual([]);
    await store.close();
    open(layouts);
  });

  test("with what waits for them", async () => {
    await fill(old);
    const { store, database } = open([old]);
    const tx = await store.begin();
    const place = { topic: "t", partition: 0, offset: 0, element: -1, event: "e", record: Uint8Array.of(1) };
    const wait = { lane: null, due: 1, since: 0, over: [], isReady: false, awaits: { store: "days", key: ["u1"] } };
    await tx.park([{ reader: "r", ...wait, ...place }]);
    await tx.commit();
    database.close();
    const [parked] = await Array.fromAsync(open([renamed]).store.parked());
    expect(parked?.awaits).toEqual({ store: "learner_days", key: ["u1"] });
  });

  test("and anything else that has changed is told as it was", async () => {
    await fill(old);
    const without = renamed.columns.filter(({ name }) => name !== "last");
    expect(() => open([{ ...renamed, columns: without }])).toThrow("the column newest is gone");
    const asMax = renamed.columns.map((column) =>
      column.name === "cost" ? { ...column, kind: "max" as const } : column,
    );
    expect(() => open([{ ...renamed, columns: asMax }])).toThrow(
      'the column cost was "sum of int" and is "max of int"',
    );
    expect(await contentOf(old)).toEqual(kept);
  });

  test("in a folder that does not know tables and names yet", async () => {
    await fill(old);
    const { database } = open([old]);
    database.exec("CREATE TABLE s2 (store TEXT PRIMARY KEY NOT NULL, layout TEXT NOT NULL) STRICT, WITHOUT ROWID");
    database.exec("INSERT INTO s2 SELECT store, layout FROM da_stores; DROP TABLE da_stores");
    database.exec("ALTER TABLE s2 RENAME TO da_stores");
    database.close();
    expect(await contentOf({ ...old, name: "other", table: "other", was: "days" })).toEqual(kept);
  });
});

test("a key column may be named as the column of a `distinct` column's values would be", async () => {
  const odd = storeOf("odd", [
    { name: "Value", kind: "key", type: text },
    { name: "value_", kind: "key", type: text },
    { name: "kinds", kind: "distinct", type: text },
  ]);
  const { store } = open([odd]);
  const layout = layoutOf(odd, {});
  const tx = await store.begin();
  await tx.fold(layout, [{ key: ["a", "b"], clear: false, slots: [0], sides: [["x", "y", "x"]], guards: null }]);
  expect(await tx.read(layout, [["a", "b"]], false)).toEqual([[2]]);
  expect(await tx.contains(layout, 0, [{ key: ["a", "b"], value: "x" }])).toEqual([true]);
  await tx.commit();
  await store.close();
});

describe("what a user can put right is said in a sentence", () => {
  test("a folder that is a file", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => Database.open({ folder: join(folder, "file", "data") })).toThrow(
      /The folder .* cannot be used: ENOTDIR/,
    );
  });

  test("a database that is none", () => {
    writeFileSync(join(folder, "da.db"), "This is no database. ".repeat(1000));
    expect(() => Database.open({ folder })).toThrow(/da\.db is damaged \(file is not a database\)/);
  });

  test("a damaged page", async () => {
    const { store } = open(conformanceStores);
    const tx = await store.begin();
    for (let i = 0; i < 200; i++) await tx.setNote(`note ${i}`, "x".repeat(500));
    await tx.commit();
    await store.close();
    const file = openSync(join(folder, "da.db"), "r+");
    const { size } = fstatSync(file);
    for (let at = 4096; at < size; at += 4096) writeSync(file, Buffer.alloc(200, 0xa5), 0, 200, at);
    closeSync(file);
    expect(() => open(conformanceStores)).toThrow(/is damaged/);
  });

  test("a full disk loses nothing", async () => {
    const { database, store } = open(conformanceStores);
    database.exec("PRAGMA max_page_count = 100");
    const tx = await store.begin();
    await expect(tx.setNote("large", "x".repeat(1 << 20))).rejects.toThrow(/The disk of .* is full\. Nothing is lost/);
    await tx.rollback();
    const next = await store.begin();
    await next.setNote("small", "x");
    await next.commit();
    await store.close();
  });

  test("a folder in the database's place", () => {
    mkdirSync(join(folder, "da.db"));
    expect(() => Database.open({ folder })).toThrow(/da\.db cannot be opened\. Check that/);
  });
});

describe("a folder's lock", () => {
  test("is for one engine, and names the process that has it", () => {
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(`is in use by process ${process.pid}.`);
    lock.release();
    lockFolder(folder).release();
  });

  test("dies with its process", () => {
    const script = `
      const { lockFolder } = await import(${JSON.stringify(new URL("./lock.ts", import.meta.url).href)});
      lockFolder(${JSON.stringify(folder)});
      process.kill(process.pid, "SIGKILL");`;
    const { signal } = spawnSync(process.execPath, ["--input-type=module", "-e", script]);
    expect(signal).toBe("SIGKILL");
    expect(readdirSync(folder)).toContain("lock.pid");
    lockFolder(folder).release();
  });
});

test("layouts of the conformance suite have each kind of slot", () => {
  const foldings = new Set(conformanceLayouts.flatMap(({ slots }) => slots.map(({ folding }) => folding)));
  expect([...foldings].sort()).toEqual(["add", "count", "first", "latest", "max", "min", "set"]);
});
