/** Types as they are written in the language, for messages. */

import type { NumericType, Type } from "../model.ts";

export function printType(type: Type): string {
  switch (type.kind) {
    case "string":
      return type.pattern !== null ? `string(/${type.pattern}/)` : `string${bounds(type.min, type.max)}`;
    case "union":
      return union(type.values, type.open);
    case "bool":
      return type.value === null ? "bool" : String(type.value);
    case "int":
    case "number":
      return numeric(type);
    case "timestamp":
    case "duration":
      return type.unit === "ms" ? type.kind : `${type.kind}(${type.unit})`;
    case "nullable":
      return `${printType(type.of)} | null`;
    case "list":
      return `${element(type.of)}[${bounds(type.min, type.max).slice(1, -1)}]`;
    case "map":
      return `map<${printType(type.of)}>`;
    case "record":
      return `{ ${type.fields
        .slice(0, 6)
        .map((f) => `${f.name}${f.optional ? "?" : ""}: ${printType(f.type)}`)
        .join(", ")}${type.fields.length > 6 ? ", …" : ""} }`;
    case "reference":
      return type.name;
    case "lenient":
      return `lenient ${printType(type.of)}`;
    case "row":
      return `row of ${type.store}`;
    case "change":
      return `change of ${type.store}`;
    case "uuid":
    case "date":
    case "json":
    case "null":
    case "error":
      return type.kind;
  }
}

function numeric(type: NumericType): string {
  if (type.literals === null) {
    return `${type.kind}${bounds(type.min, type.max)}`;
  }
  return type.literals.length > 4 ? type.kind : type.literals.join(" | ");
}

function union(values: readonly string[], open: boolean): string {
  const shown = values.slice(0, 6).map((value) => JSON.stringify(value));
  const all = values.length > shown.length ? [...shown, "…"] : shown;
  return (open ? [...all, "string"] : all).join(" | ") || "never";
}

function bounds(min: number | null, max: number | null): string {
  return min === null && max === null ? "" : `(${min ?? ""}..${max ?? ""})`;
}

function element(type: Type): string {
  const text = printType(type);
  return type.kind === "nullable" || type.kind === "union" || (text.includes(" | ") && type.kind !== "record")
    ? `(${text})`
    : text;
}
