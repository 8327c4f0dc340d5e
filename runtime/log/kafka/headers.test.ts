// Headers as bytes are those that stand for an envelope everywhere else.
import fc from "fast-check";
import { expect, test } from "vitest";
import { batchesOf } from "../../testing/fetched.ts";
import { BatchBuilder } from "../batch.ts";
import { type Envelope, headersOf } from "../envelope.ts";
import { countedOrigin, markAt, markText, type Origin } from "../marks.ts";
import { standsFor } from "./fetched.ts";
import { RecordMaker } from "./records.ts";
import { batchHead, WireWriter, writeRecord } from "./wire.ts";

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const id = fc.oneof(
  fc.uuid(),
  fc.uuid().map((text) => text.toUpperCase()),
  fc.string({ unit: "binary" }),
);
const envelope: fc.Arbitrary<Envelope> = fc.record({
  type: fc.constantFrom("usage.a", "usage.b", "ü"),
  id,
  at: fc.oneof(
    fc.integer({ min: 0, max: 2 ** 42 }),
    fc.double({ min: 0, max: 2 ** 42, noNaN: true }),
    fc.constantFrom(0, 0.5, -1, -0.5, 253_402_300_799_999, 253_402_300_800_000, 8.64e15, 951_782_399_999),
  ),
  handler: fc.constantFrom("plays", "x y"),
  hops: fc.nat(2 ** 31),
  cause: id,
  trace: fc.record({ a: word, b: word, c: word, d: word, flags: fc.nat(255) }),
  passes: fc.option(fc.constantFrom("a=1", "a=1,b=2")),
});
const origin: fc.Arbitrary<Origin | null> = fc.option(
  fc.tuple(fc.string(), fc.nat(2 ** 52)).map(([lane, first]) => countedOrigin(lane, first, 20)),
);

const shown = (headers: readonly (readonly [string, Uint8Array | null])[]) =>
  headers.map(([name, value]) => [name, value === null ? null : Buffer.from(value).toString("hex")]);

test("they are the same, in the same order, and the mark comes back as one", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(envelope, { minLength: 1, maxLength: 20 }), origin, async (envelopes, from) => {
      const builder = new BatchBuilder();
      for (const each of envelopes) builder.addEvent("key", "{}", each);
      const append = { topic: "t", partition: 0, batch: builder.take(0), origin: from };
      const maker = new RecordMaker("org.gooru da");
      const records = new WireWriter(16);
      for (const index of envelopes.keys()) writeRecord(records, index, maker.make(append, index));
      const head = { count: envelopes.length, time: 5, producerId: -1n, producerEpoch: 0, firstSequence: 0 };
      const all = Buffer.concat([batchHead({ ...head, isTransactional: false }, records.bytes), records.bytes]);
      const [stand] = standsFor(all, 0, []);
      const [batch] = stand === undefined ? [] : await batchesOf(stand);
      for (const [index, each] of envelopes.entries()) {
        expect(shown(batch?.headers(index) ?? [])).toEqual(shown(headersOf(each, "org.gooru da")));
        const mark = from === null ? null : markAt(from, index);
        expect(batch?.mark(index)).toEqual(mark);
      }
    }),
  );
});

test("a mark is written as it is spelt everywhere", () => {
  const from = countedOrigin("a b/3", 2 ** 40, 1);
  const builder = new BatchBuilder();
  builder.add({ key: null, value: Buffer.from("v") });
  const { headers, headerCount } = new RecordMaker("p").make(
    { topic: "t", partition: 0, batch: builder.take(0), origin: from },
    0,
  );
  expect(headerCount).toBe(1);
  expect(Buffer.from(headers).toString()).toContain(markText(markAt(from, 0)));
});
