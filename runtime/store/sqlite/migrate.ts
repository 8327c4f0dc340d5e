/** Migrating the stores of a data folder. Nobody else may run on it meanwhile. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TableLayout } from "../../codec/layout.ts";
import { SQLITE } from "../migration/dialects.ts";
import type { Facts, StorePlan, TableFacts } from "../migration/plan.ts";
import type { StoreMigrator } from "../migration/port.ts";
import { Database } from "./database.ts";
import { type Lock, lockFolder } from "./lock.ts";
import { remember, remembered } from "./renames.ts";
import { makeOwnTables } from "./schema.ts";
import { columnsOf } from "./table.ts";

/** Throws a UserError where another process runs on the folder and it is to be changed. */
export function openSqliteMigrator(folder: string, { changes }: { readonly changes: boolean }): StoreMigrator {
  const lock = changes ? lockFolder(folder) : null;
  try {
    // Looking at a folder makes nothing in it.
    const isThere = changes || existsSync(join(folder, "da.db"));
    return new SqliteMigrator(isThere ? Database.open({ folder }) : null, folder, lock);
  } catch (error) {
    lock?.release();
    throw error;
  }
}

class SqliteMigrator implements StoreMigrator {
  readonly dialect = SQLITE;
  readonly place: string;
  readonly #database: Database | null;
  readonly #lock: Lock | null;

  constructor(database: Database | null, folder: string, lock: Lock | null) {
    this.#database = database;
    this.#lock = lock;
    this.place = folder;
  }

  async facts(): Promise<Facts> {
    const database = this.#database;
    if (database === null) return { remembered: new Map(), tables: new Map() };
    const names = database.all("SELECT name FROM sqlite_schema WHERE type = 'table'").map(([text]) => String(text));
    const stores = names.includes("da_stores") ? database.all("SELECT store FROM da_stores ORDER BY store") : [];
    return {
      remembered: new Map(
        stores.flatMap(([store]) => {
          const found = remembered(database, String(store));
          return found === null ? [] : [[String(store), found]];
        }),
      ),
      tables: new Map(names.map((table) => [table, factsOf(database, table)])),
    };
  }

  async apply({ changes }: StorePlan, layouts: readonly TableLayout[], ddl: string): Promise<void> {
    const database = this.#database;
    if (database === null) throw new Error("The folder was opened to be looked at.");
    const owned = layouts.filter(({ external }) => !external);
    database.exec("BEGIN IMMEDIATE");
    try {
      makeOwnTables(database);
      for (const sql of changes.flatMap((change) => change.sql)) database.exec(sql);
      database.exec(ddl);
      database.exec("DELETE FROM da_stores");
      for (const layout of owned) remember(database, layout);
      database.exec("COMMIT");
    } catch (error) {
      database.abandon();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#database?.close();
    this.#lock?.release();
  }
}

function factsOf(database: Database, table: string): TableFacts {
  const columns = columnsOf(database, table);
  const indexes = database.all(
    "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name",
    table,
  );
  const key = columns.filter((column) => column.key > 0).sort((a, b) => a.key - b.key);
  return {
    columns: new Set(columns.map((column) => column.name)),
    types: new Map(columns.map((column) => [column.name, column.type])),
    key: key.map((column) => column.name),
    indexes: indexes.map(([index]) => String(index)),
  };
}
