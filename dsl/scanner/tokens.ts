/**
 * The tokens of the language. Every word is a name somewhere, so each keyword's type belongs to the categories `Word`
 * and, unless the word is reserved, `Free`: the grammar asks for a keyword where it means one and for a word elsewhere.
 */

import { createToken, EOF, type IToken, type TokenType } from "chevrotain";

/** Any word. */
export const Word = createToken({ name: "Word" });
/** A word that may be a variable. */
export const Free = createToken({ name: "Free", categories: Word });
/** A word before `=>`. */
export const Parameter = createToken({ name: "Parameter", categories: Free });
/** A word that means nothing by itself. */
export const Identifier = createToken({ name: "Identifier", categories: Free });
/** A word before `:` or `?:`, which is a name whatever it says. */
export const Label = createToken({ name: "Label", categories: Free });

/** What stands between two operands. */
export const Operator = createToken({ name: "Operator" });

/** How a column gathers what it is given: `latest`, `sum`. */
export const Aggregate = createToken({ name: "Aggregate" });

const words = new Map<string, TokenType>();

function keyword(image: string, ...more: TokenType[]): TokenType {
  const type = createToken({ name: `word_${image}`, label: image, categories: [Free, ...more] });
  words.set(image, type);
  return type;
}

function reserved(image: string, ...more: TokenType[]): TokenType {
  const type = createToken({ name: `word_${image}`, label: image, categories: [Word, ...more] });
  words.set(image, type);
  return type;
}

/** The type of a word that is no label. */
export function wordType(image: string): TokenType {
  return words.get(image) ?? Identifier;
}

export const True = reserved("true");
export const False = reserved("false");
export const Null = reserved("null");
export const If = reserved("if");
export const Then = reserved("then");
export const Else = reserved("else");
export const Match = reserved("match");
export const In = reserved("in", Operator);
export const EventWord = reserved("event");

export const Import = keyword("import");
export const Pipeline = keyword("pipeline");
export const Type = keyword("type");
export const RecordWord = keyword("record");
export const Param = keyword("param");
export const Fn = keyword("fn");
export const Source = keyword("source");
export const Signal = keyword("signal");
export const Store = keyword("store");
export const External = keyword("external");
export const Transform = keyword("transform");
export const Gep = keyword("gep");
export const Demux = keyword("demux");
export const Dep = keyword("dep");
export const Test = keyword("test");

export const Was = keyword("was");
export const As = keyword("as");
export const From = keyword("from");
export const Of = keyword("of");
export const On = keyword("on");
export const When = keyword("when");
export const Limit = keyword("limit");
export const Fanout = keyword("fanout");

export const Key = keyword("key");
export const Measure = keyword("measure");
export const Reserved = keyword("reserved");
export const Topic = keyword("topic");
export const Index = keyword("index");
export const Table = keyword("table");
export const Lenient = keyword("lenient");
export const MapWord = keyword("map");

export const Latest = keyword("latest", Aggregate);
export const First = keyword("first", Aggregate);
export const Sum = keyword("sum", Aggregate);
export const Min = keyword("min", Aggregate);
export const Max = keyword("max", Aggregate);
export const Mean = keyword("mean", Aggregate);
export const Ema = keyword("ema", Aggregate);
export const Distinct = keyword("distinct", Aggregate);

export const Handler = keyword("handler");
export const Reads = keyword("reads");
export const Updates = keyword("updates");
export const Emits = keyword("emits");

export const Let = keyword("let");
export const Emit = keyword("emit");
export const Forward = keyword("forward");
export const Update = keyword("update");
export const Delete = keyword("delete");
export const Require = keyword("require");
export const For = keyword("for");
export const Dead = keyword("dead");
export const Skip = keyword("skip");
export const Continue = keyword("continue");
export const After = keyword("after");
export const Wait = keyword("wait");
export const Unordered = keyword("unordered");

export const Given = keyword("given");
export const Send = keyword("send");
export const Advance = keyword("advance");
export const Expect = keyword("expect");
export const No = keyword("no");
export const Waiting = keyword("waiting");

/** What stands before the name of a field or method. */
export const Access = createToken({ name: "Access" });

function mark(name: string, image: string, ...categories: TokenType[]): TokenType {
  return createToken({ name, label: image, categories });
}

function operator(name: string, image: string): TokenType {
  return createToken({ name, label: image, categories: Operator });
}

export const LBrace = mark("LBrace", "{");
export const RBrace = mark("RBrace", "}");
export const LParen = mark("LParen", "(");
export const RParen = mark("RParen", ")");
export const LBracket = mark("LBracket", "[");
export const RBracket = mark("RBracket", "]");
export const Comma = mark("Comma", ",");
export const Colon = mark("Colon", ":");
export const Question = mark("Question", "?");
export const QuestionDot = mark("QuestionDot", "?.", Access);
export const Dot = mark("Dot", ".", Access);
export const DotDot = mark("DotDot", "..");
export const Ellipsis = mark("Ellipsis", "...");
export const Equals = mark("Equals", "=");
export const Arrow = mark("Arrow", "=>");
export const Bar = mark("Bar", "|");
export const Bang = mark("Bang", "!");

export const Coalesce = operator("Coalesce", "??");
export const Or = operator("Or", "||");
export const And = operator("And", "&&");
export const Equal = operator("Equal", "==");
export const NotEqual = operator("NotEqual", "!=");
export const Less = operator("Less", "<");
export const LessEqual = operator("LessEqual", "<=");
export const Greater = operator("Greater", ">");
export const GreaterEqual = operator("GreaterEqual", ">=");
export const Plus = operator("Plus", "+");
export const Minus = operator("Minus", "-");
export const Star = operator("Star", "*");
export const Slash = operator("Slash", "/");
export const Percent = operator("Percent", "%");

export const NumberToken = createToken({ name: "Number" });
/** A string without `${}`. */
export const StringToken = createToken({ name: "String" });
/** `"text ${` */
export const TemplateHead = createToken({ name: "TemplateHead" });
/** `} text ${` */
export const TemplateMiddle = createToken({ name: "TemplateMiddle" });
/** `} text"` */
export const TemplateTail = createToken({ name: "TemplateTail" });
export const DurationToken = createToken({ name: "Duration" });
export const TimestampToken = createToken({ name: "Timestamp" });
export const DateToken = createToken({ name: "Date" });
export const PatternToken = createToken({ name: "Pattern" });
/** `$id` */
export const Meta = createToken({ name: "Meta" });
/** What the language has no use for; the scanner has said so. */
export const Unknown = createToken({ name: "Unknown" });
/** The end of the file. */
export const End = EOF;

/** What a literal is worth: a string's text, a number, a time in milliseconds, a date, a pattern's source. */
export type TokenValue = string | number | null;

/** It is the first one on its line. */
export const FIRST_ON_LINE = 1;
/** It stands in column 1. */
export const IN_MARGIN = 2;
/** The scanner has told what is wrong with it: nothing more is to be said. */
export const BAD = 4;
/** It has no end and took the rest of its line with it. */
export const SWALLOWS = 8;
/** There are `///` comments between the token before and this one. */
export const DOCUMENTED = 16;

/** A token with what the parser and the layout need to know of its place. It is small, since a file has many. */
export class Token implements IToken {
  readonly image: string;
  readonly startOffset: number;
  tokenTypeIdx: number;
  readonly value: TokenValue;
  readonly flags: number;

  constructor(type: TokenType, image: string, start: number, value: TokenValue, flags: number) {
    this.image = image;
    this.startOffset = start;
    this.tokenTypeIdx = type.tokenTypeIdx ?? 0;
    this.value = value;
    this.flags = flags;
  }

  get tokenType(): TokenType {
    return typesByIndex.get(this.tokenTypeIdx) ?? Unknown;
  }

  /** The offset behind it. */
  get end(): number {
    return this.startOffset + this.image.length;
  }

  get bad(): boolean {
    return (this.flags & BAD) !== 0;
  }

  get firstOnLine(): boolean {
    return (this.flags & FIRST_ON_LINE) !== 0;
  }

  get inMargin(): boolean {
    return (this.flags & IN_MARGIN) !== 0;
  }

  retype(type: TokenType): void {
    this.tokenTypeIdx = type.tokenTypeIdx ?? 0;
  }

  is(type: TokenType): boolean {
    return this.tokenTypeIdx === type.tokenTypeIdx;
  }

  /** Whether it is a word, a label too. */
  get isWord(): boolean {
    return Word.categoryMatchesMap?.[this.tokenTypeIdx] === true;
  }

  /** Whether it is a word that may be a variable. */
  get isFree(): boolean {
    return Free.categoryMatchesMap?.[this.tokenTypeIdx] === true;
  }
}

export const ALL_TOKENS: TokenType[] = [
  Word,
  Free,
  Identifier,
  Label,
  Parameter,
  ...words.values(),
  Aggregate,
  Access,
  Operator,
  LBrace,
  RBrace,
  LParen,
  RParen,
  LBracket,
  RBracket,
  Comma,
  Colon,
  Question,
  QuestionDot,
  Dot,
  DotDot,
  Ellipsis,
  Equals,
  Arrow,
  Bar,
  Bang,
  Coalesce,
  Or,
  And,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Plus,
  Minus,
  Star,
  Slash,
  Percent,
  NumberToken,
  StringToken,
  TemplateHead,
  TemplateMiddle,
  TemplateTail,
  DurationToken,
  TimestampToken,
  DateToken,
  PatternToken,
  Meta,
  Unknown,
];

const typesByIndex: ReadonlyMap<number, TokenType> = new Map(
  [...ALL_TOKENS, End].map((type) => [type.tokenTypeIdx ?? 0, type]),
);
