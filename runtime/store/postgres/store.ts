/** The store port on PostgreSQL. What leaves for the log waits in a table of its own, in the same transaction. */
import type { TableLayout } from "../../codec/layout.ts";
import type { Extent, TopicPartition } from "../../log/port.ts";
import type {
  Brought,
  Held,
  HeldKey,
  LaterCounts,
  Leaving,
  Outlook,
  Parked,
  Parking,
  Pending,
  Places,
  Position,
  PositionChange,
  Repeat,
  RowWrite,
  ScanRange,
  SideEntry,
  Slots,
  StoreCapabilities,
  StoredRow,
  StoredTable,
  StorePort,
  StoreTx,
  Waiter,
} from "../port.ts";
import { BroughtEvents } from "./brought.ts";
import { allHeld, allParked, countLater, Later } from "./later.ts";
import { addPending, allPending, removePending } from "./outbox.ts";
import { movePositions } from "./positions.ts";
import { attendSchema, ensureSchema } from "./schema.ts";
import { type Answer, type Param, type Session, Sessions } from "./session.ts";
import type { DatabaseSettings } from "./settings.ts";
import { claimSql } from "./sql.ts";
import type { Table } from "./table.ts";
import { escaped, unescaped } from "./values.ts";

/** A point that a test may stop the process at. */
export type Point = (name: string) => void;

export interface PostgresOptions {
  /** A URL may stand for settings. */
  readonly url: string | DatabaseSettings;
  /** The text of `generated/stores.postgres.sql`. */
  readonly ddl: string;
  readonly layouts: readonly TableLayout[];
  readonly point?: Point;
}

/** Makes what is missing. Throws a UserError where the database cannot be used, or its tables do not fit. */
export async function openPostgresStore({ url, ddl, layouts, point }: PostgresOptions): Promise<StorePort> {
  const sessions = await Sessions.of(url);
  try {
    const tables = await ensureSchema(sessions, ddl, layouts);
    return new PostgresStore(sessions, tables, point ?? (() => {}));
  } catch (error) {
    await sessions.close();
    throw error;
  }
}

/** For a guest beside the engines that own the tables: nothing is made, and a store without a table has no rows. */
export async function attendPostgresStore({ url, layouts }: Omit<PostgresOptions, "ddl">): Promise<StorePort> {
  const sessions = await Sessions.of(url);
  try {
    return new PostgresStore(sessions, await attendSchema(sessions, layouts), () => {});
  } catch (error) {
    await sessions.close();
    throw error;
  }
}

const PAGE = 1000;

class PostgresStore implements StorePort {
  readonly capabilities: StoreCapabilities = { outboxIsLog: false, isShared: true };
  readonly #sessions: Sessions;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #point: Point;
  #last: Promise<void> = Promise.resolve();

  constructor(sessions: Sessions, tables: ReadonlyMap<string, Table>, point: Point) {
    this.#sessions = sessions;
    this.#tables = tables;
    this.#point = point;
  }

  async begin(): Promise<StoreTx> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    return new PostgresTx(this.#sessions, this.#tables, this.#point, resolve);
  }

  async positions(): Promise<readonly Position[]> {
    const { rows } = await this.#sessions.run("SELECT reader, topic, partition, next, seen FROM da_positions", []);
    return rows.map(([reader, topic, partition, next, seen]) => ({
      reader: unescaped(reader ?? ""),
      topic: unescaped(topic ?? ""),
      partition: Number(partition),
      next: Number(next),
      seen: seen === null || seen === undefined ? null : unescaped(seen),
    }));
  }

  pending(places: Places): Promise<readonly Pending[]> {
    return allPending(this.#sessions, places);
  }

  renameReader(from: string, to: string): Promise<void> {
    return this.#atOnce(async (session) => {
      const { rows } = await session.run("SELECT 1 FROM da_positions WHERE reader = $1 LIMIT 1", [escaped(to)]);
      if (rows.length > 0) return;
      await session.run("UPDATE da_positions SET reader = $2 WHERE reader = $1", [escaped(from), escaped(to)]);
      await new Later(session).renameReader(from, to);
    });
  }

  renameEvent(from: string, to: string): Promise<void> {
    return this.#atOnce((session) => new Later(session).renameEvent(from, to));
  }

  async #atOnce(work: (session: Session) => Promise<void>): Promise<void> {
    const session = await this.#sessions.take();
    try {
      await session.script("BEGIN");
      await work(session);
      await session.script("COMMIT");
    } finally {
      await session.abandon();
    }
  }

  parked(): AsyncIterable<Parked> {
    return allParked(this.#sessions);
  }

  held(): AsyncIterable<Held> {
    return allHeld(this.#sessions);
  }

  later(): Promise<readonly LaterCounts[]> {
    return countLater(this.#sessions);
  }

  async note(name: string): Promise<string | null> {
    return noteOf(await this.#sessions.run(NOTE, [escaped(name)]));
  }

  async stores(): Promise<readonly StoredTable[]> {
    const { rows } = await this.#sessions.run('SELECT store, "table" FROM da_stores ORDER BY store', []);
    return rows.map(([store, table]) => ({ store: unescaped(store ?? ""), table: unescaped(table ?? "") }));
  }

  async *rows(layout: TableLayout, after: Slots | null = null): AsyncIterable<StoredRow> {
    const table = this.#tables.get(layout.store);
    if (table === undefined) return;
    const session = await this.#sessions.take();
    try {
      await session.script(
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout TO 0",
      );
      const { sql, params } = table.selectAll(after);
      await session.run(`DECLARE da_rows NO SCROLL CURSOR FOR ${sql}`, params);
      for (;;) {
        const { rows } = await session.script(`FETCH ${PAGE} FROM da_rows`);
        for (const cells of rows) yield table.rowOf(cells);
        if (rows.length < PAGE) break;
      }
    } finally {
      await session.abandon();
    }
  }

  close(): Promise<void> {
    return this.#sessions.close();
  }
}

const NOTE = "SELECT text FROM da_notes WHERE name = $1";

function noteOf({ rows }: Answer): string | null {
  const text = rows[0]?.[0] ?? null;
  return text === null ? null : unescaped(text);
}

function tableOf(tables: ReadonlyMap<string, Table>, layout: TableLayout): Table {
  const table = tables.get(layout.store);
  if (table === undefined) throw new Error(`The store ${layout.store} was not opened.`);
  return table;
}

/** Begins on the server with its first statement: a round that finds nothing to do costs nothing there. */
class PostgresTx implements StoreTx {
  readonly #sessions: Sessions;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #point: Point;
  readonly #end: () => void;
  #session: Session | null = null;

  constructor(sessions: Sessions, tables: ReadonlyMap<string, Table>, point: Point, end: () => void) {
    this.#sessions = sessions;
    this.#tables = tables;
    this.#point = point;
    this.#end = end;
  }

  async #begun(): Promise<Session> {
    if (this.#session !== null) return this.#session;
    const session = await this.#sessions.take();
    this.#session = session;
    await session.script("BEGIN");
    this.#point("begun");
    return session;
  }

  async #run(sql: string, params: readonly Param[]) {
    return (await this.#begun()).run(sql, params);
  }

  async movePositions(changes: readonly PositionChange[]): Promise<boolean> {
    const moved = changes.length === 0 || (await movePositions(await this.#begun(), changes));
    this.#point("positions");
    return moved;
  }

  async read(layout: TableLayout, keys: readonly Slots[], lock: boolean): Promise<readonly (Slots | null)[]> {
    return tableOf(this.#tables, layout).read(await this.#begun(), keys, lock);
  }

  async scan(layout: TableLayout, leading: Slots, range: ScanRange): Promise<readonly StoredRow[]> {
    return tableOf(this.#tables, layout).scan(await this.#begun(), leading, range);
  }

  async contains(layout: TableLayout, side: number, entries: readonly SideEntry[]): Promise<readonly boolean[]> {
    return tableOf(this.#tables, layout).contains(await this.#begun(), side, entries);
  }

  async withdraw(layout: TableLayout, side: number, entries: readonly SideEntry[]): Promise<number> {
    const gone = await tableOf(this.#tables, layout).withdraw(await this.#begun(), side, entries);
    this.#point("withdraw");
    return gone;
  }

  async fold(layout: TableLayout, rows: Iterable<RowWrite>): Promise<void> {
    await tableOf(this.#tables, layout).fold(await this.#begun(), rows);
    this.#point("fold");
  }

  async replace(layout: TableLayout, rows: Iterable<RowWrite>): Promise<void> {
    await tableOf(this.#tables, layout).replace(await this.#begun(), rows);
    this.#point("replace");
  }

  async claim(layout: TableLayout): Promise<void> {
    await (await this.#begun()).script(claimSql(layout));
  }

  async outbox(leaving: readonly Leaving[]): Promise<readonly number[]> {
    const ids = await addPending(await this.#begun(), leaving);
    this.#point("outbox");
    return ids;
  }

  async sent(ids: readonly number[]): Promise<void> {
    await removePending(await this.#begun(), ids);
    this.#point("sent");
  }

  async park(events: readonly Parking[]): Promise<void> {
    await new Later(await this.#begun()).park(events);
    this.#point("park");
  }

  async lanes(reader: string, lanes: readonly string[]): Promise<ReadonlySet<string>> {
    return new Later(await this.#begun()).lanes(reader, lanes);
  }

  async wake(store: string, keys: readonly Slots[]): Promise<number> {
    return new Later(await this.#begun()).wake(store, keys);
  }

  async ready(readers: readonly string[], places: Places, now: number, limit: number): Promise<readonly Parked[]> {
    return new Later(await this.#begun()).ready(readers, places, now, limit);
  }

  async queued(reader: string, lanes: readonly string[], limit: number): Promise<readonly Parked[]> {
    return new Later(await this.#begun()).queued(reader, lanes, limit);
  }

  async repark(events: readonly Parked[]): Promise<void> {
    await new Later(await this.#begun()).repark(events);
    this.#point("repark");
  }

  async unpark(ids: readonly number[]): Promise<number> {
    const gone = await new Later(await this.#begun()).unpark(ids);
    this.#point("unpark");
    return gone;
  }

  async find(ids: readonly number[]): Promise<readonly Parked[]> {
    return new Later(await this.#begun()).find(ids);
  }

  async waiters(after: number, limit: number): Promise<readonly Waiter[]> {
    return new Later(await this.#begun()).waiters(after, limit);
  }

  async outlook(readers: readonly string[], stores: readonly string[], places: Places): Promise<Outlook> {
    return new Later(await this.#begun()).outlook(readers, stores, places);
  }

  async hold(events: readonly Held[]): Promise<number> {
    const added = await new Later(await this.#begun()).hold(events);
    this.#point("hold");
    return added;
  }

  async due(handlers: readonly string[], places: Places, now: number, limit: number): Promise<readonly Held[]> {
    return new Later(await this.#begun()).due(handlers, places, now, limit);
  }

  async unhold(events: readonly HeldKey[]): Promise<number> {
    const gone = await new Later(await this.#begun()).unhold(events);
    this.#point("unhold");
    return gone;
  }

  async hasten(events: readonly HeldKey[], due: number): Promise<number> {
    const found = await new Later(await this.#begun()).hasten(events, due);
    this.#point("hasten");
    return found;
  }

  async bring(source: string, events: readonly Brought[], window: number, now: number): Promise<readonly boolean[]> {
    return new BroughtEvents(await this.#begun()).bring(source, events, window, now);
  }

  async addRepeats(place: TopicPartition, repeats: readonly Repeat[]): Promise<void> {
    await new BroughtEvents(await this.#begun()).addRepeats(place, repeats);
  }

  async repeats(place: TopicPartition, from: number, to: number): Promise<readonly Repeat[]> {
    return new BroughtEvents(await this.#begun()).repeats(place, from, to);
  }

  async forgetBrought(source: string, now: number, extents: readonly Extent[]): Promise<void> {
    await new BroughtEvents(await this.#begun()).forget(source, now, extents);
  }

  async note(name: string): Promise<string | null> {
    return noteOf(await this.#run(NOTE, [escaped(name)]));
  }

  async setNote(name: string, text: string): Promise<void> {
    const sql = "INSERT INTO da_notes VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET text = excluded.text";
    await this.#run(sql, [escaped(name), escaped(text)]);
    this.#point("note");
  }

  async commit(): Promise<void> {
    try {
      this.#point("before-commit");
      const answer = await this.#session?.script("COMMIT");
      // A transaction that an error has broken is rolled back by it, and the server does not call that an error.
      if (answer !== undefined && answer.command !== "COMMIT") throw new Error("The transaction had failed before.");
      this.#point("after-commit");
      this.#session?.release();
      this.#session = null;
    } finally {
      await this.rollback();
    }
  }

  async rollback(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    try {
      await session?.abandon();
    } finally {
      this.#end();
    }
  }
}
