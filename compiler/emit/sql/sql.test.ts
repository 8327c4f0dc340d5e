/** The tables of stores in SQLite: they are made once and stay, and compute what people read in them. */
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
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
