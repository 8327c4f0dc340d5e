/** What the language has and the runtime does not have yet: it compiles to an error rather than to something else. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DA9001 } from "../diagnostics/messages/da9.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Handler, Model, Place, Stmt } from "../model.ts";
import { statementsOf } from "../walk.ts";

interface Use {
  readonly place: Place;
  readonly what: string;
}

/** One DA9001 for each use of what does not run yet. Without any, all that was compiled runs. */
export function unsupported(model: Model): Diagnostic[] {
  return [...usesInDeclarations(model), ...model.handlers.flatMap(usesInHandler)].map(({ place, what }) =>
    diagnostic(DA9001.notYet({ what }), place),
  );
}

function usesInDeclarations(model: Model): Use[] {
  const renamed = [...model.events, ...model.signals, ...model.stores, ...model.handlers];
  return [
    ...model.sources
      .filter(({ unique }) => unique !== null)
      .map(({ namePlace }) => ({ place: namePlace, what: "`unique`" })),
    ...model.stores
      .filter(({ external }) => external)
      .map(({ namePlace }) => ({ place: namePlace, what: "An external store" })),
    ...renamed.filter(({ was }) => was !== null).map(({ namePlace }) => ({ place: namePlace, what: "`was`" })),
    ...model.stores
      .flatMap(({ columns }) => columns)
      .filter(({ was }) => was !== null)
      .map(({ place }) => ({ place, what: "`was`" })),
  ];
}

function usesInHandler(handler: Handler): Use[] {
  if (handler.body.kind === "typescript") return [{ place: handler.body.place, what: "A handler in TypeScript" }];
  return statementsOf(handler).flatMap(usesInStatement);
}

function usesInStatement(stmt: Stmt): Use[] {
  switch (stmt.kind) {
    case "require":
      if (stmt.wait === null) return [];
      return [{ place: stmt.wait.place, what: stmt.wait.unordered ? "`wait … unordered`" : "`wait`" }];
    case "emit":
      return stmt.after === null ? [] : [{ place: stmt.after.place, what: "`after`" }];
    default:
      return [];
  }
}
