/**
 * Text to tokens. It is written by hand because what a character means depends on what stands before it: a `/` opens a
 * pattern or divides, a `}` ends a block or an interpolation, a word before `:` is a name whatever it says.
 * Every offset belongs to a token, a comment, white space, or a problem; scanning never fails.
 */

import type { TokenType } from "chevrotain";
import type { SyntaxProblem } from "../problems.ts";
import type { Comment } from "../syntax.ts";
import { describeCharacter } from "./characters.ts";
import { durationMeant, durationValue, numberValue } from "./numbers.ts";
import { endOfLine, patternSource, readPattern } from "./patterns.ts";
import { endOfOpenString, readPiece, templateCloses } from "./strings.ts";
import { readTime } from "./times.ts";
import * as t from "./tokens.ts";
import { Token, type TokenValue } from "./tokens.ts";
import { internWord } from "./words.ts";

export interface Scan {
  readonly text: string;
  /** The last one is the file's end. */
  readonly tokens: Token[];
  readonly comments: readonly Comment[];
  /** The `///` comments before a token, by its offset. */
  readonly docs: ReadonlyMap<number, string>;
  readonly problems: readonly SyntaxProblem[];
}

const LF = 10;
const CR = 13;
const TAB = 9;
const SPACE = 32;
const LESS = 60;
const GREATER = 62;
const BYTE_ORDER_MARK = 0xfeff;

/** What the character may begin or continue. */
const WORD_START = 1;
const DIGIT = 2;

const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(char)) classes[code] = WORD_START;
  else if (/\d/.test(char)) classes[code] = DIGIT;
}

function isWordPart(code: number): boolean {
  return code < 128 && classes[code] !== 0;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const MARKS: readonly (readonly [string, TokenType])[] = [
  ["...", t.Ellipsis],
  ["..", t.DotDot],
  [".", t.Dot],
  ["?.", t.QuestionDot],
  ["??", t.Coalesce],
  ["?", t.Question],
  ["=>", t.Arrow],
  ["==", t.Equal],
  ["=", t.Equals],
  ["!=", t.NotEqual],
  ["!", t.Bang],
  ["<=", t.LessEqual],
  ["<", t.Less],
  [">=", t.GreaterEqual],
  [">", t.Greater],
  ["||", t.Or],
  ["|", t.Bar],
  ["&&", t.And],
  ["{", t.LBrace],
  ["}", t.RBrace],
  ["(", t.LParen],
  [")", t.RParen],
  ["[", t.LBracket],
  ["]", t.RBracket],
  [",", t.Comma],
  [":", t.Colon],
  ["+", t.Plus],
  ["-", t.Minus],
  ["*", t.Star],
  ["/", t.Slash],
  ["%", t.Percent],
];

interface Mark {
  readonly image: string;
  readonly type: TokenType;
  /** The code of its second character, 0 if there is none; likewise of the third, which is a point. */
  readonly second: number;
  readonly third: number;
}

/** The marks that begin with a character, the longest first. */
const marksByCode: (Mark[] | undefined)[] = new Array(128).fill(undefined);
for (const [image, type] of MARKS) {
  const code = image.charCodeAt(0);
  const second = image.length > 1 ? image.charCodeAt(1) : 0;
  const third = image.length > 2 ? image.charCodeAt(2) : 0;
  const marks = marksByCode[code] ?? [];
  marks.push({ image, type, second, third });
  marksByCode[code] = marks;
}

/** What TypeScript has and `.da` has not, with what to write. */
const FOREIGN = /(===|!==)|'[^'\n\r]*'?|`[^`\n\r]*`?|;|&(?!&)/y;
const FOREIGN_STARTS: readonly number[] = [..."=!'`;&"].map((char) => char.charCodeAt(0));
const BLOCK_COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/y;
const TIME = /@\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})(?!\w)|(?![\w:]|[.-]\d))/y;
const TIME_LIKE = /@[\w:.+-]+/y;
const META = /\$[A-Za-z_]\w*/y;
const META_NAMES: ReadonlySet<string> = new Set(["$id", "$at", "$name"]);

/** What may be left out, or stand before what a `///` comment is of, is not what it is of. */
function isTransparent(type: TokenType): boolean {
  return type === t.Comma || type === t.Bar || type === t.LParen || type === t.RParen;
}

export function scan(text: string): Scan {
  return new Scanner(text).scan();
}

class Scanner {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  readonly #comments: Comment[] = [];
  readonly #problems: SyntaxProblem[] = [];
  #offset = 0;
  /** Whether a line began since the last token, and where. */
  #fresh = true;
  #lineStart = 0;
  /** How many `map<` are open on this line. */
  #angles = 0;
  #doc: string | null = null;
  readonly #docs = new Map<number, string>();
  /** For an open interpolation: its string's first offset and how many `{` stand open in it. */
  #template: { readonly open: number; depth: number } | null = null;
  /** The line of the last odd character: a second one there is not told. */
  #oddLine = -1;
  /** The first quote of the last line that has one, and where that line begins. */
  #firstQuote = 0;
  #quotedLine = -1;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): Scan {
    const text = this.#text;
    if (text.charCodeAt(0) === BYTE_ORDER_MARK) {
      this.#offset = 1;
      this.#lineStart = 1;
    }
    while (this.#offset < text.length) {
      const code = text.charCodeAt(this.#offset);
      if (code === SPACE || code === TAB) this.#offset++;
      else if (code === LF || code === CR) this.#newLine();
      else if (code < 128 && classes[code] === WORD_START) this.#word();
      else if (code < 128 && classes[code] === DIGIT) this.#number();
      else this.#other(code);
    }
    this.#add(t.End, "");
    return { text, tokens: this.#tokens, comments: this.#comments, docs: this.#docs, problems: this.#problems };
  }

  #newLine(): void {
    this.#offset++;
    this.#fresh = true;
    this.#lineStart = this.#offset;
    this.#angles = 0;
  }

  #add(type: TokenType, image: string, value: TokenValue = null, flags = 0): void {
    const start = this.#offset;
    let all = flags;
    if (this.#fresh) {
      all |= start === this.#lineStart ? t.FIRST_ON_LINE | t.IN_MARGIN : t.FIRST_ON_LINE;
      this.#fresh = false;
    }
    if (this.#doc !== null && !isTransparent(type)) {
      all |= t.DOCUMENTED;
      this.#docs.set(start, this.#doc);
      this.#doc = null;
    }
    this.#tokens.push(new Token(type, image, start, value, all));
    this.#offset = start + image.length;
  }

  #problem(code: SyntaxProblem["code"], start: number, end: number, message: string, suggestion?: string): void {
    const problem = { code, span: { start, end }, message };
    this.#problems.push(suggestion === undefined ? problem : { ...problem, suggestion });
  }

  #word(): void {
    const text = this.#text;
    let hash = text.charCodeAt(this.#offset);
    let end = this.#offset + 1;
    for (let code = text.charCodeAt(end); isWordPart(code); code = text.charCodeAt(end)) {
      hash = (hash * 31 + code) | 0;
      end++;
    }
    const word = internWord(text, this.#offset, end, hash);
    this.#add(word.type, word.image);
  }

  /** A number, or a duration, which is a number that goes on with letters. */
  #number(): void {
    const text = this.#text;
    let end = this.#offset + 1;
    while (isWordPart(text.charCodeAt(end))) end++;
    if (text[end] === "." && isDigit(text.charCodeAt(end + 1))) {
      end++;
      while (isWordPart(text.charCodeAt(end))) end++;
    }
    const image = text.slice(this.#offset, end);
    if (/^[\d_.]+$/.test(image)) {
      const value = numberValue(image);
      if (value === null)
        this.#problem(
          "DA1002",
          this.#offset,
          end,
          `\`${image}\` is no number: write it like \`7\`, \`1_000\` or \`1.5\``,
        );
      this.#add(t.NumberToken, image, value ?? 0, value === null ? t.BAD : 0);
      return;
    }
    const value = durationValue(image);
    const isExact = value === null || Number.isSafeInteger(value);
    if (value === null) {
      const rule = "units go from large to small, each once: d h m s ms, as in `1h30m`";
      const message = `\`${image}\` is neither a number nor a duration: ${rule}`;
      this.#problem("DA1002", this.#offset, end, message, durationMeant(image));
    } else if (!isExact) {
      const rule = "write one of at most 2^53 − 1 ms, some 285,000 years";
      this.#problem("DA1002", this.#offset, end, `\`${image}\` is longer than a duration can be: ${rule}`);
    }
    this.#add(t.DurationToken, image, isExact ? (value ?? 0) : 0, value === null || !isExact ? t.BAD : 0);
  }

  #other(code: number): void {
    switch (this.#text[this.#offset]) {
      case '"':
        this.#string();
        return;
      case "@":
        this.#time();
        return;
      case "$":
        this.#meta();
        return;
      case "/":
        this.#slash();
        return;
      case "{":
        if (this.#template !== null) this.#template.depth++;
        this.#add(t.LBrace, "{");
        return;
      case "}":
        this.#rightBrace();
        return;
      case ":":
        this.#colon();
        return;
      default:
        this.#mark(code);
    }
  }

  #mark(code: number): void {
    const text = this.#text;
    if (FOREIGN_STARTS.includes(code)) {
      FOREIGN.lastIndex = this.#offset;
      const foreign = FOREIGN.exec(text)?.[0];
      if (foreign !== undefined) {
        this.#foreign(foreign);
        return;
      }
    }
    if (this.#angle(code)) return;
    const marks = code < 128 ? marksByCode[code] : undefined;
    if (marks !== undefined) {
      const next = text.charCodeAt(this.#offset + 1);
      for (const mark of marks) {
        if (mark.second === 0 || (mark.second === next && (mark.third === 0 || text[this.#offset + 2] === "."))) {
          if (mark.type === t.Arrow && this.#tokens.at(-1)?.isFree) this.#tokens.at(-1)?.retype(t.Parameter);
          this.#add(mark.type, mark.image);
          return;
        }
      }
    }
    this.#odd();
  }

  /** In `map<int>= {}` the `>` ends a type and the `=` begins a default. */
  #angle(code: number): boolean {
    const last = this.#tokens.at(-1);
    if (code === LESS && last?.is(t.MapWord) && last.end === this.#offset) this.#angles++;
    if (code !== GREATER || this.#angles === 0) return false;
    this.#angles--;
    this.#add(t.Greater, ">");
    return true;
  }

  #foreign(image: string): void {
    const end = this.#offset + image.length;
    const [message, suggestion] = foreignAdvice(image);
    this.#problem("DA1001", this.#offset, end, message, suggestion);
    this.#add(t.Unknown, image, null, t.BAD);
  }

  /** A character that has no place outside strings and comments. */
  #odd(): void {
    const start = this.#offset;
    const char = String.fromCodePoint(this.#text.codePointAt(start) ?? 0);
    if (this.#oddLine !== this.#lineStart) {
      this.#problem("DA1001", start, start + char.length, describeCharacter(char));
    }
    this.#oddLine = this.#lineStart;
    this.#add(t.Unknown, char, null, t.BAD);
  }

  /** A word before `:` or `?:` is a name. */
  #colon(): void {
    const tokens = this.#tokens;
    const last = tokens.at(-1);
    const word = last?.is(t.Question) ? tokens.at(-2) : last;
    if (word?.isWord) word.retype(t.Label);
    this.#add(t.Colon, ":");
  }

  #slash(): void {
    const text = this.#text;
    const next = text[this.#offset + 1];
    if (next === "/") this.#comment();
    else if (next === "*") {
      BLOCK_COMMENT.lastIndex = this.#offset;
      const end = this.#offset + (BLOCK_COMMENT.exec(text)?.[0].length ?? 2);
      this.#problem("DA1001", this.#offset, this.#offset + 2, "comments begin with `//` and end with the line", "//");
      this.#add(t.Unknown, text.slice(this.#offset, end), null, t.BAD);
    } else if (this.#tokens.at(-1)?.is(t.LParen)) this.#pattern();
    else this.#add(t.Slash, "/");
  }

  #comment(): void {
    const start = this.#offset;
    const end = endOfLine(this.#text, start);
    const raw = this.#text.slice(start, end);
    const kind = raw.startsWith("///") && raw[3] !== "/" ? "doc" : "line";
    const text = raw
      .slice(kind === "doc" ? 3 : 2)
      .replace(/^ /, "")
      .trimEnd();
    this.#comments.push({ kind, text, start, end });
    if (kind === "doc") this.#doc = this.#doc === null ? text : `${this.#doc}\n${text}`;
    this.#offset = end;
  }

  #pattern(): void {
    const start = this.#offset;
    const { end, closed } = readPattern(this.#text, start);
    const image = this.#text.slice(start, end);
    if (!closed) this.#problem("DA1002", start, end, "the pattern has no end: a `/` is missing on this line");
    this.#add(t.PatternToken, image, closed ? patternSource(image) : "", closed ? 0 : t.BAD);
  }

  #time(): void {
    const text = this.#text;
    const start = this.#offset;
    TIME.lastIndex = start;
    TIME_LIKE.lastIndex = start;
    const image = TIME.exec(text)?.[0] ?? TIME_LIKE.exec(text)?.[0];
    if (image === undefined) {
      this.#odd();
      return;
    }
    const reading = readTime(image.slice(1));
    const end = start + image.length;
    if (reading.kind === "bad") {
      this.#problem("DA1002", start, end, reading.message);
      this.#add(t.TimestampToken, image, 0, t.BAD);
    } else {
      this.#add(reading.kind === "date" ? t.DateToken : t.TimestampToken, image, reading.value);
    }
  }

  #meta(): void {
    META.lastIndex = this.#offset;
    const image = META.exec(this.#text)?.[0];
    if (image === undefined) {
      this.#odd();
      return;
    }
    const end = this.#offset + image.length;
    const known = META_NAMES.has(image);
    if (!known)
      this.#problem("DA1001", this.#offset, end, `expected \`$id\`, \`$at\` or \`$name\`, found \`${image}\``);
    this.#add(t.Meta, image, image.slice(1), known ? 0 : t.BAD);
  }

  #string(): void {
    const text = this.#text;
    const start = this.#offset;
    const before = this.#problems.length;
    if (this.#quotedLine !== this.#lineStart) this.#firstQuote = start;
    this.#quotedLine = this.#lineStart;
    const piece = readPiece(text, start + 1, this.#problems);
    if (piece.ending === "quote") {
      const flags = this.#problems.length > before ? t.BAD : 0;
      this.#add(t.StringToken, text.slice(start, piece.end), piece.value, flags);
    } else if (piece.ending === "interpolation" && this.#template !== null) {
      this.#innerTemplate(start, piece.end);
    } else if (piece.ending === "interpolation" && templateCloses(text, piece.end)) {
      this.#template = { open: start, depth: 0 };
      this.#add(t.TemplateHead, text.slice(start, piece.end), piece.value);
    } else {
      this.#problems.length = before;
      this.#openString(start);
    }
  }

  /** A quote is missing on the line, or one too many: what was read behind its first one may be text, or text code. */
  #openString(start: number): void {
    const end = endOfOpenString(this.#text, start);
    const problems = this.#problems;
    while ((problems.at(-1)?.span.start ?? -1) >= this.#firstQuote) problems.pop();
    this.#problem("DA1002", start, end, 'the string has no end: a `"` is missing on this line');
    this.#add(t.StringToken, this.#text.slice(start, end), this.#text.slice(start + 1, end), t.BAD | t.SWALLOWS);
  }

  /** `${` in a string that stands in `${}` itself: told, and read as text. */
  #innerTemplate(start: number, interpolation: number): void {
    const message = "a string inside `${}` holds no `${}` of its own: name its value with `let` first";
    this.#problem("DA1001", interpolation - 2, interpolation, message);
    let end = interpolation;
    for (;;) {
      const piece = readPiece(this.#text, end, this.#problems);
      end = piece.end;
      if (piece.ending !== "interpolation") break;
    }
    this.#add(t.StringToken, this.#text.slice(start, end), "", t.BAD);
  }

  /** A brace that closes a block, or goes on with the string around an interpolation. */
  #rightBrace(): void {
    const template = this.#template;
    if (template === null || template.depth > 0) {
      if (template !== null) template.depth--;
      this.#add(t.RBrace, "}");
      return;
    }
    const start = this.#offset;
    const piece = readPiece(this.#text, start + 1, this.#problems);
    const image = this.#text.slice(start, piece.end);
    if (piece.ending === "interpolation") {
      this.#add(t.TemplateMiddle, image, piece.value);
      return;
    }
    const open = piece.ending === "none";
    if (open) this.#problem("DA1002", template.open, start, 'the string has no end: a `"` is missing');
    this.#template = null;
    this.#add(t.TemplateTail, image, piece.value, open ? t.BAD | t.SWALLOWS : 0);
  }
}

function foreignAdvice(image: string): readonly [message: string, suggestion?: string] {
  if (image === ";") return ["nothing separates statements: leave the `;` out"];
  if (image === "&") return ["`&` is no operator; `&&` is", "&&"];
  if (image === "===" || image === "!==") {
    const written = image.slice(0, 2);
    return [`values are compared with \`${written}\``, written];
  }
  return ['strings stand in double quotes: `"…"`'];
}
