/** An object that keeps all rules, or the proof that there is none. */

import { canonical, type Json } from "../json.ts";
import { type Answer, firstOf, NO, unknown, yes } from "./answer.ts";
import { formOf } from "./forms.ts";
import type { Values } from "./lists.ts";
import { fits, type Literal, misfits, type Node, type ObjectRule } from "./node.ts";
import type { Solve } from "./solve.ts";

/** Sorts of names that patterns tell apart grow with two to the power of their number. */
const MOST_PATTERNS = 6;
const MOST_NAMES = 200;
const MOST_TRIES = 2000;

/** Finds a name: a text that fits the literals, and matches and misses patterns. */
export type FindName = (
  literals: readonly Literal[],
  matches: readonly string[],
  misses: readonly string[],
  except: readonly string[],
) => Answer;

/** A property whose name is matched by `pattern` (null: by nothing of the rule), and of which this holds. */
interface Somewhere {
  readonly rule: ObjectRule;
  readonly pattern: string | null;
  readonly is: Literal;
}

export class ObjectQuestion {
  readonly #rules: ObjectRule[] = [];
  readonly #required = new Set<string>();
  readonly #absent = new Set<string>();
  readonly #named: (readonly [name: string, is: Literal])[] = [];
  readonly #somewhere: Somewhere[] = [];
  readonly #badNames: Literal[] = [];
  #min = 0;
  #max = Infinity;

  clone(): ObjectQuestion {
    const copy = new ObjectQuestion();
    copy.#rules.push(...this.#rules);
    for (const name of this.#required) copy.#required.add(name);
    for (const name of this.#absent) copy.#absent.add(name);
    copy.#named.push(...this.#named);
    copy.#somewhere.push(...this.#somewhere);
    copy.#badNames.push(...this.#badNames);
    copy.#min = this.#min;
    copy.#max = this.#max;
    return copy;
  }

  keep(rule: ObjectRule): void {
    this.#rules.push(rule);
    for (const name of rule.required) this.#required.add(name);
    this.atLeast(rule.minProperties);
    this.atMost(rule.maxProperties);
  }

  atLeast(count: number): void {
    this.#min = Math.max(this.#min, count);
  }

  atMost(count: number): void {
    this.#max = Math.min(this.#max, count);
  }

  present(name: string): void {
    this.#required.add(name);
  }

  absent(name: string): void {
    this.#absent.add(name);
  }

  property(name: string, is: Literal): void {
    this.#required.add(name);
    this.#named.push([name, is]);
  }

  somewhere(rule: ObjectRule, pattern: string | null, is: Literal): void {
    this.#somewhere.push({ rule, pattern, is });
  }

  /** Some property's name is not as it should be. */
  badName(is: Literal): void {
    this.#badNames.push(is);
  }

  get isContradictory(): boolean {
    return this.#required.size > this.#max || [...this.#required].some((name) => this.#absent.has(name));
  }

  solve(solve: Solve, findName: FindName, nodes: Values, except: readonly Json[]): Answer {
    if (this.isContradictory || this.#min > this.#max) return NO;
    if (this.#min > MOST_NAMES) return unknown("objects with too many properties");
    return new Search(this.#parts(), solve, findName, nodes, new Set(except.map(canonical))).run();
  }

  #parts(): Parts {
    return {
      rules: this.#rules,
      required: this.#required,
      absent: this.#absent,
      named: this.#named,
      somewhere: this.#somewhere,
      badNames: this.#badNames,
      min: this.#min,
      max: this.#max,
    };
  }
}

interface Parts {
  readonly rules: readonly ObjectRule[];
  readonly required: ReadonlySet<string>;
  readonly absent: ReadonlySet<string>;
  readonly named: readonly (readonly [string, Literal])[];
  readonly somewhere: readonly Somewhere[];
  readonly badNames: readonly Literal[];
  readonly min: number;
  readonly max: number;
}

type Properties = ReadonlyMap<string, readonly Literal[]>;

class Search {
  readonly #parts: Parts;
  readonly #solve: Solve;
  readonly #findName: FindName;
  readonly #nodes: Values;
  readonly #unwanted: ReadonlySet<string>;
  /** Names that some rule speaks of. */
  readonly #known: readonly string[];
  readonly #patterns: readonly string[];
  readonly #nameRules: readonly Literal[];
  #tries = 0;

  constructor(parts: Parts, solve: Solve, findName: FindName, nodes: Values, unwanted: ReadonlySet<string>) {
    this.#parts = parts;
    this.#solve = solve;
    this.#findName = findName;
    this.#nodes = nodes;
    this.#unwanted = unwanted;
    const { rules, required, absent, somewhere } = parts;
    const all = [...rules, ...somewhere.map(({ rule }) => rule)];
    this.#known = [...new Set([...all.flatMap(({ properties }) => [...properties.keys()]), ...required, ...absent])];
    this.#patterns = [...new Set(all.flatMap(({ patterns }) => patterns.map(([pattern]) => pattern)))];
    this.#nameRules = rules.flatMap(({ names }) => (names === null ? [] : [fits(names)]));
  }

  run(): Answer {
    if (this.#patterns.length > MOST_PATTERNS) return unknown("too many patternProperties");
    const properties = new Map<string, Literal[]>();
    for (const name of this.#parts.required) {
      if (!this.#mayBeNamed(name)) return NO;
      properties.set(name, this.#literals(name));
    }
    for (const [name, is] of this.#parts.named) properties.get(name)?.push(is);
    // What cannot be had already cannot be had with more.
    const made = this.#values(properties);
    if (made.kind === "no") return NO;
    return this.#place(0, properties);
  }

  /** Each of what must be somewhere is put somewhere, then names that must not be as they are. */
  #place(at: number, properties: Properties): Answer {
    if (++this.#tries > MOST_TRIES) return unknown("too many ways to fill an object");
    const { somewhere, badNames } = this.#parts;
    const wanted = somewhere[at];
    if (wanted !== undefined) {
      const qualifies = (name: string): boolean => qualifiesFor(wanted, name);
      return this.#put(properties, qualifies, [wanted.is], [], wanted, (next) => this.#place(at + 1, next));
    }
    const bad = badNames[at - somewhere.length];
    if (bad !== undefined) {
      const qualifies = (name: string): boolean => this.#solve([bad, fits(this.#nodes.of([name]))]).kind !== "no";
      return this.#put(properties, qualifies, [], [bad], null, (next) => this.#place(at + 1, next));
    }
    return this.#filled(properties);
  }

  #put(
    properties: Properties,
    qualifies: (name: string) => boolean,
    is: readonly Literal[],
    name: readonly Literal[],
    wanted: Somewhere | null,
    then: (properties: Properties) => Answer,
  ): Answer {
    const there = [...properties.keys()].filter(qualifies);
    const more = this.#known.filter((each) => !properties.has(each) && this.#mayBe(each) && qualifies(each));
    const fresh = this.#freshNames(properties, name, wanted);
    const answer = firstOf([...there, ...more, ...fresh.names], (each) => {
      const literals = [...(properties.get(each) ?? this.#literals(each)), ...is];
      const single = this.#solve(literals);
      return single.kind === "no" ? NO : then(new Map([...properties, [each, literals]]));
    });
    return answer.kind === "no" && fresh.why !== null ? unknown(fresh.why) : answer;
  }

  /** One new name of each sort that patterns tell apart. */
  #freshNames(properties: Properties, name: readonly Literal[], wanted: Somewhere | null) {
    const names: string[] = [];
    let why: string | null = null;
    const except = [...new Set([...this.#known, ...properties.keys()])];
    for (let sort = 0; sort < 2 ** this.#patterns.length; sort++) {
      const matches = this.#patterns.filter((_, index) => (sort >> index) % 2 === 1);
      const misses = this.#patterns.filter((_, index) => (sort >> index) % 2 === 0);
      if (wanted !== null && !sortQualifies(wanted, matches)) continue;
      const found = this.#findName([...this.#nameRules, ...name], matches, misses, except);
      if (found.kind === "yes" && typeof found.value === "string") names.push(found.value);
      if (found.kind === "unknown") why = found.why;
    }
    return { names, why };
  }

  /** As many properties as there must be. */
  #filled(properties: Properties): Answer {
    if (properties.size > this.#parts.max) return NO;
    if (properties.size >= this.#parts.min) return this.#finished(properties);
    return this.#put(
      properties,
      (name) => !properties.has(name),
      [],
      [],
      null,
      (next) => (next.size > properties.size ? this.#filled(next) : NO),
    );
  }

  #finished(properties: Properties): Answer {
    const answer = this.#values(properties);
    if (answer.kind !== "yes" || !this.#unwanted.has(canonical(answer.value))) return answer;
    return this.#another(properties, answer.value);
  }

  #values(properties: Properties): Answer {
    const made: [string, Json][] = [];
    let doubt: Answer | null = null;
    for (const [name, literals] of properties) {
      const answer = this.#solve(literals);
      if (answer.kind === "no") return NO;
      if (answer.kind === "unknown") doubt = answer;
      else made.push([name, answer.value]);
    }
    return doubt ?? yes(Object.fromEntries(made));
  }

  /** Not this object, which is excluded: one value changed, or one property more. */
  #another(properties: Properties, made: Json): Answer {
    const changed = firstOf(properties, ([name, literals]) => {
      const own = typeof made === "object" && made !== null && !Array.isArray(made) ? Object.entries(made) : [];
      const value = own.find(([each]) => each === name)?.[1] ?? null;
      const answer = this.#solve([...literals, misfits(this.#nodes.of([value]))]);
      if (answer.kind !== "yes") return answer;
      const object = Object.fromEntries(own.map(([each, old]) => [each, each === name ? answer.value : old]));
      return this.#unwanted.has(canonical(object)) ? unknown("many objects are excluded") : yes(object);
    });
    if (changed.kind === "yes" || properties.size >= this.#parts.max) return changed;
    const larger = this.#put(
      properties,
      (name) => !properties.has(name),
      [],
      [],
      null,
      (next) => {
        const answer = next.size > properties.size ? this.#values(next) : NO;
        return answer.kind === "yes" && this.#unwanted.has(canonical(answer.value))
          ? unknown("many objects are excluded")
          : answer;
      },
    );
    return larger.kind === "no" ? changed : larger;
  }

  #mayBe(name: string): boolean {
    return !this.#parts.absent.has(name) && this.#mayBeNamed(name);
  }

  #mayBeNamed(name: string): boolean {
    if (this.#nameRules.length === 0) return true;
    return this.#solve([...this.#nameRules, fits(this.#nodes.of([name]))]).kind !== "no";
  }

  #literals(name: string): Literal[] {
    return this.#parts.rules.flatMap((rule) => nodesOf(rule, name).map(fits));
  }
}

/** The nodes that a property's value must fit. */
export function nodesOf({ properties, patterns, others }: ObjectRule, name: string): readonly Node[] {
  const own = properties.get(name);
  const matching = patterns.filter(([pattern]) => isMatch(pattern, name)).map(([, node]) => node);
  if (own === undefined && matching.length === 0) return others === null ? [] : [others];
  return own === undefined ? matching : [own, ...matching];
}

function qualifiesFor({ rule, pattern }: Somewhere, name: string): boolean {
  if (pattern !== null) return isMatch(pattern, name);
  return !rule.properties.has(name) && !rule.patterns.some(([each]) => isMatch(each, name));
}

function sortQualifies({ rule, pattern }: Somewhere, matches: readonly string[]): boolean {
  if (pattern !== null) return matches.includes(pattern);
  return !rule.patterns.some(([each]) => matches.includes(each));
}

function isMatch(pattern: string, name: string): boolean {
  return formOf(pattern)?.test(name) ?? false;
}
