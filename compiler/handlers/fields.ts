/** What a handler sees of the events that it handles: of several, the fields that have one type in all that have them. */

import type { Field, RecordType, Type } from "../model.ts";
import { equalTypes } from "../types/shape.ts";
import { fieldValue, isNullable, nonNull, shapeOf, type Types } from "../types/table.ts";
import { ERROR } from "../types/types.ts";

export function handledRecord(types: Types, records: readonly RecordType[]): RecordType {
  const [only] = records;
  return records.length === 1 && only !== undefined ? only : merge(types, records);
}

function merge(types: Types, records: readonly RecordType[]): RecordType {
  const names = new Set(records.flatMap((record) => record.fields.map((field) => field.name)));
  const shapes = records.map((record) => shapeOf(types, record));
  const fields = [...names].flatMap((name) => {
    const having = shapes.flatMap((shape) => shape.byName.get(name) ?? []);
    const lacking = shapes.filter((shape) => !shape.byName.has(name));
    const field = mergeField(types, having, lacking.length > 0);
    if (field === null) return [];
    return lacking.some((shape) => shape.open) ? [{ ...field, type: ERROR }] : [field];
  });
  const merged: RecordType = { kind: "record", fields };
  if (shapes.some((shape) => shape.open)) {
    types.open.add(merged);
  }
  return merged;
}

/** Null where its types differ by more than optional, null and `lenient`. */
function mergeField(types: Types, fields: readonly Field[], lacking: boolean): Field | null {
  const [first] = fields;
  if (first === undefined) {
    return null;
  }
  const type = mergeType(
    types,
    fields.map((field) => nonNull(types, field.type)),
  );
  if (type === null) {
    return null;
  }
  const values = fields.map((field) => fieldValue(types, field));
  const optional = lacking || fields.some((field, i) => field.optional && isNullable(types, values[i] ?? type));
  const takesNull = !optional && values.some((value) => isNullable(types, value));
  return {
    name: first.name,
    wire: first.wire,
    optional,
    type: takesNull ? { kind: "nullable", of: type } : type,
    measure: false,
    doc: first.doc,
    place: first.place,
    from: null,
  };
}

function mergeType(types: Types, all: readonly Type[]): Type | null {
  const [first, ...others] = all;
  if (first === undefined || all.some((type) => type.kind === "error")) {
    return first === undefined ? null : { kind: "error" };
  }
  if (others.every((type) => equalTypes(types, first, type))) {
    return first;
  }
  const records = all.flatMap((type) => (type.kind === "record" ? [type] : []));
  if (records.length < all.length) {
    return null;
  }
  const merged = merge(types, records);
  return merged.fields.length === 0 ? null : merged;
}
