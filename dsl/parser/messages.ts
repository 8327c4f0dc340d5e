/** How the parser speaks of what it found and of what it expected. */

import type { Token } from "../scanner/tokens.ts";
import * as t from "../scanner/tokens.ts";

/** What chevrotain hands to its errors: here, what was expected, in words. */
export interface Expected {
  readonly ERR_MSG: string;
}

export function expected(words: string): Expected {
  return { ERR_MSG: words };
}

/** For alternatives of which one begins with a keyword and a later one with any word: the keyword's is taken. */
export const KEYWORD_FIRST = { IGNORE_AMBIGUITIES: true };

const LONGEST = 40;

/** The token as a message names it. */
export function found(token: Token): string {
  if (token.is(t.End)) return "the end of the file";
  if (token.is(t.TemplateMiddle) || token.is(t.TemplateTail)) return "`}`";
  if (token.is(t.TemplateHead)) return "a text with `${}`";
  const image = token.image.length > LONGEST ? `${token.image.slice(0, LONGEST)}…` : token.image;
  return `\`${image}\``;
}

export function unexpected(words: string, token: Token): string {
  return `expected ${words}, found ${found(token)}`;
}

/** The word that was probably meant: at most a third of its letters differ. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate);
    if (distance > 0 && distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      cost = Math.min(cost, (last[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
