/** The one type of values that come from several places: branches, arms, items of a list, both sides of `??`. */

import type { NumericType, RecordType, TextUnionType, Type } from "../model.ts";
import { misfit } from "./fit.ts";
import { isDate, isUuid } from "./literals.ts";
import { fieldValue, fresh, head, nullable, shapeOf, type Types, valueForm } from "./table.ts";
import { isNumeric, isSilent, isText, listOfType, NULL, STRING, TIMESTAMP } from "./types.ts";

/** Null where the two have no type in common. */
export function join(types: Types, first: Type, second: Type): Type | null {
  const a = valueForm(types, first);
  const b = valueForm(types, second);
  if (a === b || isSilent(b)) {
    return a;
  }
  if (isSilent(a)) {
    return b;
  }
  if (a.kind === "null" || b.kind === "null") {
    return a.kind === "null" && b.kind === "null" ? NULL : nullable(types, a.kind === "null" ? b : a);
  }
  if (a.kind === "nullable" || b.kind === "nullable") {
    const inner = join(types, a.kind === "nullable" ? a.of : a, b.kind === "nullable" ? b.of : b);
    return inner === null ? null : nullable(types, inner);
  }
  if (a.kind === "reference" && b.kind === "reference" && a.name === b.name) {
    return a;
  }
  return joinValues(types, a, b);
}

/** The type of all of them; null where two have none in common, with the place of the one that does not go with the rest. */
export function joinAll(types: Types, all: readonly Type[]): { type: Type } | { index: number; before: Type } | null {
  let type: Type | null = null;
  for (const { index, type: next } of runsOf(types, all)) {
    const joined: Type | null = type === null ? next : join(types, type, next);
    if (joined === null) {
      return { index, before: type ?? next };
    }
    type = joined;
  }
  return type === null ? null : { type };
}

/** A type, or what literals that follow each other have in common, with the place of the first and how many they are. */
export interface Run {
  readonly type: Type;
  readonly index: number;
  readonly length: number;
}

/** Literals of one kind always have a type in common: told at once, long lists take no longer than their length. */
export function runsOf(types: Types, all: readonly Type[]): readonly Run[] {
  const runs: Run[] = [];
  for (let index = 0; index < all.length; ) {
    const rest = all.slice(index, endOfRun(types, all, index));
    const [first] = rest;
    if (first === undefined) {
      break;
    }
    runs.push({ type: rest.length === 1 ? first : joinedLiterals(types, rest), index, length: rest.length });
    index += rest.length;
  }
  return runs;
}

function endOfRun(types: Types, all: readonly Type[], start: number): number {
  const kindAt = (index: number): "number" | "text" | null => {
    const type = all[index];
    return type === undefined ? null : literalKind(types, type);
  };
  let end = start + 1;
  const kind = kindAt(start);
  while (kind !== null && kindAt(end) === kind) {
    end++;
  }
  return end;
}

function literalKind(types: Types, type: Type): "number" | "text" | null {
  if (isNumeric(type)) {
    return type.literals === null ? null : "number";
  }
  return type.kind === "union" && types.fresh.has(type) ? "text" : null;
}

function joinedLiterals(types: Types, all: readonly Type[]): Type {
  const numbers = all.filter(isNumeric);
  if (numbers.length > 0) {
    const kind = numbers.every((type) => type.kind === "int") ? "int" : "number";
    return { kind, min: null, max: null, literals: [...new Set(numbers.flatMap(({ literals }) => literals ?? []))] };
  }
  const texts = all.filter((type) => type.kind === "union");
  const docs: Record<string, string> = {};
  for (const text of texts.toReversed()) {
    Object.assign(docs, text.docs);
  }
  const values = [...new Set(texts.flatMap((text) => text.values))];
  return fresh(types, { kind: "union", values, open: texts.some(({ open }) => open), docs });
}

function joinValues(types: Types, a: Type, b: Type): Type | null {
  const [x, y] = [head(types, a), head(types, b)];
  if (x === y) {
    return a;
  }
  if (isNumeric(x) && isNumeric(y)) {
    return joinNumbers(x, y);
  }
  if (isText(x) && isText(y)) {
    return joinTexts(types, a, b, x, y);
  }
  if (x.kind === "bool" && y.kind === "bool") {
    return x.value === y.value ? x : { kind: "bool", value: null };
  }
  if (x.kind === "timestamp" && y.kind === "timestamp") {
    return x.unit === y.unit ? x : TIMESTAMP;
  }
  if (x.kind === "duration" && y.kind === "duration") {
    return x.unit === y.unit ? x : { kind: "duration", unit: "ms" };
  }
  if (x.kind === "json" || y.kind === "json") {
    return x.kind === "json" ? x : y;
  }
  if ((x.kind === "list" && y.kind === "list") || (x.kind === "map" && y.kind === "map")) {
    const of = join(types, x.of, y.of);
    return of === null ? null : x.kind === "list" ? listOfType(of) : { kind: "map", of };
  }
  if (a.kind === "record" && b.kind === "record") {
    return joinRecords(types, a, b);
  }
  if (misfit(types, a, b) === null) {
    return b;
  }
  return misfit(types, b, a) === null ? a : null;
}

/** Records that have no name: of the same fields, each with what both have in common; else the one that takes both. */
function joinRecords(types: Types, a: RecordType, b: RecordType): Type | null {
  const other = shapeOf(types, b).byName;
  const fields = a.fields.flatMap((field) => {
    const twin = other.get(field.name);
    const type = twin === undefined ? null : join(types, fieldValue(types, field), fieldValue(types, twin));
    return type === null ? [] : [{ ...field, optional: false, type }];
  });
  if (fields.length === a.fields.length && fields.length === b.fields.length) {
    const joined: RecordType = { kind: "record", fields: fields.map(({ defaultValue: _, ...field }) => field) };
    if (types.open.has(a) || types.open.has(b)) {
      types.open.add(joined);
    }
    return joined;
  }
  return misfit(types, a, b) === null ? b : misfit(types, b, a) === null ? a : null;
}

function joinNumbers(a: NumericType, b: NumericType): NumericType {
  const literals = a.literals !== null && b.literals !== null ? [...new Set([...a.literals, ...b.literals])] : null;
  return {
    kind: a.kind === "int" && b.kind === "int" ? "int" : "number",
    min: least(a, b),
    max: most(a, b),
    literals,
  };
}

function least(a: NumericType, b: NumericType): number | null {
  const [x, y] = [
    a.literals === null ? a.min : Math.min(...a.literals),
    b.literals === null ? b.min : Math.min(...b.literals),
  ];
  return (a.literals !== null && b.literals !== null) || x === null || y === null ? null : Math.min(x, y);
}

function most(a: NumericType, b: NumericType): number | null {
  const [x, y] = [
    a.literals === null ? a.max : Math.max(...a.literals),
    b.literals === null ? b.max : Math.max(...b.literals),
  ];
  return (a.literals !== null && b.literals !== null) || x === null || y === null ? null : Math.max(x, y);
}

function joinTexts(types: Types, a: Type, b: Type, x: Type, y: Type): Type {
  if (x.kind === "union" && y.kind === "union") {
    const union: TextUnionType = {
      kind: "union",
      values: [...new Set([...x.values, ...y.values])],
      open: x.open || y.open,
      docs: { ...y.docs, ...x.docs },
    };
    return types.fresh.has(x) && types.fresh.has(y) ? fresh(types, union) : union;
  }
  if (x.kind === y.kind && x.kind !== "string") {
    return a;
  }
  for (const [literal, other, form] of [
    [x, y, b],
    [y, x, a],
  ] as const) {
    if (literal.kind === "union" && types.fresh.has(literal)) {
      const holds = other.kind === "uuid" ? isUuid : other.kind === "date" ? isDate : null;
      if (holds !== null && literal.values.every(holds)) {
        return form;
      }
    }
  }
  return STRING;
}
