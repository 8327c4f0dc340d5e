/** What does not run yet is told at its place, once for each use. */
import { expect, test } from "vitest";
import { fixtureModel } from "../../tests/emit-fixtures.ts";
import { unsupported } from "./index.ts";

test("every use is told", () => {
  const told = unsupported(fixtureModel("kinds"));
  expect(told.map(({ message }) => message)).toEqual([
    "A handler in TypeScript does not run yet: leave it out until a later version.",
  ]);
  expect(new Set(told.map(({ code }) => code))).toEqual(new Set(["DA9001"]));
});

test("nothing is told of what runs", () => {
  expect(unsupported(fixtureModel("expressions"))).toEqual([]);
});
