// Answers to Fetch are taken apart as the client does it, in each version, and only for who asks for bytes.
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { batchesOf } from "../../testing/fetched.ts";
import { batchOfMessages } from "./decode.ts";
import { fetchBytes, rackOf } from "./fetch.ts";
import { Fetched } from "./fetched.ts";
import { batchHead, WireWriter, writeRecord } from "./wire.ts";

const require = createRequire(import.meta.url);
const fetch = require("kafkajs/src/protocol/requests/fetch");
const Encoder = require("kafkajs/src/protocol/encoder");
const encodeSet = require("kafkajs/src/protocol/messageSet");
fetchBytes();

const rack = rackOf(() => 1);

interface Partition {
  readonly errorCode?: number;
  readonly records: Buffer;
}

/** An answer with partitions 0, 1, … of one topic. */
function answer(version: number, partitions: readonly Partition[]): Buffer {
  const encoder = new Encoder().writeInt32(25);
  if (version >= 7) encoder.writeInt16(0).writeInt32(99);
  encoder.writeInt32(1).writeString("t").writeInt32(partitions.length);
  for (const [partition, { errorCode = 0, records }] of partitions.entries()) {
    encoder
      .writeInt32(partition)
      .writeInt16(errorCode)
      .writeInt64(2 ** 40)
      .writeInt64(2 ** 39);
    if (version >= 5) encoder.writeInt64(3);
    encoder.writeInt32(1).writeInt64(12).writeInt64(4);
    if (version >= 11) encoder.writeInt32(2);
    encoder.writeBytes(records);
  }
  return encoder.buffer;
}

function records(...texts: string[]): Buffer {
  const writer = new WireWriter(16);
  for (const [place, text] of texts.entries()) {
    writeRecord(writer, place, { key: null, value: Buffer.from(text), headers: Buffer.alloc(0), headerCount: 0 });
  }
  const head = { count: texts.length, time: 5, producerId: -1n, producerEpoch: -1, firstSequence: -1 };
  return Buffer.concat([batchHead({ ...head, isTransactional: false }, writer.bytes), writer.bytes]);
}

const topics = [
  { topic: "t", partitions: [0, 1, 2].map((partition) => ({ partition, fetchOffset: "1", maxBytes: 9 })) },
];
const made = (version: number, rackId?: string) => fetch.protocol({ version })({ topics, maxWaitTime: 1, rackId });

describe.each([4, 5, 6, 7, 8, 9, 10, 11])("version %i", (version) => {
  test("is read as the client reads it, but for the records", async () => {
    const all = answer(version, [{ records: records("a", "b", "c") }, { records: Buffer.alloc(0) }]);
    const [own, bare] = [await made(version, rack.id).response.decode(all), await made(version).response.decode(all)];
    const { responses, ...head } = own;
    const { responses: bareResponses, ...bareHead } = bare;
    expect(head).toMatchObject(bareHead);
    expect(responses).toHaveLength(1);
    const [first, second] = responses[0].partitions;
    const [bareFirst, bareSecond] = bareResponses[0].partitions;
    for (const [partition, barePartition] of [
      [first, bareFirst],
      [second, bareSecond],
    ]) {
      expect(partition.partition).toBe(barePartition.partition);
      expect(partition.highWatermark).toBe(barePartition.highWatermark);
      expect(partition.preferredReadReplica).toBe(barePartition.preferredReadReplica ?? -1);
    }
    expect(second.messages).toEqual([]);
    const [stand, end] = first.messages;
    expect([stand.offset, end.offset, stand.aborted]).toEqual(["1", "2", [{ producer: 12, first: 4 }]]);
    const [batch] = await batchesOf(stand);
    expect([batch?.base, batch?.text(0), batch?.text(1)]).toEqual([1, "b", "c"]);
  });

  test("an error of a partition is the client's error", async () => {
    const all = answer(version, [{ records: Buffer.alloc(0), errorCode: 1 }]);
    const { decode, parse } = made(version, rack.id).response;
    await expect(parse(await decode(all))).rejects.toMatchObject({ name: "KafkaJSOffsetOutOfRange", partition: 0 });
  });

  test("who does not ask for bytes gets messages, and the broker is told of no such rack", async () => {
    const all = answer(version, [{ records: records("a") }]);
    const [message] = (await made(version).response.decode(all)).responses[0].partitions[0].messages;
    expect(message).not.toBeInstanceOf(Fetched);
    const sent = await made(version, rack.id).request.encode();
    expect(sent.buffer.equals((await made(version).request.encode()).buffer)).toBe(true);
  });
});

test("a broker waits for as long as whoever asks says then, until it is forgotten", async () => {
  let wait = 150;
  const patient = rackOf(() => wait);
  const asked = async (maxWaitTime: number, rackId?: string): Promise<Buffer> =>
    (await fetch.protocol({ version: 11 })({ topics, maxWaitTime, rackId }).request.encode()).buffer;
  expect(await asked(1, patient.id)).toEqual(await asked(150));
  wait = 20;
  expect(await asked(1, patient.id)).toEqual(await asked(20));
  patient.forget();
  // Its name is a rack like any other then.
  expect(await asked(1, patient.id)).not.toEqual(await asked(1));
});

test("records of an older format are read by the client", async () => {
  const entries = [
    { key: "k", value: "a", timestamp: 7 },
    { key: null, value: "b", timestamp: 8 },
  ];
  const old = encodeSet({ messageVersion: 1, compression: 0, entries }).buffer;
  const all = answer(11, [{ records: old }, { records: records("x", "y") }]);
  const [first, second] = (await made(11, rack.id).response.decode(all)).responses[0].partitions;
  const batch = batchOfMessages(first.messages);
  expect([batch.count, batch.text(0), batch.text(1), batch.time(0), batch.time(1)]).toEqual([2, "a", "b", 7, 8]);
  expect([batch.key(0), batch.key(1)]).toEqual([Buffer.from("k"), null]);
  expect(second.messages[0]).toBeInstanceOf(Fetched);
});
