// `diff --migration`: the script on a real SQLite with rows, and that `da-run stores plan` would say the same.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { layoutOf } from "../../../runtime/codec/layout.ts";
import { planStores } from "../../../runtime/store/migration/plan.ts";
import { Database } from "../../../runtime/store/sqlite/database.ts";
import { openSqliteMigrator } from "../../../runtime/store/sqlite/migrate.ts";
import { openSqliteStore } from "../../../runtime/store/sqlite/store.ts";
import { specOf } from "../../diff/documents/spec.ts";
import { definitionOf, migrationOf } from "../../diff/migration.ts";
import { contextOf, type EmitContext } from "../../emit/context.ts";
import { emitSqlite } from "../../emit/sql/sqlite.ts";
import { analyzeText } from "../../testing/marked.ts";
import { Terminal } from "../testing/terminal.ts";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
});

afterEach(() => terminal.remove());

const spec = (stores: string, name = "totals", columns = ""): string => `pipeline shop {}

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

function contextFor(text: string): EmitContext {
  const { model, diagnostics } = analyzeText(text);
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return contextOf(model, { root: "pipelines.da", version: "0.0.0" });
}

function tablesOf(context: EmitContext) {
  const types = Object.fromEntries(context.model.types.map(({ name, type }) => [name, specOf(type)]));
  return {
    ddl: emitSqlite(context),
    layouts: context.model.stores.map((store) => layoutOf(definitionOf(store), types)),
  };
}

/** The data folder as a pipeline of this version leaves it. */
function started(context: EmitContext): Database {
  const database = Database.open({ folder: terminal.folder });
  openSqliteStore(database, { ...tablesOf(context), append: null });
  return database;
}

const TOTALS = `store totals {
  key userId: string
  pieces: sum of int
  last?: int
  best: max of int
  things: distinct of uuid
}`;
const ALL = "pieces, last: pieces, best: pieces, things: thing";

interface Case {
  readonly name: string;
  readonly now: string;
  /** What the row of Ada is then. */
  readonly row: Readonly<Record<string, unknown>>;
}

const CASES: readonly Case[] = [
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

describe("a migration", () => {
  test.each(CASES)("of $name keeps the rows, and the pipeline starts", ({ now, row }) => {
    const [before, after] = [contextFor(spec(TOTALS, "totals", ALL)), contextFor(now)];
    const database = started(before);
    database.exec("INSERT INTO totals (user_id, pieces, last, best, things) VALUES ('ada', 3, 2, 2, 1)");
    const { script } = migrationOf(before, after, "sqlite");
    if (script !== "") database.exec(script);
    openSqliteStore(database, { ...tablesOf(after), append: null });
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
    const { ddl, layouts } = tablesOf(after);
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
    openSqliteStore(database, { ...tablesOf(after), append: null });
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
