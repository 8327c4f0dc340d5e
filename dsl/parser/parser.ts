/** The whole parser: declarations one after the other, each on its own when one of them is broken. */

import type { SyntaxProblem } from "../problems.ts";
import type { Scan } from "../scanner/scanner.ts";
import type { Token } from "../scanner/tokens.ts";
import * as t from "../scanner/tokens.ts";
import type { Declaration } from "../syntax.ts";
import { isBoundary, startsDeclaration } from "./boundaries.ts";
import { DeclarationParser } from "./declarations.ts";
import type { Rule } from "./engine.ts";
import { nearest } from "./messages.ts";

export interface Parsed {
  readonly declarations: readonly Declaration[];
  readonly problems: readonly SyntaxProblem[];
  readonly lostNames: ReadonlySet<string>;
  readonly lostImport: boolean;
}

const DECLARATION_WORDS = [
  "import",
  "pipeline",
  "type",
  "record",
  "param",
  "fn",
  "source",
  "event",
  "signal",
  "store",
  "external",
  "transform",
  "gep",
  "demux",
  "dep",
  "test",
];
/** Declarations whose end is no brace. */
const ENDS_ANYWHERE: ReadonlySet<Declaration["kind"]> = new Set(["fn", "param", "type"]);
const A_DECLARATION = "a declaration such as `event`, `store` or `dep`";

export class Parser extends DeclarationParser {
  #declarations: Declaration[] = [];
  #lostImport = false;

  parse(scan: Scan): Parsed {
    this.begin(scan);
    this.#declarations = [];
    this.#lostImport = false;
    this.file();
    const { problems, lostNames } = this;
    problems.sort((a, b) => a.span.start - b.span.start);
    this.release();
    return { declarations: this.#declarations, problems, lostNames, lostImport: this.#lostImport };
  }

  readonly file: Rule<void> = this.RULE("file", (): void => {
    const parse = (): void => this.#declaration();
    for (;;) {
      this.MANY(parse);
      if (this.RECORDING_PHASE || this.at(t.End)) return;
      this.#noDeclaration();
    }
  });

  #declaration(): void {
    this.enterDeclaration();
    const from = this.currIdx + 1;
    const { lookahead } = this;
    try {
      this.#declarations.push(this.SUBRULE(this.declaration));
    } catch (error) {
      if (this.RECORDING_PHASE) throw error;
      this.lookahead = lookahead;
      this.tell(error, from);
      if (this.tokens[from]?.is(t.Import)) this.#lostImport = true;
      this.skipTo(from, this.#resumption(from, Math.max(this.currIdx + 1, from + 1)));
    }
  }

  /** What stands at the top of the file and begins no declaration. */
  #noDeclaration(): void {
    const from = this.currIdx + 1;
    const token = this.next();
    // A text stands at the top of a file only behind `import`, perhaps misspelt.
    const path = token.is(t.StringToken) ? token : this.peek(2);
    if (token === path || (path.is(t.StringToken) && path.image.endsWith('.da"'))) this.#lostImport = true;
    // After an error in the declaration before, this is most likely a piece of it.
    if (this.errorsInRegion === 0) {
      this.reportUnexpected(A_DECLARATION, token, token.isWord ? nearest(token.image, DECLARATION_WORDS) : undefined);
    }
    const goesOn = this.#goesOn(token);
    const target = this.boundaryOnLine(from) ?? this.#resumption(from, from + 1);
    this.skipTo(from, target);
    if (goesOn) this.#dropLast(target);
    // The one before may have taken the next one's first word for a part of itself.
    while ((this.#declarations.at(-1)?.end ?? 0) > this.start()) this.#dropLast(target);
  }

  /** Whether a token is most likely a piece of the declaration before it, which has no braces to tell its end. */
  #goesOn(token: Token): boolean {
    const last = this.#declarations.at(-1);
    if (last === undefined || !ENDS_ANYWHERE.has(last.kind) || last.end !== this.end()) return false;
    return !token.is(t.RBrace) && !token.firstOnLine;
  }

  /** Takes the last declaration back: it was a part of what is lost up to `target`. */
  #dropLast(target: number): void {
    const start = this.#declarations.pop()?.start ?? 0;
    let first = target;
    while (first > 0 && (this.tokens[first - 1]?.startOffset ?? 0) >= start) first--;
    this.skipTo(first, target);
  }

  /** Where the next declaration begins, at `index` or later. */
  #resumption(from: number, index: number): number {
    let depth = 0;
    for (let at = index; at < this.tokens.length; at++) {
      const token = this.tokens[at];
      if (token === undefined || token.is(t.End) || isBoundary(this.tokens, at)) return at;
      if (depth <= 0 && at > from && startsDeclaration(this.tokens, at)) return at;
      if (token.is(t.LBrace)) depth++;
      else if (token.is(t.RBrace)) depth--;
    }
    return this.tokens.length - 1;
  }
}
