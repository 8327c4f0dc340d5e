/**
 * Reads what a validator found to have an event's form: JSON to a value as held in memory, where every declared field is
 * there and absent ones are null. What the validator cannot tell (dates, ISO times, uuids, `lenient`) is checked here.
 */
import type { FieldSpec, TypeSpec } from "../api/definition.ts";
import {
  isDate,
  isJson,
  lenientBool,
  lenientNumber,
  lenientString,
  parseInstant,
  toDuration,
  toTimestamp,
  toUuid,
} from "./scalars.ts";
import { member, property, SourceText } from "./source.ts";
import { readsAsIs, type Types, type Value, wireName } from "./types.ts";

/** Gives undefined where the JSON value breaks its type after all; `explain` says why. */
export type Reader = (json: Readonly<Record<string, unknown>>) => Value | undefined;

/** Thrown out of a record's reader, without a stack: the reason is looked for only when it is needed. */
const MISFIT: unique symbol = Symbol("misfit");

function take<T>(value: T | undefined): T {
  if (value === undefined) throw MISFIT;
  return value;
}

function within(value: number | undefined, min: number, max: number): number {
  if (value === undefined || !(value >= min && value <= max)) throw MISFIT;
  return value;
}

function whole(value: number | undefined, min: number, max: number): number {
  if (!Number.isSafeInteger(value)) throw MISFIT;
  return within(value, min, max);
}

function text(value: string | undefined, min: number, max: number, pattern: RegExp | null): string {
  if (value === undefined || value.length < min || value.length > max) throw MISFIT;
  if (pattern !== null && !pattern.test(value)) throw MISFIT;
  return value;
}

function map(x: Readonly<Record<string, unknown>>, read: (item: unknown) => unknown): unknown {
  return Object.fromEntries(Object.entries(x).map(([key, item]) => [key, read(item)]));
}

const LIBRARY = {
  MISFIT,
  take,
  within,
  whole,
  text,
  map,
  uuid: (x: string) => take(toUuid(x)),
  date: (x: string) => take(isDate(x) ? x : undefined),
  json: (x: unknown) => take(isJson(x) ? x : undefined),
  timestamp: (x: number) => take(toTimestamp(x)),
  seconds: (x: number) => take(toTimestamp(x * 1000)),
  instant: (x: string) => take(parseInstant(x)),
  duration: (x: number) => take(toDuration(x)),
  durationOfSeconds: (x: number) => take(toDuration(x * 1000)),
  lenientNumber: (x: unknown) => take(lenientNumber(x)),
  lenientBool: (x: unknown) => take(lenientBool(x)),
  lenientString,
};

class ReaderText extends SourceText {
  protected override body(fields: readonly FieldSpec[]): string {
    return `  return {\n${fields.map((field) => `    ${property(field.name, this.#field(field))},`).join("\n")}\n  };`;
  }

  #field(field: FieldSpec): string {
    const x = member("x", wireName(field));
    const fallback = field.default === undefined ? "null" : JSON.stringify(field.default);
    if (field.optional !== true && field.default === undefined) return this.value(field.type, x);
    // The field is read once: `member` may be more than a plain access.
    if (readsAsIs(field.type, this.types)) return `(${x} ?? ${fallback})`;
    const read = this.define(
      "x",
      `  return x === undefined || x === null ? ${fallback} : ${this.value(field.type, "x")};`,
    );
    return `${read}(${x})`;
  }

  /** An expression that reads the expression `x`, which may be evaluated twice. */
  value(type: TypeSpec, x: string): string {
    if (readsAsIs(type, this.types)) return x;
    const found = this.resolve(type);
    switch (found.kind) {
      case "uuid":
      case "date":
      case "json":
        return `${found.kind}(${x})`;
      case "timestamp":
        return `${{ ms: "timestamp", s: "seconds", iso: "instant" }[found.unit]}(${x})`;
      case "duration":
        return `${found.unit === "s" ? "durationOfSeconds" : "duration"}(${x})`;
      case "nullable":
        return `(${x} === null ? null : ${this.value(found.of, x)})`;
      case "lenient":
        return this.#lenient(found.of, x);
      case "list":
        return `${x}.map(${this.define("x", `  return ${this.value(found.of, "x")};`)})`;
      case "map":
        return `map(${x}, ${this.define("x", `  return ${this.value(found.of, "x")};`)})`;
      case "record":
        return `${this.record(found)}(${x})`;
      default:
        return x;
    }
  }

  #lenient(type: TypeSpec, x: string): string {
    const found = this.resolve(type);
    switch (found.kind) {
      case "int":
        return `whole(lenientNumber(${x}), ${found.min ?? -Infinity}, ${found.max ?? Infinity})`;
      case "number":
        return `within(lenientNumber(${x}), ${found.min ?? -Infinity}, ${found.max ?? Infinity})`;
      case "bool":
        return `lenientBool(${x})`;
      case "string": {
        const pattern = found.pattern === undefined ? "null" : this.constant(new RegExp(found.pattern, "u"));
        return `text(lenientString(${x}), ${found.min ?? 0}, ${found.max ?? Infinity}, ${pattern})`;
      }
      case "timestamp":
        return found.unit === "iso" ? this.value(found, x) : this.value(found, `lenientNumber(${x})`);
      case "duration":
        return this.value(found, `lenientNumber(${x})`);
      default:
        return this.value(found, x);
    }
  }

  reader(fields: readonly FieldSpec[]): Reader {
    const read = this.define("x", this.body(fields));
    const guarded = this.define(
      "x",
      `  try {\n    return ${read}(x);\n  } catch (error) {\n    if (error === MISFIT) return undefined;\n    throw error;\n  }`,
    );
    const made = this.build(guarded, LIBRARY);
    if (!isReader(made)) throw new Error("The text of a reader made no function.");
    return made;
  }
}

function isReader(made: unknown): made is Reader {
  return typeof made === "function";
}

/** The reader of a record with these fields. */
export function readerOf(fields: readonly FieldSpec[], types: Types): Reader {
  return new ReaderText(types).reader(fields);
}
