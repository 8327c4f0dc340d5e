// A member of a group on a real Kafka: one that is told to stop before it has its partitions, and one that has enough.
import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FrameProxy, KIND, waitOf } from "../../testing/proxy.ts";
import { brokers, uniqueName } from "../../testing/servers.ts";
import { BatchBuilder } from "../batch.ts";
import { stickyAssigner } from "./assigners.ts";
import { KafkaClient } from "./client.ts";
import { Member } from "./consumer.ts";
import { openKafkaLog } from "./log.ts";

let topic = "";
let proxy: FrameProxy;
beforeEach(async () => {
  topic = uniqueName("begun");
  proxy = await FrameProxy.to(brokers());
  const log = await openKafkaLog({ brokers: [brokers()], pipeline: "t" });
  await log.ensureTopics([{ name: topic, partitions: 2, replicas: 1, retention: 86_400_000 }]);
  await log.close();
});
afterEach(async () => {
  await proxy.close();
});

function memberOf(client: KafkaClient): Member {
  const assigner = stickyAssigner(client.driver.AssignerProtocol, () => []);
  const ignored = (): void => undefined;
  return new Member(
    client,
    { group: uniqueName("group"), topics: [topic], assigner, now: Date.now },
    { joined: ignored, arrived: ignored, ended: ignored, skipped: async () => undefined, trouble: ignored },
  );
}

// The client tries again by itself, and what comes after goes on, whatever it was told meanwhile.
test.each([1, 2, 3])("told to stop while its attempt %d to connect fails, it does not go on later", async (last) => {
  const reached = Promise.withResolvers<void>();
  const again = Promise.withResolvers<void>();
  let isBegun = false;
  let attempts = 0;
  const client = await KafkaClient.open({
    brokers: [brokers()],
    connect: (options) => {
      if (isBegun && ++attempts === last) reached.resolve();
      if (attempts > last) again.resolve();
      return proxy.connect(options);
    },
  });
  const member = memberOf(client);
  [isBegun, proxy.isAway] = [true, true];
  void member.start();
  await reached.promise;
  await member.stop();
  proxy.isAway = false;
  await again.promise;
  await expect.poll(() => proxy.connections, { interval: 2, timeout: 10_000 }).toBeGreaterThan(0);
  await expect.poll(() => proxy.connections, { timeout: 30_000 }).toBe(0);
  await client.close();
});

test("while a partition has enough, fetches of the others are short: it may want more at any time", async () => {
  const log = await openKafkaLog({ brokers: [brokers()], pipeline: "t" });
  const builder = new BatchBuilder();
  for (let i = 0; i < 24; i++) {
    builder.add({ key: null, value: randomBytes(500_000) });
    await log.append([{ topic, partition: 0, batch: builder.take(0) }]);
  }
  await log.close();
  let waits: number[] = [];
  proxy.rules = {
    request: (kind, frame) => {
      if (kind === KIND.fetch) waits.push(waitOf(frame));
      return "pass";
    },
  };
  const client = await KafkaClient.open({ brokers: [brokers()], connect: proxy.connect });
  const member = memberOf(client);
  await member.start();
  for (const partition of [0, 1]) member.open({ topic, partition }, 0);
  const full = { topic, partition: 0 };
  await expect.poll(() => member.stream(full)?.isPaused, { timeout: 20_000 }).toBe(true);
  waits = [];
  await expect.poll(() => waits.length, { timeout: 20_000 }).toBeGreaterThan(2);
  expect(new Set(waits.slice(1))).toEqual(new Set([20]));
  let next = 0;
  await expect
    .poll(
      async () => {
        const stream = member.stream(full);
        const batches = stream === undefined ? [] : await member.take(stream, next, 1 << 20);
        next = batches.at(-1)?.next ?? next;
        return next;
      },
      { interval: 5, timeout: 30_000 },
    )
    .toBe(24);
  waits = [];
  await expect.poll(() => waits.length, { timeout: 20_000 }).toBeGreaterThan(2);
  expect(new Set(waits.slice(1))).toEqual(new Set([150]));
  await member.stop();
  await client.close();
});
