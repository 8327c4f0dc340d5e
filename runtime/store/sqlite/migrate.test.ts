// Migrating the stores of data folders.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { layoutOf } from "../../codec/layout.ts";
import { ddlOf } from "../../testing/ddl.ts";
import { int, pipelineOf, storeOf, text } from "../../testing/definition.ts";
import { migrationConformance } from "../migration/conformance.ts";
import { planStores } from "../migration/plan.ts";
import { Database } from "./database.ts";
import { openSqliteMigrator } from "./migrate.ts";
import { openSqliteStore } from "./store.ts";

// Disks take their time where other tests run beside them.
vi.setConfig({ testTimeout: 300_000 });

migrationConformance("SQLite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "da-migrate-"));
  const ddl = (stores: Parameters<typeof pipelineOf>[0]["stores"]) => ddlOf(pipelineOf({ stores: stores ?? [] }));
  return {
    ddl,
    async open(stores) {
      const database = Database.open({ folder });
      const layouts = stores.map((store) => layoutOf(store, {}));
      const store = openSqliteStore(database, { ddl: ddl(stores), layouts, append: null });
      return Object.assign(store, { close: async () => database.close() });
    },
    migrator: async () => openSqliteMigrator(folder, { changes: true }),
    close: async () => rmSync(folder, { recursive: true }),
  };
});

const folderOfOwn = (): string => mkdtempSync(join(tmpdir(), "da-migrate-"));

const col = (name: string, kind: "key" | "sum") => ({ name, kind, type: kind === "key" ? text : int });

test("a folder that is looked at is not made, and one that is changed is held", async () => {
  const folder = join(mkdtempSync(join(tmpdir(), "da-migrate-")), "none");
  const looking = openSqliteMigrator(folder, { changes: false });
  expect((await looking.facts()).tables.size).toBe(0);
  await looking.close();
  expect(() => rmSync(folder, { recursive: true })).toThrow(/ENOENT/);
  const changing = openSqliteMigrator(folder, { changes: true });
  expect(() => openSqliteMigrator(folder, { changes: true })).toThrow(/held|runs|process/);
  await changing.close();
});

test("a column that somebody has given another type stands in the way", async () => {
  const folder = folderOfOwn();
  const stores = [storeOf("days", [col("user", "key"), col("spent", "sum")])];
  const [layouts, ddl] = [stores.map((store) => layoutOf(store, {})), ddlOf(pipelineOf({ stores }))];
  const migrator = openSqliteMigrator(folder, { changes: true });
  const planned = async () => planStores(layouts, ddl, await migrator.facts(), migrator.dialect);
  await migrator.apply(await planned(), layouts, ddl);
  const database = Database.open({ folder });
  database.exec('DROP TABLE days; CREATE TABLE days ("user" TEXT NOT NULL, spent REAL, PRIMARY KEY ("user"))');
  database.close();
  expect(await planned()).toEqual({
    changes: [],
    obstacles: [
      { store: "days", text: "has spent in the table days as REAL instead of INTEGER: change it back by hand" },
    ],
  });
  await migrator.close();
  rmSync(folder, { recursive: true });
});
