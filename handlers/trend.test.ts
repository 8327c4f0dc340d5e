import { expect, test } from "vitest";
import { trendOf } from "./trend.ts";

const day = (date: number, ...scores: readonly number[]) => ({
  day: `2026-11-${String(date).padStart(2, "0")}`,
  points: scores.reduce((sum, score) => sum + score, 0),
  scores: scores.length,
});

test.each([
  ["no day", [], { days: 0, mean: 0, slope: 0 }],
  ["one day", [day(16, 80, 60)], { days: 1, mean: 70, slope: 0 }],
  ["two days", [day(17, 50), day(16, 60)], { days: 2, mean: 55, slope: -10 }],
  ["a weekend between", [day(20, 60), day(23, 90)], { days: 2, mean: 75, slope: 10 }],
  [
    "ups and downs",
    [day(16, 65), day(17, 70), day(18, 55), day(19, 40), day(20, 70)],
    { days: 5, mean: 60, slope: -2 },
  ],
  ["a day counts once, however many scores it had", [day(16, 0, 0, 0), day(17, 90)], { days: 2, mean: 45, slope: 90 }],
  ["a day without scores", [day(16), day(17, 10)], { days: 1, mean: 10, slope: 0 }],
  ["hundredths", [day(16, 70), day(17, 60), day(19, 50)], { days: 3, mean: 60, slope: -6.43 }],
])("%s", (_, days, trend) => {
  expect(trendOf(days)).toEqual(trend);
  expect(trendOf(days.toReversed())).toEqual(trend);
});
