/**
 * Plain values as PostgreSQL takes and gives them: a column of many rows goes as one array in binary form, exact and
 * without escapes; what comes back is text.
 */
import type { Physical, Plain } from "../../codec/layout.ts";
import { memo } from "../../memo.ts";

/** The type that a slot's column has. */
export const TYPES: Readonly<Record<Physical, string>> = {
  text: "text",
  uuid: "uuid",
  date: "date",
  json: "json",
  int: "bigint",
  bool: "boolean",
  timestamp: "timestamp with time zone",
  real: "double precision",
};

const OIDS: Readonly<Record<Physical, number>> = {
  text: 25,
  uuid: 2950,
  date: 1082,
  json: 114,
  int: 20,
  bool: 16,
  timestamp: 1184,
  real: 701,
};

/** Length of a value; null where it differs. */
const LENGTHS: Readonly<Record<Physical, number | null>> = {
  text: null,
  json: null,
  uuid: 16,
  date: 4,
  int: 8,
  bool: 1,
  timestamp: 8,
  real: 8,
};

const HEAD = 20;
const DAY = 86_400_000;
/** PostgreSQL counts from 1 January 2000. */
const ORIGIN = 946_684_800_000;
const ORIGIN_DAY = ORIGIN / DAY;
/** 24 November 4714 BC: times before it cannot be held, and become the earliest of all. */
const FIRST_TIME = -210_866_803_200_000;
const EARLIEST = -8_640_000_000_000_000;
const TWO_32 = 2 ** 32;

/** An array of values as the server reads it. */
export function arrayOf(physical: Physical, values: readonly (Plain | undefined)[]): Buffer {
  const length = LENGTHS[physical];
  const texts = length === null ? values.map(textOf) : null;
  const bytes = Buffer.allocUnsafe(HEAD + sizeOf(values, length, texts));
  let at = head(bytes, OIDS[physical], values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null;
    if (value === null) {
      at = bytes.writeInt32BE(-1, at);
    } else if (texts === null) {
      at = bytes.writeInt32BE(length ?? 0, at);
      at = write(bytes, at, physical, value);
    } else {
      const size = bytes.write(texts[i] ?? "", at + 4, "utf8");
      bytes.writeInt32BE(size, at);
      at += 4 + size;
    }
  }
  return bytes.subarray(0, at);
}

const textOf = (value: Plain | undefined): string | null =>
  value === null || value === undefined ? null : escaped(String(value));

/** At most. */
function sizeOf(values: readonly unknown[], length: number | null, texts: readonly (string | null)[] | null): number {
  if (texts === null) return values.length * (4 + (length ?? 0));
  let size = 0;
  // A UTF-16 unit takes three bytes at most.
  for (const text of texts) size += 4 + (text === null ? 0 : text.length * 3);
  return size;
}

function head(bytes: Buffer, oid: number, count: number): number {
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(1, 4);
  bytes.writeInt32BE(oid, 8);
  bytes.writeInt32BE(count, 12);
  return bytes.writeInt32BE(1, 16);
}

function write(bytes: Buffer, at: number, physical: Physical, value: string | number | boolean): number {
  switch (physical) {
    case "int": {
      const whole = Number(value);
      bytes.writeInt32BE(Math.floor(whole / TWO_32), at);
      return bytes.writeUInt32BE(((whole % TWO_32) + TWO_32) % TWO_32, at + 4);
    }
    case "real":
      return bytes.writeDoubleBE(Number(value), at);
    case "bool":
      return bytes.writeUInt8(value === true ? 1 : 0, at);
    case "timestamp":
      return bytes.writeBigInt64BE(microseconds(Number(value)), at);
    case "date":
      return bytes.writeInt32BE(dayOf(String(value)), at);
    case "uuid":
      return at + bytes.write(String(value).replaceAll("-", ""), at, "hex");
    case "text":
    case "json":
      throw new Error("Texts are written by their length.");
  }
}

const EARLIER_THAN_ALL = -(2n ** 63n);

const microseconds = (ms: number): bigint => (ms < FIRST_TIME ? EARLIER_THAN_ALL : BigInt(ms - ORIGIN) * 1000n);

/** Rows are of a few days, mostly. */
const dayOf = memo((text: string) => Date.parse(`${text}T00:00:00Z`) / DAY - ORIGIN_DAY);

/** Bytes, one after another, as the server reads an array of `bytea`. */
export function bytesArrayOf(values: readonly Uint8Array[]): Buffer {
  const size = values.reduce((sum, value) => sum + 4 + value.length, 0);
  const bytes = Buffer.allocUnsafe(HEAD + size);
  let at = head(bytes, 17, values.length);
  for (const value of values) {
    at = bytes.writeInt32BE(value.length, at);
    bytes.set(value, at);
    at += value.length;
  }
  return bytes;
}

/** What to select so that `plainOf` can read it; `type` is the column's own where it is another system's. */
export function selected(column: string, physical: Physical, type = TYPES[physical]): string {
  if (physical !== "timestamp" || !/^(timestamp|date)/.test(type)) return column;
  const ms = `(extract(epoch FROM ${column}) * 1000)::bigint`;
  const ends = `WHEN ${column} < now() THEN ${EARLIEST} WHEN ${column} > now() THEN ${-EARLIEST}`;
  return `CASE WHEN isfinite(${column}) THEN ${ms} ${ends} END`;
}

/** A value out of the text that the server gave. */
export function plainOf(text: string | null, physical: Physical): Plain {
  if (text === null) return null;
  switch (physical) {
    case "int":
    case "timestamp":
    case "real":
      return Number(text);
    case "bool":
      return text === "t";
    case "date":
      return text.length === 10 ? text : dateOf(text);
    case "text":
      return unescaped(text);
    case "uuid":
    case "json":
      return text;
  }
}

/** The year 0 is 1 BC in a database. */
function dateOf(text: string): string {
  const parts = /^0001(-\d{2}-\d{2}) BC$/.exec(text);
  return parts === null ? text : `0000${parts[1]}`;
}

/**
 * PostgreSQL keeps no U+0000. It becomes U+0001 U+0001, and U+0001 becomes U+0001 U+0002: texts stay different and sort as
 * they did.
 */
export function escaped(text: string): string {
  const once = text.includes("\u0001") ? text.replaceAll("\u0001", "\u0001\u0002") : text;
  return once.includes("\u0000") ? once.replaceAll("\u0000", "\u0001\u0001") : once;
}

export function unescaped(text: string): string {
  if (!text.includes("\u0001")) return text;
  return text.replaceAll("\u0001\u0001", "\u0000").replaceAll("\u0001\u0002", "\u0001");
}
