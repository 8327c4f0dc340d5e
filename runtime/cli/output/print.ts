/** What `once --print` and `tail` write: one JSON object a line. */
import { isUtf8 } from "node:buffer";
import type { DeadLetter, Emission, WaitingEvent } from "../../engine/engine.ts";

export function emissionLine(emission: Emission): string {
  if (emission.kind === "forward") {
    const { topic, key, value } = emission;
    return `{"forward":${JSON.stringify(topic)},"key":${JSON.stringify(key)},"value":${anyJson(value)}}\n`;
  }
  const { event, topic, key, id, at, hops, value } = emission;
  const head = JSON.stringify({ event, topic, key, id, at, hops });
  return `${head.slice(0, -1)},"value":${value}}\n`;
}

export function deadLine({ event, handler, code, reason, value }: DeadLetter): string {
  const head = JSON.stringify({ dead: event, handler, code, reason });
  return `${head.slice(0, -1)},"value":${anyJson(value)}}\n`;
}

export function waitingLine({ event, handler, store, keyJson }: WaitingEvent): string {
  const head = JSON.stringify({ waiting: event, handler, for: store });
  return `${head.slice(0, -1)},"key":${keyJson}}\n`;
}

export const rowLine = (store: string, row: string): string => `{"store":${JSON.stringify(store)},"row":${row}}\n`;

/** Bytes as JSON: themselves where they are JSON on one line, else their text in a string. */
export function anyJson(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  try {
    const json: unknown = JSON.parse(text);
    return isUtf8(bytes) && !/[\n\r]/.test(text) ? text : JSON.stringify(json);
  } catch {
    return JSON.stringify(text);
  }
}
