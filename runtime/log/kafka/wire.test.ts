// Records as bytes: the client's own decoder reads them, whatever they hold.
import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import { batchHead, crc32c, WireWriter, writeRecord } from "./wire.ts";

const require = createRequire(import.meta.url);
const Decoder = require("kafkajs/src/protocol/decoder");
const decodeBatch = require("kafkajs/src/protocol/recordBatch/v0/decoder");

interface Found {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | Buffer[] | null>>;
  readonly offset: unknown;
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
// The client's decoder trips over names that every object has.
const text = fc.string({ unit: "binary", minLength: 1, maxLength: 80 }).filter((name) => !(name in {}));
const record = fc.record({
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.uniqueArray(fc.tuple(text, fc.option(bytes)), { maxLength: 8, selector: ([name]) => name }),
});

test("what was written is read back by the client", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 70 }), fc.nat(2 ** 30), async (records, sequence) => {
      const writer = new WireWriter(16);
      const headers = new WireWriter(16);
      for (const [place, each] of records.entries()) {
        headers.clear();
        for (const [name, value] of each.headers) {
          headers.text(name);
          headers.sized(value);
        }
        writeRecord(writer, place, { ...each, headers: headers.bytes, headerCount: each.headers.length });
      }
      const head = { count: records.length, time: 1_780_000_000_000, producerId: 2n ** 40n, producerEpoch: 3 };
      const { bytes: all } = writer;
      const batch = Buffer.concat([batchHead({ ...head, firstSequence: sequence, isTransactional: true }, all), all]);
      const found = await decodeBatch(new Decoder(batch));
      expect(found.firstSequence).toBe(sequence);
      expect(String(found.producerId)).toBe(String(2n ** 40n));
      expect(found.inTransaction).toBe(true);
      expect(found.records.map(shown)).toEqual(
        records.map(({ key, value, headers: own }) => ({
          key: key?.toString("hex") ?? null,
          value: value?.toString("hex") ?? null,
          headers: own.map(([name, each]) => [name, each?.toString("hex") ?? null]).sort(),
        })),
      );
    }),
  );
});

const hexOf = (found: Buffer | Buffer[] | null | undefined): string | null =>
  found == null ? null : Buffer.concat([found].flat()).toString("hex");

const shown = ({ key, value, headers }: Found) => ({
  key: hexOf(key),
  value: hexOf(value),
  headers: Object.entries(headers)
    .map(([name, each]) => [name, hexOf(each)])
    .sort(),
});

test("the checksum is that of the standard, wherever the bytes lie and in however many calls", () => {
  expect(crc32c(Buffer.from("123456789"))).toBe(0xe3069283);
  const long = fc.uint8Array({ maxLength: 100, size: "max" });
  fc.assert(
    fc.property(long, fc.nat(20), fc.nat(100), (all, shift, cut) => {
      let sum = -1;
      for (const byte of all) {
        sum ^= byte;
        for (let bit = 0; bit < 8; bit++) sum = (sum & 1) === 0 ? sum >>> 1 : (sum >>> 1) ^ 0x82f63b78;
      }
      const lying = new Uint8Array(shift + all.length).subarray(shift);
      lying.set(all);
      expect(crc32c(lying)).toBe(~sum >>> 0);
      const at = Math.min(cut, lying.length);
      expect(crc32c(lying, at, crc32c(lying.subarray(0, at)))).toBe(~sum >>> 0);
    }),
  );
});
