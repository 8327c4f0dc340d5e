/** Numbers, times and values for people. */

const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const FINE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const CELL = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });

export const whole = (value: number): string => WHOLE.format(value);

export const perSecond = (rate: number): string =>
  `${rate > 0 && rate < 10 ? FINE.format(rate) : WHOLE.format(rate)}/s`;

export function time(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime())
    ? String(ms)
    : date
        .toISOString()
        .replace("T", " ")
        .replace(/(\.000)?Z$/, "");
}

/** `3 d 4 h`, `1 h 5 min`, `2 min 30 s`, `0.25 s`: the two largest units. */
export function duration(ms: number): string {
  const seconds = Math.abs(ms) / 1000;
  const sign = ms < 0 ? "−" : "";
  if (seconds < 60) return `${sign}${CELL.format(seconds)} s`;
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600), Math.floor(seconds / 60)];
  if (days > 0) return `${sign}${WHOLE.format(days)} d ${hours % 24} h`;
  return hours > 0 ? `${sign}${hours} h ${minutes % 60} min` : `${sign}${minutes} min ${Math.floor(seconds) % 60} s`;
}

/** A column's value, by what it is. */
export function cell(value: unknown, type: "duration" | "timestamp" | "number" | "other"): string {
  if (value === null || value === undefined) return "–";
  if (typeof value !== "number") return typeof value === "string" ? value : JSON.stringify(value);
  if (type === "timestamp") return time(value);
  return type === "duration" ? duration(value) : CELL.format(value);
}
