/** What a running pipeline logs on stderr: as lines for people, or as JSON for programs, by levels. */
import type { LogEntry } from "../../engine/engine.ts";
import type { LogLevel } from "../../engine/observer.ts";
import type { Given } from "../settings/read.ts";
import type { Surroundings } from "../surroundings.ts";

export const LOG_FORMATS = ["pretty", "json"] as const;
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const satisfies readonly LogLevel[];

/** What belongs to a message: programs find it by name, and people in the message itself. */
export type Fields = Readonly<Record<string, unknown>>;

export interface Logger {
  /** One JSON object a line, whatever is told. */
  readonly isJson: boolean;
  tell(level: LogLevel, message: string, fields?: Fields): void;
  /** What a handler in TypeScript logs. */
  entry(entry: LogEntry): void;
}

type To = Pick<Surroundings, "err" | "env">;

/** pino is loaded only for JSON. */
export async function loggerOf(given: Given, to: To): Promise<Logger> {
  const level = levelOf(given, to.env);
  if (given.texts.get("log") === "json") return jsonLogger(level, to.err);
  return prettyLogger(level, to.err);
}

/** The lowest level that is shown. */
function levelOf({ texts, switches }: Given, env: To["env"]): LogLevel {
  const said = LOG_LEVELS.find((level) => level === texts.get("logLevel"));
  if (said !== undefined) return said;
  if (switches.get("quiet") === true) return "warn";
  return env.DA_DEBUG === "1" ? "debug" : "info";
}

function prettyLogger(lowest: LogLevel, err: To["err"]): Logger {
  const isShown = (level: LogLevel): boolean => LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(lowest);
  return {
    isJson: false,
    tell(level, message) {
      if (isShown(level)) err(`da-run: ${message}\n`);
    },
    entry(entry) {
      if (isShown(entry.level)) err(logLine(entry));
    },
  };
}

async function jsonLogger(level: LogLevel, err: To["err"]): Promise<Logger> {
  const { pino, stdTimeFunctions } = await import("pino");
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    // A handler may log what refers to itself, or what is too deep.
    depthLimit: 8,
    edgeLimit: 200,
  };
  const logger = pino(options, { write: err });
  return {
    isJson: true,
    tell: (at, message, fields = {}) => logger[at](fields, message),
    entry({ level: at, message, handler, event, id, details }) {
      logger[at]({ handler, event, id, ...(details === null ? {} : { details }) }, message);
    },
  };
}

export function logLine({ level, handler, event, id, message, details }: LogEntry): string {
  const mark = level === "info" ? "" : `${level}: `;
  return `da-run: ${handler}: ${mark}${oneLine(message)}${shown(details)} (${event} ${id})\n`;
}

/** A promise was rejected, and no handler waited for it. */
export function strayText(error: unknown): string {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `a promise that no handler waits for was rejected: ${oneLine(reason)}`;
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
