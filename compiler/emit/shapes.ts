/** What types of the model are once names are looked up: whether null is among the values, what fields a record has. */
import { hasDefault } from "../defaults.ts";
import type { Field, Type } from "../model.ts";
import type { EmitContext } from "./context.ts";

/** The type itself: without names and `lenient`. */
export function head(context: EmitContext, type: Type): Type {
  let at = type;
  while (at.kind === "reference" || at.kind === "lenient") {
    if (at.kind === "lenient") at = at.of;
    else at = context.types.get(at.name)?.type ?? { kind: "error" };
  }
  return at;
}

/** Whether null is among the values. JSON has a null of its own, which needs no care. */
export function isNullable(context: EmitContext, type: Type): boolean {
  const { kind } = head(context, type);
  return kind === "nullable" || kind === "null";
}

/** The type without null, its name kept where it has one. */
export function nonNull(context: EmitContext, type: Type): Type {
  if (type.kind === "lenient") return nonNull(context, type.of);
  if (type.kind === "nullable") return nonNull(context, type.of);
  return type.kind === "reference" && isNullable(context, type) ? nonNull(context, head(context, type)) : type;
}

/** The head of the type without null. */
export function core(context: EmitContext, type: Type): Type {
  return head(context, nonNull(context, type));
}

export function nullable(type: Type): Type {
  return type.kind === "nullable" || type.kind === "null" ? type : { kind: "nullable", of: type };
}

/** What reading a field gives: null where it may be absent, unless a default stands in. */
export function fieldValue(context: EmitContext, field: Field): Type {
  if (hasDefault(field)) return nonNull(context, field.type);
  return field.optional ? nullable(field.type) : field.type;
}

/** The members of a record, a row or a change, with the types of their values; null for anything else. */
export function membersOf(context: EmitContext, type: Type): ReadonlyMap<string, Type> | null {
  const of = core(context, type);
  switch (of.kind) {
    case "record":
      return new Map(of.fields.map((field) => [field.name, fieldValue(context, field)]));
    case "row":
      return new Map(context.stores.get(of.store)?.columns.map((column) => [column.name, column.reads]));
    case "change": {
      const row: Type = { kind: "row", store: of.store };
      return new Map<string, Type>([
        ["before", nullable(row)],
        ["after", row],
      ]);
    }
    default:
      return null;
  }
}

/** The strings of a closed union, or null for any other type. */
export function literalsOf(context: EmitContext, type: Type): readonly string[] | null {
  const of = core(context, type);
  return of.kind === "union" && !of.open ? of.values : null;
}

/** Whether a record or type holds, at some depth, values of its own kind. */
export function isRecursive(context: EmitContext, name: string): boolean {
  const seen = new Set<string>();
  const reaches = (type: Type): boolean => {
    switch (type.kind) {
      case "nullable":
      case "lenient":
      case "list":
      case "map":
        return reaches(type.of);
      case "record":
        return type.fields.some((field) => reaches(field.type));
      case "reference": {
        if (type.name === name && seen.size > 0) return true;
        if (seen.has(type.name)) return false;
        seen.add(type.name);
        return reaches(context.types.get(type.name)?.type ?? { kind: "error" });
      }
      default:
        return false;
    }
  };
  return reaches({ kind: "reference", name });
}
