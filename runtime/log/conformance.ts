/**
 * What every log must do, as tests: an adapter's test file calls `logConformance` with a way to open an empty one.
 */
import { describe, expect, test } from "vitest";
import { BatchBuilder, type RecordBatch } from "./batch.ts";
import { type Mark, marksOf } from "./marks.ts";
import type { Append, Extent, LogPort, LogReader } from "./port.ts";

export interface LogUnderTest {
  readonly log: LogPort;
  /** Another process's view of the same log. */
  readonly other: LogPort;
  /** Stands before the names of topics, so that nobody else has them. */
  readonly prefix: string;
  now(): number;
  /** Makes all records of a topic older than its retention, and lets the log let go of them. */
  outlive(topic: string): Promise<void>;
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

/** Values of a partition from an offset up to its end, with their offsets. */
async function valuesOf(
  reader: LogReader,
  topic: string,
  partition: number,
  from: number,
  bytes = 100,
): Promise<[number, string][]> {
  const found: [number, string][] = [];
  for (let next = from; ; ) {
    const batches = await reader.fetch(topic, partition, next, bytes);
    for (const batch of batches) {
      for (let i = batch.indexOf(next); i < batch.count; i++) found.push([batch.offset(i), batch.value(i).toString()]);
      next = batch.next;
    }
    const { end } = await extentOf(reader, topic, partition);
    if (batches.length === 0 && next >= end) return found;
    if (batches.length === 0) await reader.wait(50);
  }
}

async function extentOf(reader: LogReader, topic: string, partition: number): Promise<Extent> {
  const extent = (await reader.extents()).find((each) => each.topic === topic && each.partition === partition);
  if (extent === undefined) throw new Error(`${topic}/${partition} is not assigned.`);
  return extent;
}

/** Asks again until it is so: a reader may learn late what others did. */
async function eventually(holds: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await holds();
    } catch (error) {
      if (tries === 400) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

export function logConformance(name: string, open: () => Promise<LogUnderTest>): void {
  const withLog = (title: string, run: (under: LogUnderTest, a: string, b: string) => Promise<void>): void => {
    test(title, async () => {
      const under = await open();
      const [a, b] = [`${under.prefix}a`, `${under.prefix}b`];
      try {
        await under.log.ensureTopics([
          { name: a, partitions: 2, replicas: 1, retention: 7 * DAY },
          { name: b, partitions: 1, replicas: 1, retention: DAY },
        ]);
        await run(under, a, b);
      } finally {
        await under.close();
      }
    });
  };

  describe(`${name} is a log`, () => {
    withLog("it is the same log for all who open it", async ({ log, other }) => {
      expect(await log.identity()).not.toBe("");
      expect(await other.identity()).toBe(await log.identity());
    });

    withLog("topics are made once and keep their partitions", async ({ log }, a, b) => {
      await log.ensureTopics([{ name: a, partitions: 2, replicas: 1, retention: DAY }]);
      const topics = (await log.topics()).filter((topic) => [a, b].includes(topic.name));
      expect([...topics].sort((x, y) => (x.name < y.name ? -1 : 1))).toEqual([
        { name: a, partitions: 2 },
        { name: b, partitions: 1 },
      ]);
    });

    withLog("records come back in order, from any offset on", async ({ log }, _a, b) => {
      const bases = await log.append([append(b, ["0", "1", "2"]), append(b, ["3"]), append(b, ["4", "5"])]);
      expect(bases).toEqual([0, 3, 4]);
      const reader = await log.join(null, [b]);
      for (let from = 0; from <= 6; from++) {
        const all: [number, string][] = Array.from({ length: 6 }, (_, offset) => [offset, String(offset)]);
        expect(await valuesOf(reader, b, 0, from)).toEqual(all.slice(from));
      }
      await reader.leave();
    });

    withLog("a fetch gives about as many bytes as asked for, and at least one batch", async ({ log }, _a, b) => {
      for (let i = 0; i < 5; i++) await log.append([append(b, ["x".repeat(100_000)])]);
      const reader = await log.join(null, [b]);
      expect((await valuesOf(reader, b, 0, 0, 1)).length).toBe(5);
      expect((await valuesOf(reader, b, 0, 2, 250_000)).length).toBe(3);
      await reader.leave();
    });

    withLog("large batches come back whole", async ({ log }, a) => {
      const values = Array.from({ length: 5000 }, (_, index) => `${index} ${"x".repeat(index % 700)}`);
      const bases = await log.append([append(a, values, 0), append(a, ["p1"], 1), append(a, ["after"], 0)]);
      expect(bases).toEqual([0, 0, 5000]);
      const reader = await log.join(null, [a]);
      const found = await valuesOf(reader, a, 0, 0, 1 << 20);
      expect(found.map(([, value]) => value)).toEqual([...values, "after"]);
      expect(found.map(([offset]) => offset)).toEqual(found.map((_, index) => index));
      await reader.leave();
    });

    withLog("two readers of one partition do not disturb each other", async ({ log }, _a, b) => {
      const values = Array.from({ length: 300 }, (_, index) => String(index));
      for (let from = 0; from < 300; from += 10) await log.append([append(b, values.slice(from, from + 10))]);
      const reader = await log.join(null, [b]);
      const seen: number[][] = [[], []];
      const nexts = [0, 150];
      while (nexts.some((next) => next < 300)) {
        for (const [who, next] of nexts.entries()) {
          if (next === 300) continue;
          const [batch] = await reader.fetch(b, 0, next, 1);
          if (batch === undefined) {
            await reader.wait(50);
            continue;
          }
          for (let i = batch.indexOf(next); i < batch.count; i++) seen[who]?.push(batch.offset(i));
          nexts[who] = batch.next;
        }
      }
      expect(seen[0]).toEqual(Array.from({ length: 300 }, (_, index) => index));
      expect(seen[1]).toEqual(Array.from({ length: 150 }, (_, index) => 150 + index));
      await reader.leave();
    });

    withLog("partitions are apart", async ({ log }, a) => {
      await log.append([append(a, ["p0"], 0), append(a, ["p1", "p1"], 1)]);
      const reader = await log.join(null, [a]);
      expect(await valuesOf(reader, a, 0, 0)).toEqual([[0, "p0"]]);
      expect(await valuesOf(reader, a, 1, 1)).toEqual([[1, "p1"]]);
      const extents = [...(await reader.extents())].sort((x, y) => x.partition - y.partition);
      expect(extents).toEqual([
        { topic: a, partition: 0, start: 0, end: 1 },
        { topic: a, partition: 1, start: 0, end: 2 },
      ]);
      await reader.leave();
    });

    withLog("keys, times, headers and bytes that are no text come back as they were", async ({ log }, _a, b) => {
      const builder = new BatchBuilder();
      builder.time = Date.now();
      const value = Buffer.from([0xff, 0x00, 0xc3]);
      builder.add({ key: null, value });
      builder.add({
        key: Buffer.from([0xfe]),
        value,
        time: 1_770_000_000_000,
        headers: [
          ["h", value],
          ["h", Buffer.from("again")],
          ["g", Buffer.alloc(0)],
        ],
      });
      await log.append([{ topic: b, partition: 0, batch: builder.take(0) }]);
      const reader = await log.join(null, [b]);
      await valuesOf(reader, b, 0, 0);
      const batch = await eventuallyFetched(reader, b);
      expect(batch.value(0).equals(value)).toBe(true);
      expect([batch.key(0), batch.headers(0)]).toEqual([null, []]);
      expect([...(batch.key(1) ?? [])]).toEqual([0xfe]);
      expect(batch.time(1)).toBe(1_770_000_000_000);
      expect(batch.headers(1).map(([header, bytes]) => [header, bytes === null ? null : [...bytes]])).toEqual([
        ["h", [...value]],
        ["h", [...Buffer.from("again")]],
        ["g", []],
      ]);
      await reader.leave();
    });

    withLog("marks come back with their records, where there are any", async ({ log }, _a, b) => {
      const marked = { lane: "l/0", majors: [3, 3, 4], minors: [0, 1, 0] };
      await log.append([append(b, ["0"]), { ...append(b, ["1", "2", "3"]), origin: marked }, append(b, ["4"])]);
      const reader = await log.join(null, [b]);
      const marks: (Mark | null)[] = [];
      for (let next = 0; next < 5; ) {
        const batches = await reader.fetch(b, 0, next, 1 << 20);
        for (const batch of batches) for (let i = 0; i < batch.count; i++) marks.push(batch.mark(i));
        next = batches.at(-1)?.next ?? next;
        if (batches.length === 0) await reader.wait(50);
      }
      expect(marks).toEqual([null, ...marksOf(marked), null]);
      await reader.leave();
    });

    withLog("who consumes is told which partitions it owns", async ({ log, prefix }, a, b) => {
      const told: string[] = [];
      const reader = await log.join(`${prefix}group`, [a, b], {
        assigned: async (partitions) => {
          told.push(...partitions.map(({ topic, partition }) => `${topic}/${partition}`));
        },
        revoked: async () => {},
      });
      await reader.extents();
      expect(told.sort()).toEqual([`${a}/0`, `${a}/1`, `${b}/0`]);
      await reader.leave();
    });

    withLog("what another process appends is seen, and wakes who waits", async ({ log, other }, _a, b) => {
      const reader = await log.join(null, [b]);
      await log.append([append(b, ["own"])]);
      expect(await log.append([])).toEqual([]);
      const [base] = await other.append([append(b, ["foreign"])]);
      expect(base).toBe(1);
      await reader.wait(1000);
      await eventually(async () =>
        expect(await valuesOf(reader, b, 0, 0)).toEqual([
          [0, "own"],
          [1, "foreign"],
        ]),
      );
      expect(await log.append([append(b, ["own"])])).toEqual([2]);
      await reader.leave();
    });

    withLog("it says until when a record is kept", async ({ log, now }, _a, b) => {
      const before = now();
      await log.append([append(b, ["0", "1"])]);
      const until = (await log.keptUntil(b, 0, 1)) ?? Number.NaN;
      expect(until).toBeGreaterThanOrEqual(before + DAY);
      expect(until).toBeLessThanOrEqual(now() + DAY);
    });

    withLog("records are emptied where it can, and all others stay as they were", async ({ log, other }, _a, b) => {
      await log.append([append(b, ["0", "1", "2"]), append(b, ["3", "4"])]);
      if (log.erase === undefined) return;
      await log.erase(b, 0, [1, 3, 9]);
      const reader = await other.join(null, [b]);
      expect(await valuesOf(reader, b, 0, 0)).toEqual([
        [0, "0"],
        [1, ""],
        [2, "2"],
        [3, ""],
        [4, "4"],
      ]);
      const [batch] = await reader.fetch(b, 0, 0, 1);
      expect([batch?.key(0)?.toString(), batch?.key(1), batch?.headers(1)]).toEqual([
        "k0",
        null,
        [["da-erased", null]],
      ]);
      expect((await log.append([append(b, ["5"])]))[0]).toBe(5);
      await reader.leave();
    });

    withLog("retention lets go of what is too old, and offsets go on", async ({ log, outlive }, a, b) => {
      await log.append([append(a, ["kept"], 0), append(b, ["old", "old"])]);
      await outlive(b);
      await log.append([append(b, ["new"])]);
      const reader = await log.join(null, [a, b]);
      expect(await valuesOf(reader, a, 0, 0)).toEqual([[0, "kept"]]);
      expect(await valuesOf(reader, b, 0, 2)).toEqual([[2, "new"]]);
      expect(await extentOf(reader, b, 0)).toMatchObject({ start: 2, end: 3 });
      await outlive(b);
      await eventually(async () => expect(await extentOf(reader, b, 0)).toMatchObject({ start: 3, end: 3 }));
      expect(await log.append([append(b, ["later"])])).toEqual([3]);
      await reader.leave();
    });

    withLog("a reader that begins before what is left gets what is left", async ({ log, outlive }, _a, b) => {
      await log.append([append(b, ["old", "old"])]);
      await outlive(b);
      await log.append([append(b, ["new"])]);
      const reader = await log.join(null, [b]);
      expect(await valuesOf(reader, b, 0, 0)).toEqual([[2, "new"]]);
      expect(await extentOf(reader, b, 0)).toMatchObject({ start: 2, end: 3 });
      await reader.leave();
    });
  });
}

async function eventuallyFetched(reader: LogReader, topic: string): Promise<RecordBatch> {
  for (;;) {
    const [batch] = await reader.fetch(topic, 0, 0, 1);
    if (batch !== undefined) return batch;
    await reader.wait(50);
  }
}
