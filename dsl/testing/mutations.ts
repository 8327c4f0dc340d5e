/** Texts with one token changed, as a slip of the hand changes it. */

import { scan } from "../scanner/scanner.ts";
import type { Token } from "../scanner/tokens.ts";

export const MUTATIONS = ["drop", "double", "swap", "rename", "insert"] as const;

export interface Mutation {
  readonly kind: (typeof MUTATIONS)[number];
  /** The token's index, modulo how many there are. */
  readonly at: number;
  /** What stands there instead, if it is renamed, or before it, if something is inserted. */
  readonly by: string;
}

/** The text's tokens, but for its end. */
export function tokensOf(text: string): readonly Token[] {
  return scan(text).tokens.slice(0, -1);
}

export function mutated(text: string, { kind, at, by }: Mutation): string {
  const tokens = tokensOf(text);
  const index = at % Math.max(tokens.length, 1);
  const token = tokens[index];
  if (token === undefined) return text;
  const { startOffset: start, end, image } = token;
  const next = tokens[index + 1];
  switch (kind) {
    case "drop":
      return text.slice(0, start) + text.slice(end);
    case "double":
      return `${text.slice(0, end)} ${image}${text.slice(end)}`;
    case "swap":
      if (next === undefined) return text;
      return text.slice(0, start) + next.image + text.slice(end, next.startOffset) + image + text.slice(next.end);
    case "rename":
      return text.slice(0, start) + by + text.slice(end);
    case "insert":
      return `${text.slice(0, start)}${by} ${text.slice(start)}`;
  }
}
