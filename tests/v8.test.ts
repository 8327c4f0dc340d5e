// What V8 is told: that a process which lasts does not take more for young objects than it needs, and does not mark all that lives
// for a few buffers.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const FLAGS = new URL("../bin/v8.js", import.meta.url).href;

/** Makes objects of which the last 700,000 live, in many turns, and says how large the young generation has become. */
const PROGRAM = `import { getHeapSpaceStatistics } from "node:v8";
import { setImmediate as turn } from "node:timers/promises";
import { contain } from ${JSON.stringify(FLAGS)};
if (process.argv[1] === "contained") contain();
const kept = [];
for (let made = 0; made < 30_000_000; made++) {
  kept[made % 700_000] = { made, of: [made] };
  if (made % 10_000 === 0) await turn();
}
console.log(getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space").space_size / 2 ** 20);`;

test("a process that is contained keeps its young generation small, and says nothing of it", () => {
  const [usual, contained] = [megabytes("usual"), megabytes("contained")];
  expect(usual).toBeGreaterThan(32);
  expect(contained).toBe(32);
});

/** Makes buffers of which the last 15 MB live beside many objects, and says how often all of them were marked, and the most of them. */
const BUFFERS = `import { getHeapStatistics } from "node:v8";
import { constants, PerformanceObserver } from "node:perf_hooks";
import { setTimeout as rest } from "node:timers/promises";
import { contain } from ${JSON.stringify(FLAGS)};
if (process.argv[1] === "contained") contain();
let [marked, most] = [0, 0];
const isMajor = ({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
new PerformanceObserver((list) => {
  marked += list.getEntries().filter(isMajor).length;
}).observe({ entryTypes: ["gc"] });
const live = Array.from({ length: 400_000 }, (_, n) => ({ n, of: [n] }));
const kept = [];
for (let made = 0; made < 8_000; made++) {
  kept[made % 60] = Buffer.alloc(1 << 18, made);
  for (let n = 0; n < 400; n++) live[n] = { n, of: [made] };
  if (made % 40 !== 0) continue;
  most = Math.max(most, getHeapStatistics().external_memory);
  await rest(3);
}
await rest(50);
console.log(JSON.stringify({ marked, most: most / 2 ** 20 }));`;

test("a process that is contained marks what lives less often for buffers, and does not let them grow on", () => {
  const [usual, contained] = ["usual", "contained"].map((name) => JSON.parse(printed(BUFFERS, name)));
  expect(usual.marked).toBeGreaterThan(10);
  expect(contained.marked).toBeLessThan(usual.marked / 2);
  expect(contained.most).toBeLessThan(300);
});

const megabytes = (name: string): number => Number(printed(PROGRAM, name));

function printed(program: string, name: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program, name], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout;
}
