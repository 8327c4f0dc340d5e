/** Types of a definition with their references followed, and which of them a value passes through unchanged. */
import type { FieldSpec, Json, TypeSpec } from "../api/definition.ts";

export type Types = Readonly<Record<string, TypeSpec>>;

/** An object as held in memory: every declared field is there, null where it is absent. */
export type Value = { readonly [name: string]: Json };

export type RecordSpec = Extract<TypeSpec, { readonly kind: "record" }>;
export type ScalarSpec = Exclude<TypeSpec, { readonly kind: "reference" | "nullable" | "lenient" }>;

/** The type that a chain of references leads to. */
export function resolve(type: TypeSpec, types: Types): Exclude<TypeSpec, { readonly kind: "reference" }> {
  let found = type;
  while (found.kind === "reference") {
    const target: TypeSpec | undefined = types[found.name];
    if (target === undefined) throw new Error(`The definition has no type ${found.name}.`);
    found = target;
  }
  return found;
}

/** The type without references, `nullable` and `lenient` around it. */
export function bare(type: TypeSpec, types: Types): ScalarSpec {
  const found = resolve(type, types);
  return found.kind === "nullable" || found.kind === "lenient" ? bare(found.of, types) : found;
}

/** Whether a value is read from JSON, once validated, as it is. */
export function readsAsIs(type: TypeSpec, types: Types): boolean {
  const found = resolve(type, types);
  switch (found.kind) {
    case "string":
    case "union":
    case "bool":
    case "int":
    case "number":
      return true;
    case "nullable":
    case "list":
    case "map":
      return readsAsIs(found.of, types);
    case "uuid":
    case "date":
    case "json":
    case "timestamp":
    case "duration":
    case "lenient":
    case "record":
      return false;
  }
}

export const wireName = (field: FieldSpec): string => field.wire ?? field.name;

export function isObject(value: unknown): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
