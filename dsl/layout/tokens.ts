/**
 * The tokens of a file, taken one after the other as the tree is walked, so that none is forgotten and each comment stays
 * between the tokens where it was written.
 */

import type { TokenType } from "chevrotain";
import { hasLineBreak } from "../line-map.ts";
import type { Scan } from "../scanner/scanner.ts";
import type { Token } from "../scanner/tokens.ts";
import * as t from "../scanner/tokens.ts";
import {
  type Block,
  type Doc,
  flat,
  group,
  type Item,
  indent,
  type Label,
  type LeadingComment,
  line,
  softLine,
} from "./doc.ts";

/** A comment that is still to be placed. */
interface Pending extends LeadingComment {
  /** It had its line for itself. */
  readonly own: boolean;
}

/** What an item prints: its label, if it has one that is aligned, and the rest. */
export interface ItemDoc {
  readonly label: Label | null;
  readonly doc: Doc;
}

export interface BlockStyle {
  readonly commas: Block["commas"];
  readonly rows: boolean;
}

export const LINES: BlockStyle = { commas: "none", rows: false };
export const FIELDS: BlockStyle = { commas: "line", rows: false };
export const ENTRIES: BlockStyle = { commas: "line", rows: true };
export const ARMS: BlockStyle = { commas: "always", rows: false };

/** What this silences stands on the line below: it must not be moved to another one. */
const IGNORE = /^\/\/\s*da-ignore\b/;

export class TokenWalk {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #comments: Scan["comments"];
  #index = 0;
  #comment = 0;
  /** Behind what was printed last: a token or a comment. */
  #end = 0;
  /** Comments before tokens that were left out. */
  #held: Pending[] = [];
  /** Where the last line ends that is kept as it is. */
  #keptUntil = 0;

  constructor(text: string, scan: Scan) {
    this.#text = text;
    this.#tokens = scan.tokens;
    this.#comments = scan.comments;
  }

  /** Some line was left as it was. */
  get hasKeptLines(): boolean {
    return this.#keptUntil > 0;
  }

  /** The token that comes next. */
  next(): Token {
    const token = this.#tokens[this.#index];
    if (token === undefined) throw new RangeError("the layout has gone past the file's end");
    return token;
  }

  at(type: TokenType): boolean {
    return this.next().is(type);
  }

  /** The next token, with the comments before it. */
  take(): Doc {
    const comments = this.#takeComments();
    const token = this.next();
    this.#advance(token);
    if (comments.length === 0) return token.image;
    return [comments.map(({ text, own }) => ({ kind: "comment" as const, text, own })), token.image];
  }

  /** Leaves a token out; comments before it go to the next one. */
  drop(): void {
    this.#held = this.#takeComments();
    this.#advance(this.next());
  }

  dropIf(type: TokenType): void {
    if (this.at(type)) this.drop();
  }

  #advance(token: Token): void {
    this.#index++;
    this.#end = token.end;
  }

  /** Tokens in one piece of text, up to the next one of a type and including it; null if a comment stands among them. */
  label(kind: string, last: TokenType): Label | null {
    let end = this.#index;
    while (this.#tokens[end]?.is(last) === false) end++;
    const until = this.#tokens[end]?.startOffset ?? 0;
    if ((this.#comments[this.#comment]?.start ?? Number.POSITIVE_INFINITY) < until) return null;
    const tokens = this.#tokens.slice(this.#index, end + 1);
    this.#index = end;
    this.#advance(this.next());
    const text = tokens.map((token, index) => (index > 0 && token.isWord ? ` ${token.image}` : token.image)).join("");
    return { text, kind };
  }

  /** The comments before the next token. */
  #takeComments(): Pending[] {
    const taken = this.#held;
    this.#held = [];
    const before = this.next().startOffset;
    for (;;) {
      const comment = this.#comments[this.#comment];
      if (comment === undefined || comment.start > before) return taken;
      const gap = this.#text.slice(this.#end, comment.start);
      const text = this.#text.slice(comment.start, comment.end).trimEnd();
      taken.push({ text, own: this.#end === 0 || hasLineBreak(gap), blankBefore: hasBlankLine(gap) });
      this.#end = comment.end;
      this.#comment++;
    }
  }

  /** The comments before the next token, as a part of the item that is being printed. */
  takeLeading(): Doc {
    return this.#takeComments().map(({ text, own }) => ({ kind: "comment" as const, text, own }));
  }

  #gapBeforeNext(): string {
    return this.#text.slice(this.#end, this.next().startOffset);
  }

  // ── blocks ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** `{ … }`, each of `items` printed by `print`. */
  block<T>(style: BlockStyle, items: readonly T[], print: (item: T) => ItemDoc, broken = false): Block {
    const start = this.next().startOffset;
    const open = this.take();
    const body = this.#items(style, items, print);
    const end = this.next().startOffset;
    const close = this.take();
    const isEmpty = items.length === 0 && body.afterOpen === null && body.beforeClose.length === 0;
    const written = !isEmpty && hasLineBreak(this.#text.slice(start, end));
    const split = broken && end > this.#keptUntil;
    return { kind: "block", open, close, ...body, ...style, broken: split || written, bare: false };
  }

  /** The whole file. */
  file<T>(items: readonly T[], print: (item: T) => ItemDoc): Block {
    const body = this.#items(LINES, items, print);
    return { kind: "block", open: "", close: "", ...body, ...LINES, broken: true, bare: true };
  }

  #items<T>(
    style: BlockStyle,
    items: readonly T[],
    print: (item: T) => ItemDoc,
  ): Pick<Block, "items" | "afterOpen" | "beforeClose"> {
    let comments = this.#takeComments();
    const afterOpen = comments[0]?.own === false ? (comments.shift()?.text ?? null) : null;
    const printed: Item[] = [];
    let endsKept = false;
    for (const item of items) {
      const gap = this.#gapBeforeNext();
      const blankBefore = hasBlankLine(gap);
      const sameLine = printed.length > 0 && comments.length === 0 && !hasLineBreak(gap);
      const above = comments.at(-1)?.text ?? (printed.length === 0 ? afterOpen : printed.at(-1)?.trailing) ?? "";
      const isApart = blankBefore && printed.length + comments.length > 0;
      const kept: boolean = (endsKept && sameLine) || (IGNORE.test(above) && !isApart);
      if (kept) this.#keptUntil = this.#endOfLine(this.next().startOffset);
      const { label, doc } = print(item);
      endsKept = kept && this.#end <= this.#keptUntil;
      const leading = comments;
      comments = this.#takeComments();
      if (style.commas !== "none" && this.at(t.Comma)) {
        this.drop();
        comments.push(...this.#takeComments());
      }
      const trailing = comments[0]?.own === false ? (comments.shift()?.text ?? null) : null;
      printed.push({ label, doc: kept ? flat(doc) : doc, leading, blankBefore, sameLine, kept, trailing });
    }
    return { items: printed, afterOpen, beforeClose: comments };
  }

  #endOfLine(offset: number): number {
    const length = this.#text.slice(offset).search(/[\r\n]/);
    return length === -1 ? this.#text.length : offset + length;
  }

  // ── lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** `(a, b)` or `[a, b]`: on one line, or each item on its own. `hugs` says that the only item breaks by itself. */
  list<T>(items: readonly T[], print: (item: T) => Doc, hugs: (item: T) => boolean = () => false): Doc {
    const open = this.take();
    const docs: Doc[] = [];
    for (const [index, item] of items.entries()) {
      docs.push(print(item));
      if (index < items.length - 1) docs.push(this.take(), line);
    }
    this.dropIf(t.Comma);
    const close = this.take();
    const [only] = items;
    if (items.length === 0 || (items.length === 1 && only !== undefined && hugs(only))) return [open, docs, close];
    return group([open, indent([softLine, docs]), softLine, close]);
  }
}

function hasBlankLine(text: string): boolean {
  return /(?:\n|\r\n?)[ \t]*(?:\n|\r)/.test(text);
}
