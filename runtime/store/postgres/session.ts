/**
 * Connections to PostgreSQL: one pool, statements that are prepared once for each connection, and errors as sentences. A
 * connection on which something went wrong is not used again.
 */
import type pg from "pg";
import { explained, type Place, sqlState } from "./errors.ts";
import { type DatabaseSettings, databaseAt } from "./settings.ts";

const CONNECTIONS = 4;
const CONNECT_MS = 10_000;
/** Who says nothing for so long is away. */
const ANSWER_MS = 60_000;
/** A process that stands still in the midst of a transaction does not keep others waiting for longer. */
const IDLE_MS = 30_000;

/** A result's rows as arrays of texts. */
export type Cells = readonly (string | null)[];

export interface Answer {
  readonly command: string;
  readonly rows: readonly Cells[];
  /** Rows that were written or read. */
  readonly count: number;
}

export type Param = string | number | null | Uint8Array;

/** One connection, taken out of the pool. */
export interface Session {
  /** A statement that is prepared under a name of its own. */
  run(sql: string, params: readonly Param[]): Promise<Answer>;
  /** Statements without parameters, separated by semicolons. */
  script(sql: string): Promise<Answer>;
  /** Ends the transaction in hand, if there is one, and gives the connection back. */
  abandon(): Promise<void>;
  /** Gives the connection back; one that is broken is closed. */
  release(): void;
}

export class Sessions {
  readonly place: Place;
  readonly #pool: pg.Pool;
  /** Names of prepared statements. */
  readonly #names = new Map<string, string>();

  private constructor(pool: pg.Pool, place: Place) {
    this.#pool = pool;
    this.place = place;
  }

  /** Opens nothing yet. Throws a UserError where the URL is none. */
  static async of(database: string | DatabaseSettings): Promise<Sessions> {
    const settings = typeof database === "string" ? databaseAt(database) : database;
    const { default: driver } = await import("pg");
    const { place, url, tls } = settings;
    const pool = new driver.Pool({
      connectionString: url,
      ...(tls === null ? {} : { ssl: { ...tls } }),
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: ANSWER_MS,
      idle_in_transaction_session_timeout: IDLE_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5000,
      application_name: "da-run",
    });
    // A connection that breaks while nobody uses it is replaced by the pool.
    pool.on("error", () => {});
    return new Sessions(pool, place);
  }

  async take(): Promise<Session> {
    const client = await this.#try(() => this.#pool.connect());
    const session = new PooledSession(client, (sql) => this.#nameOf(sql), this.place);
    if (!prepared.has(client)) {
      prepared.add(client);
      await session.script(SETTINGS).catch((error: unknown) => {
        session.release();
        throw error;
      });
    }
    return session;
  }

  /** Runs one statement on some connection. */
  async run(sql: string, params: readonly Param[]): Promise<Answer> {
    const session = await this.take();
    try {
      return await session.run(sql, params);
    } finally {
      session.release();
    }
  }

  async #try<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explained(error, this.place);
    }
  }

  #nameOf(sql: string): string {
    const known = this.#names.get(sql);
    if (known !== undefined) return known;
    const name = `da${this.#names.size}`;
    this.#names.set(sql, name);
    return name;
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

/** Whatever the server's or the user's own settings are, texts of values look as they are read here. */
const SETTINGS =
  "SET datestyle TO 'ISO, YMD'; SET timezone TO 'UTC'; SET extra_float_digits TO 1; SET client_min_messages TO warning";

/** Connections that have these settings. */
const prepared = new WeakSet<pg.PoolClient>();

const TEXTS = { getTypeParser: () => (text: string) => text };

class PooledSession implements Session {
  readonly #client: pg.PoolClient;
  readonly #nameOf: (sql: string) => string;
  readonly #place: Place;
  #isBroken = false;
  /** Within a transaction that `script` has begun. */
  #isOpen = false;
  readonly #onError = (): void => {
    this.#isBroken = true;
  };

  constructor(client: pg.PoolClient, nameOf: (sql: string) => string, place: Place) {
    this.#client = client;
    this.#nameOf = nameOf;
    this.#place = place;
    // Without a listener the error of a connection that breaks between two statements would end the process.
    client.on("error", this.#onError);
  }

  run(sql: string, params: readonly Param[]): Promise<Answer> {
    const values = params.map((param) =>
      param instanceof Uint8Array ? Buffer.from(param.buffer, param.byteOffset, param.length) : param,
    );
    return this.#ask({ name: this.#nameOf(sql), text: sql, values });
  }

  script(sql: string): Promise<Answer> {
    if (sql.startsWith("BEGIN")) this.#isOpen = true;
    else if (sql === "COMMIT" || sql === "ROLLBACK") this.#isOpen = false;
    return this.#ask({ text: sql });
  }

  async #ask(query: { readonly name?: string; readonly text: string; readonly values?: unknown[] }): Promise<Answer> {
    try {
      const result: unknown = await this.#client.query({ ...query, rowMode: "array", types: TEXTS });
      return answerOf(Array.isArray(result) ? result.at(-1) : result);
    } catch (error) {
      // What the server says leaves the connection good, unless it ends the session itself.
      const state = sqlState(error);
      if (state === null || /^(08|57P)/.test(state)) this.#isBroken = true;
      throw explained(error, this.#place);
    }
  }

  async abandon(): Promise<void> {
    // The server ends the transaction of a connection that is closed.
    if (this.#isOpen && !this.#isBroken) await this.script("ROLLBACK").catch(() => {});
    this.release();
  }

  release(): void {
    this.#client.off("error", this.#onError);
    this.#client.release(this.#isBroken);
  }
}

function answerOf(result: unknown): Answer {
  const { command, rows, rowCount } = Object(result);
  return { command: String(command), rows: Array.isArray(rows) ? rows : [], count: Number(rowCount ?? 0) };
}
