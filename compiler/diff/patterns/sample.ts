/** Texts that match a pattern, by chance and by rule: for documents that try out a type. */
import type { Chance } from "../documents/chance.ts";
import { shortest, type TextSet } from "./inclusion.ts";
import type { Ranges } from "./ranges.ts";
import { type Pattern, parsePattern } from "./syntax.ts";
import { inUnits } from "./walk.ts";

const TRIES = 100;

/** A text of the set, or null where none is found. */
export function sampleText(set: TextSet, chance: Chance): string | null {
  if (set.pattern === null) return plain(set, chance);
  const tree = parsePattern(set.pattern);
  if (tree === null) return null;
  const form = new RegExp(set.pattern, "u");
  for (let i = 0; i < TRIES; i++) {
    const text = padded(matching(tree, chance), set, chance);
    if (text.length >= set.min && text.length <= set.max && form.test(text)) return text;
  }
  return shortest(set, inUnits);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCXYZ0123456789 -_.äß€😀"\\\u0000';

function plain({ min, max }: TextSet, chance: Chance): string {
  const most = Math.min(max, chance.often() ? min + 8 : min + 200);
  const length = chance.often() ? chance.int(min, Math.max(min, most)) : chance.one([min, Math.max(min, most)]);
  let text = "";
  while (text.length < length) {
    const letter = chance.one([...LETTERS]);
    if (text.length + letter.length <= length) text += letter;
  }
  return text;
}

/** Patterns without anchors match in longer texts as well. */
function padded(text: string, { min }: TextSet, chance: Chance): string {
  return text.length >= min ? text : text + chance.one(["a", "0", " "]).repeat(min - text.length);
}

function matching(pattern: Pattern, chance: Chance): string {
  switch (pattern.kind) {
    case "chars":
      return character(pattern.ranges, chance);
    case "sequence":
      return pattern.of.map((part) => matching(part, chance)).join("");
    case "choice":
      return matching(chance.one(pattern.of), chance);
    case "repeat": {
      const most = Math.min(pattern.max ?? pattern.min + 6, pattern.min + 40);
      const count = chance.int(pattern.min, most);
      return Array.from({ length: count }, () => matching(pattern.of, chance)).join("");
    }
    case "start":
    case "end":
    case "opaque":
      return "";
  }
}

function character(ranges: Ranges, chance: Chance): string {
  if (ranges.length === 0) return "";
  const [first, last] = chance.one(chance.often() ? ranges.slice(0, 4) : ranges);
  const point = chance.int(first, chance.often() ? Math.min(last, first + 94) : last);
  return String.fromCodePoint(point);
}
