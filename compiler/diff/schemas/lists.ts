/** A list that keeps all rules, or the proof that there is none. */

import { canonical, type Json } from "../json.ts";
import { type Answer, NO, unknown, yes } from "./answer.ts";
import { fits, type ListRule, type Literal, misfits, type Node } from "./node.ts";
import type { Solve } from "./solve.ts";

/** Longer lists are not made, nor shown to be impossible. */
const LONGEST = 200;
const MOST_TRIES = 2000;

/** Makes nodes of exactly these values. */
export interface Values {
  of(values: readonly Json[]): Node;
}

/** Some item from `from` on, before `to`, of which this holds. */
interface Somewhere {
  readonly from: number;
  readonly to: number;
  readonly is: Literal;
}

export class ListQuestion {
  #min = 0;
  #max = Infinity;
  readonly #rules: ListRule[] = [];
  readonly #everywhere: Literal[] = [];
  readonly #somewhere: Somewhere[] = [];
  #unique = false;
  #repeats = false;

  clone(): ListQuestion {
    const copy = new ListQuestion();
    copy.#min = this.#min;
    copy.#max = this.#max;
    copy.#rules.push(...this.#rules);
    copy.#everywhere.push(...this.#everywhere);
    copy.#somewhere.push(...this.#somewhere);
    copy.#unique = this.#unique;
    copy.#repeats = this.#repeats;
    return copy;
  }

  keep(rule: ListRule): void {
    this.atLeast(rule.minItems);
    this.atMost(rule.maxItems);
    if (rule.prefix.length > 0 || rule.rest !== null) this.#rules.push(rule);
    this.#unique ||= rule.unique;
    // More than one, or at most so many, are not counted: whoever asks tries the value out.
    if (rule.contains !== null && rule.minContains >= 1) this.somewhere(0, Infinity, fits(rule.contains));
  }

  atLeast(length: number): void {
    this.#min = Math.max(this.#min, length);
  }

  atMost(length: number): void {
    this.#max = Math.min(this.#max, length);
  }

  everywhere(is: Literal): void {
    this.#everywhere.push(is);
  }

  somewhere(from: number, to: number, is: Literal): void {
    this.#somewhere.push({ from, to, is });
  }

  repeats(): void {
    this.#repeats = true;
  }

  /** `except` are lists that it must not be. */
  solve(solve: Solve, nodes: Values, except: readonly Json[]): Answer {
    const unwanted = new Set(except.map(canonical));
    if (this.#min > this.#max || (this.#unique && this.#repeats)) return NO;
    const fixed = Math.max(
      0,
      ...this.#rules.map(({ prefix }) => prefix.length),
      ...this.#somewhere.map(({ from }) => from),
    );
    const enough = fixed + this.#somewhere.length + (this.#repeats ? 2 : 0) + 1;
    const longest = Math.min(this.#max, Math.max(this.#min, enough));
    if (this.#min > LONGEST) return unknown("lists that are too long");
    let best: Answer = NO;
    for (let length = this.#min; length <= Math.min(longest, LONGEST); length++) {
      const answer = this.#ofLength(length, solve, nodes, unwanted);
      if (answer.kind === "yes") return answer;
      if (answer.kind === "unknown") best = answer;
    }
    return best;
  }

  #ofLength(length: number, solve: Solve, nodes: Values, unwanted: ReadonlySet<string>): Answer {
    if (this.#repeats && length < 2) return NO;
    const items = Array.from({ length }, (_, index) => this.#itemAt(index));
    let tries = 0;
    const place = (at: number): Answer => {
      if (++tries > MOST_TRIES) return unknown("too many ways to fill a list");
      const wanted = this.#somewhere[at];
      if (wanted === undefined) return this.#filled(items, solve, nodes, unwanted);
      let best: Answer = NO;
      for (let index = wanted.from; index < Math.min(wanted.to, length); index++) {
        const item = items[index];
        if (item === undefined) break;
        item.push(wanted.is);
        const answer = place(at + 1);
        item.pop();
        if (answer.kind === "yes") return answer;
        if (answer.kind === "unknown") best = answer;
      }
      return best;
    };
    return place(0);
  }

  #itemAt(index: number): Literal[] {
    const own = this.#rules.flatMap(({ prefix, rest }) => {
      const node = prefix[index] ?? (index >= prefix.length ? rest : null);
      return node === null ? [] : [fits(node)];
    });
    return [...own, ...this.#everywhere];
  }

  #filled(items: readonly Literal[][], solve: Solve, nodes: Values, unwanted: ReadonlySet<string>): Answer {
    if (this.#repeats) return this.#repeated(items, solve);
    const made: Json[] = [];
    for (const item of items) {
      const others = this.#unique && made.length > 0 ? [misfits(nodes.of([...made]))] : [];
      const answer = solve([...item, ...others]);
      if (answer.kind === "unknown") return answer;
      if (answer.kind === "no") {
        // Another choice for the items before might leave one for this.
        const isHopeless = others.length === 0 || solve(item).kind === "no";
        return isHopeless ? NO : unknown("uniqueItems with few values");
      }
      made.push(answer.value);
    }
    if (!unwanted.has(canonical(made))) return yes(made);
    return this.#another(items, made, solve, nodes, unwanted);
  }

  /** The same length with another value in one place. */
  #another(
    items: readonly Literal[][],
    made: readonly Json[],
    solve: Solve,
    nodes: Values,
    unwanted: ReadonlySet<string>,
  ): Answer {
    let best: Answer = NO;
    for (const [index, item] of items.entries()) {
      const tried: Json[] = [made[index] ?? null];
      while (tried.length <= unwanted.size) {
        const avoid = this.#unique ? [...made, ...tried] : tried;
        const answer = solve([...item, misfits(nodes.of(avoid))]);
        if (answer.kind === "unknown") best = answer;
        if (answer.kind !== "yes") break;
        const list = made.map((value, place) => (place === index ? answer.value : value));
        if (!unwanted.has(canonical(list))) return yes(list);
        tried.push(answer.value);
      }
    }
    // Two places changed at once might do, where there are several.
    return best.kind === "no" && items.length > 1 && unwanted.size > 1 ? unknown("many lists are excluded") : best;
  }

  #repeated(items: readonly Literal[][], solve: Solve): Answer {
    let best: Answer = NO;
    const singles = items.map((item) => solve(item));
    const impossible = singles.find(({ kind }) => kind !== "yes");
    if (impossible !== undefined) return impossible;
    for (let a = 0; a < items.length; a++) {
      for (let b = a + 1; b < items.length; b++) {
        const answer = solve([...(items[a] ?? []), ...(items[b] ?? [])]);
        if (answer.kind === "yes") {
          const { value } = answer;
          return yes(
            singles.map((single, index) =>
              index === a || index === b ? value : single.kind === "yes" ? single.value : null,
            ),
          );
        }
        if (answer.kind === "unknown") best = answer;
      }
    }
    return best;
  }
}
