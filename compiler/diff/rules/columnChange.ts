/** What a change of a column's type does to the values that rows hold. */
import { physicalOf } from "../../../runtime/codec/layout.ts";
import type { Column, Place, Type } from "../../model.ts";
import { printType } from "../../types/print.ts";
import { ownerPath } from "../breaks.ts";
import { specOf } from "../documents/spec.ts";
import type { Pair } from "../pair.ts";
import { Comparison, NOWHERE } from "../types/compare.ts";
import type { Misfit, MisfitKind } from "../types/misfit.ts";
import type { Version } from "../version.ts";

/** A record or type that many columns share, and that is what changed. */
export interface Cause {
  readonly path: string;
  readonly name: string;
  readonly old: Place | null;
  readonly new: Place | null;
  readonly was: string;
  readonly is: string;
}

export interface ColumnChange {
  /** `converted`: the database keeps the value in another form; `lost`: it cannot. */
  readonly kind: "same" | "widened" | "narrowed" | "converted" | "lost";
  readonly cause: Cause | null;
}

/** Conversions by which a database keeps the value. */
const KEPT: ReadonlySet<string> = new Set(["int real", "uuid text", "date text"]);

/** Rows hold values as handlers do: times in ms, whatever their unit on the wire. */
export function changeOf(pair: Pair, old: Column, now: Column): ColumnChange {
  const [before, after] = [inMemory(old.type), inMemory(now.type)];
  const [from, to] = physicals(pair, old, now);
  const forth = misfits(pair.old, pair.new, before, after);
  const ofBounds = isBoundsOnly(forth);
  if (from !== to) return { kind: KEPT.has(`${from} ${to}`) && ofBounds ? "converted" : "lost", cause: null };
  if (forth.length > 0) {
    return { kind: ofBounds ? "narrowed" : "lost", cause: ofBounds ? causeOf(forth, pair, "forth") : null };
  }
  const back = misfits(pair.new, pair.old, after, before);
  return back.length > 0 ? { kind: "widened", cause: causeOf(back, pair, "back") } : { kind: "same", cause: null };
}

export function physicals(pair: Pair, old: Column, now: Column): readonly [string, string] {
  return [physicalOf(specOf(old.type), pair.old.specs), physicalOf(specOf(now.type), pair.new.specs)];
}

function misfits(from: Version, to: Version, a: Type, b: Type): readonly Misfit[] {
  return new Comparison(from.types, to.types, "written").types([a, b], NOWHERE);
}

/** What all of it comes from, where that is one. */
function causeOf(found: readonly Misfit[], pair: Pair, way: "forth" | "back"): Cause | null {
  const [first] = found;
  const path = first === undefined ? null : ownerPath(first, pair.new);
  if (first === undefined || path === null || found.some((each) => ownerPath(each, pair.new) !== path)) return null;
  const [old, now] = way === "forth" ? [first.writer, first.reader] : [first.reader, first.writer];
  const text = (type: Type | null) => (type === null ? "not there" : printType(type));
  const name = path.slice(path.indexOf(":") + 1).replace("/", ".");
  return { path, name, old: old.place, new: now.place, was: text(old.type), is: text(now.type) };
}

const OF_BOUNDS: ReadonlySet<MisfitKind> = new Set([
  "range",
  "fraction",
  "length",
  "pattern",
  "values",
  "items",
  "null",
  "format",
]);

function isBoundsOnly(found: readonly Misfit[]): boolean {
  return found.every(({ kind }) => OF_BOUNDS.has(kind));
}

function inMemory(type: Type): Type {
  switch (type.kind) {
    case "timestamp":
    case "duration":
      return { ...type, unit: "ms" };
    case "nullable":
    case "list":
    case "map":
    case "lenient":
      return { ...type, of: inMemory(type.of) };
    default:
      return type;
  }
}
