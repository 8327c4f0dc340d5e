/** Which columns are the same in whatever order events come: told from the model, by whom and of what they are written. */
import type { Column, Handler, Model } from "../../compiler/model.ts";
import { statementsOf } from "../../compiler/walk.ts";
import type { Row } from "./values.ts";

const FOLDED = new Set<Column["kind"]>(["key", "latest", "first", "sum", "min", "max", "mean", "distinct"]);

/** Of each store the columns that no order changes; stores without any are not there. */
export function orderlessColumns(model: Model): ReadonlyMap<string, readonly string[]> {
  const { handlers, events } = orderless(model);
  const stores = model.stores.flatMap(({ name, columns }) => {
    const writers = model.handlers.filter(({ updates, deletes }) => [...updates, ...deletes].includes(name));
    const folded = columns.filter(({ kind }) => FOLDED.has(kind)).map((column) => column.name);
    const isOrderless = writers.every(
      (writer) => handlers.has(writer.name) && writer.on.every((on) => events.has(on.name)),
    );
    return isOrderless && writers.length > 0 ? [[name, folded] as const] : [];
  });
  return new Map(stores);
}

/** Handlers that look at nothing but their event, and events that are the same whenever they come. */
function orderless(model: Model): { readonly handlers: ReadonlySet<string>; readonly events: ReadonlySet<string> } {
  const handlers = new Set(model.handlers.filter(seesOnlyItsEvent).map(({ name }) => name));
  const firm = new Set(
    model.sources
      .filter(({ idAt, at, unique }) => idAt !== null && at !== null && unique === null)
      .map(({ name }) => name),
  );
  const events = new Set(
    model.events.filter(({ source }) => source === null || firm.has(source)).map(({ name }) => name),
  );
  for (let before = -1; before !== events.size; ) {
    before = events.size;
    for (const handler of model.handlers) {
      const isOrderless = handlers.has(handler.name) && handler.on.every(({ name }) => events.has(name));
      if (!isOrderless) for (const name of handler.emits) events.delete(name);
    }
  }
  return { handlers, events };
}

function seesOnlyItsEvent(handler: Handler): boolean {
  const { limit, reads, waits, changes, deletes, body } = handler;
  const sees = [...reads, ...waits, ...changes, ...deletes];
  const holds = statementsOf(handler).some((one) => one.kind === "emit" && one.after !== null);
  return limit === null && sees.length === 0 && !holds && body.kind === "statements";
}

/** Rows with these columns only, as JSON in the order of the text. */
export function withColumns(rows: readonly Row[], columns: readonly string[]): readonly Row[] {
  const kept = rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name] ?? null])));
  return kept.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
