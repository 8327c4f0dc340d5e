// `diff --migration`: the script on a real SQLite with rows, and that `da-run stores plan` would say the same.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { planStores } from "../../../runtime/store/migration/plan.ts";
import { Database } from "../../../runtime/store/sqlite/database.ts";
import { openSqliteMigrator } from "../../../runtime/store/sqlite/migrate.ts";
import { openSqliteStore } from "../../../runtime/store/sqlite/store.ts";
import { migrationOf } from "../../diff/migration.ts";
import type { EmitContext } from "../../emit/context.ts";
import { ALL, CASES, contextFor, spec, TOTALS, tablesOf } from "../testing/migrations.ts";
import { Terminal } from "../testing/terminal.ts";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
});

afterEach(() => terminal.remove());

/** The data folder as a pipeline of this version leaves it. */
function started(context: EmitContext): Database {
  const database = Database.open({ folder: terminal.folder });
  openSqliteStore(database, { ...tablesOf(context, "sqlite"), append: null });
  return database;
}

describe("a migration", () => {
  test.each(CASES)("of $name keeps the rows, and the pipeline starts", ({ now, row }) => {
    const [before, after] = [contextFor(spec(TOTALS, "totals", ALL)), contextFor(now)];
    const database = started(before);
    database.exec("INSERT INTO totals (user_id, pieces, last, best, things) VALUES ('ada', 3, 2, 2, 1)");
    const { script } = migrationOf(before, after, "sqlite");
    if (script !== "") database.exec(script);
    openSqliteStore(database, { ...tablesOf(after, "sqlite"), append: null });
    const [store] = after.model.stores;
    const columns = Object.keys(row).map((each) => `"${each}"`);
    expect(database.all(`SELECT ${columns.join(", ")} FROM "${store?.table}" WHERE user_id = 'ada'`)).toEqual([
      Object.values(row),
    ]);
    database.close();
  });

  test.each([
    ...CASES,
    { name: "a column that is gone", now: spec(TOTALS.replace("  best: max of int\n", ""), "totals", "pieces") },
    { name: "another aggregate", now: spec(TOTALS.replace("max of int", "min of int"), "totals", ALL) },
    {
      name: "another key",
      now: spec(TOTALS.replace("key userId: string", "key userId: string\n  key thing: uuid"), "totals", ""),
    },
    { name: "another store", now: spec(TOTALS.replace("store totals", "store others"), "others", ALL) },
  ])("of $name is what `stores plan` says", async ({ now }) => {
    const [before, after] = [
      contextFor(spec(TOTALS, "totals", ALL)),
      contextFor(now.replace("update totals(userId) {  }", "update totals(userId, thing) { }")),
    ];
    started(before).close();
    const migrator = openSqliteMigrator(terminal.folder, { changes: false });
    const { ddl, layouts } = tablesOf(after, "sqlite");
    const live = planStores(layouts, ddl, await migrator.facts(), migrator.dialect);
    await migrator.close();
    expect(migrationOf(before, after, "sqlite").changes).toEqual(live.changes);
  });

  test("that deletes data stands there as a remark", () => {
    const [before, after] = [
      contextFor(spec(TOTALS, "totals", ALL)),
      contextFor(spec(TOTALS.replace("  best: max of int\n", ""), "totals", "pieces, last: pieces, things: thing")),
    ];
    const database = started(before);
    database.exec("INSERT INTO totals (user_id, best) VALUES ('ada', 7)");
    const { script } = migrationOf(before, after, "sqlite");
    database.exec(script);
    expect(database.all("SELECT best FROM totals")).toEqual([[7]]);
    database.exec(script.replaceAll(/^-- (?=ALTER|DELETE|INSERT|DROP)/gm, ""));
    openSqliteStore(database, { ...tablesOf(after, "sqlite"), append: null });
    expect(database.all("SELECT user_id FROM totals")).toEqual([["ada"]]);
    database.close();
  });
});

describe("diff --migration", () => {
  test("prints the script, and fails where data would be lost", async () => {
    terminal.write("old/pipelines.da", spec(TOTALS, "totals", ALL));
    terminal.write("pipelines.da", CASES[0]?.now ?? "");
    const { exit, out, err } = await terminal.run("diff", "--against", "old", "--migration", "postgres");
    expect([exit, err]).toEqual([0, "pipelines.da against old: 1 change of stores\n"]);
    expect(out).toContain('ALTER TABLE "totals" ADD COLUMN "note" text;');
    terminal.write("pipelines.da", spec(TOTALS.replace("  best: max of int\n", ""), "totals", "pieces"));
    const lost = await terminal.run("diff", "--against", "old", "--migration", "sqlite");
    expect([lost.exit, lost.err]).toEqual([
      1,
      "pipelines.da against old: 1 change of stores, 1 of which deletes data\n",
    ]);
    expect(lost.out).toContain('-- ALTER TABLE "totals" DROP COLUMN "best";');
  });

  test("prints nothing where nothing is to be done", async () => {
    terminal.write("pipelines.da", spec(TOTALS, "totals", ALL));
    terminal.write("old/pipelines.da", spec(TOTALS, "totals", ALL));
    expect(await terminal.run("diff", "--against", "old", "--migration", "sqlite")).toEqual({
      exit: 0,
      out: "",
      err: "pipelines.da against old: the stores are as they were\n",
    });
  });

  test("needs one version with stores", async () => {
    terminal.write("pipelines.da", spec(TOTALS, "totals", ALL));
    terminal.write("old/pipelines.da", spec(TOTALS, "totals", ALL));
    const two = await terminal.run("diff", "--against", "old", "--against", "old", "--migration", "sqlite");
    expect([two.exit, two.err]).toEqual([2, expect.stringContaining("needs one `--against`")]);
    await terminal.run("compile");
    const events = await terminal.run("diff", "--against", "generated/schemas", "--migration", "sqlite");
    expect([events.exit, events.err]).toEqual([2, expect.stringContaining("holds events alone")]);
  });
});
