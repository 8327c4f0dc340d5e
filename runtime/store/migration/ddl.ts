/** Reads `generated/stores.*.sql`, of which each table and each column can then be made by itself. */

export interface TableDdl {
  /** The statements that make it, with its indexes. */
  readonly sql: readonly string[];
  /** Definitions of columns, by their quoted names. */
  readonly columns: ReadonlyMap<string, string>;
}

const NAME = '"(?:[^"]|"")+"';
const TABLE = new RegExp(`^CREATE TABLE IF NOT EXISTS (${NAME}) \\(\\n([\\s\\S]*?)^\\)[^;\\n]*;$`, "gm");
const COLUMN = new RegExp(`^  (${NAME}) .*(?=,$)`, "gm");

/** Tables by their quoted names. */
export function tablesOfDdl(ddl: string): ReadonlyMap<string, TableDdl> {
  return new Map(
    [...ddl.matchAll(TABLE)].map(([sql, table = "", body = ""]) => {
      const columns = [...body.matchAll(COLUMN)].map(([line, column = ""]): [string, string] => [column, line.trim()]);
      return [table, { sql: [withoutRemarks(sql), ...indexesOf(ddl, table)], columns: new Map(columns) }];
    }),
  );
}

function indexesOf(ddl: string, table: string): string[] {
  return ddl.split("\n").filter((line) => line.startsWith("CREATE INDEX ") && line.includes(` ON ${table} (`));
}

/** Remarks are for those who read the file. */
const withoutRemarks = (sql: string): string => sql.replaceAll(/^ *--.*\n/gm, "");
