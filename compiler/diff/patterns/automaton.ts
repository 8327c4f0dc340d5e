/**
 * Automata that tell whether a pattern is found somewhere in a text. States are numbers, and what is known of a text that
 * was read so far is a set of them. `^` may be passed only before the first character, `$` only behind the last.
 */
import { ANY, contains, type Ranges } from "./ranges.ts";
import { type Pattern, parsePattern } from "./syntax.ts";

/** More states than that are not worth the time. */
const MOST_STATES = 5000;

interface CharEdge {
  readonly ranges: Ranges;
  readonly to: number;
}

interface FreeEdge {
  readonly when: "always" | "start" | "end";
  readonly to: number;
}

class TooLarge extends Error {}

/** States in ascending order. */
export type States = readonly number[];

export class Automaton {
  readonly #chars: CharEdge[][] = [];
  readonly #free: FreeEdge[][] = [];
  readonly #final: number;
  /** Before the first character. */
  readonly start: States;

  constructor(pattern: Pattern) {
    const begin = this.#state();
    this.#edge(begin, ANY, begin);
    this.#final = this.#build(pattern, begin);
    this.#edge(this.#final, ANY, this.#final);
    this.start = this.#closure([begin], new Set(["always", "start"]));
  }

  /** All ranges that some edge asks for. */
  get ranges(): readonly Ranges[] {
    return this.#chars.flatMap((edges) => edges.map(({ ranges }) => ranges));
  }

  next(states: States, point: number): States {
    const reached = states.flatMap((state) =>
      (this.#chars[state] ?? []).filter(({ ranges }) => contains(ranges, point)).map(({ to }) => to),
    );
    return this.#closure(reached, new Set(["always"]));
  }

  /** Whether the pattern is found in a text that ends here. */
  accepts(states: States, isEmpty: boolean): boolean {
    const ends = new Set<FreeEdge["when"]>(isEmpty ? ["always", "start", "end"] : ["always", "end"]);
    return this.#closure(states, ends).includes(this.#final);
  }

  #build(pattern: Pattern, from: number): number {
    switch (pattern.kind) {
      case "chars": {
        const to = this.#state();
        this.#edge(from, pattern.ranges, to);
        return to;
      }
      case "sequence":
        return pattern.of.reduce((at, part) => this.#build(part, at), from);
      case "choice": {
        const to = this.#state();
        for (const part of pattern.of) this.#jump(this.#build(part, from), to);
        return to;
      }
      case "repeat":
        return this.#repeat(pattern.of, pattern.min, pattern.max, from);
      case "start":
      case "end": {
        const to = this.#state();
        this.#jump(from, to, pattern.kind);
        return to;
      }
      case "opaque":
        throw new Error("An opaque pattern has no automaton.");
    }
  }

  #repeat(of: Pattern, min: number, max: number | null, from: number): number {
    let at = from;
    for (let i = 0; i < min; i++) at = this.#build(of, at);
    const end = this.#state();
    if (max === null) {
      const loop = this.#state();
      this.#jump(at, loop);
      this.#jump(this.#build(of, loop), loop);
      this.#jump(loop, end);
      return end;
    }
    this.#jump(at, end);
    for (let i = min; i < max; i++) {
      at = this.#build(of, at);
      this.#jump(at, end);
    }
    return end;
  }

  #state(): number {
    if (this.#chars.length >= MOST_STATES) throw new TooLarge();
    this.#chars.push([]);
    return this.#free.push([]) - 1;
  }

  #edge(from: number, ranges: Ranges, to: number): void {
    this.#chars[from]?.push({ ranges, to });
  }

  #jump(from: number, to: number, when: FreeEdge["when"] = "always"): void {
    this.#free[from]?.push({ when, to });
  }

  #closure(from: readonly number[], open: ReadonlySet<FreeEdge["when"]>): States {
    const found = new Set(from);
    for (const state of found) for (const { when, to } of this.#free[state] ?? []) if (open.has(when)) found.add(to);
    return [...found].sort((a, b) => a - b);
  }
}

const automata = new Map<string, Automaton | null>();

/** The automaton of a pattern's source; null where it has none, or none of a bearable size. */
export function automatonOf(source: string): Automaton | null {
  const known = automata.get(source);
  if (known !== undefined) return known;
  const pattern = parsePattern(source);
  const made = pattern === null || isOpaque(pattern) ? null : build(pattern);
  automata.set(source, made);
  return made;
}

function build(pattern: Pattern): Automaton | null {
  try {
    return new Automaton(pattern);
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

function isOpaque(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "opaque":
      return true;
    case "sequence":
    case "choice":
      return pattern.of.some(isOpaque);
    case "repeat":
      return isOpaque(pattern.of);
    default:
      return false;
  }
}
