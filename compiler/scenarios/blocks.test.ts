import { expect, test } from "vitest";
import { type FunctionBlocks, linesReached } from "./blocks.ts";

const TEXT = `import type { Handler } from "./x.ts";

const own: Handler = (event) => {
  // A comment.
  if (event.n > 3) {
    throw new Error("far too many");
  }
  const half = (n: number) => n / 2;
  return half(event.n);
};
export default own;
`;

const whole = { start: 0, end: TEXT.length, count: 1 };
const of = (from: string, to: string, count: number) => ({
  start: TEXT.indexOf(from),
  end: TEXT.indexOf(to) + to.length,
  count,
});

const reached = (...functions: readonly FunctionBlocks[]) => {
  const { missed, ...counts } = linesReached(TEXT, [[whole], ...functions]);
  return { ...counts, missed: missed.map(({ start, end }) => TEXT.slice(start, end)) };
};

test("lines of functions are counted, and what never ran is told", () => {
  const own = of("(event) =>", "half(event.n);\n}", 2);
  const thrown = of("{\n    throw", 'many");\n  }', 0);
  expect(reached([own, thrown], [of("(n: number)", "n / 2", 2)])).toEqual({
    total: 6,
    reached: 4,
    missed: ['{\n    throw new Error("far too many");\n  }'],
  });
});

test("a function that was never called is missed as a whole, an inner one where it stands", () => {
  expect(reached([of("(event) =>", "half(event.n);\n}", 0)])).toMatchObject({ total: 5, reached: 0 });
  const own = of("(event) =>", "half(event.n);\n}", 1);
  expect(reached([own], [of("(n: number)", "n / 2", 0)])).toEqual({
    total: 6,
    reached: 5,
    missed: ["(n: number) => n / 2"],
  });
});

test("a file without functions has no lines", () => {
  expect(reached()).toEqual({ total: 0, reached: 0, missed: [] });
});
