/** A person in stores: rows in which a column of that name holds their value, and values of `distinct` columns. */
import type { ColumnLayout, Physical, Plain, TableLayout } from "../codec/layout.ts";
import type { StorePlan } from "../engine/stores.ts";
import type { SideEntry, Slots, StoreTx } from "../store/port.ts";
import type { Person } from "./person.ts";
import type { Site } from "./site.ts";

export interface InStore {
  readonly store: string;
  readonly column: string;
  /** `row`: the row goes; `value`: its column loses a value, and counts one less. */
  readonly what: "row" | "value";
  readonly count: number;
}

interface Trace {
  readonly layout: TableLayout;
  readonly key: Slots;
  /** Side table that holds the value; -1: the row itself is theirs. */
  readonly side: number;
  readonly value: Plain;
}

export interface StoreTraces {
  readonly rows: readonly Trace[];
  readonly stores: readonly InStore[];
  readonly others: readonly InStore[];
}

const AT_ONCE = 500;

export async function tracesInStores(site: Site, person: Person): Promise<StoreTraces> {
  const rows: Trace[] = [];
  const [stores, others]: [InStore[], InStore[]] = [[], []];
  for (const plan of site.plan.stores.values()) {
    if (plan.layout.external) continue;
    await tracesIn(site, plan, person, rows, stores, others);
  }
  return { rows, stores: summed(stores), others: summed(others) };
}

async function tracesIn(
  { ports }: Site,
  plan: StorePlan,
  person: Person,
  rows: Trace[],
  stores: InStore[],
  others: InStore[],
): Promise<void> {
  const { layout, name: store } = plan;
  const single = layout.columns.filter(({ column }) => holdsOne(column.kind));
  const sides = layout.columns.filter(({ side }) => side >= 0);
  let page: Slots[] = [];
  const flush = async (): Promise<void> => {
    const keys = page;
    page = [];
    for (const each of keys.length === 0 ? [] : sides) {
      const found = await inSide(ports.store, layout, each, keys, person);
      const isNamed = person.isNamed(each.column.name);
      if (isNamed) rows.push(...found.map(({ key, value }) => ({ layout, key, side: each.side, value })));
      const told = { store, column: each.column.name, what: "value" as const, count: found.length };
      (isNamed ? stores : others).push(told);
    }
  };
  for await (const { key, slots } of ports.store.rows(layout)) {
    const row = plan.rowOf(key, slots);
    const own = single.filter(({ column }) => person.isNamed(column.name) && person.is(row[column.name]));
    if (own.length > 0) {
      rows.push({ layout, key, side: -1, value: null });
      stores.push({ store, column: own[0]?.column.name ?? "", what: "row", count: 1 });
      continue;
    }
    for (const { column } of single) {
      const value = row[column.name];
      const isElsewhere = !person.isNamed(column.name) && isTelling(value) && person.is(value);
      if (isElsewhere || person.isIn(value)) others.push({ store, column: column.name, what: "row", count: 1 });
    }
    page.push(key);
    if (page.length === AT_ONCE) await flush();
  }
  await flush();
}

/** Kinds of columns that hold a contribution as it was. */
const holdsOne = (kind: ColumnLayout["column"]["kind"]): boolean => !["sum", "mean", "ema", "distinct"].includes(kind);

/** A number such as 5 or a flag is many things besides a person. */
const isTelling = (value: unknown): boolean => typeof value === "string";

async function inSide(
  store: Site["ports"]["store"],
  layout: TableLayout,
  { side, physical }: ColumnLayout,
  keys: readonly Slots[],
  person: Person,
): Promise<SideEntry[]> {
  const value = plainOf(person.value, physical);
  if (value === null || (!isTelling(value) && !person.isNamed(nameOf(layout, side)))) return [];
  const entries = keys.map((key) => ({ key, value }));
  const tx = await store.begin();
  try {
    const found = await tx.contains(layout, side, entries);
    return entries.filter((_, index) => found[index] === true);
  } finally {
    await tx.rollback();
  }
}

const nameOf = ({ columns }: TableLayout, side: number): string =>
  columns.find((column) => column.side === side)?.column.name ?? "";

/** A text as a value of a column; null where it is none. */
function plainOf(text: string, physical: Physical): Plain {
  switch (physical) {
    case "text":
    case "uuid":
    case "date":
      return text;
    case "bool":
      return text === "true" ? true : text === "false" ? false : null;
    case "int":
    case "real":
    case "timestamp":
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : null;
    case "json":
      return null;
  }
}

export async function removeFromStores(tx: StoreTx, { rows }: StoreTraces): Promise<void> {
  for (const [layout, some] of Map.groupBy(rows, (trace) => trace.layout)) {
    const gone = some.filter(({ side }) => side < 0);
    const write = { clear: true, slots: null, sides: null, guards: null };
    if (gone.length > 0)
      await tx.replace(
        layout,
        gone.map(({ key }) => ({ key, ...write })),
      );
    for (const [side, values] of Map.groupBy(some, (trace) => trace.side)) {
      if (side >= 0) await tx.withdraw(layout, side, values);
    }
  }
}

/** One for each column, without those of which there are none. */
export function summed(all: readonly InStore[]): InStore[] {
  const sums = new Map<string, InStore>();
  for (const each of all) {
    const name = `${each.store}\n${each.column}\n${each.what}`;
    sums.set(name, { ...each, count: each.count + (sums.get(name)?.count ?? 0) });
  }
  return [...sums.values()].filter(({ count }) => count > 0);
}
