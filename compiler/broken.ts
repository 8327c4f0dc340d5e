/** Which declarations have errors inside: no further conclusion is drawn from those. */

import type { SourceFile } from "../dsl/syntax.ts";
import type { Diagnostic, Location } from "./diagnostics/diagnostic.ts";
import type { Declared, Model } from "./model.ts";

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

/** The model with what is broken marked so. */
export function markBroken(model: Model, errors: ErrorsWithin): Model {
  const mark = <D extends Declared>(declared: D): D =>
    errors(declared.place) ? { ...declared, broken: true } : declared;
  return {
    ...model,
    pipeline: mark(model.pipeline),
    types: model.types.map(mark),
    params: model.params.map(mark),
    functions: model.functions.map(mark),
    sources: model.sources.map(mark),
    events: model.events.map(mark),
    signals: model.signals.map(mark),
    stores: model.stores.map(mark),
    handlers: model.handlers.map(mark),
  };
}
