/** What one side may write and the other does not read, or reads as something else, as data: a path and what to try there. */
import type { Field, Json, Place, Type } from "../../model.ts";

/** One step into a document, in the words of who wrote it. */
export type Step =
  | { readonly kind: "field"; readonly name: string; readonly wire: string }
  | { readonly kind: "item" }
  | { readonly kind: "value" };

export type MisfitKind =
  /** The reader needs a field that the writer does not know. */
  | "missing"
  /** The reader needs a field that the writer may leave out; `swapped`: and would take null in its place. */
  | "absent"
  | "swapped"
  /** The reader takes no null. */
  | "null"
  /** What stands in for an absent field is another value. */
  | "default"
  /** The same field under another JSON name. */
  | "wire"
  /** Another kind of value altogether. */
  | "type"
  /** The same kind of time in another unit. */
  | "unit"
  /** A number that is read, as something else. */
  | "meaning"
  | "range"
  | "fraction"
  | "length"
  | "pattern"
  /** A string that need not be a uuid, date or time. */
  | "format"
  | "values"
  | "items"
  /** Numerals in strings, numbers for strings. */
  | "lenient";

/** Where one side says it: the field's place, or that of what would hold the field. */
export interface Spot {
  readonly field: Field | null;
  readonly type: Type | null;
  readonly place: Place | null;
}

/** What to put at the path so that it breaks: undefined leaves the field out. */
export type Fragment = { readonly json: Json | undefined };

export interface Misfit {
  readonly kind: MisfitKind;
  readonly steps: readonly Step[];
  /** The innermost record or type, named alike on both sides, that holds it, with the steps from there. */
  readonly owner: { readonly name: string; readonly steps: readonly Step[] } | null;
  readonly writer: Spot;
  readonly reader: Spot;
  readonly tries: readonly Fragment[];
  /** Strings that are no longer, or not yet, known. */
  readonly values: readonly string[];
}

/** `a.b[].c`, `{}` for any key of a map. */
export function pathText(steps: readonly Step[]): string {
  return steps
    .map((step, index) => {
      if (step.kind === "field") return index === 0 ? step.name : `.${step.name}`;
      return step.kind === "item" ? "[]" : "{}";
    })
    .join("");
}
