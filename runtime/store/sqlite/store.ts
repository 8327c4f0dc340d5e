/** The store port on SQLite, whose database also holds the embedded log: the outbox is the log. */
import type { TableLayout } from "../../codec/layout.ts";
import type { Append, Extent, TopicPartition } from "../../log/port.ts";
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
import { type Database, rowsOf } from "./database.ts";
import { Later } from "./later.ts";
import { PendingOutbox } from "./outbox.ts";
import { ensureSchema, existingOf } from "./schema.ts";
import { type Table, tablesOf } from "./table.ts";

/** Appends to the log within the transaction in hand, and gives the first offset of each. */
export type AppendNow = (appends: readonly Append[]) => readonly number[];

export interface SqliteStoreOptions {
  /** Statements that make the stores' tables where they are not there. */
  readonly ddl: string;
  readonly layouts: readonly TableLayout[];
  /** Null where the log is another one: what leaves for it is kept until it has been sent. */
  readonly append: AppendNow | null;
  /** External stores' tables are made too, and may be written: for tests, where no other system is. */
  readonly makesExternal?: boolean;
}

/** Throws a UserError where the tables cannot be made or do not fit. */
export function openSqliteStore(database: Database, options: SqliteStoreOptions): StorePort {
  ensureSchema(database, options);
  return new SqliteStore(database, options);
}

/** For a guest beside the engine that owns the tables: they stay as they are, and a store without one has no rows. */
export function attendSqliteStore(database: Database, options: Omit<SqliteStoreOptions, "ddl">): StorePort {
  const layouts = existingOf(database, options.layouts);
  return new SqliteStore(database, { ...options, layouts, ddl: "" });
}

class SqliteStore implements StorePort {
  readonly capabilities: StoreCapabilities;
  readonly #database: Database;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #append: AppendNow | null;
  readonly #statements: Statements;
  readonly #later: Later;
  readonly #brought: BroughtEvents;
  readonly #outbox: PendingOutbox;

  constructor(database: Database, { layouts, append, makesExternal = false }: SqliteStoreOptions) {
    this.capabilities = { outboxIsLog: append !== null, isShared: false };
    this.#database = database;
    this.#tables = tablesOf(database, layouts, makesExternal);
    this.#append = append;
    this.#statements = statementsOf(database);
    this.#later = new Later(database);
    this.#brought = new BroughtEvents(database);
    this.#outbox = new PendingOutbox(database);
  }

  async begin(): Promise<StoreTx> {
    const { end } = await this.#database.begin();
    try {
      this.#database.point("begun");
    } catch (error) {
      this.#database.abandon();
      end();
      throw error;
    }
    return new SqliteTx({
      database: this.#database,
      tables: this.#tables,
      statements: this.#statements,
      later: this.#later,
      brought: this.#brought,
      outbox: this.#outbox,
      append: this.#append,
      end,
    });
  }

  async positions(): Promise<readonly Position[]> {
    return this.#database
      .all("SELECT reader, topic, partition, next, seen FROM da_positions")
      .map(([reader, topic, partition, next, seen]) => ({
        reader: String(reader),
        topic: String(topic),
        partition: Number(partition),
        next: Number(next),
        seen: seen === null ? null : String(seen),
      }));
  }

  async pending(places: Places): Promise<readonly Pending[]> {
    return this.#database.run(() => this.#outbox.all(places));
  }

  async renameReader(from: string, to: string): Promise<void> {
    const { hasPosition, renamePositions } = this.#statements;
    await this.#atOnce(() => {
      if (hasPosition.get(to) !== undefined) return;
      renamePositions.run(to, from);
      this.#later.renameReader(from, to);
    });
  }

  async renameEvent(from: string, to: string): Promise<void> {
    await this.#atOnce(() => this.#later.renameEvent(from, to));
  }

  async #atOnce(work: () => void): Promise<void> {
    const { end } = await this.#database.begin();
    try {
      this.#database.run(work);
      this.#database.exec("COMMIT");
    } finally {
      this.#database.abandon();
      end();
    }
  }

  async *parked(): AsyncIterable<Parked> {
    yield* this.#later.parked();
  }

  async *held(): AsyncIterable<Held> {
    yield* this.#later.held();
  }

  async later(): Promise<readonly LaterCounts[]> {
    return this.#database.run(() => this.#later.counts());
  }

  async note(name: string): Promise<string | null> {
    return noteOf(this.#database, this.#statements, name);
  }

  async stores(): Promise<readonly StoredTable[]> {
    const rows = this.#database.all('SELECT store, coalesce("table", store) FROM da_stores ORDER BY store');
    return rows.map(([store, table]) => ({ store: String(store), table: String(table) }));
  }

  async *rows(layout: TableLayout, after?: Slots): AsyncIterable<StoredRow> {
    const table = this.#tables.get(layout.store);
    if (table !== undefined) yield* table.rows(after);
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}

function statementsOf(database: Database) {
  return {
    hasPosition: database.prepare("SELECT 1 FROM da_positions WHERE reader = ? LIMIT 1"),
    renamePositions: database.prepare("UPDATE da_positions SET reader = ? WHERE reader = ?"),
    insertPosition: database.prepare("INSERT OR IGNORE INTO da_positions VALUES (?, ?, ?, ?, ?)"),
    movePosition: database.prepare(
      "UPDATE da_positions SET next = ?, seen = coalesce(?, seen) WHERE reader = ? AND topic = ? AND partition = ? AND next = ?",
    ),
    note: database.prepare("SELECT text FROM da_notes WHERE name = ?"),
    setNote: database.prepare(
      "INSERT INTO da_notes VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text",
    ),
  };
}

type Statements = ReturnType<typeof statementsOf>;

function noteOf(database: Database, { note }: Statements, name: string): string | null {
  const text = rowsOf([database.run(() => note.get(name))])[0]?.[0];
  return typeof text === "string" ? text : null;
}

function tableOf(tables: ReadonlyMap<string, Table>, layout: TableLayout): Table {
  const table = tables.get(layout.store);
  if (table === undefined) throw new Error(`The store ${layout.store} was not opened.`);
  return table;
}

interface Parts {
  readonly database: Database;
  readonly tables: ReadonlyMap<string, Table>;
  readonly statements: Statements;
  readonly later: Later;
  readonly brought: BroughtEvents;
  readonly outbox: PendingOutbox;
  readonly append: AppendNow | null;
  readonly end: () => void;
}

class SqliteTx implements StoreTx {
  readonly #database: Database;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #statements: Statements;
  readonly #later: Later;
  readonly #brought: BroughtEvents;
  readonly #outbox: PendingOutbox;
  readonly #append: AppendNow | null;
  readonly #end: () => void;

  constructor({ database, tables, statements, later, brought, outbox, append, end }: Parts) {
    this.#outbox = outbox;
    this.#database = database;
    this.#tables = tables;
    this.#statements = statements;
    this.#later = later;
    this.#brought = brought;
    this.#append = append;
    this.#end = end;
  }

  async movePositions(changes: readonly PositionChange[]): Promise<boolean> {
    this.#database.exec("SAVEPOINT positions");
    const moved = this.#database.run(() => changes.every((change) => this.#move(change)));
    if (!moved) this.#database.exec("ROLLBACK TO positions");
    this.#database.exec("RELEASE positions");
    this.#database.point("positions");
    return moved;
  }

  #move({ reader, topic, partition, expected, next, ...change }: PositionChange): boolean {
    const seen = change.seen ?? null;
    const { movePosition, insertPosition } = this.#statements;
    if (Number(movePosition.run(next, seen, reader, topic, partition, expected).changes) === 1) return true;
    // A reader without a position stands at 0.
    return expected === 0 && Number(insertPosition.run(reader, topic, partition, next, seen).changes) === 1;
  }

  async read(layout: TableLayout, keys: readonly Slots[]): Promise<readonly (Slots | null)[]> {
    const table = tableOf(this.#tables, layout);
    return this.#database.run(() => keys.map((key) => table.read(key)));
  }

  async scan(layout: TableLayout, leading: Slots, range: ScanRange): Promise<readonly StoredRow[]> {
    const table = tableOf(this.#tables, layout);
    return this.#database.run(() => table.scan(leading, range));
  }

  async contains(layout: TableLayout, side: number, entries: readonly SideEntry[]): Promise<readonly boolean[]> {
    const table = tableOf(this.#tables, layout);
    return this.#database.run(() => entries.map((entry) => table.contains(side, entry)));
  }

  async withdraw(layout: TableLayout, side: number, entries: readonly SideEntry[]): Promise<number> {
    const table = tableOf(this.#tables, layout);
    return this.#write("withdraw", () => entries.reduce((sum, entry) => sum + table.withdraw(side, entry), 0));
  }

  async fold(layout: TableLayout, rows: Iterable<RowWrite>): Promise<void> {
    const table = tableOf(this.#tables, layout);
    this.#database.run(() => table.fold(rows));
    this.#database.point("fold");
  }

  async replace(layout: TableLayout, rows: Iterable<RowWrite>): Promise<void> {
    const table = tableOf(this.#tables, layout);
    this.#database.run(() => table.replace(rows));
    this.#database.point("replace");
  }

  async claim(): Promise<void> {
    // Nobody else writes while a transaction is open.
  }

  async outbox(leaving: readonly Leaving[]): Promise<readonly number[]> {
    const append = this.#append;
    return this.#write("outbox", () => (append === null ? this.#outbox.add(leaving) : append(leaving)));
  }

  async sent(ids: readonly number[]): Promise<void> {
    this.#write("sent", () => this.#outbox.sent(ids));
  }

  /** Runs what writes, and then passes the point of that name. */
  #write<T>(point: string, work: () => T): T {
    const result = this.#database.run(work);
    this.#database.point(point);
    return result;
  }

  async park(events: readonly Parking[]): Promise<void> {
    this.#write("park", () => this.#later.park(events));
  }

  async lanes(reader: string, lanes: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#database.run(() => this.#later.lanes(reader, lanes));
  }

  async wake(store: string, keys: readonly Slots[]): Promise<number> {
    return this.#write("wake", () => this.#later.wake(store, keys));
  }

  async ready(readers: readonly string[], places: Places, now: number, limit: number): Promise<readonly Parked[]> {
    return this.#database.run(() => this.#later.ready(readers, places, now, limit));
  }

  async queued(reader: string, lanes: readonly string[], limit: number): Promise<readonly Parked[]> {
    return this.#database.run(() => this.#later.queued(reader, lanes, limit));
  }

  async repark(events: readonly Parked[]): Promise<void> {
    this.#write("repark", () => this.#later.repark(events));
  }

  async unpark(ids: readonly number[]): Promise<number> {
    return this.#write("unpark", () => this.#later.unpark(ids));
  }

  async find(ids: readonly number[]): Promise<readonly Parked[]> {
    return this.#database.run(() => this.#later.find(ids));
  }

  async waiters(after: number, limit: number): Promise<readonly Waiter[]> {
    return this.#database.run(() => this.#later.waiters(after, limit));
  }

  async outlook(readers: readonly string[], stores: readonly string[], places: Places): Promise<Outlook> {
    return this.#database.run(() => this.#later.outlook(readers, stores, places));
  }

  async hold(events: readonly Held[]): Promise<number> {
    return this.#write("hold", () => this.#later.hold(events));
  }

  async due(handlers: readonly string[], places: Places, now: number, limit: number): Promise<readonly Held[]> {
    return this.#database.run(() => this.#later.due(handlers, places, now, limit));
  }

  async unhold(events: readonly HeldKey[]): Promise<number> {
    return this.#write("unhold", () => this.#later.unhold(events));
  }

  async hasten(events: readonly HeldKey[], due: number): Promise<number> {
    return this.#write("hasten", () => this.#later.hasten(events, due));
  }

  async bring(source: string, events: readonly Brought[], window: number, now: number): Promise<readonly boolean[]> {
    return this.#write("bring", () => this.#brought.bring(source, events, window, now));
  }

  async addRepeats(place: TopicPartition, repeats: readonly Repeat[]): Promise<void> {
    this.#write("repeats", () => this.#brought.addRepeats(place, repeats));
  }

  async repeats(place: TopicPartition, from: number, to: number): Promise<readonly Repeat[]> {
    return this.#database.run(() => this.#brought.repeats(place, from, to));
  }

  async forgetBrought(source: string, now: number, extents: readonly Extent[]): Promise<void> {
    this.#write("forget", () => this.#brought.forget(source, now, extents));
  }

  async note(name: string): Promise<string | null> {
    return noteOf(this.#database, this.#statements, name);
  }

  async setNote(name: string, text: string): Promise<void> {
    this.#database.run(() => this.#statements.setNote.run(name, text));
    this.#database.point("note");
  }

  async commit(): Promise<void> {
    try {
      this.#database.point("before-commit");
      this.#database.exec("COMMIT");
      this.#database.point("after-commit");
    } finally {
      this.#finish();
    }
  }

  async rollback(): Promise<void> {
    this.#finish();
  }

  #finish(): void {
    try {
      this.#database.abandon();
    } finally {
      this.#end();
    }
  }
}
