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
  store: (p: { store: string; used: string; first: string; second: string }) =>
    error(
      "DA6002",
      `${p.used} ${code(p.store)}, and both ${code(p.first)} and ${code(p.second)} write it: let one handler write the store, or split it in two.`,
    ),
} as const;
