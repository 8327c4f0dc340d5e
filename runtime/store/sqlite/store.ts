/** The store port on SQLite, whose database also holds the embedded log: the outbox is the log. */
import type { TableLayout } from "../../codec/layout.ts";
import type { Append } from "../../log/port.ts";
import type {
  Position,
  PositionChange,
  RowWrite,
  SideEntry,
  Slots,
  StoreCapabilities,
  StorePort,
  StoreTx,
} from "../port.ts";
import { type Database, rowsOf } from "./database.ts";
import { ensureSchema } from "./schema.ts";
import { type Table, tablesOf } from "./table.ts";

/** Appends to the log within the transaction in hand, and gives the first offset of each. */
export type AppendNow = (appends: readonly Append[]) => readonly number[];

export interface SqliteStoreOptions {
  /** Statements that make the stores' tables where they are not there. */
  readonly ddl: string;
  readonly layouts: readonly TableLayout[];
  readonly append: AppendNow;
}

/** Throws a UserError where the tables cannot be made or do not fit. */
export function openSqliteStore(database: Database, options: SqliteStoreOptions): StorePort {
  ensureSchema(database, options.ddl, options.layouts);
  return new SqliteStore(database, options);
}

class SqliteStore implements StorePort {
  readonly capabilities: StoreCapabilities = { outboxIsLog: true };
  readonly #database: Database;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #append: AppendNow;
  readonly #statements: Statements;

  constructor(database: Database, { layouts, append }: SqliteStoreOptions) {
    this.#database = database;
    this.#tables = tablesOf(database, layouts);
    this.#append = append;
    this.#statements = statementsOf(database);
  }

  async begin(): Promise<StoreTx> {
    const { end } = await this.#database.begin();
    this.#database.point("begun");
    return new SqliteTx(this.#database, this.#tables, this.#statements, this.#append, end);
  }

  async positions(): Promise<readonly Position[]> {
    return this.#database
      .all("SELECT reader, topic, partition, next FROM da_positions")
      .map(([reader, topic, partition, next]) => ({
        reader: String(reader),
        topic: String(topic),
        partition: Number(partition),
        next: Number(next),
      }));
  }

  async renameReader(from: string, to: string): Promise<void> {
    const rename = this.#database.prepare("UPDATE OR IGNORE da_positions SET reader = ? WHERE reader = ?");
    this.#database.run(() => rename.run(to, from));
  }

  async *rows(layout: TableLayout): AsyncIterable<{ readonly key: Slots; readonly slots: Slots }> {
    yield* tableOf(this.#tables, layout).rows();
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}

function statementsOf(database: Database) {
  return {
    insertPosition: database.prepare("INSERT OR IGNORE INTO da_positions VALUES (?, ?, ?, ?)"),
    movePosition: database.prepare(
      "UPDATE da_positions SET next = ? WHERE reader = ? AND topic = ? AND partition = ? AND next = ?",
    ),
    note: database.prepare("SELECT text FROM da_notes WHERE name = ?"),
    setNote: database.prepare(
      "INSERT INTO da_notes VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text",
    ),
  };
}

type Statements = ReturnType<typeof statementsOf>;

function tableOf(tables: ReadonlyMap<string, Table>, layout: TableLayout): Table {
  const table = tables.get(layout.store);
  if (table === undefined) throw new Error(`The store ${layout.store} was not opened.`);
  return table;
}

class SqliteTx implements StoreTx {
  readonly #database: Database;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #statements: Statements;
  readonly #append: AppendNow;
  readonly #end: () => void;

  constructor(
    database: Database,
    tables: ReadonlyMap<string, Table>,
    statements: Statements,
    append: AppendNow,
    end: () => void,
  ) {
    this.#database = database;
    this.#tables = tables;
    this.#statements = statements;
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

  #move({ reader, topic, partition, expected, next }: PositionChange): boolean {
    const { movePosition, insertPosition } = this.#statements;
    if (Number(movePosition.run(next, reader, topic, partition, expected).changes) === 1) return true;
    // A reader without a position stands at 0.
    return expected === 0 && Number(insertPosition.run(reader, topic, partition, next).changes) === 1;
  }

  async read(layout: TableLayout, keys: readonly Slots[]): Promise<readonly (Slots | null)[]> {
    const table = tableOf(this.#tables, layout);
    return this.#database.run(() => keys.map((key) => table.read(key)));
  }

  async contains(layout: TableLayout, side: number, entries: readonly SideEntry[]): Promise<readonly boolean[]> {
    const table = tableOf(this.#tables, layout);
    return this.#database.run(() => entries.map((entry) => table.contains(side, entry)));
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

  async outbox(appends: readonly Append[]): Promise<readonly number[]> {
    const bases = this.#append(appends);
    this.#database.point("outbox");
    return bases;
  }

  async note(name: string): Promise<string | null> {
    const text = rowsOf([this.#database.run(() => this.#statements.note.get(name))])[0]?.[0];
    return typeof text === "string" ? text : null;
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
