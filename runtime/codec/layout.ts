/**
 * How a store lies in a table: one slot for each physical column. Ports move rows as arrays of plain values in the order
 * of the slots; `generated/stores.*.sql` makes the same columns.
 */
import type { ColumnDefinition, PipelineDefinition, StoreDefinition, TypeSpec } from "../api/definition.ts";
import { bare, type Types } from "./types.ts";

/** A value between engine and database: times and durations in ms, lists, maps, records and json as JSON text. */
export type Plain = string | number | boolean | null;

/** What the database holds in a column. */
export type Physical = "text" | "uuid" | "date" | "int" | "real" | "bool" | "timestamp" | "json";

/** How one update's contribution is folded into a slot. */
export type Folding = "key" | "set" | "add" | "min" | "max" | "latest" | "first" | "count";

export interface Slot {
  /** The column's SQL name. */
  readonly sql: string;
  readonly physical: Physical;
  readonly folding: Folding;
  /** Of `latest` and `first`: positions of the slots that hold the time and the tie-breaker. */
  readonly decidedBy: readonly [at: number, by: number] | null;
  /** The value of a row that has no contribution yet. */
  readonly initial: 0 | null;
}

/** A `distinct` column's side table: the key columns and a column for the value. */
export interface SideTable {
  readonly table: string;
  readonly column: string;
  /** Position of the slot that counts. */
  readonly slot: number;
  readonly physical: Physical;
}

export interface ColumnLayout {
  readonly column: ColumnDefinition;
  /** Position of its first slot: in `keys` for a key column, else in `slots`. */
  readonly at: number;
  /** Position in `sides` of a `distinct` column, else -1. */
  readonly side: number;
  readonly physical: Physical;
}

export interface TableLayout {
  readonly store: string;
  readonly table: string;
  readonly external: boolean;
  /** Another name that the store had. */
  readonly was: string | null;
  readonly keys: readonly Slot[];
  readonly slots: readonly Slot[];
  readonly sides: readonly SideTable[];
  readonly columns: readonly ColumnLayout[];
}

/** What a type's values are in a table. */
export function physicalOf(type: TypeSpec, types: Types): Physical {
  const found = bare(type, types);
  switch (found.kind) {
    case "string":
    case "union":
      return "text";
    case "uuid":
    case "date":
    case "int":
    case "bool":
    case "timestamp":
      return found.kind;
    case "duration":
      return "int";
    case "number":
      return "real";
    case "json":
    case "list":
    case "map":
    case "record":
      return "json";
  }
}

const FOLDINGS = { plain: "set", sum: "add", min: "min", max: "max", ema: "set" } as const;

/** Of all stores of a pipeline. */
export const layoutsOf = ({ stores, types }: Pick<PipelineDefinition, "stores" | "types">): TableLayout[] =>
  stores.map((store) => layoutOf(store, types));

export function layoutOf(store: StoreDefinition, types: Types): TableLayout {
  const keys: Slot[] = [];
  const slots: Slot[] = [];
  const sides: SideTable[] = [];
  const columns = store.columns.map((column): ColumnLayout => {
    const physical = physicalOf(column.type, types);
    if (column.kind === "key") {
      keys.push(slotOf(column.sql, physical, "key"));
      return { column, at: keys.length - 1, side: -1, physical };
    }
    const at = slots.length;
    slots.push(...slotsOf(column, physical, at));
    if (column.kind !== "distinct") return { column, at, side: -1, physical };
    sides.push({ table: `${store.table}__${column.sql}`, column: "", slot: at, physical });
    return { column, at, side: sides.length - 1, physical };
  });
  const { name, table, external, was = null } = store;
  const column = sideColumn(keys.map(({ sql }) => sql));
  return {
    store: name,
    table,
    external,
    was,
    keys,
    slots,
    sides: sides.map((side) => ({ ...side, column })),
    columns,
  };
}

/** The column of a side table that holds the value: `value`, unless a key column is named so, in any case of letters. */
export function sideColumn(keys: readonly string[]): string {
  const taken = new Set(keys.map((key) => key.toLowerCase()));
  let column = "value";
  while (taken.has(column)) column += "_";
  return column;
}

function slotsOf(column: ColumnDefinition, physical: Physical, at: number): Slot[] {
  const { sql, kind } = column;
  switch (kind) {
    case "latest":
    case "first": {
      const decidedBy = [at + 1, at + 2] as const;
      const beside = ["int", "text"] as const;
      const others = ["at", "by"].map((part, index) =>
        slotOf(`${sql}__${part}`, beside[index] ?? "text", kind, null, decidedBy),
      );
      return [slotOf(sql, physical, kind, null, decidedBy), ...others];
    }
    case "mean":
      return [slotOf(`${sql}__sum`, physical, "add", 0), slotOf(`${sql}__count`, "int", "add", 0)];
    case "distinct":
      return [slotOf(sql, "int", "count", 0)];
    case "sum":
      return [slotOf(sql, physical, "add", 0)];
    case "ema":
      return [slotOf(sql, "real", "set")];
    case "plain":
    case "min":
    case "max":
    case "key":
      return [slotOf(sql, physical, kind === "key" ? "key" : FOLDINGS[kind])];
  }
}

function slotOf(
  sql: string,
  physical: Physical,
  folding: Folding,
  initial: 0 | null = null,
  decidedBy: Slot["decidedBy"] = null,
): Slot {
  return { sql, physical, folding, decidedBy, initial };
}
