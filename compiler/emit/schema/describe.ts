/** What a schema says in words: the spec's docs, and units, which JSON Schema has no keyword for. */
import type { Field, Type } from "../../model.ts";
import type { EmitContext } from "../context.ts";
import { literalDocs } from "../fields.ts";
import { core } from "../shapes.ts";
import type { Schema } from "./build.ts";

export function describeField(context: EmitContext, field: Field): Schema {
  const notes = [field.doc, field.measure ? "The measure." : null, unitOf(core(context, field.type))];
  return description([...notes, ...literals(field.type)]);
}

/** Of a type that has a name: what it says of its literals is said of no field besides. */
export function describeType(context: EmitContext, name: string): Schema {
  const definition = context.types.get(name);
  return definition === undefined ? {} : description([definition.doc, ...literals(definition.type)]);
}

/** What is said of a field, and of its type. */
export function bothDescribed(field: Schema, type: Schema): Schema {
  const [{ description: first, ...ofField }, { description: second, ...ofType }] = [field, type];
  const texts = [first, second].filter((text) => typeof text === "string");
  return { ...description([...new Set(texts)]), ...ofField, ...ofType };
}

function description(notes: readonly (string | null)[]): Schema {
  const text = notes.filter((note) => note !== null).join("\n");
  return text === "" ? {} : { description: text };
}

function unitOf(type: Type): string | null {
  switch (type.kind) {
    case "timestamp":
      if (type.unit === "iso") return null;
      return type.unit === "ms" ? "Milliseconds since 1970 UTC." : "Seconds since 1970 UTC.";
    case "duration":
      return type.unit === "ms" ? "Milliseconds." : "Seconds.";
    default:
      return null;
  }
}

function literals(type: Type): readonly string[] {
  switch (type.kind) {
    case "union": {
      const known = type.open ? [`Known values: ${type.values.map((value) => JSON.stringify(value)).join(", ")}.`] : [];
      return [...known, ...literalDocs(type)];
    }
    case "nullable":
    case "lenient":
      return literals(type.of);
    default:
      return [];
  }
}
