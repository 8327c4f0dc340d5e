/** The grammar as chevrotain records it, and the table of first tokens that the parser runs on. */

import {
  Alternation,
  Alternative,
  type IProduction,
  NonTerminal,
  Option,
  Repetition,
  type Rule,
  Terminal,
} from "chevrotain";
import type { RuleFirsts } from "../parser/lookahead.ts";
import { Parser } from "../parser/parser.ts";

/** The rules of the grammar; throws where chevrotain finds that it is ambiguous, or does not end. */
export function recordedRules(): readonly Rule[] {
  return Object.values(new RecordedParser().getGAstProductions());
}

class RecordedParser extends Parser {
  constructor() {
    super();
    this.performSelfAnalysis();
  }
}

export const FIRSTS_FILE = "dsl/parser/firsts.ts";

/** What `FIRSTS_FILE` has to hold. */
export function firstsText(): string {
  const rules = recordedRules().map((rule) => `  ${rule.name}: ${JSON.stringify(firstsOfRule(rule))},`);
  return `/** The first tokens of what each rule holds. Written by \`node scripts/grammar.ts\` from the rules; do not edit. */

import type { RuleFirsts } from "./lookahead.ts";

// biome-ignore format: one line for each rule
export const FIRSTS: Readonly<Record<string, RuleFirsts>> = {
${rules.join("\n")}
};
`;
}

/** The tokens with which a production may begin; and whether it may be empty. */
interface Firsts {
  readonly tokens: ReadonlySet<string>;
  readonly empty: boolean;
}

function firstsOfRule(rule: Rule): RuleFirsts {
  const or: Record<number, string[][]> = {};
  const option: Record<number, string[]> = {};
  const many: Record<number, string[]> = {};
  const visit = (productions: readonly IProduction[]): void => {
    for (const production of productions) {
      const inner = definitionOf(production);
      if (production instanceof Alternation) or[production.idx] = inner.map((one) => namesOf(definitionOf(one)));
      else if (production instanceof Option) option[production.idx] = namesOf(inner);
      else if (production instanceof Repetition) many[production.idx] = namesOf(inner);
      visit(inner);
    }
  };
  visit(rule.definition);
  return { ...nonEmpty({ or }), ...nonEmpty({ option }), ...nonEmpty({ many }) };
}

function nonEmpty<T extends Readonly<Record<string, object>>>(named: T): Partial<T> {
  return Object.values(named).some((value) => Object.keys(value).length > 0) ? named : {};
}

function namesOf(sequence: readonly IProduction[]): string[] {
  return [...firstsOf(sequence).tokens];
}

function firstsOf(sequence: readonly IProduction[]): Firsts {
  const tokens = new Set<string>();
  for (const production of sequence) {
    const firsts = firstsOfOne(production);
    for (const token of firsts.tokens) tokens.add(token);
    if (!firsts.empty) return { tokens, empty: false };
  }
  return { tokens, empty: true };
}

function firstsOfOne(production: IProduction): Firsts {
  if (production instanceof Terminal) return { tokens: new Set([production.terminalType.name]), empty: false };
  if (production instanceof NonTerminal) return firstsOfAll(production.referencedRule);
  if (!(production instanceof Alternation)) return { ...firstsOf(definitionOf(production)), empty: true };
  const alternatives = definitionOf(production).map((alternative) => firstsOf(definitionOf(alternative)));
  return {
    tokens: new Set(alternatives.flatMap((firsts) => [...firsts.tokens])),
    empty: alternatives.some((firsts) => firsts.empty),
  };
}

const known = new WeakMap<Rule, Firsts>();

function firstsOfAll(rule: Rule): Firsts {
  const firsts = known.get(rule) ?? firstsOf(rule.definition);
  known.set(rule, firsts);
  return firsts;
}

/** What stands inside a production within the rule; the grammar has no other kinds of it. */
function definitionOf(production: IProduction): readonly IProduction[] {
  if (production instanceof Option || production instanceof Repetition) return production.definition;
  if (production instanceof Alternation || production instanceof Alternative) return production.definition;
  return [];
}
