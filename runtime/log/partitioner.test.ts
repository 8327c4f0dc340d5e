// Keys go to the partitions that Kafka's own clients choose for them.
import fc from "fast-check";
import { Partitioners } from "kafkajs";
import { expect, test } from "vitest";
import { partitionOf } from "./partitioner.ts";

test("the partitions are those of Java's clients, as kafkajs has them", () => {
  const choose = Partitioners.DefaultPartitioner();
  fc.assert(
    fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 50 }), (bytes, count) => {
      const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
        partitionErrorCode: 0,
        partitionId,
        leader: 1,
        replicas: [1],
        isr: [1],
      }));
      const key = Buffer.from(bytes);
      const expected = choose({ topic: "t", partitionMetadata, message: { key, value: null } });
      expect(partitionOf(key, count)).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});
