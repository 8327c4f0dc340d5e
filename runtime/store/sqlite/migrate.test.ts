// Migrating the stores of data folders.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { layoutOf } from "../../codec/layout.ts";
import { ddlOf } from "../../testing/ddl.ts";
import { pipelineOf } from "../../testing/definition.ts";
import { migrationConformance } from "../migration/conformance.ts";
import { Database } from "./database.ts";
import { openSqliteMigrator } from "./migrate.ts";
import { openSqliteStore } from "./store.ts";

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
