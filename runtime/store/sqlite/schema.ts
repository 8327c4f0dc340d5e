/** Makes the tables of a pipeline's stores, or checks that those which are there still fit. */
import type { Slot, TableLayout } from "../../codec/layout.ts";
import { UserError } from "../../errors.ts";
import { externalMisfit, meaningOf, misfitOf } from "../meaning.ts";
import { BROUGHT_TABLES } from "./brought.ts";
import { type Database, sqliteCode } from "./database.ts";
import { LATER_TABLES } from "./later.ts";
import { OUTBOX_TABLE } from "./outbox.ts";
import { carryOver, completeStoresTable, remember, remembered, STORES_TABLE } from "./renames.ts";
import { name } from "./sql.ts";
import { columnsOf } from "./table.ts";
import { TYPES } from "./types.ts";

const OWN_TABLES = `
CREATE TABLE IF NOT EXISTS da_positions (
  reader TEXT NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL,
  seen TEXT, PRIMARY KEY (reader, topic, partition)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS da_notes (name TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
${STORES_TABLE}${LATER_TABLES}${BROUGHT_TABLES}${OUTBOX_TABLE}`;

export interface Schema {
  /** Statements that make what is not there. */
  readonly ddl: string;
  readonly layouts: readonly TableLayout[];
  readonly makesExternal?: boolean;
}

/** Makes and renames tables in one transaction. Throws a UserError where a store has changed otherwise. */
export function ensureSchema(database: Database, { ddl, layouts, makesExternal = false }: Schema): void {
  const owned = layouts.filter((layout) => !layout.external);
  database.exec("BEGIN IMMEDIATE");
  try {
    makeOwnTables(database);
    carryOver(database, owned);
    for (const layout of owned) refuseChange(database, layout);
    makeTables(database, ddl);
    if (makesExternal) for (const layout of layouts) if (layout.external) makeExternal(database, layout);
    for (const layout of layouts) checkColumns(database, layout);
    for (const layout of owned) remember(database, layout);
    database.exec("COMMIT");
  } catch (error) {
    database.abandon();
    throw error;
  }
}

/** The table that another system would have made. */
function makeExternal(database: Database, { table, keys, slots }: TableLayout): void {
  const columns = [...keys, ...slots].map(({ sql, physical }) => `${name(sql)} ${TYPES[physical]}`);
  const key = keys.map(({ sql }) => name(sql)).join(", ");
  database.exec(`CREATE TABLE IF NOT EXISTS ${name(table)} (${columns.join(", ")}, PRIMARY KEY (${key})) STRICT`);
}

/** The tables that every pipeline has. */
export function makeOwnTables(database: Database): void {
  database.exec(OWN_TABLES);
  completeTables(database);
}

/** Folders of earlier versions lack some columns. */
function completeTables(database: Database): void {
  completeStoresTable(database);
  database.addColumn("da_positions", "seen", "TEXT");
  database.addColumn("da_held", "topic", "TEXT NOT NULL DEFAULT ''");
  database.addColumn("da_held", "partition", "INTEGER NOT NULL DEFAULT 0");
}

/** Those of the stores whose tables are there. Throws a UserError where one of them has changed since. */
export function existingOf(database: Database, layouts: readonly TableLayout[]): readonly TableLayout[] {
  makeOwnTables(database);
  const existing = layouts.filter(({ table }) => columnsOf(database, table).length > 0);
  for (const layout of existing) {
    if (!layout.external) refuseChange(database, layout);
    checkColumns(database, layout);
  }
  return existing;
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

function refuseChange(database: Database, layout: TableLayout): void {
  const before = remembered(database, layout.store);
  if (before === null) return;
  const misfit = misfitOf(before.meanings, meaningOf(layout));
  if (misfit !== null) refuse(database, layout, misfit);
}

function refuse(database: Database, { store, external }: TableLayout, what: string): never {
  if (external) throw new UserError("store-changed", externalMisfit(store, "the database", what));
  const where = database.folder === null ? "in memory" : `in ${database.folder}`;
  throw new UserError(
    "store-changed",
    `The store ${store} does not fit its rows ${where}: ${what}. Take the change back, or see what \`da-run stores plan\` would do.`,
  );
}

function checkColumns(database: Database, layout: TableLayout): void {
  checkTable(database, layout, layout.table, layout.keys, layout.slots);
  for (const side of layout.sides) {
    const value: Slot = { sql: side.column, physical: side.physical, folding: "key", decidedBy: null, initial: null };
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
