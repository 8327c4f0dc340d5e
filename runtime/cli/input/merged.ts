/** Reads a line that names its source: `{"source", "value", "key"?, "time"?}`, keeping the value's bytes as they are. */
import { isObject } from "../../codec/types.ts";
import type { SourceRecord } from "../../engine/engine.ts";

const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58];
const OPENING: ReadonlySet<number> = new Set([91, 123]);
const CLOSING: ReadonlySet<number> = new Set([93, 125]);

/** The record, or what is wrong with the line. */
export function mergedRecord(bytes: Uint8Array, sources: ReadonlySet<string>): SourceRecord | string {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let json: unknown;
  try {
    json = JSON.parse(line.toString("utf8"));
  } catch {
    return "is no JSON";
  }
  if (!isObject(json)) return 'must be an object {"source", "value"}';
  const { source, key, time, value } = json;
  if (typeof source !== "string")
    return 'names no "source": name it in the line, or say of which the file is with --input SOURCE=FILE';
  if (!sources.has(source)) return `names the source "${source}", which the pipeline does not have`;
  if (value === undefined) return 'has no "value"';
  if (key !== undefined && key !== null && typeof key !== "string") return 'has a "key" that is no string';
  if (time !== undefined && (typeof time !== "number" || !Number.isFinite(time)))
    return 'has a "time" that is no number of ms';
  return {
    source,
    value: memberOf(line, "value"),
    ...(key === undefined ? {} : { key: key === null ? null : Buffer.from(key) }),
    ...(time === undefined ? {} : { time }),
  };
}

/** The bytes of the last member of that name of an object that is known to be well-formed JSON. */
function memberOf(line: Buffer, name: string): Uint8Array {
  let found: Uint8Array = line;
  let depth = 0;
  let key = "";
  let start = 0;
  let isKey = true;
  for (let i = 0; i < line.length; i++) {
    const byte = line[i] ?? 0;
    if (byte === QUOTE) {
      const from = i;
      for (i++; line[i] !== QUOTE; i++) if (line[i] === BACKSLASH) i++;
      if (depth === 1 && isKey) key = JSON.parse(line.toString("utf8", from, i + 1));
    } else if (byte === COLON && depth === 1 && isKey) {
      isKey = false;
      start = i + 1;
    } else {
      if (CLOSING.has(byte)) depth--;
      if ((byte === COMMA && depth === 1) || (depth === 0 && CLOSING.has(byte))) {
        if (!isKey && key === name) found = trimmed(line.subarray(start, i));
        isKey = true;
      }
      if (OPENING.has(byte)) depth++;
    }
  }
  return found;
}

const isSpace = (byte: number | undefined): boolean => byte === 32 || byte === 9 || byte === 13;

function trimmed(bytes: Uint8Array): Uint8Array {
  let [start, end] = [0, bytes.length];
  while (start < end && isSpace(bytes[start])) start++;
  while (end > start && isSpace(bytes[end - 1])) end--;
  return bytes.subarray(start, end);
}
