// A handler that a new version of the spec brings begins with the first event of its input, and holds nobody else up meanwhile.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PipelineDefinition } from "../api/definition.ts";
import { handlerOf, storeOf, text } from "../testing/definition.ts";
import { type Ground, harnessOn, prefixed } from "../testing/ground.ts";
import { type Harness, harnessOf } from "../testing/harness.ts";
import { playEvent, playPipeline } from "../testing/pipelines.ts";
import { brokers, freshDatabase, type TestDatabase, uniqueName } from "../testing/servers.ts";

/** Each becomes two discrete events. */
const PLAYS = 40_000;
/** Of the newcomer for each of them: a round lasts half a second, so that all of it takes several, however fast the machine. */
const WORK_MS = 0.02;
const USERS = 50;

let root = "";
let database: TestDatabase;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "da-newcomer-"));
  database = await freshDatabase();
});
afterEach(async () => {
  rmSync(root, { recursive: true, force: true });
  await database.drop();
});

/** The same with a handler that counts what the other folds. */
function withNewcomer(definition: PipelineDefinition): PipelineDefinition {
  const counts = storeOf("counts", [
    { name: "userId", sql: "user_id", kind: "key", type: text },
    { name: "events", kind: "sum", type: { kind: "int" } },
  ]);
  const on = definition.events.filter(({ source }) => source === null).map(({ name }) => name);
  const newcomer = handlerOf<{ readonly userId: string }>(
    { name: "newcomer", kind: "dep", on, updates: [counts.name] },
    ({ userId }, da) => {
      const end = performance.now() + WORK_MS;
      while (performance.now() < end) {}
      da.update("counts", { userId }, { events: 1 });
    },
  );
  return { ...definition, stores: [...definition.stores, counts], handlers: [...definition.handlers, newcomer] };
}

const lagOf = ({ engine }: Harness, name: string): number =>
  engine.stats().find((each) => each.name === name)?.lag ?? -1;
const handledBy = ({ engine }: Harness, name: string): number =>
  engine.stats().find((each) => each.name === name)?.in ?? -1;

const GROUNDS: readonly (readonly [string, () => Pick<Ground, "brokers" | "postgres">])[] = [
  ["the embedded engine", () => ({ brokers: null, postgres: null })],
  ["Kafka and PostgreSQL", () => ({ brokers: brokers(), postgres: database.url })],
];

test.each(GROUNDS)("on %s", async (_title, part) => {
  const ground: Ground = { folder: join(root, "data"), prefix: `${uniqueName("n")}.`, ...part() };
  const before = prefixed(playPipeline(), ground.prefix);
  const first = await harnessOf(before, harnessOn(ground));
  await first.feed("player", ...Array.from({ length: PLAYS }, (_, n) => playEvent(n, USERS)));
  await first.close();

  /** What the newcomer has still to read after each round that the other handler has ended up to date, with the new event. */
  const left: number[] = [];
  const second: Harness = await harnessOf(withNewcomer(before), {
    ...harnessOn(ground),
    onRound: () => {
      if (handledBy(second, "learners") >= 2 && lagOf(second, "learners") === 0) left.push(lagOf(second, "newcomer"));
    },
  });
  await second.feed("player", playEvent(PLAYS, USERS));
  expect(Math.max(...left)).toBeGreaterThan(0);
  expect(left.at(-1)).toBe(0);
  expect(handledBy(second, "learners")).toBe(2);
  expect(await second.rows("counts")).toHaveLength(USERS);
  const counted = (await second.rows("counts")).map((row) => Object(row).events);
  expect(counted.reduce((sum, each) => sum + each, 0)).toBe(2 * (PLAYS + 1));
  await second.close();
});
