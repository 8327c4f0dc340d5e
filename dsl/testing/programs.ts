/**
 * Random programs: every construct of the grammar, with names that are keywords elsewhere, commas where they may or may not
 * stand, and line breaks and comments between any two tokens. What they say makes no sense; that is for the checker.
 */

import type { GeneratorValue } from "fast-check";
import * as fc from "fast-check";

/** Tokens, and places where a comma may stand. */
type Piece = string | typeof MAYBE_COMMA;

const MAYBE_COMMA: unique symbol = Symbol("a comma or none");

const FREE_WORDS = [
  ..."a b userId score key measure topic reserved index table limit when on handler source type latest as of from".split(
    " ",
  ),
  ..."was emit signal store record param fn test of sum min first distinct after wait unordered skip given send".split(
    " ",
  ),
];
const RESERVED_WORDS = ["true", "false", "null", "if", "then", "else", "match", "in", "event"];
const TYPE_NAMES = ["string", "int", "number", "bool", "Id", "json", "uuid", "date", "source", "key"];
const SCALARS = [
  "12",
  "1_000",
  "1.5",
  "true",
  "false",
  "null",
  '"text"',
  '"a\\n\\"b\\u{2713}\\${c"',
  "1h30m",
  "500ms",
  "14d",
];
const TIMES = ["@2026-11-23", "@2026-11-23T10:00:00Z", "@2024-02-29T23:59:59.250+05:30"];
const OPERATORS = [
  ["==", "!="],
  ["<", "<=", ">", ">=", "in"],
  ["+", "-"],
  ["*", "/", "%"],
];
const COMMENTS = [
  " // note",
  "\n// note",
  "\n  // note",
  "\n\n// note",
  "\n/// doc",
  " /// doc",
  "\n\n\n  /// doc",
  "\n// da-ignore DA8003: note",
];

export class ProgramWriter {
  readonly #random: GeneratorValue;
  #comments = 0;
  /** Strings in `${}` hold no `${}`. */
  #inTemplate = false;

  constructor(random: GeneratorValue) {
    this.#random = random;
  }

  /** A whole file. */
  program(): string {
    const pieces = this.#some(0, 5, () => this.#declaration()).flat();
    const tokens = pieces.filter((piece) => typeof piece === "string" || this.#chance(2));
    let text = this.#chance(4) ? this.#separator("", "x") : "";
    for (const [index, piece] of tokens.entries()) {
      const token = typeof piece === "string" ? piece : ",";
      const next = tokens[index + 1];
      text += token + this.#separator(token, typeof next === "string" ? next : ",");
    }
    return this.#chance(8) ? text.replaceAll("\n", "\r\n") : text;
  }

  // ── choices ────────────────────────────────────────────────────────────────────────────────────────────────────────

  #upTo(max: number): number {
    return this.#random(fc.nat, { max });
  }

  /** Once in so many times. */
  #chance(times: number): boolean {
    return this.#upTo(times - 1) === times - 1;
  }

  #pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.#upTo(choices.length - 1)];
    if (chosen === undefined) throw new RangeError("nothing to choose from");
    return chosen;
  }

  #some<T>(min: number, max: number, make: () => T): T[] {
    return Array.from({ length: min + this.#upTo(max - min) }, make);
  }

  #separator(before: string, after: string): string {
    const roll = this.#upTo(24);
    if (roll === 24) return `${this.#pick(COMMENTS)} ${this.#comments++}\n`;
    if (roll === 23) return "\n";
    if (roll === 22) return "\n\n\n";
    if (roll > 16 && "()[]{},".includes(after) && !"$=".includes(before.slice(-1))) return "";
    return " ";
  }

  // ── names ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  #free(): string {
    return this.#pick(FREE_WORDS);
  }

  /** A name before `:` may be any word. */
  #label(): string {
    return this.#chance(6) ? this.#pick(RESERVED_WORDS) : this.#free();
  }

  #dotted(): Piece[] {
    return this.#some(1, 3, () => this.#free()).flatMap((word, index) => (index === 0 ? [word] : [".", word]));
  }

  #text(): string {
    return this.#pick(['"text"', '"a.b"', '"\\t\\\\"', '"./file.ts"']);
  }

  #maybe(make: () => Piece[]): Piece[] {
    return this.#chance(3) ? make() : [];
  }

  /** Items with commas between that are needed, and perhaps one more. */
  #commaList(min: number, make: () => Piece[]): Piece[] {
    const items = this.#some(min, 3, make);
    const list = items.flatMap((item, index) => (index === 0 ? item : [",", ...item]));
    return items.length > 0 && this.#chance(4) ? [...list, ","] : list;
  }

  #braces(max: number, item: () => Piece[]): Piece[] {
    return ["{", ...this.#some(0, max, (): Piece[] => [...item(), MAYBE_COMMA]).flat(), "}"];
  }

  // ── types ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  #type(depth = 0): Piece[] {
    if (depth > 2 || this.#chance(2)) return this.#unitType();
    switch (this.#upTo(5)) {
      case 0: {
        const members = this.#some(2, 3, () => this.#listable(depth));
        const union = members.flatMap((member, index) => (index === 0 ? member : ["|", ...member]));
        return this.#chance(3) ? ["|", ...union] : union;
      }
      case 1:
        return [...this.#listable(depth), "[", ...this.#maybe(() => this.#bounds()), "]"];
      case 2:
        return ["map", "<", ...this.#type(depth + 1), ">"];
      case 3:
        return this.#braces(3, () => this.#member(depth + 1));
      case 4:
        return ["lenient", ...this.#listable(depth)];
      default:
        return ["(", ...this.#type(depth + 1), ")"];
    }
  }

  #listable(depth: number): Piece[] {
    return this.#chance(4) ? ["(", ...this.#type(depth + 1), ")"] : this.#unitType();
  }

  #unitType(): Piece[] {
    switch (this.#upTo(5)) {
      case 0:
        return [this.#text()];
      case 1:
        return ["null"];
      case 2:
        return [this.#pick(TYPE_NAMES), "(", ...this.#bounds(), ")"];
      case 3:
        return ["string", "(", this.#pick(["/^[A-Z]{2}$/", "/a\\/b[/]\\d+/", "/x/"]), ")"];
      case 4:
        return ["timestamp", "(", this.#pick(["ms", "s", "iso"]), ")"];
      default:
        return [this.#pick(TYPE_NAMES)];
    }
  }

  #bounds(): Piece[] {
    const number = (): Piece[] => (this.#chance(3) ? ["-", "40"] : [this.#pick(["0", "1_000", "1.5"])]);
    return this.#pick<() => Piece[]>([
      () => [...number(), "..", ...number()],
      () => ["..", ...number()],
      () => [...number(), ".."],
    ])();
  }

  #member(depth = 0): Piece[] {
    switch (this.#upTo(8)) {
      case 0:
        return ["...", this.#free()];
      case 1:
        return ["key", this.#pick(["userId", "key", "a"])];
      case 2:
        return ["key", "(", ...this.#commaList(1, () => [this.#free()]), ")"];
      case 3:
        return ["reserved", ...this.#reservedNames()];
      case 4:
        return ["topic", this.#text()];
      default:
        return [...(this.#chance(5) ? ["measure"] : []), ...this.#field(depth)];
    }
  }

  #reservedNames(): Piece[] {
    const names = this.#some(1, 3, () => this.#pick(["a", '"wire"', "b2"]));
    return names.flatMap((name, index) => (index === 0 ? [name] : [",", name]));
  }

  #field(depth: number): Piece[] {
    const optional = this.#chance(4) ? ["?"] : [];
    const wire = this.#maybe(() => ["as", this.#text()]);
    const value = this.#maybe(() => ["=", ...this.#literal()]);
    return [this.#label(), ...optional, ":", ...this.#type(depth), ...wire, ...value];
  }

  #column(): Piece[] {
    switch (this.#upTo(8)) {
      case 0:
        return ["index", "(", ...this.#commaList(1, () => [this.#free()]), ")"];
      case 1:
        return ["table", this.#text()];
      case 2:
        return ["reserved", ...this.#reservedNames()];
      default: {
        const name = [...(this.#chance(4) ? ["key"] : []), this.#label(), ...(this.#chance(4) ? ["?"] : []), ":"];
        const aggregate = this.#maybe(() => this.#aggregate());
        const was = this.#maybe(() => ["was", this.#text()]);
        return [...name, ...aggregate, ...this.#type(1), ...was, ...this.#maybe(() => ["as", this.#text()])];
      }
    }
  }

  #aggregate(): Piece[] {
    if (this.#chance(4)) return ["ema", "(", "0.5", ")", "of"];
    return [this.#pick(["latest", "first", "sum", "min", "max", "mean", "distinct"]), "of"];
  }

  // ── expressions ────────────────────────────────────────────────────────────────────────────────────────────────────

  #literal(depth = 0): Piece[] {
    if (depth > 1 || !this.#chance(4))
      return this.#chance(6) ? ["-", this.#pick(["2", "1h"])] : [this.#pick([...SCALARS, ...TIMES])];
    if (this.#chance(2)) return ["[", ...this.#commaList(0, () => this.#literal(depth + 1)), "]"];
    return this.#braces(3, () => [this.#label(), ":", ...this.#literal(depth + 1)]);
  }

  #expression(depth = 0): Piece[] {
    if (depth > 3 || this.#chance(2)) return this.#operand(depth);
    const logic = this.#upTo(3);
    if (logic === 0) return this.#chain(["??"], depth);
    if (logic === 1) return this.#chain(this.#pick([["||"], ["&&"], ["||", "&&"]]), depth);
    return this.#comparison(depth);
  }

  #chain(operators: readonly string[], depth: number): Piece[] {
    const operands = this.#some(2, 4, () => this.#comparison(depth + 1));
    return operands.flatMap((operand, index) => (index === 0 ? operand : [this.#pick(operators), ...operand]));
  }

  #comparison(depth: number, level = 0): Piece[] {
    const operators = OPERATORS[level];
    if (operators === undefined) return this.#operand(depth);
    const left = this.#comparison(depth, level + 1);
    if (!this.#chance(4)) return left;
    const more = level < 2 ? 1 : this.#upTo(3);
    const rest = Array.from({ length: more }, () => [this.#pick(operators), ...this.#comparison(depth + 1, level + 1)]);
    return [...left, ...rest.flat()];
  }

  #operand(depth: number): Piece[] {
    const operand = this.#bareOperand(depth);
    if (depth > 3 || !this.#chance(3)) return operand;
    return operand.concat(this.#some(1, 3, () => this.#access(depth)).flat());
  }

  #access(depth: number): Piece[] {
    if (this.#chance(4)) return ["[", ...this.#expression(depth + 1), "]"];
    const name = [this.#pick([".", "?."]), this.#label()];
    if (this.#chance(2)) return name;
    const argument = (): Piece[] => [...this.#maybe(() => [this.#free(), "=>"]), ...this.#expression(depth + 1)];
    return [...name, "(", ...this.#commaList(0, argument), ")"];
  }

  #bareOperand(depth: number): Piece[] {
    const name = (): Piece[] => [this.#chance(8) ? "event" : this.#free()];
    if (depth > 2) return this.#chance(2) ? name() : [this.#pick(SCALARS)];
    switch (this.#upTo(13)) {
      case 0:
        return ["[", ...this.#commaList(0, () => [...this.#maybe(() => ["..."]), ...this.#expression(depth + 1)]), "]"];
      case 1:
        return this.#record(depth + 1);
      case 2:
        return ["(", ...this.#expression(depth + 1), ")"];
      case 3:
        return [this.#free(), "(", ...this.#commaList(0, () => this.#argument(depth + 1)), ")"];
      case 4:
        return [this.#pick(["!", "-"]), ...this.#bareOperand(depth + 1)];
      case 5:
        return [
          "(",
          "if",
          ...this.#expression(depth + 1),
          "then",
          ...this.#expression(depth + 1),
          ...this.#else(depth),
          ")",
        ];
      case 6:
        return this.#match(depth + 1);
      case 7:
        return this.#template(depth);
      case 8:
        return [this.#pick(["$id", "$at", "$name"])];
      case 9:
        return [this.#pick([...SCALARS, ...TIMES])];
      default:
        return name();
    }
  }

  #else(depth: number): Piece[] {
    if (!this.#chance(3)) return ["else", ...this.#expression(depth + 1)];
    return ["else", "if", ...this.#expression(depth + 1), "then", ...this.#expression(depth + 1), ...this.#else(depth)];
  }

  #match(depth: number): Piece[] {
    const arm = (): Piece[] => {
      const cases = this.#chance(4)
        ? ["else"]
        : this.#some(1, 2, () => this.#pick(SCALARS)).flatMap((c, i) => (i === 0 ? [c] : [",", c]));
      return [...cases, "=>", ...this.#expression(depth)];
    };
    return ["match", ...this.#comparison(depth), "{", ...this.#commaList(1, arm), "}"];
  }

  #template(depth: number): Piece[] {
    if (this.#inTemplate) return ['"plain"'];
    this.#inTemplate = true;
    const values = this.#some(1, 2, () => this.#expression(depth + 1));
    this.#inTemplate = false;
    const pieces = values.flatMap((value, index) => [index === 0 ? '"text ${' : "} and ${", ...value]);
    return [...pieces, '} end"'];
  }

  #argument(depth: number): Piece[] {
    return [...this.#maybe(() => [this.#label(), ":"]), ...this.#expression(depth)];
  }

  #record(depth: number): Piece[] {
    return this.#braces(4, () => {
      switch (this.#upTo(4)) {
        case 0:
          return ["...", ...this.#operand(depth + 1)];
        case 1:
          return [this.#free()];
        case 2:
          return ["$id", ":", ...this.#expression(depth)];
        default:
          return [this.#label(), ":", ...this.#expression(depth)];
      }
    });
  }

  // ── statements ─────────────────────────────────────────────────────────────────────────────────────────────────────

  #block(depth: number): Piece[] {
    return ["{", ...this.#some(0, depth > 2 ? 1 : 3, () => this.#statement(depth + 1)).flat(), "}"];
  }

  #keys(): Piece[] {
    return ["(", ...this.#commaList(1, () => this.#argument(3)), ")"];
  }

  #update(): Piece[] {
    return ["update", this.#free(), ...this.#keys(), ...this.#record(1)];
  }

  #statement(depth: number): Piece[] {
    switch (this.#upTo(depth > 3 ? 8 : 10)) {
      case 0:
        return ["let", this.#free(), "=", ...this.#expression(1)];
      case 1:
        return ["let", this.#free(), "=", ...this.#update()];
      case 2:
        return ["emit", ...this.#dotted(), ...this.#record(1), ...this.#maybe(() => ["after", ...this.#expression(2)])];
      case 3:
        return ["signal", ...this.#dotted(), "from", this.#free(), ...this.#record(1)];
      case 4:
        return ["forward", this.#text()];
      case 5:
        return this.#update();
      case 6:
        return ["delete", this.#free(), ...this.#keys()];
      case 7:
        return this.#require();
      case 8:
        return this.#chance(2) ? ["dead", ...this.#template(2)] : ["skip"];
      case 9:
        return this.#if(depth);
      default:
        return ["for", this.#free(), "in", ...this.#expression(2), ...this.#block(depth)];
    }
  }

  #require(): Piece[] {
    const wait = this.#maybe(() => ["wait", ...this.#expression(3), ...(this.#chance(2) ? ["unordered"] : [])]);
    const otherwise = ["else", this.#pick(["dead", "skip", "continue"])];
    return ["require", this.#free(), "=", this.#free(), ...this.#keys(), ...wait, ...otherwise];
  }

  #if(depth: number): Piece[] {
    const head = ["if", ...this.#expression(2), ...this.#block(depth)];
    const more = this.#maybe(() => ["else", "if", ...this.#expression(2), ...this.#block(depth)]);
    return [...head, ...more, ...this.#maybe(() => ["else", ...this.#block(depth)])];
  }

  #step(): Piece[] {
    switch (this.#upTo(6)) {
      case 0:
        return ["given", this.#free(), ...this.#keys(), ...this.#record(2)];
      case 1:
        return ["send", ...this.#dotted(), ...this.#record(2)];
      case 2:
        return ["send", this.#free(), "from", this.#text()];
      case 3:
        return ["advance", ...this.#expression(3)];
      case 4:
        return ["expect", this.#pick(["no", "dead", "waiting"]), ...this.#dotted()];
      case 5:
        return [
          "expect",
          ...(this.#chance(2)
            ? ["no", this.#free(), ...this.#keys()]
            : [this.#free(), ...this.#keys(), ...this.#record(2)]),
        ];
      default:
        return ["expect", ...this.#dotted(), ...this.#record(2)];
    }
  }

  // ── declarations ───────────────────────────────────────────────────────────────────────────────────────────────────

  #declaration(): Piece[] {
    const was = this.#maybe(() => ["was", this.#text()]);
    const wire = this.#maybe(() => ["as", this.#text()]);
    const member = (): Piece[] => this.#member();
    switch (this.#upTo(12)) {
      case 0:
        return ["import", this.#text()];
      case 1:
        return ["pipeline", ...this.#dotted(), ...this.#braces(4, () => this.#setting())];
      case 2:
        return ["source", this.#free(), ...this.#braces(4, () => this.#setting())];
      case 3:
        return ["type", this.#free(), "=", ...this.#type()];
      case 4:
        return ["record", this.#free(), ...this.#braces(5, member)];
      case 5:
        return ["param", this.#free(), ":", ...this.#type(2), "=", ...this.#literal()];
      case 6: {
        const parameters = this.#commaList(0, () => [this.#label(), ":", ...this.#type(2)]);
        return ["fn", this.#free(), "(", ...parameters, ")", ":", ...this.#type(2), "=", ...this.#expression()];
      }
      case 7:
        return [
          "event",
          ...this.#dotted(),
          ...was,
          ...wire,
          ...this.#maybe(() => ["from", this.#free()]),
          ...this.#braces(6, member),
        ];
      case 8:
        return ["signal", ...this.#dotted(), ...was, ...wire, "of", this.#free(), ...this.#braces(5, member)];
      case 9: {
        const external = this.#chance(4) ? ["external"] : [];
        return [...external, "store", this.#free(), ...was, ...this.#braces(6, () => this.#column())];
      }
      case 10:
        return ["test", this.#text(), "{", ...this.#some(0, 4, () => this.#step()).flat(), "}"];
      default:
        return this.#handler(was);
    }
  }

  #setting(): Piece[] {
    if (this.#chance(2)) return [this.#label(), ":", ...this.#literal()];
    return [this.#label(), ":", ...this.#dotted()];
  }

  #handler(was: Piece[]): Piece[] {
    const head = [this.#pick(["transform", "gep", "demux", "dep"]), this.#free(), ...was, "on", ...this.#dotted()];
    const more = this.#maybe(() => [",", ...this.#dotted()]);
    const clauses = [...this.#maybe(() => ["limit", "5"]), ...this.#maybe(() => ["fanout", this.#text()])];
    const when = this.#maybe(() => ["when", ...this.#expression(1)]);
    const body = this.#chance(5) ? this.#typeScript() : this.#block(0);
    return [...head, ...more, ...clauses, ...when, ...body];
  }

  #typeScript(): Piece[] {
    const lines = [["handler", this.#text()]];
    for (const word of ["reads", "updates", "emits"]) {
      if (this.#chance(2)) lines.push([word, "a", ...(this.#chance(2) ? [",", "b", ".", "c"] : [])]);
    }
    return ["{", ...lines.flatMap((line): Piece[] => [...line, MAYBE_COMMA]), "}"];
  }
}
