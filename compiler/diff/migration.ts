/**
 * The SQL that takes the stores of one version to those of another: what `da-run stores plan` would say of a database that the
 * old version ran on.
 */
import type { StoreDefinition } from "../../runtime/api/definition.ts";
import { layoutOf, type TableLayout } from "../../runtime/codec/layout.ts";
import { meaningOf, meaningText } from "../../runtime/store/meaning.ts";
import { tablesOfDdl } from "../../runtime/store/migration/ddl.ts";
import { POSTGRES, SQLITE } from "../../runtime/store/migration/dialects.ts";
import {
  type Dialect,
  type Facts,
  planStores,
  type StoreChange,
  type TableFacts,
} from "../../runtime/store/migration/plan.ts";
import { namesOf } from "../../runtime/store/renames.ts";
import type { EmitContext } from "../emit/context.ts";
import { emitPostgres } from "../emit/sql/postgres.ts";
import { emitSqlite } from "../emit/sql/sqlite.ts";
import type { Column, Store } from "../model.ts";
import { specOf } from "./documents/spec.ts";

export type DatabaseName = "sqlite" | "postgres";

export interface Migration {
  readonly changes: readonly StoreChange[];
  /** All of it as one script; empty where there is nothing to do. */
  readonly script: string;
}

interface Tables {
  readonly layouts: readonly TableLayout[];
  readonly ddl: string;
}

export function migrationOf(old: EmitContext, now: EmitContext, database: DatabaseName): Migration {
  const dialect = database === "sqlite" ? SQLITE : POSTGRES;
  const [before, after] = [tablesIn(old, database), tablesIn(now, database)];
  const { changes } = planStores(after.layouts, after.ddl, factsOf(before, dialect), dialect);
  return { changes, script: changes.length === 0 ? "" : scriptOf(changes, after.layouts) };
}

function tablesIn(context: EmitContext, database: DatabaseName): Tables {
  const { model } = context;
  const types = Object.fromEntries(model.types.map(({ name, type }) => [name, specOf(type)]));
  return {
    layouts: model.stores.map((store) => layoutOf(definitionOf(store), types)),
    ddl: database === "sqlite" ? emitSqlite(context) : emitPostgres(context),
  };
}

/** A store as the runtime knows it. */
export function definitionOf({ name, external, was, table, columns, indexes }: Store): StoreDefinition {
  return { name, external, ...(was === null ? {} : { was }), table, columns: columns.map(columnOf), indexes };
}

function columnOf({ name, sql, was, kind, optional, type, factor }: Column): StoreDefinition["columns"][number] {
  return {
    ...{ name, sql, kind, optional, type: specOf(type) },
    ...(was === null ? {} : { was }),
    ...(factor === null ? {} : { factor }),
  };
}

/** What would be found in a database that the old version ran on. */
function factsOf({ layouts, ddl }: Tables, dialect: Dialect): Facts {
  const owned = layouts.filter(({ external }) => !external);
  const made = tablesOfDdl(ddl);
  const tableFacts = (table: string, key: readonly string[]): [string, TableFacts] => {
    const found = made.get(dialect.quoted(table));
    const indexes = found?.sql.flatMap((sql) => /^CREATE INDEX IF NOT EXISTS ("(?:[^"]|"")+")/.exec(sql)?.[1] ?? []);
    return [
      dialect.kept(table),
      {
        columns: new Set([...(found?.columns.keys() ?? [])].map(unquoted)),
        key: key.map(dialect.kept),
        indexes: (indexes ?? []).map(unquoted),
      },
    ];
  };
  const tables = owned.flatMap(({ table, keys, sides }) => {
    const key = keys.map(({ sql }) => sql);
    return [tableFacts(table, key), ...sides.map((side) => tableFacts(side.table, [...key, side.column]))];
  });
  const known = owned.map(
    (layout) =>
      [
        layout.store,
        { table: layout.table, meanings: meaningOf(layout), names: new Map(Object.entries(namesOf(layout))) },
      ] as const,
  );
  return { remembered: new Map(known), tables: new Map([...tables, ...externalOf(layouts, dialect)]) };
}

/** Tables of other systems are taken to be there: nobody migrates them here. */
function externalOf(layouts: readonly TableLayout[], { kept }: Dialect): (readonly [string, TableFacts])[] {
  return layouts
    .filter(({ external }) => external)
    .map(({ table, keys, slots }) => [
      kept(table),
      {
        columns: new Set([...keys, ...slots].map(({ sql }) => kept(sql))),
        key: keys.map(({ sql }) => kept(sql)),
        indexes: [],
      },
    ]);
}

const unquoted = (name: string): string => name.slice(1, -1).replaceAll('""', '"');

/** In one transaction. What deletes data stands there as a remark, with all that is done to that store. */
function scriptOf(changes: readonly StoreChange[], layouts: readonly TableLayout[]): string {
  const stores = [...new Set(changes.map(({ store }) => store))];
  const parts = stores.map((store) => {
    const own = changes.filter((change) => change.store === store);
    const layout = layouts.find((each) => each.store === store);
    const statements = [...own.flatMap(({ sql }) => sql), noted(store, layout, layouts)].map((sql) => sql.trimEnd());
    const losesData = own.some((change) => change.losesData);
    const said = own.map(({ text }) => `-- ${store} ${text}.`);
    const lines = losesData
      ? [REMARKED, ...statements.flatMap((sql) => sql.split("\n").map((line) => `-- ${line}`.trimEnd()))]
      : statements;
    return [...said, ...lines, ""].join("\n");
  });
  return ["BEGIN;", "", ...parts, "COMMIT;", ""].join("\n");
}

const REMARKED = "-- This deletes data. Take the marks away to do it.";

/** What a pipeline that starts looks at, to tell whether the rows mean what it thinks. */
function noted(store: string, layout: TableLayout | undefined, all: readonly TableLayout[]): string {
  if (layout === undefined) return `DELETE FROM da_stores WHERE store = ${literal(store)};`;
  const { table, was } = layout;
  const isLeft = was !== null && !all.some((each) => each.store === was);
  const values = [store, meaningText(meaningOf(layout)), table, JSON.stringify(namesOf(layout))]
    .map(literal)
    .join(", ");
  return [
    ...(isLeft ? [`DELETE FROM da_stores WHERE store = ${literal(was)};`] : []),
    `DELETE FROM da_stores WHERE store = ${literal(store)};`,
    `INSERT INTO da_stores (store, layout, "table", names) VALUES (${values});`,
  ].join("\n");
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
