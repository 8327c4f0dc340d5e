/** What handlers in TypeScript log, as lines for people. */
import type { LogEntry } from "../../engine/engine.ts";

/** Debugging is told where it is asked for, and with `--quiet` only what may be wrong. */
export function isShown({ level }: LogEntry, isQuiet: boolean, isDebugging: boolean): boolean {
  switch (level) {
    case "debug":
      return isDebugging && !isQuiet;
    case "info":
      return !isQuiet;
    case "warn":
    case "error":
      return true;
  }
}

export function logLine({ level, handler, event, id, message, details }: LogEntry): string {
  const mark = level === "info" ? "" : `${level}: `;
  return `da-run: ${handler}: ${mark}${oneLine(message)}${shown(details)} (${event} ${id})\n`;
}

/** A promise was rejected, and no handler waited for it. */
export function strayLine(error: unknown): string {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `da-run: a promise that no handler waits for was rejected: ${oneLine(reason)}\n`;
}

function shown(details: object | null): string {
  if (details === null) return "";
  try {
    return ` ${JSON.stringify(details)}`;
  } catch {
    // What refers to itself is no JSON.
    return ` ${String(details)}`;
  }
}

const oneLine = (text: string): string => text.replaceAll(/\s*[\r\n]+\s*/g, " ");
