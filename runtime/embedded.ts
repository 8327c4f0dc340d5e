/** The embedded adapters over one SQLite database: the log and the stores of a data folder, or of memory. */
import type { PipelineDefinition } from "./api/definition.ts";
import { layoutsOf } from "./codec/layout.ts";
import { type Clock, systemClock } from "./engine/clock.ts";
import { type EmbeddedLog, openEmbeddedLog } from "./log/embedded/log.ts";
import type { StorePort } from "./store/port.ts";
import { Database, type Point } from "./store/sqlite/database.ts";
import { type Lock, lockFolder } from "./store/sqlite/lock.ts";
import { type AppendNow, attendSqliteStore, openSqliteStore } from "./store/sqlite/store.ts";

export interface EmbeddedOptions {
  /** Where `da.db` lies; null keeps everything in memory. */
  readonly folder: string | null;
  /** The text of `generated/stores.sqlite.sql`. */
  readonly ddl: string;
  readonly clock?: Clock;
  readonly point?: Point;
  /** External stores' tables are made as well, and may be written: for tests, where no other system is. */
  readonly makesExternal?: boolean;
}

export interface Embedded {
  readonly log: EmbeddedLog;
  readonly store: StorePort;
  close(): Promise<void>;
}

/** Of one engine alone. */
export interface OwnEmbedded extends Embedded {
  /** Forgets all records, rows and positions; topics and tables stay. No engine may be open. */
  clear(): void;
}

/** Opens a data folder for one engine. Throws a UserError where another process holds it, or it cannot be used. */
export function openEmbedded(definition: PipelineDefinition, options: EmbeddedOptions): OwnEmbedded {
  const lock = options.folder === null ? null : lockFolder(options.folder);
  try {
    const opened = open(definition, options);
    const { database, log, store } = opened;
    return { log, store, clear: () => clear(database), close: async () => closeAll(database, lock) };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function open(definition: PipelineDefinition, options: EmbeddedOptions) {
  const { folder, ddl, clock = systemClock, point, makesExternal = false } = options;
  const database = Database.open(point === undefined ? { folder } : { folder, point });
  try {
    const layouts = layoutsOf(definition);
    const log = openEmbeddedLog(database, clock);
    const append: AppendNow = (appends) => log.appendNow(appends);
    const store = openSqliteStore(database, { ddl, layouts, append, makesExternal });
    return { database, log, store };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Tables that say what there is; all others hold what came. */
const KEPT: ReadonlySet<string> = new Set(["da_log", "da_topics", "da_partitions", "da_stores"]);

function clear(database: Database): void {
  const tables = database.all("SELECT name FROM sqlite_schema WHERE type = 'table'").map(([name]) => String(name));
  const cleared = tables.filter((name) => !KEPT.has(name) && !name.startsWith("sqlite_"));
  const deletes = cleared.map((name) => `DELETE FROM "${name.replaceAll('"', '""')}";`);
  database.exec(`BEGIN; ${deletes.join(" ")} UPDATE da_partitions SET first = 0, next = 0; COMMIT`);
}

function closeAll(database: Database, lock: Lock | null): void {
  database.close();
  lock?.release();
}

/**
 * Log and store of a data folder that an engine may be running on: for those who look at them, or who change something
 * in a transaction of their own. Nothing is locked, and no store's table is made.
 */
export function openEmbeddedBeside(
  definition: PipelineDefinition,
  folder: string,
  { clock = systemClock, shreds = false }: BesideOptions = {},
): Embedded {
  const database = Database.open({ folder });
  try {
    if (shreds) database.exec("PRAGMA secure_delete = ON");
    const layouts = layoutsOf(definition);
    const log = openEmbeddedLog(database, clock);
    const store = attendSqliteStore(database, { layouts, append: (appends) => log.appendNow(appends) });
    return { log, store, close: async () => leave(database, shreds) };
  } catch (error) {
    database.close();
    throw error;
  }
}

export interface BesideOptions {
  readonly clock?: Clock;
  /** What is deleted is overwritten on the disk. */
  readonly shreds?: boolean;
}

/** Lets go of a database that another process may be using. */
export function leave(database: Database, shreds: boolean): void {
  // The journal holds what was there before; an engine beside may be using it, and will let go of it later.
  if (shreds) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

/** Only the log of a data folder that an engine may be running on: for those who append to topics or follow them. */
export function openEmbeddedTopics(folder: string, clock: Clock = systemClock): EmbeddedLog {
  const database = Database.open({ folder });
  try {
    return openEmbeddedLog(database, clock);
  } catch (error) {
    database.close();
    throw error;
  }
}
