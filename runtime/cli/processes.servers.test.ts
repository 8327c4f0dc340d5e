// The program as real processes on a real Kafka and a real PostgreSQL: all commands, told to stop, and servers that come late.
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import kafkajs from "kafkajs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FrameProxy } from "../testing/proxy.ts";
import { brokers, freshDatabase, type TestDatabase, uniqueName } from "../testing/servers.ts";
import { ownShopFolder, type Running, running } from "./testing/processes.ts";
import { linesOf, order } from "./testing/shop.ts";

const { Kafka, logLevel } = kafkajs;

let database: TestDatabase;
let prefix = "";
let folder = "";
beforeEach(async () => {
  database = await freshDatabase();
  prefix = `${uniqueName("cli")}.`;
  folder = ownShopFolder(prefix, 4);
});
afterEach(async () => {
  await database.drop();
});

type Row = Readonly<Record<string, unknown>>;
const ROWS = "SELECT buyer, spent, orders FROM buyers ORDER BY buyer";

interface Ground {
  readonly title: string;
  env(): Record<string, string>;
  rows(): Promise<readonly Row[]>;
}

const inPostgres = async (): Promise<readonly Row[]> => {
  const rows = await database.query(ROWS);
  return rows.map(({ buyer, spent, orders }) => ({ buyer, spent: Number(spent), orders: Number(orders) }));
};

async function inSqlite(): Promise<readonly Row[]> {
  const opened = new DatabaseSync(join(folder, ".da/da.db"), { readOnly: true });
  try {
    return opened
      .prepare(ROWS)
      .all()
      .map((row) => ({ ...row }));
  } finally {
    opened.close();
  }
}

const onKafka = () => ({ DA_BROKERS: brokers() });
const onPostgres = () => ({ DA_STORE: database.url });
const BOTH: Ground = {
  title: "Kafka and PostgreSQL",
  env: () => ({ ...onKafka(), ...onPostgres() }),
  rows: inPostgres,
};
const GROUNDS: readonly Ground[] = [
  BOTH,
  { title: "Kafka and a data folder", env: onKafka, rows: inSqlite },
  { title: "the embedded log and PostgreSQL", env: onPostgres, rows: inPostgres },
];

/** Passes on what is said, but not that there is no more. */
async function relayThatNeverEnds(to: URL): Promise<{ readonly port: number; close(): void }> {
  const sockets: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const onward = connect({ host: to.hostname, port: Number(to.port), allowHalfOpen: true });
    sockets.push(client, onward);
    for (const socket of [client, onward]) socket.on("error", () => undefined);
    client.pipe(onward, { end: false });
    onward.pipe(client, { end: false });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: Number(Object(server.address()).port), close };
}

const isRunning = ({ err }: Running) => err().includes("shop is running on");

describe.each(GROUNDS)("on $title", ({ env, rows }) => {
  const call = (args: readonly string[], input = ""): Running => running(folder, args, input, env());
  const done = async (args: readonly string[], input = ""): Promise<string> => {
    const { ended, out, err } = call(args, input);
    expect(await ended, err()).toBe(0);
    return out();
  };
  const until = async (args: readonly string[], isTrue: (out: string) => boolean): Promise<string> => {
    for (;;) {
      const out = await done(args);
      if (isTrue(out)) return out;
    }
  };
  const isQuiet = (out: string): boolean => out.includes('"lag":0') && !/"lag":[1-9]/.test(out);

  test("everything that can be asked and changed beside a running pipeline", async () => {
    const pipeline = call(["start"]);
    await pipeline.until(() => isRunning(pipeline));
    const follower = call(["tail", "--from-beginning"]);
    await done(["send", "web"], linesOf(order(1, "ann", 2), order(2, "bob", -1), order(3, "bob", 5), "nonsense"));
    await follower.until(() => follower.out().split("\n").length > 2);
    const followed = follower
      .out()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(followed.map(({ key, value: { spent } }) => [key, spent]).sort()).toEqual([
      ["ann", 2],
      ["bob", 5],
    ]);
    const status = JSON.parse(await until(["status", "--format", "json"], isQuiet));
    expect(status.readers).toMatchObject([
      { name: "web", dead: 1 },
      { name: "spending", dead: 1 },
      { name: "buyers", dead: 0 },
    ]);
    expect(await done(["trace", "3"])).toContain("usage.buyer.spent");
    const letters = (await done(["dead", "list", "--format", "json"])).trimEnd().split("\n");
    const codes = letters.map((line) => JSON.parse(line).code);
    expect(codes.sort()).toEqual(["dead", "malformed"]);
    const letter = letters.map((line) => JSON.parse(line)).find(({ code }) => code === "dead");
    expect(await done(["dead", "show", letter.letter])).toContain("-1 is owed");
    await done(["dead", "replay", letter.letter]);
    await until(
      ["dead", "list", "--handler", "spending"],
      (out) => out.includes("spending/") && !out.includes(letter.letter),
    );
    expect(await done(["forget", "buyer=bob"])).toContain("1 row of buyers");
    expect(await done(["waiting", "list"])).toBe("");
    await done(["send", "web"], linesOf(order(4, "ann", 7)));
    await until(["status", "--format", "json"], isQuiet);
    follower.child.kill("SIGINT");
    expect(await follower.ended, follower.err()).toBe(0);
    pipeline.child.kill("SIGTERM");
    expect(await pipeline.ended, pipeline.err()).toBe(0);
    expect(pipeline.err()).toContain("stopped. ");
    expect(await rows()).toEqual([{ buyer: "ann", spent: 9, orders: 2 }]);
  });

  test("a second start goes on exactly where the first one stopped", async () => {
    const orders = (from: number) =>
      linesOf(...Array.from({ length: 3000 }, (_, n) => order(from + n, `b${n % 7}`, 1)));
    await done(["send", "web"], orders(0));
    const first = call(["start"]);
    await first.until(() => isRunning(first));
    first.child.kill("SIGTERM");
    expect(await first.ended, first.err()).toBe(0);
    await done(["send", "web"], orders(3000));
    const second = call(["start"]);
    await second.until(() => isRunning(second));
    await until(["status", "--format", "json"], isQuiet);
    second.child.kill("SIGTERM");
    expect(await second.ended, second.err()).toBe(0);
    const all = await rows();
    expect(all.reduce((sum, { orders: count }) => sum + Number(count), 0)).toBe(6000);
    expect(all.every(({ spent, orders: count }) => spent === count)).toBe(true);
  });
});

test("two processes share the work, and one goes on alone", async () => {
  const call = (args: readonly string[], input = ""): Running => running(folder, args, input, BOTH.env());
  const [one, other] = [call(["start"]), call(["start"])];
  await one.until(() => isRunning(one));
  await other.until(() => isRunning(other));
  const send = async (from: number): Promise<void> => {
    const orders = Array.from({ length: 5000 }, (_, n) => order(from + n, `b${n % 50}`, 1));
    expect(await call(["send", "web"], linesOf(...orders)).ended).toBe(0);
  };
  const untilCounted = async (count: number): Promise<void> => {
    for (;;) {
      const rows = await inPostgres();
      if (rows.reduce((sum, { orders }) => sum + Number(orders), 0) >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await send(0);
  await untilCounted(5000);
  await send(5000);
  one.child.kill("SIGTERM");
  expect(await one.ended, one.err()).toBe(0);
  await untilCounted(10_000);
  other.child.kill("SIGTERM");
  expect(await other.ended, other.err()).toBe(0);
  expect((await inPostgres()).map(({ spent, orders }) => [spent, orders])).toEqual(
    Array.from({ length: 50 }, () => [200, 200]),
  );
  expect(one.err()).toContain("stopped. ");
});

test("told to stop, it ends though a server does not even answer that a connection is closed", async () => {
  const relay = await relayThatNeverEnds(new URL(database.url));
  const url = new URL(database.url);
  url.host = `127.0.0.1:${relay.port}`;
  const pipeline = running(folder, ["start"], "", { ...onKafka(), DA_STORE: url.href });
  await pipeline.until(() => isRunning(pipeline));
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended, pipeline.err()).toBe(0);
  expect(pipeline.err()).toContain("stopped. ");
  relay.close();
});

test("an event that is larger than its topic takes is dead, and nothing stands still", async () => {
  const topic = `${prefix}shop.demux.buyer.spent`;
  const admin = new Kafka({ brokers: [brokers()], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const configEntries = [{ name: "max.message.bytes", value: "20000" }];
  await admin.createTopics({ topics: [{ topic, numPartitions: 4, configEntries }], waitForLeaders: true });
  await admin.disconnect();
  const call = (args: readonly string[], input = ""): Running => running(folder, args, input, BOTH.env());
  const pipeline = call(["start"]);
  await pipeline.until(() => isRunning(pipeline));
  const long = "x".repeat(30_000);
  expect(await call(["send", "web"], linesOf(order(1, long, 1), order(2, "ann", 2))).ended).toBe(0);
  for (let rows: readonly Row[] = []; rows.length === 0; ) rows = await inPostgres();
  expect(await inPostgres()).toEqual([{ buyer: "ann", spent: 2, orders: 1 }]);
  const list = call(["dead", "list", "--format", "json"]);
  expect(await list.ended, list.err()).toBe(0);
  const letter = JSON.parse(list.out());
  expect(letter).toMatchObject({ code: "too-large", handler: "spending" });
  expect(letter.reason).toMatch(
    /usage\.buyer\.spent has \d+ bytes, and .*buyer\.spent takes \d+ \(its max\.message\.bytes\)/,
  );
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended, pipeline.err()).toBe(0);
});

test("a database that is away at the start is waited for, and told once", async () => {
  const url = new URL(database.url);
  const proxy = await FrameProxy.to(url.host);
  proxy.isAway = true;
  url.host = `127.0.0.1:${proxy.port}`;
  const pipeline = running(folder, ["start"], "", { ...onKafka(), DA_STORE: url.href });
  await pipeline.until(() => pipeline.err().includes("tried again"));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(pipeline.err().trimEnd().split("\n")).toHaveLength(1);
  expect(pipeline.err()).not.toContain(url.password);
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended).toBe(0);
  await proxy.close();
});

test("brokers that are not there are waited for, too; a bad address is a bad call", async () => {
  const pipeline = running(folder, ["start", "--brokers", "127.0.0.1:1"], "", onPostgres());
  await pipeline.until(() => pipeline.err().includes("tried again"));
  expect(pipeline.err()).toMatch(/^da-run: Kafka at 127\.0\.0\.1:1 /);
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended).toBe(0);
  const wrong = running(folder, ["start", "--brokers", "no address", "--store", "mysql://x"]);
  expect(await wrong.ended).toBe(2);
  expect(wrong.err().trimEnd().split("\n")).toHaveLength(2);
});
