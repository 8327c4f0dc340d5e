/** Moves readers' positions by compare and set: all of them, or none. */
import type { PositionChange } from "../port.ts";
import type { Param, Session } from "./session.ts";
import { arrayOf, unescaped } from "./values.ts";

const GIVEN =
  "unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[]) AS g(reader, topic, partition, expected, next, seen)";
const PLACE = "p.reader = g.reader AND p.topic = g.topic AND p.partition = g.partition";
const MOVED = "RETURNING p.reader || E'\\n' || p.topic || E'\\n' || p.partition";

const MOVE = `UPDATE da_positions AS p SET next = g.next, seen = coalesce(g.seen, p.seen) FROM ${GIVEN} WHERE ${PLACE} AND p.next = g.expected ${MOVED}`;
/** A reader without a position stands at 0. */
const MAKE = `INSERT INTO da_positions AS p (reader, topic, partition, next, seen)
  SELECT reader, topic, partition, next, seen FROM ${GIVEN} WHERE expected = 0 ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING ${MOVED}`;

/** False where another owner has moved one of them, and none is moved then. */
export async function movePositions(session: Session, changes: readonly PositionChange[]): Promise<boolean> {
  await session.script("SAVEPOINT da_positions");
  if (await moveAll(session, changes)) return true;
  await session.script("ROLLBACK TO SAVEPOINT da_positions");
  return false;
}

async function moveAll(session: Session, changes: readonly PositionChange[]): Promise<boolean> {
  const moved = await namesOf(session, MOVE, changes);
  if (moved.size === changes.length) return true;
  const others = changes.filter((change) => !moved.has(nameOf(change)));
  return (await namesOf(session, MAKE, others)).size === others.length;
}

async function namesOf(session: Session, sql: string, changes: readonly PositionChange[]): Promise<Set<string>> {
  const { rows } = await session.run(sql, arraysOf(changes));
  return new Set(rows.map(([name]) => unescaped(name ?? "")));
}

const nameOf = ({ reader, topic, partition }: PositionChange): string => `${reader}\n${topic}\n${partition}`;

function arraysOf(changes: readonly PositionChange[]): Param[] {
  const texts = (of: (change: PositionChange) => string | null) => arrayOf("text", changes.map(of));
  const numbers = (of: (change: PositionChange) => number) => arrayOf("int", changes.map(of));
  return [
    texts(({ reader }) => reader),
    texts(({ topic }) => topic),
    numbers(({ partition }) => partition),
    numbers(({ expected }) => expected),
    numbers(({ next }) => next),
    texts(({ seen }) => seen ?? null),
  ];
}
