/** What records tell of where they come from, whoever wrote them. */
import { headerText, type RecordBatch } from "../log/batch.ts";
import { parseTraceparent, type Trace } from "../log/trace.ts";

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
