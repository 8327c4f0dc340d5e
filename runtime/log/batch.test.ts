import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BatchBuilder, headerText, RecordBatch } from "./batch.ts";
import { type Envelope, headersOf } from "./envelope.ts";
import { hashed, hashedUuid, hashText, hashWords, NO_SEED, seedOf } from "./hash.ts";
import { murmur2, partitionOf } from "./partitioner.ts";
import { parseTraceparent, traceHex, traceOf } from "./trace.ts";

const envelope: Envelope = {
  type: "usage.a",
  id: "0f7e5119-1c21-828a-a1f3-9959c39822d5",
  at: 1_770_000_000_000.25,
  handler: "plays",
  hops: 300,
  cause: "free text ✓",
  trace: { a: 1, b: -2, c: 3, d: 2 ** 31 - 1, flags: 1 },
  passes: null,
};

describe("batches", () => {
  test("events come back with what they carry", () => {
    const builder = new BatchBuilder();
    const others: Envelope[] = [
      envelope,
      { ...envelope, id: "0F7E5119-1C21-828A-A1F3-9959C39822D5", passes: "a=1", type: "usage.b", handler: "x" },
      { ...envelope, id: "", cause: "x".repeat(300), passes: "a=1" },
    ];
    for (const [index, each] of others.entries())
      builder.addEvent(`key ${index} ${"ü".repeat(index * 40)}`, `{"v":"${index}ü"}`, each);
    const batch = new RecordBatch(builder.take(7).bytes, 7);
    expect([batch.base, batch.count, batch.next]).toEqual([7, 3, 10]);
    for (const [index, each] of others.entries()) {
      expect(batch.envelope(index)).toEqual(each);
      expect(batch.text(index)).toBe(`{"v":"${index}ü"}`);
      expect(Buffer.from(batch.key(index) ?? []).toString()).toBe(`key ${index} ${"ü".repeat(index * 40)}`);
      expect(batch.headers(index)).toEqual([]);
    }
  });

  test("a builder starts anew, and what it gave stays", () => {
    const builder = new BatchBuilder();
    builder.addEvent("k", "1", envelope);
    const first = builder.take(0);
    builder.addEvent("k", "2", { ...envelope, type: "other" });
    const second = builder.take(1);
    expect([first.text(0), first.envelope(0)?.type]).toEqual(["1", "usage.a"]);
    expect([second.text(0), second.envelope(0)?.type]).toEqual(["2", "other"]);
  });

  test("what it gave stays, however much comes at a time", () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 2, maxLength: 12 });
    const property = fc.property(sizes, (all) => {
      const builder = new BatchBuilder();
      const given = all.map((size, base) => {
        const part = Math.floor(size / 3);
        for (let n = 0; n < 3; n++) builder.add({ key: null, value: Buffer.alloc(part, 97 + ((base + n) % 26)) });
        return builder.take(base);
      });
      for (const [base, batch] of given.entries()) {
        expect([batch.base, batch.count, batch.bytes.length > (all[base] ?? 0) - 3]).toEqual([base, 3, true]);
        for (let n = 0; n < 3; n++) {
          const value = Buffer.alloc(Math.floor((all[base] ?? 0) / 3), 97 + ((base + n) % 26));
          expect(batch.value(n).equals(value)).toBe(true);
        }
      }
    });
    fc.assert(property, { numRuns: 60 });
  });

  test("a builder keeps no more memory than what it held last asks for", () => {
    const builder = new BatchBuilder();
    const large = Buffer.alloc(3 << 20);
    builder.add({ key: null, value: large });
    expect(builder.take(0).bytes.buffer.byteLength).toBeLessThan(large.length * 1.4);
    for (let n = 0; n < 3; n++) {
      builder.add({ key: null, value: Buffer.from("small") });
      expect(builder.take(0).bytes.buffer.byteLength).toBeLessThan(200);
    }
  });

  test("a text is given only where the bytes are UTF-8, whatever stands beside it", () => {
    const bytes = fc.oneof(
      fc.string({ unit: "binary" }).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 6 }), (values) => {
        const builder = new BatchBuilder();
        for (const value of values) builder.add({ key: null, value });
        const batch = builder.take(0);
        for (const [index, value] of values.entries()) {
          const isText = Buffer.from(Buffer.from(value).toString("utf8")).equals(value);
          expect(batch.text(index)).toBe(isText ? Buffer.from(value).toString("utf8") : null);
        }
      }),
    );
  });

  test("an event may have no key", () => {
    const builder = new BatchBuilder();
    builder.addEvent(null, "{}", envelope);
    const batch = builder.take(0);
    expect([batch.key(0), batch.isKeyImplied(0), batch.envelope(0)?.id]).toEqual([null, false, envelope.id]);
  });

  test("a key may be absent, implied, empty or any bytes", () => {
    const builder = new BatchBuilder();
    const value = Buffer.from("v");
    builder.add({ value });
    builder.add({ value, key: null });
    builder.add({ value, key: Buffer.alloc(0) });
    const batch = builder.take(0);
    expect([0, 1, 2].map((index) => batch.isKeyImplied(index))).toEqual([true, false, false]);
    expect([0, 1, 2].map((index) => batch.key(index)?.length ?? null)).toEqual([null, null, 0]);
  });

  test("bytes that are no batch are told", () => {
    expect(() => new RecordBatch(Buffer.alloc(3), 0)).toThrow("no batch");
    expect(() => new RecordBatch(Buffer.alloc(100), 0)).toThrow("no batch");
  });

  test("offsets may have gaps", () => {
    const builder = new BatchBuilder();
    for (const value of ["a", "b", "c"]) builder.add({ key: null, value: Buffer.from(value) });
    const batch = new RecordBatch(builder.take(0).bytes, 5, [5, 8, 9]);
    expect([batch.next, batch.offset(1), batch.indexOf(6), batch.indexOf(10)]).toEqual([10, 8, 1, 3]);
  });
});

test("headers follow CloudEvents' binary mode and W3C trace context", () => {
  const headers = headersOf({ ...envelope, at: 0, passes: "a=1" }, "org.gooru da");
  const text = Object.fromEntries(headers.map(([name]) => [name, headerText(headers, name)]));
  expect(text).toEqual({
    ce_specversion: "1.0",
    ce_id: envelope.id,
    ce_source: "/org.gooru%20da/plays",
    ce_type: "usage.a",
    ce_time: "1970-01-01T00:00:00.000Z",
    "content-type": "application/json",
    traceparent: expect.stringMatching(/^00-00000001fffffffe000000037fffffff-[0-9a-f]{16}-01$/),
    "da-hops": "300",
    "da-cause": envelope.cause,
    "da-passes": "a=1",
  });
});

test("a trace is taken over, or made of the source event's id", () => {
  const header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const trace = parseTraceparent(header);
  expect(trace === null ? null : [traceHex(trace), trace.flags]).toEqual(["0af7651916cd43dd8448eb211c80319c", 1]);
  for (const wrong of [
    "",
    "00-00000000000000000000000000000000-b7ad6b7169203331-01",
    `ff${header.slice(2)}`,
    "00-xyz",
  ]) {
    expect(parseTraceparent(wrong)).toBeNull();
  }
  expect(traceOf(seedOf("e1"))).toEqual(traceOf(seedOf("e1")));
  expect(traceHex(traceOf(seedOf("e1")))).not.toBe(traceHex(traceOf(seedOf("e2"))));
  expect(traceHex(traceOf(seedOf("e1")))).not.toBe(traceHex({ ...seedOf("e1"), flags: 0 }));
});

describe("hashes", () => {
  test("are UUIDs of version 8", () => {
    hashText("hello", NO_SEED);
    expect(hashedUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test("differ for neighbouring causes, handlers and ordinals, and spread evenly", () => {
    const seen = new Set<string>();
    const buckets = new Array<number>(64).fill(0);
    const [events, emitters, ordinals] = [5000, 10, 4];
    const seeds = Array.from({ length: emitters }, (_, n) => seedOf(`handler${n}\nusage.a.b`));
    const cause = seedOf("resource.play.stop");
    for (let n = 0; n < events; n++) {
      hashText(String(n), cause);
      const { a, b, c, d } = hashed;
      for (const seed of seeds) {
        for (let ordinal = 0; ordinal < ordinals; ordinal++) {
          hashWords(a, b, c, d, seed, ordinal);
          const bucket = hashed.a & 63;
          buckets[bucket] = (buckets[bucket] ?? 0) + 1;
          seen.add(hashedUuid());
        }
      }
    }
    const count = events * emitters * ordinals;
    expect(seen.size).toBe(count);
    const [mean, deviation] = [count / 64, Math.sqrt(count / 64)];
    for (const bucket of buckets) expect(Math.abs(bucket - mean)).toBeLessThan(6 * deviation);
  });

  test("no two of five million ids are alike, in any half of them", () => {
    const count = 5_000_000;
    const [low, high] = [new Float64Array(count), new Float64Array(count)];
    const seeds = [seedOf("plays\nusage.a"), seedOf("plays\nusage.b")];
    const cause = seedOf("play");
    for (let n = 0; n < count; n += 2) {
      hashText(`e${n}`, cause);
      const { a, b, c, d } = hashed;
      for (const [k, seed] of seeds.entries()) {
        hashWords(a, b, c, d, seed, 0);
        // 53 bits of each half: among five million, about 0.001 pairs alike are expected of an even hash.
        low[n + k] = (hashed.a >>> 0) * 2 ** 21 + (hashed.b >>> 11);
        high[n + k] = (hashed.c >>> 0) * 2 ** 21 + (hashed.d >>> 11);
      }
    }
    for (const half of [low, high]) {
      half.sort();
      let alike = 0;
      for (let i = 1; i < count; i++) if (half[i] === half[i - 1]) alike++;
      expect(alike).toBe(0);
    }
  });
});

test("keys go to the partitions that Kafka's clients choose", () => {
  // Known values of Kafka's own test of murmur2.
  const known: [string, number][] = [
    ["21", -973932308],
    ["foobar", -790332482],
    ["a-little-bit-long-string", -985981536],
    ["a-little-bit-longer-string", -1486304829],
    ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
    ["abc", 479470107],
  ];
  for (const [key, hash] of known) expect(murmur2(Buffer.from(key)) | 0).toBe(hash);
  expect(partitionOf("x", 1)).toBe(0);
  expect(new Set(Array.from({ length: 200 }, (_, n) => partitionOf(`k${n}`, 8))).size).toBe(8);
});
