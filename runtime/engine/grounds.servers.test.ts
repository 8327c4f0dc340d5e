// The same pipelines on the embedded log or Kafka, with stores in SQLite or PostgreSQL: the same rows, events and dead letters.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { feedOn, stateOf } from "../testing/crash.ts";
import { folderGround, type Ground } from "../testing/ground.ts";
import { brokers, freshDatabase, type TestDatabase, uniqueName } from "../testing/servers.ts";

let root = "";
let database: TestDatabase;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "da-grounds-"));
  database = await freshDatabase();
});
afterEach(async () => {
  rmSync(root, { recursive: true, force: true });
  await database.drop();
});

type Part = Pick<Ground, "brokers" | "postgres">;

const GROUNDS: readonly (readonly [string, () => Part])[] = [
  ["the embedded log and PostgreSQL", () => ({ brokers: null, postgres: database.url })],
  ["Kafka and SQLite", () => ({ brokers: brokers(), postgres: null })],
  ["Kafka and PostgreSQL", () => ({ brokers: brokers(), postgres: database.url })],
];

test.each(
  GROUNDS.flatMap(([title, part]) => (["shop", "later", "sales"] as const).map((name) => [name, title, part] as const)),
)("%s on %s", async (name, _title, part) => {
  const embedded = folderGround(join(root, "embedded"));
  await feedOn(name, embedded, () => {});
  const { audit, ...expected } = await stateOf(name, embedded);
  const ground = { folder: join(root, "other"), prefix: `${uniqueName("g")}.`, ...part() };
  await feedOn(name, ground, () => {});
  expect(await stateOf(name, ground)).toEqual(expected);
});
