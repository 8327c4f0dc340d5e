/** The figures of a run, in a few lines for people. */
import type { ReaderStats } from "../../engine/engine.ts";

export interface Totals {
  readonly records: number;
  readonly emitted: number;
  readonly dead: number;
  readonly unknown: number;
  readonly unhandled: number;
  readonly repeats: number;
  /** With what queues behind them. */
  readonly waiting: number;
}

export function totalsOf(stats: readonly ReaderStats[]): Totals {
  const sum = (some: readonly ReaderStats[], of: (each: ReaderStats) => number): number =>
    some.reduce((total, each) => total + of(each), 0);
  const sources = stats.filter(({ kind }) => kind === "source");
  return {
    records: sum(sources, (each) => each.in),
    emitted: sum(stats, ({ out }) => out),
    dead: sum(stats, ({ dead }) => dead),
    unknown: sum(sources, ({ unknown }) => unknown),
    unhandled: sum(sources, ({ unhandled }) => unhandled),
    repeats: sum(sources, ({ repeats }) => repeats),
    waiting: sum(stats, ({ waiting, queued }) => waiting + queued),
  };
}

/** `1,284 records in 0.41 s (3,132/s); 3,421 events out (8,344/s); 12 dead; 3 of an unknown name skipped.` */
export function summaryOf(totals: Totals, seconds: number): string {
  const { records, emitted, dead, unknown, unhandled, repeats, waiting } = totals;
  const parts = [
    `${count(records, "record")} in ${seconds.toFixed(2)} s (${rate(records, seconds)})`,
    `${count(emitted, "event")} out (${rate(emitted, seconds)})`,
    `${number(dead)} dead`,
  ];
  if (unknown > 0) parts.push(`${number(unknown)} of an unknown name skipped`);
  if (unhandled > 0) parts.push(`${number(unhandled)} that nothing handles skipped`);
  if (repeats > 0) parts.push(`${count(repeats, "repeat")} dropped`);
  if (waiting > 0) parts.push(`${number(waiting)} waiting`);
  return `${parts.join("; ")}.`;
}

export const number = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 2 });

export const count = (value: number, thing: string): string => `${number(value)} ${thing}${value === 1 ? "" : "s"}`;

export const rate = (value: number, seconds: number): string =>
  `${number(Math.round(value / Math.max(seconds, 1e-3)))}/s`;
