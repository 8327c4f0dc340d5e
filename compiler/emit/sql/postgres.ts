/** stores.postgres.sql: the tables of all stores for PostgreSQL, with comments on tables and columns. */
import { quotedName as quoted } from "../../../runtime/store/postgres/names.ts";
import type { EmitContext } from "../context.ts";
import {
  indexName,
  type Kind,
  LARGEST_INTEGER,
  LARGEST_NUMBER,
  meanOf,
  type SqlColumn,
  type SqlTable,
  tablesOf,
} from "./columns.ts";

export function emitPostgres(context: EmitContext): string {
  const stores = context.model.stores.filter(({ external }) => !external);
  const tables = stores.flatMap((store) => tablesOf(context, store)).map(createTable);
  return [`-- ${context.links.header}\n`, ...tables].join("\n");
}

/** Rows are written again and again: where their page has room, no index has to follow, and half as much is written. */
const ROOM = ") WITH (fillfactor = 50);";

const TYPES: Readonly<Record<Kind, string>> = {
  text: "text",
  uuid: "uuid",
  date: "date",
  int: "bigint",
  duration: "bigint",
  number: "double precision",
  bool: "boolean",
  timestamp: "timestamptz",
  json: "json",
};

function createTable({ name, comment, columns, indexes }: SqlTable): string {
  const keys = columns.filter(({ value }) => value === "key").map((column) => quoted(column.name));
  const statements = [
    `CREATE TABLE IF NOT EXISTS ${quoted(name)} (`,
    ...columns.map((column) => `  ${columnText(column)},`),
    `  PRIMARY KEY (${keys.join(", ")})`,
    columns.length === keys.length ? ");" : ROOM,
    ...indexes.map((index) => {
      const on = index.map(quoted).join(", ");
      return `CREATE INDEX IF NOT EXISTS ${quoted(indexName(name, index))} ON ${quoted(name)} (${on});`;
    }),
    `COMMENT ON TABLE ${quoted(name)} IS ${literal(comment)};`,
    ...columns.flatMap((column) =>
      column.comment === null
        ? []
        : [`COMMENT ON COLUMN ${quoted(name)}.${quoted(column.name)} IS ${literal(column.comment)};`],
    ),
  ];
  return statements.map((line) => `${line}\n`).join("");
}

function columnText(column: SqlColumn): string {
  const { name, kind, value, ordered } = column;
  const collation = kind === "text" && ordered ? ' COLLATE "C"' : "";
  const typed = `${quoted(name)} ${TYPES[kind]}${collation}`;
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
      return `${typed} GENERATED ALWAYS AS (${meanOf(column, quoted, (sum) => `${sum}::double precision`)}) STORED`;
  }
}

/** A string without what PostgreSQL cannot hold, the character 0. */
function literal(text: string): string {
  return `'${text.replaceAll("\0", "").replaceAll("'", "''")}'`;
}
