import { describe, expect, test, vi } from "vitest";
import type { LogEntry } from "../../engine/engine.ts";
import { readSettings } from "../settings/read.ts";
import { running, shopFolder } from "../testing/processes.ts";
import { folderOf, linesOf, order } from "../testing/shop.ts";
import { type Logger, loggerOf } from "./log.ts";

// Processes take their time where other tests run beside them.
vi.setConfig({ testTimeout: 300_000 });

async function logged(
  args: readonly string[],
  use: (logger: Logger) => void,
  env: Record<string, string> = {},
): Promise<string> {
  const texts: string[] = [];
  const given = readSettings("start", args, env, folderOf());
  expect(given.problems).toEqual([]);
  use(await loggerOf(given, { err: (text) => texts.push(text), env }));
  return texts.join("");
}

const entry = (level: LogEntry["level"], details: object | null = null): LogEntry => ({
  level,
  handler: "mailer",
  event: "pupil.due",
  id: "e1",
  message: `at ${level}`,
  details,
});

const all = (logger: Logger): void => {
  for (const level of ["debug", "info", "warn", "error"] as const) logger.entry(entry(level));
};

const shownLevels = (text: string): string[] => [...text.matchAll(/at (\w+)/g)].map(([, level = ""]) => level);

describe("levels", () => {
  test.each([
    [[], {}, ["info", "warn", "error"]],
    [["--quiet"], {}, ["warn", "error"]],
    [[], { DA_DEBUG: "1" }, ["debug", "info", "warn", "error"]],
    [["--quiet"], { DA_DEBUG: "1" }, ["warn", "error"]],
    [["--quiet", "--log-level", "debug"], {}, ["debug", "info", "warn", "error"]],
    [["--log-level", "error"], {}, ["error"]],
  ])("%j with %j", async (args, env, levels) => {
    expect(shownLevels(await logged(args, all, env))).toEqual(levels);
    expect(shownLevels(await logged([...args, "--log", "json"], all, env))).toEqual(levels);
  });
});

test("lines for people", async () => {
  const text = await logged([], (logger) => {
    logger.tell("info", "shop is running.", { pipeline: "shop" });
    logger.entry(entry("warn", { try: 2 }));
  });
  expect(text).toBe('da-run: shop is running.\nda-run: mailer: warn: at warn {"try":2} (pupil.due e1)\n');
});

test("lines for programs are one object each, whatever is logged", async () => {
  const circle: Record<string, unknown> = { name: "round" };
  circle.self = circle;
  const text = await logged(["--log", "json"], (logger) => {
    logger.tell("info", "shop is\nrunning.", { pipeline: "shop" });
    logger.entry(entry("error", circle));
  });
  const [first, second, ...rest] = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rest).toEqual([]);
  expect(first).toEqual({
    level: "info",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    pid: process.pid,
    pipeline: "shop",
    msg: "shop is\nrunning.",
  });
  expect(second).toMatchObject({
    level: "error",
    handler: "mailer",
    event: "pupil.due",
    id: "e1",
    details: { name: "round", self: "[Circular]" },
    msg: "at error",
  });
});

const parsed = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("start tells everything as JSON, from its first line to its last", async () => {
  const folder = shopFolder({ "a.jsonl": linesOf(order(1, "ann", 5)) });
  const pipeline = running(folder, ["start", "--log", "json", "--metrics", "0"]);
  await pipeline.until(() => pipeline.err().includes("shop is running on"));
  const second = running(folder, ["start", "--log", "json"]);
  expect(await second.ended).toBe(1);
  expect(parsed(second.err())).toMatchObject([{ level: "error", msg: expect.stringContaining("process") }]);
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended).toBe(0);
  expect(parsed(pipeline.err())).toMatchObject([
    { level: "info", url: expect.stringMatching(/\/metrics$/) },
    { level: "info", pipeline: "shop", on: expect.any(String) },
    { level: "info", records: 0, msg: expect.stringMatching(/^stopped/) },
  ]);
});

test.each(["pretty", "json"])("no password is in the log: %s", async (format) => {
  const store = "postgres://ann:hunter22@127.0.0.1:1/shop";
  const pipeline = running(shopFolder(), ["start", "--log", format], "", { DA_STORE: store, DA_DEBUG: "1" });
  await pipeline.until(() => pipeline.err().includes("It is tried again until it goes."));
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended).toBe(0);
  expect(pipeline.err()).not.toContain("hunter22");
});
