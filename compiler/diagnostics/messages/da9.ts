/** DA9001: what the language has and this version does not run yet. */

import { error } from "./said.ts";

export const DA9001 = {
  /** `what` begins the sentence: "An external store". */
  notYet: (p: { what: string }) => error("DA9001", `${p.what} does not run yet: leave it out until a later version.`),
} as const;
