/** The one table of diagnostics: of every code how grave it is, what its messages are, and its explanation. */
import type { Explanation } from "./explanations/explanation.ts";
import { explanations } from "./explanations/index.ts";
import { messages } from "./messages/index.ts";
import type { Code, Said, WarningCode } from "./messages/said.ts";

export interface Entry extends Explanation {
  readonly code: Code;
  readonly severity: "error" | "warning";
  /** By variant, a function of what the message names. */
  readonly messages: Readonly<Record<string, (parameters: never) => Said>>;
}

const warnings: Readonly<Record<WarningCode, true>> = {
  DA8001: true,
  DA8002: true,
  DA8003: true,
  DA8004: true,
  DA8005: true,
};

/** In the order of the codes. */
export const table: readonly Entry[] = Object.keys(explanations)
  .filter(isCode)
  .sort()
  .map((code) => ({
    code,
    severity: Object.hasOwn(warnings, code) ? "warning" : "error",
    ...explanations[code],
    messages: messages[code],
  }));

/** The entry of a code as a user writes it: `DA6001`, `da6001` or `6001`; undefined where there is none. */
export function entryOf(text: string): Entry | undefined {
  const code = `DA${text.trim().toUpperCase().replace(/^DA/, "")}`;
  return table.find((entry) => entry.code === code);
}

function isCode(text: string): text is Code {
  return Object.hasOwn(explanations, text);
}
