/** What sources that drop repeats have brought, and which of their events are repeats, in PostgreSQL. */
import type { Extent, TopicPartition } from "../../log/port.ts";
import type { Brought, Repeat } from "../port.ts";
import type { Session } from "./session.ts";
import { arrayOf, escaped } from "./values.ts";

export const BROUGHT_TABLES = `
CREATE TABLE IF NOT EXISTS da_brought (
  source text, event text, id text, time double precision, added bigint NOT NULL, PRIMARY KEY (source, event, id, time));
CREATE INDEX IF NOT EXISTS da_brought__added ON da_brought (source, added);
CREATE TABLE IF NOT EXISTS da_repeats (
  topic text, partition bigint, position bigint, element bigint, PRIMARY KEY (topic, partition, position, element));
`;

const SQL = {
  find: `SELECT u.i FROM unnest($2::text[], $3::text[], $4::float8[]) WITH ORDINALITY AS u(event, id, time, i)
    WHERE EXISTS (SELECT FROM da_brought b WHERE b.source = $1 AND b.event = u.event AND b.id = u.id
      AND b.time BETWEEN u.time - $5::float8 AND u.time + $5::float8)`,
  add: `INSERT INTO da_brought SELECT DISTINCT $1, event, id, time, $5::bigint
    FROM unnest($2::text[], $3::text[], $4::float8[]) AS u(event, id, time) ORDER BY 2, 3, 4
    ON CONFLICT (source, event, id, time) DO UPDATE SET added = excluded.added`,
  forget: "DELETE FROM da_brought WHERE source = $1 AND added < $2",
  addRepeats: `INSERT INTO da_repeats SELECT $1, $2, position, element
    FROM unnest($3::bigint[], $4::bigint[]) AS u(position, element) ON CONFLICT DO NOTHING`,
  repeats: `SELECT position, element FROM da_repeats WHERE topic = $1 AND partition = $2 AND position >= $3 AND position < $4`,
  forgetRepeats: `DELETE FROM da_repeats AS r USING unnest($1::text[], $2::bigint[], $3::bigint[]) AS u(topic, partition, start)
    WHERE r.topic = u.topic AND r.partition = u.partition AND r.position < u.start`,
} as const;

/** Within the transaction of a session. */
export class BroughtEvents {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async bring(source: string, events: readonly Brought[], window: number, now: number): Promise<readonly boolean[]> {
    const name = escaped(source);
    const arrays = [
      arrayOf(
        "text",
        events.map(({ event }) => event),
      ),
      arrayOf(
        "text",
        events.map(({ id }) => id),
      ),
      arrayOf(
        "real",
        events.map(({ time }) => time),
      ),
    ];
    const { rows } = await this.#session.run(SQL.find, [name, ...arrays, window]);
    await this.#session.run(SQL.add, [name, ...arrays, now]);
    const found = new Set(rows.map(([place]) => Number(place) - 1));
    const before = new Map<string, number[]>();
    return events.map(({ event, id, time }, index) => {
      const times = before.get(`${event}\n${id}`) ?? [];
      const isRepeat = found.has(index) || times.some((other) => Math.abs(other - time) <= window);
      before.set(`${event}\n${id}`, [...times, time]);
      return isRepeat;
    });
  }

  async addRepeats({ topic, partition }: TopicPartition, repeats: readonly Repeat[]): Promise<void> {
    const offsets = repeats.map(({ offset }) => offset);
    const elements = repeats.map(({ element }) => element);
    const arrays = [arrayOf("int", offsets), arrayOf("int", elements)];
    await this.#session.run(SQL.addRepeats, [escaped(topic), partition, ...arrays]);
  }

  async repeats({ topic, partition }: TopicPartition, from: number, to: number): Promise<readonly Repeat[]> {
    const { rows } = await this.#session.run(SQL.repeats, [escaped(topic), partition, from, to]);
    return rows.map(([offset, element]) => ({ offset: Number(offset), element: Number(element) }));
  }

  async forget(source: string, now: number, extents: readonly Extent[]): Promise<void> {
    await this.#session.run(SQL.forget, [escaped(source), now]);
    const topics = extents.map(({ topic }) => topic);
    const partitions = extents.map(({ partition }) => partition);
    const starts = extents.map(({ start }) => start);
    const arrays = [arrayOf("text", topics), arrayOf("int", partitions), arrayOf("int", starts)];
    await this.#session.run(SQL.forgetRepeats, arrays);
  }
}
