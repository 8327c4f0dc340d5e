/** What a schema says in words: the spec's docs, and units, which JSON Schema has no keyword for. */
import type { Field, Type } from "../../model.ts";
import type { EmitContext } from "../context.ts";
import { core } from "../shapes.ts";
import type { Schema } from "./build.ts";

export function describeField(context: EmitContext, field: Field): Schema {
  const of = core(context, field.type);
  const notes = [field.doc, field.measure ? "The measure." : null, unitOf(of), literals(of)];
  return description(notes);
}

export function describeType(context: EmitContext, name: string): Schema {
  return description([context.types.get(name)?.doc ?? null]);
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

function literals(type: Type): string | null {
  if (type.kind !== "union") return null;
  const known = type.open ? [`Known values: ${type.values.map((value) => JSON.stringify(value)).join(", ")}.`] : [];
  const docs = type.values.flatMap((value) => {
    const doc = Object.hasOwn(type.docs, value) ? type.docs[value] : undefined;
    return doc === undefined ? [] : [`${JSON.stringify(value)}: ${doc}`];
  });
  const lines = [...known, ...docs];
  return lines.length === 0 ? null : lines.join("\n");
}
