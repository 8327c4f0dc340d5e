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
    await log.ensureTopics([{ name: "t", partitions: 1, retention: 1e9 }]);
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

  test("of another system are needed", async () => {
    const external = { ...before, external: true };
    const database = Database.open({ folder });
    const layouts = [layoutOf(external, {})];
    expect(() => openSqliteStore(database, { ddl: "", layouts, append: () => [] })).toThrow(
      "The external store days has no table days in the database.",
    );
    database.close();
  });
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
