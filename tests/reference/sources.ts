/** What a source brings: a record as events, dead letters, and what is left out. */
import type { Event, Json, Model, Source } from "../../compiler/model.ts";
import type { Handled } from "./handlers.ts";
import { isList, isRecord, type Row } from "./values.ts";
import { Broken, readRecord } from "./wire.ts";

export interface SourceText {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** In ms, the record's own. */
  readonly time: number;
  readonly value: string;
}

export type Read =
  /** `value` is what the event itself was on the wire. */
  | { readonly kind: "event"; readonly event: Handled; readonly value: string }
  | { readonly kind: "dead"; readonly event: string | null }
  | { readonly kind: "unknown" };

export function readSource(model: Model, source: Source, record: SourceText): readonly Read[] {
  let json: Json;
  try {
    json = JSON.parse(record.value);
  } catch {
    return [{ kind: "dead", event: null }];
  }
  const events = model.events.filter((event) => event.source === source.name);
  if (!source.array || !isList(json)) return [readEvent(model, source, events, record, json, -1)];
  return json.map((item, element) => readEvent(model, source, events, record, item, element));
}

function readEvent(
  model: Model,
  source: Source,
  events: readonly Event[],
  record: SourceText,
  json: Json,
  element: number,
): Read {
  // Of the source's only event it is, however broken.
  const only = source.nameAt === null ? (events[0] ?? null) : null;
  if (!isRecord(json)) return { kind: "dead", event: only?.name ?? null };
  const name = source.nameAt === null ? only?.wire : atPath(json, source.nameAt);
  if (typeof name !== "string") return { kind: "dead", event: null };
  const event = events.find((each) => each.wire === name);
  if (event === undefined) return { kind: "unknown" };
  const value = readValue(model, event, json);
  if (value === null) return { kind: "dead", event: event.name };
  const at = source.at === null ? record.time : Number(value[source.at]);
  const id = idOf(source, record, json, element);
  const text = element < 0 ? record.value : JSON.stringify(json);
  return { kind: "event", event: { name: event.name, id, at, hops: 0, passes: new Map(), value }, value: text };
}

function readValue(model: Model, event: Event, json: Json): Row | null {
  try {
    return readRecord(model, event.fields, json);
  } catch (error) {
    if (error instanceof Broken) return null;
    throw error;
  }
}

function idOf({ idAt }: Source, { topic, partition, offset }: SourceText, json: Json, element: number): string {
  const own = idAt === null ? null : atPath(json, idAt);
  if ((typeof own === "string" && own !== "") || typeof own === "number") return String(own);
  return [topic, partition, offset, ...(element < 0 ? [] : [element])].join("-");
}

function atPath(json: Json, path: readonly string[]): Json {
  return path.reduce(
    (found: Json, name) => (isRecord(found) && Object.hasOwn(found, name) ? (found[name] ?? null) : null),
    json,
  );
}
