/** Days and hours in time zones, where clocks change too. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { date, hours, iso, minutes, ofSeconds, seconds, startOfHour, startOfMonth, startOfWeek } from "./time.ts";

const at = (text: string): number => Date.parse(text);

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "America/St_Johns",
  "Africa/Casablanca",
];

const inZone = new Map(
  ZONES.map((zone) => [
    zone,
    new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }),
  ]),
);

const anyTime = fc.integer({ min: at("1950-01-01T00:00:00Z"), max: at("2080-01-01T00:00:00Z") });

describe("date", () => {
  test.each([
    ["2026-11-23T10:00:00Z", "UTC", "2026-11-23"],
    ["2026-11-23T23:59:59.999Z", "UTC", "2026-11-23"],
    ["2026-11-23T23:30:00Z", "Europe/Berlin", "2026-11-24"],
    ["2026-11-23T04:59:59Z", "America/New_York", "2026-11-22"],
    ["2024-02-29T12:00:00Z", "UTC", "2024-02-29"],
    ["1969-12-31T23:59:59.999Z", "UTC", "1969-12-31"],
    ["0001-01-01T00:00:00Z", "UTC", "0001-01-01"],
    ["0000-03-01T00:00:00Z", "UTC", "0000-03-01"],
    ["9999-12-31T23:59:59.999Z", "UTC", "9999-12-31"],
    // Samoa went from the 29th to the 31st.
    ["2011-12-30T09:59:59Z", "Pacific/Apia", "2011-12-29"],
    ["2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31"],
  ])("%s in %s", (time, zone, day) => {
    expect(date(at(time), zone)).toBe(day);
  });

  test("is the calendar's, in every zone", () => {
    fc.assert(
      fc.property(anyTime, fc.constantFrom(...ZONES), (time, zone) => {
        expect(date(time, zone)).toBe(inZone.get(zone)?.format(time));
      }),
      { numRuns: 500 },
    );
  });

  test("in UTC is ISO's, over all years that a date can write", () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }), (time) => {
        expect(date(time, "UTC")).toBe(new Date(time).toISOString().slice(0, 10));
      }),
      { numRuns: 1000 },
    );
  });

  test("overflows outside of them", () => {
    for (const time of [253_402_300_800_000, -62_167_219_200_001, 2 ** 53 - 1, 1 - 2 ** 53]) {
      expect(() => date(time, "UTC")).toThrow(expect.objectContaining({ code: "overflow" }));
    }
    expect(() => date(2 ** 53 - 1, "Europe/Berlin")).toThrow(expect.objectContaining({ code: "overflow" }));
  });
});

test("weeks begin on Monday", () => {
  expect(startOfWeek(at("2026-11-23T00:00:00Z"), "UTC")).toBe("2026-11-23");
  expect(startOfWeek(at("2026-11-22T23:59:59Z"), "UTC")).toBe("2026-11-16");
  expect(startOfWeek(at("2026-11-22T23:30:00Z"), "Europe/Berlin")).toBe("2026-11-23");
  expect(startOfWeek(at("1970-01-01T00:00:00Z"), "UTC")).toBe("1969-12-29");
  fc.assert(
    fc.property(anyTime, (time) => {
      const monday = startOfWeek(time, "UTC");
      expect(new Date(`${monday}T00:00:00Z`).getUTCDay()).toBe(1);
      const days = (at(`${date(time, "UTC")}T00:00:00Z`) - at(`${monday}T00:00:00Z`)) / 86_400_000;
      expect(days >= 0 && days < 7).toBe(true);
    }),
  );
});

test("months begin on their first day", () => {
  expect(startOfMonth(at("2026-11-30T23:30:00Z"), "UTC")).toBe("2026-11-01");
  expect(startOfMonth(at("2026-11-30T23:30:00Z"), "Europe/Berlin")).toBe("2026-12-01");
});

describe("startOfHour", () => {
  test.each([
    ["2026-11-23T10:59:59.999Z", "UTC", "2026-11-23T10:00:00Z"],
    ["1969-12-31T23:59:59.999Z", "UTC", "1969-12-31T23:00:00Z"],
    ["2026-11-23T10:10:00Z", "Asia/Kolkata", "2026-11-23T09:30:00Z"],
    ["2026-11-23T10:10:00Z", "Asia/Kathmandu", "2026-11-23T09:15:00Z"],
    // Berlin: from 3 to 2 o'clock, each hour of its own.
    ["2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25T00:00:00Z"],
    ["2026-10-25T01:30:00Z", "Europe/Berlin", "2026-10-25T01:00:00Z"],
    // Lord Howe goes back by half an hour, from 2:00 to 1:30: the hour of 1 lasts an hour and a half.
    ["2026-04-04T14:45:00Z", "Australia/Lord_Howe", "2026-04-04T14:00:00Z"],
    ["2026-04-04T15:15:00Z", "Australia/Lord_Howe", "2026-04-04T14:00:00Z"],
    ["2026-04-04T15:45:00Z", "Australia/Lord_Howe", "2026-04-04T15:30:00Z"],
    // And forward by half an hour, from 2:00 to 2:30: the hour of 2 begins in its middle.
    ["2026-10-03T15:40:00Z", "Australia/Lord_Howe", "2026-10-03T15:30:00Z"],
    ["2026-10-03T15:20:00Z", "Australia/Lord_Howe", "2026-10-03T14:30:00Z"],
  ])("%s in %s", (time, zone, start) => {
    expect(iso(startOfHour(at(time), zone))).toBe(iso(at(start)));
  });

  test("is at most an hour and a half back, on the same day, and its own start", () => {
    fc.assert(
      fc.property(anyTime, fc.constantFrom(...ZONES), (time, zone) => {
        const start = startOfHour(time, zone);
        expect(time - start).toBeGreaterThanOrEqual(0);
        expect(time - start).toBeLessThan(5_400_000);
        expect(startOfHour(start, zone)).toBe(start);
        expect(date(start, zone)).toBe(date(time, zone));
      }),
      { numRuns: 500 },
    );
  });
});

test("durations in other units", () => {
  expect([seconds(1500), minutes(90_000), hours(5_400_000)]).toEqual([1.5, 1.5, 1.5]);
  expect([ofSeconds(1.5), ofSeconds(0.0005), ofSeconds(-0.0005)]).toEqual([1500, 1, 0]);
  expect(() => ofSeconds(1e300)).toThrow(expect.objectContaining({ code: "overflow" }));
});

test("iso writes UTC with milliseconds", () => {
  expect(iso(0)).toBe("1970-01-01T00:00:00.000Z");
  expect(iso(at("2026-11-23T10:00:00.5+01:00"))).toBe("2026-11-23T09:00:00.500Z");
  expect(() => iso(8_640_000_000_000_001)).toThrow(expect.objectContaining({ code: "overflow" }));
});
