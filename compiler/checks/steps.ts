/** The steps of a handler whose result depends on the order in which it handles events, and what their keys hold. */
import type { Location } from "../diagnostics/diagnostic.ts";
import type { ColumnKind, Expr, Handler, Stmt, Store } from "../model.ts";
import { once } from "../once.ts";
import { statementsOf, visitHandler } from "../walk.ts";
import { type Context, namedInTypeScript } from "./context.ts";

/** `on` is the store or the held event, whose key tells which events must come in order. */
export interface OrderedStep {
  readonly kind: "columns" | "delete" | "change" | "read" | "held" | "typescript";
  readonly on: string;
  readonly location: Location;
  /** The order-dependent columns that it sets. */
  readonly columns: readonly string[];
  /** Fields of the handled event that the key is set to. */
  readonly held: ReadonlySet<string>;
}

/** In the order written. */
export function orderedSteps(context: Context, handler: Handler): readonly OrderedStep[] {
  if (handler.body.kind === "typescript") return stepsInTypeScript(context, handler);
  const used = usedChanges(context, handler);
  const written = new Set([...handler.updates, ...handler.deletes]);
  return statementsOf(handler).flatMap((statement) => stepOf(context, statement, used, written) ?? []);
}

function stepOf(
  context: Context,
  statement: Stmt,
  usedChanges: ReadonlySet<string>,
  written: ReadonlySet<string>,
): OrderedStep | null {
  switch (statement.kind) {
    case "update": {
      const columns = orderedColumns(context.topology.stores.get(statement.store));
      const set = statement.values.map((entry) => entry.column).filter((column) => columns.has(column));
      const used = statement.name !== null && usedChanges.has(changeKey(statement.name, statement.store));
      if (set.length === 0 && !used) return null;
      return { kind: set.length > 0 ? "columns" : "change", columns: set, ...onStore(statement) };
    }
    case "delete":
      return { kind: "delete", columns: [], ...onStore(statement) };
    case "read":
    case "require":
      return written.has(statement.store) ? { kind: "read", columns: [], ...onStore(statement) } : null;
    case "emit": {
      if (statement.after === null) return null;
      const key = context.topology.events.get(statement.event)?.key ?? [];
      const values = statement.fields.filter((field) => key.includes(field.name)).map((field) => field.value);
      return { kind: "held", on: statement.event, location: statement.target, columns: [], held: fieldsIn(values) };
    }
    default:
      return null;
  }
}

function onStore(statement: { readonly store: string; readonly keys: readonly Expr[]; readonly target: Location }) {
  return { on: statement.store, location: statement.target, held: fieldsIn(statement.keys) };
}

/** Its keys are not seen: key columns with the names of fields are taken to be set to them. */
function stepsInTypeScript(context: Context, handler: Handler): readonly OrderedStep[] {
  const signalled = new Set(handler.signals.flatMap((name) => context.topology.signals.get(name)?.store ?? []));
  const reads = new Set(handler.reads);
  return namedInTypeScript(context, handler, "updates").flatMap(({ name, location }) => {
    const store = context.topology.stores.get(name);
    const columns = [...orderedColumns(store)];
    if (columns.length === 0 && !reads.has(name) && !signalled.has(name)) return [];
    const keys = (store?.columns ?? []).filter((column) => column.kind === "key").map((column) => column.name);
    return [{ kind: "typescript" as const, on: name, location, columns, held: new Set(keys) }];
  });
}

/** Columns in which the last write stays, or which fold what came before. */
export function orderedColumns(store: Store | undefined): ReadonlySet<string> {
  const ordered: readonly ColumnKind[] = ["plain", "ema"];
  return new Set((store?.columns ?? []).filter(({ kind }) => ordered.includes(kind)).map(({ name }) => name));
}

/** The variables that hold a change which an expression or a `signal` uses. */
function usedChanges(context: Context, handler: Handler): ReadonlySet<string> {
  const used = new Set(changesInExpressions(handler));
  for (const statement of statementsOf(handler)) {
    if (statement.kind !== "signal") continue;
    const store = context.topology.signals.get(statement.signal)?.store;
    if (store !== undefined) used.add(changeKey(statement.change, store));
  }
  return used;
}

const changesInExpressions = once((handler: Handler): ReadonlySet<string> => {
  const used = new Set<string>();
  visitHandler(handler, (expr) => {
    if (expr.kind === "local" && expr.type.kind === "change") used.add(changeKey(expr.name, expr.type.store));
  });
  return used;
});

function changeKey(variable: string, store: string): string {
  return `${variable} of ${store}`;
}

/** The fields of the handled event among values: a field itself, not something computed of it. */
function fieldsIn(values: readonly Expr[]): ReadonlySet<string> {
  return new Set(values.flatMap((value) => fieldOf(value) ?? []));
}

function fieldOf(value: Expr): string | null {
  if (value.kind === "field") return value.name;
  // The same value, given to another type.
  if (value.kind === "convert" || value.kind === "bounded") return fieldOf(value.value);
  return value.kind === "member" && value.object.kind === "event" ? value.name : null;
}
