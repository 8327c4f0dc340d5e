/** The reading that really happens, of one version: the generated validators, and behind them the runtime's own readers. */
import type { Validator } from "../../../runtime/api/definition.ts";
import { explain } from "../../../runtime/codec/explain.ts";
import { type Reader, readerOf } from "../../../runtime/codec/read.ts";
import { isEqual } from "../../../runtime/codec/scalars.ts";
import type { Types, Value } from "../../../runtime/codec/types.ts";
import { conformOf, fieldsTextOf } from "../../../runtime/codec/write.ts";
import { contextOf } from "../../emit/context.ts";
import type { Event, Json } from "../../model.ts";
import { fieldSpecOf } from "../documents/spec.ts";
import type { JsonObject } from "../json.ts";
import { fieldsOf, type Message, type Version } from "../version.ts";

export type Outcome =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "refused"; readonly why: string };

/** Reads documents of one event as the runtime of that version does. */
export class RealReader {
  readonly #message: Message;
  readonly #types: Types;
  readonly #validate: Validator;
  readonly #read: Reader;

  constructor(message: Message, types: Types, validate: Validator) {
    this.#message = message;
    this.#types = types;
    this.#validate = validate;
    this.#read = readerOf(fieldsOf(message).map(fieldSpecOf), types);
  }

  read(document: JsonObject): Outcome {
    const value = this.#validate(document) ? this.#read(document) : undefined;
    if (value !== undefined) return { kind: "value", value };
    const why = explain(fieldsOf(this.#message).map(fieldSpecOf), document, "wire", this.#types);
    return { kind: "refused", why: why ?? "it breaks its type" };
  }

  /** Whether the pipeline itself would write the document, to the letter, of the value that it holds. */
  isWritten(document: JsonObject): boolean {
    const read = this.read(document);
    if (read.kind === "refused") return false;
    const fields = fieldsOf(this.#message).map(fieldSpecOf);
    const value = conformOf(fields, this.#types)(read.value);
    if (value === undefined) return false;
    const text = fieldsTextOf(fields, this.#types)(value);
    const written: unknown = JSON.parse(`{${text.slice(1)}}`);
    return isEqual(written, document);
  }
}

/** The readers of these events and signals, by name: all validators are made and loaded at once. */
export async function realReaders(
  version: Version,
  messages: readonly Message[],
): Promise<ReadonlyMap<string, RealReader>> {
  const { emitValidators } = await import("../../emit/validators.ts");
  const model = { ...version.model, events: messages.map(asEvent), signals: [], stores: [], handlers: [], topics: [] };
  const context = contextOf(model, { root: "spec.da", version: "0" });
  const code = await emitValidators(context);
  const module: unknown = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
  const validators = new Map<string, unknown>(Object.entries(Object(module)));
  const types = version.specs;
  return new Map(
    messages.map((message) => {
      const validate = validators.get(context.validatorNames.get(message.name) ?? message.name);
      if (!isValidator(validate)) throw new Error(`There is no validator of ${message.name}.`);
      return [message.name, new RealReader(message, types, validate)];
    }),
  );
}

function isValidator(made: unknown): made is Validator {
  return typeof made === "function";
}

function asEvent(message: Message): Event {
  if ("source" in message) return message;
  const { allFields, store: _, ...signal } = message;
  return { ...signal, source: null, fields: allFields, sort: null, measure: null };
}

/** What a value as it is held in memory looks like in JSON. */
export function asJson(value: unknown): Json {
  const text = JSON.stringify(value);
  return text === undefined ? null : JSON.parse(text);
}
