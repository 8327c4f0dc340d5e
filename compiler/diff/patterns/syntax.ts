/**
 * Regular expressions (flag `u`) as trees. Only what the engine accepts is given here, so that nothing is checked again.
 * What is no regular language, or not worth it (looking around, backreferences, word boundaries), is `opaque`.
 */
import { complement, DIGIT, LINE_END, property, type Range, type Ranges, rangesOf, SPACE, WORD } from "./ranges.ts";

export type Pattern =
  | { readonly kind: "chars"; readonly ranges: Ranges }
  | { readonly kind: "sequence"; readonly of: readonly Pattern[] }
  | { readonly kind: "choice"; readonly of: readonly Pattern[] }
  /** `max` null: without end. */
  | { readonly kind: "repeat"; readonly of: Pattern; readonly min: number; readonly max: number | null }
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "opaque" };

/** The tree of a pattern's source, or null where it is no regular expression. */
export function parsePattern(source: string): Pattern | null {
  try {
    new RegExp(source, "u");
  } catch {
    return null;
  }
  return new Parser(source).choice();
}

const OPAQUE: Pattern = { kind: "opaque" };

const CONTROLS: Readonly<Record<string, number>> = { f: 12, n: 10, r: 13, t: 9, v: 11, "0": 0 };

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  choice(): Pattern {
    const of = [this.#sequence()];
    while (this.#take("|")) of.push(this.#sequence());
    const [only] = of;
    return of.length === 1 && only !== undefined ? only : { kind: "choice", of };
  }

  #sequence(): Pattern {
    const of: Pattern[] = [];
    while (this.#at < this.#source.length && !this.#sees("|") && !this.#sees(")")) of.push(this.#term());
    return { kind: "sequence", of };
  }

  #term(): Pattern {
    if (this.#take("^")) return { kind: "start" };
    if (this.#take("$")) return { kind: "end" };
    return this.#repeated(this.#atom());
  }

  #repeated(of: Pattern): Pattern {
    const bounds = this.#bounds();
    if (bounds === null) return of;
    this.#take("?");
    return { kind: "repeat", of, ...bounds };
  }

  #bounds(): { readonly min: number; readonly max: number | null } | null {
    if (this.#take("*")) return { min: 0, max: null };
    if (this.#take("+")) return { min: 1, max: null };
    if (this.#take("?")) return { min: 0, max: 1 };
    const counted = this.#match(/\{(\d+)(,?)(\d*)\}/y);
    if (counted === null) return null;
    const [, min = "0", comma, max = ""] = counted;
    return { min: Number(min), max: comma === "" ? Number(min) : max === "" ? null : Number(max) };
  }

  #atom(): Pattern {
    if (this.#take("(")) return this.#group();
    if (this.#take("[")) return { kind: "chars", ranges: this.#class() };
    if (this.#take(".")) return { kind: "chars", ranges: complement(LINE_END) };
    if (this.#take("\\")) return this.#escape();
    return one(this.#character());
  }

  #group(): Pattern {
    const opening = this.#match(/\?(?:<?[=!]|:|<[^>]+>|[a-z-]*:)/y)?.[0] ?? "";
    const inner = this.choice();
    this.#take(")");
    const isPlain = opening === "" || opening === "?:" || /^\?<[^=!]/.test(opening);
    return isPlain ? inner : OPAQUE;
  }

  #escape(): Pattern {
    if (this.#match(/[bB]|[1-9]\d*|k<[^>]+>/y) !== null) return OPAQUE;
    const set = this.#set();
    return set === null ? one(this.#escaped()) : { kind: "chars", ranges: set };
  }

  /** What stands for many characters behind a backslash. */
  #set(): Ranges | null {
    const found = this.#match(/[dDsSwW]|([pP])\{([^}]+)\}/y);
    if (found === null) return null;
    const [text, letter, name = ""] = found;
    if (letter !== undefined) return letter === "p" ? property(name) : complement(property(name));
    const ranges = { d: DIGIT, s: SPACE, w: WORD }[text.toLowerCase()] ?? [];
    return text === text.toLowerCase() ? ranges : complement(ranges);
  }

  /** One character behind a backslash. */
  #escaped(): number {
    const braces = this.#match(/u\{([0-9a-fA-F]+)\}/y);
    if (braces !== null) return Number.parseInt(braces[1] ?? "", 16);
    const pair = this.#match(/u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/y);
    if (pair !== null) {
      const units = [pair[1] ?? "", pair[2] ?? ""].map((unit) => Number.parseInt(unit, 16));
      return String.fromCharCode(...units).codePointAt(0) ?? 0;
    }
    const hex = this.#match(/u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})/y);
    if (hex !== null) return Number.parseInt(hex[1] ?? hex[2] ?? "", 16);
    const control = this.#match(/c([a-zA-Z])/y);
    if (control !== null) return (control[1] ?? "").charCodeAt(0) % 32;
    const letter = this.#source[this.#at] ?? "";
    const known = CONTROLS[letter];
    if (known === undefined) return this.#character();
    this.#at++;
    return known;
  }

  #class(): Ranges {
    const negated = this.#take("^");
    const found: Range[] = [];
    while (!this.#take("]")) {
      const first = this.#member();
      if (typeof first !== "number" || !this.#sees("-") || this.#source[this.#at + 1] === "]") {
        found.push(...(typeof first === "number" ? [[first, first] as const] : first));
        continue;
      }
      this.#take("-");
      const last = this.#member();
      found.push([first, typeof last === "number" ? last : first]);
    }
    const ranges = rangesOf(found);
    return negated ? complement(ranges) : ranges;
  }

  #member(): number | Ranges {
    if (!this.#take("\\")) return this.#character();
    const set = this.#set();
    if (set !== null) return set;
    return this.#take("b") ? 8 : this.#escaped();
  }

  #character(): number {
    const point = this.#source.codePointAt(this.#at) ?? 0;
    this.#at += point > 0xffff ? 2 : 1;
    return point;
  }

  #sees(text: string): boolean {
    return this.#source.startsWith(text, this.#at);
  }

  #take(text: string): boolean {
    if (!this.#sees(text)) return false;
    this.#at += text.length;
    return true;
  }

  #match(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.#at;
    const found = form.exec(this.#source);
    if (found !== null) this.#at += found[0].length;
    return found;
  }
}

function one(point: number): Pattern {
  return { kind: "chars", ranges: [[point, point]] };
}
