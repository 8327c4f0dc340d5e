/**
 * One token of lookahead for chevrotain. Its own strategy compares whole paths for every choice when the parser is made,
 * which took longer than parsing a file does; here a choice's first tokens are gathered when it first has to be made.
 */

import {
  Alternation,
  Alternative,
  type ILookaheadStrategy,
  type IProduction,
  LLkLookaheadStrategy,
  NonTerminal,
  Option,
  Repetition,
  type Rule,
  Terminal,
  type TokenType,
} from "chevrotain";

type AlternationOptions = Parameters<ILookaheadStrategy["buildLookaheadForAlternation"]>[0];
type OptionalOptions = Parameters<ILookaheadStrategy["buildLookaheadForOptional"]>[0];
type Chooser = ReturnType<ILookaheadStrategy["buildLookaheadForAlternation"]>;
type Validation = Parameters<ILookaheadStrategy["validate"]>[0];

/** The tokens, by index, with which a production may begin; and whether it may be empty. */
interface Firsts {
  readonly tokens: ReadonlySet<number>;
  readonly empty: boolean;
}

export class FirstTokenLookahead implements ILookaheadStrategy {
  readonly #next: () => number;
  readonly #firsts = new Map<Rule, Firsts>();

  /** `next` gives the index of the type of the token that comes next. */
  constructor(next: () => number) {
    this.#next = next;
  }

  validate(options: Validation): ReturnType<ILookaheadStrategy["validate"]> {
    return new LLkLookaheadStrategy({ maxLookahead: 1 }).validate(options);
  }

  buildLookaheadForAlternation(options: AlternationOptions): Chooser {
    const next = this.#next;
    let choices: readonly (readonly number[] | undefined)[] | undefined;
    if (options.hasPredicates) {
      return (alternatives = []) => {
        choices ??= this.#choices(options);
        return choices[next()]?.find((index) => alternatives[index]?.GATE?.() !== false);
      };
    }
    return () => {
      choices ??= this.#choices(options);
      return choices[next()]?.[0];
    };
  }

  buildLookaheadForOptional(options: OptionalOptions): () => boolean {
    const next = this.#next;
    let begins: readonly (boolean | undefined)[] | undefined;
    return () => {
      begins ??= this.#begins(options);
      return begins[next()] === true;
    };
  }

  /** For each token the alternatives that begin with it, in their order. */
  #choices({ rule, prodOccurrence }: AlternationOptions): readonly (readonly number[] | undefined)[] {
    const alternation = find(rule.definition, (p) => p instanceof Alternation && p.idx === prodOccurrence);
    const choices: (number[] | undefined)[] = [];
    for (const [index, alternative] of definitionOf(alternation).entries()) {
      for (const token of this.#firstsOf(definitionOf(alternative)).tokens) {
        const chosen = choices[token] ?? [];
        chosen.push(index);
        choices[token] = chosen;
      }
    }
    return dense(choices);
  }

  #begins({ rule, prodOccurrence, prodType }: OptionalOptions): readonly (boolean | undefined)[] {
    const kind = prodType === "Option" ? Option : Repetition;
    const production = find(rule.definition, (p) => p instanceof kind && p.idx === prodOccurrence);
    const begins: boolean[] = [];
    for (const token of this.#firstsOf(definitionOf(production)).tokens) begins[token] = true;
    return dense(begins);
  }

  #firstsOf(sequence: readonly IProduction[]): Firsts {
    const tokens = new Set<number>();
    for (const production of sequence) {
      const firsts = this.#firstsOfOne(production);
      for (const token of firsts.tokens) tokens.add(token);
      if (!firsts.empty) return { tokens, empty: false };
    }
    return { tokens, empty: true };
  }

  #firstsOfOne(production: IProduction): Firsts {
    if (production instanceof Terminal) return { tokens: new Set(matched(production.terminalType)), empty: false };
    if (production instanceof NonTerminal) return this.#firstsOfRule(production.referencedRule);
    if (!(production instanceof Alternation)) return { ...this.#firstsOf(definitionOf(production)), empty: true };
    const alternatives = definitionOf(production).map((alternative) => this.#firstsOf(definitionOf(alternative)));
    return {
      tokens: new Set(alternatives.flatMap((firsts) => [...firsts.tokens])),
      empty: alternatives.some((firsts) => firsts.empty),
    };
  }

  #firstsOfRule(rule: Rule): Firsts {
    const known = this.#firsts.get(rule);
    if (known !== undefined) return known;
    const firsts = this.#firstsOf(rule.definition);
    this.#firsts.set(rule, firsts);
    return firsts;
  }
}

/** The types that a token of the grammar stands for: itself, and those in its category. */
function matched(type: TokenType): readonly number[] {
  return [type.tokenTypeIdx ?? 0, ...(type.categoryMatches ?? [])];
}

/** What stands inside a production; the grammar has no other kinds of it. */
function definitionOf(production: IProduction | undefined): readonly IProduction[] {
  if (production instanceof Option || production instanceof Repetition) return production.definition;
  if (production instanceof Alternation || production instanceof Alternative) return production.definition;
  return [];
}

/** The production within a rule; other rules are not entered. */
function find(sequence: readonly IProduction[], is: (production: IProduction) => boolean): IProduction | undefined {
  for (const production of sequence) {
    if (is(production)) return production;
    if (production instanceof NonTerminal || production instanceof Terminal) continue;
    const inner = find(definitionOf(production), is);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** Without holes, which would make every look-up slow. */
function dense<T>(sparse: readonly (T | undefined)[]): readonly (T | undefined)[] {
  return Array.from(sparse);
}
