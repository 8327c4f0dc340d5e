/** The JSON of what handlers emit: the pipeline's envelope beside the fields, or a source's name and id at its paths. */
import type { Json, PipelineDefinition, SourceDefinition } from "../api/definition.ts";
import { quoteInside } from "../codec/scalars.ts";
import { isObject } from "../codec/types.ts";
import type { EventPlan } from "./events.ts";
import type { Incoming } from "./incoming.ts";
import type { EmittedEvent } from "./plan.ts";

export interface Writing {
  readonly definition: PipelineDefinition;
  /** By index of the event: what stands before the id and before the time. */
  readonly envelopes: readonly EnvelopeText[];
}

export interface EnvelopeText {
  readonly beforeId: string;
  readonly beforeTime: string;
}

export function envelopeTexts({ envelope }: PipelineDefinition, events: readonly EventPlan[]): EnvelopeText[] {
  return events.map(({ wire }) => ({
    beforeId: `{${JSON.stringify(envelope.id)}:"`,
    beforeTime: `",${JSON.stringify(envelope.name)}:${JSON.stringify(wire)},${JSON.stringify(envelope.at)}:`,
  }));
}

export function eventText(writing: Writing, { source }: Pick<EmittedEvent, "source">, made: Incoming): string {
  const { event, value, id, at } = made;
  const fields = event.fieldsText(value);
  if (source !== null) return sourceText(`{${fields.slice(1)}}`, source, event.wire, id);
  const around = writing.envelopes[event.index];
  // A UUID has nothing that is to be escaped.
  const idText = made.idWords === null ? quoteInside(id) : id;
  return `${around?.beforeId}${idText}${around?.beforeTime}${timeText(at)}${fields}}`;
}

let lastTime = 0;
let lastText = "0";

/** What one event causes has its time: the text of a number this large is worth keeping. */
function timeText(at: number): string {
  if (at !== lastTime) {
    lastTime = at;
    lastText = String(at);
  }
  return lastText;
}

function sourceText(fields: string, source: SourceDefinition, wire: string, id: string): string {
  const json: unknown = JSON.parse(fields);
  let value: Json = isObject(json) ? json : {};
  if (source.idAt !== null) value = withPath(value, source.idAt, id);
  if (source.nameAt !== null) value = withPath(value, source.nameAt, wire);
  return JSON.stringify(value);
}

/** A copy with a text at a path; what is missing on the way is made. */
export function withPath(value: Json, [name, ...rest]: readonly string[], text: string): Json {
  if (name === undefined) return text;
  const fields = isObject(value) ? value : {};
  return { ...fields, [name]: withPath(Object.hasOwn(fields, name) ? (fields[name] ?? null) : null, rest, text) };
}

/** The value at a path, or undefined. */
export function atPath(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (!isObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}
