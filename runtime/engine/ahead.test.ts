// While others work, what comes next is decoded: as much as there is time for, and nothing of it hides what they say.
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { BatchBuilder, type RecordBatch } from "../log/batch.ts";
import { Ahead, type Stretch } from "./ahead.ts";

function batch(bytes: number): RecordBatch {
  const builder = new BatchBuilder();
  builder.add({ key: null, value: Buffer.alloc(bytes) });
  return builder.take(0);
}

/** Each batch holds ten offsets. */
function decoding(small: RecordBatch = batch(10)) {
  const decoded: string[] = [];
  const ahead = new Ahead(async ({ topic, partition }, offset) => {
    decoded.push(`${topic}/${partition} ${offset}`);
    return { next: offset + 10, batch: small };
  });
  return { ahead, decoded };
}

const decodeAll =
  (ahead: Ahead, ...stretches: readonly Stretch[]) =>
  (isOver: () => boolean) =>
    ahead.decode(stretches, isOver);

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await turn();
}

const stretch = (partition: number, from: number, end: number) => ({ topic: "t", partition, from, end });

test("partitions have their turn, up to their ends", async () => {
  const { ahead, decoded } = decoding();
  const given = await ahead.during(
    turns(50).then(() => "done"),
    decodeAll(ahead, stretch(0, 0, 20), stretch(1, 5, 30)),
  );
  expect(given).toBe("done");
  expect(decoded).toEqual(["t/0 0", "t/1 5", "t/0 10", "t/1 15", "t/1 25"]);
});

test("it ends with what is waited for", async () => {
  const { ahead, decoded } = decoding();
  await ahead.during(turns(3), decodeAll(ahead, stretch(0, 0, 1e9)));
  const { length } = decoded;
  expect(length).toBeGreaterThan(0);
  await turns(20);
  expect(decoded).toHaveLength(length);
});

test("what is at once there is not waited for", async () => {
  const { ahead, decoded } = decoding();
  await ahead.during(Promise.resolve(), decodeAll(ahead, stretch(0, 0, 1e9)));
  expect(decoded).toEqual([]);
});

test("no more than eight megabytes are decoded", async () => {
  const { ahead, decoded } = decoding(batch(1 << 20));
  await ahead.during(turns(100), decodeAll(ahead, stretch(0, 0, 1e9)));
  expect(decoded).toHaveLength(8);
});

test("where nothing is at hand it goes on with the others", async () => {
  const decoded: number[] = [];
  const ahead = new Ahead(async ({ partition }, offset) => {
    decoded.push(partition);
    return partition === 0 ? undefined : { next: offset + 10, batch: batch(10) };
  });
  await ahead.during(turns(50), decodeAll(ahead, stretch(0, 0, 30), stretch(1, 0, 30)));
  expect(decoded).toEqual([0, 1, 1, 1]);
});

test("what fails meanwhile is told by the next round, once", async () => {
  const ahead = new Ahead(async () => {
    throw new Error("The log is away.");
  });
  expect(
    await ahead.during(
      turns(20).then(() => "committed"),
      decodeAll(ahead, stretch(0, 0, 30)),
    ),
  ).toBe("committed");
  expect(() => ahead.check()).toThrow("The log is away.");
  ahead.check();
});

test("what is waited for fails as it is, after what was begun has ended", async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const ahead = new Ahead(() => promise);
  let isOver = false;
  const failing = turns(5).then(() => {
    throw new Error("lost");
  });
  const given = ahead.during(failing, decodeAll(ahead, stretch(0, 0, 30))).finally(() => {
    isOver = true;
  });
  given.catch(() => {});
  await turns(10);
  expect(isOver).toBe(false);
  resolve(undefined);
  await expect(given).rejects.toThrow("lost");
});
