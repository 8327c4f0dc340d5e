/**
 * The embedded log: topics in the SQLite database of a data folder, one row for each batch of records. It shares the
 * store's transactions, so that what a round emits is there when its rows are, and only then.
 */
import type { StatementSync } from "node:sqlite";
import { UserError } from "../../errors.ts";
import { type Database, rowsOf } from "../../store/sqlite/database.ts";
import { RecordBatch } from "../batch.ts";
import { marksOf, originText, parseOrigin } from "../marks.ts";
import type {
  Append,
  AssignmentListener,
  Extent,
  LogCapabilities,
  LogPort,
  LogReader,
  TopicInfo,
  TopicSpec,
} from "../port.ts";
import { withoutRecords } from "./erase.ts";
import { type Packed, pack, release, unpack } from "./packed.ts";

const TABLES = `
CREATE TABLE IF NOT EXISTS da_log (id TEXT NOT NULL) STRICT;
INSERT INTO da_log SELECT lower(hex(randomblob(16))) WHERE NOT EXISTS (SELECT 1 FROM da_log);
CREATE TABLE IF NOT EXISTS da_topics (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, partitions INTEGER NOT NULL, retention INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS da_partitions (
  topic INTEGER NOT NULL, partition INTEGER NOT NULL, first INTEGER NOT NULL, next INTEGER NOT NULL,
  PRIMARY KEY (topic, partition)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS da_batches (
  id INTEGER PRIMARY KEY, topic INTEGER NOT NULL, partition INTEGER NOT NULL, base INTEGER NOT NULL,
  written INTEGER NOT NULL, checksum INTEGER NOT NULL, compressed INTEGER NOT NULL, records BLOB NOT NULL, origin TEXT) STRICT;
CREATE INDEX IF NOT EXISTS da_batches__place ON da_batches (topic, partition, base, written);
`;

const POLL_MS = 50;

const BATCH_AT = `SELECT id, base, checksum, compressed, records FROM da_batches
  WHERE topic = ? AND partition = ? AND base <= ? ORDER BY base DESC LIMIT 1`;

export interface EmbeddedLogOptions {
  /** Stamps batches, for retention. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

interface Topic {
  readonly id: number;
  readonly partitions: number;
}

export function openEmbeddedLog(database: Database, options: EmbeddedLogOptions): EmbeddedLog {
  database.exec(TABLES);
  database.addColumn("da_batches", "origin", "TEXT");
  return new EmbeddedLog(database, options);
}

export class EmbeddedLog implements LogPort {
  readonly capabilities: LogCapabilities = { isShared: false };
  readonly #database: Database;
  readonly #options: EmbeddedLogOptions;
  readonly #topics = new Map<string, Topic>();
  readonly #makeTopic: StatementSync;
  readonly #retain: StatementSync;
  readonly #makePartition: StatementSync;
  readonly #end: StatementSync;
  readonly #insert: StatementSync;
  readonly #advance: StatementSync;
  readonly #fetch: StatementSync;
  readonly #rewrite: StatementSync;

  constructor(database: Database, options: EmbeddedLogOptions) {
    this.#database = database;
    this.#options = options;
    this.#makeTopic = database.prepare(
      "INSERT OR IGNORE INTO da_topics (name, partitions, retention) VALUES (?, ?, ?)",
    );
    this.#retain = database.prepare("UPDATE da_topics SET retention = ? WHERE name = ?");
    this.#makePartition = database.prepare("INSERT INTO da_partitions VALUES (?, ?, 0, 0)");
    this.#end = database.prepare("SELECT next FROM da_partitions WHERE topic = ? AND partition = ?");
    this.#advance = database.prepare("UPDATE da_partitions SET next = ? WHERE topic = ? AND partition = ?");
    this.#insert = database.prepare(
      "INSERT INTO da_batches (topic, partition, base, written, checksum, compressed, records, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    );
    this.#rewrite = database.prepare("UPDATE da_batches SET checksum = ?, compressed = ?, records = ? WHERE id = ?");
    this.#fetch = database.prepare(
      `SELECT base, checksum, compressed, records, origin FROM da_batches WHERE topic = ?1 AND partition = ?2 AND base >= coalesce(
         (SELECT max(base) FROM da_batches WHERE topic = ?1 AND partition = ?2 AND base <= ?3), ?3) ORDER BY base`,
    );
  }

  async identity(): Promise<string> {
    return String(this.#database.all("SELECT id FROM da_log")[0]?.[0]);
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    const { end } = await this.#database.begin();
    try {
      this.#database.run(() => {
        for (const topic of topics) this.#ensure(topic);
      });
      this.#database.exec("COMMIT");
    } finally {
      this.#database.abandon();
      end();
    }
  }

  #ensure({ name, partitions, retention }: TopicSpec): void {
    const made = this.#makeTopic.run(name, partitions, retention);
    if (Number(made.changes) === 0) this.#retain.run(retention, name);
    else
      for (let partition = 0; partition < partitions; partition++)
        this.#makePartition.run(made.lastInsertRowid, partition);
  }

  async topics(): Promise<readonly TopicInfo[]> {
    return this.#database
      .all("SELECT name, partitions FROM da_topics ORDER BY name")
      .map(([name, partitions]) => ({ name: String(name), partitions: Number(partitions) }));
  }

  #topic(name: string): Topic {
    const known = this.#topics.get(name);
    if (known !== undefined) return known;
    const row = this.#database.all("SELECT id, partitions FROM da_topics WHERE name = ?", name)[0];
    if (row === undefined) throw new UserError("input", `There is no topic ${name}.`);
    const topic = { id: Number(row[0]), partitions: Number(row[1]) };
    this.#topics.set(name, topic);
    return topic;
  }

  async append(appends: readonly Append[]): Promise<readonly number[]> {
    const { end } = await this.#database.begin();
    try {
      const bases = this.appendNow(appends);
      this.#database.exec("COMMIT");
      return bases;
    } finally {
      this.#database.abandon();
      end();
    }
  }

  /** Appends within the transaction in hand. */
  appendNow(appends: readonly Append[]): readonly number[] {
    const written = this.#options.now();
    return appends.map(({ topic: name, partition, batch, origin }) => {
      const topic = this.#topic(name);
      return this.#database.run(() => {
        const row: unknown = this.#end.get(topic.id, partition);
        const base = Number(Array.isArray(row) ? row[0] : Number.NaN);
        if (Number.isNaN(base)) throw new Error(`The topic ${name} has no partition ${partition}.`);
        const packed = pack(batch.bytes);
        const { bytes, isCompressed, checksum } = packed;
        const marks = origin == null ? null : originText(origin);
        this.#insert.run(topic.id, partition, base, written, checksum, isCompressed ? 1 : 0, bytes, marks);
        release(packed, batch.bytes);
        this.#advance.run(base + batch.count, topic.id, partition);
        return base;
      });
    });
  }

  async join(_group: string | null, topics: readonly string[], listener?: AssignmentListener): Promise<LogReader> {
    const assigned = topics.flatMap((topic) =>
      Array.from({ length: this.#topic(topic).partitions }, (_, partition) => ({ topic, partition })),
    );
    await listener?.assigned(assigned);
    return new EmbeddedReader(this.#database, this.#options, new Set(topics), (...place) => this.#read(...place));
  }

  #read(name: string, partition: number, offset: number, wanted: number): readonly RecordBatch[] {
    const topic = this.#topic(name);
    const found: RecordBatch[] = [];
    let size = 0;
    for (const row of this.#fetch.iterate(topic.id, partition, offset)) {
      const [base, checksum, compressed, bytes, origin]: unknown[] = Array.isArray(row) ? row : [];
      if (!(bytes instanceof Uint8Array)) throw new Error("A batch holds no bytes.");
      const packed = { bytes, isCompressed: compressed === 1, checksum: Number(checksum) };
      const batch = this.#batch(name, packed, Number(base), typeof origin === "string" ? origin : null);
      if (batch.next > offset) found.push(batch);
      size += batch.bytes.length;
      if (size >= wanted && found.length > 0) break;
    }
    return found;
  }

  #batch(topic: string, packed: Packed, base: number, origin: string | null = null): RecordBatch {
    try {
      const marks = origin === null ? null : marksOf(parseOrigin(origin));
      return new RecordBatch(unpack(packed), base, null, marks);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const text = `The records of ${topic} from offset ${base} on are damaged: ${reason}. Put a backup of the data folder in its place.`;
      throw new UserError("corrupted", text, error);
    }
  }

  async erase(name: string, partition: number, offsets: readonly number[]): Promise<void> {
    const topic = this.#topic(name);
    const { end } = await this.#database.begin();
    try {
      const wanted = new Set(offsets);
      for (const offset of offsets) {
        if (!wanted.has(offset)) continue;
        const found = this.#database.all(BATCH_AT, topic.id, partition, offset)[0];
        if (found === undefined) continue;
        const [id, base, checksum, compressed, bytes] = found;
        if (!(bytes instanceof Uint8Array)) throw new Error("A batch holds no bytes.");
        const batch = this.#batch(
          name,
          { bytes, isCompressed: compressed === 1, checksum: Number(checksum) },
          Number(base),
        );
        const packed = pack(withoutRecords(batch, (each) => wanted.has(each)).bytes);
        const values = [packed.checksum, packed.isCompressed ? 1 : 0, packed.bytes, Number(id)];
        this.#database.run(() => this.#rewrite.run(...values));
        for (let each = batch.base; each < batch.next; each++) wanted.delete(each);
      }
      this.#database.exec("COMMIT");
    } finally {
      this.#database.abandon();
      end();
    }
  }

  async keptUntil(name: string, partition: number, offset: number): Promise<number | null> {
    const [row] = this.#database.all(
      `SELECT b.written + t.retention FROM da_batches b JOIN da_topics t ON t.id = b.topic
       WHERE t.name = ? AND b.partition = ? AND b.base <= ? ORDER BY b.base DESC LIMIT 1`,
      name,
      partition,
      offset,
    );
    return row === undefined ? null : Number(row[0]);
  }

  async expire(now: number): Promise<void> {
    const { end } = await this.#database.begin();
    try {
      // A batch that is still kept keeps those behind it, should the clock have gone back between them.
      this.#database.exec(
        `UPDATE da_partitions AS p SET first = coalesce(
           (SELECT base FROM da_batches b WHERE b.topic = p.topic AND b.partition = p.partition
            AND written >= ${now} - (SELECT retention FROM da_topics WHERE id = p.topic) ORDER BY base LIMIT 1), p.next)`,
      );
      this.#database.exec(
        `DELETE FROM da_batches AS b WHERE base < (SELECT first FROM da_partitions p
           WHERE p.topic = b.topic AND p.partition = b.partition)`,
      );
      this.#database.exec("COMMIT");
    } finally {
      this.#database.abandon();
      end();
    }
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}

type Read = (topic: string, partition: number, offset: number, bytes: number) => readonly RecordBatch[];

class EmbeddedReader implements LogReader {
  readonly #database: Database;
  readonly #options: EmbeddedLogOptions;
  readonly #topics: ReadonlySet<string>;
  readonly #extents: StatementSync;
  readonly #read: Read;
  #version = -1;

  constructor(database: Database, options: EmbeddedLogOptions, topics: ReadonlySet<string>, read: Read) {
    this.#database = database;
    this.#options = options;
    this.#topics = topics;
    this.#read = read;
    this.#extents = database.prepare(
      "SELECT t.name, p.partition, p.first, p.next FROM da_partitions p JOIN da_topics t ON t.id = p.topic",
    );
  }

  async extents(): Promise<readonly Extent[]> {
    const rows = this.#database.run(() => rowsOf(this.#extents.all()));
    return rows
      .map(([topic, partition, start, end]) => ({
        topic: String(topic),
        partition: Number(partition),
        start: Number(start),
        end: Number(end),
      }))
      .filter(({ topic }) => this.#topics.has(topic));
  }

  async fetch(topic: string, partition: number, offset: number, bytes: number): Promise<readonly RecordBatch[]> {
    const batches = this.#database.run(() => this.#read(topic, partition, offset, bytes));
    this.#database.point("fetched");
    return batches;
  }

  async commit(): Promise<void> {
    // Positions stand in the store, in the same database.
  }

  async wait(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= POLL_MS) {
      const version = this.#database.version();
      if (version !== this.#version) {
        this.#version = version;
        return;
      }
      await this.#options.sleep(Math.min(left, POLL_MS));
    }
  }

  async leave(): Promise<void> {
    // Nobody else consumes from an embedded log.
  }
}
