/**
 * Functions of times: timestamps are milliseconds since 1970 UTC, dates are `2026-11-23`, durations milliseconds. Where a
 * day or an hour begins depends on the time zone, which is the pipeline's.
 */
import { memo } from "../memo.ts";
import { ms } from "./arithmetic.ts";
import { overflow } from "./fault.ts";
import { offsetAt, offsetChange } from "./zone.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 1 January of the year 0 and the end of the year 9999: the days that `2026-11-23` can write. */
const FIRST_DAY = -719_528;
const LAST_DAY = 2_932_896;

/** The furthest time that JavaScript and ISO 8601 know. */
const FURTHEST = 8_640_000_000_000_000;

/** The day of a timestamp in a time zone. */
export function date(at: number, zone: string): string {
  return dayText(localDay(at, zone));
}

/** The Monday of a timestamp's week in a time zone. */
export function startOfWeek(at: number, zone: string): string {
  const day = localDay(at, zone);
  // Day 0, 1 January 1970, was a Thursday.
  return dayText(day - modulo(day + 3, 7));
}

/** The first day of a timestamp's month in a time zone. */
export function startOfMonth(at: number, zone: string): string {
  return `${date(at, zone).slice(0, 8)}01`;
}

/** When the hour of a timestamp began by the clocks of a time zone. */
export function startOfHour(at: number, zone: string): number {
  const offset = offsetAt(at, zone);
  const local = Math.floor((at + offset) / HOUR) * HOUR;
  const start = local - offset;
  const offsetThen = offsetAt(start, zone);
  if (offsetThen === offset) return start;
  // The clocks changed since. Either they struck this hour before they changed, or they were put right into it.
  const earlier = local - offsetThen;
  if (earlier <= at && offsetAt(earlier, zone) === offsetThen) return earlier;
  return offsetChange(start, at, zone);
}

/** The seconds of a duration. */
export function seconds(duration: number): number {
  return duration / SECOND;
}

/** The minutes of a duration. */
export function minutes(duration: number): number {
  return duration / MINUTE;
}

/** The hours of a duration. */
export function hours(duration: number): number {
  return duration / HOUR;
}

/** A duration of so many seconds, in whole milliseconds. */
export function ofSeconds(count: number): number {
  return ms(count * SECOND);
}

/** A timestamp as ISO 8601 in UTC with milliseconds: `2026-11-23T10:00:00.000Z`. */
export function iso(at: number): string {
  if (Math.abs(at) <= FURTHEST) return new Date(at).toISOString();
  throw overflow(`The time ${at} is past what ISO 8601 can write.`);
}

/** Days from 1 January 1970 to the local day. */
function localDay(at: number, zone: string): number {
  const day = Math.floor((at + offsetAt(at, zone)) / DAY);
  if (day >= FIRST_DAY && day <= LAST_DAY) return day;
  throw overflow(`The day of the time ${at} is past what a date can write.`);
}

/** Events come in the order of time, more or less: most are of the same few days. */
const dayText = memo(writeDay);

/** Days to a date, by the cycle of 400 years in which the Gregorian calendar repeats; years begin in March here. */
function writeDay(day: number): string {
  if (day < FIRST_DAY) throw overflow("A date is before the year 0.");
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}

function modulo(a: number, b: number): number {
  return ((a % b) + b) % b;
}
