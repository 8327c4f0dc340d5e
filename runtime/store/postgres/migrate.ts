/** Migrating stores in PostgreSQL. */
import type { TableLayout } from "../../codec/layout.ts";
import { POSTGRES } from "../migration/dialects.ts";
import type { Facts, StorePlan, TableFacts } from "../migration/plan.ts";
import type { StoreMigrator } from "../migration/port.ts";
import type { Remembered } from "../renames.ts";
import { placeText } from "./errors.ts";
import { remember, remembered } from "./renames.ts";
import { lockSchema, makeOwnTables } from "./schema.ts";
import { type Session, Sessions } from "./session.ts";
import type { DatabaseSettings } from "./settings.ts";
import { unescaped } from "./values.ts";

/** Throws a UserError where the database cannot be used. */
export async function openPostgresMigrator(database: DatabaseSettings): Promise<StoreMigrator> {
  return new PostgresMigrator(await Sessions.of(database));
}

/** Tables that names without a schema mean, with their columns and keys. */
const TABLES = `
SELECT c.relname, a.attname,
       coalesce(array_position(i.indkey::int[], a.attnum::int) + 1 - array_lower(i.indkey::int[], 1), 0),
       format_type(a.atttypid, NULL)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND pg_table_is_visible(c.oid)
  AND c.relnamespace <> 'pg_catalog'::regnamespace
ORDER BY c.relname, a.attnum`;

const INDEXES = `
SELECT c.relname, x.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
WHERE NOT i.indisprimary AND pg_table_is_visible(c.oid) AND c.relnamespace <> 'pg_catalog'::regnamespace
ORDER BY x.relname`;

class PostgresMigrator implements StoreMigrator {
  readonly dialect = POSTGRES;
  readonly place: string;
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
    this.place = placeText(sessions.place);
  }

  async facts(): Promise<Facts> {
    const session = await this.#sessions.take();
    try {
      const tables = await tablesIn(session);
      return { tables, remembered: tables.has("da_stores") ? await allRemembered(session) : new Map() };
    } finally {
      session.release();
    }
  }

  async apply({ changes }: StorePlan, layouts: readonly TableLayout[], ddl: string): Promise<void> {
    const session = await this.#sessions.take();
    try {
      await session.script("BEGIN");
      await lockSchema(session);
      await makeOwnTables(session);
      for (const sql of changes.flatMap((change) => change.sql)) await session.script(sql);
      await session.script(ddl);
      await session.script("DELETE FROM da_stores");
      for (const layout of layouts) if (!layout.external) await remember(session, layout);
      await session.script("COMMIT");
    } finally {
      await session.abandon();
    }
  }

  close(): Promise<void> {
    return this.#sessions.close();
  }
}

async function tablesIn(session: Session): Promise<ReadonlyMap<string, TableFacts>> {
  const columns = (await session.run(TABLES, [])).rows;
  const indexes = (await session.run(INDEXES, [])).rows;
  const names = [...new Set(columns.map(([table]) => table ?? ""))];
  return new Map(
    names.map((table): [string, TableFacts] => {
      const own = columns.filter(([name]) => name === table);
      const key = own.filter(([, , at]) => Number(at) > 0).sort(([, , a], [, , b]) => Number(a) - Number(b));
      return [
        table,
        {
          columns: new Set(own.map(([, column]) => column ?? "")),
          types: new Map(own.map(([, column, , type]) => [column ?? "", type ?? ""])),
          key: key.map(([, column]) => column ?? ""),
          indexes: indexes.filter(([name]) => name === table).map(([, index]) => index ?? ""),
        },
      ];
    }),
  );
}

async function allRemembered(session: Session): Promise<ReadonlyMap<string, Remembered>> {
  const { rows } = await session.run("SELECT store FROM da_stores ORDER BY store", []);
  const found = new Map<string, Remembered>();
  for (const [text] of rows) {
    const store = unescaped(text ?? "");
    const before = await remembered(session, store);
    if (before !== null) found.set(store, before);
  }
  return found;
}
