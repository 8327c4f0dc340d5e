/**
 * Rows, each as the list of all contributions that were made to it: what a column reads as is computed of the whole list
 * every time.
 */
import type { Column, Model, Store, Type } from "../../compiler/model.ts";
import { compare, inRange, isEqual, numberIn, type Row, type Value } from "./values.ts";
import { write } from "./wire.ts";

/** One update of a row. Columns that it does not name are not in `values`. */
export interface Contribution {
  readonly values: ReadonlyMap<string, Value>;
  readonly at: number;
  readonly id: string;
  readonly event: string;
  readonly handler: string;
  readonly ordinal: number;
}

interface StoredRow {
  readonly store: string;
  readonly key: readonly Value[];
  readonly contributions: readonly Contribution[];
}

/** All rows of all stores. `draft` is a copy whose changes may be kept or not. */
export class Tables {
  readonly #model: Model;
  readonly #rows: Map<string, StoredRow>;

  constructor(model: Model, rows: ReadonlyMap<string, StoredRow> = new Map()) {
    this.#model = model;
    this.#rows = new Map(rows);
  }

  draft(): Tables {
    return new Tables(this.#model, this.#rows);
  }

  read(store: string, key: readonly Value[]): Row | null {
    const row = this.#rows.get(nameOf(store, key));
    return row === undefined ? null : this.#rowOf(row);
  }

  update(store: string, key: readonly Value[], contribution: Contribution): Row {
    const name = nameOf(store, key);
    const before = this.#rows.get(name)?.contributions ?? [];
    const row: StoredRow = { store, key, contributions: [...before, contribution] };
    this.#rows.set(name, row);
    return this.#rowOf(row);
  }

  delete(store: string, key: readonly Value[]): void {
    this.#rows.delete(nameOf(store, key));
  }

  rows(store: string): readonly Row[] {
    return [...this.#rows.values()].filter((row) => row.store === store).map((row) => this.#rowOf(row));
  }

  #rowOf({ store, key, contributions }: StoredRow): Row {
    const { columns } = storeOf(this.#model, store);
    const keys = columns.filter(({ kind }) => kind === "key");
    return Object.fromEntries(
      columns.map((column) => [
        column.name,
        column.kind === "key" ? (key[keys.indexOf(column)] ?? null) : columnOf(this.#model, column, contributions),
      ]),
    );
  }
}

export function storeOf(model: Model, name: string): Store {
  const store = model.stores.find((each) => each.name === name);
  if (store === undefined) throw new Error(`There is no store ${name}.`);
  return store;
}

function nameOf(store: string, key: readonly Value[]): string {
  return `${store} ${JSON.stringify(key)}`;
}

function columnOf(model: Model, column: Column, contributions: readonly Contribution[]): Value {
  const { kind, name, type, reads, optional } = column;
  const made = contributions.filter(({ values }) => values.has(name));
  const given = made.filter(({ values }) => values.get(name) !== null);
  const values = given.map((each) => each.values.get(name) ?? null);
  switch (kind) {
    case "key":
      throw new Error("A key column is no contribution.");
    case "plain":
      return (optional ? given : made).at(-1)?.values.get(name) ?? null;
    case "latest":
      // Of equals, which only one event that came twice makes, the first stays.
      return [...given].reverse().sort(byTime).at(-1)?.values.get(name) ?? null;
    case "first":
      return [...given].sort(byTime)[0]?.values.get(name) ?? null;
    case "sum":
      return totalOf(model, type, values);
    case "min":
      return [...values].sort(compare)[0] ?? null;
    case "max":
      return [...values].sort(compare).at(-1) ?? null;
    case "mean":
      return values.length === 0 ? null : inRange(model, reads, totalOf(model, type, values) / values.length);
    case "ema":
      return values.length === 0 ? null : inRange(model, reads, average(values, column.factor ?? 1));
    case "distinct":
      return values.filter((value, i) => values.findIndex((other) => isEqual(other, value)) === i).length;
  }
}

function totalOf(model: Model, type: Type, values: readonly Value[]): number {
  return values.reduce((sum: number, value) => inRange(model, type, sum + numberIn(value)), 0);
}

function average([first = 0, ...others]: readonly Value[], factor: number): number {
  return others.reduce((old: number, value) => factor * numberIn(value) + (1 - factor) * old, numberIn(first));
}

/** By time, then id, event, handler and ordinal. */
function byTime(a: Contribution, b: Contribution): number {
  return (
    a.at - b.at ||
    compare(a.id, b.id) ||
    compare(a.event, b.event) ||
    compare(a.handler, b.handler) ||
    a.ordinal - b.ordinal
  );
}

/** A row as JSON, as `once` prints it. */
export function rowJson(model: Model, store: string, row: Row): Row {
  return Object.fromEntries(
    storeOf(model, store).columns.map(({ name, reads }) => [name, write(model, reads, row[name] ?? null)]),
  );
}
