// Appending to a real Kafka: nothing that was acknowledged is lost, whatever happens to replies and connections.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FrameProxy, KIND } from "../../testing/proxy.ts";
import { brokers, uniqueName } from "../../testing/servers.ts";
import { BatchBuilder, type RecordBatch } from "../batch.ts";
import type { Append, LogPort, LogReader } from "../port.ts";
import { openKafkaLog } from "./log.ts";

const DAY = 86_400_000;

let topic = "";
let proxy: FrameProxy;
let log: LogPort;
beforeEach(async () => {
  topic = uniqueName("sender");
  proxy = await FrameProxy.to(brokers());
  log = await openKafkaLog({ brokers: [brokers()], pipeline: "t", connect: proxy.connect });
  await log.ensureTopics([{ name: topic, partitions: 3, replicas: 1, retention: 7 * DAY }]);
});
afterEach(async () => {
  await log.close();
  await proxy.close();
});

function batch(...values: readonly (string | Buffer)[]): RecordBatch {
  const builder = new BatchBuilder();
  for (const value of values) builder.add({ key: null, value: Buffer.from(value) });
  return builder.take(0);
}

const append = (partition: number, ...values: string[]): Append => ({ topic, partition, batch: batch(...values) });

async function valuesOf(partition = 0): Promise<string[]> {
  const reader = await log.join(null, [topic]);
  const values: string[] = [];
  try {
    for (let next = 0; next < (await endOf(reader, partition)); ) {
      const batches = await reader.fetch(topic, partition, next, 1 << 20);
      for (const each of batches) {
        for (let i = 0; i < each.count; i++) values.push(each.value(i).toString());
        next = each.next;
      }
      if (batches.length === 0) await reader.wait(100);
    }
    return values;
  } finally {
    await reader.leave();
  }
}

async function endOf(reader: LogReader, partition: number): Promise<number> {
  return (await reader.extents()).find((extent) => extent.partition === partition)?.end ?? 0;
}

describe("where replies to what was sent are lost", () => {
  test("nothing that was acknowledged is missing, and all is in order", async () => {
    let replies = 0;
    let lost = 0;
    proxy.rules = {
      answer: (kind) => {
        if (kind !== KIND.produce) return "pass";
        // Several in a row now and then, so that a send fails for good.
        const isLost = replies++ % 9 < 4 + (replies % 2);
        if (isLost) lost++;
        return isLost ? "cut" : "pass";
      },
    };
    const acknowledged: string[] = [];
    for (let i = 0; i < 40; i++) {
      const values = [`${i}a`, `${i}b`];
      await log.append([append(0, ...values)]).then(
        () => acknowledged.push(...values),
        () => {},
      );
    }
    proxy.rules = {};
    expect(lost).toBeGreaterThan(20);
    expect(acknowledged.length).toBeGreaterThan(20);
    const found = await valuesOf();
    expect(acknowledged.filter((value) => !found.includes(value))).toEqual([]);
    const first = [...new Set(found)];
    expect(first).toEqual(
      [...first].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1)),
    );
  });

  test("a send that failed for good does not swallow the next one", async () => {
    let isLost = true;
    proxy.rules = { answer: (kind) => (kind === KIND.produce && isLost ? "cut" : "pass") };
    await expect(log.append([append(0, "failed")])).rejects.toThrow(/Kafka at .* is away/);
    isLost = false;
    for (let i = 0; i < 5; i++) await log.append([append(0, `after ${i}`)]);
    const found = await valuesOf();
    expect([...new Set(found)]).toEqual(["failed", "after 0", "after 1", "after 2", "after 3", "after 4"]);
  });

  test("offsets that do not grow are not taken for success", async () => {
    await log.append([append(0, "a", "b", "c")]);
    let forged = 0;
    proxy.rules = {
      // The answer to a produce request, version 7: topics, name, partitions, partition, error, offset.
      answer: (kind, frame) => {
        if (kind !== KIND.produce || forged > 0) return "pass";
        forged++;
        frame.writeBigInt64BE(0n, 4 + 4 + 4 + 2 + topic.length + 4 + 4 + 2);
        return "pass";
      },
    };
    const [base] = await log.append([append(0, "d")]);
    expect(forged).toBe(1);
    expect(base).toBe(4);
    expect(await valuesOf()).toEqual(["a", "b", "c", "d", "d"]);
  });
});

describe("while the broker is away", () => {
  test("an append waits a moment", async () => {
    await log.append([append(0, "before")]);
    proxy.isAway = true;
    proxy.cut();
    const sent = log.append([append(0, "meanwhile"), append(1, "elsewhere")]);
    setTimeout(() => {
      proxy.isAway = false;
    }, 1500);
    expect(await sent).toEqual([1, 0]);
    expect(await valuesOf()).toEqual(["before", "meanwhile"]);
  });

  test("and then says so, and works again later", async () => {
    proxy.isAway = true;
    proxy.cut();
    await expect(log.append([append(0, "lost")])).rejects.toMatchObject({ name: "UserError", code: "log" });
    proxy.isAway = false;
    await log.append([append(0, "kept")]);
    expect(await valuesOf()).toEqual(["kept"]);
  });
});

test("appends larger than a request, and records larger than a broker's usual", async () => {
  const values = Array.from({ length: 60 }, (_, index) => `${index} ${"x".repeat(100_000)}`);
  const large = `large ${"y".repeat(5 << 20)}`;
  const bases = await log.append([append(0, ...values), append(1, large), append(0, "end"), append(2, ...values)]);
  expect(bases).toEqual([0, 0, 60, 0]);
  expect(await valuesOf(0)).toEqual([...values, "end"]);
  expect(await valuesOf(1)).toEqual([large]);
});

test("a record that no topic takes is refused with a sentence", async () => {
  const append = { topic, partition: 0, batch: batch("z".repeat(13 << 20)) };
  await expect(log.append([append])).rejects.toMatchObject({
    code: "log-refused",
    message: `A record is larger than a topic takes (one of ${topic}). Raise max.message.bytes of the topic.`,
  });
  await log.append([{ topic, partition: 0, batch: batch("small") }]);
  expect(await valuesOf()).toEqual(["small"]);
});

test.each([
  ["ahead", Date.now() + 40 * DAY],
  ["behind", Date.now() - 400 * DAY],
])("a record whose own time is far %s is taken and kept, with that time", async (_title, time) => {
  const builder = new BatchBuilder();
  builder.add({ key: null, value: Buffer.from("x"), time });
  await log.append([{ topic, partition: 0, batch: builder.take(0) }]);
  // Brokers of the tests look twice a second for what is too old.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const reader = await log.join(null, [topic]);
  let [found] = await reader.fetch(topic, 0, 0, 1);
  for (; found === undefined; [found] = await reader.fetch(topic, 0, 0, 1)) await reader.wait(50);
  expect([found.time(0), found.headers(0)]).toEqual([time, []]);
  await reader.leave();
});
