/** What an event of the pipeline carries beside its value, and the headers that stand for it on the wire. */
import type { Header } from "./batch.ts";
import { type BytesReader, type BytesWriter, type Words, wordsOf } from "./bytes.ts";
import { spanOf, type Trace, traceHex } from "./trace.ts";

export interface Envelope {
  /** Name of the event on the wire. */
  readonly type: string;
  readonly id: string;
  /** The event's time, in ms. */
  readonly at: number;
  /** Handler that made it. */
  readonly handler: string;
  /** Events of the chain before it, without source events and signals. */
  readonly hops: number;
  /** Id of the event that caused it. */
  readonly cause: string;
  readonly trace: Trace;
  /** How often the chain has passed each limited handler: "a=1,b=2". */
  readonly passes: string | null;
  /** The bits of both ids, where they are known: null where an id is no UUID in lower case. */
  readonly idWords?: Words | null;
  readonly causeWords?: Words | null;
}

function shared(strings: Map<string, number>, text: string): number {
  const known = strings.get(text);
  if (known !== undefined) return known;
  strings.set(text, strings.size);
  return strings.size - 1;
}

export function writeEnvelope(to: BytesWriter, envelope: Envelope, strings: Map<string, number>): void {
  const { type, id, at, handler, hops, cause, trace, passes } = envelope;
  to.varint(shared(strings, type));
  to.varint(shared(strings, handler));
  to.varint(passes === null ? 0 : shared(strings, passes) + 1);
  to.varint(hops);
  to.float(at);
  to.id(id, envelope.idWords === undefined ? wordsOf(id) : envelope.idWords);
  to.id(cause, envelope.causeWords === undefined ? wordsOf(cause) : envelope.causeWords);
  to.byte(trace.flags);
  to.words(trace);
}

export function readEnvelope(from: BytesReader, strings: readonly string[]): Envelope {
  const type = strings[from.varint()] ?? "";
  const handler = strings[from.varint()] ?? "";
  const passes = strings[from.varint() - 1] ?? null;
  const hops = from.varint();
  const at = from.float();
  const id = from.id();
  const cause = from.id();
  const flags = from.byte();
  return { type, id, at, handler, hops, cause, trace: { ...from.words(), flags }, passes };
}

/** Those that all events of one type have that one handler has made. */
export const constantHeaders = (
  type: string,
  handler: string,
  pipeline: string,
): readonly (readonly [string, string])[] => [
  ["ce_specversion", "1.0"],
  ["ce_source", `/${encodeURIComponent(pipeline)}/${encodeURIComponent(handler)}`],
  ["ce_type", type],
  ["content-type", "application/json"],
];

/** Those that each event has of its own. */
function ownHeaders({ id, at, hops, cause, trace, passes }: Envelope): readonly (readonly [string, string])[] {
  const own = [
    ["ce_id", id],
    ["ce_time", new Date(at).toISOString()],
    ["traceparent", traceparentOf(id, trace)],
    ["da-hops", String(hops)],
    ["da-cause", cause],
  ] as const;
  return passes === null ? own : [...own, ["da-passes", passes]];
}

const traceparentOf = (id: string, trace: Trace): string =>
  `00-${traceHex(trace)}-${spanOf(id)}-${trace.flags.toString(16).padStart(2, "0")}`;

/** Headers by CloudEvents' Kafka binding in binary mode, with W3C trace context and the chain's own. */
export function headersOf(envelope: Envelope, pipeline: string): Header[] {
  const headers = [...constantHeaders(envelope.type, envelope.handler, pipeline), ...ownHeaders(envelope)];
  return headers.map(([name, text]): Header => [name, Buffer.from(text)]);
}
