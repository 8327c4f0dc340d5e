/** Types as pipeline.ts holds them: what the runtime reads and writes values by. */
import type { Field, Json, Type } from "../model.ts";
import { array, type Code, type Entry, entry, item, object, text, word } from "./text/code.ts";
import { numeral } from "./text/strings.ts";

/** How to write a reference: null keeps the name, a type is written in its place. */
export type Expand = (name: string) => Type | null;

export const KEEP_NAMES: Expand = () => null;

export function typeSpec(type: Type, expand: Expand = KEEP_NAMES): Code {
  switch (type.kind) {
    case "string":
      return spec("string", [
        ...bound("min", type.min),
        ...bound("max", type.max),
        ...(type.pattern === null ? [] : [entry("pattern", text(type.pattern))]),
      ]);
    case "union":
      return spec("union", [
        entry("values", array(type.values.map((value) => item(text(value))))),
        ...(type.open ? [entry("open", word("true"))] : []),
      ]);
    case "int":
    case "number":
      return spec(type.kind, [...bound("min", type.min), ...bound("max", type.max)]);
    case "timestamp":
    case "duration":
      return spec(type.kind, [entry("unit", text(type.unit))]);
    case "bool":
    case "uuid":
    case "date":
    case "json":
      return spec(type.kind, []);
    case "nullable":
    case "lenient":
      return spec(type.kind, [entry("of", typeSpec(type.of, expand))]);
    case "list":
      return spec("list", [
        entry("of", typeSpec(type.of, expand)),
        ...bound("min", type.min),
        ...bound("max", type.max),
      ]);
    case "map":
      return spec("map", [entry("of", typeSpec(type.of, expand))]);
    case "record":
      return spec("record", [entry("fields", array(type.fields.map((field) => item(fieldSpec(field, expand)))))]);
    case "reference":
      return reference(type.name, expand);
    case "null":
    case "row":
    case "change":
    case "error":
      return spec("json", []);
  }
}

function reference(name: string, expand: Expand): Code {
  const type = expand(name);
  if (type === null) return spec("reference", [entry("name", text(name))]);
  // Inside itself a record has no bounds of its own left to check.
  return typeSpec(type, (inner) => (inner === name ? { kind: "json" } : expand(inner)));
}

export function fieldSpec(field: Field, expand: Expand = KEEP_NAMES): Code {
  return object([
    entry("name", text(field.name)),
    ...(field.wire === field.name ? [] : [entry("wire", text(field.wire))]),
    ...(field.optional ? [entry("optional", word("true"))] : []),
    entry("type", typeSpec(field.type, expand)),
    ...(field.defaultValue === undefined ? [] : [entry("default", jsonCode(field.defaultValue))]),
  ]);
}

export function jsonCode(value: Json): Code {
  if (typeof value === "string") return text(value);
  if (typeof value === "number") return word(numeral(value));
  if (typeof value !== "object" || value === null) return word(String(value));
  if (isList(value)) return array(value.map((one) => item(jsonCode(one))));
  return object(Object.entries(value).map(([name, one]) => entry(name, jsonCode(one))));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function spec(kind: string, entries: readonly Entry[]): Code {
  return object([entry("kind", text(kind)), ...entries]);
}

function bound(name: "min" | "max", value: number | null): Entry[] {
  return value === null ? [] : [entry(name, word(numeral(value)))];
}
