/** Real processes of the program: killed, stopped, beside each other, and loading generated code from anywhere. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { running, shopFolder } from "./testing/processes.ts";
import { folderOf, linesOf, order } from "./testing/shop.ts";

const orders = (count: number): object[] =>
  Array.from({ length: count }, (_, id) => order(id, `b${id % 9}`, id % 100 === 0 ? -1 : 1));

test("generated code runs wherever it lies, without a warning", async () => {
  const folder = shopFolder({ "a.jsonl": linesOf(...orders(10)) });
  const { ended, out, err } = running(folder, ["once", "--input", "web=a.jsonl", "--print", "dead"]);
  expect(await ended).toBe(0);
  expect(err().trimEnd().split("\n")).toHaveLength(1);
  expect(JSON.parse(out())).toMatchObject({ dead: "order.placed", handler: "spending" });
});

test("a folder that holds no generated code, or another format's, is a bad call", async () => {
  const folder = folderOf();
  const missing = running(folder, ["once", "--input", "web=a.jsonl"]);
  expect(await missing.ended).toBe(2);
  expect(missing.err()).toBe(
    `da-run: There is no folder ${join(folder, "generated")}: compile the spec with \`da-compile\`, or name the generated folder with --pipeline.\n`,
  );
  mkdirSync(join(folder, "generated"));
  const write = (text: string) => writeFileSync(join(folder, "generated/pipeline.ts"), text);
  for (const [text, said] of [
    ["export const pipeline = { format: 9 };", "has the format 9, and this da-run reads 1."],
    ["export const other: number = 1;", "exports no pipeline."],
    ['import "./validators.js";', "cannot be loaded: Cannot find module"],
    ["export const = 1;", "cannot be loaded: "],
  ] as const) {
    write(text);
    const wrong = running(folder, ["start"]);
    expect(await wrong.ended).toBe(2);
    expect(wrong.err()).toContain(said);
    expect(wrong.err().split("\n")).toHaveLength(2);
  }
});

test("a run that is killed and started again comes to what an undisturbed one does", async () => {
  // Several rounds: the first one's events are told while others are still to be fed.
  const folder = shopFolder({ "a.jsonl": linesOf(...orders(40_000)).repeat(5) });
  const call = ["once", "--input", "web=a.jsonl", "--print", "stores,dead"];
  const whole = running(folder, call);
  expect(await whole.ended).toBe(0);
  const killed = running(folder, [...call, "--data", "d", "--print", "events"]);
  await killed.until(() => killed.out().includes("{"));
  killed.child.kill("SIGKILL");
  expect(await killed.ended).toBe("SIGKILL");
  const again = running(folder, [...call, "--data", "d"]);
  expect(await again.ended).toBe(0);
  expect(again.err()).toContain("where the run before this one was interrupted");
  expect(again.out().split("\n").sort()).toEqual(whole.out().split("\n").sort());
});

test("beside a running pipeline others send and follow, but no second one runs; it stops when it is told to", async () => {
  const folder = shopFolder();
  const pipeline = running(folder, ["start"]);
  await pipeline.until(() => pipeline.err().includes("shop is running on"));
  const follower = running(folder, ["tail", "--from-beginning"]);
  const second = running(folder, ["start"]);
  expect(await second.ended).toBe(1);
  expect(second.err()).toBe(
    `da-run: ${join(folder, ".da")} is in use by process ${pipeline.child.pid}. Stop it first, or name another folder.\n`,
  );
  const sender = running(folder, ["send", "web"], linesOf(order(1, "ann", 2), order(2, "bob", 3)));
  expect(await sender.ended).toBe(0);
  expect(sender.err()).toBe("da-run: 2 events sent to shop.web.\n");
  await follower.until(() => follower.out().split("\n").length > 2);
  expect(
    follower
      .out()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { event: "usage.buyer.spent", topic: "shop.demux.buyer.spent", key: "ann", hops: 1, value: { spent: 2 } },
    { event: "usage.buyer.spent", key: "bob", value: { spent: 3 } },
  ]);
  follower.child.kill("SIGINT");
  expect(await follower.ended).toBe(0);
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended).toBe(0);
  expect(pipeline.err()).toContain("stopped. 2 records");
  const after = running(folder, ["once", "--input", "web=-", "--data", ".da", "--print", "stores"]);
  expect(await after.ended).toBe(0);
  expect(after.out()).toBe(
    linesOf(
      { store: "buyers", row: { buyer: "ann", spent: 2, orders: 1 } },
      { store: "buyers", row: { buyer: "bob", spent: 3, orders: 1 } },
    ),
  );
});

test("beside a running pipeline letters are replayed and a person is forgotten", { timeout: 120_000 }, async () => {
  const folder = shopFolder();
  const pipeline = running(folder, ["start"]);
  await pipeline.until(() => pipeline.err().includes("shop is running on"));
  const done = async (args: readonly string[], input = ""): Promise<string> => {
    const { ended, out, err } = running(folder, args, input);
    expect(await ended, err()).toBe(0);
    return out();
  };
  const until = async (args: readonly string[], isTrue: (out: string) => boolean): Promise<string> => {
    for (;;) {
      const out = await done(args);
      if (isTrue(out)) return out;
    }
  };
  await done(["send", "web"], linesOf(order(1, "ann", 2), order(2, "bob", -1), order(3, "bob", 5)));
  await until(["dead", "list"], (out) => out.includes("spending/0/0"));
  expect(await done(["dead", "replay", "spending/0/0"])).toBe("");
  await until(["dead", "list"], (out) => out.includes("spending/0/1") && !out.includes("spending/0/0"));
  expect(await done(["forget", "buyer=bob"])).toMatch(
    /^Removed of buyer=bob:\n {2}1 row of buyers\n {2}1 dead letter\nTopics still hold:\n {2}1 record in shop\.demux/,
  );
  expect(await done(["dead", "list"])).toBe("");
  await done(["send", "web"], linesOf(order(4, "bob", 7)));
  await until(["status", "--format", "json"], (out) => /"name":"buyers","kind":"dep","lag":0/.test(out));
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended).toBe(0);
  const stores = await done(["once", "--input", "web=-", "--data", ".da", "--print", "stores", "--quiet"]);
  expect(stores).toBe(
    linesOf(
      { store: "buyers", row: { buyer: "ann", spent: 2, orders: 1 } },
      { store: "buyers", row: { buyer: "bob", spent: 7, orders: 1 } },
    ),
  );
});

test("events that were sent before the start are handled by it, and source events can be followed", async () => {
  const folder = shopFolder();
  const sender = running(folder, ["send", "web", "--data", "d"], linesOf(order(1, "ann", 2), "nonsense"));
  expect(await sender.ended).toBe(0);
  const follower = running(folder, ["tail", "order.placed", "--from-beginning"], "", { DA_DATA: "d" });
  await follower.until(() => follower.out().endsWith("\n"));
  expect(JSON.parse(follower.out())).toMatchObject({
    event: "order.placed",
    topic: "shop.web",
    key: "ann",
    value: { amount: 2 },
  });
  const run = running(folder, ["once", "--input", "web=-", "--data", "d", "--print", "events"]);
  expect(await run.ended).toBe(0);
  expect(JSON.parse(run.out())).toMatchObject({ event: "usage.buyer.spent", value: { spent: 2 } });
});

test("a run that waits for its input stops when it is told to", async () => {
  const folder = shopFolder();
  const run = running(folder, ["once", "--input", "web=-", "--data", "d"], null);
  run.child.stdin?.write(linesOf(order(1, "ann", 2)).slice(0, -5));
  const folderMade = () => existsSync(join(folder, "d/da.db"));
  await run.until(folderMade);
  await new Promise((resolve) => setTimeout(resolve, 300));
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(143);
  expect(run.err()).toBe(
    "da-run: stopped before the end of its input. Started again with the same input, it goes on here.\n",
  );
});

test("a reader that goes away ends the program without a word", async () => {
  const folder = shopFolder({ "a.jsonl": linesOf(...orders(20_000)).repeat(5) });
  const run = running(folder, ["once", "--input", "web=a.jsonl", "--print", "events"]);
  await run.until(() => run.out() !== "");
  run.child.stdout?.destroy();
  expect(await run.ended).toBe(0);
  expect(run.err()).toBe("");
});

test("a data folder that is damaged or no folder is told in a sentence", async () => {
  const folder = shopFolder({ file: "" });
  mkdirSync(join(folder, "d"));
  writeFileSync(join(folder, "d/da.db"), "no database ".repeat(400));
  const damaged = running(folder, ["start", "--data", "d"]);
  expect(await damaged.ended).toBe(1);
  expect(damaged.err()).toMatch(/^da-run: .*da\.db is damaged .*\n$/);
  const noFolder = running(folder, ["start", "--data", "file"]);
  expect(await noFolder.ended).toBe(1);
  expect(noFolder.err()).toMatch(/^da-run: The folder .*file cannot be used: .*\n$/);
  const nothing = running(folder, ["tail", "nope"]);
  expect(await nothing.ended).toBe(2);
  expect(nothing.err().split("\n")).toEqual([
    "da-run: The pipeline has no event nope.",
    `da-run: There is no data in ${join(folder, ".da")}: start the pipeline on it first.`,
    "",
  ]);
});

test("help and unknown commands", async () => {
  const help = running(folderOf(), ["once", "--help"]);
  expect(await help.ended).toBe(0);
  expect(help.out()).toContain("--input [SOURCE=]FILE");
  expect(help.out()).toContain("DA_INPUT");
  const wrong = running(folderOf(), ["strat"]);
  expect(await wrong.ended).toBe(2);
  expect(wrong.err()).toBe(
    "da-run: There is no command strat. Did you mean start? `da-run --help` tells what there is.\n",
  );
});
