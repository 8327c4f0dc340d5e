/** DA6001 and DA6002: steps whose result depends on an order that is not given. */

import { code, error, listOf } from "./said.ts";

export const DA6001 = {
  /** `what` is the step, `why` says where the order is lost. */
  order: (p: { what: string; why: string; repair: string }) =>
    error("DA6001", `${p.what} depends on the order of events, but ${p.why}: ${p.repair}.`),
} as const;

export const DA6002 = {
  columns: (p: { store: string; columns: readonly string[]; first: string; second: string }) =>
    error(
      "DA6002",
      `The last write of ${listOf(p.columns)} of ${code(p.store)} stays, and both ${code(p.first)} and ${code(p.second)} write it: let one handler do so, or make it a \`latest of\`.`,
    ),
  store: (p: { store: string; used: string; user: string; first: string; second: string }) =>
    error(
      "DA6002",
      `${code(p.user)} ${p.used} ${code(p.store)}, which both ${code(p.first)} and ${code(p.second)} write: let one handler write it, or split the store in two.`,
    ),
} as const;
