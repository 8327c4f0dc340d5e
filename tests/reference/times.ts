/** Calendar functions in a timezone. */

interface Local {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timezone, format);
  return format;
}

function localOf(time: number, timezone: string): Local {
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: "year" | "month" | "day" | "minute" | "second") => Number(parts.get(name));
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    minute: part("minute"),
    second: part("second"),
  };
}

export function dateOf(time: number, timezone: string): string {
  const { year, month, day } = localOf(time, timezone);
  return dateText(year, month, day);
}

export function monthOf(time: number, timezone: string): string {
  const { year, month } = localOf(time, timezone);
  return dateText(year, month, 1);
}

/** The Monday before, or the day itself. */
export function weekOf(time: number, timezone: string): string {
  const { year, month, day } = localOf(time, timezone);
  const noon = new Date(Date.UTC(year, month - 1, day, 12));
  noon.setUTCDate(noon.getUTCDate() - ((noon.getUTCDay() + 6) % 7));
  return dateText(noon.getUTCFullYear(), noon.getUTCMonth() + 1, noon.getUTCDate());
}

export function hourOf(time: number, timezone: string): number {
  const { minute, second } = localOf(time, timezone);
  const ms = ((time % 1000) + 1000) % 1000;
  return time - ms - 1000 * (second + 60 * minute);
}

function dateText(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) && Number(month) > 0;
}

/** Milliseconds of an ISO 8601 time with an offset, rounded half up to whole ones; null where it is none. */
export function parseIso(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  const [, date = "", hour, minute, second, fraction = "0", offset = "Z"] = match ?? [];
  if (match === null || !isDate(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const whole = Date.parse(`${date}T${hour}:${minute}:${second}Z`) - minutesOf(offset) * 60_000;
  return whole + Math.floor(Number(fraction) * 1000 + 0.5);
}

function minutesOf(offset: string): number {
  if (offset === "Z") return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  return offset.startsWith("-") ? -minutes : minutes;
}
