// What V8 is told: that a process which lasts does not take more for young objects than it needs.
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

function megabytes(name: string): number {
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", PROGRAM, name], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return Number(stdout);
}
