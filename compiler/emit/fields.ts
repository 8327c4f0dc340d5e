/** What a reader of generated types wants to know of a field besides its type: units, bounds, what absence becomes. */
import type { Field, Type } from "../model.ts";

/** The docs of a field and the notes on it, for its comment. */
export function fieldDocs(field: Field): string[] {
  const notes = [
    typeNote(field.type),
    field.measure ? "the measure" : null,
    field.wire === field.name ? null : `${JSON.stringify(field.wire)} in JSON`,
    absenceNote(field),
  ];
  return [...withNotes(field.doc, notes), ...literalDocs(field.type)];
}

/** The docs of a union's literals, a line for each that has some. */
export function literalDocs(type: Type): string[] {
  switch (type.kind) {
    case "union":
      return type.values.flatMap((value) => {
        const doc = Object.hasOwn(type.docs, value) ? type.docs[value] : undefined;
        return doc === undefined ? [] : [`${JSON.stringify(value)}: ${doc}`];
      });
    case "nullable":
    case "lenient":
    case "list":
    case "map":
      return literalDocs(type.of);
    default:
      return [];
  }
}

/** Docs, with notes as a sentence behind them. */
export function withNotes(doc: string | null, notes: readonly (string | null)[]): string[] {
  const note = sentence(notes.filter((one) => one !== null));
  if (doc === null) return note === "" ? [] : [note];
  if (note === "") return [doc];
  return doc.includes("\n") ? [doc, note] : [`${/[.!?:]$/.test(doc.trim()) ? doc.trim() : `${doc.trim()}.`} ${note}`];
}

function sentence(notes: readonly string[]): string {
  const text = notes.join("; ");
  return text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function absenceNote(field: Field): string | null {
  if (field.defaultValue === null) return "null where absent";
  if (field.defaultValue !== undefined) return `${JSON.stringify(field.defaultValue)} where absent or null`;
  return field.optional ? "null where absent" : null;
}

/** Units and bounds in words, or null where there are none. */
export function typeNote(type: Type): string | null {
  switch (type.kind) {
    case "timestamp":
      return type.unit === "ms"
        ? "milliseconds since 1970 UTC"
        : `milliseconds since 1970 UTC, ${onTheWire(type.unit)}`;
    case "duration":
      return type.unit === "ms" ? "milliseconds" : `milliseconds, ${onTheWire(type.unit)}`;
    case "date":
      return "a date as 2026-11-23";
    case "uuid":
      return "a UUID";
    case "int":
      return type.min === null && type.max === null ? "an integer" : `an integer ${range(type.min, type.max)}`;
    case "number":
      return range(type.min, type.max);
    case "string":
      return textNote(type.min, type.max, type.pattern);
    case "list": {
      const length = range(type.min, type.max);
      return length === null ? null : `${length} items`;
    }
    case "nullable":
    case "lenient":
      return typeNote(type.of);
    default:
      return null;
  }
}

function onTheWire(unit: "s" | "iso"): string {
  return unit === "s" ? "in JSON seconds" : "in JSON ISO 8601";
}

function textNote(min: number | null, max: number | null, pattern: string | null): string | null {
  const length = range(min, max);
  const parts = [
    length === null ? null : `${length} UTF-16 units long`,
    pattern === null ? null : `matches /${pattern}/`,
  ];
  return parts.filter((part) => part !== null).join("; ") || null;
}

function range(min: number | null, max: number | null): string | null {
  if (min !== null && max !== null) return min === max ? `${min}` : `${min} to ${max}`;
  if (min !== null) return `at least ${min}`;
  return max === null ? null : `at most ${max}`;
}
