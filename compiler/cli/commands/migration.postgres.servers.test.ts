// `diff --migration`: the script on a real PostgreSQL with rows, and that `da-run stores plan` would say the same.
import { afterEach, beforeEach, expect, test } from "vitest";
import { planStores } from "../../../runtime/store/migration/plan.ts";
import { openPostgresMigrator } from "../../../runtime/store/postgres/migrate.ts";
import { databaseAt } from "../../../runtime/store/postgres/settings.ts";
import { openPostgresStore } from "../../../runtime/store/postgres/store.ts";
import { freshDatabase, type TestDatabase } from "../../../runtime/testing/servers.ts";
import { migrationOf } from "../../diff/migration.ts";
import type { EmitContext } from "../../emit/context.ts";
import { ALL, CASES, contextFor, spec, TOTALS, tablesOf } from "../testing/migrations.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await freshDatabase();
});

afterEach(() => database.drop());

/** As a pipeline of this version does. */
async function start(context: EmitContext): Promise<void> {
  await (await openPostgresStore({ url: database.url, ...tablesOf(context, "postgres") })).close();
}

test.each(CASES)("$name: the rows stay, and the pipeline starts", async ({ now, row }) => {
  const [before, after] = [contextFor(spec(TOTALS, "totals", ALL)), contextFor(now)];
  await start(before);
  await database.query("INSERT INTO totals (user_id, pieces, last, best, things) VALUES ('ada', 3, 2, 2, 1)");
  const { changes, script } = migrationOf(before, after, "postgres");
  const migrator = await openPostgresMigrator(databaseAt(database.url));
  const { ddl, layouts } = tablesOf(after, "postgres");
  expect(changes).toEqual(planStores(layouts, ddl, await migrator.facts(), migrator.dialect).changes);
  await migrator.close();
  if (script !== "") await database.query(script);
  await start(after);
  const [store] = after.model.stores;
  const columns = Object.keys(row).map((each) => `"${each}"::text`);
  const [found] = await database.query(`SELECT ${columns.join(", ")} FROM "${store?.table}" WHERE user_id = 'ada'`);
  expect(found).toEqual(
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value?.toString() ?? null])),
  );
});
