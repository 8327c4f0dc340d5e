// A store on PostgreSQL among others, and when sessions end in the midst of their work.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { layoutOf, type TableLayout } from "../../codec/layout.ts";
import { UserError } from "../../errors.ts";
import { postgresDdlOf } from "../../testing/ddl.ts";
import { int, pipelineOf, storeOf, text } from "../../testing/definition.ts";
import { freshDatabase, type TestDatabase } from "../../testing/servers.ts";
import { commit } from "../conformance/commit.ts";
import type { RowWrite, StorePort } from "../port.ts";
import { openPostgresStore } from "./store.ts";

const days = storeOf("days", [
  { name: "user", kind: "key", type: text },
  { name: "spent", kind: "sum", type: int },
  { name: "kinds", kind: "distinct", type: text },
]);
const layout: TableLayout = layoutOf(days, {});

let database: TestDatabase;
let stores: StorePort[];
beforeEach(async () => {
  database = await freshDatabase();
  stores = [];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  await database.drop();
});

async function open(url = database.url): Promise<StorePort> {
  const ddl = postgresDdlOf(pipelineOf({ stores: [days] }));
  const store = await openPostgresStore({ url, ddl, layouts: [layout] });
  stores.push(store);
  return store;
}

const write = (user: string, spent: number, ...kinds: string[]): RowWrite => {
  return { key: [user], clear: false, slots: [spent, undefined], sides: [kinds], guards: null };
};

const spentBy = (store: StorePort, ...users: string[]) =>
  commit(store, async (tx) => {
    const keys = users.map((user) => [user]);
    return (await tx.read(layout, keys, false)).map((slots) => slots);
  });

test("processes that write the same rows at once lose nothing and wait for no one for ever", async () => {
  const users = Array.from({ length: 40 }, (_, index) => `u${index}`);
  const rounds = 15;
  const work = async (store: StorePort, offset: number) => {
    for (let round = 0; round < rounds; round++) {
      const rows = users.map((user, index) => write(user, 1, `k${(index + offset + round) % 7}`));
      await commit(store, (tx) => tx.fold(layout, offset % 2 === 0 ? rows : rows.toReversed()));
    }
  };
  const all = await Promise.all([open(), open(), open()]);
  await Promise.all(all.map(work));
  expect(await spentBy(all[0], ...users)).toEqual(users.map(() => [3 * rounds, 7]));
});

describe("a position", () => {
  const change = (expected: number, next: number) => ({ reader: "r", topic: "t", partition: 0, expected, next });

  test("is moved by one of two owners", async () => {
    const [one, other] = [await open(), await open()];
    for (const expected of [0, 5]) {
      const tx = await one.begin();
      expect(await tx.movePositions([change(expected, expected + 5)])).toBe(true);
      const late = await other.begin();
      const moving = late.movePositions([change(expected, expected + 3)]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await tx.commit();
      expect(await moving).toBe(false);
      await late.rollback();
    }
    expect((await other.positions()).map(({ next }) => next)).toEqual([10]);
  });
});

describe("a session that ends in the midst of a transaction", () => {
  // Others use the same database, and their sessions are to go on.
  const openOwn = () => {
    const url = new URL(database.url);
    url.searchParams.set("application_name", database.schema);
    return open(url.href);
  };

  async function endOwn(): Promise<void> {
    const ended = await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${database.schema}'`,
    );
    expect(ended.length).toBeGreaterThan(0);
  }

  test("is trouble that may pass, and what it did has not been", async () => {
    const store = await openOwn();
    const tx = await store.begin();
    await tx.fold(layout, [write("u1", 1)]);
    await endOwn();
    const failed = await tx.commit().then(
      () => null,
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(UserError);
    expect(failed).toMatchObject({ code: "database" });
    expect(String(failed)).not.toContain("secret");
    await tx.rollback();
    await commit(store, (next) => next.fold(layout, [write("u1", 2)]));
    expect(await spentBy(store, "u1")).toEqual([[2, 0]]);
  });

  test("between two transactions is not noticed", async () => {
    const store = await openOwn();
    await commit(store, (tx) => tx.fold(layout, [write("u1", 1)]));
    await endOwn();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await commit(store, (tx) => tx.fold(layout, [write("u1", 2)]));
    expect(await spentBy(store, "u1")).toEqual([[3, 0]]);
  });
});

test("of two that wait for each other one is ended, and may try again", async () => {
  const [one, other] = [await open(), await open()];
  await commit(one, (tx) => tx.fold(layout, [write("a", 1), write("b", 1)]));
  const [first, second] = [await one.begin(), await other.begin()];
  await first.fold(layout, [write("a", 1)]);
  await second.fold(layout, [write("b", 1)]);
  const results = await Promise.allSettled([
    first.fold(layout, [write("b", 1)]).then(() => first.commit()),
    second.fold(layout, [write("a", 1)]).then(() => second.commit()),
  ]);
  const [ended] = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  expect(ended).toMatchObject({ code: "database" });
  expect(String(ended)).toContain("for another's sake");
  await first.rollback();
  await second.rollback();
  expect(await spentBy(one, "a", "b")).toEqual([
    [2, 0],
    [2, 0],
  ]);
});

test("a transaction that has failed is not taken for one that took place", async () => {
  const store = await open();
  const tx = await store.begin();
  await tx.fold(layout, [write("u1", Number.MAX_SAFE_INTEGER)]);
  await expect(tx.fold(layout, [write("u1", 1)])).rejects.toThrow(/check constraint/);
  await expect(tx.commit()).rejects.toThrow("The transaction had failed before.");
  await tx.rollback();
  expect(await spentBy(store, "u1")).toEqual([null]);
});

test.each([
  ["a wrong password", (url: URL) => Object.assign(url, { password: "guess-secret" }), "database-refused", "refuses"],
  [
    "a database that is not there",
    (url: URL) => Object.assign(url, { pathname: "/nowhere" }),
    "database-refused",
    "nowhere",
  ],
  ["a port where nobody listens", (url: URL) => Object.assign(url, { port: "1" }), "database", "is away"],
])("%s is told without anything secret", async (_title, change, code, said) => {
  const url = change(new URL(database.url));
  const failed = await open(url.href).then(
    () => null,
    (error: unknown) => error,
  );
  expect(failed).toMatchObject({ name: "UserError", code });
  expect(String(failed)).toContain(said);
  expect(String(failed)).not.toContain("secret");
});
