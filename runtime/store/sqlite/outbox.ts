/** What has left for a log that is not in this database, and has not been sent yet, in SQLite. */
import { RecordBatch } from "../../log/batch.ts";
import { originText, parseOrigin } from "../../log/marks.ts";
import type { Leaving, Pending, Places } from "../port.ts";
import { type Database, rowsOf } from "./database.ts";
import { placesText } from "./places.ts";

export const OUTBOX_TABLE = `
CREATE TABLE IF NOT EXISTS da_outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT, from_topic TEXT NOT NULL, from_partition INTEGER NOT NULL, origin TEXT,
  topic TEXT NOT NULL, partition INTEGER NOT NULL, records BLOB NOT NULL) STRICT;
`;

export class PendingOutbox {
  readonly #statements: ReturnType<typeof statementsOf>;

  constructor(database: Database) {
    this.#statements = statementsOf(database);
  }

  add(leaving: readonly Leaving[]): readonly number[] {
    return leaving.map(({ from, origin, topic, partition, batch }) => {
      const text = origin == null ? null : originText(origin);
      return Number(
        this.#statements.add.run(from.topic, from.partition, text, topic, partition, batch.bytes).lastInsertRowid,
      );
    });
  }

  sent(ids: readonly number[]): void {
    for (const id of ids) this.#statements.remove.run(id);
  }

  all(places: Places): readonly Pending[] {
    const text = placesText(places);
    return rowsOf(this.#statements.all.all(text)).map(
      ([id, fromTopic, fromPartition, origin, topic, partition, records]) => {
        if (!(records instanceof Uint8Array)) throw new Error("What is pending holds no bytes.");
        const bytes = Buffer.from(records.buffer, records.byteOffset, records.length);
        return {
          id: Number(id),
          from: { topic: String(fromTopic), partition: Number(fromPartition) },
          origin: origin === null ? null : parseOrigin(String(origin)),
          topic: String(topic),
          partition: Number(partition),
          batch: new RecordBatch(bytes, 0),
        };
      },
    );
  }
}

function statementsOf(database: Database) {
  return {
    add: database.prepare(`INSERT INTO da_outbox (from_topic, from_partition, origin, topic, partition, records)
      VALUES (?, ?, ?, ?, ?, ?)`),
    remove: database.prepare("DELETE FROM da_outbox WHERE id = ?"),
    all: database.prepare(`SELECT id, from_topic, from_partition, origin, topic, partition, records FROM da_outbox
      WHERE ?1 IS NULL OR from_topic || '/' || from_partition IN (SELECT value FROM json_each(?1)) ORDER BY id`),
  };
}
