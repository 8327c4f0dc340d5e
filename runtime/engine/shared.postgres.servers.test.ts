// A store that others write to as well: what one owner of a partition leaves behind when it loses it is not lost, and is not
// done twice.
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Harness, harnessOf } from "../testing/harness.ts";
import { buying, laterPipeline, paid } from "../testing/later.ts";
import { freshDatabase, type TestDatabase } from "../testing/servers.ts";

let database: TestDatabase;
let harness: Harness;
beforeEach(async () => {
  database = await freshDatabase();
  harness = await harnessOf(laterPipeline([buying()]), { postgres: database.url, now: Date.now });
  // The first one waits for its row, the second one queues behind it.
  await harness.feed("shop", paid("ann", "tea"), paid("ann", "milk"));
});
afterEach(async () => {
  await harness.close();
  await database.drop();
});

const parked = async () => {
  const rows = await database.query("SELECT store IS NULL AS queues FROM da_parked ORDER BY id");
  return rows.map(({ queues }) => queues);
};

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}

test("an event that was queued behind one that is gone is taken up", async () => {
  expect(await parked()).toEqual([false, true]);
  // As the last owner had it in hand when this one put the second behind it.
  await database.query("DELETE FROM da_parked WHERE store IS NOT NULL");
  const stop = new AbortController();
  const running = harness.engine.run(stop.signal);
  // It waits for a row of its own then.
  await until(async () => String(await parked()) === "false");
  stop.abort();
  await running;
});

test("an event that another owner has taken up meanwhile is not handled again", async () => {
  await database.query("INSERT INTO items (sku, title) VALUES ('tea', 'Tea')");
  await database.query("UPDATE da_parked SET ready = true WHERE store IS NOT NULL");
  // Deletes it as soon as this one has read it, and holds its commit back until it has tried the same.
  await database.query(`
    CREATE FUNCTION taken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
    CREATE TRIGGER taken BEFORE DELETE ON da_parked FOR EACH ROW EXECUTE FUNCTION taken()`);
  const stop = new AbortController();
  const running = harness.engine.run(stop.signal);
  await until(async () => harness.troubles.length > 0);
  expect(harness.troubles[0]).toContain("Another process has handled what this one had in hand");
  expect(await database.query("SELECT * FROM bought")).toEqual([]);
  await database.query("DROP TRIGGER taken ON da_parked");
  await until(async () => (await database.query("SELECT * FROM bought")).length === 1);
  stop.abort();
  await running;
});
