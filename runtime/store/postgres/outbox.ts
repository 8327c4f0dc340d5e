/** What has left for the log and has not been sent yet, in PostgreSQL. */
import { RecordBatch } from "../../log/batch.ts";
import { originText, parseOrigin } from "../../log/marks.ts";
import type { Leaving, Pending, Places } from "../port.ts";
import { placesOf } from "./places.ts";
import type { Session, Sessions } from "./session.ts";
import { arrayOf, bytesArrayOf, unescaped } from "./values.ts";

export const OUTBOX_TABLE = `
CREATE TABLE IF NOT EXISTS da_outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, from_topic text NOT NULL, from_partition bigint NOT NULL,
  origin text, topic text NOT NULL, partition bigint NOT NULL, records bytea NOT NULL);
`;

const COLUMNS = "from_topic, from_partition, origin, topic, partition, records";

const ADD = `INSERT INTO da_outbox (${COLUMNS}) SELECT ${COLUMNS}
  FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::bytea[]) WITH ORDINALITY
    AS u(${COLUMNS}, i) ORDER BY i RETURNING id`;
const REMOVE = "DELETE FROM da_outbox WHERE id = ANY ($1::bigint[])";
const ALL = `SELECT id, from_topic, from_partition, origin, topic, partition, encode(records, 'hex') FROM da_outbox
  WHERE $1::text[] IS NULL OR from_topic || '/' || from_partition = ANY ($1::text[]) ORDER BY id`;

/** Within the transaction of a session; gives the ids, in order. */
export async function addPending(session: Session, leaving: readonly Leaving[]): Promise<readonly number[]> {
  if (leaving.length === 0) return [];
  const texts = (of: (each: Leaving) => string | null) => arrayOf("text", leaving.map(of));
  const numbers = (of: (each: Leaving) => number) => arrayOf("int", leaving.map(of));
  const { rows } = await session.run(ADD, [
    texts(({ from }) => from.topic),
    numbers(({ from }) => from.partition),
    texts(({ origin }) => (origin == null ? null : originText(origin))),
    texts(({ topic }) => topic),
    numbers(({ partition }) => partition),
    bytesArrayOf(leaving.map(({ batch }) => batch.bytes)),
  ]);
  return rows.map(([id]) => Number(id)).sort((a, b) => a - b);
}

export async function removePending(session: Session, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await session.run(REMOVE, [arrayOf("int", ids)]);
}

export async function allPending(sessions: Sessions, places: Places): Promise<readonly Pending[]> {
  const { rows } = await sessions.run(ALL, [placesOf(places)]);
  return rows.map(([id, fromTopic, fromPartition, origin, topic, partition, records]) => ({
    id: Number(id),
    from: { topic: unescaped(fromTopic ?? ""), partition: Number(fromPartition) },
    origin: origin === null || origin === undefined ? null : parseOrigin(unescaped(origin)),
    topic: unescaped(topic ?? ""),
    partition: Number(partition),
    batch: new RecordBatch(Buffer.from(records ?? "", "hex"), 0),
  }));
}
