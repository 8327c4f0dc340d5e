import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { Database } from "../../store/sqlite/database.ts";
import { BatchBuilder } from "../batch.ts";
import { logConformance } from "../conformance.ts";
import { openEmbeddedLog } from "./log.ts";

logConformance("the embedded log", async () => {
  const folder = mkdtempSync(join(tmpdir(), "da-log-"));
  let now = 1_770_000_000_000;
  const clock = { now: () => now, sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) };
  const [log, other] = [0, 1].map(() => openEmbeddedLog(Database.open({ folder }), clock));
  if (log === undefined || other === undefined) throw new Error("Nothing was opened.");
  return {
    log,
    other,
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    close: async () => {
      await log.close();
      await other.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

test("a bit that has changed in a batch is told, with its place", async () => {
  const folder = mkdtempSync(join(tmpdir(), "da-log-"));
  const database = Database.open({ folder });
  const log = openEmbeddedLog(database, { now: () => 0, sleep: async () => {} });
  try {
    await log.ensureTopics([{ name: "a", partitions: 1, retention: 1e12 }]);
    const builder = new BatchBuilder();
    builder.add({ key: null, value: Buffer.from("abc") });
    await log.append([{ topic: "a", partition: 0, batch: builder.take(0) }]);
    const raw = new DatabaseSync(join(folder, "da.db"));
    raw.exec("UPDATE da_batches SET records = CAST(x'62' || substr(records, 2) AS BLOB)");
    raw.close();
    const reader = await log.join(null, ["a"]);
    await expect(reader.fetch("a", 0, 0, 1)).rejects.toThrow("The records of a from offset 0 on are damaged");
  } finally {
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("an unknown topic is told", async () => {
  const log = openEmbeddedLog(Database.open({ folder: null }), { now: () => 0, sleep: async () => {} });
  await expect(log.join(null, ["nowhere"])).rejects.toThrow("There is no topic nowhere.");
  await log.close();
});
