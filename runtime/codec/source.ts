/**
 * Functions made from text: one per event, so that reading and writing are straight-line code over known fields. All
 * names of the spec enter the text as JSON strings.
 */
import type { FieldSpec, TypeSpec } from "../api/definition.ts";
import { type RecordSpec, resolve, type Types } from "./types.ts";

const INHERITED: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype)]);

/** `object.name`, and undefined for a name that only the prototype has. */
export function member(object: string, name: string): string {
  const key = JSON.stringify(name);
  return INHERITED.has(name)
    ? `(Object.hasOwn(${object}, ${key}) ? ${object}[${key}] : undefined)`
    : `${object}[${key}]`;
}

/** A property of an object literal; computed where the plain form would set the prototype. */
export function property(name: string, value: string): string {
  return name === "__proto__" ? `["__proto__"]: ${value}` : `${JSON.stringify(name)}: ${value}`;
}

/** Collects the functions of one record type and those of the records, lists and maps within it. */
export abstract class SourceText {
  protected readonly types: Types;
  readonly #functions: string[] = [];
  readonly #constants: unknown[] = [];
  readonly #records = new Map<RecordSpec, string>();

  constructor(types: Types) {
    this.types = types;
  }

  /** The function that takes `x`. */
  protected define(parameters: string, body: string): string {
    const name = `f${this.#functions.length}`;
    this.#functions.push(`function ${name}(${parameters}) {\n${body}\n}`);
    return name;
  }

  /** A value that the text refers to. */
  protected constant(value: unknown): string {
    this.#constants.push(value);
    return `constants[${this.#constants.length - 1}]`;
  }

  protected resolve(type: TypeSpec): Exclude<TypeSpec, { readonly kind: "reference" }> {
    return resolve(type, this.types);
  }

  protected record(type: RecordSpec): string {
    let name = this.#records.get(type);
    if (name === undefined) {
      // Named before its text is made: a record may hold itself in a list or map.
      name = `f${this.#functions.push("") - 1}`;
      this.#records.set(type, name);
      this.#functions[Number(name.slice(1))] = `function ${name}(x) {\n${this.body(type.fields)}\n}`;
    }
    return name;
  }

  protected abstract body(fields: readonly FieldSpec[]): string;

  /** Runs the text; `library` is what it calls. */
  protected build(entry: string, library: object): unknown {
    const text = `"use strict";\nconst { ${Object.keys(library).join(", ")} } = library;\n${this.#functions.join("\n")}\nreturn ${entry};`;
    const make = new Function("library", "constants", text);
    const made: unknown = make(library, this.#constants);
    return made;
  }
}
