/** Memory does not grow with what has been handled: many events go through a process that has little of it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const SCRIPT = fileURLToPath(new URL("./memory/run.ts", import.meta.url));
/** A process of so little ends where each event leaves 150 bytes behind. */
const HEAP_MB = 128;
const EVENTS = 600_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "da-memory-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (kind: string) =>
  spawnSync(process.execPath, [`--max-old-space-size=${HEAP_MB}`, SCRIPT, kind, String(EVENTS), folder], {
    encoding: "utf8",
  });

test("many events go through a small heap", { timeout: 600_000 }, () => {
  const { status, stdout, stderr } = run("engine");
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ events: EVENTS });
});

test("in which what is kept of them finds no room", { timeout: 600_000 }, () => {
  const { status, stderr } = run("keep");
  expect(status).not.toBe(0);
  expect(stderr).toContain("heap out of memory");
});
