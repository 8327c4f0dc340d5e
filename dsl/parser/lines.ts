/** The lines of a file's tokens, for telling mistakes from their consequences. Made when a file has a first mistake. */

import { hasLineBreak } from "../line-map.ts";
import { SWALLOWS, type Token } from "../scanner/tokens.ts";

export class TokenLines {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  /** For each token, the first one on its line. */
  readonly #first: Int32Array;
  /** Strings without an end. */
  readonly #swallows: readonly number[];

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
    this.#first = new Int32Array(tokens.length);
    const swallows: number[] = [];
    let first = 0;
    for (const [index, token] of tokens.entries()) {
      if (token.firstOnLine) first = index;
      this.#first[index] = first;
      if ((token.flags & SWALLOWS) !== 0) swallows.push(index);
    }
    this.#swallows = swallows;
  }

  /** The first token of the line on which a token stands. */
  first(index: number): number {
    return this.#first[index] ?? 0;
  }

  /** How far the line on which a token stands is indented, in characters. */
  indentation(index: number): number {
    const start = this.#tokens[this.first(index)]?.startOffset ?? 0;
    let before = start;
    while (before > 0 && !hasLineBreak(this.#text.charAt(before - 1))) before--;
    return start - before;
  }

  /** The token at an offset, or the last one before it. */
  at(offset: number): number {
    let low = 0;
    let high = this.#tokens.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#tokens[middle]?.startOffset ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whether a string without an end stands from token `from` up to `index`, or on the line of `index`. */
  isSwallowed(from: number, index: number): boolean {
    return this.#swallows.some((at) => at >= from && (at <= index || this.first(at) === this.first(index)));
  }
}
