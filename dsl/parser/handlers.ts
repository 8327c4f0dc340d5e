/** Handlers: what they handle and on what terms, in statements or in TypeScript. */

import type { IToken } from "chevrotain";
import * as t from "../scanner/tokens.ts";
import type {
  FanoutClause,
  HandlerBody,
  HandlerClause,
  HandlerDeclaration,
  LimitClause,
  Name,
  Span,
  Text,
  TypeScriptBody,
} from "../syntax.ts";
import { startsHandlerLine } from "./boundaries.ts";
import type { Rule } from "./engine.ts";
import { type Expected, expected, unexpected } from "./messages.ts";
import { StatementParser } from "./statements.ts";

const OLD_NAME = expected("the old name in quotes after `was`");
const A_HANDLER = expected("the handler's name");
const ON_EVENTS = expected("`on` and the events that are handled");
const A_LIMIT = expected("a number after `limit`");
const A_REASON = expected("a reason in quotes after `fanout`");
const OPEN_HANDLER = expected("`{` with the handler's statements");
const IN_TYPESCRIPT = expected("`handler`, `reads`, `updates`, `emits` or `}`");
const HANDLER_FILE = expected("`handler` and a file in quotes");
const A_HANDLED_EVENT = { ARGS: [expected("an event's name")] as [Expected] };
const A_FILE = expected("a file's path in quotes");

const HANDLER_WORDS = { transform: t.Transform, gep: t.Gep, demux: t.Demux, dep: t.Dep } as const;

/** What every declaration begins and ends with. */
interface Base {
  readonly start: number;
  readonly doc: string | null;
  readonly losses: number;
}

/** One line of a handler in TypeScript. */
interface TypeScriptLine extends Span {
  readonly word: string;
  readonly file: Text | null;
  readonly names: readonly Name[];
}

export abstract class HandlerParser extends StatementParser {
  protected base(): Base {
    return { start: this.start(), doc: this.doc(), losses: this.losses };
  }

  protected common(base: Base): { doc: string | null; incomplete: boolean; start: number; end: number } {
    return { doc: base.doc, incomplete: this.losses > base.losses, start: base.start, end: this.end() };
  }

  /** `was "old"` */
  readonly was: Rule<Text> = this.RULE("was", (): Text => {
    this.CONSUME(t.Was);
    return this.text(OLD_NAME);
  });

  protected readonly wasName = (): Text => this.SUBRULE(this.was);

  readonly #kinds = (["demux", "dep", "gep", "transform"] as const).map((kind) => ({
    ALT: (): HandlerDeclaration["handler"] => {
      this.CONSUME(HANDLER_WORDS[kind]);
      return kind;
    },
  }));

  readonly handlerDeclaration: Rule<HandlerDeclaration> = this.RULE("handlerDeclaration", (): HandlerDeclaration => {
    const base = this.base();
    const handler = this.OR(this.#kinds);
    const name = this.word(A_HANDLER);
    const was = this.OPTION(this.wasName) ?? null;
    this.CONSUME(t.On, ON_EVENTS);
    const on = [this.SUBRULE(this.dottedName, A_HANDLED_EVENT)];
    this.MANY(() => {
      this.CONSUME(t.Comma);
      on.push(this.SUBRULE2(this.dottedName, A_HANDLED_EVENT));
    });
    const clauses: HandlerClause[] = [];
    this.MANY2(() => {
      clauses.push(this.OR2([{ ALT: () => this.SUBRULE(this.limit) }, { ALT: () => this.SUBRULE(this.fanout) }]));
    });
    const when = this.OPTION2(this.#when) ?? null;
    const body = this.SUBRULE(this.handlerBody);
    return { kind: "handler", handler, name, was, on, clauses, when, body, ...this.common(base) };
  });

  readonly #when = (): HandlerDeclaration["when"] => {
    this.CONSUME(t.When);
    return this.SUBRULE(this.expression);
  };

  readonly limit: Rule<LimitClause> = this.RULE("limit", (): LimitClause => {
    const { startOffset: start } = this.CONSUME(t.Limit);
    const token = this.token(this.CONSUME(t.NumberToken, A_LIMIT));
    return { kind: "limit", value: this.numberLiteral(token, token.startOffset, false), start, end: token.end };
  });

  readonly fanout: Rule<FanoutClause> = this.RULE("fanout", (): FanoutClause => {
    const { startOffset: start } = this.CONSUME(t.Fanout);
    const reason = this.text(A_REASON);
    return { kind: "fanout", reason, start, end: this.end() };
  });

  readonly handlerBody: Rule<HandlerBody> = this.RULE("handlerBody", (): HandlerBody => {
    const typed = this.OPTION({ GATE: () => this.#isTypeScript(), DEF: () => this.SUBRULE(this.typeScriptBody) });
    if (typed !== undefined && !this.RECORDING_PHASE) return typed;
    return this.#statementsBody();
  });

  #isTypeScript(): boolean {
    const word = this.peek(2);
    return word.is(t.Handler) || word.is(t.Reads) || word.is(t.Updates) || word.is(t.Emits);
  }

  #statementsBody(): HandlerBody {
    const block = this.SUBRULE(this.statements, { ARGS: [OPEN_HANDLER] });
    return { ...block, kind: "statements" };
  }

  /** `handler "./file.ts"` and the lists of what it may touch, in any order. */
  readonly typeScriptBody: Rule<TypeScriptBody> = this.RULE("typeScriptBody", (): TypeScriptBody => {
    const { startOffset: start } = this.CONSUME8(t.LBrace);
    const lines: TypeScriptLine[] = [];
    const line = (): TypeScriptLine => this.SUBRULE(this.typeScriptLine);
    const before = this.losses;
    this.block({ items: lines, parse: line, starts: startsHandlerLine, words: IN_TYPESCRIPT, commas: true });
    return this.ACTION(() => this.#typeScriptOf(lines, start, this.losses === before));
  });

  #typeScriptOf(lines: readonly TypeScriptLine[], start: number, whole: boolean): TypeScriptBody {
    const file = lines.find((line) => line.word === "handler")?.file ?? null;
    if (file === null) throw this.failure(whole ? unexpected(HANDLER_FILE.ERR_MSG, this.peek(0)) : "", this.peek(0));
    const names = (word: TypeScriptLine["word"]): readonly Name[] =>
      lines.flatMap((l) => (l.word === word ? l.names : []));
    for (const [index, { word, start, end }] of lines.entries()) {
      if (!lines.slice(0, index).some((line) => line.word === word)) continue;
      const span = { start, end: Math.min(end, start + word.length) };
      this.report({
        code: "DA1001",
        span,
        message: `\`${word}\` is said once: put all of it there, with commas between`,
      });
    }
    const [reads, updates, emits] = [names("reads"), names("updates"), names("emits")];
    return { kind: "typescript", file, reads, updates, emits, start, end: this.end() };
  }

  readonly typeScriptLine: Rule<TypeScriptLine> = this.RULE("typeScriptLine", (): TypeScriptLine => {
    const start = this.start();
    return this.OR({
      DEF: [
        { ALT: (): TypeScriptLine => this.#fileLine(start) },
        { ALT: (): TypeScriptLine => this.#line(this.CONSUME(t.Reads), this.SUBRULE(this.names)) },
        { ALT: (): TypeScriptLine => this.#line(this.CONSUME(t.Updates), this.SUBRULE2(this.names)) },
        { ALT: (): TypeScriptLine => this.#line(this.CONSUME(t.Emits), this.SUBRULE3(this.names)) },
      ],
      ...IN_TYPESCRIPT,
    });
  });

  #fileLine(start: number): TypeScriptLine {
    this.CONSUME(t.Handler);
    const file = this.text(A_FILE);
    return { word: "handler", file, names: [], start, end: this.end() };
  }

  #line(word: IToken, names: readonly Name[]): TypeScriptLine {
    return { word: word.image, file: null, names, start: word.startOffset, end: this.end() };
  }

  /** `a, b.c` */
  readonly names: Rule<readonly Name[]> = this.RULE("names", (): readonly Name[] => {
    const names = [this.SUBRULE(this.dottedName)];
    this.MANY({
      // The comma may as well stand before the next line.
      GATE: () => this.peek(2).isWord && !startsHandlerLine(this.tokens, this.currIdx + 2),
      DEF: () => {
        this.CONSUME(t.Comma);
        names.push(this.SUBRULE2(this.dottedName));
      },
    });
    return names;
  });
}
