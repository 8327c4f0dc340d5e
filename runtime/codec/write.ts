/**
 * Writes events. `conform` checks a value that a handler made against its type (bounds, lengths, patterns, finite numbers) and
 * gives it as a reader would: only declared fields, defaults in place, whole ms. `text` makes JSON of what `conform` gave.
 */
import type { FieldSpec, TypeSpec } from "../api/definition.ts";
import { formatInstant, isDate, isJson, quoteInside, toDuration, toTimestamp, toUuid } from "./scalars.ts";
import { member, property, SourceText } from "./source.ts";
import { type Types, type Value, wireName } from "./types.ts";

/** Gives undefined where the value breaks its type; `explain` says why. */
export type Conform = (value: object) => Value | undefined;

/** JSON fields of a conforming value, each with a comma before it, so that it may stand behind an envelope. */
export type FieldsText = (value: Value) => string;

const MISFIT: unique symbol = Symbol("misfit");

function take<T>(value: T | undefined): T {
  if (value === undefined) throw MISFIT;
  return value;
}

function text(x: unknown, min: number, max: number): string {
  if (typeof x !== "string" || x.length < min || x.length > max) throw MISFIT;
  return x;
}

function matching(x: unknown, min: number, max: number, pattern: RegExp): string {
  const found = text(x, min, max);
  if (!pattern.test(found)) throw MISFIT;
  return found;
}

function oneOf(x: unknown, values: ReadonlySet<unknown>): unknown {
  if (!values.has(x)) throw MISFIT;
  return x;
}

// Adding 0 makes 0 of −0, as JSON does.
function whole(x: unknown, min: number, max: number): number {
  if (!isWhole(x) || x < min || x > max) throw MISFIT;
  return x + 0;
}

const isWhole = (x: unknown): x is number => Number.isSafeInteger(x);

function finite(x: unknown, min: number, max: number): number {
  if (typeof x !== "number" || !(x - x === 0) || x < min || x > max) throw MISFIT;
  return x + 0;
}

function bool(x: unknown): boolean {
  if (typeof x !== "boolean") throw MISFIT;
  return x;
}

function list(x: unknown, min: number, max: number, conform: (item: unknown) => unknown): unknown[] {
  if (!Array.isArray(x) || x.length < min || x.length > max) throw MISFIT;
  return x.map((item: unknown) => conform(item));
}

function object(x: unknown): object {
  if (typeof x !== "object" || x === null || Array.isArray(x)) throw MISFIT;
  return x;
}

const CONFORM = {
  MISFIT,
  text,
  matching,
  oneOf,
  whole,
  finite,
  bool,
  list,
  object,
  map: (x: unknown, conform: (item: unknown) => unknown) =>
    Object.fromEntries(Object.entries(object(x)).map(([key, item]) => [key, conform(item)])),
  uuid: (x: unknown) => take(typeof x === "string" ? toUuid(x) : undefined),
  date: (x: unknown) => take(typeof x === "string" && isDate(x) ? x : undefined),
  json: (x: unknown) => take(isJson(x) ? x : undefined),
  timestamp: (x: unknown) => take(typeof x === "number" ? toTimestamp(x) : undefined),
  duration: (x: unknown) => take(typeof x === "number" ? toDuration(x) : undefined),
};

class ConformText extends SourceText {
  protected override body(fields: readonly FieldSpec[]): string {
    const lines = fields.map((field) => `    ${property(field.name, this.#field(field))},`);
    return `  object(x);\n  return {\n${lines.join("\n")}\n  };`;
  }

  #field(field: FieldSpec): string {
    const x = member("x", field.name);
    const fallback = field.default === undefined ? "null" : JSON.stringify(field.default);
    if (field.optional !== true && field.default === undefined) return this.value(field.type, x);
    const conform = this.define(
      "x",
      `  return x === undefined || x === null ? ${fallback} : ${this.value(field.type, "x")};`,
    );
    return `${conform}(${x})`;
  }

  value(type: TypeSpec, x: string): string {
    const found = this.resolve(type);
    switch (found.kind) {
      case "string": {
        const bounds = `${found.min ?? 0}, ${found.max ?? Infinity}`;
        if (found.pattern === undefined) return `text(${x}, ${bounds})`;
        return `matching(${x}, ${bounds}, ${this.constant(new RegExp(found.pattern, "u"))})`;
      }
      case "union":
        if (found.open === true) return `text(${x}, 0, Infinity)`;
        return `oneOf(${x}, ${this.constant(new Set(found.values))})`;
      case "int":
        return `whole(${x}, ${found.min ?? -Infinity}, ${found.max ?? Infinity})`;
      case "number":
        return `finite(${x}, ${found.min ?? -Infinity}, ${found.max ?? Infinity})`;
      case "bool":
      case "uuid":
      case "date":
      case "json":
      case "timestamp":
      case "duration":
        return `${found.kind}(${x})`;
      case "nullable":
        return `${this.define("x", `  return x === undefined || x === null ? null : ${this.value(found.of, "x")};`)}(${x})`;
      case "lenient":
        return this.value(found.of, x);
      case "list": {
        const item = this.define("x", `  return ${this.value(found.of, "x")};`);
        return `list(${x}, ${found.min ?? 0}, ${found.max ?? Infinity}, ${item})`;
      }
      case "map":
        return `map(${x}, ${this.define("x", `  return ${this.value(found.of, "x")};`)})`;
      case "record":
        return `${this.record(found)}(${x})`;
    }
  }

  conform(entry: string): (x: unknown) => unknown {
    const guarded = this.define(
      "x",
      `  try {\n    return ${entry}(x);\n  } catch (error) {\n    if (error === MISFIT) return undefined;\n    throw error;\n  }`,
    );
    return callable(this.build(guarded, CONFORM));
  }

  fields(fields: readonly FieldSpec[]): (x: unknown) => unknown {
    return this.conform(this.define("x", this.body(fields)));
  }

  single(type: TypeSpec): (x: unknown) => unknown {
    return this.conform(this.define("x", `  return ${this.value(type, "x")};`));
  }
}

function callable(made: unknown): (x: unknown) => unknown {
  if (!isFunction(made)) throw new Error("The text of a writer made no function.");
  return made;
}

function isFunction(made: unknown): made is (x: unknown) => unknown {
  return typeof made === "function";
}

function isConform(made: (x: never) => unknown): made is Conform {
  return made.length === 1;
}

function isFieldsText(made: (x: never) => unknown): made is FieldsText {
  return made.length === 1;
}

/** The check of a record with these fields. */
export function conformOf(fields: readonly FieldSpec[], types: Types): Conform {
  const made = new ConformText(types).fields(fields);
  if (!isConform(made)) throw new Error("The text of a writer made no function of one value.");
  return made;
}

/** The check of one value: gives undefined where it breaks its type. */
export function conformOfType(type: TypeSpec, types: Types): (value: unknown) => unknown {
  return new ConformText(types).single(type);
}

const TEXT = {
  inside: quoteInside,
  instant: formatInstant,
  list(x: readonly unknown[], text: (item: unknown) => string): string {
    let all = "[";
    for (let i = 0; i < x.length; i++) all += i === 0 ? text(x[i]) : `,${text(x[i])}`;
    return `${all}]`;
  },
  map(x: Readonly<Record<string, unknown>>, text: (item: unknown) => string): string {
    let all = "";
    for (const [key, item] of Object.entries(x)) all += `,"${quoteInside(key)}":${text(item)}`;
    return `{${all.slice(1)}}`;
  },
};

/** Text that is always the same, or an expression. Neighbours that are always the same become one. */
type Piece = { readonly text: string } | { readonly expression: string };

function joined(pieces: readonly Piece[]): string {
  const terms: string[] = [];
  let text = "";
  const flush = (): void => {
    if (text !== "" || terms.length === 0) terms.push(JSON.stringify(text));
    text = "";
  };
  for (const piece of pieces) {
    if ("text" in piece) text += piece.text;
    else {
      flush();
      terms.push(piece.expression);
    }
  }
  if (text !== "") flush();
  return terms.length === 0 ? '""' : terms.join(" + ");
}

const always = (text: string): Piece => ({ text });
const expression = (expression: string): Piece => ({ expression });
const quoted = (inside: string): Piece[] => [always('"'), expression(inside), always('"')];

class WriterText extends SourceText {
  protected override body(fields: readonly FieldSpec[]): string {
    return `  return "{" + (${this.fieldsText(fields)}).slice(1) + "}";`;
  }

  fieldsText(fields: readonly FieldSpec[]): string {
    return joined(fields.flatMap((field) => this.#field(field)));
  }

  #field(field: FieldSpec): Piece[] {
    const x = `x[${JSON.stringify(field.name)}]`;
    const there = [always(`,${JSON.stringify(wireName(field))}:`), ...this.value(field.type, x)];
    return field.optional === true ? [expression(`(${x} === null ? "" : ${joined(there)})`)] : there;
  }

  value(type: TypeSpec, x: string): Piece[] {
    const found = this.resolve(type);
    switch (found.kind) {
      case "string":
      case "union":
        return quoted(`inside(${x})`);
      case "uuid":
      case "date":
        return quoted(x);
      case "bool":
      case "int":
      case "number":
        return [expression(x)];
      case "timestamp":
        if (found.unit === "iso") return quoted(`instant(${x})`);
        return [expression(found.unit === "s" ? `(${x} / 1000)` : x)];
      case "duration":
        return [expression(found.unit === "s" ? `(${x} / 1000)` : x)];
      case "json":
        return [expression(`JSON.stringify(${x})`)];
      case "nullable":
        return [expression(`(${x} === null ? "null" : ${joined(this.value(found.of, x))})`)];
      case "lenient":
        return this.value(found.of, x);
      case "list":
      case "map":
        return [expression(`${found.kind}(${x}, ${this.define("x", `  return ${this.#asText(found.of)};`)})`)];
      case "record":
        return [expression(`${this.record(found)}(${x})`)];
    }
  }

  #asText(type: TypeSpec): string {
    return joined([always(""), ...this.value(type, "x")]);
  }

  writer(fields: readonly FieldSpec[]): (x: unknown) => unknown {
    return callable(this.build(this.define("x", `  return ${this.fieldsText(fields)};`), TEXT));
  }

  single(type: TypeSpec): (x: unknown) => unknown {
    return callable(this.build(this.define("x", `  return ${this.#asText(type)};`), TEXT));
  }
}

/** The JSON of a conforming record's fields. */
export function fieldsTextOf(fields: readonly FieldSpec[], types: Types): FieldsText {
  const made = new WriterText(types).writer(fields);
  if (!isFieldsText(made)) throw new Error("The text of a writer made no function of one value.");
  return made;
}

/** The JSON of one conforming value. */
export function textOfType(type: TypeSpec, types: Types): (value: unknown) => string {
  const made = new WriterText(types).single(type);
  return (value) => String(made(value));
}
