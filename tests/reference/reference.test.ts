// The engine does what the reference interpreter says, on random sequences; `main.ts` runs many more of them.
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compareOrders, compareRandom, ORDERLESS, SPECS } from "./compare.ts";

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

describe("events, rows, dead letters and what waits, in the order that each topic got", () => {
  test.each(SPECS)("%s", { timeout: 300_000 }, async (name) => {
    expect(await compareRandom(name, pathOf(name), 40, 1)).toBe(null);
  });
});

describe("rows in any order", () => {
  test.each(ORDERLESS)("%s", { timeout: 300_000 }, async (name) => {
    expect(await compareOrders(name, pathOf(name), 20, 1)).toBe(null);
  });
});
