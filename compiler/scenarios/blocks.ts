/** What was reached of a file in TypeScript, from the blocks that the engine of JavaScript counts: its lines, and what was missed. */

/** A stretch of the file, in offsets of UTF-16 units, and how often it ran. */
export interface Block {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** A function's blocks: first the whole of it, then what ran more often or less. */
export type FunctionBlocks = readonly Block[];

export interface LinesReached {
  /**
   * Lines of functions that hold code, and stretches that never ran in lines that did. What stands outside of functions
   * runs when the file is loaded.
   */
  readonly total: number;
  readonly reached: number;
  /** Stretches that never ran, the outermost ones. */
  readonly missed: readonly { readonly start: number; readonly end: number }[];
}

/** `functions` as they are told: an outer one before those inside of it, the file itself first. */
export function linesReached(text: string, functions: readonly FunctionBlocks[]): LinesReached {
  const [, ...inner] = functions;
  const state = paint(text.length, inner);
  const missed = stretches(text, state);
  let [total, reached, start] = [0, 0, 0];
  for (const line of text.split("\n")) {
    const end = start + line.length;
    const signs = codeOf(line, start).map((at) => state[at] ?? OUTSIDE);
    const hasRun = signs.some((sign) => sign === RAN);
    if (hasRun || signs.some((sign) => sign === MISSED)) total++;
    if (hasRun) {
      reached++;
      total += missed.filter((stretch) => stretch.start >= start && stretch.start < end).length;
    }
    start = end + 1;
  }
  return { total, reached, missed };
}

const [OUTSIDE, RAN, MISSED] = [0, 1, 2];

function paint(length: number, functions: readonly FunctionBlocks[]): Uint8Array {
  const state = new Uint8Array(length);
  for (const { start, end, count } of functions.flat()) state.fill(count === 0 ? MISSED : RAN, start, end);
  return state;
}

/** Offsets of a line's signs that are code; a line of comment has none. */
function codeOf(line: string, start: number): number[] {
  if (/^\s*(\/\/|\/\*|\*)/.test(line)) return [];
  return [...line.matchAll(/[^\s{}()[\];,]/g)].map(({ index }) => start + index);
}

function stretches(text: string, state: Uint8Array): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = 0; at < state.length; at++) {
    if (state[at] !== MISSED) continue;
    let end = at;
    while (end < state.length && state[end] === MISSED) end++;
    const piece = text.slice(at, end);
    const start = at + piece.length - piece.trimStart().length;
    if (/[^\s{}()[\];,]/.test(piece)) found.push({ start, end: at + piece.trimEnd().length });
    at = end;
  }
  return found;
}
