/** Whether a value that fits is already what its target holds, or must be made so: fields left out, defaults set. */

import { hasDefault } from "../defaults.ts";
import type { Type } from "../model.ts";
import { core, fieldAccepts, fieldValue, head, isNullable, recordOf, shapeOf, type Types, valueForm } from "./table.ts";

/** True where a value of `from` is a value of `to` as it is. Only for types of which the first fits the second. */
export function sameShape(types: Types, from: Type, to: Type): boolean {
  return same(types, from, to, new Set());
}

function same(types: Types, given: Type, wanted: Type, assumed: Set<string>): boolean {
  const from = valueForm(types, given);
  const to = valueForm(types, wanted);
  if (from.kind === "null" || from.kind === "error" || to.kind === "error") {
    return true;
  }
  const a = core(types, from);
  const b = core(types, to);
  if (b.kind === "json") {
    return a.kind === "json";
  }
  if ((a.kind === "list" && b.kind === "list") || (a.kind === "map" && b.kind === "map")) {
    return same(types, a.of, b.of, assumed);
  }
  if (b.kind !== "record") {
    return true;
  }
  return sameRecord(types, from, to, assumed);
}

function sameRecord(types: Types, from: Type, to: Type, assumed: Set<string>): boolean {
  const a = from.kind === "nullable" ? from.of : from;
  const b = to.kind === "nullable" ? to.of : to;
  if (a.kind === "reference" && b.kind === "reference") {
    const pair = `${a.name} ${b.name}`;
    if (a.name === b.name || assumed.has(pair)) {
      return true;
    }
    assumed.add(pair);
  }
  const source = recordOf(types, a);
  const target = recordOf(types, b);
  if (source === null || target === null || source === target) {
    return true;
  }
  const given = shapeOf(types, source);
  return (
    source.fields.length === target.fields.length &&
    target.fields.every((field) => {
      const own = given.byName.get(field.name);
      if (own === undefined) {
        return false;
      }
      const value = fieldValue(types, own);
      const needsDefault = hasDefault(field) && isNullable(types, value);
      return !needsDefault && same(types, value, fieldAccepts(types, field), assumed);
    })
  );
}

/** One type, bounds and all; names, `lenient`, docs and literals' origin aside. */
export function equalTypes(types: Types, first: Type, second: Type): boolean {
  return equal(types, first, second, new Set());
}

function equal(types: Types, first: Type, second: Type, assumed: Set<string>): boolean {
  if (first.kind === "reference" && second.kind === "reference") {
    const pair = `${first.name} ${second.name}`;
    if (first.name === second.name || assumed.has(pair)) {
      return true;
    }
    assumed.add(pair);
  }
  const a = head(types, first);
  const b = head(types, second);
  switch (a.kind) {
    case "string":
      return b.kind === "string" && a.min === b.min && a.max === b.max && a.pattern === b.pattern;
    case "union":
      return b.kind === "union" && a.open === b.open && sameSet(a.values, b.values);
    case "int":
    case "number":
      return b.kind === a.kind && a.min === b.min && a.max === b.max;
    case "timestamp":
    case "duration":
      return b.kind === a.kind && a.unit === b.unit;
    case "nullable":
      return b.kind === "nullable" && equal(types, a.of, b.of, assumed);
    case "list":
      return b.kind === "list" && a.min === b.min && a.max === b.max && equal(types, a.of, b.of, assumed);
    case "map":
      return b.kind === "map" && equal(types, a.of, b.of, assumed);
    case "record": {
      if (b.kind !== "record" || a.fields.length !== b.fields.length) {
        return a === b;
      }
      const other = shapeOf(types, b).byName;
      return a.fields.every((field) => {
        const twin = other.get(field.name);
        return twin !== undefined && twin.optional === field.optional && equal(types, field.type, twin.type, assumed);
      });
    }
    case "row":
    case "change":
      return b.kind === a.kind && a.store === b.store;
    default:
      return a.kind === b.kind;
  }
}

function sameSet(first: readonly string[], second: readonly string[]): boolean {
  const values = new Set(second);
  return new Set(first).size === values.size && first.every((value) => values.has(value));
}
