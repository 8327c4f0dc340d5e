/** One token of lookahead: what the alternatives, options and repetitions of a rule may begin with. */

import type { TokenType } from "chevrotain";
import { ALL_TOKENS, End } from "../scanner/tokens.ts";
import { FIRSTS } from "./firsts.ts";

/** The first tokens of what a rule holds, by their names; each by the number that it has in the rule, as in `OPTION2`. */
export interface RuleFirsts {
  readonly or?: Readonly<Record<number, readonly (readonly string[])[]>>;
  readonly option?: Readonly<Record<number, readonly string[]>>;
  readonly many?: Readonly<Record<number, readonly string[]>>;
}

/** By the index of a token's type: whether something begins with it. */
type Begins = readonly boolean[];
/** By the index of a token's type: the alternatives that begin with it. */
type Beginners = readonly (readonly number[])[];

const NOBODY: readonly number[] = [];

/** The tables of one rule, each made when it is first asked for. */
export class Lookahead {
  readonly #firsts: RuleFirsts;
  readonly #alternatives: (Beginners | undefined)[] = [];
  readonly #options: (Begins | undefined)[] = [];
  readonly #repetitions: (Begins | undefined)[] = [];

  constructor(rule: string) {
    this.#firsts = FIRSTS[rule] ?? {};
  }

  alternatives(index: number): Beginners {
    const known = this.#alternatives[index] ?? beginnersOf(this.#firsts.or?.[index] ?? []);
    this.#alternatives[index] = known;
    return known;
  }

  option(index: number): Begins {
    const known = this.#options[index] ?? beginsOf(this.#firsts.option?.[index] ?? []);
    this.#options[index] = known;
    return known;
  }

  many(index: number): Begins {
    const known = this.#repetitions[index] ?? beginsOf(this.#firsts.many?.[index] ?? []);
    this.#repetitions[index] = known;
    return known;
  }
}

const typesByName: ReadonlyMap<string, TokenType> = new Map([...ALL_TOKENS, End].map((type) => [type.name, type]));
const MANY_TYPES = Math.max(...ALL_TOKENS.map((type) => type.tokenTypeIdx ?? 0)) + 1;

export const NO_LOOKAHEAD = new Lookahead("");

function beginsOf(names: readonly string[]): Begins {
  const begins = new Array<boolean>(MANY_TYPES).fill(false);
  for (const type of indexesOf(names)) begins[type] = true;
  return begins;
}

function beginnersOf(alternatives: readonly (readonly string[])[]): Beginners {
  const beginners = new Array<readonly number[]>(MANY_TYPES).fill(NOBODY);
  for (const [index, names] of alternatives.entries()) {
    for (const type of indexesOf(names)) beginners[type] = [...(beginners[type] ?? NOBODY), index];
  }
  return beginners;
}

/** The types that the names stand for: each itself, and those in its category. */
function indexesOf(names: readonly string[]): ReadonlySet<number> {
  const types = names.flatMap((name) => typesByName.get(name) ?? []);
  return new Set(types.flatMap((type) => [type.tokenTypeIdx ?? 0, ...(type.categoryMatches ?? [])]));
}
