/** pipeline.ts: the whole pipeline as one typed value, which `da-run` loads. */
import type { Column, Declared, Event, Handler, Json, Signal, Source, Store } from "../model.ts";
import { docComment, linked } from "./comments.ts";
import type { EmitContext } from "./context.ts";
import { TypeScriptFile } from "./file.ts";
import { handlerFunction } from "./handlers.ts";
import { RUNTIME } from "./imports.ts";
import { Names } from "./names.ts";
import { array, type Code, type Entry, entry, item, member, object, word } from "./text/code.ts";
import { dataText } from "./text/data.ts";
import { fieldSpec, jsonCode, typeSpec } from "./typespec.ts";

export function emitPipeline(context: EmitContext): string {
  const { model } = context;
  const file = new TypeScriptFile(context, { up: "./", own: null });
  const type = file.imports.type(RUNTIME, "PipelineDefinition");
  const { handlers } = model;
  const names = new Names(["pipeline", "validators", "params"]);
  const functions = new Map(handlers.map((handler) => [handler.name, importHandler(file, names, handler)]));
  const list = <T extends Declared>(items: readonly T[], write: (one: T) => Code, say = comment): Code =>
    array(
      items.map((one) => item(write(one), false, say(context, one))),
      items.length > 0,
    );
  const value = object(
    [
      ...settings(context),
      entry("types", object(model.types.map((one) => entry(one.name, typeSpec(one.type), comment(context, one))))),
      entry("params", params(context)),
      entry("paramValues", model.params.length === 0 ? object([]) : word(file.parameters())),
      entry("sources", list(model.sources, source, withDocs)),
      entry(
        "events",
        list(model.events, (one) => event(context, file, one)),
      ),
      entry("signals", list(model.signals, signal)),
      entry("stores", list(model.stores, store)),
      entry(
        "handlers",
        list(handlers, (one) => handler(one, functions.get(one.name) ?? one.name)),
      ),
    ],
    true,
  );
  const docs = docComment(linked(model.pipeline.doc, context.links.to(model.pipeline.namePlace)));
  file.add(`${docs}export const pipeline: ${type} = ${dataText(value, 0, 0, 0)};\n`);
  file.add("export default pipeline;\n");
  return file.text();
}

function importHandler(file: TypeScriptFile, names: Names, handler: Handler): string {
  const name = handlerFunction(handler);
  return file.imports.value(`./handlers/${handler.name}.ts`, name, names.take(name));
}

function comment(context: EmitContext, declared: Declared): string {
  return `// ${context.links.to(declared.namePlace)}`;
}

/** Nothing else in the generated code stands for a source: its docs are here. */
function withDocs(context: EmitContext, { doc, namePlace }: Declared): string {
  const lines = doc === null ? [context.links.to(namePlace)] : linked(doc, context.links.to(namePlace));
  return lines.map((text) => `// ${text}`.trimEnd()).join("\n");
}

function settings({ model }: EmitContext): Entry[] {
  const { name, topics, partitions, replicas, retention, hops, timezone, envelope } = model.pipeline;
  return [
    entry("format", word("1")),
    ...plain({ name, topics, partitions, replicas, retention, hops, timezone, envelope }),
  ];
}

/** Entries whose values are JSON. */
function plain(values: Readonly<Record<string, Json>>): Entry[] {
  return Object.entries(values).map(([name, value]) => entry(name, jsonCode(value)));
}

function params({ model }: EmitContext): Code {
  return object(
    model.params.map(({ name, type, value }) =>
      entry(name, object([entry("type", typeSpec(type)), entry("default", jsonCode(value))])),
    ),
  );
}

function source({ name, topic, from, nameAt, idAt, at, key, array: isArray, unique }: Source): Code {
  return object(plain({ name, topic, from, nameAt, idAt, at, key, array: isArray, unique }), true);
}

function event(context: EmitContext, file: TypeScriptFile, one: Event): Code {
  const validators = file.imports.namespace("./validators.js", "validators");
  const { name, wire, was, source: from, topic, key } = one;
  return object(
    [
      ...plain({ name, wire, ...optional({ was }), source: from, topic, key }),
      entry("fields", array(one.fields.map((field) => item(fieldSpec(field))))),
      entry("validate", member(word(validators), context.validatorNames.get(name) ?? name)),
    ],
    true,
  );
}

function signal({ name, wire, store: of, topic, key, allFields }: Signal): Code {
  return object(
    [
      ...plain({ name, wire, store: of, topic, key }),
      entry("fields", array(allFields.map((field) => item(fieldSpec(field))))),
    ],
    true,
  );
}

function store({ name, external, was, table, columns, indexes }: Store): Code {
  return object(
    [
      ...plain({ name, external, ...optional({ was }), table }),
      entry("columns", array(columns.map((one) => item(column(one))))),
      ...plain({ indexes }),
    ],
    true,
  );
}

function column({ name, sql, was, kind, optional: isOptional, type, factor }: Column): Code {
  return object([
    ...plain({ name, sql, ...optional({ was }), kind, ...(isOptional ? { optional: true } : {}) }),
    entry("type", typeSpec(type)),
    ...plain(optional({ factor })),
  ]);
}

function handler(one: Handler, fn: string): Code {
  const { name, kind, was, on, limit, reads, updates, deletes, emits, signals, forwards, changes, waits } = one;
  return object(
    [
      ...plain({ name, kind, ...optional({ was }), on: on.map((handled) => handled.name) }),
      ...plain(one.body.kind === "typescript" ? { typescript: true } : {}),
      entry("handle", word(fn)),
      ...plain({ limit, reads, updates, deletes, emits, signals, forwards, changes, waits }),
    ],
    true,
  );
}

/** What is not null. */
function optional(values: Readonly<Record<string, Json>>): Record<string, Json> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
