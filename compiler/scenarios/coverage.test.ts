import { describe, expect, test } from "vitest";
import type { Owner, Point, PointKind } from "../emit/cover.ts";
import { coverageOf, percentOf } from "./coverage.ts";

const place = (start: number) => ({ file: "a.da", start, end: start + 1, line: 1 });

const point = (id: number, kind: PointKind, parent: number | null, owner = 0): Point => ({
  id,
  kind,
  place: place(100 - id),
  owner,
  parent,
});

const OWNERS: readonly Owner[] = [
  { kind: "dep", name: "a", place: place(0), point: 0 },
  { kind: "fn", name: "b", place: place(1), point: 4 },
];

const POINTS: readonly Point[] = [
  point(0, "handler", null),
  point(1, "statement", 0),
  point(2, "then", 1),
  point(3, "statement", 2),
  point(4, "fn", null, 1),
];

const missed = (reached: readonly number[]) =>
  coverageOf(OWNERS, POINTS, new Set(reached)).owners.map((owner) => owner.missed.map(({ what }) => what));

describe("coverage", () => {
  test("tells what was missed, and not what stands inside of it", () => {
    expect(missed([])).toEqual([["no test reaches it"], ["no test reaches it"]]);
    expect(missed([0])).toEqual([["never reached"], ["no test reaches it"]]);
    expect(missed([0, 1, 4])).toEqual([["the condition was never true"], []]);
    expect(missed([0, 1, 2, 3, 4])).toEqual([[], []]);
  });

  test("counts all points, by owner and together", () => {
    const { owners, reached, total } = coverageOf(OWNERS, POINTS, new Set([0, 1]));
    expect(owners.map((owner) => `${owner.reached} of ${owner.total}`)).toEqual(["2 of 4", "0 of 1"]);
    expect({ reached, total }).toEqual({ reached: 2, total: 5 });
  });

  test("is 100% only of all, and 0% only of nothing", () => {
    expect([999, 1000, 0, 1].map((reached) => percentOf({ reached, total: 1000 }))).toEqual([99, 100, 0, 1]);
    expect(percentOf({ reached: 0, total: 0 })).toBe(100);
  });
});
