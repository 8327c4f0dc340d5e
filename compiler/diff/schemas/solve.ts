/**
 * Whether some value fits all of several schemas and none of several others, and if so one. It is looked for kind by kind
 * (branch.ts).
 *
 * A question that comes up again while it is being answered has the answer no: no value is infinitely deep. Such an answer
 * holds where the question that it leans on ends with no as well.
 */

import { KINDS } from "../json.ts";
import { type Answer, firstOf, NO, unknown } from "./answer.ts";
import { Branch } from "./branch.ts";
import { oneOf } from "./evaluate.ts";
import type { Literal } from "./node.ts";
import type { Nodes } from "./nodes.ts";

export type Solve = (literals: readonly Literal[]) => Answer;

/** So many branches are looked at in all. */
const MOST_STEPS = 10_000;
const MOST_DEPTH = 100;
/** And so many, one within another, as the stack has an end. */
const MOST_WITHIN = 500;

/** So many times a search is begun anew with choices in another order, each time with so many steps. */
const TURNS = 8;
const STEPS_OF_TURN = 1500;

/** What is not found in the order of the schema may be near where it is begun at another place. */
export function solved(nodes: Nodes, question: readonly Literal[]): Answer {
  let answer = new Solver(nodes).solve(question);
  for (let turn = 1; turn <= TURNS && answer.kind === "unknown"; turn++) {
    answer = new Solver(nodes, turn, STEPS_OF_TURN).solve(question);
  }
  return answer;
}

interface Frame {
  /** The outermost question in hand that an answer below leant on. */
  leansOn: number;
}

export class Solver {
  readonly #nodes: Nodes;
  readonly #answers = new Map<string, Answer>();
  /** Answers that lean on a question in hand, by its place. */
  readonly #leaning = new Map<string, number>();
  readonly #frames: Frame[] = [];
  readonly #inHand = new Map<string, number>();
  readonly turn: number;
  readonly #mostSteps: number;
  #steps = 0;
  #within = 0;

  /** Choices are begun at another place with each turn. */
  constructor(nodes: Nodes, turn = 0, mostSteps = MOST_STEPS) {
    this.#nodes = nodes;
    this.turn = turn;
    this.#mostSteps = mostSteps;
  }

  readonly solve: Solve = (literals) => {
    const question = simplified(literals);
    if (question === null) return NO;
    const key = keyOf(question);
    const answer = this.#answers.get(key);
    if (answer !== undefined) return answer;
    const on = this.#leaning.get(key) ?? this.#inHand.get(key);
    return on === undefined ? this.#ask(key, question) : this.#lean(on);
  };

  #lean(on: number): Answer {
    const frame = this.#frames.at(-1);
    if (frame !== undefined) frame.leansOn = Math.min(frame.leansOn, on);
    return NO;
  }

  #ask(key: string, question: readonly Literal[]): Answer {
    const depth = this.#frames.length;
    if (depth > MOST_DEPTH) return unknown("schemas that are nested too deeply");
    const frame: Frame = { leansOn: Infinity };
    this.#frames.push(frame);
    this.#inHand.set(key, depth);
    const values = question.find(({ node, fits }) => fits && node.values !== null)?.node.values ?? null;
    const answer =
      values === null
        ? firstOf(KINDS, (kind) => new Branch(this, this.#nodes, kind, question).run())
        : oneOf(values, question);
    this.#frames.pop();
    this.#inHand.delete(key);
    this.#keep(key, frame.leansOn, depth, answer);
    return answer;
  }

  #keep(key: string, leansOn: number, depth: number, answer: Answer): void {
    const outer = this.#frames.at(-1);
    if (outer !== undefined && leansOn < depth) outer.leansOn = Math.min(outer.leansOn, leansOn);
    if (answer.kind === "no" && leansOn < depth) {
      this.#leaning.set(key, leansOn);
      return;
    }
    // What is not known because it leant on something may be known when that has ended.
    if (answer.kind !== "unknown" || leansOn >= depth) this.#answers.set(key, answer);
    for (const [other, on] of this.#leaning) {
      if (on < depth) continue;
      this.#leaning.delete(other);
      if (answer.kind === "no") this.#answers.set(other, NO);
    }
  }

  /** Looks at one branch more, unless enough have been looked at. */
  step(look: () => Answer): Answer {
    if (++this.#steps > this.#mostSteps || this.#within >= MOST_WITHIN) {
      return unknown("schemas that leave too many choices");
    }
    this.#within++;
    const answer = look();
    this.#within--;
    return answer;
  }
}

/** Literals without doubles, or null where they contradict each other. */
function simplified(literals: readonly Literal[]): readonly Literal[] | null {
  const byNode = new Map<number, Literal>();
  for (const literal of literals) {
    const known = byNode.get(literal.node.id);
    if (known !== undefined && known.fits !== literal.fits) return null;
    byNode.set(literal.node.id, literal);
  }
  return [...byNode.values()].sort((a, b) => a.node.id - b.node.id);
}

const keyOf = (literals: readonly Literal[]): string =>
  literals.map(({ node, fits }) => (fits ? node.id : -1 - node.id)).join();
