/**
 * Compares what a test names with what came. A record is compared by the fields that are named; lists, maps and JSON as a
 * whole. Numbers that are no integers may differ by a billionth, as sums and means do by the order of their parts.
 */
import { bare, isObject, type Types } from "../../runtime/codec/types.ts";
import type { FieldSpec, StoreDefinition, TypeSpec } from "../../runtime/index.ts";
import { literalText } from "./literal.ts";

export type Named = Readonly<Record<string, unknown>>;

/** What is compared: an event or a row, and the types of its values. */
export interface Shape {
  readonly fields: readonly FieldSpec[];
  readonly types: Types;
}

/** One named field, or a part of one that differs. */
export interface Line {
  /** `score`, `result.score`, `items[2]` */
  readonly path: string;
  readonly same: boolean;
  readonly expected: string;
  readonly came: string;
}

/** Whether all that is named is equal. */
export function fits(expected: Named, came: Named, { fields, types }: Shape): boolean {
  return fields.every(
    ({ name, type }) => !Object.hasOwn(expected, name) || isSame(expected[name], came[name] ?? null, type, types),
  );
}

/** Each named field in the order in which they are named; of one that differs, the parts that do. */
export function compared(expected: Named, came: Named, { fields, types }: Shape): readonly Line[] {
  const typeOf = new Map(fields.map(({ name, type }) => [name, type]));
  return Object.keys(expected).flatMap((name) =>
    linesOf(name, expected[name], came[name] ?? null, typeOf.get(name) ?? { kind: "json" }, types),
  );
}

function linesOf(path: string, expected: unknown, came: unknown, type: TypeSpec, types: Types): Line[] {
  const same = isSame(expected, came, type, types);
  const of = bare(type, types);
  if (!same && of.kind === "record" && isObject(expected) && isObject(came)) {
    const inside: Shape = { fields: of.fields, types };
    return compared(expected, came, inside).map((line) => ({ ...line, path: `${path}.${line.path}` }));
  }
  // Of lists of different lengths nobody knows which item stands for which.
  if (!same && of.kind === "list" && isList(expected) && isList(came) && expected.length === came.length) {
    return expected.flatMap((item, at) => {
      const lines = linesOf(`${path}[${at}]`, item, came[at] ?? null, of.of, types);
      return lines.some((line) => !line.same) ? lines : [];
    });
  }
  return [{ path, same, expected: literalText(expected, type, types), came: literalText(came, type, types) }];
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isSame(expected: unknown, came: unknown, type: TypeSpec, types: Types): boolean {
  if (expected === null || came === null) return expected === came;
  const of = bare(type, types);
  switch (of.kind) {
    case "record":
      return isObject(expected) && isObject(came) && fits(expected, came, { fields: of.fields, types });
    case "list":
      return (
        isList(expected) &&
        isList(came) &&
        expected.length === came.length &&
        expected.every((item, at) => isSame(item, came[at] ?? null, of.of, types))
      );
    case "map":
      return isSameObject(expected, came, (a, b) => isSame(a, b, of.of, types));
    case "json":
      return isSameJson(expected, came);
    case "uuid":
      return String(expected).toLowerCase() === String(came).toLowerCase();
    default:
      return isSameScalar(expected, came);
  }
}

function isSameJson(expected: unknown, came: unknown): boolean {
  if (isList(expected) && isList(came)) {
    return expected.length === came.length && expected.every((item, at) => isSameJson(item, came[at]));
  }
  if (isObject(expected) && isObject(came)) return isSameObject(expected, came, isSameJson);
  return isSameScalar(expected, came);
}

function isSameObject(expected: unknown, came: unknown, same: (a: unknown, b: unknown) => boolean): boolean {
  if (!isObject(expected) || !isObject(came)) return false;
  const names = Object.keys(expected);
  return (
    names.length === Object.keys(came).length &&
    names.every((name) => Object.hasOwn(came, name) && same(expected[name], came[name]))
  );
}

const TOLERANCE = 1e-9;

function isSameScalar(expected: unknown, came: unknown): boolean {
  if (typeof expected !== "number" || typeof came !== "number") return expected === came;
  if (expected === came || (Number.isSafeInteger(expected) && Number.isSafeInteger(came))) return expected === came;
  return Math.abs(expected - came) <= TOLERANCE * Math.max(Math.abs(expected), Math.abs(came));
}

/** The columns of a store as a row reads them. */
export function rowShape({ columns }: StoreDefinition, types: Types): Shape {
  return { fields: columns.map((column) => ({ name: column.name, type: readType(column, types) })), types };
}

function readType({ kind, type }: StoreDefinition["columns"][number], types: Types): TypeSpec {
  if (kind === "distinct") return { kind: "int" };
  const isMean = kind === "mean" || kind === "ema";
  return isMean && bare(type, types).kind !== "duration" ? { kind: "number" } : type;
}
