/** Reading events out of topics, whoever wrote them. */
import { type Decoder, EventDecoder, SourceDecoder } from "../engine/decode.ts";
import type { Plan } from "../engine/plan.ts";
import { headerText, type RecordBatch } from "../log/batch.ts";
import { parseTraceparent, type Trace } from "../log/trace.ts";

/** A decoder for each topic. */
export function decodersOf(plan: Plan, topics: Iterable<string>): ReadonlyMap<string, Decoder> {
  const sources = new Map(plan.sources.map((source) => [source.definition.topic, source]));
  return new Map(
    [...new Set(topics)].map((topic) => {
      const source = sources.get(topic);
      return [topic, source === undefined ? new EventDecoder(plan, topic) : new SourceDecoder(source)];
    }),
  );
}

/** Where a record says that it comes from. */
export interface Ancestry {
  readonly trace: Trace | null;
  /** Id of the event that caused it; empty where none did. */
  readonly cause: string;
  readonly handler: string;
}

export function ancestryOf(batch: RecordBatch, index: number): Ancestry {
  const envelope = batch.envelope(index);
  if (envelope !== null) return envelope;
  const headers = batch.headers(index);
  const [, , handler = ""] = headerText(headers, "ce_source")?.split("/") ?? [];
  const traceparent = headerText(headers, "traceparent");
  return {
    trace: traceparent === null ? null : parseTraceparent(traceparent),
    cause: headerText(headers, "da-cause") ?? "",
    handler: decoded(handler),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
