/** The tables of stores in SQLite: they are made once and stay, and compute what people read in them. */
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import type { ColumnDefinition, TypeSpec } from "../../../runtime/api/definition.ts";
import { layoutOf } from "../../../runtime/codec/layout.ts";
import { Database } from "../../../runtime/store/sqlite/database.ts";
import { openSqliteStore } from "../../../runtime/store/sqlite/store.ts";
import { fixtureNames, generated } from "../../../tests/emit-fixtures.ts";
import { analyzeText } from "../../testing/marked.ts";
import { emit } from "../index.ts";

test.each(fixtureNames())("%s: the same statements may run again", async (name) => {
  const sql = (await generated(name)).get("stores.sqlite.sql") ?? "";
  const database = new DatabaseSync(":memory:");
  database.exec(sql);
  database.exec(sql);
});

async function filesOf(store: string): Promise<Map<string, string>> {
  const { model } = analyzeText(`
    pipeline p { topics: "p" }
    source s { topic: "p.s", key: a }
    event e.x from s { a: string, n: number, d: duration }
    ${store}
    gep g on e.x { update t(a) { } }
  `);
  if (model === null) throw new Error("The spec has no model.");
  return emit(model, { root: "spec.da", version: "0.0.0" });
}

describe("a store's table", async () => {
  const files = await filesOf(`
    /// What is kept;
    /// it's "quoted".
    store t { key a: string, d: mean of duration, n: sum of number, i: sum of int, m: mean of number, late: latest of bool
      day: min of date, u: distinct of uuid, js?: json, at?: timestamp, e: ema(0.5) of int, index (n, day) }
  `);
  const database = new DatabaseSync(":memory:");
  database.exec(files.get("stores.sqlite.sql") ?? "");

  test.each([
    [5, 2, 3],
    [-5, 2, -2],
    [-7, 2, -3],
    [-1, 3, 0],
    [7, 3, 2],
    [0, 0, null],
  ])("the mean duration of %d in %d is %d, halves up", (sum, count, mean) => {
    database.prepare('DELETE FROM "t"').run();
    database.prepare('INSERT INTO "t" ("a", "d__sum", "d__count") VALUES (?, ?, ?)').run("x", sum, count);
    expect(database.prepare('SELECT "d" FROM "t"').get()).toEqual({ d: mean });
    if (count > 0) expect(mean).toBe(Math.round(sum / count) + 0);
  });

  test("sums do not leave their range", () => {
    const insert = (column: string, value: number | bigint) =>
      database.prepare(`INSERT INTO "t" ("a", "${column}") VALUES ('y', ?)`).run(value);
    expect(() => insert("i", 2n ** 53n)).toThrow("CHECK");
    expect(() => insert("i", -(2n ** 53n))).toThrow("CHECK");
    expect(() => insert("n", Number.POSITIVE_INFINITY)).toThrow("CHECK");
    insert("n", Number.MAX_VALUE);
  });

  test("names its index and the table of different values", () => {
    const rows = database.prepare("SELECT name FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").all();
    expect(rows.map(({ name }) => name)).toEqual(["t", "t__index__n_day", "t__u"]);
  });

  test("comments do not end early, in either dialect", () => {
    expect(files.get("stores.sqlite.sql")).toContain('-- What is kept;\n-- it\'s "quoted". (spec.da:');
    expect(files.get("stores.postgres.sql")).toContain(
      `COMMENT ON TABLE "t" IS 'What is kept;\nit''s "quoted". (spec.da:`,
    );
  });

  test("in PostgreSQL keys and what is compared are in the order of code points", () => {
    const sql = files.get("stores.postgres.sql") ?? "";
    expect(sql).toContain('"a" text COLLATE "C" NOT NULL');
    expect(sql).toContain('"late__by" text COLLATE "C"');
    expect(sql).toContain('"day" date,');
    expect(sql).toContain('"at" timestamptz,');
    expect(sql).toContain('"js" json,');
    expect(sql).toContain('"value" uuid NOT NULL');
  });
});

test("long index names are told apart in PostgreSQL, which cuts them", async () => {
  const long = "c".repeat(60);
  const files = await filesOf(
    `store t { key a: string, ${long}a: sum of int, ${long}b: sum of int, index (${long}a), index (${long}b) }`,
  );
  const names = [...(files.get("stores.postgres.sql") ?? "").matchAll(/CREATE INDEX IF NOT EXISTS "([^"]+)"/g)].map(
    ([, name]) => name ?? "",
  );
  expect(names).toHaveLength(2);
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(63);
});

test("the runtime renames columns that others are computed of, with their indexes", async () => {
  const database = Database.open({ folder: null });
  const open = async (store: string, names: readonly [key: string, mean: string], was: readonly string[]) => {
    const ddl = (await filesOf(store)).get("stores.sqlite.sql") ?? "";
    const types: readonly TypeSpec[] = [{ kind: "string" }, { kind: "number" }, { kind: "duration", unit: "ms" }];
    const columns = [...names, `${names[1]}d`].map((name, at): ColumnDefinition => {
      const more = was[at] === undefined ? {} : { was: was[at] };
      return { name, sql: name, kind: at === 0 ? "key" : "mean", type: types[at] ?? { kind: "json" }, ...more };
    });
    const layouts = [layoutOf({ name: "t", external: false, table: "t", columns, indexes: [] }, {})];
    openSqliteStore(database, { ddl, layouts, append: () => [] });
  };
  await open("store t { key a: string, m: mean of number, md: mean of duration, index (m) }", ["a", "m"], []);
  database.exec("INSERT INTO t (a, m__sum, m__count, md__sum, md__count) VALUES ('x', 3, 2, 5, 2)");
  const renamed = `store t { key a: string, n: mean of number was "m", nd: mean of duration was "md", index (n) }`;
  await open(renamed, ["a", "n"], ["a", "m", "md"]);
  expect(database.all("SELECT a, n, nd FROM t")).toEqual([["x", 1.5, 3]]);
  const indexes = database.all(
    "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 't' AND sql IS NOT NULL",
  );
  expect(indexes).toEqual([["t__index__n"]]);
  database.close();
});

test("a key column named `value` does not clash with that of a `distinct` column's values", async () => {
  const files = await filesOf('store t { key a: string as "Value", kinds: distinct of string }');
  for (const file of ["stores.sqlite.sql", "stores.postgres.sql"]) {
    expect(files.get(file)).toContain('PRIMARY KEY ("Value", "value_")');
  }
});

test("where rows are written again and again, PostgreSQL leaves room for that", async () => {
  const room = async (columns: string) =>
    ((await filesOf(`store t { ${columns} }`)).get("stores.postgres.sql") ?? "").match(/^\).*;$/gm);
  expect(await room("key a: string")).toEqual([");"]);
  expect(await room("key a: string, n: sum of int")).toEqual([") WITH (fillfactor = 50);"]);
  // A value that is there already is not written again.
  expect(await room("key a: string, kinds: distinct of string")).toEqual([") WITH (fillfactor = 50);", ");"]);
});
