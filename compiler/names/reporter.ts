/** Where the phases put what they find; how many errors there are tells a phase whether the one before found any. */

import type { Diagnostic, Location, RelatedLocation } from "../diagnostics/diagnostic.ts";
import type { Said } from "../diagnostics/messages/said.ts";
import { diagnostic } from "../diagnostics/report.ts";

export interface Reporter {
  report(said: Said, at: Location, related?: readonly RelatedLocation[]): void;
  readonly diagnostics: readonly Diagnostic[];
}

export function reporter(): Reporter {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    report: (said, at, related = []) => {
      diagnostics.push(diagnostic(said, at, related));
    },
  };
}
