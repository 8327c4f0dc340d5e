// A member of a group on a real Kafka that is told to stop before it has its partitions.
import { afterEach, beforeEach, expect, test } from "vitest";
import { FrameProxy } from "../../testing/proxy.ts";
import { brokers, uniqueName } from "../../testing/servers.ts";
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
  const assigner = stickyAssigner(client.driver.AssignerProtocol, () => []);
  const ignored = (): void => undefined;
  const member = new Member(
    client,
    { group: uniqueName("group"), topics: [topic], assigner, now: Date.now },
    { joined: ignored, arrived: ignored, ended: ignored, skipped: async () => undefined, trouble: ignored },
  );
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
