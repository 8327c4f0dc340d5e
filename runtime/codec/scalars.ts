/** Scalars between the wire and memory: what each may look like, and how it is converted. Undefined means: it may not. */

import { memo } from "../memo.ts";

/** JSON values may be nested so deep; typed values are as deep as their type. */
export const MAX_DEPTH = 64;

const MAX_TIME = 8.64e15;
const UUID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_LENGTH = 10;
const INSTANT =
  /^(\d{4}|[+-]\d{6})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?(?:[Zz]|([+-])(\d{2}):?(\d{2})?)$/;
const NUMERAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** In lower case. */
export function toUuid(text: string): string | undefined {
  return UUID.test(text) ? text.toLowerCase() : undefined;
}

export const isDate = (text: string): boolean => text.length === DATE_LENGTH && isDateText(text);

/** What comes at about the same time has mostly the same few days. */
const isDateText = memo((text: string) => {
  const parts = DATE.exec(text);
  return parts !== null && isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
});

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whole ms, rounded half up; undefined where it is no time. */
export function toTimestamp(ms: number): number | undefined {
  const whole = Math.floor(ms + 0.5);
  return Number.isFinite(ms) && Math.abs(whole) <= MAX_TIME ? whole + 0 : undefined;
}

export function toDuration(ms: number): number | undefined {
  // Half added to the greatest whole number makes one more of it.
  const whole = Number.isInteger(ms) ? ms : Math.floor(ms + 0.5);
  return Number.isSafeInteger(whole) ? whole + 0 : undefined;
}

/** Ms since 1970 of an ISO 8601 time with an offset. */
export function parseInstant(text: string): number | undefined {
  const parts = INSTANT.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second = "0", fraction = "", sign, offsetHour = "0", offsetMinute = "0"] =
    parts;
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  // 24:00 ends a day, and a leap second counts as the next one.
  const isTime = (h < 24 && m < 60 && s <= 60) || (h === 24 && m === 0 && s === 0 && Number(fraction) === 0);
  if (!isTime || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === "-" ? -60_000 : 60_000);
  return date.getTime() + ((h * 60 + m) * 60 + s) * 1000 - offset + Math.floor(Number(`0.${fraction}`) * 1000 + 0.5);
}

/** In UTC, with ms and Z. */
export const formatInstant = (ms: number): string => new Date(ms).toISOString();

/** A number, or a decimal numeral in a string. */
export function lenientNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && NUMERAL.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

export function lenientBool(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
}

export function lenientString(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/** Whether a JSON value is nested no deeper than allowed, and its numbers are finite. */
export function isJson(value: unknown, depth = MAX_DEPTH): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return value !== undefined;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth - 1));
  return Object.values(value).every((item) => isJson(item, depth - 1));
}

const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\ud7ff\ue000-\uffff]*$/;

/** A string as JSON without the quotes around it: at half the price of JSON.stringify where nothing is to be escaped. */
export function quoteInside(text: string): string {
  return PLAIN.test(text) ? text : JSON.stringify(text).slice(1, -1);
}

/** Compares strings by code point, as SQL databases do: -1, 0 or 1. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return weight(x) < weight(y) ? -1 : 1;
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}

// Surrogates stand for code points above all that fit in one unit.
const weight = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** Whether two values as held in memory are equal, at every depth. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (Array.isArray(b)) return false;
  const entries = Object.entries(a);
  const other = new Map(Object.entries(b));
  return (
    entries.length === other.size && entries.every(([name, item]) => other.has(name) && isEqual(item, other.get(name)))
  );
}
