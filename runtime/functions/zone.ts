/** How far the clocks of a time zone are from UTC: exact, and remembered, since asking `Intl` takes microseconds. */
import { memo } from "../memo.ts";

/** Clocks change on quarters of an hour, for many decades now; where they do not, nothing is remembered. */
const SLOT = 15 * 60_000;
const REMEMBERED_SLOTS = 10_000;

/** Before and after, `Intl` has no calendar; clocks are taken to be as they are at these ends (the years 1 and 9999). */
const EARLIEST = -62_135_596_800_000;
const LATEST = 253_402_300_799_999;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** The offset of a quarter of an hour by its number; null where it changes within. */
  readonly offsetIn: (slot: number) => number | null;
}

const zones = new Map<string, Zone>();

/** Milliseconds that local time is ahead of UTC at this time. */
export function offsetAt(at: number, zone: string): number {
  if (zone === "UTC") return 0;
  const time = Math.min(Math.max(at, EARLIEST), LATEST);
  const { format, offsetIn } = zoneOf(zone);
  return offsetIn(Math.floor(time / SLOT)) ?? askOffset(time, format);
}

/** The first moment after `from`, up to `to`, that has the offset of `to`. */
export function offsetChange(from: number, to: number, zone: string): number {
  const after = offsetAt(to, zone);
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === after) high = middle;
    else low = middle;
  }
  return high;
}

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const zone = { format, offsetIn: memo((slot: number) => slotOffset(slot, format), REMEMBERED_SLOTS) };
  zones.set(name, zone);
  return zone;
}

function slotOffset(slot: number, format: Intl.DateTimeFormat): number | null {
  const atStart = askOffset(slot * SLOT, format);
  return atStart === askOffset((slot + 1) * SLOT - 1, format) ? atStart : null;
}

function askOffset(at: number, format: Intl.DateTimeFormat): number {
  const parts = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of format.formatToParts(at)) {
    switch (type) {
      case "year":
      case "month":
      case "day":
      case "hour":
      case "minute":
      case "second":
        parts[type] = Number(value);
    }
  }
  const local = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for those of the last century.
  local.setUTCFullYear(parts.year, parts.month - 1, parts.day);
  local.setUTCHours(parts.hour, parts.minute, parts.second);
  return local.getTime() - Math.floor(at / 1000) * 1000;
}
