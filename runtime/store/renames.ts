/** Which columns and tables of a store have another name now, told by what is remembered of it. */
import type { ColumnLayout, TableLayout } from "../codec/layout.ts";
import type { Meaning } from "./meaning.ts";

/** How a store lies in the database. */
export interface Remembered {
  readonly table: string;
  /** What each column means, by its SQL name. */
  readonly meanings: Meaning;
  /** SQL names of columns, by their names in the spec. */
  readonly names: ReadonlyMap<string, string>;
}

/** Of JSON texts; what earlier versions did not note is null. */
export function rememberedOf(store: string, layout: string, table: string | null, names: string | null): Remembered {
  const meanings = textsOf(layout);
  return {
    table: table ?? store,
    meanings,
    names: names === null ? new Map([...meanings.keys()].map((sql) => [sql, sql])) : textsOf(names),
  };
}

function textsOf(json: string): ReadonlyMap<string, string> {
  const value: unknown = JSON.parse(json);
  return new Map(Object.entries(Object(value)).map(([key, text]) => [key, String(text)]));
}

/** SQL names of columns, by their names in the spec. */
export function namesOf({ columns }: TableLayout): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map(({ column }) => [column.name, column.sql]));
}

export interface RenamedColumn {
  readonly layout: ColumnLayout;
  readonly from: string;
  /** Its kind under that name. */
  readonly kind: string;
}

export const isKey = ({ layout: { column } }: RenamedColumn): boolean => column.kind === "key";

/**
 * Columns that are not there under their own name, and are under the one that they had. One may take the name that another
 * gives up.
 */
export function renamedColumns({ columns }: TableLayout, { names, meanings }: Remembered): RenamedColumn[] {
  const found = new Map<ColumnLayout, RenamedColumn>();
  const givenUp = new Set<string>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const layout of columns) {
      const { name: own, sql, was } = layout.column;
      const from = names.get(was ?? own);
      const isThere = was === undefined ? names.get(own) === sql : names.has(own) && !givenUp.has(own);
      const meaning = from === undefined ? undefined : meanings.get(from);
      if (found.has(layout) || from === undefined || isThere || from === sql || meaning === undefined) continue;
      found.set(layout, { layout, from, kind: kindIn(meaning) });
      if (was !== undefined) givenUp.add(was);
    }
  }
  return [...found.values()];
}

export type Renaming = readonly [from: string, to: string];

const kindIn = (meaning: string): string => meaning.split(/[ (]/)[0] ?? "";

/** Of what a column of each kind is made, behind its name; what is computed of others goes first. */
export function partsOf(kind: string): readonly string[] {
  switch (kind) {
    case "latest":
    case "first":
      return ["", "__at", "__by"];
    case "mean":
      // The mean itself is a column for people, which a table made by hand may lack.
      return ["", "__sum", "__count"];
    default:
      return [""];
  }
}

/** The names of what a column is made of in its table, and of what it was made of where it was of another kind. */
export function physicalNames({ layout: { column }, from, kind }: RenamedColumn): Renaming[] {
  const parts = new Set([...partsOf(column.kind), ...partsOf(kind)]);
  return [...parts].map((part): Renaming => [from + part, column.sql + part]);
}

/** The tables of `distinct` columns, as they were called and as they are. */
export function sideTables(layout: TableLayout, before: Remembered, columns: readonly RenamedColumn[]): Renaming[] {
  return layout.columns.flatMap(({ column, side }): Renaming[] => {
    const to = layout.sides[side];
    if (to === undefined) return [];
    const from = columns.find((each) => each.layout.column === column)?.from ?? column.sql;
    return [[`${before.table}__${from}`, to.table]];
  });
}

/** What is remembered, with the new names, as JSON texts. */
export function underNewNames({ meanings, names }: Remembered, columns: readonly RenamedColumn[]) {
  const renamed = new Map(columns.map((column) => [column.from, column.layout.column]));
  const newMeanings = [...meanings].map(([sql, meaning]) => [renamed.get(sql)?.sql ?? sql, meaning]);
  const newNames = [...names].map(([own, sql]) => {
    const column = renamed.get(sql);
    return column === undefined ? [own, sql] : [column.name, column.sql];
  });
  return {
    meanings: JSON.stringify(Object.fromEntries(newMeanings)),
    names: JSON.stringify(Object.fromEntries(newNames)),
  };
}
