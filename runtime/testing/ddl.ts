/** The SQLite tables of stores that are made by hand, as `generated/stores.sqlite.sql` has them. */
import type { PipelineDefinition } from "../api/definition.ts";
import { layoutOf, type Physical, type Slot } from "../codec/layout.ts";

const TYPES: Readonly<Record<Physical, string>> = {
  text: "TEXT",
  uuid: "TEXT",
  date: "TEXT",
  json: "TEXT",
  int: "INTEGER",
  bool: "INTEGER",
  timestamp: "INTEGER",
  real: "REAL",
};

export function ddlOf({ stores, types }: PipelineDefinition): string {
  return stores
    .filter(({ external }) => !external)
    .flatMap((store) => {
      const { table, keys, slots, sides } = layoutOf(store, types);
      const key = keys.map(({ sql }) => `"${sql}"`).join(", ");
      return [
        tableOf(table, [...keys.map(keyColumn), ...slots.map(column)], key),
        ...sides.map((side) =>
          tableOf(
            side.table,
            [...keys.map(keyColumn), `"${side.column}" ${TYPES[side.physical]} NOT NULL`],
            `${key}, "${side.column}"`,
          ),
        ),
      ];
    })
    .join("\n");
}

const tableOf = (table: string, columns: readonly string[], key: string): string =>
  `CREATE TABLE IF NOT EXISTS "${table}" (${columns.join(", ")}, PRIMARY KEY (${key})) STRICT, WITHOUT ROWID;`;

const keyColumn = ({ sql, physical }: Slot): string => `"${sql}" ${TYPES[physical]} NOT NULL`;

function column({ sql, physical, folding, initial }: Slot): string {
  const start = initial === 0 ? " NOT NULL DEFAULT 0" : "";
  const most = physical === "real" ? "1.7976931348623157e308" : "9007199254740991";
  const check = folding === "add" ? ` CHECK (abs("${sql}") <= ${most})` : "";
  return `"${sql}" ${TYPES[physical]}${start}${check}`;
}
