/** What sources that drop repeats have brought, and which of their events are repeats, in SQLite. */
import type { Extent, TopicPartition } from "../../log/port.ts";
import type { Brought, Repeat } from "../port.ts";
import { type Database, rowsOf } from "./database.ts";

export const BROUGHT_TABLES = `
CREATE TABLE IF NOT EXISTS da_brought (
  source TEXT NOT NULL, event TEXT NOT NULL, id TEXT NOT NULL, time REAL NOT NULL, added INTEGER NOT NULL,
  PRIMARY KEY (source, event, id, time)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS da_brought__added ON da_brought (source, added);
CREATE TABLE IF NOT EXISTS da_repeats (
  topic TEXT NOT NULL, partition INTEGER NOT NULL, position INTEGER NOT NULL, element INTEGER NOT NULL,
  PRIMARY KEY (topic, partition, position, element)) STRICT, WITHOUT ROWID;
`;

export class BroughtEvents {
  readonly #statements: ReturnType<typeof statementsOf>;

  constructor(database: Database) {
    this.#statements = statementsOf(database);
  }

  bring(source: string, events: readonly Brought[], window: number, now: number): readonly boolean[] {
    const { find, add } = this.#statements;
    return events.map(({ event, id, time }) => {
      const isRepeat = find.get(source, event, id, time - window, time + window) !== undefined;
      add.run(source, event, id, time, now);
      return isRepeat;
    });
  }

  addRepeats({ topic, partition }: TopicPartition, repeats: readonly Repeat[]): void {
    for (const { offset, element } of repeats) this.#statements.addRepeat.run(topic, partition, offset, element);
  }

  repeats({ topic, partition }: TopicPartition, from: number, to: number): readonly Repeat[] {
    return rowsOf(this.#statements.repeats.all(topic, partition, from, to)).map(([offset, element]) => ({
      offset: Number(offset),
      element: Number(element),
    }));
  }

  forget(source: string, now: number, extents: readonly Extent[]): void {
    this.#statements.forget.run(source, now);
    for (const { topic, partition, start } of extents) this.#statements.forgetRepeats.run(topic, partition, start);
  }
}

function statementsOf(database: Database) {
  return {
    find: database.prepare(
      "SELECT 1 FROM da_brought WHERE source = ? AND event = ? AND id = ? AND time BETWEEN ? AND ? LIMIT 1",
    ),
    add: database.prepare(`INSERT INTO da_brought VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (source, event, id, time) DO UPDATE SET added = excluded.added`),
    forget: database.prepare("DELETE FROM da_brought WHERE source = ? AND added < ?"),
    addRepeat: database.prepare("INSERT OR IGNORE INTO da_repeats VALUES (?, ?, ?, ?)"),
    repeats: database.prepare(`SELECT position, element FROM da_repeats
      WHERE topic = ? AND partition = ? AND position >= ? AND position < ?`),
    forgetRepeats: database.prepare("DELETE FROM da_repeats WHERE topic = ? AND partition = ? AND position < ?"),
  };
}
