/** What repairs an operator whose operands do not go together: the form in which times and durations are written. */

import type { Type } from "../model.ts";
import { isNumeric, isText } from "../types/types.ts";

export function operandHint(operator: string, a: Type, b: Type): string | null {
  const has = (kind: Type["kind"]): boolean => a.kind === kind || b.kind === kind;
  const hasNumber = isNumeric(a) || isNumeric(b);
  const hasText = isText(a) || isText(b);
  if (has("timestamp") && (hasNumber || hasText || has("date"))) {
    if ((operator === "+" || operator === "-") && hasNumber) return "what is added to a time has a unit, such as `5m`";
    return has("date")
      ? "take the day of the time with `date(…)`"
      : "a time is written `@2026-11-23T10:00:00Z`, a day `@2026-11-23`";
  }
  if (has("duration") && hasNumber) return "a duration has a unit, such as `60s`; its number is `seconds(…)`";
  if (has("date") && hasNumber) return "a day is written `@2026-11-23`";
  if (hasText && operator === "+") return 'join texts with a template string: `"${a} and ${b}"`';
  if (hasText && hasNumber) return 'read a number out of a text with `toNumber(…)`, or compare texts: `"${…}"`';
  if (hasText && has("bool")) return "a bool is written without quotes: `true`";
  return null;
}
