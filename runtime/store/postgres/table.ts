/** One store's table: rows to arrays and back, and the statements that take them. */
import type { Physical, Plain, SideTable, Slot, TableLayout } from "../../codec/layout.ts";
import { byKey, compareKeys } from "../order.ts";
import { type RowWrite, type ScanRange, type SideEntry, type Slots, type StoredRow, StoreOverflow } from "../port.ts";
import type { Cells, Param, Session } from "./session.ts";
import {
  addSideSql,
  containsSql,
  deleteSql,
  foldSql,
  guardSql,
  type OtherTypes,
  readSql,
  replaceSql,
  scanSql,
  selectAllSql,
  withdrawSql,
} from "./sql.ts";
import { arrayOf, plainOf } from "./values.ts";

/** So many rows go in one statement. */
const ROWS = 10_000;

export class Table {
  readonly #layout: TableLayout;
  readonly #types: OtherTypes | undefined;

  /** `types` are those of the columns where the table is another system's. */
  constructor(layout: TableLayout, types?: OtherTypes) {
    this.#layout = layout;
    this.#types = types;
  }

  /** What selects key and slots of all rows, or of those behind a key, by key. */
  selectAll(after: Slots | null): { readonly sql: string; readonly params: readonly Param[] } {
    const sql = selectAllSql(this.#layout, after !== null, this.#types);
    return { sql, params: after === null ? [] : this.#keyArrays([after]) };
  }

  async read(session: Session, keys: readonly Slots[], lock: boolean): Promise<readonly (Slots | null)[]> {
    const found: (Slots | null)[] = keys.map(() => null);
    // Sorted, so that rows are locked in one order by whoever locks them.
    const order = keys.map((_, index) => index).sort((a, b) => compareKeys(keys[a] ?? [], keys[b] ?? []));
    const sql = readSql(this.#layout, lock, this.#types);
    for (const part of chunks(order)) {
      const { rows } = await session.run(sql, this.#keyArrays(part.map((index) => keys[index] ?? [])));
      for (const [place, ...cells] of rows) {
        const index = part[Number(place) - 1];
        if (index !== undefined) found[index] = this.#slots(cells);
      }
    }
    return found;
  }

  #slots(cells: Cells): Slots {
    return this.#layout.slots.map(({ physical }, index) => plainOf(cells[index] ?? null, physical));
  }

  /** Of a row of `selectAll`. */
  rowOf(cells: Cells): StoredRow {
    const { keys } = this.#layout;
    const key = keys.map(({ physical }, index) => plainOf(cells[index] ?? null, physical));
    return { key, slots: this.#slots(cells.slice(keys.length)) };
  }

  async scan(session: Session, leading: Slots, { limit, isDescending }: ScanRange): Promise<readonly StoredRow[]> {
    const sql = scanSql(this.#layout, leading.length, isDescending, this.#types);
    const arrays = leading.map((value, index) => arrayOf(this.#layout.keys[index]?.physical ?? "text", [value]));
    const { rows } = await session.run(sql, [...arrays, limit]);
    return rows.map((cells) => this.rowOf(cells));
  }

  async contains(session: Session, side: number, entries: readonly SideEntry[]): Promise<readonly boolean[]> {
    const table = this.#side(side);
    const found = entries.map(() => false);
    for (const part of chunks(entries.map((entry, index) => ({ ...entry, index })))) {
      const { rows } = await session.run(containsSql(this.#layout, table), this.#sideArrays(table, part));
      for (const [place] of rows) {
        const index = part[Number(place) - 1]?.index;
        if (index !== undefined) found[index] = true;
      }
    }
    return found;
  }

  async withdraw(session: Session, side: number, entries: readonly SideEntry[]): Promise<number> {
    const table = this.#side(side);
    let gone = 0;
    for (const part of chunks(entries)) {
      const { rows } = await session.run(withdrawSql(this.#layout, table), this.#sideArrays(table, part));
      gone += Number(rows[0]?.[0] ?? 0);
    }
    return gone;
  }

  #side(side: number): SideTable {
    const found = this.#layout.sides[side];
    if (found === undefined) throw new Error(`The store ${this.#layout.store} has no side table ${side}.`);
    return found;
  }

  /** Throws StoreOverflow where a sum would pass what its column holds. */
  async fold(session: Session, rows: Iterable<RowWrite>): Promise<void> {
    const sorted = sortedRows(rows);
    await this.#clear(session, sorted);
    const written = sorted.filter(({ slots }) => slots !== null);
    await this.#refuseLeaving(session, written);
    // One statement for each set of plain columns that are set: mostly they all are.
    const shapes = new Map<string, RowWrite[]>();
    for (const row of written) {
      const shape = this.#shapeOf(row);
      const same = shapes.get(shape);
      if (same === undefined) shapes.set(shape, [row]);
      else same.push(row);
    }
    for (const same of shapes.values()) for (const part of chunks(same)) await this.#foldAlike(session, part);
  }

  #shapeOf({ slots }: RowWrite): string {
    let shape = "";
    for (const [index, { folding }] of this.#layout.slots.entries()) {
      if (folding === "set") shape += slots?.[index] === undefined ? "0" : "1";
    }
    return shape;
  }

  async #foldAlike(session: Session, rows: readonly RowWrite[]): Promise<void> {
    const layout = this.#layout;
    const [first] = rows;
    const used = layout.slots.filter(({ folding }, index) => folding !== "set" || first?.slots?.[index] !== undefined);
    const sides = layout.sides.filter((_, side) => rows.some((row) => (row.sides?.[side]?.length ?? 0) > 0));
    const arrays = this.#keyArrays(rows.map(({ key }) => key));
    for (const slot of used) {
      if (slot.folding === "count") continue;
      const index = layout.slots.indexOf(slot);
      arrays.push(
        arrayOf(
          slot.physical,
          rows.map(({ slots }) => slots?.[index] ?? slot.initial),
        ),
      );
    }
    for (const side of sides) arrays.push(...this.#sideArrays(side, this.#newEntries(side, rows)));
    await session.run(foldSql(layout, used, sides), arrays);
  }

  #newEntries(side: SideTable, rows: readonly RowWrite[]): SideEntry[] {
    const index = this.#layout.sides.indexOf(side);
    return rows.flatMap(({ key, sides }) => (sides?.[index] ?? []).map((value) => ({ key, value })));
  }

  /** Asks, of sums that went both ways, whether they leave their range on the way. */
  async #refuseLeaving(session: Session, rows: readonly RowWrite[]): Promise<void> {
    const guarded = rows.flatMap((row) => (row.guards ?? []).map((guard) => ({ ...guard, key: row.key })));
    if (guarded.length === 0) return;
    for (const [index, slot] of this.#layout.slots.entries()) {
      const own = guarded.filter((guard) => guard.slot === index);
      for (const part of chunks(own)) await this.#refuseLeavingOne(session, slot, part);
    }
  }

  async #refuseLeavingOne(
    session: Session,
    slot: Slot,
    guards: readonly { readonly key: Slots; readonly low: number; readonly high: number }[],
  ): Promise<void> {
    const arrays = this.#keyArrays(guards.map(({ key }) => key));
    arrays.push(
      arrayOf(
        slot.physical,
        guards.map(({ low }) => low),
      ),
    );
    arrays.push(
      arrayOf(
        slot.physical,
        guards.map(({ high }) => high),
      ),
    );
    const { rows } = await session.run(guardSql(this.#layout, slot), arrays);
    if (rows.some(([leaves]) => leaves === "t")) {
      throw new StoreOverflow(`${slot.sql} of ${this.#layout.store} would leave its range on the way.`);
    }
  }

  async replace(session: Session, rows: Iterable<RowWrite>): Promise<void> {
    const layout = this.#layout;
    const sorted = sortedRows(rows);
    await this.#clear(session, sorted);
    const written = sorted.filter(({ slots }) => slots !== null);
    for (const part of chunks(written)) {
      for (const side of layout.sides) {
        const entries = this.#newEntries(side, part);
        if (entries.length > 0) await session.run(addSideSql(layout, side), this.#sideArrays(side, entries));
      }
      const arrays = this.#keyArrays(part.map(({ key }) => key));
      for (const [index, { physical }] of layout.slots.entries()) {
        arrays.push(
          arrayOf(
            physical,
            part.map(({ slots }) => slots?.[index]),
          ),
        );
      }
      await session.run(replaceSql(layout), arrays);
    }
  }

  async #clear(session: Session, rows: readonly RowWrite[]): Promise<void> {
    const keys = rows.filter(({ clear }) => clear).map(({ key }) => key);
    for (const part of chunks(keys)) {
      const arrays = this.#keyArrays(part);
      await session.run(deleteSql(this.#layout), arrays);
      for (const { table } of this.#layout.sides) await session.run(deleteSql(this.#layout, table), arrays);
    }
  }

  #keyArrays(keys: readonly Slots[]): Buffer[] {
    return this.#layout.keys.map(({ physical }, index) => arrayOf(physical, column(keys, index)));
  }

  #sideArrays({ physical }: { readonly physical: Physical }, entries: readonly SideEntry[]): Buffer[] {
    const values = arrayOf(
      physical,
      entries.map(({ value }) => value),
    );
    return [...this.#keyArrays(entries.map(({ key }) => key)), values];
  }
}

const column = (keys: readonly Slots[], index: number): Plain[] => keys.map((key) => key[index] ?? null);

/** Whoever writes several rows takes them in this order. */
const sortedRows = (rows: Iterable<RowWrite>): RowWrite[] => [...rows].sort(byKey);

function* chunks<T>(items: readonly T[]): Iterable<readonly T[]> {
  for (let from = 0; from < items.length; from += ROWS) yield items.slice(from, from + ROWS);
}
