/** Types of the model as the runtime knows them, to read and write values by the runtime's own code. */
import type { FieldSpec, TypeSpec } from "../../../runtime/api/definition.ts";
import type { Field, Type } from "../../model.ts";

export function specOf(type: Type): TypeSpec {
  switch (type.kind) {
    case "string":
      return { kind: "string", ...bounds(type), ...(type.pattern === null ? {} : { pattern: type.pattern }) };
    case "union":
      return { kind: "union", values: type.values, ...(type.open ? { open: true } : {}) };
    case "int":
    case "number":
      return { kind: type.kind, ...bounds(type) };
    case "timestamp":
      return { kind: "timestamp", unit: type.unit };
    case "duration":
      return { kind: "duration", unit: type.unit };
    case "bool":
    case "uuid":
    case "date":
    case "json":
      return { kind: type.kind };
    case "nullable":
    case "lenient":
      return { kind: type.kind, of: specOf(type.of) };
    case "list":
      return { kind: "list", of: specOf(type.of), ...bounds(type) };
    case "map":
      return { kind: "map", of: specOf(type.of) };
    case "record":
      return { kind: "record", fields: type.fields.map(fieldSpecOf) };
    case "reference":
      return { kind: "reference", name: type.name };
    case "null":
    case "row":
    case "change":
    case "error":
      return { kind: "json" };
  }
}

export function fieldSpecOf({ name, wire, optional, type, defaultValue }: Field): FieldSpec {
  return {
    name,
    ...(wire === name ? {} : { wire }),
    ...(optional ? { optional } : {}),
    type: specOf(type),
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
  };
}

function bounds({ min, max }: { readonly min: number | null; readonly max: number | null }) {
  return { ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) };
}
