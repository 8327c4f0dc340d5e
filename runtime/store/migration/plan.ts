/**
 * What is to be done with a database so that a pipeline's stores fit it: tables and columns that are new, renamed, changed or
 * gone, each with its SQL. Nothing is looked at here but what is known of the database already.
 */
import type { ColumnKind } from "../../api/definition.ts";
import type { ColumnLayout, Physical, TableLayout } from "../../codec/layout.ts";
import { type Meaning, meaningOf } from "../meaning.ts";
import { type Remembered, type RenamedColumn, renamedColumns, underNewNames } from "../renames.ts";
import { tablesOfDdl } from "./ddl.ts";
import { Statements } from "./statements.ts";
import { renamedStores } from "./stores.ts";

export interface Facts {
  /** What is known of each store, by its name; empty in a database that no pipeline ran on. */
  readonly remembered: ReadonlyMap<string, Remembered>;
  readonly tables: ReadonlyMap<string, TableFacts>;
}

export interface TableFacts {
  readonly columns: ReadonlySet<string>;
  /** What the columns are of, where that is looked at. */
  readonly types?: ReadonlyMap<string, string>;
  /** Those of the primary key, in its order. */
  readonly key: readonly string[];
  /** Others than that of the primary key. */
  readonly indexes: readonly string[];
}

/** How names are written, and how long they may be. */
export interface Dialect {
  quoted(name: string): string;
  /** As the database keeps it. */
  kept(name: string): string;
  readonly types: Readonly<Record<Physical, string>>;
}

export type ChangeKind = "create" | "rename" | "add column" | "drop column" | "change column" | "rebuild" | "drop";

export interface StoreChange {
  /** In the spec. */
  readonly store: string;
  readonly change: ChangeKind;
  /** What is deleted of the rows that are there cannot be had again. */
  readonly losesData: boolean;
  readonly text: string;
  readonly sql: readonly string[];
}

export interface Obstacle {
  readonly store: string;
  readonly text: string;
}

export interface StorePlan {
  readonly changes: readonly StoreChange[];
  /** What no migration puts right. */
  readonly obstacles: readonly Obstacle[];
}

export function planStores(layouts: readonly TableLayout[], ddl: string, facts: Facts, dialect: Dialect): StorePlan {
  const owned = layouts.filter(({ external }) => !external);
  const { remembered, renames } = renamedStores(facts.remembered, owned);
  const claimed = new Set([...remembered.values()].map(({ table }) => dialect.kept(table)));
  const statements = new Statements(dialect, facts.tables, tablesOfDdl(ddl));
  // One may take the name that another gives up, which goes first.
  const first = [...renames.keys()].flatMap((store) => owned.filter((layout) => layout.store === store));
  const changes = [...first, ...owned.filter(({ store }) => !renames.has(store))].flatMap((layout) => {
    const before = remembered.get(layout.store) ?? null;
    const isAnothers = before === null && claimed.has(dialect.kept(layout.table));
    return new StorePlanner(
      { layout, before, was: renames.get(layout.store) ?? null, isAnothers },
      statements,
    ).changes();
  });
  const gone = [...remembered].filter(([store]) => !owned.some((layout) => layout.store === store));
  return {
    // What is gone may have a name that something else has now.
    changes: [...gone.map(([store, before]) => dropped(store, before, statements)), ...changes],
    obstacles: layouts.flatMap((layout) => {
      if (layout.external) return missingOf(layout, facts, dialect);
      // What is to be changed may become right by that.
      return changes.some(({ store }) => store === layout.store) ? [] : misfitsOf(layout, facts, dialect);
    }),
  };
}

interface Planned {
  readonly layout: TableLayout;
  /** Null: nothing is known of it. */
  readonly before: Remembered | null;
  /** The name of the store that it was, null where it has the same. */
  readonly was: string | null;
  /** The table that has its name is another store's, which gives it up. */
  readonly isAnothers: boolean;
}

class StorePlanner {
  readonly #layout: TableLayout;
  readonly #before: Remembered | null;
  readonly #was: string | null;
  readonly #isAnothers: boolean;
  readonly #sql: Statements;

  constructor({ layout, before, was, isAnothers }: Planned, sql: Statements) {
    this.#layout = layout;
    this.#before = before;
    this.#was = was;
    this.#isAnothers = isAnothers;
    this.#sql = sql;
  }

  changes(): StoreChange[] {
    const { table } = this.#layout;
    const before = this.#before;
    const from = before?.table ?? table;
    if (this.#isAnothers || !this.#sql.isThere(from))
      return [this.#change("create", "is new", this.#sql.create(this.#layout))];
    const columns = before === null ? [] : renamedColumns(this.#layout, before);
    const key = this.#keyChange(from, columns);
    if (key !== null) return [this.#rebuilt(from, before, key)];
    const there = this.#sql.columnsAfter(from, columns);
    const renames = before === null ? [] : this.#renames(before, columns);
    return [...renames, ...this.#columns(there, before === null ? null : newMeanings(before, columns))];
  }

  #change(change: ChangeKind, text: string, sql: readonly string[], losesData = false): StoreChange {
    return { store: this.#layout.store, change, losesData, text, sql };
  }

  #renames(before: Remembered, columns: readonly RenamedColumn[]): StoreChange[] {
    const sql = this.#sql.rename(this.#layout, before, columns);
    const names = columns.map(({ from, layout: { column } }) => `${from} is called ${column.sql}`);
    if (before.table !== this.#layout.table) names.unshift(`the table ${before.table} is called ${this.#layout.table}`);
    if (this.#was !== null) names.unshift(`was called ${this.#was}`);
    return names.length === 0 ? [] : [this.#change("rename", names.join(", "), [...sql, ...this.#moves()])];
  }

  #moves(): string[] {
    return this.#was === null ? [] : [this.#sql.moveParked(this.#was, this.#layout.store)];
  }

  /** What has changed of the key, in words; null where nothing has. Columns that were renamed have their new names. */
  #keyChange(table: string, columns: readonly RenamedColumn[]): string | null {
    const { kept } = this.#sql;
    const renamed = new Map(columns.map(({ from, layout }) => [kept(from), kept(layout.column.sql)]));
    const is = this.#sql.keyOf(table).map((column) => renamed.get(column) ?? column);
    const should = this.#layout.keys.map(({ sql }) => kept(sql));
    if (is.join("\n") !== should.join("\n")) {
      return `its key was ${is.join(", ")} and is ${should.join(", ")}`;
    }
    const before = this.#before?.meanings;
    for (const { column, physical } of this.#layout.columns) {
      if (column.kind !== "key") continue;
      const from = columns.find((each) => each.layout.column === column)?.from ?? column.sql;
      const was = before?.get(from) ?? `key of ${physical}`;
      if (was !== `key of ${physical}`) return `${column.sql} of its key was "${was}" and is "key of ${physical}"`;
    }
    return null;
  }

  #rebuilt(table: string, before: Remembered | null, why: string): StoreChange {
    const text = `${why}: its table is made anew and empty; rows come again only from events that are still to be read`;
    const sides = before === null ? [] : sideTablesOf(before);
    const sql = [...this.#sql.drop(table, sides), ...this.#sql.create(this.#layout), ...this.#moves()];
    return this.#change("rebuild", text, sql, true);
  }

  #columns(there: ReadonlySet<string>, was: Meaning | null): StoreChange[] {
    const now = meaningOf(this.#layout);
    const changes: StoreChange[] = [];
    for (const column of this.#layout.columns) {
      const { sql } = column.column;
      const [before, after] = [was?.get(sql), now.get(sql) ?? ""];
      if (before !== undefined && before !== after) changes.push(this.#changed(column, before, after, there));
      else if (this.#sql.lacks(there, this.#layout, column)) changes.push(this.#added(column, there));
    }
    for (const [sql, meaning] of was ?? []) if (!now.has(sql)) changes.push(this.#dropped(sql, meaning, there));
    return changes;
  }

  #added(column: ColumnLayout, there: ReadonlySet<string>): StoreChange {
    const text = `has the new column ${column.column.sql}: ${beginning(column.column.kind)}`;
    return this.#change("add column", text, this.#sql.add(this.#layout, column, there));
  }

  #changed(column: ColumnLayout, before: string, after: string, there: ReadonlySet<string>): StoreChange {
    const { sql, kind } = column.column;
    if (isKept(kind, before, after)) {
      const text = `${sql} was "${before}" and is "${after}": what rows hold of it stays`;
      return this.#change("change column", text, this.#sql.convert(this.#layout, column));
    }
    const text = `${sql} was "${before}" and is "${after}": what rows hold of it is deleted; ${beginning(kind)}`;
    const drop = this.#sql.dropColumn(this.#layout, sql, before, there);
    return this.#change("change column", text, [...drop, ...this.#sql.add(this.#layout, column, new Set())], true);
  }

  #dropped(sql: string, meaning: string, there: ReadonlySet<string>): StoreChange {
    const text = `has no column ${sql} any more: what rows hold of it is deleted`;
    return this.#change("drop column", text, this.#sql.dropColumn(this.#layout, sql, meaning, there), true);
  }
}

/** Whether the database turns what a column holds into the same value of the new type. */
function isKept(kind: ColumnKind, before: string, after: string): boolean {
  const isPlain = ["plain", "sum", "min", "max", "latest", "first"].includes(kind);
  return isPlain && KEPT.some(([from, to]) => before === `${kind} of ${from}` && after === `${kind} of ${to}`);
}

const KEPT: readonly (readonly [from: Physical, to: Physical])[] = [
  ["int", "real"],
  ["uuid", "text"],
  ["date", "text"],
];

/** What the columns meant, under the names that they have now. */
function newMeanings(before: Remembered, columns: readonly RenamedColumn[]): Meaning {
  const json: unknown = JSON.parse(underNewNames(before, columns).meanings);
  return new Map(Object.entries(Object(json)).map(([column, meaning]) => [column, String(meaning)]));
}

/** What a column begins with in rows that are there. */
function beginning(kind: ColumnKind): string {
  switch (kind) {
    case "sum":
    case "mean":
    case "distinct":
      return "it counts what is still to be read";
    case "key":
    case "plain":
    case "latest":
    case "first":
    case "min":
    case "max":
    case "ema":
      return "null in the rows that are there";
  }
}

function dropped(store: string, before: Remembered, sql: Statements): StoreChange {
  const text = `is no store any more: its table ${before.table} is deleted with all its rows`;
  return { store, change: "drop", losesData: true, text, sql: sql.drop(before.table, sideTablesOf(before)) };
}

/** The tables of its `distinct` columns. */
const sideTablesOf = ({ table, meanings }: Remembered): string[] =>
  [...meanings].filter(([, meaning]) => meaning.startsWith("distinct ")).map(([column]) => `${table}__${column}`);

/** Columns that somebody has given another type, by which the pipeline would not start. */
function misfitsOf({ store, table, keys, slots }: TableLayout, { tables }: Facts, dialect: Dialect): Obstacle[] {
  const types = tables.get(dialect.kept(table))?.types;
  return [...keys, ...slots].flatMap(({ sql, physical }) => {
    const [is, should] = [types?.get(dialect.kept(sql)), dialect.types[physical]];
    if (is === undefined || is === should) return [];
    return [{ store, text: `has ${sql} in the table ${table} as ${is} instead of ${should}: change it back by hand` }];
  });
}

/** Of another system's table. */
function missingOf({ store, table, keys, slots }: TableLayout, { tables }: Facts, dialect: Dialect): Obstacle[] {
  const found = tables.get(dialect.kept(table));
  if (found === undefined) return [{ store, text: `needs the table ${table}, which another system is to make` }];
  return [...keys, ...slots]
    .filter(({ sql }) => !found.columns.has(dialect.kept(sql)))
    .map(({ sql }) => ({ store, text: `needs the column ${sql} in the table ${table} of another system` }));
}
