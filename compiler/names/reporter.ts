/**
 * Where the phases put what they find; how many errors there are tells a phase whether the one before found any. They also
 * note which declared things expressions rest on, so that errors of one cause can be told as one.
 */

import type { Diagnostic, Location, RelatedLocation } from "../diagnostics/diagnostic.ts";
import type { Said } from "../diagnostics/messages/said.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Use } from "../diagnostics/roots.ts";

export interface Reporter {
  report(said: Said, at: Location, related?: readonly RelatedLocation[]): void;
  readonly diagnostics: readonly Diagnostic[];
  /** Notes that what is written `at` rests on how something is declared. */
  uses(at: Location, declared: Location, alone?: boolean): void;
  /** Notes that one declared thing rests on another: a variable on what it is set to, a field on its type. */
  rests(at: Location, declared: Location, expression?: boolean): void;
  readonly used: readonly Use[];
  readonly rested: readonly Use[];
}

export function reporter(): Reporter {
  const diagnostics: Diagnostic[] = [];
  const used: Use[] = [];
  const rested: Use[] = [];
  return {
    diagnostics,
    used,
    rested,
    uses: (at, declared, alone = false) => {
      used.push({ at, declared, alone });
    },
    rests: (at, declared, expression = false) => {
      rested.push({ at, declared, expression });
    },
    report: (said, at, related = []) => {
      diagnostics.push(diagnostic(said, at, related));
    },
  };
}
