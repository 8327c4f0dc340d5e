/** Expectations about specs with marked ranges. */
import { expect } from "vitest";
import { check } from "./specs.ts";

/** Exactly these ranges are told, each with this code. */
export function expectTold(code: string, marked: string): void {
  const { told, marked: places } = check(marked);
  expect(told).toEqual(places.map((text) => ({ code, text })));
}

/** Nothing of this code is told; of others only warnings that come with a small spec may be. */
export function expectFine(spec: string): void {
  expect(check(spec).told).toEqual([]);
}
