/** A small cache of words, so that one that was met before costs neither a new string nor a look-up of its type. */

import type { TokenType } from "chevrotain";
import { wordType } from "./tokens.ts";

interface KnownWord {
  readonly image: string;
  readonly type: TokenType;
}

const SIZE = 4096;
const cache: (KnownWord | undefined)[] = new Array(SIZE).fill(undefined);

/** The word at `start` up to `end`; `hash` is any number that depends on its characters alone. */
export function internWord(text: string, start: number, end: number, hash: number): KnownWord {
  const slot = (hash ^ (hash >>> 13)) & (SIZE - 1);
  const known = cache[slot];
  if (known !== undefined && known.image.length === end - start && text.startsWith(known.image, start)) return known;
  const image = text.slice(start, end);
  const word = { image, type: wordType(image) };
  cache[slot] = word;
  return word;
}
