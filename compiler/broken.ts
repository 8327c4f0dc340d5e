/** Which declarations have errors inside: no further conclusion is drawn from those. */

import type { Declaration, SourceFile } from "../dsl/syntax.ts";
import type { Diagnostic, Location } from "./diagnostics/diagnostic.ts";
import type { Declared, Field, Model } from "./model.ts";

/** Tells whether an error stands within a range. */
export type ErrorsWithin = (location: Location) => boolean;

/** Incomplete declarations count as their own errors: their text says less than was meant. */
export function errorsWithin(diagnostics: readonly Diagnostic[], files: ReadonlyMap<string, SourceFile>): ErrorsWithin {
  const starts = new Map<string, number[]>();
  const add = (file: string, start: number): void => {
    const known = starts.get(file) ?? [];
    known.push(start);
    starts.set(file, known);
  };
  for (const { severity, location } of diagnostics) {
    if (severity === "error") {
      add(location.file, location.start);
    }
  }
  for (const [path, { declarations }] of files) {
    for (const declaration of declarations) {
      if (declaration.incomplete) {
        add(path, declaration.start);
      }
    }
  }
  for (const offsets of starts.values()) {
    offsets.sort((a, b) => a - b);
  }
  return ({ file, start, end }) => {
    const at = firstFrom(starts.get(file) ?? [], start);
    return at !== undefined && at < end;
  };
}

/** A syntax error tells enough of its declaration: what was not read may be why the rest of it seems wrong. */
export function outsideIncomplete(
  diagnostics: readonly Diagnostic[],
  files: ReadonlyMap<string, SourceFile>,
): readonly Diagnostic[] {
  const incomplete = [...files.values()].some((file) => file.declarations.some((d) => d.incomplete));
  return incomplete
    ? diagnostics.filter(({ location }) => declarationAt(files, location.file, location.start)?.incomplete !== true)
    : diagnostics;
}

/** The declaration that stands at an offset; they are in the order of the text. */
export function declarationAt(
  files: ReadonlyMap<string, SourceFile>,
  file: string,
  offset: number,
): Declaration | undefined {
  const declarations = files.get(file)?.declarations ?? [];
  let low = 0;
  let high = declarations.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((declarations[middle]?.start ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  const found = declarations[low];
  return found !== undefined && found.start <= offset && offset < found.end ? found : undefined;
}

/** The first of ascending numbers that is not below `least`. */
function firstFrom(ascending: readonly number[], least: number): number | undefined {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < least) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return ascending[low];
}

/**
 * The model with what is broken marked so, and what rests on it: a source's events, a store's signals, what includes a
 * record.
 */
export function markBroken(model: Model, errors: ErrorsWithin): Model {
  const mark = <D extends Declared>(declared: D, rests = false): D =>
    rests || errors(declared.place) ? { ...declared, broken: true } : declared;
  const types = model.types.map((type) => mark(type));
  const sources = model.sources.map((source) => mark(source));
  const stores = model.stores.map((store) => mark(store));
  const [soundTypes, soundSources, soundStores] = [soundOf(types), soundOf(sources), soundOf(stores)];
  const includes = (fields: readonly Field[]): boolean =>
    fields.some((f) => f.from !== null && !soundTypes.has(f.from));
  return {
    ...model,
    pipeline: mark(model.pipeline),
    types,
    params: model.params.map((param) => mark(param)),
    functions: model.functions.map((fn) => mark(fn)),
    sources,
    events: model.events.map((e) => mark(e, (e.source !== null && !soundSources.has(e.source)) || includes(e.fields))),
    signals: model.signals.map((s) => mark(s, !soundStores.has(s.store) || includes(s.fields))),
    stores,
    handlers: model.handlers.map((handler) => mark(handler)),
  };
}

function soundOf(declarations: readonly Declared[]): ReadonlySet<string> {
  return new Set(declarations.flatMap((declared) => (declared.broken ? [] : [declared.name])));
}
