/** DA6002: two handlers that write what only one may: an order-dependent column, or a store whose changes are used. */
import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { DA6002 } from "../diagnostics/messages/order.ts";
import type { Said } from "../diagnostics/messages/said.ts";
import { diagnostic, related } from "../diagnostics/report.ts";
import type { Handler, Store } from "../model.ts";
import { append } from "../topology/topology.ts";
import { statementsOf } from "../walk.ts";
import { type Context, namedInTypeScript } from "./context.ts";
import { orderedColumns } from "./steps.ts";

/** One handler's writes to one store. */
interface Writer {
  readonly handler: Handler;
  /** Of its first write. */
  readonly location: Location;
  /** Where it first sets each order-dependent column. */
  readonly columns: ReadonlyMap<string, Location>;
  readonly changes: boolean;
  readonly deletes: boolean;
}

/** At the second writer, in order of declaration: once for a store whose changes or deletes are used, else for columns. */
export function checkWriters(context: Context): readonly Diagnostic[] {
  const handlers = new Map<string, Handler[]>();
  for (const handler of context.handlers) {
    for (const store of new Set([...handler.updates, ...handler.deletes])) append(handlers, store, handler);
  }
  return context.model.stores.flatMap((store) => {
    const several = handlers.get(store.name) ?? [];
    if (store.broken || store.external || several.length < 2) return [];
    const writers = several.map((handler) => writerOf(context, handler, store));
    return wholeStore(store, writers) ?? columnByColumn(store, writers);
  });
}

function writerOf(context: Context, handler: Handler, store: Store): Writer {
  const ordered = orderedColumns(store);
  const deletes = handler.deletes.includes(store.name);
  if (handler.body.kind === "typescript") {
    const clause = namedInTypeScript(context, handler, "updates").find((named) => named.name === store.name);
    const location = clause?.location ?? handler.namePlace;
    const columns = new Map([...ordered].map((column) => [column, location]));
    const changes = handler.signals.some((name) => context.topology.signals.get(name)?.store === store.name);
    return { handler, location, columns, changes, deletes };
  }
  const columns = new Map<string, Location>();
  let location: Location | null = null;
  for (const statement of statementsOf(handler)) {
    if ((statement.kind !== "update" && statement.kind !== "delete") || statement.store !== store.name) continue;
    location ??= statement.target;
    for (const { column } of statement.kind === "update" ? statement.values : []) {
      if (ordered.has(column) && !columns.has(column)) columns.set(column, statement.target);
    }
  }
  const changes = handler.changes.includes(store.name);
  return { handler, location: location ?? handler.namePlace, columns, changes, deletes };
}

function wholeStore(store: Store, [first, second, ...others]: readonly Writer[]): readonly Diagnostic[] | null {
  if (first === undefined || second === undefined) return null;
  const user = [first, second, ...others].find((writer) => writer.changes || writer.deletes);
  if (user === undefined) return null;
  const used = user.changes ? "uses what it changes in" : "deletes from";
  const names = { user: user.handler.name, first: first.handler.name, second: second.handler.name };
  return [said(DA6002.store({ store: store.name, used, ...names }), first, second.location, first.location)];
}

function columnByColumn(store: Store, writers: readonly Writer[]): readonly Diagnostic[] {
  const clashes = new Map<Writer, { readonly first: Writer; readonly columns: string[] }>();
  for (const column of orderedColumns(store)) {
    const [first, second] = writers.filter((writer) => writer.columns.has(column));
    if (first === undefined || second === undefined) continue;
    const clash = clashes.get(second);
    if (clash === undefined) clashes.set(second, { first, columns: [column] });
    else clash.columns.push(column);
  }
  return [...clashes].map(([second, { first, columns }]) => {
    const [column = ""] = columns;
    const names = { first: first.handler.name, second: second.handler.name };
    const message = DA6002.columns({ store: store.name, columns, ...names });
    return said(
      message,
      first,
      second.columns.get(column) ?? second.location,
      first.columns.get(column) ?? first.location,
    );
  });
}

function said(message: Said, first: Writer, location: Location, firstLocation: Location): Diagnostic {
  return diagnostic(message, location, [related(`\`${first.handler.name}\` writes it here`, firstLocation)]);
}
