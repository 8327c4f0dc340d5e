/** A list that keeps all rules, or the proof that there is none. */

import { canonical, type Json } from "../json.ts";
import { type Answer, firstOf, NO, unknown, yes } from "./answer.ts";
import { fits, type ListRule, type Literal, misfits, type Node } from "./node.ts";
import type { Solve } from "./solve.ts";

/** Lists with more items that are looked at one by one are not made. */
const LONGEST = 200;
/** Nor are longer ones of which all behind the first items is alike. */
const LONGEST_MADE = 20_000;
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

/** So many items fit a node. */
interface Count {
  readonly of: Node;
  readonly min: number;
  readonly max: number;
}

export class ListQuestion {
  #min = 0;
  #max = Infinity;
  readonly #rules: ListRule[] = [];
  readonly #everywhere: Literal[] = [];
  readonly #somewhere: Somewhere[] = [];
  readonly #counts: Count[] = [];
  #unique = false;
  #repeats = false;

  clone(): ListQuestion {
    const copy = new ListQuestion();
    copy.#min = this.#min;
    copy.#max = this.#max;
    copy.#rules.push(...this.#rules);
    copy.#everywhere.push(...this.#everywhere);
    copy.#somewhere.push(...this.#somewhere);
    copy.#counts.push(...this.#counts);
    copy.#unique = this.#unique;
    copy.#repeats = this.#repeats;
    return copy;
  }

  keep(rule: ListRule): void {
    this.atLeast(rule.minItems);
    this.atMost(rule.maxItems);
    if (rule.prefix.length > 0 || rule.rest !== null) this.#rules.push(rule);
    this.#unique ||= rule.unique;
    if (rule.contains !== null) this.count(rule.contains, rule.minContains, rule.maxContains);
  }

  /** From so many to so many items fit. */
  count(of: Node, min: number, max: number): void {
    if (max === 0) this.everywhere(misfits(of));
    else if (min === 1 && max === Infinity) this.somewhere(0, Infinity, fits(of));
    else if (min > 0 || max < Infinity) this.#counts.push({ of, min, max });
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
    if (this.#counts.some(({ min, max }) => min > max)) return NO;
    const enough = this.#enough();
    const isAlike = !this.#unique && this.#counts.length === 0 && unwanted.size === 0;
    if (this.#min > (isAlike ? LONGEST_MADE : LONGEST)) return this.#tooLong(enough, solve);
    let best: Answer = NO;
    const longest = Math.min(this.#max, Math.max(this.#min, Math.min(enough, LONGEST)));
    for (let length = this.#min; length <= longest; length++) {
      const search = new Search(this.#itemsOf(isAlike ? Math.min(length, enough) : length), length, solve);
      const answer = this.#placed(search, 0, () =>
        this.#counted(search, 0, () => this.#filled(search, nodes, unwanted)),
      );
      if (answer.kind === "yes") return answer;
      if (answer.kind === "unknown") best = answer;
    }
    return best;
  }

  /** If there is such a list, there is one of no more than so many items, or with more that are like its last. */
  #enough(): number {
    const fixed = Math.max(
      0,
      ...this.#rules.map(({ prefix }) => prefix.length),
      ...this.#somewhere.map(({ from }) => from),
    );
    const counted = this.#counts.reduce((sum, { min }) => sum + min, 0);
    return fixed + this.#somewhere.length + counted + (this.#repeats ? 2 : 0) + 1;
  }

  /** What cannot stand in a short list cannot stand in a long one. */
  #tooLong(enough: number, solve: Solve): Answer {
    const search = new Search(this.#itemsOf(Math.min(enough, LONGEST)), enough, solve);
    return this.#placed(search, 0, () =>
      search.items.some((item) => solve(item).kind === "no") ? NO : unknown("lists that are too long"),
    );
  }

  #itemsOf(length: number): Literal[][] {
    return Array.from({ length }, (_, index) => this.#itemAt(index));
  }

  /** Each of what must be somewhere is put somewhere. */
  #placed(search: Search, at: number, then: () => Answer): Answer {
    const wanted = this.#somewhere[at];
    if (wanted === undefined) return then();
    const places = search.items.slice(wanted.from, wanted.to);
    return firstOf(places, (item) => search.with(item, wanted.is, () => this.#placed(search, at + 1, then)));
  }

  /** Each item is told whether it is one of those that are counted. */
  #counted(search: Search, at: number, then: () => Answer): Answer {
    const count = this.#counts[at];
    if (count === undefined) return then();
    const { of, min, max } = count;
    const from = (index: number, got: number): Answer => {
      const item = search.items[index];
      if (got > max || got + search.items.length - index < min) return NO;
      if (item === undefined) return this.#counted(search, at + 1, then);
      const ways = got < min ? [fits(of), misfits(of)] : [misfits(of), fits(of)];
      return firstOf(ways, (way) => search.with(item, way, () => from(index + 1, got + (way.fits ? 1 : 0))));
    };
    return from(0, 0);
  }

  #itemAt(index: number): Literal[] {
    const own = this.#rules.flatMap(({ prefix, rest }) => {
      const node = prefix[index] ?? (index >= prefix.length ? rest : null);
      return node === null ? [] : [fits(node)];
    });
    return [...own, ...this.#everywhere];
  }

  #filled({ items, length, solve }: Search, nodes: Values, unwanted: ReadonlySet<string>): Answer {
    if (this.#repeats) return length < 2 ? NO : this.#repeated(items, length, solve);
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
    if (unwanted.size === 0 || !unwanted.has(canonical(made))) return yes(lengthened(made, length));
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

  #repeated(items: readonly Literal[][], length: number, solve: Solve): Answer {
    let best: Answer = NO;
    const singles = items.map((item) => solve(item));
    const impossible = singles.find(({ kind }) => kind !== "yes");
    if (impossible !== undefined) return impossible;
    for (let a = 0; a < items.length; a++) {
      for (let b = a + 1; b < items.length; b++) {
        const answer = solve([...(items[a] ?? []), ...(items[b] ?? [])]);
        if (answer.kind === "yes") {
          const { value } = answer;
          const made = singles.map((single, index) =>
            index === a || index === b ? value : single.kind === "yes" ? single.value : null,
          );
          return yes(lengthened(made, length));
        }
        if (answer.kind === "unknown") best = answer;
      }
    }
    return best;
  }
}

/** A list in the making: its first items, of which the last stands for all behind it. */
class Search {
  readonly items: readonly Literal[][];
  readonly length: number;
  readonly solve: Solve;
  #tries = 0;

  constructor(items: readonly Literal[][], length: number, solve: Solve) {
    this.items = items;
    this.length = length;
    this.solve = solve;
  }

  /** Goes on with an item of which this holds too, if any value is left for it. */
  with(item: Literal[], is: Literal, then: () => Answer): Answer {
    if (++this.#tries > MOST_TRIES) return unknown("too many ways to fill a list");
    item.push(is);
    const answer = this.solve(item).kind === "no" ? NO : then();
    item.pop();
    return answer;
  }
}

/** With as many more of its last item. */
function lengthened(made: readonly Json[], length: number): readonly Json[] {
  const last = made.at(-1);
  return last === undefined || made.length >= length
    ? made
    : [...made, ...Array.from({ length: length - made.length }, () => last)];
}
