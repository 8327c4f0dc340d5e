/**
 * Values of one kind that answer a question: its literals are worked off into rules. A keyword that leaves a choice (`anyOf`,
 * or all the ways in which a value may break a schema) makes branches, and rules without choices are for their solver.
 */

import { isSame, type Json, type Kind, kindOf } from "../json.ts";
import { type Answer, firstOf, NO, unknown, yes } from "./answer.ts";
import { waysToBreak } from "./breaks.ts";
import { areDisjoint } from "./disjoint.ts";
import { oneOf } from "./evaluate.ts";
import { ListQuestion } from "./lists.ts";
import type { Nodes } from "./load.ts";
import { fits, type Literal, misfits, type Node } from "./node.ts";
import { NumberQuestion } from "./numbers.ts";
import { type FindName, ObjectQuestion } from "./objects.ts";
import type { Solver } from "./solve.ts";
import { TextQuestion } from "./texts.ts";

/** What a branch has gathered so far. Of the questions only that of its own kind is asked, so only that is copied. */
export class Rules {
  readonly number: NumberQuestion;
  readonly text: TextQuestion;
  readonly list: ListQuestion;
  readonly object: ObjectQuestion;
  /** Only these values, where `enum` or `const` say so. */
  only: readonly Json[] | null = null;
  except: readonly Json[] = [];
  /** A keyword that is not known here: a value that was found may not be one. */
  doubt: string | null = null;

  constructor(kind: Kind, from?: Rules) {
    const own = <Question extends { clone(): Question }>(
      is: Kind,
      before: Question | undefined,
      made: () => Question,
    ) => (before === undefined ? made() : is === kind ? before.clone() : before);
    this.number = own("number", from?.number, () => new NumberQuestion());
    this.text = own("string", from?.text, () => new TextQuestion());
    this.list = own("array", from?.list, () => new ListQuestion());
    this.object = own("object", from?.object, () => new ObjectQuestion());
    this.only = from?.only ?? null;
    this.except = from?.except ?? [];
    this.doubt = from?.doubt ?? null;
  }
}

/** One way to go on: it adds rules, and literals that are to be worked off. */
export type Way = (rules: Rules, pending: Literal[]) => void;

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
    if (!this.#solver.step()) return unknown("schemas that leave too many choices");
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

  /** What must fit comes first, as it rules out much; then the fewest ways. What another node rules out is broken already. */
  #choose(rules: Rules, all: readonly Choice[], done: Done): Answer {
    const choices = all.filter(
      ({ broken }) => broken === null || ![...done.fits].some((node) => areDisjoint(node, broken)),
    );
    const [first, ...others] = choices.sort((a, b) => weight(a) - weight(b));
    if (first === undefined) return doubted(this.#leaf(rules), rules.doubt);
    return firstOf(first.ways, (way) => {
      const [own, more]: [Rules, Literal[]] = [new Rules(this.#kind, rules), []];
      way(own, more);
      const isRuledOut = more.some(
        ({ node, fits: isFit }) => isFit && [...done.fits].some((other) => areDisjoint(node, other)),
      );
      return isRuledOut ? NO : this.#work(own, more, others, done);
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
      choices.push(choice(this.#possible(node.any).map((each) => (_, more) => more.push(fits(each)))));
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
    return possible.map(
      (each) => (_, more) => more.push(fits(each), ...possible.filter((other) => other !== each).map(misfits)),
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

function doubted(answer: Answer, why: string | null): Answer {
  return answer.kind === "yes" && why !== null ? unknown(why) : answer;
}

/** What is there brings with it what else must be there, or how all of it must be. */
function dependencies({ object }: Node): Way[][] {
  if (object === null) return [];
  const absent =
    (name: string): Way =>
    (rules) =>
      rules.object.absent(name);
  return [
    ...object.requires.map(([name, names]): Way[] => [
      absent(name),
      (rules) => {
        for (const each of [name, ...names]) rules.object.present(each);
      },
    ]),
    ...object.implies.map(([name, node]): Way[] => [
      absent(name),
      (rules, more) => {
        rules.object.present(name);
        more.push(fits(node));
      },
    ]),
  ];
}

function waysToChoose({ if: condition, then, else: otherwise }: NonNullable<Node["choice"]>): Way[] {
  return [
    (_, more) => more.push(fits(condition), ...(then === null ? [] : [fits(then)])),
    (_, more) => more.push(misfits(condition), ...(otherwise === null ? [] : [fits(otherwise)])),
  ];
}
