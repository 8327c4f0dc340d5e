import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { Database } from "../../store/sqlite/database.ts";
import { BatchBuilder } from "../batch.ts";
import { logConformance } from "../conformance.ts";
import { openEmbeddedLog } from "./log.ts";
import { DamagedBytes, pack, release, unpack } from "./packed.ts";

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
    prefix: "",
    outlive: async () => {
      now += 2 * 86_400_000;
      await log.expire(now);
    },
    close: async () => {
      await log.close();
      await other.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

test("each batch is kept for its own time", async () => {
  let now = 1000;
  const log = openEmbeddedLog(Database.open({ folder: null }), { now: () => now, sleep: async () => {} });
  await log.ensureTopics([{ name: "a", partitions: 1, replicas: 1, retention: 500 }]);
  for (const value of ["0", "1"]) {
    const builder = new BatchBuilder();
    builder.add({ key: null, value: Buffer.from(value) });
    await log.append([{ topic: "a", partition: 0, batch: builder.take(0) }]);
    now += 100;
  }
  expect([await log.keptUntil("a", 0, 0), await log.keptUntil("a", 0, 1)]).toEqual([1500, 1600]);
  await log.close();
});

describe("stored bytes", () => {
  const values = [Buffer.from("abc"), Buffer.alloc(5000, "abcdefg"), randomBytes(5000), Buffer.alloc(0)];

  test.each(values)("come back as they were", (value) => {
    expect(unpack(pack(value)).equals(value)).toBe(true);
  });

  test("are smaller where that is possible", () => {
    expect(values.map((value) => pack(value).isCompressed)).toEqual([false, true, false, false]);
  });

  test("give back their memory, and nobody else's", () => {
    const others: Buffer[] = [];
    for (let size = 400; size < 12_000; size += 7) {
      const batch = Buffer.alloc(size, "abcdefg");
      const packed = pack(batch);
      others.push(Buffer.from("kept beside it"));
      release(packed, batch);
      expect(batch.toString("latin1", 0, 7)).toBe("abcdefg");
    }
    expect(new Set(others.map(String))).toEqual(new Set(["kept beside it"]));
    const large = pack(Buffer.alloc(200_000));
    release(large, Buffer.alloc(200_000));
    expect(large.bytes.length).toBe(0);
  });

  test("tell any bit that has changed", () => {
    const packed = pack(Buffer.alloc(2000, "abcdefg"));
    for (let bit = 0; bit < packed.bytes.length * 8; bit++) {
      const bytes = Buffer.from(packed.bytes);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => unpack({ ...packed, bytes })).toThrow(DamagedBytes);
    }
  });
});

test("damaged records are told with their place, and are not skipped", async () => {
  const folder = mkdtempSync(join(tmpdir(), "da-log-"));
  const log = openEmbeddedLog(Database.open({ folder }), { now: () => 0, sleep: async () => {} });
  try {
    await log.ensureTopics([{ name: "a", partitions: 1, replicas: 1, retention: 1e12 }]);
    for (const value of ["abc", "def"]) {
      const builder = new BatchBuilder();
      builder.add({ key: null, value: Buffer.from(value) });
      await log.append([{ topic: "a", partition: 0, batch: builder.take(0) }]);
    }
    const raw = new DatabaseSync(join(folder, "da.db"));
    raw.exec("UPDATE da_batches SET records = CAST(x'62' || substr(records, 2) AS BLOB) WHERE base = 1");
    raw.close();
    const reader = await log.join(null, ["a"]);
    expect((await reader.fetch("a", 0, 0, 1)).length).toBe(1);
    await expect(reader.fetch("a", 0, 1, 1)).rejects.toThrow("The records of a from offset 1 on are damaged");
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
