/** Events that are to be handled or emitted later, in PostgreSQL: those that handlers have parked, and those that are held back. */
import type { Plain } from "../../codec/layout.ts";
import type { Awaited, Held, HeldKey, LaterCounts, Outlook, Parked, Parking, Places, Slots, Waiter } from "../port.ts";
import { placesOf } from "./places.ts";
import type { Cells, Param, Session, Sessions } from "./session.ts";
import { arrayOf, bytesArrayOf, escaped, unescaped } from "./values.ts";

export const LATER_TABLES = `
CREATE TABLE IF NOT EXISTS da_parked (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, reader text NOT NULL, lane text, store text, key text, due bigint,
  since bigint NOT NULL, "over" text NOT NULL, ready boolean NOT NULL, event text NOT NULL, topic text NOT NULL,
  partition bigint NOT NULL, position bigint NOT NULL, element bigint NOT NULL, record bytea NOT NULL);
CREATE INDEX IF NOT EXISTS da_parked__lane ON da_parked (reader, lane, id) WHERE lane IS NOT NULL;
CREATE INDEX IF NOT EXISTS da_parked__key ON da_parked (store, key) WHERE store IS NOT NULL;
CREATE INDEX IF NOT EXISTS da_parked__due ON da_parked (due, id) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS da_parked__ready ON da_parked (id) WHERE ready;
CREATE TABLE IF NOT EXISTS da_held (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, handler text NOT NULL, event text NOT NULL, key text NOT NULL,
  due bigint NOT NULL, id text NOT NULL, at bigint NOT NULL, hops bigint NOT NULL, passes text, cause text NOT NULL,
  trace text NOT NULL, value text NOT NULL, topic text NOT NULL, partition bigint NOT NULL,
  UNIQUE (handler, event, key));
CREATE INDEX IF NOT EXISTS da_held__due ON da_held (due, number);
`;

const PARKED = `id, reader, lane, store, key, due, since, "over", ready, event, topic, partition, position, element, encode(record, 'hex')`;
const HELD = "handler, event, key, due, id, at, hops, passes, cause, trace, value, topic, partition";
/** Of a place, with an array of them or null as parameter. */
const within = (parameter: number): string =>
  `($${parameter}::text[] IS NULL OR topic || '/' || partition = ANY ($${parameter}::text[]))`;
const PAGE = 500;

/** What `repark` may change, as arrays and as their names. */
const STATE = `lane, store, key, due, since, "over", ready`;
const STATE_TYPES = ["text", "text", "text", "int", "int", "text", "bool"] as const;

const SQL = {
  park: `INSERT INTO da_parked (reader, ${STATE}, event, topic, partition, position, element, record)
    SELECT reader, ${STATE}, event, topic, partition, position, element, record
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::boolean[],
      $9::text[], $10::text[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bytea[]) WITH ORDINALITY
      AS u(reader, ${STATE}, event, topic, partition, position, element, record, i) ORDER BY i`,
  lanes: `SELECT lane FROM unnest($2::text[]) AS u(lane)
    WHERE EXISTS (SELECT FROM da_parked p WHERE p.reader = $1 AND p.lane = u.lane)`,
  wake: "UPDATE da_parked SET ready = true WHERE store = $1 AND key = ANY ($2::text[]) AND NOT ready",
  ready: `SELECT ${PARKED} FROM da_parked WHERE ready AND reader = ANY ($1::text[]) AND ${within(2)} ORDER BY id LIMIT $3`,
  over: `SELECT ${PARKED} FROM da_parked WHERE due <= $4 AND NOT ready AND reader = ANY ($1::text[]) AND ${within(2)}
    ORDER BY due, id LIMIT $3`,
  queued: `SELECT ${PARKED} FROM da_parked WHERE reader = $1 AND lane = ANY ($2::text[]) ORDER BY lane, id LIMIT $3`,
  repark: `UPDATE da_parked AS p SET lane = u.lane, store = u.store, key = u.key, due = u.due, since = u.since,
      "over" = u."over", ready = u.ready
    FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::boolean[], $8::bigint[])
      AS u(${STATE}, id) WHERE p.id = u.id`,
  unpark: "DELETE FROM da_parked WHERE id = ANY ($1::bigint[])",
  outlook: `SELECT
    ARRAY_TO_JSON(ARRAY(SELECT r FROM unnest($1::text[]) AS u(r)
      WHERE EXISTS (SELECT FROM da_parked p WHERE p.reader = u.r AND p.lane IS NOT NULL))),
    ARRAY_TO_JSON(ARRAY(SELECT s FROM unnest($2::text[]) AS u(s) WHERE EXISTS (SELECT FROM da_parked p WHERE p.store = u.s))),
    EXISTS (SELECT FROM da_parked WHERE ready AND reader = ANY ($1::text[]) AND ${within(3)}),
    (SELECT due FROM da_parked WHERE due IS NOT NULL AND reader = ANY ($1::text[]) AND ${within(3)} ORDER BY due LIMIT 1),
    (SELECT due FROM da_held WHERE handler = ANY ($1::text[]) AND ${within(3)} ORDER BY due LIMIT 1)`,
  find: `SELECT ${PARKED} FROM unnest($1::bigint[]) WITH ORDINALITY AS u(wanted, i)
    JOIN da_parked ON id = wanted ORDER BY i`,
  waiters: `SELECT id, store, key, ready, lane IS NOT NULL AND NOT EXISTS
      (SELECT FROM da_parked q WHERE q.reader = p.reader AND q.lane = p.lane AND q.id < p.id)
    FROM da_parked p WHERE id > $1 ORDER BY id LIMIT $2`,
  hold: `INSERT INTO da_held AS h (${HELD})
    SELECT ${HELD} FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[],
      $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::bigint[]) WITH ORDINALITY AS u(${HELD}, i) ORDER BY i
    ON CONFLICT (handler, event, key) DO UPDATE SET id = excluded.id, at = excluded.at, hops = excluded.hops,
      passes = excluded.passes, cause = excluded.cause, trace = excluded.trace, value = excluded.value,
      topic = excluded.topic, partition = excluded.partition
    RETURNING xmax = 0`,
  due: `SELECT ${HELD} FROM da_held WHERE due <= $4 AND handler = ANY ($1::text[]) AND ${within(2)}
    ORDER BY due, number LIMIT $3`,
  unhold: `DELETE FROM da_held AS h USING unnest($1::text[], $2::text[], $3::text[]) AS u(handler, event, key)
    WHERE h.handler = u.handler AND h.event = u.event AND h.key = u.key`,
  hasten: `UPDATE da_held AS h SET due = LEAST(h.due, $4)
    FROM unnest($1::text[], $2::text[], $3::text[]) AS u(handler, event, key)
    WHERE h.handler = u.handler AND h.event = u.event AND h.key = u.key`,
  allParked: `SELECT ${PARKED} FROM da_parked WHERE id > $1 ORDER BY id LIMIT $2`,
  allHeld: `SELECT ${HELD}, number FROM da_held WHERE (due, number) > ($1, $2) ORDER BY due, number LIMIT $3`,
  counts: `SELECT reader, sum(waiting), sum(queued), sum(held) FROM (
    SELECT reader, count(store) AS waiting, count(*) - count(store) AS queued, 0 AS held FROM da_parked GROUP BY reader
    UNION ALL SELECT handler, 0, 0, count(*) FROM da_held GROUP BY handler) AS each GROUP BY reader`,
  renameParked: "UPDATE da_parked SET reader = $2 WHERE reader = $1",
  renameHeld: `UPDATE da_held AS h SET handler = $2 WHERE handler = $1 AND NOT EXISTS
    (SELECT FROM da_held n WHERE n.handler = $2 AND n.event = h.event AND n.key = h.key)`,
  renameParkedEvent: "UPDATE da_parked SET event = $2 WHERE event = $1",
  renameHeldEvent: `UPDATE da_held AS h SET event = $2 WHERE event = $1 AND NOT EXISTS
    (SELECT FROM da_held n WHERE n.event = $2 AND n.handler = h.handler AND n.key = h.key)`,
} as const;

/** Within the transaction of a session. */
export class Later {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async park(events: readonly Parking[]): Promise<void> {
    if (events.length === 0) return;
    const texts = (of: (event: Parking) => string) => arrayOf("text", events.map(of));
    const numbers = (of: (event: Parking) => number) => arrayOf("int", events.map(of));
    await this.#session.run(SQL.park, [
      texts(({ reader }) => reader),
      ...stateArrays(events),
      texts(({ event }) => event),
      texts(({ topic }) => topic),
      numbers(({ partition }) => partition),
      numbers(({ offset }) => offset),
      numbers(({ element }) => element),
      bytesArrayOf(events.map(({ record }) => record)),
    ]);
  }

  async lanes(reader: string, lanes: readonly string[]): Promise<ReadonlySet<string>> {
    if (lanes.length === 0) return new Set();
    const { rows } = await this.#session.run(SQL.lanes, [escaped(reader), arrayOf("text", lanes)]);
    return new Set(rows.map(([lane]) => text(lane)));
  }

  async wake(store: string, keys: readonly Slots[]): Promise<number> {
    const texts = arrayOf(
      "text",
      keys.map((key) => JSON.stringify(key)),
    );
    return (await this.#session.run(SQL.wake, [escaped(store), texts])).count;
  }

  async ready(readers: readonly string[], places: Places, now: number, limit: number): Promise<readonly Parked[]> {
    const among = [arrayOf("text", readers), placesOf(places)];
    const ready = parkedOf(await this.#session.run(SQL.ready, [...among, limit]));
    if (ready.length === limit) return ready;
    const over = parkedOf(await this.#session.run(SQL.over, [...among, limit - ready.length, whole(now)]));
    return over.length === 0 ? ready : [...ready, ...over].sort((a, b) => a.id - b.id);
  }

  async queued(reader: string, lanes: readonly string[], limit: number): Promise<readonly Parked[]> {
    return parkedOf(await this.#session.run(SQL.queued, [escaped(reader), arrayOf("text", lanes), limit]));
  }

  async repark(events: readonly Parked[]): Promise<void> {
    if (events.length === 0) return;
    const ids = arrayOf(
      "int",
      events.map(({ id }) => id),
    );
    await this.#session.run(SQL.repark, [...stateArrays(events), ids]);
  }

  async unpark(ids: readonly number[]): Promise<number> {
    return (await this.#session.run(SQL.unpark, [arrayOf("int", ids)])).count;
  }

  async find(ids: readonly number[]): Promise<readonly Parked[]> {
    return parkedOf(await this.#session.run(SQL.find, [arrayOf("int", ids)]));
  }

  async waiters(after: number, limit: number): Promise<readonly Waiter[]> {
    const { rows } = await this.#session.run(SQL.waiters, [after, limit]);
    return rows.map(([id, store, key, ready, isFirst]) => ({
      id: Number(id),
      awaits: awaitedOf(store, key),
      isReady: ready === "t",
      isFirst: isFirst === "t",
    }));
  }

  async outlook(readers: readonly string[], stores: readonly string[], places: Places): Promise<Outlook> {
    const among = [arrayOf("text", readers), arrayOf("text", stores), placesOf(places)];
    const { rows } = await this.#session.run(SQL.outlook, among);
    const [lanes, awaited, isReady, nextWait, nextHeld] = rows[0] ?? [];
    return {
      readers: textsOf(lanes).map(unescaped),
      stores: textsOf(awaited).map(unescaped),
      isReady: isReady === "t",
      nextWait: numberOrNull(nextWait),
      nextHeld: numberOrNull(nextHeld),
    };
  }

  async hold(events: readonly Held[]): Promise<number> {
    const all = lastOfEach(events);
    if (all.length === 0) return 0;
    const texts = (of: (event: Held) => string | null) => arrayOf("text", all.map(of));
    const numbers = (of: (event: Held) => number) => arrayOf("int", all.map(of));
    const { rows } = await this.#session.run(SQL.hold, [
      ...keyArrays(all),
      numbers(({ due }) => due),
      texts(({ id }) => id),
      numbers(({ at }) => at),
      numbers(({ hops }) => hops),
      texts(({ passes }) => passes),
      texts(({ cause }) => cause),
      texts(({ trace }) => trace),
      texts(({ value }) => value),
      texts(({ topic }) => topic),
      numbers(({ partition }) => partition),
    ]);
    return rows.filter(([isNew]) => isNew === "t").length;
  }

  async due(handlers: readonly string[], places: Places, now: number, limit: number): Promise<readonly Held[]> {
    const among = [arrayOf("text", handlers), placesOf(places)];
    const { rows } = await this.#session.run(SQL.due, [...among, limit, whole(now)]);
    return rows.map(heldOf);
  }

  async unhold(events: readonly HeldKey[]): Promise<number> {
    return (await this.#session.run(SQL.unhold, keyArrays(events))).count;
  }

  async hasten(events: readonly HeldKey[], due: number): Promise<number> {
    return (await this.#session.run(SQL.hasten, [...keyArrays(events), whole(due)])).count;
  }

  async renameReader(from: string, to: string): Promise<void> {
    await this.#rename(SQL.renameParked, from, to);
    await this.#rename(SQL.renameHeld, from, to);
  }

  async renameEvent(from: string, to: string): Promise<void> {
    await this.#rename(SQL.renameParkedEvent, from, to);
    await this.#rename(SQL.renameHeldEvent, from, to);
  }

  async #rename(sql: string, from: string, to: string): Promise<void> {
    await this.#session.run(sql, [escaped(from), escaped(to)]);
  }
}

export async function* allParked(sessions: Sessions): AsyncIterable<Parked> {
  for (let after = 0; ; ) {
    const page = parkedOf(await sessions.run(SQL.allParked, [after, PAGE]));
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

export async function* allHeld(sessions: Sessions): AsyncIterable<Held> {
  for (let [due, number] = [Number.MIN_SAFE_INTEGER, 0]; ; ) {
    const { rows } = await sessions.run(SQL.allHeld, [due, number, PAGE]);
    yield* rows.map(heldOf);
    const last = rows.at(-1);
    if (last === undefined) return;
    [due, number] = [Number(last[3]), Number(last[13])];
  }
}

export async function countLater(sessions: Sessions): Promise<readonly LaterCounts[]> {
  const { rows } = await sessions.run(SQL.counts, []);
  return rows.map(([reader, waiting, queued, held]) => ({
    reader: text(reader),
    waiting: Number(waiting),
    queued: Number(queued),
    held: Number(held),
  }));
}

function stateArrays(events: readonly Parking[]): Param[] {
  const states = events.map(({ lane, awaits, due, since, over, isReady }) => {
    const [store, key] = awaits === null ? [null, null] : [awaits.store, JSON.stringify(awaits.key)];
    return [lane, store, key, due, since, JSON.stringify(over), isReady] as const;
  });
  return STATE_TYPES.map((type, index) =>
    arrayOf(
      type,
      states.map((state) => state[index] ?? null),
    ),
  );
}

function keyArrays(events: readonly HeldKey[]): Param[] {
  const texts = (of: (event: HeldKey) => string) => arrayOf("text", events.map(of));
  return [texts(({ handler }) => handler), texts(({ event }) => event), texts(({ key }) => key)];
}

/** One statement may not write a row twice. The first of them says when it is due, the last one what it holds. */
function lastOfEach(events: readonly Held[]): Held[] {
  const all = new Map<string, Held>();
  for (const each of events) {
    const name = JSON.stringify([each.handler, each.event, each.key]);
    all.set(name, { ...each, due: all.get(name)?.due ?? each.due });
  }
  return [...all.values()];
}

/** Infinity is no integer: what is due then is all there is. */
const whole = (now: number): number => Math.min(now, Number.MAX_SAFE_INTEGER);

function parkedOf({ rows }: { readonly rows: readonly Cells[] }): Parked[] {
  return rows.map(
    ([id, reader, lane, store, key, due, since, over, ready, event, topic, partition, offset, element, record]) => ({
      id: Number(id),
      reader: text(reader),
      lane: textOrNull(lane),
      awaits: awaitedOf(store, key),
      due: numberOrNull(due),
      since: Number(since),
      over: textsOf(over),
      isReady: ready === "t",
      event: text(event),
      topic: text(topic),
      partition: Number(partition),
      offset: Number(offset),
      element: Number(element),
      record: Buffer.from(record ?? "", "hex"),
    }),
  );
}

function awaitedOf(store: Cell, key: Cell): Awaited | null {
  if (store === null || store === undefined) return null;
  const slots: unknown = JSON.parse(key ?? "[]");
  return { store: unescaped(store), key: Array.isArray(slots) ? slots.map(plain) : [] };
}

const plain = (value: unknown): Plain =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;

function textsOf(json: Cell): string[] {
  const texts: unknown = JSON.parse(json ?? "[]");
  return Array.isArray(texts) ? texts.map(String) : [];
}

function heldOf(cells: Cells): Held {
  const [handler, event, key, due, id, at, hops, passes, cause, trace, value, topic, partition] = cells;
  return {
    handler: text(handler),
    event: text(event),
    key: text(key),
    due: Number(due),
    id: text(id),
    at: Number(at),
    hops: Number(hops),
    passes: textOrNull(passes),
    cause: text(cause),
    trace: text(trace),
    value: text(value),
    topic: text(topic),
    partition: Number(partition),
  };
}

type Cell = string | null | undefined;

const text = (cell: Cell): string => unescaped(cell ?? "");
const textOrNull = (cell: Cell): string | null => (cell === null || cell === undefined ? null : unescaped(cell));
const numberOrNull = (cell: Cell): number | null => (cell === null || cell === undefined ? null : Number(cell));
