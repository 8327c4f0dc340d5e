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

/** What is wrong with the table of an external store, which is not ours to change. */
export const externalMisfit = (store: string, where: string, what: string): string =>
  `The external store ${store} does not fit its table in ${where}: ${what}. Write the store's columns as the table has them (\`unitPrice\` is the column unit_price).`;
