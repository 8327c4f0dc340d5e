/** What the engine does with each event and signal, prepared once: reading, checking, writing, its key and its seed. */
import type { EventDefinition, FieldSpec, PipelineDefinition, SignalDefinition, Validator } from "../api/definition.ts";
import { explain } from "../codec/explain.ts";
import { type Reader, readerOf } from "../codec/read.ts";
import { bare, type Types, type Value } from "../codec/types.ts";
import { conformOf, fieldsTextOf, textOfType } from "../codec/write.ts";
import { ValueFault } from "../functions/fault.ts";
import { type Hash, seedOf } from "../log/hash.ts";

export interface EventPlan {
  readonly name: string;
  readonly wire: string;
  readonly topic: string;
  /** Place among all events and signals. */
  readonly index: number;
  /** Source of a source event, else null. */
  readonly source: string | null;
  readonly fields: readonly FieldSpec[];
  /** Of the hash of an id of this event. */
  readonly seed: Hash;
  readonly validate: Validator | null;
  readonly read: Reader;
  /** Checks what a handler made, and gives it as a reader would; throws a ValueFault. */
  conform(value: object): Value;
  /** Why a JSON value breaks its type. */
  explain(json: unknown): string;
  /** JSON of the fields, each behind a comma. */
  fieldsText(value: Value): string;
  /** The record's key; null where a source has none. */
  keyOf(value: Value): string | null;
}

export interface EventPlans {
  readonly all: readonly EventPlan[];
  /** By the name in the spec. */
  readonly byName: ReadonlyMap<string, EventPlan>;
}

export function planEvents(definition: PipelineDefinition): EventPlans {
  const events = definition.events.map((event, index) =>
    planEvent(event, event.source, event.validate, index, definition),
  );
  const signals = definition.signals.map((signal, index) =>
    planEvent(signal, null, null, events.length + index, definition),
  );
  const all = [...events, ...signals];
  return { all, byName: new Map(all.map((event) => [event.name, event])) };
}

function planEvent(
  event: EventDefinition | SignalDefinition,
  source: string | null,
  validate: Validator | null,
  index: number,
  { types }: PipelineDefinition,
): EventPlan {
  const { name, wire, topic, fields } = event;
  const conform = conformOf(fields, types);
  return {
    name,
    wire,
    topic,
    index,
    source,
    fields,
    validate,
    seed: seedOf(name),
    read: readerOf(fields, types),
    fieldsText: fieldsTextOf(fields, types),
    keyOf: keyTextOf(event.key, fields, types),
    explain: (json) => explain(fields, json, "wire", types) ?? schemaProblem(validate),
    conform(value) {
      const conforming = conform(value);
      if (conforming !== undefined) return conforming;
      throw new ValueFault("bounds", explain(fields, value, "memory", types) ?? `${name} breaks its type`);
    },
  };
}

function schemaProblem(validate: Validator | null): string {
  const error = validate?.errors?.[0];
  if (error === undefined) return "breaks its type";
  return `${error.instancePath.slice(1).replaceAll("/", ".")}: ${error.message ?? error.keyword}`;
}

/** The value as a string; of several, the JSON array of them. */
function keyTextOf(
  key: readonly string[],
  fields: readonly FieldSpec[],
  types: Types,
): (value: Value) => string | null {
  const parts = key.map((name) => {
    const field = fields.find((each) => each.name === name);
    if (field === undefined) throw new Error(`The key field ${name} is not declared.`);
    return { name, json: textOfType(field.type, types), isText: isText(field, types) };
  });
  const [first] = parts;
  if (first === undefined) return () => null;
  if (parts.length > 1) return (value) => `[${parts.map(({ name, json }) => json(value[name])).join(",")}]`;
  return (value) => {
    const found = value[first.name];
    if (first.isText && typeof found === "string") return found;
    return first.json(found).replaceAll('"', "");
  };
}

function isText(field: FieldSpec, types: Types): boolean {
  const { kind } = bare(field.type, types);
  return kind === "string" || kind === "union" || kind === "uuid" || kind === "date";
}
