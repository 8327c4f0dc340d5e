/** DA8003 and DA8005: conditions that decide nothing, and variables that nothing uses. */

import { code, warning } from "./said.ts";

export const DA8003 = {
  always: (p: { what: string }) =>
    warning("DA8003", `This ${p.what} is always true: remove the condition, or correct it.`),
  never: (p: { what: string }) =>
    warning("DA8003", `This ${p.what} is never true: remove it with what it guards, or correct it.`),
  unreachedElse: (_: { match: string }) =>
    warning("DA8003", "This `else` is never reached, as every case has an arm: remove it."),
} as const;

export const DA8005 = {
  notUsed: (p: { name: string }) => warning("DA8005", `Nothing uses ${code(p.name)}: remove the \`let\`.`),
} as const;
