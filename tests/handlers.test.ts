// A handler in TypeScript from the spec to the running process: compiled, run, stopped in the midst of its work, and gone on.
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Terminal } from "../compiler/cli/testing/terminal.ts";
import { type Running, running } from "../runtime/cli/testing/processes.ts";

const SPEC = `pipeline shop {}

param words: string = "paid"

source web { topic: "shop.web", name: kind, key: userId, from: internal }

event order.placed from web { userId: string, amount: number, note?: string }

store orders { key userId: string, key number: int, amount: number }

store sums { key userId: string, amount: sum of number }

event order.told { key userId, userId: string, words: string, sum: number, orders: int }

dep sums on order.placed {
  update sums(userId) { amount }
}

/// Keeps each order, and tells what there is of its pupil.
dep telling on order.placed when amount > 0 {
  handler "./handlers/telling.ts"
  reads   orders, sums
  updates orders
  emits   order.told
}
`;

const HANDLER = `import { setTimeout } from "node:timers/promises";
import { TerminalError } from "da-compile/runtime";
import type { Handler } from "../generated/handlers/telling.ts";

const telling: Handler = async ({ userId, amount, note }, da) => {
  if (note === "terminal") throw new TerminalError("not to be told");
  if (note === "flaky" && da.attempt < 3) throw new Error("upstream is away");
  if (note === "stray") void Promise.reject(new Error("nobody waits"));
  if (note === "slow" && process.env.SLOW === "1") {
    da.log.info("is slow");
    await setTimeout(60_000, null, { signal: da.abortSignal });
  }
  if (note === "deaf" && process.env.SLOW === "1") {
    da.log.info("is deaf");
    await setTimeout(60_000);
  }
  const [last] = await da.scan("orders", { userId }, { limit: 1, order: "descending" });
  const number = (last?.number ?? 0) + 1;
  da.update("orders", { userId, number }, { amount });
  const [orders, sum] = await Promise.all([da.scan("orders", { userId }, { limit: 100 }), da.get("sums", { userId })]);
  da.emit("order.told", { userId, words: da.params.words, sum: sum?.amount ?? 0, orders: orders.length });
};

export default telling;
`;

let terminal: Terminal;

beforeEach(async () => {
  terminal = new Terminal();
  terminal.write("pipelines.da", SPEC);
  terminal.write("handlers/telling.ts", HANDLER);
  terminal.write("tsconfig.json", '{ "compilerOptions": { "lib": ["esnext"], "strict": true, "module": "preserve" } }');
  const { exit, err } = await terminal.run();
  expect(exit, err).toBe(0);
});

afterEach(() => terminal.remove());

function lines(...orders: readonly (readonly [userId: string, amount: number, note?: string])[]): string {
  return orders
    .map(([userId, amount, note]) => `${JSON.stringify({ kind: "order.placed", userId, amount, note })}\n`)
    .join("");
}

const run = (args: readonly string[], input: string, env = {}): Running => running(terminal.folder, args, input, env);

/** Runs `once` to its end; what it printed, as [kind, value]. */
async function once(
  input: string,
  ...args: readonly string[]
): Promise<{ readonly lines: unknown[]; readonly err: string }> {
  const program = run(["once", "--input", "web=-", "--handler-backoff", "1", ...args], input);
  expect(await program.ended, program.err()).toBe(0);
  const all = program.out().trim().split("\n").filter(Boolean);
  return { lines: all.map((line) => JSON.parse(line)), err: program.err() };
}

test("runs with all that the spec gives it", async () => {
  const input = lines(["u1", 5], ["u2", 7, "flaky"], ["u1", 6], ["u1", 0], ["u3", 1, "terminal"], ["u1", 2, "stray"]);
  const { lines: printed, err } = await once(input, "--print", "events,stores,dead", "--param", "words=hello");
  expect(printed).toMatchObject([
    { event: "order.told", key: "u1", hops: 1, value: { words: "hello", sum: 13, orders: 1 } },
    { event: "order.told", key: "u2", value: { sum: 7, orders: 1 } },
    { event: "order.told", key: "u1", value: { sum: 13, orders: 2 } },
    { event: "order.told", key: "u1", value: { sum: 13, orders: 3 } },
    { store: "orders", row: { userId: "u1", number: 1, amount: 5 } },
    { store: "orders", row: { userId: "u1", number: 2, amount: 6 } },
    { store: "orders", row: { userId: "u1", number: 3, amount: 2 } },
    { store: "orders", row: { userId: "u2", number: 1, amount: 7 } },
    { store: "sums", row: { userId: "u1", amount: 13 } },
    { store: "sums", row: { userId: "u2", amount: 7 } },
    { store: "sums", row: { userId: "u3", amount: 1 } },
    { dead: "order.placed", handler: "telling", code: "dead", reason: "not to be told", value: { note: "terminal" } },
  ]);
  expect(err).toContain("da-run: telling: warn: try 2 of 5 failed, the next one is in ");
  expect(err).toContain("da-run: a promise that no handler waits for was rejected: Error: nobody waits\n");
  expect(err).not.toMatch(/^ +at /m);
});

test("a stop tells it, and what it had in hand is handled at the next start, under the same id", async () => {
  const data = join(terminal.folder, "data");
  const sent = run(["send", "web", "--data", data], lines(["u1", 5, "slow"], ["u1", 6], ["u2", 1]));
  expect(await sent.ended).toBe(0);
  const first = run(["start", "--data", data], "", { SLOW: "1" });
  await first.until(() => first.err().includes("telling: is slow"));
  first.child.kill("SIGTERM");
  expect(await first.ended, first.err()).toBe(0);
  const again = await once("", "--data", data, "--print", "events,stores,dead");
  const told = again.lines.filter((line) => Object(line).event === "order.told");
  expect(told).toMatchObject([
    { key: "u1", value: { orders: 1 } },
    { key: "u1", value: { orders: 2 } },
    { key: "u2", value: { orders: 1 } },
  ]);
  const straight = await once(lines(["u1", 5, "slow"], ["u1", 6], ["u2", 1]), "--print", "events");
  const idsOf = (all: readonly unknown[]): unknown[] => all.map((line) => Object(line).id);
  expect(idsOf(told)).toEqual(idsOf(straight.lines));
});

test("one that hears nothing does not keep the process", async () => {
  const program = run(["once", "--input", "web=-", "--data", "data"], lines(["u1", 5, "deaf"], ["u2", 6]), {
    SLOW: "1",
  });
  await program.until(() => program.err().includes("telling: is deaf"));
  program.child.kill("SIGTERM");
  expect(await program.ended, program.err()).toBe(143);
  expect(program.err()).toContain(
    "da-run: telling did not end in 5 seconds: the events in hand are handled again at the next start.\n",
  );
  const { lines: printed } = await once(lines(["u1", 5, "deaf"], ["u2", 6]), "--data", "data", "--print", "stores");
  expect(printed).toHaveLength(4);
});

test.each([
  [
    "a package that is not there",
    (text: string) => text.replace('"da-compile/runtime"', '"a-package"'),
    "",
    /a-package/,
  ],
  ["what Node cannot strip", (text: string) => `${text}enum Level { low }\n`, ":25", /enum/],
  [
    "what it throws at once",
    (text: string) => `${text}\nthrow new Error("not configured");\n`,
    ":26",
    /not configured/,
  ],
])("%s in its file is told when that is loaded, with its place", async (_, broken, line, reason) => {
  terminal.write("handlers/telling.ts", broken(HANDLER));
  const program = run(["once", "--input", "web=-"], "");
  expect(await program.ended).toBe(2);
  const place = `${terminal.path("handlers/telling.ts")}${line} cannot be loaded: `;
  expect(program.err()).toContain(place);
  expect(program.err()).toMatch(reason);
  expect(program.err().trim().split("\n")).toHaveLength(1);
});
