// Records straight from the bytes: what clients write is read, whatever it holds, and what is left out is told apart.
import { createRequire } from "node:module";
import { gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batchesOf } from "../../testing/fetched.ts";
import type { RecordBatch } from "../batch.ts";
import { type Aborted, standsFor } from "./fetched.ts";
import { batchHead, WireWriter, writeRecord } from "./wire.ts";

const require = createRequire(import.meta.url);
const { RecordBatch: encodeBatch } = require("kafkajs/src/protocol/recordBatch/v0");
const encodeRecord = require("kafkajs/src/protocol/recordBatch/record/v0");

const NOW = 1_780_000_000_000;

interface Written {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [string, Buffer | null])[];
}

interface Head {
  readonly base?: number;
  readonly producer?: bigint;
  readonly isTransactional?: boolean;
}

function written(records: readonly Written[], { base = 0, producer = 7n, isTransactional = false }: Head = {}): Buffer {
  const writer = new WireWriter(16);
  const headers = new WireWriter(16);
  for (const [place, { key, value, headers: own }] of records.entries()) {
    headers.clear();
    for (const [name, text] of own) {
      headers.text(name);
      headers.sized(text);
    }
    writeRecord(writer, place, { key, value, headers: headers.bytes, headerCount: own.length });
  }
  const head = { count: records.length, time: NOW, producerId: producer, producerEpoch: 0, firstSequence: 0 };
  const all = Buffer.concat([batchHead({ ...head, isTransactional }, writer.bytes), writer.bytes]);
  all.writeBigInt64BE(BigInt(base), 0);
  return all;
}

/** A batch that ends a transaction. */
function marker(base: number, producer: bigint, isCommit: boolean): Buffer {
  const key = Buffer.from([0, 0, 0, isCommit ? 1 : 0]);
  const bytes = written([{ key, value: Buffer.alloc(6), headers: [] }], { base, producer, isTransactional: true });
  bytes.writeInt16BE(16 | 32, 21);
  return bytes;
}

/** The same batch with its records compressed. */
function compressed(batch: Buffer, codec: number, compress: (bytes: Buffer) => Buffer): Buffer {
  const bytes = Buffer.concat([batch.subarray(0, 61), compress(batch.subarray(61))]);
  bytes.writeInt32BE(bytes.length - 12, 8);
  bytes.writeInt16BE(batch.readInt16BE(21) | codec, 21);
  return bytes;
}

async function read(bytes: Buffer, from = 0, aborted: readonly Aborted[] = []): Promise<RecordBatch[]> {
  const [stand] = standsFor(bytes, from, aborted);
  return stand === undefined ? [] : await batchesOf(stand);
}

const recordsIn = (batches: readonly RecordBatch[]) =>
  batches.flatMap((batch) =>
    Array.from({ length: batch.count }, (_, index) => ({
      offset: batch.offset(index),
      key: hexOf(batch.key(index)),
      value: hexOf(batch.value(index)),
      headers: batch.headers(index).map(([name, value]) => [name, hexOf(value)]),
      time: batch.time(index),
    })),
  );

const hexOf = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString("hex"));
const values = (batches: readonly RecordBatch[]): string[] =>
  batches.flatMap((batch) => Array.from({ length: batch.count }, (_, index) => batch.value(index).toString()));
const offsets = (batches: readonly RecordBatch[]): number[] => recordsIn(batches).map(({ offset }) => offset);

const plain = (...texts: string[]): Written[] =>
  texts.map((text) => ({ key: null, value: Buffer.from(text), headers: [] }));

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const name = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 80 }),
  fc.constantFrom("valueOf", "toString", "__proto__", "constructor", "hasOwnProperty"),
);
const record = fc.record({
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.array(fc.tuple(name, fc.option(bytes)), { maxLength: 6 }),
});

const shown = (base: number) => (each: Written, index: number) => ({
  offset: base + index,
  key: hexOf(each.key),
  value: hexOf(each.value ?? Buffer.alloc(0)),
  headers: each.headers.map(([header, value]) => [header, hexOf(value)]),
  time: NOW,
});

test("records come back with all they have, in batches that are compressed or not", async () => {
  const codec = fc.constantFrom<[number, (bytes: Buffer) => Buffer]>(
    [0, (all) => all],
    [1, (all) => gzipSync(all)],
    [4, (all) => zstdCompressSync(all)],
  );
  const batch = fc.tuple(fc.array(record, { minLength: 1, maxLength: 40 }), codec);
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 4 }), fc.nat(2 ** 40), async (batches, start) => {
      let base = start;
      const all: ReturnType<typeof recordsIn> = [];
      const blocks = batches.map(([records, [number, compress]]) => {
        all.push(...records.map(shown(base)));
        const block = compressed(written(records, { base }), number, compress);
        base += records.length;
        return block;
      });
      expect(recordsIn(await read(Buffer.concat(blocks), start))).toEqual(all);
    }),
  );
});

test("what the client writes is read, with gaps and times of their own", async () => {
  const gap = fc.nat(300);
  const delta = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
  const own = fc.dictionary(fc.string({ minLength: 1 }), bytes, { maxKeys: 4, noNullPrototype: true });
  const each = fc.tuple(bytes, bytes, own, gap, delta);
  await fc.assert(
    fc.asyncProperty(fc.array(each, { minLength: 1, maxLength: 30 }), async (all) => {
      let offset = -1;
      const expected = all.map(([key, value, headers, skipped, time]) => {
        offset += 1 + skipped;
        return { offset, key, value, headers, time };
      });
      const records = expected.map(({ offset: offsetDelta, key, value, headers, time: timestampDelta }) =>
        encodeRecord({ offsetDelta, timestampDelta, key, value, headers }),
      );
      const head = { firstOffset: 0, firstTimestamp: NOW, maxTimestamp: NOW, lastOffsetDelta: offset };
      const block = await encodeBatch({ ...head, records });
      expect(recordsIn(await read(block.buffer))).toEqual(
        expected.map(({ key, value, headers, time, offset: at }) => ({
          offset: at,
          key: hexOf(key),
          value: hexOf(value),
          headers: Object.entries(headers).map(([header, text]) => [header, hexOf(text)]),
          time: NOW + time,
        })),
      );
    }),
  );
});

test("marks and times of its own are no headers of a record any more", async () => {
  const headers = [
    ["da-position", Buffer.from("a b/3 17 2")],
    ["x", Buffer.from("y")],
    ["da-time", Buffer.from("12.5")],
  ] as const;
  const [batch] = await read(
    written([
      { key: null, value: null, headers },
      { key: null, value: null, headers: [["da-position", Buffer.from("?")]] },
    ]),
  );
  expect(batch?.headers(0)).toEqual([["x", Buffer.from("y")]]);
  expect([batch?.mark(0), batch?.time(0)]).toEqual([{ lane: "a b/3", major: 17, minor: 2 }, 12.5]);
  expect([batch?.mark(1), batch?.time(1), batch?.hasHeaders(1)]).toEqual([null, NOW, false]);
});

test("a header is found by its name", async () => {
  const headers = [
    ["one", Buffer.from("1")],
    ["none", null],
    ["ones", Buffer.from("2")],
    ["one", Buffer.from("3")],
  ] as const;
  const [batch] = await read(written([{ key: Buffer.from("k"), value: null, headers }, ...plain("v")]));
  const found = (index: number) => ["one", "ones", "none", "on"].map((each) => batch?.header(index, Buffer.from(each)));
  expect(found(0)).toEqual(["1", "2", null, null]);
  expect(found(1)).toEqual([null, null, null, null]);
});

test("the time is that of appending where the broker stamps", async () => {
  const block = written(plain("a", "b"));
  block.writeInt16BE(8, 21);
  block.writeBigInt64BE(BigInt(NOW + 5), 35);
  expect(recordsIn(await read(block)).map(({ time }) => time)).toEqual([NOW + 5, NOW + 5]);
});

describe("what was fetched", () => {
  test("begins where it was asked for, in the midst of a batch", async () => {
    const all = Buffer.concat([written(plain("a", "b")), written(plain("c", "d", "e"), { base: 2 })]);
    expect(values(await read(all, 3))).toEqual(["d", "e"]);
    expect(standsFor(all, 3, []).map(({ offset }) => offset)).toEqual(["3", "4"]);
    expect(standsFor(all, 5, [])).toEqual([]);
  });

  test("may end in the midst of one, which is left out", async () => {
    const all = Buffer.concat([written(plain("a")), written(plain("b"), { base: 1 })]);
    for (const cut of [1, 20, 60]) {
      const bytesLeft = all.subarray(0, all.length - cut);
      expect(values(await read(bytesLeft))).toEqual(["a"]);
      expect(standsFor(bytesLeft, 0, []).map(({ offset }) => offset)).toEqual(["0", "0"]);
    }
    expect(await read(Buffer.alloc(0))).toEqual([]);
  });

  test("comes in batches of a bounded size", async () => {
    const many = await read(written(plain(...Array.from({ length: 2000 }, (_, i) => String(i)))));
    expect(values(many)).toEqual(Array.from({ length: 2000 }, (_, i) => String(i)));
    expect(Math.max(...many.map(({ count }) => count))).toBeLessThanOrEqual(512);
    const large = await read(written(plain(...Array.from({ length: 10 }, () => "x".repeat(200_000)))));
    expect(large.map(({ count }) => count)).toEqual([2, 2, 2, 2, 2]);
  });

  test("has no markers, and none of what was aborted, though transactions are interwoven", async () => {
    const of = (base: number, producer: bigint, ...texts: string[]) =>
      written(plain(...texts), { base, producer, isTransactional: true });
    const all = Buffer.concat([
      of(0, 1n, "1 kept"),
      of(1, 2n, "2 gone"),
      marker(2, 1n, true),
      of(3, 1n, "1 gone", "1 gone"),
      written(plain("plain"), { base: 5, producer: 2n }),
      of(6, 2n, "2 gone"),
      marker(7, 2n, false),
      of(8, 2n, "2 kept"),
      marker(9, 1n, false),
      of(10, 1n, "1 kept"),
      marker(11, 2n, true),
      marker(12, 1n, true),
    ]);
    const aborted = [
      { producer: 1, first: 3 },
      { producer: 2, first: 1 },
    ];
    const found = await read(all, 0, aborted);
    expect(values(found)).toEqual(["1 kept", "plain", "2 kept", "1 kept"]);
    expect(offsets(found)).toEqual([0, 5, 8, 10]);
    expect(standsFor(all, 0, aborted).map(({ offset }) => offset)).toEqual(["0", "12"]);
    expect(values(await read(all, 4, aborted))).toEqual(["plain", "2 kept", "1 kept"]);
  });

  test("may hold nothing but markers", async () => {
    const all = Buffer.concat([marker(4, 1n, true), marker(5, 2n, false)]);
    expect(await read(all, 4)).toEqual([]);
    expect(standsFor(all, 4, []).map(({ offset }) => offset)).toEqual(["4", "5"]);
  });

  test("that is damaged is told", async () => {
    const block = written(plain("abc", "def"));
    for (const at of [61, 65, 66, 70]) {
      const wrong = Buffer.from(block);
      wrong[at] = 0x3e;
      await expect(read(wrong)).rejects.toThrow("damaged");
    }
    const unknown = Buffer.from(block);
    unknown.writeInt16BE(7, 21);
    await expect(read(unknown)).rejects.toThrow("codec 7");
  });
});
