/** Types by name and small questions about them that need no declarations. */

import type {
  BoolType,
  DateType,
  DurationType,
  ErrorType,
  JsonType,
  ListType,
  NullType,
  NumericType,
  StringType,
  TextUnionType,
  TimestampType,
  Type,
  UuidType,
} from "../model.ts";

export const STRING: StringType = { kind: "string", min: null, max: null, pattern: null };
export const BOOL: BoolType = { kind: "bool", value: null };
export const TRUE: BoolType = { kind: "bool", value: true };
export const FALSE: BoolType = { kind: "bool", value: false };
export const INT: NumericType = { kind: "int", min: null, max: null, literals: null };
export const NUMBER: NumericType = { kind: "number", min: null, max: null, literals: null };
export const UUID: UuidType = { kind: "uuid" };
export const TIMESTAMP: TimestampType = { kind: "timestamp", unit: "ms" };
export const DATE: DateType = { kind: "date" };
export const DURATION: DurationType = { kind: "duration", unit: "ms" };
export const JSON_VALUE: JsonType = { kind: "json" };
export const NULL: NullType = { kind: "null" };
export const ERROR: ErrorType = { kind: "error" };
/** No value at all: what is left of a union whose every value is ruled out. */
export const NEVER: TextUnionType = { kind: "union", values: [], open: false, docs: {} };

export function listOfType(of: Type): ListType {
  return { kind: "list", of, min: null, max: null };
}

export function boolOf(value: boolean | null): BoolType {
  return value === null ? BOOL : value ? TRUE : FALSE;
}

/** True for what was in error before, or can never be: nothing more is to be said about it. */
export function isSilent(type: Type): boolean {
  return type.kind === "error" || (type.kind === "union" && !type.open && type.values.length === 0);
}

export function isNumeric(type: Type): type is NumericType {
  return type.kind === "int" || type.kind === "number";
}

/** A string in all but name. */
export function isText(type: Type): boolean {
  return type.kind === "string" || type.kind === "union" || type.kind === "uuid" || type.kind === "date";
}

/** What `==`, `${}`, keys and `distinct` take. */
export function isScalar(type: Type): boolean {
  switch (type.kind) {
    case "string":
    case "union":
    case "bool":
    case "int":
    case "number":
    case "uuid":
    case "timestamp":
    case "date":
    case "duration":
    case "error":
      return true;
    default:
      return false;
  }
}
