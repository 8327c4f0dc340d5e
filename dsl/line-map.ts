/** Lines and columns of a text: from 1, columns in UTF-16 units; a line ends with LF, CR or CR LF. */

import type { Span } from "./syntax.ts";

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

const LF = 10;
const CR = 13;

export class LineMap {
  /** The offset where each line begins. */
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (let offset = 0; offset < text.length; offset++) {
      const code = text.charCodeAt(offset);
      if (code === LF || (code === CR && text.charCodeAt(offset + 1) !== LF)) starts.push(offset + 1);
    }
    this.#starts = starts;
    this.#length = text.length;
  }

  get lines(): number {
    return this.#starts.length;
  }

  /** The place of an offset; one outside the text is moved to its nearest end. */
  position(offset: number): Position {
    const at = Math.min(Math.max(offset, 0), this.#length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (this.#starts[low] ?? 0) + 1 };
  }

  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) };
  }

  /** The offset of a place; a column past the line's end is moved to the next line's start. */
  offset(position: Position): number {
    const line = Math.min(Math.max(position.line, 1), this.#starts.length);
    const start = this.#starts[line - 1] ?? 0;
    const next = this.#starts[line] ?? this.#length;
    return Math.min(start + Math.max(position.column - 1, 0), next);
  }
}

export function hasLineBreak(text: string): boolean {
  return text.includes("\n") || text.includes("\r");
}
