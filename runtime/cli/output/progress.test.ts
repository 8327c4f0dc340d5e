import { join } from "node:path";
import { expect, test } from "vitest";
import type { Input } from "../input/inputs.ts";
import { called, folderOf, linesOf, order } from "../testing/shop.ts";
import { Progress } from "./progress.ts";

const orders = (count: number): object[] => Array.from({ length: count }, (_, id) => order(id, "ann", 1));

/** A progress whose clock and output the test holds. */
function progressOf(inputs: readonly Input[], width = 100) {
  const shown: string[] = [];
  let now = 0;
  const progress = new Progress(
    inputs,
    (text) => shown.push(text),
    () => now,
    width,
  );
  return {
    shown,
    progress,
    at(ms: number, input: number, bytes: number, records: number): void {
      now = ms;
      progress.show({ input, bytes, records });
    },
  };
}

function filesOf(sizes: readonly number[]): Input[] {
  const folder = folderOf(Object.fromEntries(sizes.map((size, index) => [`${index}.jsonl`, "x".repeat(size)])));
  return sizes.map((_, index) => ({ source: "web", label: `${index}.jsonl`, path: join(folder, `${index}.jsonl`) }));
}

test("a long run shows how far it is, how fast, and how long it will take, on one line", () => {
  const { shown, at, progress } = progressOf(filesOf([600, 1400]));
  at(10, 0, 0, 0);
  at(500, 0, 500, 50);
  expect(shown).toEqual([]);
  at(1000, 1, 400, 1000);
  at(1100, 1, 500, 1100);
  at(2000, 1, 1000, 1600);
  progress.clear();
  progress.clear();
  expect(shown).toEqual([
    "\r██████████░░░░░░░░░░ 50%  1,000 records, 1,000/s, 1 s left  1.jsonl\u001b[K",
    "\r████████████████░░░░ 80%  1,600 records, 800/s, 1 s left  1.jsonl\u001b[K",
    "\r\u001b[K",
  ]);
});

test("what comes through a pipe has no end that is known, and a narrow terminal cuts the line", () => {
  const { shown, at } = progressOf([{ source: null, label: "stdin", path: null }], 30);
  at(2000, 0, 100, 1_234_567);
  expect(shown).toEqual(["\r1,234,567 records, 617,284/s…\u001b[K"]);
});

test("a run shows progress on a terminal only, and never with --quiet or among what it prints there", async () => {
  const cwd = folderOf({ "a.jsonl": linesOf(...orders(6000)) });
  const run = async (args: readonly string[], terminal: { readonly out: boolean; readonly err: boolean }) => {
    const { err } = await called(["once", "--input", "web=a.jsonl", ...args], {
      cwd,
      terminal: { ...terminal, width: 80 },
    });
    return err;
  };
  // In less than a second nothing is shown at all.
  expect((await run([], { out: true, err: true })).split("\u001b[K").at(-1)).toMatch(/^6,000 records in .*\n$/);
  for (const err of [
    await run([], { out: true, err: false }),
    await run(["--print", "events"], { out: true, err: true }),
  ]) {
    expect(err).toMatch(/^6,000 records in .*\n$/);
  }
  expect(await run(["--quiet"], { out: true, err: true })).toBe("");
});
