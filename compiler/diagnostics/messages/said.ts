/** What a message is made of: the code, how grave it is, the sentence and the repair. Every variant of the table makes one. */

export type ErrorCode =
  | "DA1001"
  | "DA1002"
  | "DA1003"
  | "DA2001"
  | "DA2002"
  | "DA2003"
  | "DA2004"
  | "DA2005"
  | "DA3001"
  | "DA3002"
  | "DA3003"
  | "DA3004"
  | "DA3005"
  | "DA3006"
  | "DA3007"
  | "DA3008"
  | "DA4001"
  | "DA4002"
  | "DA4003"
  | "DA4004"
  | "DA4005"
  | "DA4006"
  | "DA4007"
  | "DA5001"
  | "DA5002"
  | "DA5003"
  | "DA5004"
  | "DA6001"
  | "DA6002"
  | "DA6003"
  | "DA6004"
  | "DA6005"
  | "DA6006";

export type WarningCode = "DA8001" | "DA8002" | "DA8003" | "DA8004" | "DA8005";

export type Code = ErrorCode | WarningCode;

/** A diagnostic without its place. */
export interface Said {
  readonly code: Code;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly suggestion: string | null;
  /** What is unknown: the same at another place is the same mistake. */
  readonly about?: string;
  /** What something lacks, such as a union a literal, and that. */
  readonly lacked?: string;
}

/** An error's wording; `suggestion` is the repair in words or code. */
export function error(code: ErrorCode, message: string, suggestion: string | null = null): Said {
  return { code, severity: "error", message, suggestion };
}

/** The same said of one thing at several places is one mistake. */
export function about(thing: string, said: Said): Said {
  return { ...said, about: thing };
}

/** What is said of something that another thing lacks. */
export function lacked(what: string, by: string, said: Said): Said {
  return { ...said, lacked: `${what} by ${by}` };
}

/** A warning's wording. */
export function warning(code: WarningCode, message: string, suggestion: string | null = null): Said {
  return { code, severity: "warning", message, suggestion };
}

/** `name` as code; an empty text in its quotes. */
export function code(text: string): string {
  return text === "" ? '`""`' : `\`${text}\``;
}

/** "`a`", "`a` and `b`", "`a`, `b` and `c`", and no more than eight of them. */
export function listOf(names: readonly string[], word: "and" | "or" = "and"): string {
  const shown = names.slice(0, 8).map(code);
  if (names.length > shown.length) {
    return `${shown.join(", ")} ${word} ${names.length - shown.length} more`;
  }
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} ${word} ${last}`;
}

/** "did you mean `a` or `b`?" of the nearest names, or nothing. */
export function didYouMean(near: readonly string[]): string | null {
  return near.length === 0 ? null : `did you mean ${listOf(near, "or")}?`;
}

/** `1 argument`, `2 arguments`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
