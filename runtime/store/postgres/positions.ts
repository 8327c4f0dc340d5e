/** Moves readers' positions by compare and set: all of them, or none. */
import type { PositionChange } from "../port.ts";
import type { Param, Session } from "./session.ts";
import { arrayOf, unescaped } from "./values.ts";

const GIVEN =
  "unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) AS g(reader, topic, partition, expected, next)";
const PLACE = "p.reader = g.reader AND p.topic = g.topic AND p.partition = g.partition";
const MOVED = "RETURNING p.reader || E'\\n' || p.topic || E'\\n' || p.partition";

const MOVE = `UPDATE da_positions AS p SET next = g.next FROM ${GIVEN} WHERE ${PLACE} AND p.next = g.expected ${MOVED}`;
/** A reader without a position stands at 0. */
const MAKE = `INSERT INTO da_positions AS p (reader, topic, partition, next)
  SELECT reader, topic, partition, next FROM ${GIVEN} WHERE expected = 0 ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING ${MOVED}`;
const MOVE_BACK = `UPDATE da_positions AS p SET next = g.expected FROM ${GIVEN} WHERE ${PLACE}`;
const UNMAKE = `DELETE FROM da_positions AS p USING ${GIVEN} WHERE ${PLACE}`;

/** False where another owner has moved one of them, and none is moved then. */
export async function movePositions(session: Session, changes: readonly PositionChange[]): Promise<boolean> {
  const moved = await namesOf(session, MOVE, changes);
  if (moved.size === changes.length) return true;
  const others = changes.filter((change) => !moved.has(nameOf(change)));
  const made = await namesOf(session, MAKE, others);
  if (made.size === others.length) return true;
  await session.run(MOVE_BACK, arraysOf(changes.filter((change) => moved.has(nameOf(change)))));
  await session.run(UNMAKE, arraysOf(others.filter((change) => made.has(nameOf(change)))));
  return false;
}

async function namesOf(session: Session, sql: string, changes: readonly PositionChange[]): Promise<Set<string>> {
  const { rows } = await session.run(sql, arraysOf(changes));
  return new Set(rows.map(([name]) => unescaped(name ?? "")));
}

const nameOf = ({ reader, topic, partition }: PositionChange): string => `${reader}\n${topic}\n${partition}`;

function arraysOf(changes: readonly PositionChange[]): Param[] {
  return [
    arrayOf(
      "text",
      changes.map(({ reader }) => reader),
    ),
    arrayOf(
      "text",
      changes.map(({ topic }) => topic),
    ),
    arrayOf(
      "int",
      changes.map(({ partition }) => partition),
    ),
    arrayOf(
      "int",
      changes.map(({ expected }) => expected),
    ),
    arrayOf(
      "int",
      changes.map(({ next }) => next),
    ),
  ];
}
