/** One store's table: prepared statements and the conversion of plain values. */
import type { SQLInputValue, StatementSync } from "node:sqlite";
import type { Physical, Plain, TableLayout } from "../../codec/layout.ts";
import { type RowWrite, type SideEntry, type Slots, StoreOverflow } from "../port.ts";
import { type Database, rowsOf, sqliteCode } from "./database.ts";
import { addSideSql, containsSql, deleteSql, foldSql, replaceSql, selectAllSql, selectSql } from "./sql.ts";

const CONSTRAINT = 19;

interface SideStatements {
  readonly contains: StatementSync;
  readonly add: StatementSync;
  readonly clear: StatementSync;
}

export class Table {
  readonly #layout: TableLayout;
  readonly #database: Database;
  readonly #select: StatementSync;
  readonly #writing: { readonly replace: StatementSync; readonly delete: StatementSync } | null;
  readonly #sides: readonly SideStatements[];
  readonly #folds = new Map<string, StatementSync>();
  readonly #setSlots: readonly number[];
  readonly #booleans: boolean;

  constructor(database: Database, layout: TableLayout) {
    this.#layout = layout;
    this.#database = database;
    this.#select = database.prepare(selectSql(layout));
    this.#writing = layout.external
      ? null
      : { replace: database.prepare(replaceSql(layout)), delete: database.prepare(deleteSql(layout)) };
    this.#sides = layout.sides.map((side) => ({
      contains: database.prepare(containsSql(layout, side)),
      add: database.prepare(addSideSql(layout, side)),
      clear: database.prepare(deleteSql(layout, side.table)),
    }));
    this.#setSlots = layout.slots.flatMap((slot, index) => (slot.folding === "set" ? [index] : []));
    this.#booleans = [...layout.keys, ...layout.slots, ...layout.sides].some(({ physical }) => physical === "bool");
  }

  read(key: Slots): Slots | null {
    const row: unknown = this.#select.get(...this.#bound(key));
    return Array.isArray(row) ? this.#slots(row) : null;
  }

  *rows(): Iterable<{ readonly key: Slots; readonly slots: Slots }> {
    const { keys, slots } = this.#layout;
    for (const row of this.#database.prepare(selectAllSql(this.#layout)).iterate()) {
      const values: unknown[] = Array.isArray(row) ? row : [];
      const key = keys.map((slot, index) => plain(values[index], slot.physical));
      yield { key, slots: slots.map((slot, index) => plain(values[keys.length + index], slot.physical)) };
    }
  }

  contains(side: number, { key, value }: SideEntry): boolean {
    return this.#sides[side]?.contains.get(...this.#bound(key), bound(value)) !== undefined;
  }

  fold(row: RowWrite): void {
    this.#write(row, (slots) => {
      const counted = row.sides === null ? null : this.#addSides(row);
      const values: SQLInputValue[] = this.#bound(row.key);
      const all = this.#layout.slots;
      for (let index = 0; index < all.length; index++) {
        const value = slots[index];
        const slot = all[index];
        if (slot === undefined || (slot.folding === "set" && value === undefined)) continue;
        values.push(slot.folding === "count" ? (counted?.[index] ?? 0) : bound(value ?? slot.initial));
      }
      for (const { low, high } of row.guards ?? []) values.push(low, high);
      this.#foldStatement(row, slots).run(...values);
    });
  }

  replace(row: RowWrite): void {
    this.#write(row, (slots) => {
      this.#addSides(row);
      const values = this.#bound(row.key);
      for (const value of slots) values.push(bound(value ?? null));
      this.#writing?.replace.run(...values);
    });
  }

  #write(row: RowWrite, write: (slots: readonly (Plain | undefined)[]) => void): void {
    try {
      if (row.clear) this.#delete(row.key);
      if (row.slots !== null) write(row.slots);
    } catch (error) {
      if (sqliteCode(error) === CONSTRAINT) throw new StoreOverflow(String(error), { cause: error });
      throw error;
    }
  }

  #delete(key: Slots): void {
    const values = this.#bound(key);
    this.#writing?.delete.run(...values);
    for (const side of this.#sides) side.clear.run(...values);
  }

  /** How many values each slot of a `distinct` column has gained. */
  #addSides(row: RowWrite): number[] {
    const counted: number[] = [];
    row.sides?.forEach((values, index) => {
      const side = this.#sides[index];
      const slot = this.#layout.sides[index]?.slot;
      if (side === undefined || slot === undefined) return;
      const key = this.#bound(row.key);
      let gained = 0;
      for (const value of values) gained += Number(side.add.run(...key, bound(value)).changes);
      counted[slot] = gained;
    });
    return counted;
  }

  /** One statement for each set of plain columns that are set, and of sums that are guarded. */
  #foldStatement(row: RowWrite, slots: readonly (Plain | undefined)[]): StatementSync {
    let shape = "";
    for (const index of this.#setSlots) shape += slots[index] === undefined ? "0" : "1";
    if (row.guards !== null) shape += row.guards.map((guard) => `,${guard.slot}`).join("");
    let statement = this.#folds.get(shape);
    if (statement === undefined) {
      const isGuarded = (index: number) => row.guards?.some((guard) => guard.slot === index) === true;
      statement = this.#database.prepare(foldSql(this.#layout, (index) => slots[index] !== undefined, isGuarded));
      this.#folds.set(shape, statement);
    }
    return statement;
  }

  #bound(values: Slots): SQLInputValue[] {
    const all: SQLInputValue[] = [];
    for (const value of values) all.push(bound(value));
    return all;
  }

  #slots(row: unknown[]): Slots {
    const { slots } = this.#layout;
    if (!this.#booleans && rowIsPlain(row)) return row.length === slots.length ? row : [];
    return slots.map((slot, index) => plain(row[index], slot.physical));
  }
}

/** The database gives nothing else but for bytes and big integers, which no column holds. */
function rowIsPlain(row: unknown[]): row is Plain[] {
  return row.every((value) => value === null || typeof value === "string" || typeof value === "number");
}

const bound = (value: Plain): SQLInputValue => (typeof value === "boolean" ? (value ? 1 : 0) : value);

function plain(value: unknown, physical: Physical): Plain {
  if (value === null || value === undefined) return null;
  if (physical === "bool") return value === 1;
  return typeof value === "number" ? value : String(value);
}

/** By the store's name. */
export function tablesOf(database: Database, layouts: readonly TableLayout[]): ReadonlyMap<string, Table> {
  return new Map(layouts.map((layout) => [layout.store, new Table(database, layout)]));
}

/** Columns of a table as they are: name, type, and place in the primary key. */
export function columnsOf(database: Database, table: string) {
  const rows = rowsOf(database.prepare("SELECT name, type, pk FROM pragma_table_xinfo(?)").all(table));
  return rows.map(([name, type, key]) => ({ name: String(name), type: String(type), key: Number(key) }));
}
