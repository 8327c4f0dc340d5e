/** SQL for the table of a store: reading, folding in place, replacing and deleting. */
import type { SideTable, Slot, TableLayout } from "../../codec/layout.ts";

const MAX_INTEGER = 9007199254740991;

export const name = (sql: string): string => `"${sql.replaceAll('"', '""')}"`;

const list = (slots: readonly Slot[]): string => slots.map((slot) => name(slot.sql)).join(", ");

const byKey = (layout: TableLayout): string => layout.keys.map((key) => `${name(key.sql)} = ?`).join(" AND ");

const marks = (count: number): string => Array.from({ length: count }, () => "?").join(", ");

/** Slots of one row by its key. A table without other columns gives a 1. */
export function selectSql(layout: TableLayout): string {
  return `SELECT ${list(layout.slots) || "1"} FROM ${name(layout.table)} WHERE ${byKey(layout)}`;
}

/** Key and slots of all rows, or of those after a key. */
export function selectAllSql(layout: TableLayout, isAfter: boolean): string {
  const after = isAfter ? ` WHERE (${list(layout.keys)}) > (${marks(layout.keys.length)})` : "";
  return `SELECT ${list([...layout.keys, ...layout.slots])} FROM ${name(layout.table)}${after} ORDER BY ${list(layout.keys)}`;
}

/** Key and slots of so many rows by their first key columns. */
export function scanSql(layout: TableLayout, leading: number, isDescending: boolean): string {
  const where = layout.keys.slice(0, leading).map((key) => `${name(key.sql)} = ?`);
  const order = layout.keys.map((key) => `${name(key.sql)}${isDescending ? " DESC" : ""}`);
  return [
    `SELECT ${list([...layout.keys, ...layout.slots])} FROM ${name(layout.table)}`,
    ...(where.length === 0 ? [] : [`WHERE ${where.join(" AND ")}`]),
    `ORDER BY ${order.join(", ")} LIMIT ?`,
  ].join(" ");
}

export function deleteSql(layout: TableLayout, table = layout.table): string {
  return `DELETE FROM ${name(table)} WHERE ${byKey(layout)}`;
}

export function containsSql(layout: TableLayout, side: SideTable): string {
  return `SELECT 1 FROM ${name(side.table)} WHERE ${byKey(layout)} AND ${name(side.column)} = ?`;
}

/** Takes a key and a value. */
export function withdrawSql(layout: TableLayout, side: SideTable): string {
  return `${deleteSql(layout, side.table)} AND ${name(side.column)} = ?`;
}

/** Takes a key. */
export function lowerSql(layout: TableLayout, side: SideTable): string {
  const slot = name(layout.slots[side.slot]?.sql ?? "");
  return `UPDATE ${name(layout.table)} SET ${slot} = ${slot} - 1 WHERE ${byKey(layout)}`;
}

export function addSideSql(layout: TableLayout, side: SideTable): string {
  const columns = [...layout.keys.map((key) => name(key.sql)), name(side.column)];
  return `INSERT OR IGNORE INTO ${name(side.table)} (${columns.join(", ")}) VALUES (${marks(columns.length)})`;
}

/** Takes key and slots. */
export function replaceSql(layout: TableLayout): string {
  return upsert(layout, layout.slots, (slot) => `excluded.${name(slot.sql)}`);
}

/**
 * Takes key and slots, then low and high of each guarded slot. A slot that is `set` is left out where `isSet` says no.
 */
export function foldSql(
  layout: TableLayout,
  isSet: (slot: number) => boolean,
  isGuarded: (slot: number) => boolean,
): string {
  const used = layout.slots.filter((slot, index) => slot.folding !== "set" || isSet(index));
  let parameter = layout.keys.length + used.length;
  return upsert(layout, used, (slot) => {
    const index = layout.slots.indexOf(slot);
    if (!isGuarded(index)) return folded(layout, slot);
    const [low, high] = [++parameter, ++parameter];
    return guarded(slot, low, high);
  });
}

function upsert(layout: TableLayout, slots: readonly Slot[], value: (slot: Slot) => string): string {
  const columns = [...layout.keys, ...slots];
  const sets = slots.map((slot) => `${name(slot.sql)} = ${value(slot)}`);
  const numbered = columns.map((_, index) => `?${index + 1}`).join(", ");
  const action = sets.length === 0 ? "NOTHING" : `UPDATE SET ${sets.join(", ")}`;
  return `INSERT INTO ${name(layout.table)} (${list(columns)}) VALUES (${numbered}) ON CONFLICT (${list(layout.keys)}) DO ${action}`;
}

function folded(layout: TableLayout, slot: Slot): string {
  const [old, added] = [name(slot.sql), `excluded.${name(slot.sql)}`];
  switch (slot.folding) {
    case "add":
    case "count":
      return `${old} + ${added}`;
    case "min":
    case "max":
      return `CASE WHEN ${old} IS NULL OR ${added} ${slot.folding === "min" ? "<" : ">"} ${old} THEN ${added} ELSE ${old} END`;
    case "latest":
    case "first":
      return `CASE WHEN ${decides(layout, slot)} THEN ${added} ELSE ${old} END`;
    case "key":
    case "set":
      return added;
  }
}

/** Whether the contribution's time and tie-breaker come after (before) those that are there. */
function decides(layout: TableLayout, slot: Slot): string {
  const [at, by] = (slot.decidedBy ?? []).map((index) => name(layout.slots[index]?.sql ?? ""));
  const than = slot.folding === "latest" ? ">" : "<";
  return `excluded.${at} IS NOT NULL AND (${at} IS NULL OR (excluded.${at}, excluded.${by}) ${than} (${at}, ${by}))`;
}

/** Breaks the column's CHECK where the sum would leave its range on the way. */
function guarded(slot: Slot, low: number, high: number): string {
  const old = name(slot.sql);
  const [limit, beyond] =
    slot.physical === "real" ? ["1.7976931348623157e308", "9e999"] : [MAX_INTEGER, MAX_INTEGER + 1];
  const leaves = `abs(${old} + ?${low}) > ${limit} OR abs(${old} + ?${high}) > ${limit}`;
  return `CASE WHEN ${leaves} THEN ${beyond} ELSE ${old} + excluded.${old} END`;
}
