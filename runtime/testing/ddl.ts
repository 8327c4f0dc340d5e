/** The tables of stores that are made by hand, as `generated/stores.*.sql` has them. */
import type { PipelineDefinition } from "../api/definition.ts";
import { layoutOf, type Physical, type Slot } from "../codec/layout.ts";
import { quotedName } from "../store/postgres/names.ts";
import { TYPES as POSTGRES_TYPES } from "../store/postgres/values.ts";
import { TYPES as SQLITE_TYPES } from "../store/sqlite/types.ts";

interface Dialect {
  readonly types: Readonly<Record<Physical, string>>;
  name(sql: string): string;
  /** Behind a column of text. */
  readonly collation: string;
  /** Behind the columns of a table. */
  readonly end: string;
}

const SQLITE: Dialect = {
  types: SQLITE_TYPES,
  name: (sql) => `"${sql}"`,
  collation: "",
  end: " STRICT, WITHOUT ROWID",
};

const POSTGRES: Dialect = { types: POSTGRES_TYPES, name: quotedName, collation: ' COLLATE "C"', end: "" };

export const ddlOf = (definition: PipelineDefinition): string => ddlIn(definition, SQLITE);

export const postgresDdlOf = (definition: PipelineDefinition): string => ddlIn(definition, POSTGRES);

function ddlIn({ stores, types }: PipelineDefinition, dialect: Dialect): string {
  const { name } = dialect;
  const typed = ({ sql, physical }: Pick<Slot, "sql" | "physical">) =>
    `${name(sql)} ${dialect.types[physical]}${physical === "text" ? dialect.collation : ""}`;
  const keyColumn = (slot: Pick<Slot, "sql" | "physical">) => `${typed(slot)} NOT NULL`;
  const tableOf = (table: string, columns: readonly string[], key: readonly string[]) => {
    const lines = [...columns, `PRIMARY KEY (${key.map(name).join(", ")})`].map((line) => `  ${line}`).join(",\n");
    return `CREATE TABLE IF NOT EXISTS ${name(table)} (\n${lines}\n)${dialect.end};`;
  };
  return stores
    .filter(({ external }) => !external)
    .flatMap((store) => {
      const { table, keys, slots, sides } = layoutOf(store, types);
      const key = keys.map(({ sql }) => sql);
      return [
        tableOf(table, [...keys.map(keyColumn), ...slots.map((slot) => `${typed(slot)}${rulesOf(slot, name)}`)], key),
        ...sides.map(({ table: side, column, physical }) =>
          tableOf(side, [...keys.map(keyColumn), keyColumn({ sql: column, physical })], [...key, column]),
        ),
      ];
    })
    .join("\n");
}

function rulesOf({ sql, physical, folding, initial }: Slot, name: (sql: string) => string): string {
  const start = initial === 0 ? " NOT NULL DEFAULT 0" : "";
  const most = physical === "real" ? "1.7976931348623157e308" : "9007199254740991";
  return folding === "add" ? `${start} CHECK (abs(${name(sql)}) <= ${most})` : start;
}
