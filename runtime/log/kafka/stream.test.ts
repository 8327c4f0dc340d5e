// What several readers take from one partition, each at its own pace: nobody is given what lies behind what was let go of.
import { expect, test } from "vitest";
import { BatchBuilder, RecordBatch } from "../batch.ts";
import { Stream } from "./stream.ts";

function batch(base: number, count: number): RecordBatch {
  const builder = new BatchBuilder();
  for (let n = 0; n < count; n++) builder.add({ key: null, value: Buffer.from(String(base + n)) });
  return new RecordBatch(builder.take(0).bytes, base);
}

test("who is behind one that has taken all does not skip what was let go of", () => {
  const stream = new Stream({ topic: "t", partition: 0 }, 10, 0);
  // At 15, 18 and 22 stand markers.
  stream.push([batch(10, 5)], 16, 0);
  stream.push([batch(16, 2)], 19, 0);
  expect(stream.take(19, 1)).toEqual([]);
  stream.push([batch(19, 3)], 23, 0);
  expect(stream.covers(10)).toBe(false);
  expect(stream.covers(18)).toBe(false);
  expect(stream.take(19, 1).map(({ base }) => base)).toEqual([19]);
});
