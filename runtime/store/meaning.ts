/** What a store's columns mean, in words that are kept beside its rows: a change of these changes what stored rows mean. */
import type { TableLayout } from "../codec/layout.ts";

/** By column. */
export type Meaning = ReadonlyMap<string, string>;

export function meaningOf(layout: TableLayout): Meaning {
  return new Map(
    layout.columns.map(({ column, physical }) => {
      const kind = column.kind === "ema" ? `ema(${column.factor ?? 1})` : column.kind;
      return [column.sql, `${kind} of ${physical}`];
    }),
  );
}

export const meaningText = (meaning: Meaning): string => JSON.stringify(Object.fromEntries(meaning));

/** What has changed, in words; null where nothing has. */
export function misfitOf(before: Meaning, now: Meaning): string | null {
  for (const [column, meaning] of now) {
    const was = before.get(column);
    if (was === undefined) return `the column ${column} is new`;
    if (was !== meaning) return `the column ${column} was "${was}" and is "${meaning}"`;
  }
  for (const column of before.keys()) if (!now.has(column)) return `the column ${column} is gone`;
  return null;
}
