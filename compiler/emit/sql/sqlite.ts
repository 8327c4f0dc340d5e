/** stores.sqlite.sql: the tables of all stores for SQLite. It is what the runtime makes them with. */
import type { EmitContext } from "../context.ts";
import { plainLines } from "../text/strings.ts";
import {
  indexName,
  type Kind,
  LARGEST_INTEGER,
  LARGEST_NUMBER,
  meanOf,
  quoted,
  type SqlColumn,
  type SqlTable,
  tablesOf,
} from "./columns.ts";

export function emitSqlite(context: EmitContext): string {
  const stores = context.model.stores.filter(({ external }) => !external);
  const tables = stores.flatMap((store) => tablesOf(context, store)).map(createTable);
  return [`-- ${context.links.header}\n`, ...tables].join("\n");
}

const TYPES: Readonly<Record<Kind, string>> = {
  text: "TEXT",
  uuid: "TEXT",
  date: "TEXT",
  int: "INTEGER",
  duration: "INTEGER",
  number: "REAL",
  bool: "INTEGER",
  timestamp: "INTEGER",
  json: "TEXT",
};

function createTable({ name, comment, columns, indexes }: SqlTable): string {
  const keys = columns.filter(({ value }) => value === "key").map((column) => quoted(column.name));
  const lines = columns.flatMap((column) => [...comments(columnComment(column), "  "), `  ${columnText(column)},`]);
  const statements = [
    ...comments(comment, ""),
    `CREATE TABLE IF NOT EXISTS ${quoted(name)} (`,
    ...lines,
    `  PRIMARY KEY (${keys.join(", ")})`,
    ") STRICT, WITHOUT ROWID;",
    ...indexes.map((index) => {
      const on = index.map(quoted).join(", ");
      return `CREATE INDEX IF NOT EXISTS ${quoted(indexName(name, index))} ON ${quoted(name)} (${on});`;
    }),
  ];
  return statements.map((line) => `${line}\n`).join("");
}

function comments(text: string | null, margin: string): string[] {
  return text === null ? [] : plainLines(text).map((line) => `${margin}-- ${line}`.trimEnd());
}

function columnComment({ comment, kind }: SqlColumn): string | null {
  if (kind !== "timestamp") return comment;
  const unit = "in milliseconds since 1970 UTC";
  return comment === null ? unit : `${comment}; ${unit}`;
}

function columnText(column: SqlColumn): string {
  const { name, kind, value } = column;
  const typed = `${quoted(name)} ${TYPES[kind]}`;
  switch (value) {
    case "key":
      return `${typed} NOT NULL`;
    case "nullable":
      return typed;
    case "count":
      return `${typed} NOT NULL DEFAULT 0`;
    case "sum": {
      const largest = kind === "number" ? LARGEST_NUMBER : LARGEST_INTEGER;
      return `${typed} NOT NULL DEFAULT 0 CHECK (abs(${quoted(name)}) <= ${largest})`;
    }
    case "mean":
      return `${typed} GENERATED ALWAYS AS (${meanOf(column, quoted, (sum) => `CAST(${sum} AS REAL)`)}) VIRTUAL`;
  }
}
