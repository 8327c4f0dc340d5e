/** The types of a program by name, and what a type is once its names are looked up. */

import { hasDefault } from "../defaults.ts";
import type { Field, RecordType, TextUnionType, Type } from "../model.ts";
import { ERROR } from "./types.ts";

/** What relations between types need to know of the program. */
export interface Types {
  /** What a `type` or `record` stands for; an error where it is unknown, in error, or being resolved. */
  named(name: string): Type;
  /** Whether a name's type takes null, told without resolving it; `error` where the name stands for nothing. */
  nullability(name: string): "value" | "nullable" | "error";
  /** A row of a store as a record. */
  row(store: string): RecordType;
  /** Records of which some fields are not known, because of an error: they lack nothing and have everything. */
  readonly open: WeakSet<RecordType>;
  /** Unions that come of literals: what does not fit in them is a literal outside its type. */
  readonly fresh: WeakSet<TextUnionType>;
}

/** A record's fields, by name too. */
export interface Shape {
  readonly fields: readonly Field[];
  readonly byName: ReadonlyMap<string, Field>;
  readonly open: boolean;
}

const shapes = new WeakMap<RecordType, ReadonlyMap<string, Field>>();

export function shapeOf(types: Types, record: RecordType): Shape {
  let byName = shapes.get(record);
  if (byName === undefined) {
    byName = new Map(record.fields.map((field) => [field.name, field]));
    shapes.set(record, byName);
  }
  return { fields: record.fields, byName, open: types.open.has(record) };
}

const values = new WeakMap<TextUnionType, ReadonlySet<string>>();

/** The values of a union, for asking whether one is among them. */
export function valuesOf(union: TextUnionType): ReadonlySet<string> {
  const known = values.get(union) ?? new Set(union.values);
  values.set(union, known);
  return known;
}

/** The type itself: without names and `lenient`, which only say how it is called and read. */
export function head(types: Types, type: Type): Type {
  let at = type;
  while (at.kind === "reference" || at.kind === "lenient") {
    at = at.kind === "reference" ? types.named(at.name) : at.of;
  }
  return at;
}

/** As the type of an expression: without `lenient`, its null in sight, its name kept where it is not null. */
export function valueForm(types: Types, type: Type): Type {
  if (type.kind === "lenient") {
    return valueForm(types, type.of);
  }
  if (type.kind === "nullable") {
    return nullable(types, type.of);
  }
  if (type.kind === "reference") {
    const nullability = types.nullability(type.name);
    return nullability === "value" ? type : nullability === "error" ? ERROR : head(types, type);
  }
  return type;
}

export function isNullable(types: Types, type: Type): boolean {
  const form = valueForm(types, type);
  return form.kind === "nullable" || form.kind === "null";
}

/** `T | null`, once. */
export function nullable(types: Types, type: Type): Type {
  const form = valueForm(types, type);
  return form.kind === "nullable" || form.kind === "null" || form.kind === "error"
    ? form
    : { kind: "nullable", of: form };
}

/** `T` of `T | null`; of null alone, nothing that can be said more about. */
export function nonNull(types: Types, type: Type): Type {
  const form = valueForm(types, type);
  return form.kind === "nullable" ? valueForm(types, form.of) : form.kind === "null" ? ERROR : form;
}

/** The head of `T` of `T | null`. */
export function core(types: Types, type: Type): Type {
  return head(types, nonNull(types, type));
}

/** What reading a field gives: null where it may be absent, unless a default stands in. */
export function fieldValue(types: Types, field: Field): Type {
  if (hasDefault(field)) {
    return nonNull(types, field.type);
  }
  return field.optional ? nullable(types, field.type) : valueForm(types, field.type);
}

/** What may be given to a field. */
export function fieldAccepts(types: Types, field: Field): Type {
  return field.optional || hasDefault(field) ? nullable(types, field.type) : valueForm(types, field.type);
}

/** The record behind a record, or a row; null for anything else. */
export function recordOf(types: Types, type: Type): RecordType | null {
  const form = head(types, type);
  return form.kind === "record" ? form : form.kind === "row" ? types.row(form.store) : null;
}

/** The union of one literal. */
export function literalText(types: Types, value: string): TextUnionType {
  return fresh(types, { kind: "union", values: [value], open: false, docs: {} });
}

export function fresh(types: Types, union: TextUnionType): TextUnionType {
  types.fresh.add(union);
  return union;
}
