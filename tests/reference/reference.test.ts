// The engine does what the reference interpreter says, on random sequences; `main.ts` runs many more of them.
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compareRandom, SPECS } from "./compare.ts";

test.each(SPECS)("%s", { timeout: 300_000 }, async (name) => {
  const spec = fileURLToPath(new URL(name, import.meta.url));
  expect(await compareRandom(name, spec, 40, 1)).toBe(null);
});
