/** What a schema says in words: the spec's docs, and units, which JSON Schema has no keyword for. */
import type { Field, Type } from "../../model.ts";
import type { EmitContext } from "../context.ts";
import { literalDocs } from "../fields.ts";
import { core } from "../shapes.ts";
import type { Schema } from "./build.ts";

export function describeField(context: EmitContext, field: Field): Schema {
  const unit = unitOf(core(context, field.type));
  return description([field.doc, field.measure ? "The measure." : null, unit, ...literals(field.type)]);
}

/** Of a type that has a name: what it says of its literals is said of no field besides. */
export function describeType(context: EmitContext, name: string): Schema {
  const definition = context.types.get(name);
  return definition === undefined ? {} : description([definition.doc, ...literals(definition.type)]);
}

/** What is said of a field, and of its type. */
export function bothDescribed(field: Schema, type: Schema): Schema {
  const { description: first, ...ofField } = field;
  const { description: second } = type;
  if (typeof second !== "string" || second === first) return { ...field, ...type };
  const text = typeof first === "string" ? `${first}\n${second}` : second;
  const { description: _, ...ofType } = type;
  return { description: text, ...ofField, ...ofType };
}

function description(notes: readonly (string | null)[]): Schema {
  let text: string | null = null;
  for (const note of notes) if (note !== null) text = text === null ? note : `${text}\n${note}`;
  return text === null || text === "" ? NOTHING : { description: text };
}

const NOTHING: Schema = {};

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
