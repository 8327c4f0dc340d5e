/** How far a run of `once` has fed its inputs: kept with the records, so that an interrupted run can go on. */
import { crc32 } from "node:zlib";
import { isObject } from "../../codec/types.ts";
import type { Input } from "./inputs.ts";

export const NOTE = "once";

export interface Place {
  /** Which of the inputs is being fed, and how far. */
  readonly input: number;
  readonly bytes: number;
  readonly line: number;
  /** Of those bytes, to know them again. */
  readonly check: number;
}

export const START: Place = { input: 0, bytes: 0, line: 0, check: 0 };

export const noteOf = (inputs: readonly Input[], place: Place): string =>
  JSON.stringify({ inputs: inputs.map(nameOf), ...place });

/** The place that an interrupted run of these inputs left, `"other"` where it had other inputs, null where there is none. */
export function placeIn(note: string | null, inputs: readonly Input[]): Place | "other" | null {
  if (note === null || note === "") return null;
  const json: unknown = JSON.parse(note);
  if (!isObject(json)) return null;
  const isSame = JSON.stringify(json.inputs) === JSON.stringify(inputs.map(nameOf));
  const { input, bytes, line, check } = json;
  if (typeof input !== "number" || typeof bytes !== "number") return null;
  return isSame ? { input, bytes, line: Number(line), check: Number(check) } : "other";
}

const nameOf = ({ source, path }: Input): string => `${source ?? ""}=${path ?? "-"}`;

/** Passes bytes on and keeps the check of all of them up to a place that is asked for in ascending order. */
export class Checked {
  #check: number;
  #start: number;
  #chunks: Uint8Array[] = [];

  constructor({ bytes, check }: Place) {
    this.#start = bytes;
    this.#check = check;
  }

  async *of(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      this.#chunks.push(chunk);
      yield chunk;
    }
  }

  /** Check of all bytes before `end`. */
  until(end: number): number {
    while (this.#start < end) {
      const [chunk] = this.#chunks;
      if (chunk === undefined) break;
      const part = chunk.subarray(0, end - this.#start);
      this.#check = crc32(part, this.#check);
      this.#start += part.length;
      if (part.length === chunk.length) this.#chunks.shift();
      else this.#chunks[0] = chunk.subarray(part.length);
    }
    return this.#check;
  }
}

/** Leaves out the bytes that were fed; throws where the stream does not begin with them. */
export async function* skipping(
  stream: AsyncIterable<Uint8Array>,
  place: Place,
  other: () => Error,
): AsyncGenerator<Uint8Array> {
  let left = place.bytes;
  let check = 0;
  for await (const chunk of stream) {
    if (left === 0) {
      yield chunk;
      continue;
    }
    const part = chunk.subarray(0, left);
    check = crc32(part, check);
    left -= part.length;
    if (left > 0) continue;
    if (check !== place.check) throw other();
    if (part.length < chunk.length) yield chunk.subarray(part.length);
  }
  if (left > 0) throw other();
}
