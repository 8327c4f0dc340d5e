/** Carries the rows of stores and columns that have another name now over to their new tables and columns. */
import type { ColumnLayout, TableLayout } from "../../codec/layout.ts";
import type { Database } from "./database.ts";
import { name } from "./sql.ts";
import { columnsOf } from "./table.ts";

/** What is known of the tables that a data folder holds. */
export const STORES_TABLE = `
CREATE TABLE IF NOT EXISTS da_stores (
  store TEXT PRIMARY KEY NOT NULL, layout TEXT NOT NULL, "table" TEXT, names TEXT) STRICT, WITHOUT ROWID;
`;

/** How a store lies in the folder. */
export interface Remembered {
  readonly table: string;
  /** What each column means, by its SQL name. */
  readonly meanings: ReadonlyMap<string, string>;
  /** SQL names of columns, by their names in the spec. */
  readonly names: ReadonlyMap<string, string>;
}

/** Folders of earlier versions know neither tables nor the names in the spec. */
export function completeStoresTable(database: Database): void {
  const columns = columnsOf(database, "da_stores").map((column) => column.name);
  for (const column of ["table", "names"]) {
    if (!columns.includes(column)) database.exec(`ALTER TABLE da_stores ADD COLUMN "${column}" TEXT`);
  }
}

export function remembered(database: Database, store: string): Remembered | null {
  const row = database.all('SELECT layout, "table", names FROM da_stores WHERE store = ?', store)[0];
  if (row === undefined) return null;
  const [layout, table, names] = row;
  const meanings = textsOf(layout);
  return {
    table: table === null ? store : String(table),
    meanings,
    names: names === null ? new Map([...meanings.keys()].map((sql) => [sql, sql])) : textsOf(names),
  };
}

function textsOf(json: unknown): ReadonlyMap<string, string> {
  const value: unknown = JSON.parse(String(json));
  return new Map(Object.entries(Object(value)).map(([key, text]) => [key, String(text)]));
}

export function remember(database: Database, layout: TableLayout, meanings: Readonly<Record<string, string>>): void {
  const names = Object.fromEntries(layout.columns.map(({ column }) => [column.name, column.sql]));
  const put = database.prepare(
    `INSERT INTO da_stores (store, layout, "table", names) VALUES (?, ?, ?, ?) ON CONFLICT (store) DO UPDATE
     SET layout = excluded.layout, "table" = excluded."table", names = excluded.names`,
  );
  database.run(() => put.run(layout.store, JSON.stringify(meanings), layout.table, JSON.stringify(names)));
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

interface RenamedColumn {
  readonly layout: ColumnLayout;
  readonly from: string;
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
    columns.flatMap((column) => physicalNames(layout, column)),
  );
  const keys = columns.filter(({ layout: { column } }) => column.kind === "key");
  const keyNames = keys.flatMap((column) => physicalNames(layout, column));
  for (const { column, side } of layout.columns) {
    const to = layout.sides[side];
    if (to === undefined) continue;
    const from = columns.find((each) => each.layout.column === column)?.from ?? column.sql;
    const table = `${before.table}__${from}`;
    renameColumns(database, table, keyNames);
    if (table !== to.table) database.exec(`ALTER TABLE ${name(table)} RENAME TO ${name(to.table)}`);
  }
  if (before.table !== layout.table) {
    database.exec(`ALTER TABLE ${name(before.table)} RENAME TO ${name(layout.table)}`);
  }
  forgetNames(database, layout, before, columns);
}

/** Columns that are not there under their own name, and are under the one that they had. */
function renamedColumns({ columns }: TableLayout, { names, meanings }: Remembered): RenamedColumn[] {
  return columns.flatMap((layout): RenamedColumn[] => {
    const { name: own, sql, was } = layout.column;
    const from = names.get(was ?? own);
    const isThere = was === undefined ? names.get(own) === sql : names.has(own);
    if (from === undefined || isThere || from === sql || !meanings.has(from)) return [];
    return [{ layout, from }];
  });
}

type Renaming = readonly [from: string, to: string];

function physicalNames(table: TableLayout, { layout, from }: RenamedColumn): Renaming[] {
  const { column, at } = layout;
  const own: Renaming = [from, column.sql];
  const beside = (...parts: readonly string[]): Renaming[] =>
    parts.map((part): Renaming => [`${from}__${part}`, `${column.sql}__${part}`]);
  switch (column.kind) {
    case "latest":
    case "first":
      return [own, ...beside("at", "by")];
    case "mean":
      // The mean itself is a column for people, which a table made by hand may lack.
      return [own, ...beside("sum", "count")];
    default:
      return table.slots[at] === undefined && column.kind !== "key" ? [] : [own];
  }
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
  { meanings, names }: Remembered,
  columns: readonly RenamedColumn[],
): void {
  const renamed = new Map(columns.map((column) => [column.from, column.layout.column]));
  const newMeanings = [...meanings].map(([sql, meaning]) => [renamed.get(sql)?.sql ?? sql, meaning]);
  const newNames = [...names].map(([own, sql]) => {
    const column = renamed.get(sql);
    return column === undefined ? [own, sql] : [column.name, column.sql];
  });
  const put = database.prepare('UPDATE da_stores SET layout = ?, "table" = ?, names = ? WHERE store = ?');
  const [texts, named] = [newMeanings, newNames].map((entries) => JSON.stringify(Object.fromEntries(entries)));
  database.run(() => put.run(texts ?? "{}", layout.table, named ?? "{}", layout.store));
}
