// The client makes Node warn; nothing of it reaches who runs a pipeline, and no other warning is hidden.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { brokers, uniqueName } from "../../testing/servers.ts";

const SCRIPT = `
  const { openKafkaLog } = await import(${JSON.stringify(new URL("./log.ts", import.meta.url).href)});
  const log = await openKafkaLog({ brokers: [process.argv[1]], pipeline: "t" });
  await log.ensureTopics([{ name: process.argv[2], partitions: 1, replicas: 1, retention: 86400000 }]);
  const reader = await log.join("group", [process.argv[2]]);
  for (let i = 0; i < 10; i++) await reader.wait(100);
  await reader.leave();
  await log.close();
  if (process.argv[3] === "other") process.emitWarning("Something else.");
`;

const stderrOf = (...args: string[]) => {
  const call = ["--input-type=module", "-e", SCRIPT, brokers(), uniqueName("warnings"), ...args];
  const { stderr, status } = spawnSync(process.execPath, call, { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return stderr;
};

test("no warning is printed", () => {
  expect(stderrOf()).toBe("");
});

test("any other warning is", () => {
  expect(stderrOf("other")).toContain("Warning: Something else.");
});
