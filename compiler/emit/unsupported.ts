/** What the language has and the runtime does not have yet: it compiles to an error rather than to something else. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DA9001 } from "../diagnostics/messages/da9.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Model } from "../model.ts";

/** One DA9001 for each use of what does not run yet. Without any, all that was compiled runs. */
export function unsupported(model: Model): Diagnostic[] {
  return model.handlers.flatMap(({ body }) =>
    body.kind === "typescript" ? [diagnostic(DA9001.notYet({ what: "A handler in TypeScript" }), body.place)] : [],
  );
}
