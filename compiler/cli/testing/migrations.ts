/** Changes of a store that keep its rows, for tests on each database. */
import { layoutOf } from "../../../runtime/codec/layout.ts";
import { specOf } from "../../diff/documents/spec.ts";
import { type DatabaseName, definitionOf } from "../../diff/migration.ts";
import { contextOf, type EmitContext } from "../../emit/context.ts";
import { emitPostgres } from "../../emit/sql/postgres.ts";
import { emitSqlite } from "../../emit/sql/sqlite.ts";
import { analyzeText } from "../../testing/marked.ts";

export const spec = (stores: string, name = "totals", columns = ""): string => `pipeline shop {}

source web {
  topic: "shop.web"
  key:   userId
}

event order.placed from web {
  userId: string
  pieces: int
  note?:  string
  thing:  uuid
}

${stores}

gep kept on order.placed {
  update ${name}(userId) { ${columns} }
}
`;

export function contextFor(text: string): EmitContext {
  const { model, diagnostics } = analyzeText(text);
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return contextOf(model, { root: "pipelines.da", version: "0.0.0" });
}

/** What the runtime is given of a version. */
export function tablesOf(context: EmitContext, database: DatabaseName) {
  const types = Object.fromEntries(context.model.types.map(({ name, type }) => [name, specOf(type)]));
  const layouts = context.model.stores.map((store) => layoutOf(definitionOf(store), types));
  return { ddl: database === "sqlite" ? emitSqlite(context) : emitPostgres(context), layouts };
}

export const TOTALS = `store totals {
  key userId: string
  pieces: sum of int
  last?: int
  best: max of int
  things: distinct of uuid
}`;
export const ALL = "pieces, last: pieces, best: pieces, things: thing";

export interface Case {
  readonly name: string;
  readonly now: string;
  /** What the row of Ada is then. */
  readonly row: Readonly<Record<string, unknown>>;
}

export const CASES: readonly Case[] = [
  {
    name: "a column that is new",
    now: spec(TOTALS.replace("  best", "  note?: string\n  best"), "totals", `${ALL}, note`),
    row: { pieces: 3, last: 2, best: 2, things: 1, note: null },
  },
  {
    name: "columns and a store with other names",
    now: spec(
      TOTALS.replace("store totals", 'store sums was "totals"')
        .replace("pieces: sum of int", 'count: sum of int was "pieces"')
        .replace("things: distinct of uuid", 'kinds: distinct of uuid was "things"'),
      "sums",
      "count: pieces, last: pieces, best: pieces, kinds: thing",
    ),
    row: { count: 3, last: 2, best: 2, kinds: 1 },
  },
  {
    name: "numbers that may have fractions",
    now: spec(
      TOTALS.replace("sum of int", "sum of number")
        .replace("last?: int", "last?: number")
        .replace("max of int", "max of number"),
      "totals",
      ALL,
    ),
    row: { pieces: 3, last: 2, best: 2, things: 1 },
  },
  {
    name: "an index",
    now: spec(TOTALS.replace("  best", "  index (last)\n  best"), "totals", ALL),
    row: { pieces: 3, last: 2, best: 2, things: 1 },
  },
];
