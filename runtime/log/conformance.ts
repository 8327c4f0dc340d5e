/**
 * What every log must do, as tests: an adapter's test file calls `logConformance` with a way to open an empty one.
 */
import { describe, expect, test } from "vitest";
import { BatchBuilder, type RecordBatch } from "./batch.ts";
import type { Append, LogPort, LogReader } from "./port.ts";

export interface LogUnderTest {
  readonly log: LogPort;
  /** Another process's view of the same log. */
  readonly other: LogPort;
  /** Lets time pass for the log, in ms. */
  advance(ms: number): void;
  now(): number;
  close(): Promise<void>;
}

const DAY = 86_400_000;

function batchOf(values: readonly string[]): RecordBatch {
  const builder = new BatchBuilder();
  for (const value of values) builder.add({ key: Buffer.from(`k${value}`), value: Buffer.from(value) });
  return builder.take(0);
}

const append = (topic: string, values: readonly string[], partition = 0): Append => ({
  topic,
  partition,
  batch: batchOf(values),
});

/** All values of a partition from an offset on, with their offsets. */
async function valuesOf(
  reader: LogReader,
  topic: string,
  partition: number,
  from: number,
): Promise<[number, string][]> {
  const found: [number, string][] = [];
  for (let next = from; ; ) {
    const batches = await reader.fetch(topic, partition, next, 100);
    if (batches.length === 0) return found;
    for (const batch of batches) {
      for (let i = batch.indexOf(next); i < batch.count; i++) found.push([batch.offset(i), batch.value(i).toString()]);
      next = batch.next;
    }
  }
}

export function logConformance(name: string, open: () => Promise<LogUnderTest>): void {
  const withLog = (title: string, run: (under: LogUnderTest) => Promise<void>): void => {
    test(title, async () => {
      const under = await open();
      try {
        await under.log.ensureTopics([
          { name: "a", partitions: 2, retention: 7 * DAY },
          { name: "b", partitions: 1, retention: DAY },
        ]);
        await run(under);
      } finally {
        await under.close();
      }
    });
  };

  describe(`${name} is a log`, () => {
    withLog("topics are made once and keep their partitions", async ({ log }) => {
      await log.ensureTopics([{ name: "a", partitions: 2, retention: DAY }]);
      const topics = (await log.topics()).filter((topic) => ["a", "b"].includes(topic.name));
      expect([...topics].sort((x, y) => (x.name < y.name ? -1 : 1))).toEqual([
        { name: "a", partitions: 2 },
        { name: "b", partitions: 1 },
      ]);
    });

    withLog("records come back in order, from any offset on", async ({ log }) => {
      const bases = await log.append([append("b", ["0", "1", "2"]), append("b", ["3"]), append("b", ["4", "5"])]);
      expect(bases).toEqual([0, 3, 4]);
      const reader = await log.join(null, ["b"]);
      for (let from = 0; from <= 6; from++) {
        const all: [number, string][] = Array.from({ length: 6 }, (_, offset) => [offset, String(offset)]);
        expect(await valuesOf(reader, "b", 0, from)).toEqual(all.slice(from));
      }
      await reader.leave();
    });

    withLog("a fetch gives about as many bytes as asked for, and at least one batch", async ({ log }) => {
      for (let i = 0; i < 5; i++) await log.append([append("b", ["x".repeat(1000)])]);
      const reader = await log.join(null, ["b"]);
      expect((await reader.fetch("b", 0, 0, 1)).length).toBe(1);
      expect((await reader.fetch("b", 0, 0, 2500)).length).toBeLessThan(5);
      expect((await valuesOf(reader, "b", 0, 0)).length).toBe(5);
      await reader.leave();
    });

    withLog("partitions are apart", async ({ log }) => {
      await log.append([append("a", ["p0"], 0), append("a", ["p1", "p1"], 1)]);
      const reader = await log.join(null, ["a"]);
      expect(await valuesOf(reader, "a", 0, 0)).toEqual([[0, "p0"]]);
      expect(await valuesOf(reader, "a", 1, 1)).toEqual([[1, "p1"]]);
      const extents = [...(await reader.extents())].sort((x, y) => x.partition - y.partition);
      expect(extents).toEqual([
        { topic: "a", partition: 0, start: 0, end: 1 },
        { topic: "a", partition: 1, start: 0, end: 2 },
      ]);
      await reader.leave();
    });

    withLog("keys, times, headers and bytes that are no text come back as they were", async ({ log }) => {
      const builder = new BatchBuilder();
      builder.time = 17;
      const value = Buffer.from([0xff, 0x00, 0xc3]);
      builder.add({ key: null, value });
      builder.add({
        key: Buffer.from([0xfe]),
        value,
        time: 1_770_000_000_000.5,
        headers: [
          ["h", value],
          ["h", null],
        ],
      });
      await log.append([{ topic: "b", partition: 0, batch: builder.take(0) }]);
      const reader = await log.join(null, ["b"]);
      const [batch] = await reader.fetch("b", 0, 0, 1);
      expect(batch?.value(0).equals(value)).toBe(true);
      expect([batch?.key(0), batch?.time(0), batch?.headers(0)]).toEqual([null, 17, []]);
      expect([...(batch?.key(1) ?? [])]).toEqual([0xfe]);
      expect(batch?.time(1)).toBe(1_770_000_000_000.5);
      expect(batch?.headers(1).map(([header, bytes]) => [header, bytes === null ? null : [...bytes]])).toEqual([
        ["h", [...value]],
        ["h", null],
      ]);
      await reader.leave();
    });

    withLog("who consumes is told which partitions it owns", async ({ log }) => {
      const told: string[] = [];
      const reader = await log.join("group", ["a", "b"], {
        assigned: async (partitions) => {
          told.push(...partitions.map(({ topic, partition }) => `${topic}/${partition}`));
        },
        revoked: async () => {},
      });
      await reader.extents();
      expect(told.sort()).toEqual(["a/0", "a/1", "b/0"]);
      await reader.leave();
    });

    withLog("what another process appends is seen, and wakes who waits", async ({ log, other }) => {
      const reader = await log.join(null, ["b"]);
      await log.append([append("b", ["own"])]);
      const [base] = await other.append([append("b", ["foreign"])]);
      expect(base).toBe(1);
      await reader.wait(1000);
      expect(await valuesOf(reader, "b", 0, 0)).toEqual([
        [0, "own"],
        [1, "foreign"],
      ]);
      expect(await log.append([append("b", ["own"])])).toEqual([2]);
      await reader.leave();
    });

    withLog("it says until when a record is kept", async ({ log, advance, now }) => {
      const first = now();
      await log.append([append("b", ["0", "1"])]);
      advance(DAY / 2);
      await log.append([append("b", ["2"])]);
      expect(await log.keptUntil("b", 0, 1)).toBe(first + DAY);
      expect(await log.keptUntil("b", 0, 2)).toBe(first + DAY / 2 + DAY);
    });

    withLog("records are emptied where it can, and all others stay as they were", async ({ log, other }) => {
      await log.append([append("b", ["0", "1", "2"]), append("b", ["3", "4"])]);
      if (log.erase === undefined) return;
      await log.erase("b", 0, [1, 3, 9]);
      const reader = await other.join(null, ["b"]);
      expect(await valuesOf(reader, "b", 0, 0)).toEqual([
        [0, "0"],
        [1, ""],
        [2, "2"],
        [3, ""],
        [4, "4"],
      ]);
      const [batch] = await reader.fetch("b", 0, 0, 1);
      expect([batch?.key(0)?.toString(), batch?.key(1), batch?.headers(1)]).toEqual([
        "k0",
        null,
        [["da-erased", null]],
      ]);
      expect((await log.append([append("b", ["5"])]))[0]).toBe(5);
      await reader.leave();
    });

    withLog("retention lets go of what is too old, and offsets go on", async ({ log, advance, now }) => {
      await log.append([append("a", ["old"], 0), append("b", ["old", "old"])]);
      advance(2 * DAY);
      await log.append([append("b", ["new"])]);
      await log.expire(now());
      const reader = await log.join(null, ["a", "b"]);
      expect(await valuesOf(reader, "a", 0, 0)).toEqual([[0, "old"]]);
      expect(await valuesOf(reader, "b", 0, 2)).toEqual([[2, "new"]]);
      expect((await reader.extents()).find(({ topic }) => topic === "b")).toMatchObject({ start: 2, end: 3 });
      advance(30 * DAY);
      await log.expire(now());
      expect((await reader.extents()).every(({ start, end }) => start === end)).toBe(true);
      expect(await log.append([append("b", ["later"])])).toEqual([3]);
      await reader.leave();
    });
  });
}
