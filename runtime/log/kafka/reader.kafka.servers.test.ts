// Reading from a real Kafka, alone and with others: everything once, whoever comes, goes, hangs or is cut off.
import { Kafka, logLevel } from "kafkajs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FrameProxy, KIND, waitOf } from "../../testing/proxy.ts";
import { brokers, uniqueName } from "../../testing/servers.ts";
import { BatchBuilder } from "../batch.ts";
import type { LogPort, LogReader, TopicPartition } from "../port.ts";
import { type KafkaLogOptions, openKafkaLog } from "./log.ts";

const DAY = 86_400_000;
const PARTITIONS = 6;

let topic = "";
let group = "";
let logs: LogPort[] = [];
beforeEach(async () => {
  topic = uniqueName("reader");
  group = uniqueName("group");
  logs = [];
  const log = await open();
  await log.ensureTopics([{ name: topic, partitions: PARTITIONS, replicas: 1, retention: 7 * DAY }]);
});
afterEach(async () => {
  for (const log of logs) await log.close();
});

async function open(more: Partial<KafkaLogOptions> = {}): Promise<LogPort> {
  const log = await openKafkaLog({ brokers: [brokers()], pipeline: "t", ...more });
  logs.push(log);
  return log;
}

const client = () => new Kafka({ brokers: [brokers()], logLevel: logLevel.NOTHING });

/** Makes a topic of one partition with settings of its own; brokers need a moment to know it. */
async function make(name: string, numPartitions: number, ...configEntries: { name: string; value: string }[]) {
  const admin = client().admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: name, numPartitions, configEntries }], waitForLeaders: false });
  await admin.disconnect();
}

/** Appends so many records to each partition, numbered from `from` on. */
async function fill(count: number, from = 0): Promise<void> {
  const appends = Array.from({ length: PARTITIONS }, (_, partition) => {
    const builder = new BatchBuilder();
    for (let i = from; i < from + count; i++) builder.add({ key: null, value: Buffer.from(`${partition}:${i}`) });
    return { topic, partition, batch: builder.take(0) };
  });
  await logs[0]?.append(appends);
}

/** Where a group stands, by partition: what a store would keep. */
class Places {
  readonly next = new Map<number, number>();
  readonly seen: string[] = [];
  /** Records that were read by someone who had lost the partition. */
  late = 0;

  move(partition: number, from: number, to: number, values: readonly string[]): boolean {
    if ((this.next.get(partition) ?? 0) !== from) {
      this.late += values.length;
      return false;
    }
    this.next.set(partition, to);
    this.seen.push(...values);
    return true;
  }
}

/** A process that reads what it is assigned, and where it stands says a shared place. */
class Worker {
  readonly #log: LogPort;
  readonly #places: Places;
  #reader: LogReader | null = null;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();
  owned = new Set<number>();
  /** Waits before it goes on. */
  pause: Promise<void> = Promise.resolve();

  constructor(log: LogPort, places: Places) {
    this.#log = log;
    this.#places = places;
  }

  async start(): Promise<this> {
    const numbers = (places: readonly TopicPartition[]) => places.map(({ partition }) => partition);
    const reader = await this.#log.join(group, [topic], {
      assigned: async (places) => {
        for (const partition of numbers(places)) this.owned.add(partition);
      },
      revoked: async (places) => {
        for (const partition of numbers(places)) this.owned.delete(partition);
      },
    });
    this.#reader = reader;
    this.#running = this.#run(reader);
    return this;
  }

  async #run(reader: LogReader): Promise<void> {
    while (!this.#isStopped) {
      let isBusy = false;
      for (const { partition, end } of await reader.extents()) {
        const from = this.#places.next.get(partition) ?? 0;
        if (from >= end) continue;
        const [batch] = await reader.fetch(topic, partition, from, 1);
        if (batch === undefined) continue;
        isBusy = true;
        await this.pause;
        const values: string[] = [];
        for (let i = batch.indexOf(from); i < batch.count; i++) values.push(batch.value(i).toString());
        this.#places.move(partition, from, batch.next, values);
      }
      if (!isBusy) await reader.wait(100);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
    await this.#reader?.leave();
  }
}

const worker = async (places: Places, more: Partial<KafkaLogOptions> = {}) =>
  new Worker(await open(more), places).start();

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function expectAll(places: Places, count: number): void {
  const all = Array.from({ length: PARTITIONS }, (_, partition) =>
    Array.from({ length: count }, (__, i) => `${partition}:${i}`),
  );
  expect([...places.seen].sort()).toEqual(all.flat().sort());
  for (const [partition, values] of all.entries()) {
    expect(places.seen.filter((value) => value.startsWith(`${partition}:`))).toEqual(values);
  }
}

describe("members of a group", () => {
  test("share its partitions, and take over those of who leaves", async () => {
    const places = new Places();
    await fill(100);
    const first = await worker(places);
    expect(first.owned.size).toBe(PARTITIONS);
    const second = await worker(places);
    await until(() => first.owned.size === 3 && second.owned.size === 3);
    expect(new Set([...first.owned, ...second.owned]).size).toBe(PARTITIONS);
    await fill(100, 100);
    await until(() => places.seen.length >= 200 * PARTITIONS);
    await first.stop();
    await fill(100, 200);
    await until(() => places.seen.length >= 300 * PARTITIONS);
    expect(second.owned.size).toBe(PARTITIONS);
    expectAll(places, 300);
    await second.stop();
  });

  test("come and go in the midst of the work, and everything is seen once, in order", async () => {
    const places = new Places();
    await fill(5000);
    const first = await worker(places);
    for (let i = 0; i < 4; i++) {
      const other = await worker(places);
      await fill(500, 5000 + 500 * i);
      await other.stop();
    }
    await until(() => places.seen.length >= 7000 * PARTITIONS);
    expectAll(places, 7000);
    await first.stop();
  });

  test("stay while their work takes longer than a session", async () => {
    const places = new Places();
    await fill(50);
    const first = await worker(places);
    const { promise, resolve } = Promise.withResolvers<void>();
    first.pause = promise;
    await new Promise((done) => setTimeout(done, 13_000));
    expect(first.owned.size).toBe(PARTITIONS);
    resolve();
    await until(() => places.seen.length >= 50 * PARTITIONS);
    expect(places.late).toBe(0);
    await first.stop();
  });

  test("that hang lose their partitions to others, and come back when they go on", async () => {
    const places = new Places();
    const told: string[] = [];
    await fill(50);
    const hanging = await worker(places, { patience: 2000, onTrouble: (message) => told.push(message) });
    const { promise, resolve } = Promise.withResolvers<void>();
    hanging.pause = promise;
    const other = await worker(places);
    await until(() => other.owned.size === PARTITIONS);
    await until(() => places.seen.length >= 50 * PARTITIONS);
    expect(told).toEqual(["Nothing has been handled for long: its partitions are left to others."]);
    resolve();
    await until(() => hanging.owned.size === 3 && other.owned.size === 3);
    await fill(50, 50);
    await until(() => places.seen.length >= 100 * PARTITIONS);
    expectAll(places, 100);
    await hanging.stop();
    await other.stop();
  });

  test("notice partitions that are added", async () => {
    const places = new Places();
    const first = await worker(places);
    const admin = client().admin();
    await admin.connect();
    await admin.createPartitions({ topicPartitions: [{ topic, count: PARTITIONS + 1 }] });
    await admin.disconnect();
    await until(() => first.owned.has(PARTITIONS));
    await first.stop();
  });
});

test("connections that are cut again and again delay, and do nothing else", async () => {
  const proxy = await FrameProxy.to(brokers());
  const places = new Places();
  const told: string[] = [];
  const through = await worker(places, { connect: proxy.connect, onTrouble: (message) => told.push(message) });
  for (let i = 0; i < 6; i++) {
    await fill(200, 200 * i);
    proxy.isAway = i % 2 === 0;
    proxy.cut();
    await new Promise((resolve) => setTimeout(resolve, 700));
    proxy.isAway = false;
  }
  await until(() => places.seen.length >= 1200 * PARTITIONS);
  expectAll(places, 1200);
  await through.stop();
  await proxy.close();
});

test("no fetch waits for longer than a moment, and what was read is not fetched again", async () => {
  const proxy = await FrameProxy.to(brokers());
  const waits = new Set<number>();
  let bytes = 0;
  proxy.rules = {
    request: (kind, frame) => {
      if (kind === KIND.fetch) waits.add(waitOf(frame));
      return "pass";
    },
    answer: (kind, frame) => {
      if (kind === KIND.fetch) bytes += frame.length;
      return "pass";
    },
  };
  await fill(3000);
  const places = new Places();
  const reading = await worker(places, { connect: proxy.connect });
  await until(() => places.seen.length >= 3000 * PARTITIONS);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await reading.stop();
  await proxy.close();
  expect([...waits]).toEqual([150]);
  // A record of some bytes takes less than 20 in a batch.
  expect(bytes).toBeLessThan(3000 * PARTITIONS * 20 * 1.5);
  expectAll(places, 3000);
});

describe("what lies between records", () => {
  test("markers of transactions, and aborted records, are passed over", async () => {
    const producer = client().producer({ transactionalId: uniqueName("tx"), maxInFlightRequests: 1, idempotent: true });
    await producer.connect();
    for (let i = 0; i < 6; i++) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ partition: 0, value: `0:${i}` }] });
      if (i % 2 === 0) await transaction.commit();
      else await transaction.abort();
    }
    await producer.disconnect();
    const reader = await (await open()).join(null, [topic]);
    const found: [number, string][] = [];
    for (let next = 0; ; ) {
      const batches = await reader.fetch(topic, 0, next, 1 << 20);
      for (const batch of batches) {
        for (let i = batch.indexOf(next); i < batch.count; i++)
          found.push([batch.offset(i), batch.value(i).toString()]);
        next = batch.next;
      }
      const end = (await reader.extents()).find(({ partition }) => partition === 0)?.end ?? 0;
      if (batches.length === 0 && next >= end && next > 0) break;
      if (batches.length === 0) await reader.wait(50);
    }
    expect(found).toEqual([
      [0, "0:0"],
      [4, "0:2"],
      [8, "0:4"],
    ]);
    await reader.leave();
  });

  test.each(["gzip", "snappy", "lz4", "zstd"])("records that were compressed with %s are read", async (codec) => {
    const compressed = uniqueName("codec");
    await make(compressed, 1, { name: "compression.type", value: codec });
    const values = Array.from({ length: 3000 }, (_, i) => `${i} ${"abcdefghij".repeat(i % 50)} ${Math.sin(i)}`);
    const builder = new BatchBuilder();
    for (const value of values) builder.add({ key: null, value: Buffer.from(value) });
    const log = await open();
    await log.append([{ topic: compressed, partition: 0, batch: builder.take(0) }]);
    const reader = await log.join(null, [compressed]);
    const found: string[] = [];
    while (found.length < values.length) {
      const batches = await reader.fetch(compressed, 0, found.length, 1 << 20);
      for (const batch of batches) for (let i = 0; i < batch.count; i++) found.push(batch.value(i).toString());
      if (batches.length === 0) await reader.wait(50);
    }
    expect(found).toEqual(values);
    await reader.leave();
  });
});

test("headers come back in order, whatever their names", async () => {
  const names = ["valueOf", "toString", "__proto__", "x", "x"];
  const headers = names.map((name, index) => [name, index === 3 ? null : Buffer.from(String(index))] as const);
  const builder = new BatchBuilder();
  builder.add({ key: null, value: Buffer.from("v"), headers });
  const log = await open();
  await log.append([{ topic, partition: 0, batch: builder.take(0) }]);
  const reader = await log.join(null, [topic]);
  for (;;) {
    const [batch] = await reader.fetch(topic, 0, 0, 1);
    if (batch === undefined) {
      await reader.wait(50);
      continue;
    }
    expect(batch.headers(0)).toEqual(headers);
    break;
  }
  await reader.leave();
});

test("a topic that ends with what was aborted is read to its end", async () => {
  const producer = client().producer({ transactionalId: uniqueName("tx"), maxInFlightRequests: 1, idempotent: true });
  await producer.connect();
  const transaction = await producer.transaction();
  await transaction.send({ topic, messages: Array.from({ length: 50 }, () => ({ partition: 0, value: "gone" })) });
  await transaction.abort();
  await producer.disconnect();
  const reader = await (await open()).join(null, [topic]);
  const endOf = async () => (await reader.extents()).find(({ partition }) => partition === 0)?.end;
  // It is read, and holds nothing: nobody waits for what will not come.
  for (let next = 0; (await endOf()) !== next; ) {
    expect(await reader.fetch(topic, 0, next, 1)).toEqual([]);
    await reader.wait(50);
  }
  await reader.leave();
});

test("a topic that was made anew is told, and not read as if nothing had been", async () => {
  await fill(100);
  const log = await open();
  const reader = await log.join(null, [topic]);
  for (let next = 0; next < 100; ) {
    const batches = await reader.fetch(topic, 0, next, 1 << 20);
    next = batches.at(-1)?.next ?? next;
    if (batches.length === 0) await reader.wait(50);
  }
  const admin = client().admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await admin.disconnect();
  await make(topic, PARTITIONS);
  await fill(10);
  const failed = await (async () => {
    for (;;) {
      await reader.extents();
      await reader.fetch(topic, 0, 100, 1);
      await reader.wait(100);
    }
  })().catch((error: unknown) => error);
  expect(failed).toMatchObject({ name: "UserError", code: "topic-changed" });
  expect(String(failed)).toContain("it has been made anew, or has lost records");
  await reader.leave();
});

test("a topic that is not there is told", async () => {
  await expect((await open()).join(null, ["nowhere"])).rejects.toMatchObject({
    code: "input",
    message: `Kafka at ${brokers()} has no topic nowhere.`,
  });
});
