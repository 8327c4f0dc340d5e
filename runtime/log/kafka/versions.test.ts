// A broker that this client cannot use is told at the start, by what it answers to the first question.
import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { problemsOf, refuseVersions } from "./versions.ts";

/** What Kafka 4.1 answers, as far as it is asked. */
const BROKER: readonly (readonly [key: number, min: number, max: number])[] = [
  [0, 0, 13],
  [1, 4, 18],
  [2, 1, 11],
  [3, 0, 13],
  [8, 2, 10],
  [9, 1, 10],
  [10, 0, 6],
  [11, 0, 9],
  [12, 0, 4],
  [13, 0, 5],
  [14, 0, 5],
  [19, 2, 7],
  [22, 0, 6],
];

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve))));

/** Answers every request as a broker would that knows these versions; null answers nothing and hangs up. */
async function brokerWith(ranges: readonly (readonly [number, number, number])[] | null): Promise<string> {
  const listening = createServer((socket) => {
    socket.once("data", (request) => {
      if (ranges === null) {
        socket.destroy();
        return;
      }
      const answer = Buffer.alloc(14 + 6 * ranges.length);
      answer.writeInt32BE(answer.length - 4, 0);
      request.copy(answer, 4, 8, 12);
      answer.writeInt32BE(ranges.length, 10);
      for (const [index, range] of ranges.entries()) {
        for (const [place, number] of range.entries()) answer.writeInt16BE(number, 14 + 6 * index + 2 * place);
      }
      // In pieces, as networks do.
      socket.write(answer.subarray(0, 7));
      setImmediate(() => socket.write(answer.subarray(7)));
    });
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const address = listening.address();
  return `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

const change = (key: number, min: number, max: number) =>
  BROKER.map((range) => (range[0] === key ? ([key, min, max] as const) : range));

test("a broker of today is good", async () => {
  await refuseVersions({ brokers: [await brokerWith(BROKER)] });
});

describe("what would fail is named", () => {
  test.each([
    [change(0, 8, 13), "it knows Produce from version 8 on, and this client up to 7"],
    [change(1, 0, 3), "it knows Fetch up to version 3, and 4 is needed"],
    [BROKER.filter(([key]) => key !== 22), "it does not know InitProducerId"],
  ])("%#", async (ranges, problem) => {
    const broker = await brokerWith(ranges);
    await expect(refuseVersions({ brokers: [broker] })).rejects.toMatchObject({
      code: "log-refused",
      message: `Kafka at ${broker} cannot be used: ${problem}.`,
    });
  });

  test("what transactions need, only where they are asked for", async () => {
    const transactions = { timeout: 1000 };
    const old = await brokerWith(change(9, 1, 5));
    await expect(refuseVersions({ brokers: [old], transactions })).rejects.toThrow(
      "it knows OffsetFetch up to version 5, and 7 is needed; it does not know AddPartitionsToTxn; it does not know",
    );
  });

  test("all of it", () => {
    expect(problemsOf(new Map()).length).toBe(13);
  });
});

test("one broker of several is enough", async () => {
  await refuseVersions({ brokers: ["127.0.0.1:1", await brokerWith(BROKER)] });
});

test("where none answers, that may pass", async () => {
  await expect(refuseVersions({ brokers: [await brokerWith(null), "127.0.0.1:1"] })).rejects.toMatchObject({
    code: "log",
    message: expect.stringMatching(/^Kafka at 127\.0\.0\.1:\d+, 127\.0\.0\.1:1 is away, or cannot go on now \(.+\)\.$/),
  });
});
