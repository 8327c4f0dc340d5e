/**
 * Runs a chevrotain grammar with less to do for each rule and token. chevrotain's own engine records the grammar when a
 * parser is made and keeps, for each rule that runs, what its error recovery and syntax trees need; a program that lives
 * for the fraction of a second that a compile takes spends more on that than on parsing. Here recovery is our own, trees
 * are made by the rules, and what a choice may begin with was found out before (`firsts.ts`).
 */

import { EmbeddedActionsParser, type ParserMethod, type TokenType, tokenLabel } from "chevrotain";
import type { Token } from "../scanner/tokens.ts";
import { ALL_TOKENS } from "../scanner/tokens.ts";
import { Lookahead, NO_LOOKAHEAD } from "./lookahead.ts";

/** A rule of the grammar. */
export type Rule<T, Arguments extends unknown[] = []> = ParserMethod<Arguments, T>;

/** What stands behind a rule, under the names by which chevrotain records it. */
interface RuleBody {
  readonly ruleName: string;
  readonly originalGrammarAction: (...args: readonly unknown[]) => unknown;
  readonly lookahead: Lookahead;
}

type Action = () => unknown;
type Gated = Action | { readonly DEF: Action; readonly GATE?: () => boolean };
type Alternatives = readonly { readonly ALT: Action; readonly GATE?: () => boolean }[];
type Choice = Alternatives | { readonly DEF: Alternatives; readonly ERR_MSG?: string };

/** What comes next cannot stand there; the message is what was expected, in words. */
export class Mismatch extends Error {}

/** The methods are those to which chevrotain's `CONSUME`, `SUBRULE`, `OPTION`, `OR` and `MANY` hand their arguments. */
export abstract class Engine extends EmbeddedActionsParser {
  /** chevrotain's own: the index of the token that was consumed last. */
  declare protected currIdx: number;
  protected tokens: Token[] = [];
  /** Of the rule that runs. Whoever catches an error sets it back to what it was. */
  protected lookahead: Lookahead = NO_LOOKAHEAD;

  constructor() {
    super(ALL_TOKENS, { maxLookahead: 1, recoveryEnabled: false });
  }

  protected defineRule(ruleName: string, originalGrammarAction: RuleBody["originalGrammarAction"]): RuleBody {
    const body = { ruleName, originalGrammarAction, lookahead: new Lookahead(ruleName) };
    return Object.assign((...ARGS: unknown[]) => this.subruleInternal(body, 0, { ARGS }), body);
  }

  protected subruleInternal(rule: RuleBody, _: number, options?: { readonly ARGS: readonly unknown[] }): unknown {
    const caller = this.lookahead;
    this.lookahead = rule.lookahead;
    const result = options === undefined ? rule.originalGrammarAction() : rule.originalGrammarAction(...options.ARGS);
    this.lookahead = caller;
    return result;
  }

  protected consumeInternal(type: TokenType, _: number, options?: { readonly ERR_MSG?: string }): Token {
    const next = this.tokens[this.currIdx + 1];
    if (next === undefined || !matches(next, type)) throw new Mismatch(options?.ERR_MSG ?? `\`${tokenLabel(type)}\``);
    this.currIdx++;
    return next;
  }

  protected optionInternal(option: Gated, index: number): unknown {
    if (typeof option === "function") return this.#begins("option", index) ? option() : undefined;
    return option.GATE?.() !== false && this.#begins("option", index) ? option.DEF() : undefined;
  }

  protected manyInternal(index: number, many: Gated): void {
    const action = typeof many === "function" ? many : many.DEF;
    const gate = typeof many === "function" ? undefined : many.GATE;
    for (let before = -2; before < this.currIdx; ) {
      before = this.currIdx;
      if (gate?.() === false || !this.#begins("many", index)) return;
      action();
    }
  }

  protected orInternal(choice: Choice, index: number): unknown {
    const alternatives = "DEF" in choice ? choice.DEF : choice;
    for (const at of this.lookahead.alternatives(index)[this.#next()] ?? []) {
      const alternative = alternatives[at];
      if (alternative !== undefined && alternative.GATE?.() !== false) return alternative.ALT();
    }
    throw new Mismatch("ERR_MSG" in choice ? (choice.ERR_MSG ?? "") : "");
  }

  #begins(kind: "option" | "many", index: number): boolean {
    return this.lookahead[kind](index)[this.#next()] === true;
  }

  /** The type of the token that comes next, by its index. */
  #next(): number {
    return this.tokens[this.currIdx + 1]?.tokenTypeIdx ?? 0;
  }
}

function matches(token: Token, type: TokenType): boolean {
  const index = token.tokenTypeIdx;
  return index === type.tokenTypeIdx || type.categoryMatchesMap?.[index] === true;
}
