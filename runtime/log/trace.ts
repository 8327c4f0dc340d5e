/** W3C trace context: a trace for each source event, a span for each event that came of it. */
import { type Hash, hashAscii, hashed, hashText, hashWords, hex32, seedOf } from "./hash.ts";

/** A trace's id as four 32-bit integers, and its flags. */
export interface Trace {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly flags: number;
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})/;
const SPAN = seedOf("span");
const TRACE = seedOf("trace");

/** The trace that a `traceparent` header names, or null where it is none. */
export function parseTraceparent(header: string): Trace | null {
  const parts = TRACEPARENT.exec(header);
  const id = parts?.[1];
  if (id === undefined) return null;
  const word = (at: number): number => Number.parseInt(id.slice(at, at + 8), 16) | 0;
  return { a: word(0), b: word(8), c: word(16), d: word(24), flags: Number.parseInt(parts?.[2] ?? "0", 16) & 1 };
}

/** The trace of a source event that brought none: made of the hash of its name and id, not sampled. */
export function traceOf({ a, b, c, d }: Hash): Trace {
  hashWords(a, b, c, d, TRACE, 0);
  return { a: hashed.a, b: hashed.b, c: hashed.c, d: hashed.d, flags: 0 };
}

export const traceHex = ({ a, b, c, d }: Trace): string => hex32(a) + hex32(b) + hex32(c) + hex32(d);

/** A trace as one text, and back. */
export const traceText = (trace: Trace): string => traceHex(trace) + trace.flags.toString(16).padStart(2, "0");

export function traceFrom(text: string): Trace {
  const word = (at: number): number => Number.parseInt(text.slice(at, at + 8), 16) | 0;
  return { a: word(0), b: word(8), c: word(16), d: word(24), flags: Number.parseInt(text.slice(32, 34), 16) || 0 };
}

/** The span of an event, made of its id. */
export function spanOf(id: string): string {
  hashText(id, SPAN);
  settleSpan();
  return hex32(hashed.a) + hex32(hashed.b);
}

/** The same of an id that is all ASCII, as bytes: the first two words of what is hashed then. */
export function hashSpan(bytes: Uint8Array, start: number, length: number): void {
  hashAscii(bytes, start, length, SPAN);
  settleSpan();
}

/** A span is not all 0. */
function settleSpan(): void {
  if ((hashed.a | hashed.b) === 0) hashed.b = 1;
}
