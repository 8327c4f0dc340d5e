/**
 * Values of one kind that answer a question: its literals are worked off into rules. A keyword that leaves a choice (`anyOf`,
 * or all the ways in which a value may break a schema) makes branches, and rules without choices are for their solver.
 */

import { isSame, type Kind, kindOf } from "../json.ts";
import { type Answer, firstOf, NO, unknown, yes } from "./answer.ts";
import { waysToBreak } from "./breaks.ts";
import { areDisjoint } from "./disjoint.ts";
import { oneOf } from "./evaluate.ts";
import { fits, type Literal, misfits, type Node } from "./node.ts";
import type { Nodes } from "./nodes.ts";
import type { FindName } from "./objects.ts";
import type { Solver } from "./solve.ts";
import { literally, Rules, ruled, type Way } from "./way.ts";

/** Ways of which one must be gone. */
interface Choice {
  readonly ways: readonly Way[];
  /** Of a node that must be broken: nothing is to be done where another node rules it out. */
  readonly broken: Node | null;
}

/** Literals that were worked off. */
interface Done {
  readonly fits: ReadonlySet<Node>;
  readonly misfits: ReadonlySet<Node>;
}

export class Branch {
  readonly #solver: Solver;
  readonly #nodes: Nodes;
  readonly #kind: Kind;
  readonly #question: readonly Literal[];

  constructor(solver: Solver, nodes: Nodes, kind: Kind, question: readonly Literal[]) {
    this.#solver = solver;
    this.#nodes = nodes;
    this.#kind = kind;
    this.#question = question;
  }

  run(): Answer {
    return this.#work(new Rules(this.#kind), [...this.#question], [], { fits: new Set(), misfits: new Set() });
  }

  #work(rules: Rules, pending: Literal[], open: readonly Choice[], before: Done): Answer {
    return this.#solver.step(() => this.#workOff(rules, pending, open, before));
  }

  #workOff(rules: Rules, pending: Literal[], open: readonly Choice[], before: Done): Answer {
    const choices = [...open];
    const done = { fits: new Set(before.fits), misfits: new Set(before.misfits) };
    for (let literal = pending.pop(); literal !== undefined; literal = pending.pop()) {
      const { node, fits: isFit } = literal;
      const [own, other] = isFit ? [done.fits, done.misfits] : [done.misfits, done.fits];
      if (other.has(node)) return NO;
      if (own.has(node)) continue;
      own.add(node);
      const isPossible = isFit ? this.#keep(node, rules, pending, choices) : this.#break(node, choices);
      if (!isPossible) return NO;
    }
    if (rules.object.isContradictory) return NO;
    return this.#choose(rules, choices, done);
  }

  /** What leaves one way comes first, then what must fit, as it rules out much; then the fewest ways. */
  #choose(rules: Rules, all: readonly Choice[], done: Done): Answer {
    const choices: Choice[] = [];
    for (const { ways, broken } of all) {
      // What another node rules out is broken already.
      if (broken !== null && isRuledOut(broken, done)) continue;
      const left = ways.filter(({ literals }) => !literals.some((literal) => contradicts(literal, done)));
      if (left.length === 0) return NO;
      if (!left.some((way) => isGone(way, done))) choices.push({ ways: left, broken });
    }
    const [first, ...others] = choices.sort((a, b) => weight(a) - weight(b));
    if (first === undefined) return doubted(this.#leaf(rules), rules.doubt);
    return firstOf(turned(first.ways, this.#solver.turn), ({ literals, rule }) => {
      const own = new Rules(this.#kind, rules);
      rule?.(own);
      return this.#work(own, [...literals], others, done);
    });
  }

  /** False where no value of this kind fits. */
  #keep(node: Node, rules: Rules, pending: Literal[], choices: Choice[]): boolean {
    const kind = this.#kind;
    if (node.never || (node.kinds !== null && !node.kinds.has(kind))) return false;
    if (kind === "number" && node.whole) rules.number.whole();
    const { values, only } = { values: node.values, only: rules.only };
    if (values !== null)
      rules.only = only === null ? values : only.filter((value) => values.some((other) => isSame(value, other)));
    if (kind === "number" && node.number !== null) rules.number.keep(node.number);
    if (kind === "string" && node.text !== null) rules.text.keep(node.text);
    if (kind === "array" && node.list !== null) rules.list.keep(node.list);
    if (kind === "object" && node.object !== null) {
      rules.object.keep(node.object);
      choices.push(...dependencies(node).map(choice));
    }
    pending.push(...node.all.map(fits));
    if (node.not !== null) pending.push(misfits(node.not));
    if (node.any !== null) {
      choices.push(choice(this.#possible(node.any).map((each) => literally(fits(each)))));
    }
    if (node.one !== null) choices.push(choice(this.#waysToBeOne(node.one)));
    if (node.choice !== null) choices.push(choice(waysToChoose(node.choice)));
    return true;
  }

  #possible(nodes: readonly Node[]): readonly Node[] {
    return nodes.filter(({ never, kinds }) => !never && (kinds === null || kinds.has(this.#kind)));
  }

  #waysToBeOne(nodes: readonly Node[]): Way[] {
    const possible = this.#possible(nodes);
    return possible.map((each, index) =>
      literally(fits(each), ...possible.filter((_, at) => at !== index).map(misfits)),
    );
  }

  /** False where every value of this kind fits, so that none breaks it. */
  #break(node: Node, choices: Choice[]): boolean {
    if (node.never || (node.kinds !== null && !node.kinds.has(this.#kind))) return true;
    const ways = waysToBreak(node, this.#kind);
    if (ways.length === 0) return false;
    choices.push({ ways, broken: node });
    return true;
  }

  #leaf(rules: Rules): Answer {
    const { only } = rules;
    const except = rules.except.filter((value) => kindOf(value) === this.#kind);
    if (only !== null) {
      const own = only.filter((value) => kindOf(value) === this.#kind);
      return oneOf(own, this.#question);
    }
    switch (this.#kind) {
      case "null":
        return except.length === 0 ? yes(null) : NO;
      case "boolean":
        return firstOf([true, false], (value) => (except.includes(value) ? NO : yes(value)));
      case "number":
        return rules.number.solve(except);
      case "string":
        return rules.text.solve(except.filter((value) => typeof value === "string"));
      case "array":
        return rules.list.solve(this.#solver.solve, this.#nodes, except);
      case "object":
        return rules.object.solve(this.#solver.solve, this.#findName, this.#nodes, except);
    }
  }

  readonly #findName: FindName = (literals, matches, misses, except) =>
    this.#solver.solve([
      ...literals,
      fits(this.#nodes.text()),
      ...matches.map((pattern) => fits(this.#nodes.pattern(pattern))),
      ...misses.map((pattern) => misfits(this.#nodes.pattern(pattern))),
      ...(except.length === 0 ? [] : [misfits(this.#nodes.of([...except].sort()))]),
    ]);
}

const weight = ({ ways, broken }: Choice): number => ways.length + (broken === null || ways.length === 1 ? 0 : 1000);

const choice = (ways: readonly Way[]): Choice => ({ ways, broken: null });

const isRuledOut = (node: Node, { fits: kept }: Done): boolean => [...kept].some((other) => areDisjoint(node, other));

function contradicts({ node, fits: isFit }: Literal, done: Done): boolean {
  return isFit ? done.misfits.has(node) || isRuledOut(node, done) : done.fits.has(node);
}

const isGone = ({ literals, rule }: Way, done: Done): boolean =>
  rule === null && literals.every(({ node, fits: isFit }) => (isFit ? done.fits : done.misfits).has(node));

/** Begun at another place. */
function turned<T>(list: readonly T[], by: number): readonly T[] {
  const first = by % Math.max(1, list.length);
  return [...list.slice(first), ...list.slice(0, first)];
}

function doubted(answer: Answer, why: string | null): Answer {
  return answer.kind === "yes" && why !== null ? unknown(why) : answer;
}

/** What is there brings with it what else must be there, or how all of it must be. */
function dependencies({ object }: Node): Way[][] {
  if (object === null) return [];
  const absent = (name: string): Way => ruled((rules) => rules.object.absent(name));
  return [
    ...object.requires.map(([name, names]): Way[] => [
      absent(name),
      ruled((rules) => {
        for (const each of [name, ...names]) rules.object.present(each);
      }),
    ]),
    ...object.implies.map(([name, node]): Way[] => [
      absent(name),
      ruled((rules) => rules.object.present(name), fits(node)),
    ]),
  ];
}

function waysToChoose({ if: condition, then, else: otherwise }: NonNullable<Node["choice"]>): Way[] {
  return [
    literally(fits(condition), ...(then === null ? [] : [fits(then)])),
    literally(misfits(condition), ...(otherwise === null ? [] : [fits(otherwise)])),
  ];
}
