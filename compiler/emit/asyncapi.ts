/** asyncapi.yaml: all topics as channels, what handlers send and receive as operations (AsyncAPI 3). */
import { hash } from "node:crypto";
import type { Event, Handler, Json, Signal, Topic, Type } from "../model.ts";
import type { EmitContext } from "./context.ts";
import { Names } from "./names.ts";
import { pointer, type Schema, SchemaBuilder } from "./schema/build.ts";
import { type Schemas, writtenSchema } from "./schema/events.ts";
import { plainLines } from "./text/strings.ts";
import { yamlText } from "./yaml.ts";

/** The version of a document is the begin of the hash of all that it tells but of itself. */
const VERSION_DIGITS = 12;

type Members = readonly (readonly [string, Json])[];

/** `written` are the schemas of what is sent, with their records in them. */
export function emitAsyncApi(context: EmitContext, written: Schemas): string {
  const { model } = context;
  const { pipeline } = model;
  const keys = new Keys();
  const contents = yamlText({
    channels: Object.fromEntries(model.topics.map((topic) => [keys.of(topic.name), channel(topic)])),
    operations: Object.fromEntries(model.handlers.flatMap((handler) => operations(context, handler, keys))),
    components: {
      messages: Object.fromEntries([...written].map(([one, schema]) => [one.name, message(context, one, schema)])),
      schemas: Object.fromEntries(records(context)),
    },
  });
  const head = yamlText({
    asyncapi: "3.0.0",
    info: {
      title: pipeline.name,
      version: hash("sha256", contents).slice(0, VERSION_DIGITS),
      ...(pipeline.doc === null ? {} : { description: pipeline.doc }),
    },
    defaultContentType: "application/json",
  });
  return `${plainLines(context.links.header)
    .map((line) => `# ${line}\n`)
    .join("")}${head}${contents}`;
}

/** Keys of the document may hold letters, digits, `.`, `-` and `_`; topics may be named by more. */
class Keys {
  readonly #keys = new Map<string, string>();
  readonly #names = new Names();

  of(topic: string): string {
    const known = this.#keys.get(topic);
    if (known !== undefined) return known;
    const key = this.#names.take(topic.replace(/[^A-Za-z0-9._-]/g, "_"));
    this.#keys.set(topic, key);
    return key;
  }
}

function channel(topic: Topic): Json {
  return {
    address: topic.name,
    description: describe(topic),
    messages: Object.fromEntries(topic.events.map((name) => [name, reference("components", "messages", name)])),
    ...(topic.owned ? { bindings: { kafka: kafkaChannel(topic) } } : {}),
  };
}

const KINDS: Readonly<Record<Topic["kind"], string>> = {
  source: "Events that others write.",
  demux: "Discrete events, emitted by demuxes.",
  dep: "Discrete events, emitted by deps.",
  gep: "Signals of changes in a store.",
  dead: "Dead letters: what could not be handled, as it came, with the reason in the headers.",
  forward: "Records passed on as they came.",
};

function describe({ kind, key }: Topic): string {
  return key === null || key.length === 0 ? KINDS[kind] : `${KINDS[kind]} Partitioned by ${key.join(", ")}.`;
}

function kafkaChannel({ name, partitions, replicas, retention }: Topic): Json {
  const topicConfiguration = { "cleanup.policy": ["delete"], "retention.ms": retention };
  return { topic: name, partitions, replicas, topicConfiguration, bindingVersion: "0.5.0" };
}

function reference(...path: readonly string[]): Json {
  return { $ref: `#/${path.map(pointer).join("/")}` };
}

// ── operations ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a handler receives from each topic, and sends to each. */
function operations(context: EmitContext, handler: Handler, keys: Keys): Members {
  const received = byTopic(
    context,
    handler.on.map(({ name }) => name),
  );
  const sent = byTopic(context, [...handler.emits, ...handler.signals]);
  for (const topic of handler.forwards) sent.set(topic, []);
  return [
    ...[...received].map(([topic, events]) => operation(handler, "receive", topic, events, keys)),
    ...[...sent].map(([topic, events]) => operation(handler, "send", topic, events, keys)),
  ];
}

function byTopic(context: EmitContext, names: readonly string[]): Map<string, string[]> {
  const topics = new Map<string, string[]>();
  for (const name of names) {
    const topic = context.events.get(name)?.topic ?? context.signals.get(name)?.topic ?? null;
    if (topic !== null) topics.set(topic, [...(topics.get(topic) ?? []), name]);
  }
  return topics;
}

function operation(
  handler: Handler,
  action: "send" | "receive",
  topic: string,
  events: readonly string[],
  keys: Keys,
): readonly [string, Json] {
  const key = keys.of(topic);
  const value: Json = {
    action,
    channel: reference("channels", key),
    summary: `${handler.kind} ${handler.name}`,
    ...(handler.doc === null ? {} : { description: handler.doc }),
    messages: events.map((name) => reference("channels", key, "messages", name)),
  };
  return [`${handler.name}.${action}.${key}`, value];
}

// ── messages ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function message(context: EmitContext, one: Event | Signal, schema: Schema): Json {
  const isOurs = !("source" in one) || one.source === null;
  return {
    name: one.wire,
    title: one.name,
    ...(one.doc === null ? {} : { description: one.doc }),
    contentType: "application/json",
    ...(isOurs ? { headers: HEADERS } : {}),
    payload: hasRecords(context, one) ? writtenSchema(context, one, componentOf) : schema,
    ...(one.key.length === 0 ? {} : { bindings: { kafka: kafkaMessage(one.key) } }),
  };
}

/** Whether records that have a name, and are components of their own, stand in it. */
function hasRecords(context: EmitContext, one: Event | Signal): boolean {
  const isNamed = (type: Type): boolean => {
    switch (type.kind) {
      case "nullable":
      case "lenient":
      case "list":
      case "map":
        return isNamed(type.of);
      case "record":
        return type.fields.some((field) => isNamed(field.type));
      case "reference": {
        const referred = context.types.get(type.name)?.type;
        return referred !== undefined && (referred.kind === "record" || isNamed(referred));
      }
      default:
        return false;
    }
  };
  return ("allFields" in one ? one.allFields : one.fields).some((field) => isNamed(field.type));
}

function kafkaMessage(key: readonly string[]): Json {
  const what = key.length === 1 ? `The value of ${key[0]}.` : `The JSON array of ${key.join(", ")}.`;
  return { key: { type: "string", description: what }, bindingVersion: "0.5.0" };
}

/** CloudEvents in binary mode, and what the pipeline adds. */
const HEADERS: Schema = {
  type: "object",
  properties: {
    ce_specversion: { type: "string", const: "1.0" },
    ce_id: { type: "string", description: "The event's id." },
    ce_source: { type: "string", description: "The pipeline and the handler." },
    ce_type: { type: "string", description: "The event's name." },
    ce_time: { type: "string", format: "date-time" },
    traceparent: { type: "string", description: "W3C trace context." },
    "da-hops": { type: "string", description: "How many events of the chain came before." },
    "da-cause": { type: "string", description: "The id of the event that caused this one." },
  },
};

function componentOf(name: string): string {
  return `#/components/schemas/${name}`;
}

function records(context: EmitContext): Members {
  const builder = new SchemaBuilder(context, "written", componentOf);
  return context.model.types.flatMap(({ name, doc, type }): Members => {
    if (type.kind !== "record") return [];
    return [[name, { ...(doc === null ? {} : { description: doc }), ...builder.record(type.fields) }]];
  });
}
