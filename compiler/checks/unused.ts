/**
 * DA8001, DA8002 and DA8004: what nothing makes, handles, touches or uses. What a broken declaration mentions is used
 * too, and where a name is unknown nothing is said of its kind, as it may have been meant.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DA8001, DA8002, DA8004 } from "../diagnostics/messages/unused.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Declared, Model } from "../model.ts";
import { isBuiltInType } from "../types/builtin.ts";
import { expressionsOfStep, statementsOf, visitExpr, visitHandler } from "../walk.ts";
import type { Context } from "./context.ts";
import { type Mentions, mentionsOf } from "./mentions.ts";

export function checkUnused(context: Context): readonly Diagnostic[] {
  const mentions = mentionsOf(context.written.declarations);
  return [
    ...unusedEvents(context, mentions),
    ...unusedStores(context, mentions),
    ...unusedTypes(context, mentions),
    ...unusedValues(context, mentions),
  ];
}

function unusedEvents(context: Context, mentions: Mentions): readonly Diagnostic[] {
  const { events, signals } = context.model;
  const names = new Set([...events, ...signals].map((one) => one.name));
  const handled = isKnown(mentions.handled, names) ? mentions.handled : null;
  const emitted = isKnown(mentions.emitted, names) ? mentions.emitted : null;
  const emittable = [
    ...events.filter((event) => event.source === null).map((event) => ({ what: "event", declared: event })),
    ...signals.map((signal) => ({ what: "signal", declared: signal })),
  ];
  return [
    ...events
      .filter((event) => event.source !== null && isUnused(context, event, handled))
      .map((event) => diagnostic(DA8001.notHandled({ name: event.name }), event.namePlace)),
    ...emittable
      .filter(({ declared }) => isUnused(context, declared, emitted))
      .map(({ what, declared }) => diagnostic(DA8001.notEmitted({ what, name: declared.name }), declared.namePlace)),
  ];
}

function unusedStores(context: Context, mentions: Mentions): readonly Diagnostic[] {
  const { stores, handlers } = context.model;
  const names = new Set(stores.map((store) => store.name));
  // A call of something unknown may be a read; its handler is broken then.
  if (!isKnown([...mentions.read, ...mentions.updated], names) || handlers.some((one) => one.broken)) return [];
  const reads = new Set([...mentions.read, ...mentions.calls]);
  const touched = new Set([...reads, ...mentions.updated]);
  const untouched = stores.filter((store) => isUnused(context, store, store.external ? reads : touched));
  return [
    ...untouched.map(({ name, external, namePlace }) => diagnostic(DA8002.notTouched({ name, external }), namePlace)),
    ...vainWaits(context, mentions.updated),
  ];
}

/** Waits for rows that nothing makes. */
function vainWaits(context: Context, updated: ReadonlySet<string>): readonly Diagnostic[] {
  const { stores } = context.topology;
  return context.handlers.flatMap((handler) =>
    statementsOf(handler).flatMap((statement) => {
      if (statement.kind !== "require" || statement.wait === null) return [];
      const store = stores.get(statement.store);
      if (store === undefined || store.external || !isUnused(context, store, updated)) return [];
      return [diagnostic(DA8004.neverComes({ store: store.name }), statement.target)];
    }),
  );
}

function unusedTypes(context: Context, mentions: Mentions): readonly Diagnostic[] {
  const { types } = context.model;
  const names = new Set(types.map((type) => type.name));
  const mentioned = [...mentions.types].filter((name) => !isBuiltInType(name));
  if (!isKnown(mentioned, names)) return [];
  return types
    .filter((type) => isUnused(context, type, mentions.types))
    .map((type) => {
      const what = context.writtenAs(type)?.kind === "record" ? "record" : "type";
      return diagnostic(DA8002.notUsed({ what, name: type.name }), type.namePlace);
    });
}

function unusedValues(context: Context, mentions: Mentions): readonly Diagnostic[] {
  const { functions, params, handlers } = context.model;
  if ([...functions, ...handlers].some((one) => one.broken)) return [];
  const used = usedParams(context.model);
  return [
    ...functions
      .filter((fn) => isUnused(context, fn, mentions.calls))
      .map(({ name, namePlace }) => diagnostic(DA8002.notUsed({ what: "function", name }), namePlace)),
    ...params
      .filter((param) => isUnused(context, param, used))
      .map(({ name, namePlace }) => diagnostic(DA8002.notUsed({ what: "param", name }), namePlace)),
  ];
}

/** A field or a variable of the same name may hide a param: what was resolved tells. */
function usedParams(model: Model): ReadonlySet<string> {
  const used = new Set<string>();
  const visit: Parameters<typeof visitExpr>[1] = (expr) => {
    if (expr.kind === "param") used.add(expr.name);
  };
  for (const handler of model.handlers) visitHandler(handler, visit);
  for (const fn of model.functions) visitExpr(fn.body, visit);
  for (const step of model.tests.flatMap((test) => test.steps)) {
    for (const expr of expressionsOfStep(step)) visitExpr(expr, visit);
  }
  return used;
}

function isKnown(mentioned: Iterable<string>, names: ReadonlySet<string>): boolean {
  for (const name of mentioned) if (!names.has(name)) return false;
  return true;
}

/** `used` is null where nothing can be said. */
function isUnused(context: Context, declared: Declared, used: ReadonlySet<string> | null): boolean {
  if (used === null || declared.broken || context.written.lostNames.has(declared.name)) return false;
  return !used.has(declared.name);
}
