/** A text that keeps all rules, or the proof that there is none: all patterns are walked side by side. */

import { lengthOf } from "../json.ts";
import { type Automaton, automatonOf, type States } from "../patterns/automaton.ts";
import { representatives } from "../patterns/inclusion.ts";
import { type Answer, NO, unknown, yes } from "./answer.ts";
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
      [...this.#formats].some((format) => this.#notFormats.has(format))
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
    const with_ = [...this.#patterns].flatMap((pattern) => automata.get(pattern) ?? []);
    const without = [...this.#notPatterns].flatMap((pattern) => automata.get(pattern) ?? []);
    return new Walk(with_, without, this.#min, this.#max, except).run();
  }

  /** Some texts that may do. */
  #guess(except: readonly string[], why: string): Answer {
    const samples = [...this.#formats].flatMap((format) => SAMPLES[format] ?? []);
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

const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  date: ["2026-11-23", "2000-02-29"],
  "date-time": ["2026-11-23T10:00:00Z", "2026-11-23T10:00:00.250Z"],
  time: ["10:00:00Z"],
  duration: ["P1D", "PT1M"],
  email: ["a@example.com"],
  hostname: ["example.com"],
  ipv4: ["192.0.2.1"],
  ipv6: ["2001:db8::1"],
  uri: ["https://example.com/a"],
  "uri-reference": ["/a", "https://example.com/a"],
  uuid: ["00000000-0000-4000-8000-000000000000", "6f1c3a52-5b7e-4b0e-9d0e-0d6a5a1f7c11"],
  regex: ["a+"],
  "json-pointer": ["/a"],
};

/** Formats whose texts are told by a form; of others only the samples are known. */
const FORMS: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u,
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/iu,
  email: /^[^@\s]+@[^@\s]+$/u,
  ipv4: /^(?:\d{1,3}\.){3}\d{1,3}$/u,
  uuid: /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/iu,
};

/** Whether a text has a format: for sure, for sure not, or null. */
function hasFormat(text: string, format: string): boolean | null {
  if (SAMPLES[format]?.includes(text) === true) return true;
  const form = FORMS[format];
  if (form !== undefined) return form.test(text) ? null : false;
  // No known format lets white space through, and most no empty text.
  return SAMPLES[format] !== undefined && format !== "regex" && text === "x y" ? false : null;
}

interface Situation {
  readonly sets: readonly States[];
  readonly length: number;
  /** The text so far where it may still become one of those that it must not be, else null. */
  readonly prefix: string | null;
  readonly before: Situation | null;
  readonly point: number;
}

class Walk {
  readonly #all: readonly Automaton[];
  readonly #wanted: number;
  readonly #min: number;
  readonly #max: number;
  readonly #except: ReadonlySet<string>;
  readonly #prefixes: ReadonlySet<string>;
  /** Lengths from here on are alike. */
  readonly #most: number;

  constructor(
    wanted: readonly Automaton[],
    unwanted: readonly Automaton[],
    min: number,
    max: number,
    except: readonly string[],
  ) {
    this.#all = [...wanted, ...unwanted];
    this.#wanted = wanted.length;
    this.#min = min;
    this.#max = max;
    this.#except = new Set(except);
    this.#prefixes = new Set(except.flatMap(prefixesOf));
    this.#most = Number.isFinite(max) ? max + 1 : min;
  }

  run(): Answer {
    const points = representatives([...this.#all.flatMap(({ ranges }) => ranges), ...pointsOf(this.#except)]);
    const start = this.#all.map((automaton) => automaton.start);
    const first: Situation = {
      sets: start,
      length: 0,
      prefix: this.#except.size === 0 ? null : "",
      before: null,
      point: 0,
    };
    const queue = [first];
    const seen = new Set([keyOf(first)]);
    for (const situation of queue) {
      if (this.#isGood(situation)) return yes(textOf(situation));
      if (this.#isHopeless(situation)) continue;
      for (const point of points) {
        const next = this.#next(situation, point);
        if (next.length > this.#max || seen.has(keyOf(next))) continue;
        if (queue.length >= MOST_STEPS) return unknown("patterns that are too large to compare");
        seen.add(keyOf(next));
        queue.push(next);
      }
    }
    return NO;
  }

  /** A wanted pattern that nothing can lead to any more. */
  #isHopeless({ sets }: Situation): boolean {
    return sets.some((states, index) => index < this.#wanted && states.length === 0);
  }

  #next(before: Situation, point: number): Situation {
    const text = before.prefix === null ? null : before.prefix + String.fromCodePoint(point);
    return {
      sets: before.sets.map((states, index) => this.#all[index]?.next(states, point) ?? []),
      length: Math.min(before.length + 1, this.#most),
      prefix: text !== null && this.#prefixes.has(text) ? text : null,
      before,
      point,
    };
  }

  #isGood({ sets, length, prefix, before }: Situation): boolean {
    if (length < this.#min || (prefix !== null && this.#except.has(prefix))) return false;
    return sets.every((states, index) => {
      const isFound = this.#all[index]?.accepts(states, before === null) ?? false;
      return index < this.#wanted ? isFound : !isFound;
    });
  }
}

function keyOf({ sets, length, prefix, before }: Situation): string {
  return `${before === null ? "^" : ""}${sets.map((states) => states.join()).join("|")}|${length}|${prefix ?? "\u0000"}`;
}

function textOf(situation: Situation): string {
  const points: number[] = [];
  for (let at = situation; at.before !== null; at = at.before) points.push(at.point);
  return String.fromCodePoint(...points.reverse());
}

function prefixesOf(text: string): string[] {
  const points = [...text];
  return Array.from({ length: points.length + 1 }, (_, end) => points.slice(0, end).join(""));
}

/** Each character of texts that are told apart, as a range of its own. */
function pointsOf(texts: ReadonlySet<string>): (readonly (readonly [number, number])[])[] {
  const points = new Set([...texts].flatMap((text) => [...text].map((each) => each.codePointAt(0) ?? 0)));
  return [...points].map((point) => [[point, point]] as const);
}
