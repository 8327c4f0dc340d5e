// `stores plan` and `stores apply` on a real PostgreSQL.
import { expect, test } from "vitest";
import { freshDatabase } from "../../testing/servers.ts";
import { called, shop } from "../testing/shop.ts";

test("a database that is empty is made ready, and one that has another table loses it only when told to", async () => {
  const database = await freshDatabase();
  try {
    const stores = (command: string, ...args: string[]) =>
      called(["stores", command, ...args], { env: { DA_STORE: database.url } });
    const names = shop.definition.stores.map(({ name }) => name);
    const plan = await stores("plan", "--format", "json");
    expect([plan.exit, plan.err]).toEqual([1, ""]);
    expect(JSON.parse(plan.out).changes.map(({ store, change }: Record<string, string>) => [store, change])).toEqual(
      names.map((name) => [name, "create"]),
    );
    const applied = await stores("apply");
    expect([applied.exit, applied.err]).toEqual([
      0,
      expect.stringMatching(/^da-run: done in the database postgres at 127\.0\.0\.1:\d+\.\n$/),
    ]);
    expect((await stores("plan")).out).toBe("The stores are as they should be.\n");

    await database.query("ALTER TABLE buyers ALTER spent TYPE numeric");
    const misfit = await stores("plan");
    const text = "! buyers has spent in the table buyers as numeric instead of bigint: change it back by hand\n";
    expect([misfit.exit, misfit.out]).toEqual([1, text]);
    await database.query("ALTER TABLE buyers ALTER spent TYPE bigint");

    await database.query("INSERT INTO da_stores VALUES ('old', '{\"k\": \"key of text\"}', 'old', '{\"k\": \"k\"}')");
    await database.query("CREATE TABLE old (k text PRIMARY KEY)");
    expect((await stores("apply")).exit).toBe(1);
    expect(await database.query("SELECT * FROM old")).toEqual([]);
    const dropped = await stores("apply", "--allow-data-loss");
    expect([dropped.exit, dropped.out]).toEqual([0, expect.stringContaining('    DROP TABLE "old";\n')]);
    await expect(database.query("SELECT * FROM old")).rejects.toThrow(/does not exist/);
    expect((await stores("plan")).exit).toBe(0);
  } finally {
    await database.drop();
  }
});
