/** Carries the rows of stores and columns that have another name now over to their new tables and columns, in PostgreSQL. */
import type { TableLayout } from "../../codec/layout.ts";
import { meaningOf, meaningText } from "../meaning.ts";
import {
  isKey,
  namesOf,
  physicalNames,
  type Remembered,
  type Renaming,
  rememberedOf,
  renamedColumns,
  sideTables,
  underNewNames,
} from "../renames.ts";
import { quotedName as name, shortName } from "./names.ts";
import type { Session } from "./session.ts";
import { escaped, unescaped } from "./values.ts";

/** What is known of the tables that the database holds. */
export const STORES_TABLE = `
CREATE TABLE IF NOT EXISTS da_stores (
  store text COLLATE "C" PRIMARY KEY, layout text NOT NULL, "table" text NOT NULL, names text NOT NULL);
`;

export async function remembered(session: Session, store: string): Promise<Remembered | null> {
  const sql = 'SELECT layout, "table", names FROM da_stores WHERE store = $1';
  const row = (await session.run(sql, [escaped(store)])).rows[0];
  if (row === undefined) return null;
  const [layout, table, names] = row;
  return rememberedOf(store, layout ?? "{}", unescaped(table ?? ""), names ?? null);
}

export async function remember(session: Session, layout: TableLayout): Promise<void> {
  const sql = `INSERT INTO da_stores AS s VALUES ($1, $2, $3, $4) ON CONFLICT (store) DO UPDATE
    SET layout = excluded.layout, "table" = excluded."table", names = excluded.names
    WHERE (s.layout, s."table", s.names) IS DISTINCT FROM (excluded.layout, excluded."table", excluded.names)`;
  const names = JSON.stringify(namesOf(layout));
  await session.run(sql, [escaped(layout.store), meaningText(meaningOf(layout)), escaped(layout.table), names]);
}

/** Within the transaction in hand. What has been carried over already is left as it is. */
export async function carryOver(session: Session, layouts: readonly TableLayout[]): Promise<void> {
  await renameStores(session, layouts);
  for (const layout of layouts) {
    const before = await remembered(session, layout.store);
    if (before !== null) await renameTable(session, layout, before);
  }
}

/** A store may take the name that another gives up: this goes on until nothing more can be renamed. */
async function renameStores(session: Session, layouts: readonly TableLayout[]): Promise<void> {
  for (let isOver = false; !isOver; ) {
    isOver = true;
    for (const { store, was } of layouts) {
      if (was === null || (await remembered(session, store)) !== null) continue;
      if ((await remembered(session, was)) === null) continue;
      for (const table of ["da_stores", "da_parked"]) {
        await session.run(`UPDATE ${table} SET store = $1 WHERE store = $2`, [escaped(store), escaped(was)]);
      }
      isOver = false;
    }
  }
}

async function renameTable(session: Session, layout: TableLayout, before: Remembered): Promise<void> {
  const columns = renamedColumns(layout, before);
  if (before.table === layout.table && columns.length === 0) return;
  if ((await columnNames(session, before.table)).size === 0) return;
  await dropIndexes(session, before.table);
  await renameColumns(
    session,
    before.table,
    columns.flatMap((column) => physicalNames(column)),
  );
  const keyNames = columns.filter(isKey).flatMap((column) => physicalNames(column));
  for (const [from, to] of sideTables(layout, before, columns)) {
    // Of a column that is new.
    if ((await columnNames(session, from)).size === 0) continue;
    await renameColumns(session, from, keyNames);
    await renameOne(session, from, to);
  }
  await renameOne(session, before.table, layout.table);
  const { meanings, names } = underNewNames(before, columns);
  const sql = 'UPDATE da_stores SET layout = $1, "table" = $2, names = $3 WHERE store = $4';
  await session.run(sql, [meanings, escaped(layout.table), names, escaped(layout.store)]);
}

async function renameOne(session: Session, from: string, to: string): Promise<void> {
  if (from !== to) await session.script(`ALTER TABLE ${name(from)} RENAME TO ${name(to)}`);
}

/** They carry names that are made of the table's and the columns', and are made again. */
async function dropIndexes(session: Session, table: string): Promise<void> {
  const sql = "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = to_regclass($1) AND NOT indisprimary";
  const { rows } = await session.run(sql, [name(table)]);
  for (const [index] of rows) await session.script(`DROP INDEX ${index}`);
}

async function columnNames(session: Session, table: string): Promise<Set<string>> {
  const sql = "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped";
  const { rows } = await session.run(sql, [name(table)]);
  return new Set(rows.map(([column]) => column ?? ""));
}

/** Over names that nobody has, as one column may take the name that another gives up. */
async function renameColumns(session: Session, table: string, renamings: readonly Renaming[]): Promise<void> {
  const there = await columnNames(session, table);
  const found = renamings.filter(([from]) => there.has(shortName(from)));
  const rename = (from: string, to: string) =>
    session.script(`ALTER TABLE ${name(table)} RENAME COLUMN ${name(from)} TO ${name(to)}`);
  for (const [index, [from]] of found.entries()) await rename(from, `da__renamed__${index}`);
  for (const [index, [, to]] of found.entries()) await rename(`da__renamed__${index}`, to);
}
