/** A text that keeps all rules, or the proof that there is none. */

import { lengthOf } from "../json.ts";
import { automatonOf } from "../patterns/automaton.ts";
import { inPoints, walk } from "../patterns/walk.ts";
import { type Answer, NO, unknown, yes } from "./answer.ts";
import { hasFormat, isWithin, samplesOf } from "./formats.ts";
import { formOf } from "./forms.ts";
import type { TextRule } from "./node.ts";

/** So many situations are looked at, and no more. */
const MOST_STEPS = 20_000;

export class TextQuestion {
  #min = 0;
  #max = Infinity;
  readonly #patterns = new Set<string>();
  readonly #notPatterns = new Set<string>();
  readonly #formats = new Set<string>();
  readonly #notFormats = new Set<string>();

  clone(): TextQuestion {
    const copy = new TextQuestion();
    copy.#min = this.#min;
    copy.#max = this.#max;
    for (const pattern of this.#patterns) copy.#patterns.add(pattern);
    for (const pattern of this.#notPatterns) copy.#notPatterns.add(pattern);
    for (const format of this.#formats) copy.#formats.add(format);
    for (const format of this.#notFormats) copy.#notFormats.add(format);
    return copy;
  }

  keep(rule: TextRule): void {
    this.atLeast(rule.minLength);
    this.atMost(rule.maxLength);
    for (const pattern of rule.patterns) this.matches(pattern);
    if (rule.format !== null) this.is(rule.format);
  }

  atLeast(length: number): void {
    this.#min = Math.max(this.#min, length);
  }

  atMost(length: number): void {
    this.#max = Math.min(this.#max, length);
  }

  matches(pattern: string): void {
    this.#patterns.add(pattern);
  }

  misses(pattern: string): void {
    this.#notPatterns.add(pattern);
  }

  is(format: string): void {
    this.#formats.add(format);
  }

  isNot(format: string): void {
    this.#notFormats.add(format);
  }

  get #isContradictory(): boolean {
    if (this.#min > this.#max) return true;
    return (
      [...this.#patterns].some((pattern) => this.#notPatterns.has(pattern)) ||
      [...this.#formats].some((format) => [...this.#notFormats].some((other) => isWithin(format, other)))
    );
  }

  /** Whether one text keeps the rules; null where that cannot be told. */
  holds(text: string): boolean | null {
    const length = lengthOf(text);
    if (this.#isContradictory || length < this.#min || length > this.#max) return false;
    const found = (pattern: string): boolean | null => {
      const form = formOf(pattern);
      return form === null ? null : form.test(text);
    };
    const tests = [
      ...[...this.#patterns].map(found),
      ...[...this.#notPatterns].map((pattern) => negated(found(pattern))),
      ...[...this.#formats].map((format) => hasFormat(text, format)),
      ...[...this.#notFormats].map((format) => negated(hasFormat(text, format))),
    ];
    if (tests.includes(false)) return false;
    return tests.includes(null) ? null : true;
  }

  /** `except` are texts that it must not be. */
  solve(except: readonly string[]): Answer {
    if (this.#isContradictory) return NO;
    const all = [...this.#patterns, ...this.#notPatterns];
    if (all.length + this.#formats.size + this.#notFormats.size === 0) return anyText(this.#min, this.#max, except);
    const automata = new Map(all.map((pattern) => [pattern, automatonOf(pattern)]));
    const blind = all.find((pattern) => automata.get(pattern) === null);
    if (blind !== undefined || this.#formats.size + this.#notFormats.size > 0) {
      return this.#guess(except, blind === undefined ? "format" : `the pattern ${blind}`);
    }
    const matches = [...this.#patterns].flatMap((pattern) => automata.get(pattern) ?? []);
    const misses = [...this.#notPatterns].flatMap((pattern) => automata.get(pattern) ?? []);
    const lengths = { min: this.#min, max: this.#max, width: inPoints };
    const walked = walk({ matches, misses, except, ...lengths }, MOST_STEPS);
    if (walked.kind === "text") return yes(walked.text);
    return walked.kind === "none" ? NO : unknown("patterns that are too large to compare");
  }

  /** Some texts that may do. */
  #guess(except: readonly string[], why: string): Answer {
    const samples = [...this.#formats].flatMap(samplesOf);
    for (const sample of [...samples, ...PLAIN, ...paddings(this.#min)]) {
      if (this.holds(sample) === true && !except.includes(sample)) return yes(sample);
    }
    const rest = this.clone();
    rest.#formats.clear();
    rest.#notFormats.clear();
    for (const pattern of [...rest.#patterns, ...rest.#notPatterns]) {
      if (automatonOf(pattern) !== null) continue;
      rest.#patterns.delete(pattern);
      rest.#notPatterns.delete(pattern);
    }
    const answer = rest.solve(except);
    if (answer.kind === "no") return NO;
    const isGood = answer.kind === "yes" && typeof answer.value === "string" && this.holds(answer.value) === true;
    return isGood ? answer : unknown(`no text was found for ${why}`);
  }
}

/** Without patterns only lengths count. */
function anyText(min: number, max: number, except: readonly string[]): Answer {
  const unwanted = new Set(except);
  if (max === 0) return min > 0 || unwanted.has("") ? NO : yes("");
  const before = "a".repeat(Math.max(min, 1) - 1);
  for (let point = 97; ; point++) {
    const text = before + String.fromCodePoint(point);
    if (!unwanted.has(text)) return yes(text);
  }
}

const negated = (value: boolean | null): boolean | null => (value === null ? null : !value);

const PLAIN = ["", "a", "abc", "x y", "0", "A1", "-", "é", "\u{1f600}"];

const paddings = (length: number): string[] =>
  length > 0 && length < 10_000 ? ["a".repeat(length), "0".repeat(length)] : [];
