/** Splits a stream of bytes into lines, with memory for one line at most. */

/** A longer line is cut here: one byte more than the engine takes, so that it becomes a dead letter. */
export const LONGEST = 10 * 1024 * 1024 + 1;

export interface Line {
  /** Without its line break; cut where it is too long. */
  readonly bytes: Uint8Array;
  /** Counted from 1. */
  readonly number: number;
  /** Bytes of the stream up to and with its line break. */
  readonly end: number;
}

const [LF, CR, SPACE, TAB] = [10, 13, 32, 9];
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Lines that hold something, chunk by chunk: the lines that a chunk completes come together. */
export async function* linesOf(
  stream: AsyncIterable<Uint8Array>,
  begin: { readonly line: number; readonly bytes: number } = { line: 0, bytes: 0 },
  longest = LONGEST,
): AsyncGenerator<readonly Line[]> {
  let { line: number, bytes: end } = begin;
  let parts: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array): void => {
    if (length < longest && part.length > 0) parts.push(part.subarray(0, longest - length));
    length += part.length;
  };
  const take = (): Uint8Array => {
    const [first] = parts;
    const whole = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
    parts = [];
    length = 0;
    return number === 1 && MARK.equals(whole.subarray(0, 3)) ? whole.subarray(3) : whole;
  };
  for await (const chunk of stream) {
    const lines: Line[] = [];
    let start = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, start)) {
      keep(chunk.subarray(start, at));
      end += at + 1 - start;
      start = at + 1;
      number++;
      add(lines, take(), number, end);
    }
    keep(chunk.subarray(start));
    end += chunk.length - start;
    if (lines.length > 0) {
      // What is left over goes on in the next chunk, whose memory may be this one's.
      parts = parts.map((part) => Uint8Array.from(part));
      yield lines;
    } else if (parts.length > 0) parts = [...parts.slice(0, -1), Uint8Array.from(parts.at(-1) ?? [])];
  }
  const last: Line[] = [];
  number++;
  if (length > 0) add(last, take(), number, end);
  if (last.length > 0) yield last;
}

function add(lines: Line[], bytes: Uint8Array, number: number, end: number): void {
  const whole = bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
  if (whole.some((byte) => byte !== SPACE && byte !== TAB && byte !== CR)) lines.push({ bytes: whole, number, end });
}
