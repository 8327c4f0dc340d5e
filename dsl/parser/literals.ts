/** Names, texts and literals: what stands in settings, defaults, params and the cases of a `match`. */

import type { ConsumeMethodOpts, TokenType } from "chevrotain";
import type { Token } from "../scanner/tokens.ts";
import * as t from "../scanner/tokens.ts";
import type { Entry, Literal, Name, NumberLiteral, RecordNode, SpreadNode, Text } from "../syntax.ts";
import { startsEntry } from "./boundaries.ts";
import type { Rule } from "./engine.ts";
import { type Expected, expected } from "./messages.ts";
import { RecoveringParser } from "./recovery.ts";

const A_NAME = expected("a name");
const A_LITERAL = expected('a literal such as `12`, `"text"` or `5m`');
const A_NUMBER = expected("a number");
const A_TEXT = expected("a text in quotes");
const PLAIN_TEXT = "a text without `${}`";
const AFTER_DOT = expected("a name after `.`");
const AFTER_MINUS = expected("a number or a duration after `-`");
const END_OF_LIST = expected("`,` or `]`");
const IN_RECORD = expected("an entry such as `name: value`, or `}`");
const AFTER_ENTRY_NAME = expected("`:` after the entry's name");

export abstract class LiteralParser extends RecoveringParser {
  /** Whether the list goes on: items are separated by commas, and one more may stand behind the last. */
  protected commaFollows(): boolean {
    if (!this.RECORDING_PHASE && !this.at(t.Comma)) return false;
    this.CONSUME8(t.Comma);
    return true;
  }

  /** A name of one word. */
  protected word(words: ConsumeMethodOpts = A_NAME): Name {
    return this.name(this.CONSUME(t.Word, words));
  }

  /** A text in which no expression may stand. */
  protected text(words: Expected = A_TEXT): Text {
    if (this.at(t.TemplateHead)) this.fail(PLAIN_TEXT);
    const token = this.token(this.CONSUME7(t.StringToken, words));
    return { value: String(token.value), start: token.startOffset, end: token.end };
  }

  /** `order.placed` */
  readonly dottedName: Rule<Name, [words?: Expected]> = this.RULE("dottedName", (words: Expected = A_NAME): Name => {
    const first = this.CONSUME(t.Word, words);
    let text = first.image;
    this.MANY(() => {
      this.CONSUME(t.Dot);
      text += `.${this.CONSUME2(t.Word, AFTER_DOT).image}`;
    });
    return { text, start: first.startOffset, end: this.end() };
  });

  /** A number with its sign. */
  readonly number: Rule<NumberLiteral> = this.RULE("number", (): NumberLiteral => {
    const start = this.start();
    const minus = this.OPTION(() => this.CONSUME(t.Minus)) !== undefined;
    return this.numberLiteral(this.token(this.CONSUME(t.NumberToken, A_NUMBER)), start, minus);
  });

  protected numberLiteral(token: Token, start: number, minus: boolean): NumberLiteral {
    this.sound(token);
    const value = Number(token.value);
    const integer = !token.image.includes(".");
    const raw = minus ? `-${token.image}` : token.image;
    return { kind: "number", value: minus ? -value : value, integer, raw, start, end: token.end };
  }

  /** The literal that one token is. */
  protected scalar(type: TokenType): Literal {
    const token = this.sound(this.token(this.CONSUME(type)));
    const start = token.startOffset;
    const end = token.end;
    if (token.is(t.NumberToken)) return this.numberLiteral(token, start, false);
    if (token.is(t.StringToken)) return { kind: "string", value: String(token.value), start, end };
    if (token.is(t.DurationToken))
      return { kind: "duration", value: Number(token.value), raw: token.image, start, end };
    if (token.is(t.TimestampToken))
      return { kind: "timestamp", value: Number(token.value), raw: token.image, start, end };
    if (token.is(t.DateToken)) return { kind: "date", value: String(token.value), start, end };
    if (token.is(t.Null)) return { kind: "nullLiteral", start, end };
    return { kind: "bool", value: token.is(t.True), start, end };
  }

  protected readonly scalarAlternatives = [
    t.NumberToken,
    t.StringToken,
    t.True,
    t.False,
    t.Null,
    t.DurationToken,
    t.TimestampToken,
    t.DateToken,
  ].map((type) => ({ ALT: (): Literal => this.scalar(type) }));

  readonly #literalAlternatives = {
    DEF: [
      ...this.scalarAlternatives,
      { ALT: (): Literal => this.SUBRULE(this.signed) },
      { ALT: (): Literal => this.SUBRULE(this.literalList) },
      { ALT: (): Literal => this.SUBRULE(this.literalRecord) },
    ],
    ...A_LITERAL,
  };

  readonly literal: Rule<Literal> = this.RULE("literal", (): Literal => {
    if (this.at(t.TemplateHead)) this.fail(PLAIN_TEXT);
    return this.OR(this.#literalAlternatives);
  });

  readonly #scalarAlternatives = {
    DEF: [...this.scalarAlternatives, { ALT: (): Literal => this.SUBRULE(this.signed) }],
    ...expected("a literal or `else`"),
  };

  /** A literal that a value may be compared with. */
  readonly scalarLiteral: Rule<Literal> = this.RULE("scalarLiteral", (): Literal => {
    if (this.at(t.TemplateHead)) this.fail(PLAIN_TEXT);
    return this.OR(this.#scalarAlternatives);
  });

  readonly signed: Rule<Literal> = this.RULE("signed", (): Literal => {
    const { startOffset: start } = this.CONSUME(t.Minus);
    return this.OR({
      DEF: [
        { ALT: (): Literal => this.numberLiteral(this.token(this.CONSUME(t.NumberToken)), start, true) },
        { ALT: (): Literal => this.#negativeDuration(start) },
      ],
      ...AFTER_MINUS,
    });
  });

  #negativeDuration(start: number): Literal {
    const token = this.sound(this.token(this.CONSUME(t.DurationToken)));
    return { kind: "duration", value: -Number(token.value), raw: `-${token.image}`, start, end: token.end };
  }

  readonly literalList: Rule<Literal> = this.RULE("literalList", (): Literal => {
    const open = this.token(this.CONSUME(t.LBracket));
    this.deeper(open);
    const items: Literal[] = [];
    let more = true;
    this.MANY({
      GATE: () => more,
      DEF: () => {
        items.push(this.SUBRULE(this.literal));
        more = this.commaFollows();
      },
    });
    this.CONSUME(t.RBracket, more ? A_LITERAL : END_OF_LIST);
    this.shallower();
    return { kind: "list", items, start: open.startOffset, end: this.end() };
  });

  readonly literalRecord: Rule<RecordNode> = this.RULE("literalRecord", (): RecordNode => {
    this.deeper(this.next());
    const open = this.token(this.CONSUME(t.LBrace));
    const entries: (Entry | SpreadNode)[] = [];
    const before = this.losses;
    const entry = (): Entry => this.SUBRULE(this.literalEntry);
    this.block({ items: entries, parse: entry, starts: startsEntry, words: IN_RECORD, commas: true });
    this.shallower();
    return { kind: "record", entries, incomplete: this.losses > before, start: open.startOffset, end: this.end() };
  });

  readonly literalEntry: Rule<Entry> = this.RULE("literalEntry", (): Entry => {
    const name = this.word();
    this.CONSUME(t.Colon, AFTER_ENTRY_NAME);
    const value = this.SUBRULE(this.literal);
    return { kind: "entry", name, value, start: name.start, end: value.end };
  });
}
