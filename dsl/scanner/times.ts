/** Dates and timestamps as written: `@2026-11-23`, `@2026-11-23T10:00:00.250+01:00`. */

export type TimeReading =
  | { readonly kind: "date"; readonly value: string }
  | { readonly kind: "timestamp"; readonly value: number }
  | { readonly kind: "bad"; readonly message: string };

const TIME = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(Z|[+-]\d{2}:\d{2})?)?$/;
const MINUTE = 60_000;

/** Reads what follows the `@`. */
export function readTime(text: string): TimeReading {
  const match = TIME.exec(text);
  if (match === null) return bad(text, "write a date as `@2026-11-23`, a timestamp as `@2026-11-23T10:00:00Z`");
  const [, year = "", month = "", day = "", hour, minute = "", second = "", fraction = "", zone] = match;
  const midnight = startOfDay(Number(year), Number(month), Number(day));
  if (midnight === null) return bad(text, `${year}-${month}-${day} is not in the calendar`);
  if (hour === undefined) return { kind: "date", value: text };
  if (zone === undefined) return bad(text, "end it with `Z` or an offset such as `+01:00`");
  const offset = zoneOffset(zone);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || offset === null) {
    return bad(text, "there is no such time of day");
  }
  const time = (Number(hour) * 60 + Number(minute)) * MINUTE + Number(second) * 1_000 + Number(fraction.padEnd(3, "0"));
  return { kind: "timestamp", value: midnight + time - offset };
}

function bad(text: string, why: string): TimeReading {
  return { kind: "bad", message: `\`@${text}\` is no ${text.includes("T") ? "timestamp" : "date"}: ${why}` };
}

function startOfDay(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

function zoneOffset(zone: string): number | null {
  if (zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * MINUTE;
}
