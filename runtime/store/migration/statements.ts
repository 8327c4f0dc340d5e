/** The SQL of each change of a store, which both databases understand. */
import type { ColumnLayout, TableLayout } from "../../codec/layout.ts";
import {
  isKey,
  partsOf,
  physicalNames,
  type Remembered,
  type RenamedColumn,
  type Renaming,
  sideTables,
} from "../renames.ts";
import type { TableDdl } from "./ddl.ts";
import type { Dialect, TableFacts } from "./plan.ts";

export class Statements {
  readonly #dialect: Dialect;
  readonly #tables: ReadonlyMap<string, TableFacts>;
  readonly #ddl: ReadonlyMap<string, TableDdl>;

  constructor(dialect: Dialect, tables: ReadonlyMap<string, TableFacts>, ddl: ReadonlyMap<string, TableDdl>) {
    this.#dialect = dialect;
    this.#tables = tables;
    this.#ddl = ddl;
  }

  kept = (name: string): string => this.#dialect.kept(name);
  #quoted = (name: string): string => this.#dialect.quoted(name);

  #facts(table: string): TableFacts | undefined {
    return this.#tables.get(this.kept(table));
  }

  isThere(table: string): boolean {
    return this.#facts(table) !== undefined;
  }

  keyOf(table: string): readonly string[] {
    return this.#facts(table)?.key ?? [];
  }

  /** Columns that a table has once these have their new names. */
  columnsAfter(table: string, renamed: readonly RenamedColumn[]): ReadonlySet<string> {
    const columns = this.#facts(table)?.columns ?? new Set<string>();
    const pairs = renamed.flatMap((column) => physicalNames(column));
    const found = pairs.filter(([from]) => columns.has(this.kept(from)));
    const left = [...columns].filter((name) => !found.some(([from]) => this.kept(from) === name));
    return new Set([...left, ...found.map(([, to]) => this.kept(to))]);
  }

  /** Whether something is missing of what a column is made of, among the columns that are there. */
  lacks(there: ReadonlySet<string>, layout: TableLayout, column: ColumnLayout): boolean {
    return this.#definitions(layout, column).some(([name]) => !there.has(name));
  }

  /** Names as the database keeps them, with definitions; what is computed of others comes last. */
  #definitions(layout: TableLayout, { column }: ColumnLayout): (readonly [name: string, definition: string])[] {
    const parts = ["", "__at", "__by", "__sum", "__count"].map((part) => column.sql + part);
    const others = new Set(layout.columns.filter((each) => each.column !== column).map((each) => each.column.sql));
    const all = this.#ddl.get(this.#quoted(layout.table))?.columns ?? new Map<string, string>();
    return parts
      .filter((name) => !others.has(name))
      .flatMap((name) => {
        const definition = all.get(this.#quoted(name));
        return definition === undefined ? [] : [[this.kept(name), definition] as const];
      })
      .sort(([, a], [, b]) => Number(isComputed(a)) - Number(isComputed(b)));
  }

  create(layout: TableLayout): string[] {
    return [layout.table, ...layout.sides.map(({ table }) => table)].flatMap(
      (table) => this.#ddl.get(this.#quoted(table))?.sql ?? [],
    );
  }

  drop(table: string, sides: readonly string[]): string[] {
    return [table, ...sides].filter((each) => this.isThere(each)).map((each) => `DROP TABLE ${this.#quoted(each)};`);
  }

  /** What is missing of a column. */
  add(layout: TableLayout, column: ColumnLayout, there: ReadonlySet<string>): string[] {
    const missing = this.#definitions(layout, column).filter(([name]) => !there.has(name));
    const side = layout.sides[column.side];
    return [
      ...missing.map(([, definition]) => `ALTER TABLE ${this.#quoted(layout.table)} ADD COLUMN ${definition};`),
      ...(side === undefined ? [] : (this.#ddl.get(this.#quoted(side.table))?.sql ?? [])),
    ];
  }

  /** Values are copied into a column of the new type, which then takes the place of the old one. */
  convert(layout: TableLayout, column: ColumnLayout): string[] {
    const [[, definition] = ["", ""]] = this.#definitions(layout, column);
    const [table, own, between] = [layout.table, column.column.sql, "da__converted"].map(this.#quoted);
    return [
      ...this.#dropIndexes(layout.table),
      `ALTER TABLE ${table} ADD COLUMN ${definition.replaceAll(own ?? "", between ?? "")};`,
      `UPDATE ${table} SET ${between} = ${own};`,
      `ALTER TABLE ${table} DROP COLUMN ${own};`,
      `ALTER TABLE ${table} RENAME COLUMN ${between} TO ${own};`,
    ];
  }

  /** After all renames. `meaning` tells what the column is made of. */
  dropColumn({ table }: TableLayout, sql: string, meaning: string, there: ReadonlySet<string>): string[] {
    const [kind = ""] = meaning.split(/[ (]/);
    const parts = partsOf(kind).filter((part) => there.has(this.kept(sql + part)));
    const drops = parts.map((part) => `ALTER TABLE ${this.#quoted(table)} DROP COLUMN ${this.#quoted(sql + part)};`);
    const side = kind === "distinct" ? [`DROP TABLE IF EXISTS ${this.#quoted(`${table}__${sql}`)};`] : [];
    return [...this.#dropIndexes(table), ...drops, ...side];
  }

  /** An index holds up a column that is dropped, and carries names that are made of columns'; those needed are made again. */
  #dropIndexes(table: string): string[] {
    return (this.#facts(table)?.indexes ?? []).map((index) => `DROP INDEX IF EXISTS ${this.#quoted(index)};`);
  }

  rename(layout: TableLayout, before: Remembered, columns: readonly RenamedColumn[]): string[] {
    const keys = columns.filter(isKey).flatMap((column) => physicalNames(column));
    const others = columns.flatMap((column) => physicalNames(column));
    const sides = [...sideTables(layout, before, columns), ...formerSides(layout, before, columns)].filter(([from]) =>
      this.isThere(from),
    );
    if (before.table === layout.table && columns.length === 0) return [];
    return [
      ...this.#dropIndexes(before.table),
      ...this.#renameColumns(before.table, others),
      ...sides.flatMap(([from, to]) => [...this.#renameColumns(from, keys), ...this.#renameTable(from, to)]),
      ...this.#renameTable(before.table, layout.table),
    ];
  }

  /** What waits for rows of a store that has another name now. */
  moveParked(from: string, to: string): string {
    const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
    return `UPDATE da_parked SET store = ${literal(to)} WHERE store = ${literal(from)};`;
  }

  #renameTable(from: string, to: string): string[] {
    return from === to ? [] : [`ALTER TABLE ${this.#quoted(from)} RENAME TO ${this.#quoted(to)};`];
  }

  /** One column may take the name that another gives up: then both go by a name that nobody has. */
  #renameColumns(table: string, renamings: readonly Renaming[]): string[] {
    const there = this.#facts(table)?.columns ?? new Set();
    const found = renamings.filter(([from]) => there.has(this.kept(from)));
    const rename = (from: string, to: string): string =>
      `ALTER TABLE ${this.#quoted(table)} RENAME COLUMN ${this.#quoted(from)} TO ${this.#quoted(to)};`;
    if (!found.some(([, to]) => there.has(this.kept(to)))) return found.map(([from, to]) => rename(from, to));
    const between = (index: number): string => `da__renamed__${index}`;
    return [
      ...found.map(([from], index) => rename(from, between(index))),
      ...found.map(([, to], index) => rename(between(index), to)),
    ];
  }
}

/** Of columns that are something else now: they are deleted under the new names. */
function formerSides(layout: TableLayout, before: Remembered, columns: readonly RenamedColumn[]): Renaming[] {
  const names = new Map(columns.map(({ from, layout: { column } }) => [from, column.sql]));
  const own = new Set(layout.sides.map(({ table }) => table));
  return [...before.meanings]
    .filter(([, meaning]) => meaning.startsWith("distinct "))
    .map(([sql]): Renaming => [`${before.table}__${sql}`, `${layout.table}__${names.get(sql) ?? sql}`])
    .filter(([, to]) => !own.has(to));
}

const isComputed = (definition: string): boolean => definition.includes(" GENERATED ALWAYS AS ");
