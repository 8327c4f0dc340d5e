/** One store's table: prepared statements and the conversion of plain values. */
import type { SQLInputValue, StatementSync } from "node:sqlite";
import type { Physical, Plain, TableLayout } from "../../codec/layout.ts";
import { type RowWrite, type ScanRange, type SideEntry, type Slots, type StoredRow, StoreOverflow } from "../port.ts";
import { type Database, rowsOf, sqliteCode } from "./database.ts";
import {
  addSideSql,
  containsSql,
  deleteSql,
  foldSql,
  lowerSql,
  replaceSql,
  scanSql,
  selectAllSql,
  selectSql,
  withdrawSql,
} from "./sql.ts";

const CONSTRAINT = 19;
/** So many rows are written in one call. */
const STRETCH = 256;

interface SideStatements {
  readonly contains: StatementSync;
  readonly add: StatementSync;
  readonly clear: StatementSync;
  readonly withdraw: StatementSync;
  readonly lower: StatementSync;
}

/** A statement and its parameters, which always are as many. */
interface Fold {
  readonly statement: StatementSync;
  readonly values: SQLInputValue[];
}

type WriteRow = (row: RowWrite, slots: readonly (Plain | undefined)[]) => void;

export class Table {
  readonly #layout: TableLayout;
  readonly #database: Database;
  readonly #select: StatementSync;
  readonly #writing: { readonly replace: StatementSync; readonly delete: StatementSync } | null;
  readonly #sides: readonly SideStatements[];
  readonly #folds = new Map<string, Fold>();
  readonly #scans = new Map<string, StatementSync>();
  readonly #setSlots: readonly number[];
  readonly #booleans: boolean;

  constructor(database: Database, layout: TableLayout, isWritten: boolean) {
    this.#layout = layout;
    this.#database = database;
    this.#select = database.prepare(selectSql(layout));
    this.#writing = isWritten
      ? { replace: database.prepare(replaceSql(layout)), delete: database.prepare(deleteSql(layout)) }
      : null;
    this.#sides = layout.sides.map((side) => ({
      contains: database.prepare(containsSql(layout, side)),
      add: database.prepare(addSideSql(layout, side)),
      clear: database.prepare(deleteSql(layout, side.table)),
      withdraw: database.prepare(withdrawSql(layout, side)),
      lower: database.prepare(lowerSql(layout, side)),
    }));
    this.#setSlots = layout.slots.flatMap((slot, index) => (slot.folding === "set" ? [index] : []));
    this.#booleans = [...layout.keys, ...layout.slots, ...layout.sides].some(({ physical }) => physical === "bool");
  }

  read(key: Slots): Slots | null {
    const row: unknown = this.#select.get(...this.#bound(key));
    return Array.isArray(row) ? this.#slots(row) : null;
  }

  *rows(after?: Slots): Iterable<StoredRow> {
    const select = this.#database.prepare(selectAllSql(this.#layout, after !== undefined));
    for (const row of select.iterate(...this.#bound(after ?? []))) yield this.#stored(row);
  }

  scan(leading: Slots, { limit, isDescending }: ScanRange): StoredRow[] {
    const shape = `${leading.length}${isDescending}`;
    let select = this.#scans.get(shape);
    if (select === undefined) {
      select = this.#database.prepare(scanSql(this.#layout, leading.length, isDescending));
      this.#scans.set(shape, select);
    }
    return rowsOf(select.all(...this.#bound(leading), limit)).map((row) => this.#stored(row));
  }

  #stored(row: unknown): StoredRow {
    const { keys, slots } = this.#layout;
    const values: unknown[] = Array.isArray(row) ? row : [];
    const key = keys.map((slot, index) => plain(values[index], slot.physical));
    return { key, slots: slots.map((slot, index) => plain(values[keys.length + index], slot.physical)) };
  }

  contains(side: number, { key, value }: SideEntry): boolean {
    return this.#sides[side]?.contains.get(...this.#bound(key), bound(value)) !== undefined;
  }

  withdraw(side: number, { key, value }: SideEntry): number {
    const statements = this.#sides[side];
    const gone = Number(statements?.withdraw.run(...this.#bound(key), bound(value)).changes ?? 0);
    if (gone > 0) statements?.lower.run(...this.#bound(key));
    return gone;
  }

  /** Throws StoreOverflow where a sum would pass what its column holds. */
  fold(rows: Iterable<RowWrite>): void {
    this.#writeAll(rows, (row, slots) => {
      const { sides, guards } = row;
      const counted = sides === null ? null : this.#addSides(row, sides);
      const { statement, values } = this.#foldStatement(guards, slots);
      const all = this.#layout.slots;
      let at = 0;
      for (let index = 0; index < row.key.length; index++) values[at++] = bound(row.key[index] ?? null);
      for (let index = 0; index < all.length; index++) {
        const value = slots[index];
        const slot = all[index];
        if (slot === undefined || (slot.folding === "set" && value === undefined)) continue;
        values[at++] = slot.folding === "count" ? (counted?.[index] ?? 0) : bound(value ?? slot.initial);
      }
      if (guards !== null) {
        for (const { low, high } of guards) {
          values[at++] = low;
          values[at++] = high;
        }
      }
      // As `run`, which would make an object that says what has changed.
      statement.get(...values);
    });
  }

  replace(rows: Iterable<RowWrite>): void {
    this.#writeAll(rows, (row, slots) => {
      if (row.sides !== null) this.#addSides(row, row.sides);
      const values = this.#bound(row.key);
      for (const value of slots) values.push(bound(value ?? null));
      this.#writing?.replace.get(...values);
    });
  }

  #writeAll(rows: Iterable<RowWrite>, write: WriteRow): void {
    try {
      const iterator = rows[Symbol.iterator]();
      while (this.#writeSome(iterator, write)) {}
    } catch (error) {
      if (sqliteCode(error) === CONSTRAINT) throw new StoreOverflow(String(error), { cause: error });
      throw error;
    }
  }

  /** A loop that is long would be compiled in its midst, each time anew; one that is called often is so once. False at the end. */
  #writeSome(rows: Iterator<RowWrite>, write: WriteRow): boolean {
    for (let count = 0; count < STRETCH; count++) {
      const next = rows.next();
      if (next.done === true) return false;
      const { value: row } = next;
      if (row.clear) this.#delete(row.key);
      if (row.slots !== null) write(row, row.slots);
    }
    return true;
  }

  #delete(key: Slots): void {
    const values = this.#bound(key);
    this.#writing?.delete.run(...values);
    for (const side of this.#sides) side.clear.run(...values);
  }

  /** How many values each slot of a `distinct` column has gained. */
  #addSides({ key }: RowWrite, sides: readonly (readonly Plain[])[]): number[] {
    const counted: number[] = [];
    const start = this.#bound(key);
    for (const [index, values] of sides.entries()) {
      const side = this.#sides[index];
      const slot = this.#layout.sides[index]?.slot;
      if (side === undefined || slot === undefined) continue;
      let gained = 0;
      for (const value of values) gained += Number(side.add.run(...start, bound(value)).changes);
      counted[slot] = gained;
    }
    return counted;
  }

  /** One statement for each set of plain columns that are set, and of sums that are guarded. */
  #foldStatement(guards: RowWrite["guards"], slots: readonly (Plain | undefined)[]): Fold {
    let shape = "";
    for (const index of this.#setSlots) shape += slots[index] === undefined ? "0" : "1";
    if (guards !== null) shape += guards.map(({ slot }) => `,${slot}`).join("");
    let fold = this.#folds.get(shape);
    if (fold === undefined) {
      const isGuarded = (index: number) => guards?.some(({ slot }) => slot === index) === true;
      const sql = foldSql(this.#layout, (index) => slots[index] !== undefined, isGuarded);
      fold = { statement: this.#database.prepare(sql), values: [] };
      this.#folds.set(shape, fold);
    }
    return fold;
  }

  #bound(values: Slots): SQLInputValue[] {
    return values.map(bound);
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
export function tablesOf(
  database: Database,
  layouts: readonly TableLayout[],
  makesExternal: boolean,
): ReadonlyMap<string, Table> {
  return new Map(
    layouts.map((layout) => [layout.store, new Table(database, layout, makesExternal || !layout.external)]),
  );
}

/** Columns of a table as they are: name, type, and place in the primary key. */
export function columnsOf(database: Database, table: string) {
  const rows = rowsOf(database.prepare("SELECT name, type, pk FROM pragma_table_xinfo(?)").all(table));
  return rows.map(([name, type, key]) => ({ name: String(name), type: String(type), key: Number(key) }));
}
