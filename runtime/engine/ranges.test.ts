import fc from "fast-check";
import { expect, test } from "vitest";
import { Ranges } from "./ranges.ts";

test("a set of offsets survives as text, without those that the log does not keep", () => {
  const offsets = fc.array(fc.nat(60));
  fc.assert(
    fc.property(offsets, offsets, fc.nat(60), (before, more, start) => {
      const ranges = Ranges.parse(Ranges.parse(null).with(before, 0).with(more, 0).toString());
      const all = new Set([...before, ...more]);
      for (let offset = 0; offset <= 60; offset++) expect(ranges.has(offset)).toBe(all.has(offset));
      expect(ranges.countFrom(start)).toBe([...all].filter((offset) => offset >= start).length);
      expect(ranges.with([], start).countFrom(start)).toBe(ranges.countFrom(start));
    }),
  );
});

test("offsets side by side are one range", () => {
  expect(Ranges.parse("").with([9, 3, 7, 8, 8], 0).toString()).toBe("3,7-9");
  expect(Ranges.parse("3,7-9").with([4], 4).toString()).toBe("4,7-9");
});
