/** Carries the rows of stores and columns that have another name now over to their new tables and columns. */
import type { TableLayout } from "../../codec/layout.ts";
import { meaningOf, meaningText } from "../meaning.ts";
import {
  isKey,
  namesOf,
  physicalNames,
  type Remembered,
  type RenamedColumn,
  type Renaming,
  rememberedOf,
  renamedColumns,
  sideTables,
  underNewNames,
} from "../renames.ts";
import type { Database } from "./database.ts";
import { name } from "./sql.ts";
import { columnsOf } from "./table.ts";

/** What is known of the tables that a data folder holds. */
export const STORES_TABLE = `
CREATE TABLE IF NOT EXISTS da_stores (
  store TEXT PRIMARY KEY NOT NULL, layout TEXT NOT NULL, "table" TEXT, names TEXT) STRICT, WITHOUT ROWID;
`;

/** Folders of earlier versions know neither tables nor the names in the spec. */
export function completeStoresTable(database: Database): void {
  for (const column of ["table", "names"]) database.addColumn("da_stores", column, "TEXT");
}

export function remembered(database: Database, store: string): Remembered | null {
  const row = database.all('SELECT layout, "table", names FROM da_stores WHERE store = ?', store)[0];
  if (row === undefined) return null;
  const [layout, table, names] = row.map((value) => (value === null ? null : String(value)));
  return rememberedOf(store, layout ?? "{}", table ?? null, names ?? null);
}

export function remember(database: Database, layout: TableLayout): void {
  const put = database.prepare(
    `INSERT INTO da_stores (store, layout, "table", names) VALUES (?, ?, ?, ?) ON CONFLICT (store) DO UPDATE
     SET layout = excluded.layout, "table" = excluded."table", names = excluded.names`,
  );
  database.run(() =>
    put.run(layout.store, meaningText(meaningOf(layout)), layout.table, JSON.stringify(namesOf(layout))),
  );
}

/** Within the transaction in hand. What has been carried over already is left as it is. */
export function carryOver(database: Database, layouts: readonly TableLayout[]): void {
  renameStores(database, layouts);
  for (const layout of layouts) {
    const before = remembered(database, layout.store);
    if (before !== null) renameTable(database, layout, before);
  }
}

/** A store may take the name that another gives up: this goes on until nothing more can be renamed. */
function renameStores(database: Database, layouts: readonly TableLayout[]): void {
  const rename = (table: string) => database.prepare(`UPDATE ${table} SET store = ? WHERE store = ?`);
  const renames = [rename("da_stores"), rename("da_parked")];
  for (let isOver = false; !isOver; ) {
    isOver = true;
    for (const { store, was } of layouts) {
      if (was === null || remembered(database, store) !== null) continue;
      const before = remembered(database, was);
      if (before === null) continue;
      database.run(() => {
        for (const each of renames) each.run(store, was);
        database.prepare('UPDATE da_stores SET "table" = ? WHERE store = ?').run(before.table, store);
      });
      isOver = false;
    }
  }
}

function renameTable(database: Database, layout: TableLayout, before: Remembered): void {
  const columns = renamedColumns(layout, before);
  if (before.table === layout.table && columns.length === 0) return;
  if (columnsOf(database, before.table).length === 0) return;
  // They carry names that are made of the table's and the columns', and are made again.
  const indexes = database.all(
    "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
    before.table,
  );
  for (const [index] of indexes) database.exec(`DROP INDEX ${name(String(index))}`);
  renameColumns(
    database,
    before.table,
    columns.flatMap((column) => physicalNames(column)),
  );
  const keyNames = columns.filter(isKey).flatMap((column) => physicalNames(column));
  for (const [from, to] of sideTables(layout, before, columns)) {
    // Of a column that is new.
    if (columnsOf(database, from).length === 0) continue;
    renameColumns(database, from, keyNames);
    if (from !== to) database.exec(`ALTER TABLE ${name(from)} RENAME TO ${name(to)}`);
  }
  if (before.table !== layout.table) {
    database.exec(`ALTER TABLE ${name(before.table)} RENAME TO ${name(layout.table)}`);
  }
  forgetNames(database, layout, before, columns);
}

/** Over names that nobody has, as one column may take the name that another gives up. */
function renameColumns(database: Database, table: string, renamings: readonly Renaming[]): void {
  const there = new Set(columnsOf(database, table).map((column) => column.name));
  const found = renamings.filter(([from]) => there.has(from));
  const rename = (from: string, to: string): void =>
    database.exec(`ALTER TABLE ${name(table)} RENAME COLUMN ${name(from)} TO ${name(to)}`);
  for (const [index, [from]] of found.entries()) rename(from, `da__renamed__${index}`);
  for (const [index, [, to]] of found.entries()) rename(`da__renamed__${index}`, to);
}

/** What is remembered of the store has the new names too, so that a change of anything else is still told. */
function forgetNames(
  database: Database,
  layout: TableLayout,
  before: Remembered,
  columns: readonly RenamedColumn[],
): void {
  const { meanings, names } = underNewNames(before, columns);
  const put = database.prepare('UPDATE da_stores SET layout = ?, "table" = ?, names = ? WHERE store = ?');
  database.run(() => put.run(meanings, layout.table, names, layout.store));
}
