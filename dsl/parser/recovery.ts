/**
 * The parser's ground: its place in the tokens, its errors, and how it goes on after one. An error drops the member,
 * statement or entry that it stands in, and no more: parsing resumes where the next one begins.
 */

import type { IToken, TokenType } from "chevrotain";
import type { SyntaxProblem } from "../problems.ts";
import type { Scan } from "../scanner/scanner.ts";
import * as t from "../scanner/tokens.ts";
import { Token } from "../scanner/tokens.ts";
import type { Cuttable, Name, Span } from "../syntax.ts";
import { isBoundary, type Starts } from "./boundaries.ts";
import { Engine, Mismatch } from "./engine.ts";
import { repairOf } from "./habits.ts";
import { TokenLines } from "./lines.ts";
import { type Expected, unexpected } from "./messages.ts";

/** No deeper than this may brackets, blocks and conditions be nested. */
const DEEPEST = 32;
/** No more operators, accesses or branches than this may follow each other in one expression. */
const LONGEST_CHAIN = 500;
/** After a repair, so many tokens have to be understood before something in the way is a new mistake. */
const REPAIRED = 3;

/** What stands in braces: where it goes, how one is parsed and how it begins, and what is expected there, in words. */
interface BlockOf<T> {
  readonly items: T[];
  readonly parse: () => T;
  readonly starts: Starts;
  readonly words: Expected;
  /** A comma may stand behind each. */
  readonly commas: boolean;
}

const BEFORE_NEXT = "before the next declaration";

/** Stands for every token while chevrotain records the grammar. */
const RECORDED = new Token(t.Unknown, "", 0, null, 0);
const NO_DOCS: ReadonlyMap<number, string> = new Map();
const ALWAYS_THERE: Expected = { ERR_MSG: "" };

/** A syntax error that the grammar's shape does not show. It holds its place and message; it is caught like the others. */
class SyntaxFailure extends Error {
  readonly problem: SyntaxProblem;

  constructor(problem: SyntaxProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

export abstract class RecoveringParser extends Engine {
  protected problems: SyntaxProblem[] = [];
  protected lostNames = new Set<string>();
  /** How many pieces recovery has dropped. */
  protected losses = 0;
  #text = "";
  #docs = NO_DOCS;
  #lines: TokenLines | null = null;
  #depth = 0;
  #blocks = 0;
  /** The declaration that is being parsed: its first token, and where its region of errors began. */
  #declaration = 0;
  #region = 0;
  #errorsInRegion = 0;
  /** Where the last error was, and where parsing went on after the last repair. */
  #lastError = -1;
  #resumed = -1;
  /** The declaration is of another kind than its first word says: all of its lines are wrong for one reason. */
  #mistaken = false;
  /** The declaration begins neither its line nor the file: after an error, it is a piece of the one before. */
  #misplaced = false;

  protected begin(scan: Scan): void {
    this.tokens = scan.tokens;
    this.#text = scan.text;
    this.currIdx = -1;
    this.problems = [...scan.problems];
    this.lostNames = new Set();
    this.losses = 0;
    this.#docs = scan.docs;
    this.#lines = null;
    this.#depth = 0;
    this.#declaration = 0;
    this.#region = 0;
    this.#errorsInRegion = 0;
    this.#lastError = -1;
    this.#resumed = -1;
    this.#misplaced = false;
    this.#mistaken = false;
  }

  /** Lets go of the text that was parsed. */
  protected release(): void {
    this.tokens = [];
    this.#text = "";
    this.#docs = NO_DOCS;
    this.#lines = null;
  }

  // ── where we are ───────────────────────────────────────────────────────────────────────────────────────────────────

  protected peek(distance: number): Token {
    return this.tokens[this.currIdx + distance] ?? this.tokens.at(-1) ?? RECORDED;
  }

  protected next(): Token {
    return this.tokens[this.currIdx + 1] ?? RECORDED;
  }

  protected at(type: TokenType): boolean {
    return this.tokens[this.currIdx + 1]?.tokenTypeIdx === type.tokenTypeIdx;
  }

  protected token(token: IToken): Token {
    return token instanceof Token ? token : RECORDED;
  }

  /** Where what comes next begins. */
  protected start(): number {
    return this.tokens[this.currIdx + 1]?.startOffset ?? 0;
  }

  /** Where what was consumed last ends. */
  protected end(): number {
    const token = this.tokens[this.currIdx];
    return token === undefined ? 0 : token.startOffset + token.image.length;
  }

  /** The `///` comments above what comes next. */
  protected doc(): string | null {
    const token = this.next();
    return (token.flags & t.DOCUMENTED) === 0 ? null : (this.#docs.get(token.startOffset) ?? null);
  }

  protected name(token: IToken): Name {
    return { text: token.image, start: token.startOffset, end: token.startOffset + token.image.length };
  }

  // ── errors ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Gives up what is being parsed, because of the token that comes next. */
  protected fail(words: string, token: Token = this.next()): never {
    if (token.bad) throw this.failure("", token);
    throw new SyntaxFailure(this.#problemAt(words, token));
  }

  protected failure(message: string, token: Token, code: SyntaxProblem["code"] = "DA1001"): Error {
    return new SyntaxFailure({ code, span: spanOf(token), message });
  }

  #problemAt(words: string, token: Token): SyntaxProblem {
    const index = this.lines.at(token.startOffset);
    const repair = repairOf(words, this.tokens, index);
    const open = words.includes("`}`") && (token.is(t.End) || words.includes(BEFORE_NEXT)) ? this.#openAt(index) : null;
    const problem = { code: "DA1001" as const, span: spanOf(token), message: unexpected(words, token), ...repair };
    return open === null ? problem : { ...problem, opened: spanOf(open) };
  }

  /** The last brace of the declaration that has no other before `end`. */
  #openAt(end: number): Token | null {
    const open: Token[] = [];
    for (const token of this.tokens.slice(this.#declaration, end)) {
      if (token.is(t.LBrace)) open.push(token);
      else if (token.is(t.RBrace)) open.pop();
    }
    return open.at(-1) ?? null;
  }

  /** Literals that the scanner has complained of are dropped with what they stand in, without a second message. */
  protected sound(token: Token): Token {
    if (token.bad) throw this.failure("", token);
    return token;
  }

  protected report(problem: SyntaxProblem): void {
    const index = this.lines.at(problem.span.start);
    const echo = this.#isEcho(index);
    this.#errorsInRegion++;
    this.#lastError = index;
    if (!echo) this.problems.push(problem);
  }

  protected reportUnexpected(words: string, token: Token, suggestion?: string): void {
    if (token.bad) {
      this.#errorsInRegion++;
      return;
    }
    const problem = this.#problemAt(words, token);
    this.report(suggestion === undefined || problem.hint !== undefined ? problem : { ...problem, suggestion });
  }

  /**
   * Whether an error is most likely the consequence of one before it: they share a line, the declaration has ended too
   * early, or a string without an end took a part of the declaration with it.
   */
  #isEcho(index: number): boolean {
    if (this.#errorsInRegion > 0) {
      if (this.#misplaced || this.#mistaken || this.tokens[index]?.is(t.End) || this.boundaryOnLine(index) !== null)
        return true;
      if (this.lines.first(index) === this.lines.first(this.#lastError)) return true;
    }
    return this.lines.isSwallowed(this.#region, index);
  }

  protected get lines(): TokenLines {
    this.#lines ??= new TokenLines(this.#text, this.tokens);
    return this.#lines;
  }

  /** So soon after a repair, what is in the way is most likely a piece of what was broken. */
  protected get isJustRepaired(): boolean {
    return this.#errorsInRegion > 0 && this.currIdx + 1 - this.#resumed <= REPAIRED;
  }

  protected get errorsInRegion(): number {
    return this.#errorsInRegion;
  }

  /** A declaration begins here: errors before it no longer explain what is found from here on. */
  protected enterDeclaration(): void {
    this.#declaration = this.currIdx + 1;
    this.#depth = 0;
    this.#blocks = 0;
    this.#misplaced = this.#errorsInRegion > 0 && !isBoundary(this.tokens, this.#declaration);
    this.#mistaken = this.#mistaken && this.#misplaced;
    if (!this.#misplaced) {
      this.#region = this.#declaration;
      this.#errorsInRegion = 0;
    }
  }

  /** Gives up a member that only another kind of declaration has; what is wrong with the others is not told. */
  protected failAsMistaken(words: string): never {
    const failure = this.failure(unexpected(words, this.next()), this.next());
    this.#mistaken = true;
    throw failure;
  }

  // ── nesting ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Goes one level deeper; `open` is the token that does. */
  protected deeper(open: Token): void {
    if (++this.#depth <= DEEPEST || this.RECORDING_PHASE) return;
    const message = `this is nested deeper than ${DEEPEST} levels: name a part of it with \`let\`, \`type\` or \`record\``;
    throw this.failure(message, open, "DA3008");
  }

  protected shallower(): void {
    this.#depth--;
  }

  /** As `deeper`, for blocks of statements: what stands in a statement is counted apart from them. */
  protected deeperBlock(open: Token): void {
    this.#depth = this.#blocks++;
    this.deeper(open);
  }

  protected shallowerBlock(): void {
    this.#depth = --this.#blocks;
  }

  /** Counts nesting anew, for what has a count of its own; the return value is for `restoreDepth`. */
  protected freshDepth(): number {
    const depth = this.#depth;
    this.#depth = 0;
    return depth;
  }

  protected restoreDepth(depth: number): void {
    this.#depth = depth;
  }

  /** Refuses chains that would be trees too deep to walk. */
  protected checkChain(length: number): void {
    if (length <= LONGEST_CHAIN) return;
    const message = `this goes on for more than ${LONGEST_CHAIN} steps: name a part of it with \`let\``;
    throw this.failure(message, this.next(), "DA3008");
  }

  // ── recovery ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Parses one item and adds it to `items`; if it is broken, tells it and goes to where the next one begins.
   */
  protected item<T extends Span & Cuttable>(items: T[], parse: () => T, starts: Starts): void {
    const from = this.currIdx + 1;
    const depth = this.#depth;
    const blocks = this.#blocks;
    const { lookahead } = this;
    try {
      items.push(parse());
    } catch (error) {
      if (this.RECORDING_PHASE) throw error;
      this.lookahead = lookahead;
      this.#depth = depth;
      this.#blocks = blocks;
      this.tell(error, from);
      const broken = this.currIdx + 1;
      if (broken <= from + 1) this.#cutLast(items, from);
      this.skipTo(from, this.#resumption(from, broken, starts));
      this.#takeBack(items);
    }
  }

  /** Items in braces, the left one consumed. */
  protected block<T extends Span & Cuttable>({ items, parse, starts, words, commas }: BlockOf<T>): void {
    const open = this.currIdx;
    let ended = false;
    const item = (): void => {
      const { losses } = this;
      this.item(items, parse, starts);
      if (commas) this.OPTION9(this.#comma);
      ended = this.losses > losses && this.#isLeft(open);
    };
    const gated = { GATE: (): boolean => !ended, DEF: item };
    for (;;) {
      this.MANY(gated);
      if (this.RECORDING_PHASE || (this.at(t.RBrace) && !ended)) break;
      const here = this.currIdx + 1;
      if (!ended && !this.isJustRepaired) {
        this.reportUnexpected(words.ERR_MSG, this.next());
      }
      if (ended || this.at(t.End) || isBoundary(this.tokens, here) || this.#isLeft(open)) {
        this.losses++;
        return;
      }
      this.#cutLast(items, here);
      this.skipTo(here, this.#labelTaken(here, items, starts) ?? this.#resumption(here, here, starts));
      this.#takeBack(items);
      ended = this.#isLeft(open);
      if (isBoundary(this.tokens, this.currIdx + 1)) return;
    }
    this.CONSUME9(t.RBrace, ALWAYS_THERE);
  }

  /**
   * Whether what comes next, after an error, most likely stands behind the block that was opened at `open`: it begins a
   * line that is indented no deeper, and the declaration lacks a `}`.
   */
  #isLeft(open: number): boolean {
    const next = this.currIdx + 1;
    const token = this.next();
    if (!token.firstOnLine || token.is(t.RBrace) || this.lines.indentation(next) > this.lines.indentation(open)) {
      return false;
    }
    let depth = 0;
    for (let index = this.#declaration; index < this.tokens.length; index++) {
      const brace = this.tokens[index];
      if (brace === undefined || (index > this.#declaration && isBoundary(this.tokens, index))) break;
      if (brace.is(t.LBrace)) depth++;
      else if (brace.is(t.RBrace)) depth--;
    }
    return depth > 0;
  }

  /** What cannot stand at `index` may be the rest of the item before it. */
  #cutLast<T extends Span & Cuttable>(items: T[], index: number): void {
    const last = items.at(-1);
    const isBehind = last?.end === this.tokens[index - 1]?.end && this.tokens[index]?.firstOnLine === false;
    if (last !== undefined && isBehind) items[items.length - 1] = { ...last, cut: true };
  }

  readonly #comma = (): void => {
    this.CONSUME9(t.Comma);
  };

  /** The label before a `:` that the last item took for its value, whose own is missing: `a: b: int`. */
  #labelTaken(colon: number, items: readonly Span[], starts: Starts): number | null {
    const label = this.tokens[colon - 1];
    if (!this.at(t.Colon) || label?.is(t.Label) !== true || !label.firstOnLine || this.next().firstOnLine) return null;
    return items.at(-1)?.end === label.end && starts(this.tokens, colon - 1) ? colon - 1 : null;
  }

  /** Items that turn out to have taken the beginning of what comes next for a part of themselves are lost. */
  #takeBack(items: Span[]): void {
    const resumed = this.start();
    for (let last = items.at(-1); last !== undefined && last.end > resumed; last = items.at(-1)) {
      items.pop();
      this.skipTo(this.lines.at(last.start), this.currIdx + 1);
    }
  }

  /** The `{` of a block; where it is missing and an item begins, that is told and the block goes on. */
  protected open(words: Expected, starts: Starts): Token {
    const isMissing = !this.RECORDING_PHASE && !this.at(t.LBrace) && !this.isJustRepaired;
    if (isMissing && starts(this.tokens, this.currIdx + 1)) {
      const token = this.next();
      this.reportUnexpected(words.ERR_MSG, token);
      return token;
    }
    return this.token(this.CONSUME8(t.LBrace, words));
  }

  /** Tells an error that was thrown at the current place. */
  protected tell(error: unknown, from: number): void {
    if (error instanceof SyntaxFailure) {
      const { problem } = error;
      if (problem.message === "") this.#errorsInRegion++;
      else this.report(problem);
      return;
    }
    if (!(error instanceof Mismatch)) throw error;
    const token = this.next();
    // The item had a repair within it, or began in the middle of a line with one: it was more broken than that could know.
    const isRest = from === this.#resumed && this.tokens[from]?.firstOnLine === false;
    if ((from < this.#resumed || isRest) && this.isJustRepaired) return;
    const first = this.tokens[from];
    if (first !== undefined && from > this.#declaration && isBoundary(this.tokens, from)) {
      const missing = `a \`}\` ${BEFORE_NEXT} (${first.image} …)`;
      this.reportUnexpected(missing, token);
    } else this.reportUnexpected(error.message, token);
  }

  /** Goes to `target`; what lies between is lost, from the broken item's first token on. */
  protected skipTo(from: number, target: number): void {
    this.losses++;
    for (let index = from; index < target; index++) {
      const token = this.tokens[index];
      if (token?.isWord !== true) continue;
      this.lostNames.add(token.image);
      let dotted = token.image;
      while (this.tokens[index + 1]?.is(t.Dot) && this.tokens[index + 2]?.isWord && index + 2 < target) {
        index += 2;
        const segment = this.tokens[index]?.image ?? "";
        this.lostNames.add(segment);
        dotted += `.${segment}`;
        this.lostNames.add(dotted);
      }
    }
    this.currIdx = target - 1;
    this.#resumed = target;
  }

  /** The index at which to go on after the item that began at `from` broke at `broken`. */
  #resumption(from: number, broken: number, starts: Starts): number {
    const boundary = this.boundaryOnLine(broken);
    if (boundary !== null) return boundary;
    const label = broken - 1;
    const atColon = this.tokens[broken]?.is(t.Colon) && this.tokens[label]?.is(t.Label);
    if (atColon && label > from && starts(this.tokens, label)) return label;
    let braces = 0;
    let brackets = 0;
    for (let index = broken; index < this.tokens.length; index++) {
      const token = this.tokens[index];
      if (token === undefined || token.is(t.End) || isBoundary(this.tokens, index)) return index;
      if (braces === 0 && token.is(t.RBrace)) return index;
      if (index > from && braces === 0 && (brackets <= 0 || token.firstOnLine) && starts(this.tokens, index))
        return index;
      if (token.is(t.LBrace)) braces++;
      else if (token.is(t.RBrace)) braces--;
      else if (token.is(t.LParen) || token.is(t.LBracket) || token.is(t.TemplateHead)) brackets++;
      else if (token.is(t.RParen) || token.is(t.RBracket) || token.is(t.TemplateTail)) brackets--;
    }
    return this.tokens.length - 1;
  }

  /** A declaration that begins the line of a broken item was taken for a part of it. */
  protected boundaryOnLine(index: number): number | null {
    const first = this.lines.first(index);
    return first > this.#declaration && isBoundary(this.tokens, first) ? first : null;
  }
}

function spanOf(token: Token): Span {
  return { start: token.startOffset, end: token.end };
}
