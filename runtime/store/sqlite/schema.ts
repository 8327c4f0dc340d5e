/** Makes the tables of a pipeline's stores, or checks that those which are there still fit. */
import type { Physical, Slot, TableLayout } from "../../codec/layout.ts";
import { UserError } from "../../errors.ts";
import { type Database, sqliteCode } from "./database.ts";
import { columnsOf } from "./table.ts";

const OWN_TABLES = `
CREATE TABLE IF NOT EXISTS da_positions (
  reader TEXT NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL,
  PRIMARY KEY (reader, topic, partition)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS da_notes (name TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS da_stores (
  store TEXT PRIMARY KEY NOT NULL, layout TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

const TYPES: Readonly<Record<Physical, string>> = {
  text: "TEXT",
  uuid: "TEXT",
  date: "TEXT",
  json: "TEXT",
  int: "INTEGER",
  bool: "INTEGER",
  timestamp: "INTEGER",
  real: "REAL",
};

/** Executes `ddl` (statements that make what is not there) and throws a UserError where a store has changed since. */
export function ensureSchema(database: Database, ddl: string, layouts: readonly TableLayout[]): void {
  const owned = layouts.filter((layout) => !layout.external);
  database.exec("BEGIN IMMEDIATE");
  try {
    database.exec(OWN_TABLES);
    for (const layout of owned) refuseChange(database, layout);
    makeTables(database, ddl);
    for (const layout of layouts) checkColumns(database, layout);
    for (const layout of owned) remember(database, layout);
    database.exec("COMMIT");
  } catch (error) {
    database.abandon();
    throw error;
  }
}

function makeTables(database: Database, ddl: string): void {
  try {
    database.exec(ddl);
  } catch (error) {
    if (sqliteCode(error) === null || !(error instanceof Error)) throw error;
    throw new UserError(
      "store-changed",
      `The stores' tables cannot be made: ${error.message}. Compile the spec again.`,
      error,
    );
  }
}

/** What a column means, in words: a change of these changes what stored rows mean. */
function meaningOf(layout: TableLayout): Record<string, string> {
  return Object.fromEntries(
    layout.columns.map(({ column, physical }) => {
      const kind = column.kind === "ema" ? `ema(${column.factor ?? 1})` : column.kind;
      return [column.sql, `${kind} of ${physical}`];
    }),
  );
}

function refuseChange(database: Database, layout: TableLayout): void {
  const found = database.all("SELECT layout FROM da_stores WHERE store = ?", layout.store)[0]?.[0];
  if (found === undefined) return;
  const before: unknown = JSON.parse(String(found));
  const old = new Map<string, unknown>(Object.entries(Object(before)));
  const now = new Map(Object.entries(meaningOf(layout)));
  for (const [column, meaning] of now) {
    const was = old.get(column);
    if (was === undefined) refuse(database, layout, `the column ${column} is new`);
    if (was !== meaning) refuse(database, layout, `the column ${column} was "${was}" and is "${meaning}"`);
  }
  for (const column of old.keys()) if (!now.has(column)) refuse(database, layout, `the column ${column} is gone`);
}

function refuse(database: Database, { store }: TableLayout, what: string): never {
  const where = database.folder === null ? "in memory" : `in ${database.folder}`;
  throw new UserError(
    "store-changed",
    `The store ${store} does not fit its rows ${where}: ${what}. Take the change back, or start with another data folder.`,
  );
}

function remember(database: Database, layout: TableLayout): void {
  const text = JSON.stringify(meaningOf(layout));
  const put = database.prepare(
    "INSERT INTO da_stores VALUES (?, ?) ON CONFLICT (store) DO UPDATE SET layout = excluded.layout",
  );
  database.run(() => put.run(layout.store, text));
}

function checkColumns(database: Database, layout: TableLayout): void {
  checkTable(database, layout, layout.table, layout.keys, layout.slots);
  for (const side of layout.sides) {
    const value: Slot = { sql: "value", physical: side.physical, folding: "key", decidedBy: null, initial: null };
    checkTable(database, layout, side.table, [...layout.keys, value], []);
  }
}

function checkTable(
  database: Database,
  layout: TableLayout,
  table: string,
  keys: readonly Slot[],
  slots: readonly Slot[],
): void {
  const columns = new Map(columnsOf(database, table).map((column) => [column.name, column]));
  if (columns.size === 0) {
    const kind = layout.external ? "external store" : "store";
    throw new UserError("store-changed", `The ${kind} ${layout.store} has no table ${table} in the database.`);
  }
  for (const [index, slot] of [...keys, ...slots].entries()) {
    const column = columns.get(slot.sql);
    if (column === undefined) refuse(database, layout, `its table ${table} has no column ${slot.sql}`);
    if (layout.external) continue;
    if (column.type !== TYPES[slot.physical]) {
      refuse(
        database,
        layout,
        `the column ${slot.sql} of ${table} is ${column.type} instead of ${TYPES[slot.physical]}`,
      );
    }
    if (column.key !== (index < keys.length ? index + 1 : 0)) {
      refuse(database, layout, `the key of its table ${table} has other columns`);
    }
  }
}
