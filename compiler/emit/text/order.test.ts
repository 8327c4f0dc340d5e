/** The order of imports: as Biome has it, found by having it sort. */
import { describe, expect, test } from "vitest";
import { compareNatural } from "./order.ts";

const SORTED: readonly (readonly string[])[] = [
  ["a1", "a1_", "a1b", "a12", "a12b", "h_", "h1", "h2", "h02", "ha", "x1", "x1a", "x9y", "x01", "x10", "xY"],
  ["$x", "Context", "date", "int", "Zed"],
  ["h_a", "h2", "h10", "ha", "hB"],
  ["A", "a", "a2", "a10", "B", "b", "C"],
  ["./handlers/learner", "./handlers/learner_days", "./handlers/learner2", "./handlers/learnerB"],
];

describe.each(SORTED)("%s …", (...names) => {
  test("sorts whatever the order was", () => {
    expect([...names].reverse().sort(compareNatural)).toEqual(names);
    expect([...names].sort().sort(compareNatural)).toEqual(names);
  });
});
