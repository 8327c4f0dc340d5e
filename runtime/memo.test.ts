import { expect, test } from "vitest";
import { memo } from "./memo.ts";

test("what was made lately is not made again, and not too much of it is kept", () => {
  const made: number[] = [];
  const half = memo((n: number) => {
    made.push(n);
    return n / 2;
  }, 3);
  expect([1, 2, 3, 1, 2, 3].map(half)).toEqual([0.5, 1, 1.5, 0.5, 1, 1.5]);
  expect(made).toEqual([1, 2, 3]);
  expect([4, 4, 1].map(half)).toEqual([2, 2, 0.5]);
  expect(made).toEqual([1, 2, 3, 4, 1]);
});
