/**
 * SQL for the table of a store: each statement takes many rows as one array for each column. Parameters are numbered in the
 * order in which the arrays are given, which is told beside each statement.
 */
import type { Physical, SideTable, Slot, TableLayout } from "../../codec/layout.ts";
import { quotedName as name } from "./names.ts";
import { selected, TYPES } from "./values.ts";

const MOST: Readonly<Record<"int" | "real", string>> = { int: "9007199254740991", real: "1.7976931348623157e308" };

/** A column that comes as an array, under a name of its own. */
interface Given {
  readonly as: string;
  readonly type: string;
}

/** `unnest($1::text[], …) AS u(k0, …)`, the first parameter being `first`. */
function unnested(columns: readonly Given[], alias: string, first = 1, ordinality = false): string {
  const arrays = columns.map(({ type }, index) => `$${first + index}::${type}[]`).join(", ");
  const names = [...columns.map(({ as }) => as), ...(ordinality ? ["i"] : [])].join(", ");
  return `unnest(${arrays})${ordinality ? " WITH ORDINALITY" : ""} AS ${alias}(${names})`;
}

/** The types that a table's columns have where it is another system's, by name. */
export type OtherTypes = ReadonlyMap<string, string>;

const OURS: OtherTypes = new Map();

const keysGiven = ({ keys }: TableLayout): Given[] =>
  keys.map(({ physical }, index) => ({ as: `k${index}`, type: TYPES[physical] }));

const given = (as: string, physical: Physical): Given => ({ as, type: TYPES[physical] });

const list = (slots: readonly Slot[]): string => slots.map(({ sql }) => name(sql)).join(", ");

/** `t."a" = u.k0 AND …` */
const matches = ({ keys }: TableLayout, table: string, other: string, types = OURS): string =>
  keys
    .map((key, index) => equal(`${table}.${name(key.sql)}`, `${other}.k${index}`, key.physical, types.get(key.sql)))
    .join(" AND ");

/** Whatever type another system's column has, so that its index serves where that is possible. */
function equal(column: string, value: string, physical: Physical, type = TYPES[physical]): string {
  if (type === TYPES[physical] || FAMILIES[physical]?.test(type) === true) return `${column} = ${value}`;
  if (type === "uuid")
    return `${column} = CASE WHEN ${value}::text ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN ${value}::text::uuid END`;
  if (type === "timestamp without time zone") return `${column} = ${value} AT TIME ZONE 'UTC'`;
  if (/^(text|char)/.test(type)) return `${column} = ${value}::text`;
  return `${column}::text = ${value}::text`;
}

/** Types that compare with ours as they are. */
const FAMILIES: Readonly<Partial<Record<Physical, RegExp>>> = {
  text: /^(text|char|citext|name)/,
  int: /^(smallint|integer|bigint|numeric|real|double)/,
  real: /^(smallint|integer|bigint|numeric|real|double)/,
};

const values = (slots: readonly Slot[], table: string, types: OtherTypes): string =>
  slots.map(({ sql, physical }) => selected(`${table}.${name(sql)}`, physical, types.get(sql))).join(", ");

/** Takes keys; gives the place (from 1) and the slots of each row that is there. */
export function readSql(layout: TableLayout, lock: boolean, types = OURS): string {
  const columns = ["u.i", values(layout.slots, "t", types)].filter((part) => part !== "").join(", ");
  const from = `${unnested(keysGiven(layout), "u", 1, true)} JOIN ${name(layout.table)} AS t ON ${matches(layout, "t", "u", types)}`;
  // In one order, so that two readers do not wait for each other.
  return `SELECT ${columns} FROM ${from}${lock ? " ORDER BY u.i FOR UPDATE OF t" : ""}`;
}

/** Key and slots of all rows, by key; with `after` it takes one key, and gives those behind it. */
export function selectAllSql(layout: TableLayout, after: boolean, types = OURS): string {
  const keys = sortable(layout, types);
  const columns = values([...layout.keys, ...layout.slots], "t", types);
  const behind = after ? ` WHERE (${keys.join(", ")}) > (SELECT * FROM ${unnested(keysGiven(layout), "u")})` : "";
  return `SELECT ${columns} FROM ${name(layout.table)} AS t${behind} ORDER BY ${keys.join(", ")}`;
}

/** Key columns of `t` as they are compared: texts by code point. */
const sortable = ({ keys }: TableLayout, types: OtherTypes): string[] =>
  keys.map(({ sql, physical }) => {
    const column = `t.${name(sql)}`;
    return physical === "text" ? `${types.has(sql) ? `${column}::text` : column} COLLATE "C"` : column;
  });

/** Takes the first so many key columns of one row, if any, and a limit; gives key and slots of such rows, by key. */
export function scanSql(layout: TableLayout, leading: number, isDescending: boolean, types = OURS): string {
  const led = { ...layout, keys: layout.keys.slice(0, leading) };
  const columns = values([...layout.keys, ...layout.slots], "t", types);
  const join = leading === 0 ? "" : ` JOIN ${unnested(keysGiven(led), "u")} ON ${matches(led, "t", "u", types)}`;
  const order = sortable(layout, types).map((key) => `${key}${isDescending ? " DESC" : ""}`);
  return `SELECT ${columns} FROM ${name(layout.table)} AS t${join} ORDER BY ${order.join(", ")} LIMIT $${leading + 1}`;
}

/** Keeps other writers away until the transaction ends. */
export function claimSql(layout: TableLayout): string {
  return `LOCK TABLE ${name(layout.table)} IN SHARE ROW EXCLUSIVE MODE`;
}

/** Takes keys and values; gives the places (from 1) of those that are there. */
export function containsSql(layout: TableLayout, side: SideTable): string {
  const columns = [...keysGiven(layout), given("v", side.physical)];
  const on = `${matches(layout, "t", "u")} AND t.${name(side.column)} = u.v`;
  return `SELECT u.i FROM ${unnested(columns, "u", 1, true)} JOIN ${name(side.table)} AS t ON ${on}`;
}

/** Takes keys. */
export function deleteSql(layout: TableLayout, table = layout.table): string {
  const from = unnested(keysGiven(layout), "u");
  return `DELETE FROM ${name(table)} AS t USING ${from} WHERE ${matches(layout, "t", "u")}`;
}

/** Takes keys and values; gives how many were there. */
export function withdrawSql(layout: TableLayout, side: SideTable): string {
  const columns = [...keysGiven(layout), given("v", side.physical)];
  const keys = list(layout.keys);
  const slot = name(layout.slots[side.slot]?.sql ?? "");
  const on = layout.keys.map(({ sql }) => `t.${name(sql)} = n.${name(sql)}`).join(" AND ");
  return `WITH gone AS (DELETE FROM ${name(side.table)} AS t USING ${unnested(columns, "u")}
      WHERE ${matches(layout, "t", "u")} AND t.${name(side.column)} = u.v
      RETURNING ${layout.keys.map(({ sql }) => `t.${name(sql)}`).join(", ")}),
    n AS (SELECT ${keys}, count(*) AS n FROM gone GROUP BY ${keys}),
    lower AS (UPDATE ${name(layout.table)} AS t SET ${slot} = t.${slot} - n.n FROM n WHERE ${on})
    SELECT count(*) FROM gone`;
}

function addSide(layout: TableLayout, side: SideTable, first: number): string {
  const columns = [...keysGiven(layout), given("v", side.physical)];
  const into = `${name(side.table)} (${list(layout.keys)}, ${name(side.column)})`;
  return `INSERT INTO ${into} SELECT * FROM ${unnested(columns, "u", first)} ON CONFLICT DO NOTHING`;
}

/** Takes keys and values. */
export function addSideSql(layout: TableLayout, side: SideTable): string {
  return addSide(layout, side, 1);
}

/** Takes keys and slots. */
export function replaceSql(layout: TableLayout): string {
  const { keys, slots } = layout;
  const columns = [...keysGiven(layout), ...slots.map(({ physical }, index) => given(`s${index}`, physical))];
  return `${insert(layout, slots)} SELECT * FROM ${unnested(columns, "u")} ${onConflict(keys, slots, (slot) => `excluded.${name(slot.sql)}`)}`;
}

/**
 * Takes keys, then the slots of `used` that do not count; then, for each side table in `sides`, keys and values that came:
 * those that are new are counted.
 */
export function foldSql(layout: TableLayout, used: readonly Slot[], sides: readonly SideTable[]): string {
  const keys = keysGiven(layout);
  const plain = used.filter(({ folding }) => folding !== "count");
  const columns = [...keys, ...plain.map(({ physical, sql }) => given(`s${indexIn(layout, sql)}`, physical))];
  const parts: string[] = [];
  const joins: string[] = [];
  let first = columns.length + 1;
  for (const side of sides) {
    const names = keys.map(({ as }) => as).join(", ");
    const own = layout.keys.map(({ sql }, index) => `${name(sql)} AS k${index}`).join(", ");
    parts.push(`new${side.slot} AS (${addSide(layout, side, first)} RETURNING ${own})`);
    parts.push(`n${side.slot} AS (SELECT ${names}, count(*) AS n FROM new${side.slot} GROUP BY ${names})`);
    joins.push(`LEFT JOIN n${side.slot} USING (${names})`);
    first += keys.length + 1;
  }
  const counted = new Set(sides.map(({ slot }) => slot));
  const taken = used.map((slot) => {
    const index = indexIn(layout, slot.sql);
    if (slot.folding !== "count") return `u.s${index}`;
    return counted.has(index) ? `coalesce(n${index}.n, 0)` : "0";
  });
  const select = `SELECT ${[...keys.map(({ as }) => as), ...taken].join(", ")} FROM ${[unnested(columns, "u"), ...joins].join(" ")}`;
  const withs = parts.length === 0 ? "" : `WITH ${parts.join(", ")} `;
  return `${withs}${insert(layout, used)} ${select} ${onConflict(layout.keys, used, (slot) => folded(layout, slot))}`;
}

const indexIn = (layout: TableLayout, sql: string): number => layout.slots.findIndex((slot) => slot.sql === sql);

const insert = (layout: TableLayout, slots: readonly Slot[]): string =>
  `INSERT INTO ${name(layout.table)} AS o (${list([...layout.keys, ...slots])})`;

function onConflict(keys: readonly Slot[], slots: readonly Slot[], value: (slot: Slot) => string): string {
  const sets = slots.map((slot) => `${name(slot.sql)} = ${value(slot)}`);
  return `ON CONFLICT (${list(keys)}) DO ${sets.length === 0 ? "NOTHING" : `UPDATE SET ${sets.join(", ")}`}`;
}

function folded(layout: TableLayout, slot: Slot): string {
  const [old, added] = [`o.${name(slot.sql)}`, `excluded.${name(slot.sql)}`];
  switch (slot.folding) {
    case "add":
    case "count":
      return `${old} + ${added}`;
    case "min":
      return `least(${old}, ${added})`;
    case "max":
      return `greatest(${old}, ${added})`;
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
  return `excluded.${at} IS NOT NULL AND (o.${at} IS NULL OR (excluded.${at}, excluded.${by}) ${than} (o.${at}, o.${by}))`;
}

/**
 * Takes keys, the least and the greatest that a sum is on its way; gives, for each row that is there, whether the sum would
 * leave its range. The rows stay locked.
 */
export function guardSql(layout: TableLayout, slot: Slot): string {
  const columns = [...keysGiven(layout), given("low", slot.physical), given("high", slot.physical)];
  const most = MOST[slot.physical === "real" ? "real" : "int"];
  const sum = (of: string) => `abs(t.${name(slot.sql)} + u.${of}) > ${most}`;
  const from = `${unnested(columns, "u", 1, true)} JOIN ${name(layout.table)} AS t ON ${matches(layout, "t", "u")}`;
  return `SELECT ${sum("low")} OR ${sum("high")} FROM ${from} ORDER BY u.i FOR UPDATE OF t`;
}
