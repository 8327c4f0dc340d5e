/**
 * DA8001, DA8002 and DA8004: what nothing makes, handles, touches or uses. What a declaration with errors mentions is
 * used too; where a name is unknown, no warning is told at all.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DA8001, DA8002, DA8004 } from "../diagnostics/messages/unused.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Declared, Expr, Fn, Handler, Model, Test } from "../model.ts";
import { once } from "../once.ts";
import { expressionsOfStep, statementsOf, visitExpr, visitHandler } from "../walk.ts";
import type { Context } from "./context.ts";
import { type Mentions, mentionsOf } from "./mentions.ts";

export function checkUnused(context: Context): readonly Diagnostic[] {
  const mentions = mentionsOf(context.written.declarations);
  return [
    ...unusedEvents(context.model, mentions),
    ...unusedStores(context.model, mentions),
    ...vainWaits(context, mentions.updated),
    ...unusedTypes(context, mentions),
    ...unusedValues(context.model, mentions),
  ];
}

function unusedEvents({ events, signals }: Model, { handled, emitted }: Mentions): readonly Diagnostic[] {
  const fromSources = events.filter((event) => event.source !== null);
  const discrete = events.filter((event) => event.source === null);
  const notEmitted = (what: string, declared: Declared): Diagnostic =>
    diagnostic(DA8001.notEmitted({ what, name: declared.name }), declared.namePlace);
  return [
    ...unusedOf(fromSources, handled).map(({ name, namePlace }) => diagnostic(DA8001.notHandled({ name }), namePlace)),
    ...unusedOf(discrete, emitted).map((event) => notEmitted("event", event)),
    ...unusedOf(signals, emitted).map((signal) => notEmitted("signal", signal)),
  ];
}

function unusedStores({ stores }: Model, { read, calls, updated, deleted }: Mentions): readonly Diagnostic[] {
  const touched = new Set([...read, ...calls, ...updated]);
  // To write an external store is an error, which is told already.
  const external = stores.filter((store) => store.external && !deleted.has(store.name));
  const own = stores.filter((store) => !store.external);
  return [...unusedOf(external, touched), ...unusedOf(own, touched)].map((store) =>
    diagnostic(DA8002.notTouched({ name: store.name, external: store.external }), store.namePlace),
  );
}

/** Waits for rows that nothing makes. */
function vainWaits({ handlers, topology }: Context, updated: ReadonlySet<string>): readonly Diagnostic[] {
  return handlers.flatMap((handler) =>
    statementsOf(handler).flatMap((statement) => {
      if (statement.kind !== "require" || statement.wait === null) return [];
      const store = topology.stores.get(statement.store);
      if (store === undefined || store.external || unusedOf([store], updated).length === 0) return [];
      return [diagnostic(DA8004.neverComes({ store: store.name }), statement.target)];
    }),
  );
}

function unusedTypes(context: Context, mentions: Mentions): readonly Diagnostic[] {
  return unusedOf(context.model.types, mentions.types).map((type) => {
    const what = context.writtenAs(type)?.kind === "record" ? "record" : "type";
    return diagnostic(DA8002.notUsed({ what, name: type.name }), type.namePlace);
  });
}

function unusedValues(model: Model, mentions: Mentions): readonly Diagnostic[] {
  const said = (what: string, { name, namePlace }: Declared): Diagnostic =>
    diagnostic(DA8002.notUsed({ what, name }), namePlace);
  // An expression with an error may lack the param that was meant, and a handler in TypeScript may use any.
  const partial =
    [...model.functions, ...model.handlers].some((declared) => declared.broken) ||
    model.handlers.some((handler) => handler.body.kind === "typescript");
  return [
    ...unusedOf(model.functions, mentions.calls).map((fn) => said("function", fn)),
    ...(partial ? [] : unusedOf(model.params, usedParams(model)).map((param) => said("param", param))),
  ];
}

/** A field or a variable of the same name may hide a param: only what was resolved tells. */
function usedParams(model: Model): ReadonlySet<string> {
  return new Set([
    ...model.handlers.flatMap(paramsOfHandler),
    ...model.functions.flatMap(paramsOfFn),
    ...model.tests.flatMap(paramsOfTest),
  ]);
}

const paramsOfHandler = once((handler: Handler) => paramsIn((visit) => visitHandler(handler, visit)));
const paramsOfFn = once(({ body }: Fn) => paramsIn((visit) => visitExpr(body, visit)));
const paramsOfTest = once(({ steps }: Test) =>
  paramsIn((visit) => {
    for (const expr of steps.flatMap(expressionsOfStep)) visitExpr(expr, visit);
  }),
);

function paramsIn(each: (visit: (expr: Expr) => void) => void): readonly string[] {
  const names = new Set<string>();
  each((expr) => {
    if (expr.kind === "param") names.add(expr.name);
  });
  return [...names];
}

function unusedOf<T extends Declared>(declarations: readonly T[], used: ReadonlySet<string>): readonly T[] {
  return declarations.filter((declared) => !declared.broken && !used.has(declared.name));
}
