/** Splits a stream of bytes into lines, with memory for one line at most. */

/** A longer line is cut here: one byte more than the engine takes, so that it becomes a dead letter. */
export const LONGEST = 10 * 1024 * 1024 + 1;

/** A line within the bytes that it came in: what is not asked for need not be made. */
export class Line {
  readonly #among: Uint8Array;
  readonly #start: number;
  readonly #stop: number;
  /** Counted from 1. */
  readonly number: number;
  /** Bytes of the stream up to and with its line break. */
  readonly end: number;

  constructor(among: Uint8Array, start: number, stop: number, number: number, end: number) {
    this.#among = among;
    this.#start = start;
    this.#stop = stop;
    this.number = number;
    this.end = end;
  }

  get length(): number {
    return this.#stop - this.#start;
  }

  /** Without its line break; cut where it is too long. */
  get bytes(): Uint8Array {
    return this.#among.subarray(this.#start, this.#stop);
  }
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
  /** What has come of a line that goes on. */
  let parts: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array): void => {
    // A copy: the rest of what it came in is not needed any more.
    if (length < longest && part.length > 0) parts.push(Uint8Array.from(part.subarray(0, longest - length)));
    length += part.length;
  };
  const take = (): Uint8Array => {
    const whole = Buffer.concat(parts);
    parts = [];
    length = 0;
    return whole;
  };
  const add = (lines: Line[], among: Uint8Array, from: number, to: number): void => {
    const start = number === 1 && MARK.equals(among.subarray(from, from + MARK.length)) ? from + MARK.length : from;
    const cut = Math.min(to, from + longest);
    const stop = cut > start && among[cut - 1] === CR ? cut - 1 : cut;
    if (!isBlank(among, start, stop)) lines.push(new Line(among, start, stop, number, end));
  };
  for await (const chunk of stream) {
    const lines: Line[] = [];
    let start = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, start)) {
      end += at + 1 - start;
      number++;
      if (length === 0) add(lines, chunk, start, at);
      else {
        keep(chunk.subarray(start, at));
        const whole = take();
        add(lines, whole, 0, whole.length);
      }
      start = at + 1;
    }
    keep(chunk.subarray(start));
    end += chunk.length - start;
    if (lines.length > 0) yield lines;
  }
  if (length === 0) return;
  const last: Line[] = [];
  number++;
  const whole = take();
  add(last, whole, 0, whole.length);
  if (last.length > 0) yield last;
}

function isBlank(bytes: Uint8Array, start: number, stop: number): boolean {
  for (let at = start; at < stop; at++) {
    const byte = bytes[at];
    if (byte !== SPACE && byte !== TAB && byte !== CR) return false;
  }
  return true;
}
