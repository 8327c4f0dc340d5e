/** Values as held in memory, written as they are on the wire: for defaults in schemas. */
import { hasDefault } from "../../defaults.ts";
import type { Json, Type } from "../../model.ts";
import type { EmitContext } from "../context.ts";
import { core } from "../shapes.ts";

export function wireValue(context: EmitContext, value: Json, type: Type): Json {
  if (value === null) return null;
  const of = core(context, type);
  switch (of.kind) {
    case "timestamp":
      if (typeof value !== "number" || of.unit === "ms") return value;
      return of.unit === "iso" ? new Date(value).toISOString() : value / 1000;
    case "duration":
      return typeof value === "number" && of.unit === "s" ? value / 1000 : value;
    case "list":
      return isList(value) ? value.map((item) => wireValue(context, item, of.of)) : value;
    case "map":
      return isObject(value) ? mapped(value, (item) => wireValue(context, item, of.of)) : value;
    case "record":
      if (!isObject(value)) return value;
      return Object.fromEntries(
        of.fields.flatMap((field): [string, Json][] => {
          const given = Object.hasOwn(value, field.name) ? (value[field.name] ?? null) : null;
          if (given === null && field.optional && !hasDefault(field)) return [];
          return [[field.wire, wireValue(context, given ?? field.defaultValue ?? null, field.type)]];
        }),
      );
    default:
      return value;
  }
}

type JsonObject = { readonly [name: string]: Json };

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

function mapped(value: JsonObject, change: (item: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(item)]));
}
