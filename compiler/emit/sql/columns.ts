/** How a store's columns lie in its SQL table: some as one column, some as several, a `distinct` with a table of its own. */
import { sideColumn } from "../../../runtime/codec/layout.ts";
import type { Column, Store, Type } from "../../model.ts";
import type { EmitContext } from "../context.ts";
import { literalDocs, typeNote } from "../fields.ts";
import { core } from "../shapes.ts";

/** The kinds of values that databases tell apart. */
export type Kind = "text" | "uuid" | "date" | "int" | "duration" | "number" | "bool" | "timestamp" | "json";

export interface SqlColumn {
  readonly name: string;
  readonly kind: Kind;
  /** Compared or sorted by the pipeline: by code point, whatever the database's language is. */
  readonly ordered: boolean;
  readonly value: "key" | "nullable" | "sum" | "count" | "mean";
  /** Docs and units, for people who read the table. */
  readonly comment: string | null;
}

export interface SqlTable {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly SqlColumn[];
  readonly indexes: readonly (readonly string[])[];
}

/** The store's table, and one for each `distinct` column with the values that came. */
export function tablesOf(context: EmitContext, store: Store): SqlTable[] {
  const keys = store.columns.filter(({ kind }) => kind === "key");
  const link = context.links.to(store.namePlace);
  const names = new Map(store.columns.map(({ name, sql }) => [name, sql]));
  const table: SqlTable = {
    name: store.table,
    comment: store.doc === null ? `The store ${store.name} (${link})` : `${store.doc} (${link})`,
    columns: store.columns.flatMap((column) => columnsOf(context, column)),
    indexes: store.indexes.map((index) => index.map((name) => names.get(name) ?? name)),
  };
  const distinct = store.columns.filter(({ kind }) => kind === "distinct");
  const value = sideColumn(keys.map(({ sql }) => sql));
  const sides = distinct.map(
    (column): SqlTable => ({
      name: `${store.table}__${column.sql}`,
      comment: `The different values of ${store.name}.${column.name} (${link})`,
      columns: [
        ...keys.flatMap((key) => columnsOf(context, key)),
        { name: value, kind: kindOf(context, column.type), ordered: true, value: "key", comment: null },
      ],
      indexes: [],
    }),
  );
  return [table, ...sides];
}

function columnsOf(context: EmitContext, column: Column): SqlColumn[] {
  const kind = kindOf(context, column.type);
  const name = column.sql;
  const main: SqlColumn = { name, kind, ordered: false, value: "nullable", comment: commentOf(context, column) };
  switch (column.kind) {
    case "key":
      return [{ ...main, ordered: true, value: "key" }];
    case "plain":
      return [main];
    case "min":
    case "max":
      return [{ ...main, ordered: true }];
    case "sum":
      return [{ ...main, value: "sum" }];
    case "distinct":
      return [{ ...main, kind: "int", value: "count" }];
    case "ema":
      return [{ ...main, kind: "number" }];
    case "latest":
    case "first":
      return [
        main,
        { name: `${name}__at`, kind: "int", ordered: false, value: "nullable", comment: null },
        { name: `${name}__by`, kind: "text", ordered: true, value: "nullable", comment: null },
      ];
    case "mean":
      return [
        { ...main, kind: kind === "int" ? "number" : kind, value: "mean" },
        { name: `${name}__sum`, kind, ordered: false, value: "sum", comment: null },
        { name: `${name}__count`, kind: "int", ordered: false, value: "count", comment: null },
      ];
  }
}

const AGGREGATES: Readonly<Partial<Record<Column["kind"], string>>> = {
  latest: "the newest by event time",
  first: "the oldest by event time",
  sum: "the sum",
  min: "the least",
  max: "the greatest",
  mean: "the mean",
  ema: "the moving average",
  distinct: "how many different values came",
};

function commentOf(context: EmitContext, column: Column): string | null {
  const of = core(context, column.reads);
  const unit = of.kind === "duration" ? "in milliseconds" : of.kind === "timestamp" ? null : typeNote(of);
  const note = of.kind === "date" || of.kind === "int" ? null : unit;
  const parts = [column.doc, AGGREGATES[column.kind] ?? null, note, ...literalDocs(of)];
  const text = parts.filter((part) => part !== null).join("; ");
  return text === "" ? null : text;
}

function kindOf(context: EmitContext, type: Type): Kind {
  const of = core(context, type);
  switch (of.kind) {
    case "string":
    case "union":
      return "text";
    case "uuid":
    case "date":
    case "int":
    case "duration":
    case "number":
    case "bool":
    case "timestamp":
      return of.kind;
    default:
      return "json";
  }
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export const LARGEST_INTEGER = String(Number.MAX_SAFE_INTEGER);
export const LARGEST_NUMBER = String(Number.MAX_VALUE).replace("e+", "e");

/** The mean of a sum and a count: null where nothing came; of durations whole milliseconds, halves up. */
export function meanOf(
  { name, kind }: SqlColumn,
  quote: (name: string) => string,
  asNumber: (sum: string) => string,
): string {
  const sum = quote(`${name}__sum`);
  const count = quote(`${name}__count`);
  if (kind !== "duration") return `CASE WHEN ${count} > 0 THEN ${asNumber(sum)} / ${count} END`;
  // The greatest integer not above (2 · sum + count) / (2 · count), in integers that divide towards zero.
  const over = `(2 * ${sum} + ${count})`;
  const under = `(2 * ${count})`;
  return `CASE WHEN ${count} > 0 THEN (${over} - ((${over} % ${under}) + ${under}) % ${under}) / ${under} END`;
}

export function indexName(table: string, columns: readonly string[]): string {
  return `${table}__index__${columns.join("_")}`;
}
