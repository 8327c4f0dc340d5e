/** What a question has for an answer: a value, the proof that there is none, or neither. */
import type { Json } from "../json.ts";

export type Answer =
  | { readonly kind: "yes"; readonly value: Json }
  | { readonly kind: "no" }
  /** Neither a value nor a proof, and why. */
  | { readonly kind: "unknown"; readonly why: string };

export const NO: Answer = { kind: "no" };

export const yes = (value: Json): Answer => ({ kind: "yes", value });

export const unknown = (why: string): Answer => ({ kind: "unknown", why });

/** The first value of several ways, tried in order; without one, what is not known wins over no. */
export function firstOf<T>(ways: Iterable<T>, tried: (way: T) => Answer): Answer {
  let best: Answer = NO;
  for (const way of ways) {
    const answer = tried(way);
    if (answer.kind === "yes") return answer;
    if (answer.kind === "unknown") best = answer;
  }
  return best;
}
