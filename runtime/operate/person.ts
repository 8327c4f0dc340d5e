/** Whether something is of the person that `forget FIELD=VALUE` names. */
import type { FieldSpec, PipelineDefinition, TypeSpec } from "../api/definition.ts";
import { bare, type Types } from "../codec/types.ts";

export class Person {
  readonly field: string;
  readonly value: string;
  /** The field's names, as the spec and as records write it. */
  readonly #names: ReadonlySet<string>;
  /** What bytes that name the person hold; null where it may be written in several ways. */
  readonly #mark: Buffer | null;

  constructor({ events, signals, types }: PipelineDefinition, field: string, value: string) {
    this.field = field;
    this.value = value;
    const names = new Set([field]);
    for (const { fields } of [...events, ...signals]) addNames(fields, field, names, types, new Set());
    this.#names = names;
    this.#mark = /^[\w@.:+-]+$/.test(value) ? Buffer.from(value) : null;
  }

  /** A value is theirs: as a text, a number or a boolean. */
  is(value: unknown): boolean {
    if (typeof value === "string") return value === this.value;
    return (typeof value === "number" || typeof value === "boolean") && String(value) === this.value;
  }

  /** A field of that name, at any depth, is theirs. */
  isIn(json: unknown): boolean {
    if (Array.isArray(json)) return json.some((each) => this.isIn(each));
    if (typeof json !== "object" || json === null) return false;
    return Object.entries(json).some(([name, value]) => (this.#names.has(name) && this.is(value)) || this.isIn(value));
  }

  /** As above, of bytes. What is no JSON is theirs where it holds both name and value somewhere. */
  isInBytes(bytes: Uint8Array): boolean {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (!this.mayBeIn(buffer)) return false;
    const text = buffer.toString("utf8");
    try {
      return this.isIn(JSON.parse(text));
    } catch {
      return text.includes(this.value) && [...this.#names].some((name) => text.includes(name));
    }
  }

  /** Quick, and sure where it says no. */
  mayBeIn(bytes: Buffer): boolean {
    return this.#mark === null || bytes.includes(this.#mark);
  }

  /** A field or key of this name is the one that is meant. */
  isNamed(name: string): boolean {
    return this.#names.has(name);
  }
}

/** Other names that a field has on the wire, in records of any depth. */
function addNames(
  fields: readonly FieldSpec[],
  field: string,
  names: Set<string>,
  types: Types,
  seen: Set<TypeSpec>,
): void {
  for (const { name, wire, type } of fields) {
    if (name === field && wire !== undefined) names.add(wire);
    const inner = recordIn(type, types);
    if (inner === null || seen.has(inner)) continue;
    seen.add(inner);
    if (inner.kind === "record") addNames(inner.fields, field, names, types, seen);
  }
}

/** The record that a type holds, itself or as items. */
function recordIn(type: TypeSpec, types: Types): TypeSpec | null {
  const found = bare(type, types);
  if (found.kind === "list" || found.kind === "map") return recordIn(found.of, types);
  return found.kind === "record" ? found : null;
}
