// Appending to a real Kafka in transactions: who reads what is committed sees each record once and in order, whatever
// happens to requests, answers and those who append.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { valuesOutside } from "../../testing/outside.ts";
import { type Fate, FrameProxy, KIND, STEPS_OF_TRANSACTION } from "../../testing/proxy.ts";
import { brokers, uniqueName } from "../../testing/servers.ts";
import { BatchBuilder } from "../batch.ts";
import { countedOrigin, type Mark, type Origin } from "../marks.ts";
import type { Append, LogPort, TopicPartition } from "../port.ts";
import { openKafkaLog } from "./log.ts";

const DAY = 86_400_000;

let topic = "";
let input: TopicPartition = { topic: "", partition: 0 };
let pipeline = "";
let proxy: FrameProxy;
let opened: LogPort[] = [];
beforeEach(async () => {
  topic = uniqueName("sent");
  input = { topic: uniqueName("input"), partition: 1 };
  pipeline = uniqueName("p");
  proxy = await FrameProxy.to(brokers());
});
afterEach(async () => {
  proxy.rules = {};
  for (const log of opened) await log.close();
  opened = [];
  await proxy.close();
});

/** A process of its own; `timeout` is that of its transactions. */
async function newProcess({ timeout = 60_000, store = "s", isCut = false } = {}): Promise<LogPort> {
  const connect = isCut ? { connect: proxy.connect } : {};
  const log = await openKafkaLog({ brokers: [brokers()], pipeline, transactions: { timeout }, ...connect });
  opened.push(log);
  const more = { partitions: 2, replicas: 1, retention: 7 * DAY };
  await log.ensureTopics([
    { name: topic, ...more },
    { name: input.topic, ...more },
  ]);
  if (store !== "") await log.takeOver?.(store, [input]);
  return log;
}

const lane = (): string => `${input.topic}/${input.partition}`;

function append(
  first: number,
  count: number,
  partition = 0,
  origin: Origin = countedOrigin(lane(), first, count),
): Append {
  const builder = new BatchBuilder();
  for (let n = first; n < first + count; n++) builder.add({ key: null, value: Buffer.from(String(n)) });
  return { topic, partition, from: input, origin, batch: builder.take(0) };
}

const numbers = (count: number, first = 0): string[] => Array.from({ length: count }, (_, n) => String(first + n));

test("what is appended again is left out, whoever does so", async () => {
  const log = await newProcess();
  expect(await log.append([append(0, 3), append(3, 2, 1)])).toEqual([0, 0]);
  expect(await log.append([append(0, 3), append(3, 2, 1)])).toEqual([-1, -1]);
  // Behind the first three stands a marker.
  expect(await log.append([append(3, 2, 1), append(5, 1)])).toEqual([-1, 4]);
  const other = await newProcess();
  expect(await other.append([append(4, 4)])).toEqual([4]);
  expect(await valuesOutside(brokers(), topic)).toEqual([
    [...numbers(3), "5", "6", "7"],
    ["3", "4"],
  ]);
});

test("who takes over is told how far each lane has got", async () => {
  const log = await newProcess();
  const pure = { lane: `split ${lane()}`, majors: [7, 7, 9], minors: [0, 1, 0] };
  await log.append([append(0, 3), append(100, 3, 1, pure)]);
  const other = await newProcess({ store: "" });
  const marks = (await other.takeOver?.("s", [input, { ...input, partition: 0 }])) ?? [];
  expect(marks.toSorted((a, b) => (a.lane < b.lane ? -1 : 1))).toEqual<Mark[]>([
    { lane: lane(), major: 2, minor: 0 },
    { lane: `split ${lane()}`, major: 9, minor: 0 },
  ]);
  // The rest of what came of the record at 9, and of one that lies there.
  const more = { ...pure, majors: [7, 9, 9], minors: [1, 0, 1] };
  expect(await other.append([append(101, 3, 1, more)])).toEqual([2]);
  expect((await valuesOutside(brokers(), topic))[1]).toEqual(["100", "101", "102", "103"]);
});

test("lanes of another store count for themselves", async () => {
  await (await newProcess({ store: "old" })).append([append(0, 3)]);
  const log = await newProcess({ store: "" });
  expect(await log.takeOver?.("new", [input])).toEqual([]);
  await log.append([append(0, 2)]);
  expect(await valuesOutside(brokers(), topic)).toEqual([[...numbers(3), ...numbers(2)]]);
});

test("what comes of no input goes without a transaction", async () => {
  const log = await newProcess();
  const { from, origin, ...free } = append(0, 2);
  // No marker lies between.
  expect(await log.append([free, append(0, 1, 1), free])).toEqual([0, 0, 2]);
  expect(await valuesOutside(brokers(), topic)).toEqual([["0", "1", "0", "1"], ["0"]]);
});

test("what is fed comes of no topic, and is seen once", async () => {
  const fed = { topic: "", partition: 0 };
  const each = { ...append(0, 3), from: fed, origin: countedOrigin("/0", 0, 3) };
  await (await newProcess()).append([each]);
  await (await newProcess()).append([each]);
  expect(await valuesOutside(brokers(), topic)).toEqual([numbers(3)]);
});

test("more than a request takes is one transaction", async () => {
  const log = await newProcess();
  const builder = new BatchBuilder();
  for (let n = 0; n < 120; n++) builder.add({ key: null, value: Buffer.from(`${n} ${"x".repeat(100_000)}`) });
  const large = { ...append(0, 120), batch: builder.take(0) };
  await log.append([large, append(120, 1, 1)]);
  await log.append([large]);
  const [values = [], others] = await valuesOutside(brokers(), topic);
  expect(values.map((value) => value.split(" ")[0])).toEqual(numbers(120));
  expect(others).toEqual(["120"]);
});

describe("requests and answers that are lost", () => {
  test.each(
    STEPS_OF_TRANSACTION.flatMap(([name, kind]) => [["request", name, kind] as const, ["answer", name, kind] as const]),
  )("the %s of %s", { timeout: 60_000 }, async (which, _name, kind) => {
    const log = await newProcess({ isCut: true });
    await log.append([append(0, 2)]);
    let lost = 0;
    // The second one of that kind, and the first after it.
    const fate = (each: number): Fate => (each === kind && lost < 2 && ++lost > 0 ? "cut" : "pass");
    proxy.rules = which === "request" ? { request: fate } : { answer: fate };
    for (let first = 2; first < 12; first += 2) {
      // What failed is appended again, as an engine does; a new process begins by its number.
      const once = (): Promise<unknown> => log.append([append(first, 2)]);
      if (kind === KIND.initProducerId && first === 4)
        await log.takeOver?.("s", []).then(() => log.takeOver?.("s", [input]));
      await once().catch(once);
    }
    proxy.rules = {};
    expect(lost).toBe(2);
    expect(await valuesOutside(brokers(), topic)).toEqual([numbers(12)]);
  });

  test("one after another by chance", { timeout: 120_000 }, async () => {
    const log = await newProcess({ isCut: true });
    const kinds = new Set<number>(STEPS_OF_TRANSACTION.map(([, kind]) => kind));
    let frames = 0;
    let lost = 0;
    const fate = (kind: number): Fate => {
      // A whole transaction has twelve, with those that begin it.
      if (!kinds.has(kind) || ++frames % 17 !== 0) return "pass";
      lost++;
      return "cut";
    };
    proxy.rules = { request: fate, answer: fate };
    for (let first = 0; first < 90; first += 3) {
      for (let isDone = false; !isDone; ) {
        isDone = await log.append([append(first, 3)]).then(
          () => true,
          () => false,
        );
      }
    }
    proxy.rules = {};
    expect(lost).toBeGreaterThan(10);
    expect(await valuesOutside(brokers(), topic)).toEqual([numbers(90)]);
  });
});

describe("one that another has taken over from", () => {
  test("ends nothing that it had begun, and appends nothing that lies there", { timeout: 60_000 }, async () => {
    const zombie = await newProcess({ isCut: true });
    await zombie.append([append(0, 2)]);
    const held = Promise.withResolvers<void>();
    proxy.rules = {
      request: (kind) => {
        if (kind !== KIND.endTxn) return "pass";
        held.resolve();
        return "drop";
      },
    };
    const late = zombie.append([append(2, 2)]);
    late.catch(() => {});
    await held.promise;
    const heir = await newProcess();
    await heir.append([append(2, 3)]);
    proxy.rules = {};
    proxy.cut();
    // It begins anew, and finds that all lies there.
    expect(await late).toEqual([-1]);
    expect(await zombie.append([append(4, 1)])).toEqual([-1]);
    await heir.append([append(5, 1)]);
    expect(await valuesOutside(brokers(), topic)).toEqual([numbers(6)]);
  });

  test("and one that goes on beside it: each record is there once", { timeout: 60_000 }, async () => {
    const [one, other] = [await newProcess(), await newProcess()];
    for (let first = 0; first < 20; first += 2) {
      await Promise.all([one, other].map((log) => log.append([append(first, 2)])));
    }
    expect(await valuesOutside(brokers(), topic)).toEqual([numbers(20)]);
  });
});

describe("a transaction that a killed process has left open", () => {
  async function killedIn(timeout: number): Promise<void> {
    const killed = await newProcess({ isCut: true, timeout });
    await killed.append([append(0, 2)]);
    const isReached = Promise.withResolvers<void>();
    proxy.rules = {
      request: (kind) => {
        if (kind !== KIND.endTxn) return "pass";
        isReached.resolve();
        return "drop";
      },
    };
    void killed.append([append(2, 2)]).catch(() => {});
    await isReached.promise;
    proxy.isAway = true;
    proxy.cut();
  }

  test("is over when another takes over", { timeout: 60_000 }, async () => {
    await killedIn(600_000);
    const heir = await newProcess();
    expect(await valuesOutside(brokers(), topic)).toEqual([numbers(2)]);
    await heir.append([append(2, 2)]);
    expect(await valuesOutside(brokers(), topic)).toEqual([numbers(4)]);
  });

  test("is over by itself", { timeout: 60_000 }, async () => {
    await killedIn(3000);
    expect(await valuesOutside(brokers(), topic)).toEqual([numbers(2)]);
  });
});

test("more lanes than Kafka keeps notes of are refused with a sentence", async () => {
  const log = await newProcess();
  const lanes = Array.from({ length: 200 }, (_, n) => ({
    ...append(n, 1),
    origin: { lane: `a_handler_of_some_name_${n} ${lane()}`, majors: [1], minors: [0] },
  }));
  await expect(log.append(lanes)).rejects.toMatchObject({
    code: "log-refused",
    message: expect.stringContaining("With transactions, so many handlers cannot read"),
  });
});
