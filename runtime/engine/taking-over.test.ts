// A log that notes how far each lane has got: the engine takes the lanes of its inputs over before it sends anything of them.
import { afterEach, beforeEach, expect, test } from "vitest";
import { openEmbedded } from "../embedded.ts";
import { UserError } from "../errors.ts";
import type { Mark } from "../log/marks.ts";
import type { AssignmentListener, LogPort, TopicPartition } from "../log/port.ts";
import type { OpenPorts } from "../ports.ts";
import { ddlOf } from "../testing/ddl.ts";
import { bytesOf } from "../testing/harness.ts";
import { playEvent, playPipeline } from "../testing/pipelines.ts";
import { withMethod } from "../testing/with-method.ts";
import { openEngine } from "./engine.ts";
import { nameOfStore } from "./upkeep.ts";

const definition = playPipeline();

let ports: OpenPorts;
beforeEach(() => {
  ports = openEmbedded(definition, { folder: null, ddl: ddlOf(definition) });
});
afterEach(() => ports.close());

/** Tells what was taken over, and for which store; `answer` may fail. */
function takingOver(answer: (call: number) => readonly Mark[]) {
  const calls: (readonly [string, readonly TopicPartition[]])[] = [];
  const takeOver: LogPort["takeOver"] = async (store, inputs) => {
    calls.push([store, inputs]);
    return answer(calls.length);
  };
  return { calls, log: withMethod(ports.log, "takeOver", takeOver) };
}

test("all inputs, under the name of the store, which stays the same", async () => {
  const { calls, log } = takingOver(() => []);
  for (let start = 0; start < 2; start++) {
    const engine = await openEngine(definition, { log, store: ports.store });
    await engine.append([{ source: "player", value: bytesOf(playEvent(start, 10)) }]);
    await engine.runUntilQuiet();
    await engine.close();
  }
  const name = await nameOfStore(ports.store);
  expect(Number(name)).toBeGreaterThan(0);
  expect(calls.map(([store]) => store)).toEqual([name, name]);
  expect(calls[0]?.[1].map(({ topic }) => topic)).toContain("source.player");
});

test("again, where that failed when partitions came or went", async () => {
  const { calls, log } = takingOver((call) => {
    if (call === 2) throw new UserError("log", "Kafka is away.");
    return [];
  });
  let told: AssignmentListener | undefined;
  const join: LogPort["join"] = (group, topics, listener) => {
    told = listener;
    return ports.log.join(group, topics, listener);
  };
  const troubles: string[] = [];
  const engine = await openEngine(
    definition,
    { log: withMethod(log, "join", join), store: ports.store },
    { observer: { onTrouble: (message) => troubles.push(message) } },
  );
  const [first] = calls[0]?.[1] ?? [];
  await told?.revoked(first === undefined ? [] : [first]);
  const stop = new AbortController();
  const running = engine.run(stop.signal);
  while (calls.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  stop.abort();
  await running;
  await engine.close();
  expect(troubles).toEqual(["Kafka is away."]);
  expect(calls.map(([, inputs]) => inputs.length)).toEqual([3, 2, 2]);
});

test("a store that was put back to what it was is refused", async () => {
  const { log } = takingOver(() => [{ lane: "source.player/0", major: 41, minor: 0 }]);
  await expect(openEngine(definition, { log, store: ports.store })).rejects.toMatchObject({
    code: "topic-changed",
    message: expect.stringMatching(
      /^42 records that came of source\.player\/0 were sent, and the store knows of 0: it was put back .*group .*\.sent/,
    ),
  });
});
