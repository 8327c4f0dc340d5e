/** Events that are to be handled or emitted later, in SQLite: those that handlers have parked, and those that are held back. */
import type { SQLOutputValue, StatementSync } from "node:sqlite";
import type { Plain } from "../../codec/layout.ts";
import type { Awaited, Held, HeldKey, LaterCounts, Outlook, Parked, Parking, Places, Slots, Waiter } from "../port.ts";
import { type Database, rowsOf } from "./database.ts";
import { placesText } from "./places.ts";

export const LATER_TABLES = `
CREATE TABLE IF NOT EXISTS da_parked (
  id INTEGER PRIMARY KEY AUTOINCREMENT, reader TEXT NOT NULL, lane TEXT, store TEXT, key TEXT, due INTEGER,
  since INTEGER NOT NULL, over TEXT NOT NULL, ready INTEGER NOT NULL, event TEXT NOT NULL, topic TEXT NOT NULL,
  partition INTEGER NOT NULL, position INTEGER NOT NULL, element INTEGER NOT NULL, record BLOB NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS da_parked__lane ON da_parked (reader, lane, id) WHERE lane IS NOT NULL;
CREATE INDEX IF NOT EXISTS da_parked__key ON da_parked (store, key) WHERE store IS NOT NULL;
CREATE INDEX IF NOT EXISTS da_parked__due ON da_parked (due, id) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS da_parked__ready ON da_parked (id) WHERE ready = 1;
CREATE TABLE IF NOT EXISTS da_held (
  number INTEGER PRIMARY KEY AUTOINCREMENT, handler TEXT NOT NULL, event TEXT NOT NULL, key TEXT NOT NULL,
  due INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, hops INTEGER NOT NULL, passes TEXT, cause TEXT NOT NULL,
  trace TEXT NOT NULL, value TEXT NOT NULL, topic TEXT NOT NULL DEFAULT '', partition INTEGER NOT NULL DEFAULT 0,
  UNIQUE (handler, event, key)) STRICT;
CREATE INDEX IF NOT EXISTS da_held__due ON da_held (due, number);
`;

const PARKED =
  "id, reader, lane, store, key, due, since, over, ready, event, topic, partition, position, element, record";
const HELD = "handler, event, key, due, id, at, hops, passes, cause, trace, value, topic, partition";
const among = (parameter: number): string => `(SELECT value FROM json_each(?${parameter}))`;
const within = (parameter: number): string =>
  `(?${parameter} IS NULL OR topic || '/' || partition IN ${among(parameter)})`;
const PAGE = 500;

export class Later {
  readonly #database: Database;
  readonly #statements: ReturnType<typeof statementsOf>;

  constructor(database: Database) {
    this.#database = database;
    this.#statements = statementsOf(database);
  }

  park(events: readonly Parking[]): void {
    for (const event of events) {
      const { reader, topic, partition, offset, element, record } = event;
      this.#statements.park.run(reader, ...stateOf(event), event.event, topic, partition, offset, element, record);
    }
  }

  lanes(reader: string, lanes: readonly string[]): ReadonlySet<string> {
    return new Set(lanes.filter((lane) => this.#statements.isTaken.get(reader, lane) !== undefined));
  }

  wake(store: string, keys: readonly Slots[]): number {
    let woken = 0;
    for (const key of keys) woken += Number(this.#statements.wake.run(store, JSON.stringify(key)).changes);
    return woken;
  }

  ready(readers: readonly string[], places: Places, now: number, limit: number): readonly Parked[] {
    const among = [JSON.stringify(readers), placesText(places)] as const;
    const ready = parkedOf(this.#statements.ready, ...among, limit);
    if (ready.length === limit) return ready;
    const over = parkedOf(this.#statements.over, ...among, limit - ready.length, now);
    return over.length === 0 ? ready : [...ready, ...over].sort((a, b) => a.id - b.id);
  }

  queued(reader: string, lanes: readonly string[], limit: number): readonly Parked[] {
    return parkedOf(this.#statements.queued, reader, JSON.stringify(lanes), limit);
  }

  repark(events: readonly Parked[]): void {
    for (const event of events) this.#statements.repark.run(...stateOf(event), event.id);
  }

  unpark(ids: readonly number[]): number {
    let gone = 0;
    for (const id of ids) gone += Number(this.#statements.unpark.run(id).changes);
    return gone;
  }

  find(ids: readonly number[]): readonly Parked[] {
    return ids.flatMap((id) => parkedOf(this.#statements.find, id));
  }

  waiters(after: number, limit: number): readonly Waiter[] {
    return rowsOf(this.#statements.waiters.all(after, limit)).map(([id, store, key, ready, isFirst]) => ({
      id: Number(id),
      awaits: awaitedOf(store, key),
      isReady: ready === 1,
      isFirst: isFirst === 1,
    }));
  }

  outlook(readers: readonly string[], stores: readonly string[], places: Places): Outlook {
    const { hasLane, isAwaited, isReady, nextWait, nextHeld } = this.#statements;
    const among = [JSON.stringify(readers), placesText(places)] as const;
    return {
      readers: readers.filter((reader) => hasLane.get(reader) !== undefined),
      stores: stores.filter((store) => isAwaited.get(store) !== undefined),
      isReady: isReady.get(...among) !== undefined,
      nextWait: firstNumber(nextWait.get(...among)),
      nextHeld: firstNumber(nextHeld.get(...among)),
    };
  }

  hold(events: readonly Held[]): number {
    let added = 0;
    for (const each of events) {
      const { handler, event, key, due, id, at, hops, passes, cause, trace, value, topic, partition } = each;
      const content = [id, at, hops, passes, cause, trace, value, topic, partition] as const;
      const replaced = this.#statements.replaceHeld.run(...content, handler, event, key);
      if (Number(replaced.changes) > 0) continue;
      this.#statements.hold.run(handler, event, key, due, ...content);
      added++;
    }
    return added;
  }

  due(handlers: readonly string[], places: Places, now: number, limit: number): readonly Held[] {
    // Infinity is no integer: what is due then is all there is.
    const until = Math.min(now, Number.MAX_SAFE_INTEGER);
    return rowsOf(this.#statements.due.all(JSON.stringify(handlers), placesText(places), limit, until)).map(heldOf);
  }

  unhold(events: readonly HeldKey[]): number {
    let gone = 0;
    for (const { handler, event, key } of events) {
      gone += Number(this.#statements.unhold.run(handler, event, key).changes);
    }
    return gone;
  }

  hasten(events: readonly HeldKey[], due: number): number {
    let found = 0;
    for (const { handler, event, key } of events) {
      found += Number(this.#statements.hasten.run(due, handler, event, key).changes);
    }
    return found;
  }

  *parked(): Iterable<Parked> {
    for (let after = 0; ; ) {
      const page = this.#database.run(() => parkedOf(this.#statements.allParked, after, PAGE));
      yield* page;
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.id;
    }
  }

  *held(): Iterable<Held> {
    for (let [due, number] = [Number.MIN_SAFE_INTEGER, 0]; ; ) {
      const page = this.#database.run(() => rowsOf(this.#statements.allHeld.all(due, number, PAGE)));
      yield* page.map(heldOf);
      const last = page.at(-1);
      if (last === undefined) return;
      [due, number] = [Number(last[3]), Number(last[13])];
    }
  }

  counts(): readonly LaterCounts[] {
    return rowsOf(this.#statements.counts.all()).map(([reader, waiting, queued, held]) => ({
      reader: String(reader),
      waiting: Number(waiting),
      queued: Number(queued),
      held: Number(held),
    }));
  }

  renameReader(from: string, to: string): void {
    this.#statements.renameParked.run(to, from);
    this.#statements.renameHeld.run(to, from);
  }

  renameEvent(from: string, to: string): void {
    this.#statements.renameParkedEvent.run(to, from);
    this.#statements.renameHeldEvent.run(to, from);
  }
}

function statementsOf(database: Database) {
  const sql = (text: string): StatementSync => database.prepare(text);
  return {
    park: sql(`INSERT INTO da_parked (reader, lane, store, key, due, since, over, ready, event, topic, partition, position,
      element, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    isTaken: sql("SELECT 1 FROM da_parked WHERE reader = ? AND lane = ? LIMIT 1"),
    wake: sql("UPDATE da_parked SET ready = 1 WHERE store = ? AND key = ? AND ready = 0"),
    ready: sql(
      `SELECT ${PARKED} FROM da_parked WHERE ready = 1 AND reader IN ${among(1)} AND ${within(2)} ORDER BY id LIMIT ?3`,
    ),
    over: sql(`SELECT ${PARKED} FROM da_parked
      WHERE due <= ?4 AND ready = 0 AND reader IN ${among(1)} AND ${within(2)} ORDER BY due, id LIMIT ?3`),
    queued: sql(`SELECT ${PARKED} FROM da_parked WHERE reader = ?1 AND lane IN ${among(2)} ORDER BY lane, id LIMIT ?3`),
    repark: sql(
      "UPDATE da_parked SET lane = ?, store = ?, key = ?, due = ?, since = ?, over = ?, ready = ? WHERE id = ?",
    ),
    unpark: sql("DELETE FROM da_parked WHERE id = ?"),
    hasLane: sql("SELECT 1 FROM da_parked WHERE reader = ? AND lane IS NOT NULL LIMIT 1"),
    isAwaited: sql("SELECT 1 FROM da_parked WHERE store = ? LIMIT 1"),
    isReady: sql(`SELECT 1 FROM da_parked WHERE ready = 1 AND reader IN ${among(1)} AND ${within(2)} LIMIT 1`),
    nextWait: sql(`SELECT due FROM da_parked
      WHERE due IS NOT NULL AND reader IN ${among(1)} AND ${within(2)} ORDER BY due LIMIT 1`),
    nextHeld: sql(`SELECT due FROM da_held WHERE handler IN ${among(1)} AND ${within(2)} ORDER BY due LIMIT 1`),
    find: sql(`SELECT ${PARKED} FROM da_parked WHERE id = ?`),
    waiters: sql(`SELECT id, store, key, ready, lane IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM da_parked q WHERE q.reader = p.reader AND q.lane = p.lane AND q.id < p.id)
      FROM da_parked p WHERE id > ? ORDER BY id LIMIT ?`),
    replaceHeld:
      sql(`UPDATE da_held SET id = ?, at = ?, hops = ?, passes = ?, cause = ?, trace = ?, value = ?, topic = ?,
      partition = ?      WHERE handler = ? AND event = ? AND key = ?`),
    hold: sql(`INSERT INTO da_held (${HELD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    due: sql(`SELECT ${HELD} FROM da_held
      WHERE due <= ?4 AND handler IN ${among(1)} AND ${within(2)} ORDER BY due, number LIMIT ?3`),
    unhold: sql("DELETE FROM da_held WHERE handler = ? AND event = ? AND key = ?"),
    hasten: sql("UPDATE da_held SET due = min(due, ?) WHERE handler = ? AND event = ? AND key = ?"),
    allParked: sql(`SELECT ${PARKED} FROM da_parked WHERE id > ? ORDER BY id LIMIT ?`),
    allHeld: sql(`SELECT ${HELD}, number FROM da_held WHERE (due, number) > (?, ?) ORDER BY due, number LIMIT ?`),
    counts: sql(`SELECT reader, sum(waiting), sum(queued), sum(held) FROM (
      SELECT reader, count(store) AS waiting, count(*) - count(store) AS queued, 0 AS held FROM da_parked GROUP BY reader
      UNION ALL SELECT handler, 0, 0, count(*) FROM da_held GROUP BY handler) GROUP BY reader`),
    renameParked: sql("UPDATE da_parked SET reader = ? WHERE reader = ?"),
    renameHeld: sql("UPDATE OR IGNORE da_held SET handler = ? WHERE handler = ?"),
    renameParkedEvent: sql("UPDATE da_parked SET event = ? WHERE event = ?"),
    renameHeldEvent: sql("UPDATE OR IGNORE da_held SET event = ? WHERE event = ?"),
  };
}

/** What `repark` may change. */
function stateOf({ lane, awaits, due, since, over, isReady }: Parking) {
  const [store, key] = awaits === null ? [null, null] : [awaits.store, JSON.stringify(awaits.key)];
  return [lane, store, key, due, since, JSON.stringify(over), isReady ? 1 : 0] as const;
}

function parkedOf(statement: StatementSync, ...values: (string | number | null)[]): Parked[] {
  return rowsOf(statement.all(...values)).map(
    ([id, reader, lane, store, key, due, since, over, ready, event, topic, partition, offset, element, record]) => {
      if (!(record instanceof Uint8Array)) throw new Error("A parked event holds no bytes.");
      return {
        id: Number(id),
        reader: String(reader),
        lane: textOrNull(lane),
        awaits: awaitedOf(store, key),
        due: due === null ? null : Number(due),
        since: Number(since),
        over: textsOf(over),
        isReady: ready === 1,
        event: String(event),
        topic: String(topic),
        partition: Number(partition),
        offset: Number(offset),
        element: Number(element),
        record,
      };
    },
  );
}

function awaitedOf(store: unknown, key: unknown): Awaited | null {
  if (store === null) return null;
  const slots: unknown = JSON.parse(String(key));
  return { store: String(store), key: Array.isArray(slots) ? slots.map(plainOf) : [] };
}

const plainOf = (value: unknown): Plain =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;

function textsOf(json: unknown): string[] {
  const texts: unknown = JSON.parse(String(json));
  return Array.isArray(texts) ? texts.map(String) : [];
}

function heldOf([
  handler,
  event,
  key,
  due,
  id,
  at,
  hops,
  passes,
  cause,
  trace,
  value,
  topic,
  partition,
]: unknown[]): Held {
  return {
    handler: String(handler),
    event: String(event),
    key: String(key),
    due: Number(due),
    id: String(id),
    at: Number(at),
    hops: Number(hops),
    passes: textOrNull(passes),
    cause: String(cause),
    trace: String(trace),
    value: String(value),
    topic: String(topic),
    partition: Number(partition),
  };
}

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value));

function firstNumber(row: Record<string, SQLOutputValue> | undefined): number | null {
  const [values] = rowsOf([row]);
  return values === undefined ? null : Number(values[0]);
}
