// What is put in the place of the client's own parts does what they do.
import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import { groupAtOnce } from "./produce.ts";

const require = createRequire(import.meta.url);
const GROUPING = "kafkajs/src/producer/groupMessagesPerPartition";

test("messages are grouped as the client groups them", () => {
  const own = require(GROUPING);
  groupAtOnce();
  const ours = require(GROUPING);
  expect(ours).not.toBe(own);
  const message = fc.record({ partition: fc.nat(5), value: fc.string() });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 60 }), fc.nat(6), (messages, partitions) => {
      const partitioner = ({ message: { partition } }: { message: { partition: number } }) => partition;
      const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId }));
      const grouping = { topic: "t", partitionMetadata, messages, partitioner };
      expect(ours(grouping)).toEqual(own(grouping));
    }),
  );
});
