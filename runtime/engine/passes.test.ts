import { expect, test } from "vitest";
import { passesOf, withPass } from "./passes.ts";

test("passes are counted by handler, and travel as one text", () => {
  const first = withPass(null, "b", 1);
  expect(first).toBe("b=1");
  expect(withPass(first, "a", 3)).toBe("a=3,b=1");
  expect(withPass("a=3,b=1", "b", 2)).toBe("a=3,b=2");
  expect(["a", "b", "c"].map((name) => passesOf("a=3,b=2", name))).toEqual([3, 2, 0]);
  expect(passesOf(null, "a")).toBe(0);
});

test("those under a handler's old name are its own", () => {
  expect(withPass("a=3,old=2", "new", 3, "old")).toBe("a=3,new=3");
});
