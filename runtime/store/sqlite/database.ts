/**
 * The SQLite database of a data folder, shared by the embedded log and store: how it is opened, one transaction at a
 * time, and what its errors mean to a user.
 */
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { UserError, type UserErrorCode } from "../../errors.ts";
import { makeFolder } from "../../folder.ts";

const FILE = "da.db";
/** Another process that appends holds the database for a moment only. */
const BUSY_MS = 10_000;
/** Not large, as one event may change a row on each of several pages; not small, as each page is written by calls of its own. */
const PAGE_BYTES = 8192;
/** Pages beside the database until they are moved into it: 64 MB. */
const CHECKPOINT_PAGES = 8000;

/** A point that a test may stop the process at. */
export type Point = (name: string) => void;

export interface DatabaseOptions {
  /** Where the file lies; null keeps everything in memory. */
  readonly folder: string | null;
  readonly point?: Point;
}

export class Database {
  readonly folder: string | null;
  readonly #db: DatabaseSync;
  readonly point: Point;
  #last: Promise<void> = Promise.resolve();

  private constructor(db: DatabaseSync, { folder, point }: DatabaseOptions) {
    this.#db = db;
    this.folder = folder;
    this.point = point ?? (() => {});
  }

  static open(options: DatabaseOptions): Database {
    const { folder } = options;
    return explained(folder, () => {
      if (folder !== null) makeFolder(folder);
      const db = new DatabaseSync(folder === null ? ":memory:" : join(folder, FILE), { timeout: BUSY_MS });
      try {
        db.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`);
        db.exec(
          `PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`,
        );
        db.exec("PRAGMA journal_size_limit = 134217728; PRAGMA temp_store = MEMORY");
        return new Database(db, options);
      } catch (error) {
        db.close();
        throw error;
      }
    });
  }

  /** Runs what touches the database; its errors become sentences. */
  run<T>(work: () => T): T {
    return explained(this.folder, work);
  }

  exec(sql: string): void {
    this.run(() => this.#db.exec(sql));
  }

  /** A statement whose rows come as arrays. */
  prepare(sql: string): StatementSync {
    return this.run(() => {
      const statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      return statement;
    });
  }

  /** Rows of a query that is asked once. */
  all(sql: string, ...values: SQLInputValue[]): unknown[][] {
    return this.run(() => rowsOf(this.prepare(sql).all(...values)));
  }

  /** Adds a column that folders of earlier versions do not have. */
  addColumn(table: string, column: string, type: string): void {
    const columns = this.all("SELECT name FROM pragma_table_xinfo(?)", table).map(([name]) => name);
    if (!columns.includes(column)) this.exec(`ALTER TABLE ${table} ADD COLUMN "${column}" ${type}`);
  }

  /**
   * Begins a transaction that may write, once the one before it has ended. `end` must be called when it has.
   */
  async begin(): Promise<{ end(): void }> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    try {
      this.exec("BEGIN IMMEDIATE");
    } catch (error) {
      resolve();
      throw error;
    }
    return { end: resolve };
  }

  /** Ends the transaction in hand, whatever state an error left it in. */
  abandon(): void {
    if (this.#db.isTransaction) this.exec("ROLLBACK");
  }

  /** Changes when another process has committed. */
  version(): number {
    return Number(this.all("PRAGMA data_version")[0]?.[0]);
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }
}

/** What `all` gives when rows come as arrays. */
export function rowsOf(rows: unknown): unknown[][] {
  return Array.isArray(rows) ? rows : [];
}

const SQLITE = { perm: 3, busy: 5, readonly: 8, ioerr: 10, corrupt: 11, full: 13, cantopen: 14, notadb: 26 } as const;

/** SQLite's primary result code of an error, or null where it is no error of SQLite's. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("errcode" in error)) return null;
  return Number(error.errcode) & 255;
}

function explained<T>(folder: string | null, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explanation(folder ?? "memory", error) ?? error;
  }
}

function explanation(folder: string, error: unknown): UserError | null {
  if (error instanceof UserError || !(error instanceof Error)) return null;
  const file = join(folder, FILE);
  const said = (code: UserErrorCode, text: string) => new UserError(code, text, error);
  switch (sqliteCode(error)) {
    case SQLITE.full:
      return said("disk-full", `The disk of ${folder} is full. Nothing is lost: make room and start again.`);
    case SQLITE.corrupt:
    case SQLITE.notadb:
      return said("corrupted", `${file} is damaged (${error.message}). Put a backup of the folder in its place.`);
    case SQLITE.readonly:
    case SQLITE.perm:
      return said("folder", `${file} may not be written. Give this user the right to write there.`);
    case SQLITE.cantopen:
      return said(
        "folder",
        `${file} cannot be opened. Check that ${folder} is a folder that this user may read and write.`,
      );
    case SQLITE.ioerr:
      return said("folder", `${file} cannot be read or written (${error.message}). Check the disk and its free space.`);
    case SQLITE.busy:
      return said("database", `${file} has been in use by another process for ${BUSY_MS / 1000} seconds.`);
    default:
      return folderProblem(folder, error);
  }
}

function folderProblem(folder: string, error: Error): UserError | null {
  if (!("code" in error) || !("syscall" in error)) return null;
  const full = error.code === "ENOSPC" || error.code === "EDQUOT";
  if (full)
    return new UserError(
      "disk-full",
      `The disk of ${folder} is full. Nothing is lost: make room and start again.`,
      error,
    );
  return new UserError("folder", `The folder ${folder} cannot be used: ${error.message}.`, error);
}
