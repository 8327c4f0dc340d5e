// What several readers take from one partition, each at its own pace: nobody is given what lies behind what was let go of.
import { zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { BatchBuilder, RecordBatch } from "../batch.ts";
import { Decoder } from "./decode.ts";
import { standsFor } from "./fetched.ts";
import { pieceOf, piecesOf } from "./pieces.ts";
import { Stream } from "./stream.ts";
import { batchHead, WireWriter, writeRecord } from "./wire.ts";

function batch(base: number, count: number): RecordBatch {
  const builder = new BatchBuilder();
  for (let n = 0; n < count; n++) builder.add({ key: null, value: Buffer.from(String(base + n)) });
  return new RecordBatch(builder.take(0).bytes, base);
}

test("who is behind one that has taken all does not skip what was let go of", async () => {
  const stream = new Stream({ topic: "t", partition: 0 }, 10, 0);
  // At 15, 18 and 22 stand markers.
  stream.push([pieceOf(batch(10, 5))], 16, 0);
  stream.push([pieceOf(batch(16, 2))], 19, 0);
  expect(await stream.take(19, 1)).toEqual([]);
  stream.push([pieceOf(batch(19, 3))], 23, 0);
  expect(stream.covers(10)).toBe(false);
  expect(stream.covers(18)).toBe(false);
  expect((await stream.take(19, 1)).map(({ base }) => base)).toEqual([19]);
});

/** A block as the broker has it, with records that compress well. */
function block(base: number, count: number): Buffer {
  const writer = new WireWriter(1 << 16);
  for (let n = 0; n < count; n++) {
    const value = Buffer.from(`${base + n}`.padEnd(1000));
    writeRecord(writer, n, { key: null, value, headers: Buffer.alloc(0), headerCount: 0 });
  }
  const records = zstdCompressSync(writer.bytes);
  const head = { count, time: 5, producerId: -1n, producerEpoch: -1, firstSequence: -1, isTransactional: false };
  const bytes = Buffer.concat([batchHead(head, records), records]);
  bytes.writeBigInt64BE(BigInt(base), 0);
  bytes.writeInt16BE(4, 21);
  return bytes;
}

test("what lies in it takes what was fetched, whatever it becomes when it is taken", async () => {
  const fetched = Buffer.concat([block(0, 600), block(600, 600), block(1200, 600)]);
  const [stand] = standsFor(fetched, 0, []);
  if (stand === undefined) throw new Error("Nothing was fetched.");
  const stream = new Stream({ topic: "t", partition: 0 }, 0, 0);
  stream.push(piecesOf(stand, new Decoder()), 1800, 0);
  expect(stream.bytes).toBe(fetched.length);
  expect(fetched.length).toBeLessThan(100_000);
  const seen: number[] = [];
  let next = 0;
  // One batch each time: the rest of what it comes from stays there.
  for (let [first] = await stream.take(0, 1); first !== undefined; [first] = await stream.take(next, 1)) {
    expect(first.base).toBe(next);
    seen.push(...Array.from({ length: first.count }, (_, i) => Number(first?.value(i).toString())));
    next = first.next;
  }
  expect(seen).toEqual(Array.from({ length: 1800 }, (_, n) => n));
  expect([stream.bytes, stream.covers(1800), stream.end]).toEqual([0, true, 1800]);
});

test("a piece whose last records are gone ends where those that are there end", async () => {
  const stream = new Stream({ topic: "t", partition: 0 }, 0, 0);
  stream.push([{ next: 9, size: 1, open: async () => [batch(0, 5)] }], 12, 0);
  expect((await stream.take(0, 1)).map(({ next }) => next)).toEqual([5]);
  expect([stream.covers(5), stream.end]).toEqual([true, 5]);
  expect(await stream.take(5, 1)).toEqual([]);
});

test("who takes while another's piece is opened goes on behind it, and nothing is given twice", async () => {
  const opened = Promise.withResolvers<void>();
  const stream = new Stream({ topic: "t", partition: 0 }, 0, 0);
  const slow = { ...pieceOf(batch(0, 5)), open: async () => opened.promise.then(() => [batch(0, 5)]) };
  stream.push([slow, pieceOf(batch(5, 5))], 10, 0);
  const first = stream.take(0, 1_000_000);
  const second = await stream.take(5, 1_000_000);
  opened.resolve();
  expect([...(await first), ...second].map(({ base }) => base)).toEqual([0, 5]);
});
