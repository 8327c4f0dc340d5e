// Readers of one topic share what was fetched, however the log cuts it into batches: they go on, and never back.
import { expect, test } from "vitest";
import { BatchBuilder, RecordBatch } from "../log/batch.ts";
import type { LogReader } from "../log/port.ts";
import { DecodedCache } from "./cache.ts";

/** Records of these offsets. */
function batch(...offsets: readonly number[]): RecordBatch {
  const builder = new BatchBuilder();
  for (const offset of offsets) builder.add({ key: null, value: Buffer.from(String(offset)) });
  return new RecordBatch(builder.take(0).bytes, offsets[0] ?? 0, offsets);
}

function reading(answers: Readonly<Record<number, readonly RecordBatch[]>>) {
  const reader: LogReader = {
    extents: async () => [],
    fetch: async (_topic, _partition, offset) => answers[offset] ?? [],
    commit: async () => {},
    wait: async () => {},
    leave: async () => {},
  };
  const decode = (partition: number, found: RecordBatch) => ({
    topic: "t",
    partition,
    base: found.base,
    next: found.next,
    batch: found,
    events: [],
    problems: [],
    unknown: [],
    unhandled: [],
  });
  const cache = new DecodedCache(new Map([["t", { decode }]]));
  return async (offset: number): Promise<number | undefined> => (await cache.get(reader, "t", 0, offset))?.next;
}

test("a batch that is fetched again may reach further, or less far", async () => {
  const next = reading({ 0: [batch(0, 1)], 2: [batch(0, 1, 2, 3)], 4: [batch(4)] });
  expect(await next(0)).toBe(2);
  expect(await next(2)).toBe(4);
  expect(await next(1)).toBe(2);
  expect(await next(3)).toBe(4);
  expect(await next(4)).toBe(5);
});

test("in gaps too", async () => {
  // At 2, 3 and 6 there is no record for readers.
  const next = reading({
    0: [batch(0, 1)],
    2: [batch(4, 5), batch(7)],
    3: [batch(4, 5, 7, 8)],
    6: [batch(4, 5, 7, 8)],
  });
  expect(await next(0)).toBe(2);
  expect(await next(2)).toBe(6);
  expect(await next(6)).toBe(9);
  expect(await next(8)).toBe(9);
  expect(await next(9)).toBeUndefined();
});
