import fc from "fast-check";
import { expect, test } from "vitest";
import { byKey, type Keyed, merged } from "./order.ts";

const keyed = fc.array(
  fc.tuple(fc.constantFrom("a", "b", "ü", "\u{1f600}"), fc.integer({ min: 0, max: 20 })).map((key): Keyed => ({ key })),
);

test("two lists in order become one", () => {
  const property = fc.property(keyed, keyed, (some, others) => {
    const all = merged([...some].sort(byKey), [...others].sort(byKey));
    expect(all.map(({ key }) => key)).toEqual([...some, ...others].sort(byKey).map(({ key }) => key));
    expect(new Set(all)).toEqual(new Set([...some, ...others]));
  });
  fc.assert(property, { numRuns: 300 });
});
