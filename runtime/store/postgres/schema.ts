/** Makes the tables of a pipeline's stores in PostgreSQL, or checks that those which are there still fit. */
import type { Slot, TableLayout } from "../../codec/layout.ts";
import { UserError } from "../../errors.ts";
import { externalMisfit, meaningOf, misfitOf } from "../meaning.ts";
import { BROUGHT_TABLES } from "./brought.ts";
import { placeText, sqlState } from "./errors.ts";
import { LATER_TABLES } from "./later.ts";
import { quotedName, shortName } from "./names.ts";
import { OUTBOX_TABLE } from "./outbox.ts";
import { carryOver, remember, remembered, STORES_TABLE } from "./renames.ts";
import type { Session, Sessions } from "./session.ts";
import { Table } from "./table.ts";
import { TYPES } from "./values.ts";

const OWN_TABLES = `
CREATE TABLE IF NOT EXISTS da_positions (
  reader text COLLATE "C", topic text COLLATE "C", partition bigint, next bigint NOT NULL,
  seen text, PRIMARY KEY (reader, topic, partition));
CREATE TABLE IF NOT EXISTS da_notes (name text COLLATE "C" PRIMARY KEY, text text NOT NULL);
${STORES_TABLE}${LATER_TABLES}${BROUGHT_TABLES}${OUTBOX_TABLE}`;
const OWN = [...OWN_TABLES.matchAll(/CREATE TABLE IF NOT EXISTS (\w+)/g)].map(([, table]) => table ?? "");

/** Of the lock that lets one process at a time make tables. */
const LOCK = 0x64617363;

/**
 * Executes `ddl` (statements that make what is not there) where a table is missing, and throws a UserError where a store has
 * changed since. Gives the tables by their stores.
 */
export async function ensureSchema(
  sessions: Sessions,
  ddl: string,
  layouts: readonly TableLayout[],
): Promise<ReadonlyMap<string, Table>> {
  const session = await sessions.take();
  try {
    await session.script("BEGIN");
    await lockSchema(session);
    const schema = new Schema(session, placeText(sessions.place));
    await schema.refuseEncoding();
    const tables = await schema.ensure(ddl, layouts);
    await session.script("COMMIT");
    return tables;
  } finally {
    await session.abandon();
  }
}

/** The tables as they are, for who looks at them beside an engine; a store without one has no rows. */
export async function attendSchema(
  sessions: Sessions,
  layouts: readonly TableLayout[],
): Promise<ReadonlyMap<string, Table>> {
  const session = await sessions.take();
  try {
    return await new Schema(session, placeText(sessions.place)).attend(layouts);
  } finally {
    session.release();
  }
}

/** For the transaction in hand. */
export async function lockSchema(session: Session): Promise<void> {
  await session.script(`SELECT pg_advisory_xact_lock(${LOCK})`);
}

/** The tables that every pipeline has. */
export async function makeOwnTables(session: Session): Promise<void> {
  await session.script(OWN_TABLES);
}

/** A column as it is: its type, whether texts in it sort by code point, and its place in the primary key, or 0. */
interface Column {
  readonly type: string;
  readonly isByCodePoint: boolean;
  readonly key: number;
}

const COLUMNS = `
SELECT a.attname, format_type(a.atttypid, NULL), coalesce(l.collname IN ('C', 'POSIX'), false),
       coalesce(array_position(i.indkey::int[], a.attnum::int) + 1 - array_lower(i.indkey::int[], 1), 0)
FROM pg_attribute a LEFT JOIN pg_collation l ON l.oid = a.attcollation
     LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped`;

class Schema {
  readonly #session: Session;
  readonly #place: string;

  constructor(session: Session, place: string) {
    this.#session = session;
    this.#place = place;
  }

  async refuseEncoding(): Promise<void> {
    const { rows } = await this.#session.script("SHOW server_encoding");
    const encoding = rows[0]?.[0];
    if (encoding === "UTF8") return;
    const text = `Texts in ${this.#place} are kept as ${encoding}, which cannot hold every character: use one that is made with the encoding UTF8.`;
    throw new UserError("store-changed", text);
  }

  async ensure(ddl: string, layouts: readonly TableLayout[]): Promise<ReadonlyMap<string, Table>> {
    const owned = layouts.filter(({ external }) => !external);
    if (await this.#areMissing(OWN)) await this.#make(OWN_TABLES);
    await carryOver(this.#session, owned);
    for (const layout of owned) await this.#refuseChange(layout);
    const names = owned.flatMap(({ table, sides }) => [table, ...sides.map((side) => side.table)]);
    if (await this.#areMissing(names)) await this.#make(ddl);
    const tables = new Map<string, Table>();
    for (const layout of layouts) tables.set(layout.store, await this.#table(layout));
    for (const layout of owned) await remember(this.#session, layout);
    return tables;
  }

  async attend(layouts: readonly TableLayout[]): Promise<ReadonlyMap<string, Table>> {
    if (await this.#areMissing(OWN)) {
      throw new UserError("absent", `No pipeline has run on ${this.#place}: start it first.`);
    }
    const tables = new Map<string, Table>();
    for (const layout of layouts) {
      if (!(await this.#areMissing([layout.table]))) tables.set(layout.store, await this.#table(layout));
    }
    return tables;
  }

  async #areMissing(tables: readonly string[]): Promise<boolean> {
    for (const table of tables) {
      const { rows } = await this.#session.run("SELECT to_regclass($1) IS NULL", [quotedName(table)]);
      if (rows[0]?.[0] === "t") return true;
    }
    return false;
  }

  async #make(ddl: string): Promise<void> {
    try {
      await this.#session.script(ddl);
    } catch (error) {
      if (error instanceof UserError || sqlState(error) === null || !(error instanceof Error)) throw error;
      const text = `The stores' tables cannot be made in ${this.#place}: ${error.message}. Compile the spec again.`;
      throw new UserError("store-changed", text, error);
    }
  }

  async #refuseChange(layout: TableLayout): Promise<void> {
    const before = await remembered(this.#session, layout.store);
    const misfit = before === null ? null : misfitOf(before.meanings, meaningOf(layout));
    if (misfit !== null) this.#refuse(layout, misfit);
  }

  #refuse({ store, external }: TableLayout, what: string): never {
    if (external) throw new UserError("store-changed", externalMisfit(store, this.#place, what));
    const text = `The store ${store} does not fit its rows in ${this.#place}: ${what}. Take the change back, or see what \`da-run stores plan\` would do.`;
    throw new UserError("store-changed", text);
  }

  /** Throws where the tables of a store are not what it needs. */
  async #table(layout: TableLayout): Promise<Table> {
    const columns = await this.#check(layout, layout.table, layout.keys, layout.slots);
    for (const { table, column, physical } of layout.sides) {
      const value: Slot = { sql: column, physical, folding: "key", decidedBy: null, initial: null };
      await this.#check(layout, table, [...layout.keys, value], []);
    }
    if (!layout.external) return new Table(layout);
    const slots = [...layout.keys, ...layout.slots];
    return new Table(layout, new Map(slots.map(({ sql }) => [sql, columns.get(shortName(sql))?.type ?? ""])));
  }

  async #check(
    layout: TableLayout,
    table: string,
    keys: readonly Slot[],
    slots: readonly Slot[],
  ): Promise<ReadonlyMap<string, Column>> {
    const columns = await this.#columnsOf(table);
    if (columns.size === 0) {
      const kind = layout.external ? "external store" : "store";
      throw new UserError("store-changed", `The ${kind} ${layout.store} has no table ${table} in ${this.#place}.`);
    }
    for (const [index, slot] of [...keys, ...slots].entries()) {
      const column = columns.get(shortName(slot.sql));
      if (column === undefined) this.#refuse(layout, `its table ${table} has no column ${slot.sql}`);
      if (!layout.external) this.#checkColumn(layout, table, slot, column, index < keys.length ? index + 1 : 0);
    }
    return columns;
  }

  #checkColumn(layout: TableLayout, table: string, slot: Slot, column: Column, key: number): void {
    const called = `the column ${slot.sql} of ${table}`;
    if (column.type !== TYPES[slot.physical]) {
      this.#refuse(layout, `${called} is ${column.type} instead of ${TYPES[slot.physical]}`);
    }
    if (column.key !== key) this.#refuse(layout, `the key of its table ${table} has other columns`);
    const isCompared = ["key", "min", "max"].includes(slot.folding) || isTieBreaker(layout, slot);
    if (slot.physical === "text" && isCompared && !column.isByCodePoint) {
      this.#refuse(layout, `${called} sorts by a language, not by code point (COLLATE "C")`);
    }
  }

  async #columnsOf(table: string): Promise<ReadonlyMap<string, Column>> {
    const { rows } = await this.#session.run(COLUMNS, [quotedName(table)]);
    return new Map(
      rows.map(([name, type, isByCodePoint, key]): [string, Column] => [
        name ?? "",
        { type: type ?? "", isByCodePoint: isByCodePoint === "t", key: Number(key) },
      ]),
    );
  }
}

const isTieBreaker = ({ slots }: TableLayout, slot: Slot): boolean =>
  slot.decidedBy !== null && slots[slot.decidedBy[1]] === slot;
