/** Values as a spec writes them: `@2026-11-23T10:00:00Z`, `1h30m`, `"text"`, `{ a: 1 }`. */
import { quoted } from "../../dsl/print.ts";
import { bare, isObject, type ScalarSpec, type Types } from "../../runtime/codec/types.ts";
import type { FieldSpec, TypeSpec } from "../../runtime/index.ts";

/** A value as the pipeline holds it. A longer text than anybody reads is cut. */
export function literalText(value: unknown, type: TypeSpec, types: Types): string {
  return cut(written(value, type, types));
}

const LONGEST = 500;

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).toWellFormed()}…`;
}

function written(value: unknown, type: TypeSpec, types: Types): string {
  if (value === null || value === undefined) return "null";
  const of = bare(type, types);
  switch (of.kind) {
    case "timestamp":
      return typeof value === "number" ? timestampText(value) : jsonText(value);
    case "duration":
      return typeof value === "number" ? durationText(value) : jsonText(value);
    case "date":
      return typeof value === "string" ? `@${value}` : jsonText(value);
    case "list":
      return Array.isArray(value) ? `[${value.map((one) => written(one, of.of, types)).join(", ")}]` : jsonText(value);
    case "map":
      return braced(value, () => of.of, types);
    case "record":
      return braced(value, typesOf(of), types);
    default:
      return jsonText(value);
  }
}

function typesOf(of: ScalarSpec & { kind: "record" }): (name: string) => TypeSpec {
  const fields = new Map(of.fields.map((field: FieldSpec) => [field.name, field.type]));
  return (name) => fields.get(name) ?? { kind: "json" };
}

function braced(value: unknown, typeOf: (name: string) => TypeSpec, types: Types): string {
  if (!isObject(value)) return jsonText(value);
  return inBraces(Object.entries(value).map(([name, one]) => `${key(name)}: ${written(one, typeOf(name), types)}`));
}

function jsonText(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(", ")}]`;
  if (isObject(value)) return inBraces(Object.entries(value).map(([name, one]) => `${key(name)}: ${jsonText(one)}`));
  return String(value);
}

function inBraces(entries: readonly string[]): string {
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : quoted(name);
}

/** The last and first instant that a date can say. */
const LAST = 8.64e15;

function timestampText(ms: number): string {
  return Math.abs(ms) <= LAST ? `@${new Date(ms).toISOString().replace(".000Z", "Z")}` : String(ms);
}

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

/** `1d2h`, `1m30s`, `500ms`, `0s`. */
export function durationText(ms: number): string {
  if (!Number.isSafeInteger(ms)) return `${ms}ms`;
  let left = Math.abs(ms);
  let text = "";
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) text += `${count}${unit}`;
  }
  return text === "" ? "0s" : ms < 0 ? `-${text}` : text;
}
