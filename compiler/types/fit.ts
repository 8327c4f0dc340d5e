/** Which values may be given to what: the one relation behind every assignment, and what it says where it does not hold. */

import { mayLack } from "../defaults.ts";
import type { Field, NumericType, RecordType, TextUnionType, Type } from "../model.ts";
import { isDate, isUuid, withinNumber, withinText } from "./literals.ts";
import { core, fieldAccepts, fieldValue, head, recordOf, shapeOf, type Types, valueForm, valuesOf } from "./table.ts";
import { isSilent } from "./types.ts";

/** Why a value does not fit. `path` leads from the value to what is wrong inside it, by the `fields` of both sides. */
export type Misfit = Wrong & { readonly fields?: readonly Field[] };

type Wrong =
  | { readonly kind: "type"; readonly path: readonly string[]; readonly from: Type; readonly to: Type }
  | { readonly kind: "null"; readonly path: readonly string[]; readonly from: Type; readonly to: Type }
  /** A literal outside its type. */
  | { readonly kind: "literal"; readonly path: readonly string[]; readonly value: string; readonly to: Type }
  /** A record without a field that the other requires. */
  | { readonly kind: "lacks"; readonly path: readonly string[]; readonly from: Type; readonly to: Type };

/** Null where `from` fits `to`. */
export function misfit(types: Types, from: Type, to: Type): Misfit | null {
  return compare({ types, assumed: new Set() }, from, to, []);
}

interface Comparison {
  readonly types: Types;
  /** Pairs of names being compared: a circle that comes back to one of them holds if the rest does. */
  readonly assumed: Set<string>;
}

type Path = readonly string[];

function compare(c: Comparison, given: Type, wanted: Type, path: Path): Misfit | null {
  const from = valueForm(c.types, given);
  const to = valueForm(c.types, wanted);
  if (isSilent(from) || isSilent(to)) {
    return null;
  }
  const target = core(c.types, to);
  if (target.kind === "json") {
    return core(c.types, from).kind === "change" ? { kind: "type", path, from, to } : null;
  }
  if (from.kind === "null") {
    return to.kind === "nullable" || to.kind === "null" ? null : { kind: "null", path, from, to };
  }
  if (to.kind === "null") {
    return { kind: "type", path, from, to };
  }
  if (to.kind === "nullable") {
    return compare(c, from.kind === "nullable" ? from.of : from, to.of, path);
  }
  if (from.kind === "nullable") {
    const inner = compare(c, from.of, to, path);
    return inner === null || inner.kind === "literal" ? { kind: "null", path, from, to } : inner;
  }
  return compareValues(c, from, to, path);
}

function compareValues(c: Comparison, from: Type, to: Type, path: Path): Misfit | null {
  const a = head(c.types, from);
  const b = head(c.types, to);
  const mismatch: Misfit = { kind: "type", path, from, to };
  if (a.kind === "error" || b.kind === "error") {
    return null;
  }
  switch (b.kind) {
    case "string":
      return a.kind === "union"
        ? literals(c, a, (v) => withinText(v, b), path, to)
        : sameKind(a, ["string", "uuid", "date"], mismatch);
    case "union":
      return compareUnion(c, a, b, mismatch);
    case "uuid":
      return a.kind === "union" && c.types.fresh.has(a)
        ? literals(c, a, isUuid, path, to)
        : sameKind(a, ["uuid"], mismatch);
    case "date":
      return a.kind === "union" && c.types.fresh.has(a)
        ? literals(c, a, isDate, path, to)
        : sameKind(a, ["date"], mismatch);
    case "int":
    case "number":
      return a.kind === "int" || a.kind === b.kind ? numbers(a, b, path, to) : mismatch;
    case "bool":
    case "timestamp":
    case "duration":
      return sameKind(a, [b.kind], mismatch);
    case "list":
    case "map":
      return a.kind === b.kind ? compare(c, a.of, b.of, [...path, b.kind === "list" ? "[]" : "{}"]) : mismatch;
    case "record":
      return compareRecords(c, from, to, b, path);
    case "row":
    case "change":
      return a.kind === b.kind && a.store === b.store ? null : mismatch;
    default:
      return mismatch;
  }
}

function sameKind(type: Type, kinds: readonly Type["kind"][], mismatch: Misfit): Misfit | null {
  return kinds.includes(type.kind) ? null : mismatch;
}

function literals(
  c: Comparison,
  union: TextUnionType,
  holds: (value: string) => boolean,
  path: Path,
  to: Type,
): Misfit | null {
  const outside = c.types.fresh.has(union) ? union.values.find((value) => !holds(value)) : undefined;
  return outside === undefined ? null : { kind: "literal", path, value: outside, to };
}

function numbers(from: NumericType, bounds: NumericType, path: Path, to: Type): Misfit | null {
  const outside = from.literals?.find((value) => !withinNumber(value, bounds));
  return outside === undefined ? null : { kind: "literal", path, value: String(outside), to };
}

function compareUnion(c: Comparison, from: Type, to: TextUnionType, mismatch: Misfit): Misfit | null {
  if (to.open) {
    return from.kind === "string" || from.kind === "union" || from.kind === "uuid" || from.kind === "date"
      ? null
      : mismatch;
  }
  if (from.kind !== "union" || from.open) {
    return mismatch;
  }
  const allowed = valuesOf(to);
  const outside = from.values.find((value) => !allowed.has(value));
  if (outside === undefined) {
    return null;
  }
  return c.types.fresh.has(from) ? { kind: "literal", path: mismatch.path, value: outside, to } : mismatch;
}

function compareRecords(c: Comparison, from: Type, to: Type, target: RecordType, path: Path): Misfit | null {
  if (from.kind === "reference" && to.kind === "reference") {
    const pair = `${from.name} ${to.name}`;
    if (from.name === to.name || c.assumed.has(pair)) {
      return null;
    }
    c.assumed.add(pair);
  }
  const source = recordOf(c.types, from);
  if (source === null) {
    return { kind: "type", path, from, to };
  }
  if (source === target) {
    return null;
  }
  const given = shapeOf(c.types, source);
  for (const field of target.fields) {
    const own = given.byName.get(field.name);
    if (own === undefined) {
      if (!mayLack(field) && !given.open) {
        return { kind: "lacks", path: [...path, field.name], from, to, fields: [field] };
      }
      continue;
    }
    const inner = compare(c, fieldValue(c.types, own), fieldAccepts(c.types, field), [...path, field.name]);
    if (inner !== null) {
      return { ...inner, fields: [own, field, ...(inner.fields ?? [])] };
    }
  }
  return null;
}
