/**
 * Expressions: one rule that climbs the operators' precedences. An operand and what is accessed on it stand in that rule
 * too, because every further rule would cost each expression as much as its tokens do.
 */

import * as t from "../scanner/tokens.ts";
import type {
  Argument,
  BinaryOperator,
  CallExpression,
  ConditionalExpression,
  Entry,
  Expression,
  LambdaExpression,
  Literal,
  MatchArm,
  MatchExpression,
  MetaExpression,
  Name,
  RecordNode,
  SpreadNode,
  TemplateExpression,
} from "../syntax.ts";
import { startsEntry } from "./boundaries.ts";
import type { Rule } from "./engine.ts";
import { expected, KEYWORD_FIRST } from "./messages.ts";
import { TypeParser } from "./types.ts";

const AN_EXPRESSION = expected("an expression");
const AFTER_DOT = expected("a name after `.`");
const END_OF_INDEX = expected("`]` after the index");
const END_OF_GROUP = expected("`)`");
const END_OF_ARGUMENTS = expected("`,` or `)`");
const END_OF_LIST = expected("`,` or `]`");
const AFTER_CONDITION = expected("`then` after the condition");
const AFTER_THEN = expected("`else` with the other value");
const OPEN_ARMS = expected("`{` with the cases of `match`");
const AFTER_CASES = expected("`=>` after the case");
const END_OF_ARMS = expected("`,` or `}`");
const AN_ARM = expected("a case: a literal or `else`");
const IN_RECORD = expected("an entry such as `name: value` or `name`, or `}`");
const END_OF_INTERPOLATION = expected("`}` after the expression");

/** How tight an operator binds; those of one level that is not compared are read from left to right. */
const PRECEDENCE: ReadonlyMap<number, number> = new Map(
  [[t.Coalesce, t.Or], [t.And], [t.Equal, t.NotEqual], [t.Less, t.LessEqual, t.Greater, t.GreaterEqual, t.In]]
    .concat([
      [t.Plus, t.Minus],
      [t.Star, t.Slash, t.Percent],
    ])
    .flatMap((level, index) => level.map((type) => [type.tokenTypeIdx ?? 0, index + 1] as const)),
);
const EQUALITY = 3;
const COMPARISON = 4;
const UNARY = 7;

/** Arguments of the rule, made once. */
const ABOVE = Array.from({ length: UNARY + 1 }, (_, precedence): { ARGS: [number] } => ({ ARGS: [precedence] }));
const AT_UNARY: { ARGS: [number] } = { ARGS: [UNARY] };

const BINARY_OPERATORS: readonly BinaryOperator[] = [
  ...(["??", "||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"] as const),
];

/** What was seen between the operands of one expression: `??` does not mix with `||` and `&&`. */
const COALESCED = 1;
const JOINED = 2;

export abstract class ExpressionParser extends TypeParser {
  #logic = 0;

  readonly #operands = {
    DEF: [
      ...this.scalarAlternatives,
      { ALT: (): Expression => this.SUBRULE(this.template) },
      { ALT: (): Expression => this.#meta() },
      { ALT: (): Expression => this.SUBRULE(this.group) },
      { ALT: (): Expression => this.SUBRULE(this.list) },
      { ALT: (): Expression => this.SUBRULE(this.record) },
      { ALT: (): Expression => this.SUBRULE(this.conditional) },
      { ALT: (): Expression => this.SUBRULE(this.match) },
      { ALT: (): Expression => this.#unary() },
      { ALT: (): Expression => this.#minus() },
      { ALT: (): Expression => this.#nameOrCall() },
      { ALT: (): Expression => this.#event() },
    ],
    ...AN_EXPRESSION,
  };

  /** An expression whose operators bind at least as tight as `least`. */
  readonly expression: Rule<Expression, [least?: number]> = this.RULE("expression", (least = 0): Expression => {
    const logic = this.#logic;
    if (least === 0) this.#logic = 0;
    let left = this.OR(this.#operands);
    let steps = 0;
    this.MANY(() => {
      left = this.#access(left);
      this.checkChain(++steps);
    });
    this.MANY2({
      GATE: () => this.#precedence() >= least,
      DEF: () => {
        left = this.#operation(left);
        this.checkChain(++steps);
      },
    });
    if (least === 0) this.#logic = logic;
    return left;
  });

  #precedence(): number {
    return PRECEDENCE.get(this.next().tokenTypeIdx) ?? 0;
  }

  #operation(left: Expression): Expression {
    const precedence = this.#precedence();
    this.#checkLogic();
    const token = this.CONSUME(t.Operator);
    const right = this.SUBRULE(this.expression, ABOVE[precedence + 1]);
    if (precedence === EQUALITY || precedence === COMPARISON) this.#refuseChain(precedence);
    const start = left.start;
    if (token.image === "in") return { kind: "in", value: left, list: right, start, end: right.end };
    const operator = BINARY_OPERATORS.find((known) => known === token.image) ?? "==";
    return { kind: "binary", operator, left, right, start, end: right.end };
  }

  #refuseChain(precedence: number): void {
    const token = this.next();
    if (!this.RECORDING_PHASE && this.#precedence() === precedence) {
      throw this.failure(`comparisons do not chain: join two of them with \`&&\`, found \`${token.image}\``, token);
    }
  }

  #checkLogic(): void {
    const token = this.next();
    if (token.is(t.Coalesce)) this.#logic |= COALESCED;
    else if (token.is(t.Or) || token.is(t.And)) this.#logic |= JOINED;
    if (this.#logic !== (COALESCED | JOINED)) return;
    this.#logic = 0;
    throw this.failure(`put parentheses around one of them: \`??\` does not mix with \`||\` and \`&&\``, token);
  }

  // ── operands ───────────────────────────────────────────────────────────────────────────────────────────────────────

  #unary(): Expression {
    const token = this.token(this.CONSUME(t.Bang));
    this.deeper(token);
    const operand = this.SUBRULE2(this.expression, AT_UNARY);
    this.shallower();
    return { kind: "unary", operator: "!", operand, start: token.startOffset, end: operand.end };
  }

  #minus(): Expression {
    const token = this.token(this.CONSUME(t.Minus));
    this.deeper(token);
    const operand = this.SUBRULE3(this.expression, AT_UNARY);
    this.shallower();
    return { kind: "unary", operator: "-", operand, start: token.startOffset, end: operand.end };
  }

  #meta(): MetaExpression {
    const token = this.sound(this.token(this.CONSUME(t.Meta)));
    const name = token.value === "id" || token.value === "at" ? token.value : "name";
    return { kind: "meta", name, start: token.startOffset, end: token.end };
  }

  #event(): Expression {
    const token = this.token(this.CONSUME(t.EventWord));
    return { kind: "name", name: token.image, start: token.startOffset, end: token.end };
  }

  readonly #call = (): readonly Argument[] => this.SUBRULE(this.callArguments);

  #nameOrCall(): Expression {
    const token = this.CONSUME(t.Free);
    const start = token.startOffset;
    const args = this.OPTION(this.#call);
    if (args !== undefined) return this.#callOf(this.name(token), args);
    return { kind: "name", name: token.image, start, end: start + token.image.length };
  }

  #callOf(callee: Name, args: readonly Argument[]): CallExpression {
    return { kind: "call", callee, arguments: args, start: callee.start, end: this.end() };
  }

  readonly group: Rule<Expression> = this.RULE("group", (): Expression => {
    const open = this.token(this.CONSUME(t.LParen));
    this.deeper(open);
    const expression = this.SUBRULE(this.expression);
    this.CONSUME(t.RParen, END_OF_GROUP);
    this.shallower();
    return { kind: "parenthesized", expression, start: open.startOffset, end: this.end() };
  });

  readonly template: Rule<TemplateExpression> = this.RULE("template", (): TemplateExpression => {
    const head = this.token(this.CONSUME(t.TemplateHead));
    this.deeper(head);
    const texts = [String(head.value)];
    const values = [this.SUBRULE(this.expression)];
    this.MANY(() => {
      texts.push(String(this.token(this.CONSUME(t.TemplateMiddle)).value));
      values.push(this.SUBRULE2(this.expression));
    });
    texts.push(String(this.token(this.CONSUME(t.TemplateTail, END_OF_INTERPOLATION)).value));
    this.shallower();
    return { kind: "template", texts, values, start: head.startOffset, end: this.end() };
  });

  readonly list: Rule<Expression> = this.RULE("list", (): Expression => {
    const open = this.token(this.CONSUME(t.LBracket));
    this.deeper(open);
    const items: (Expression | SpreadNode)[] = [];
    let more = true;
    this.MANY({
      GATE: () => more,
      DEF: () => {
        items.push(this.OR([{ ALT: () => this.SUBRULE(this.spread) }, { ALT: () => this.SUBRULE(this.expression) }]));
        more = this.commaFollows();
      },
    });
    this.CONSUME(t.RBracket, more ? AN_EXPRESSION : END_OF_LIST);
    this.shallower();
    return { kind: "list", items, start: open.startOffset, end: this.end() };
  });

  readonly spread: Rule<SpreadNode> = this.RULE("spread", (): SpreadNode => {
    const { startOffset: start } = this.CONSUME(t.Ellipsis);
    const value = this.SUBRULE(this.expression);
    return { kind: "spread", value, start, end: value.end };
  });

  readonly conditional: Rule<ConditionalExpression> = this.RULE("conditional", (): ConditionalExpression => {
    const branches: { start: number; condition: Expression; then: Expression }[] = [];
    const first = this.token(this.CONSUME(t.If));
    this.deeper(first);
    const condition = this.SUBRULE(this.expression);
    this.CONSUME(t.Then, AFTER_CONDITION);
    branches.push({ start: first.startOffset, condition, then: this.SUBRULE2(this.expression) });
    this.CONSUME(t.Else, AFTER_THEN);
    this.MANY(() => {
      const { startOffset: start } = this.CONSUME2(t.If);
      const next = this.SUBRULE3(this.expression);
      this.CONSUME2(t.Then, AFTER_CONDITION);
      branches.push({ start, condition: next, then: this.SUBRULE4(this.expression) });
      this.CONSUME2(t.Else, AFTER_THEN);
      this.checkChain(branches.length);
    });
    const last = this.SUBRULE5(this.expression);
    this.shallower();
    return this.ACTION(() => conditionalOf(branches, last));
  });

  // ── match ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  readonly match: Rule<MatchExpression> = this.RULE("match", (): MatchExpression => {
    const word = this.token(this.CONSUME(t.Match));
    const subject = this.SUBRULE(this.expression);
    this.deeper(this.next());
    this.CONSUME(t.LBrace, OPEN_ARMS);
    const arms: MatchArm[] = [];
    let more = true;
    this.MANY({
      GATE: () => more,
      DEF: () => {
        arms.push(this.SUBRULE(this.arm));
        more = this.commaFollows() || this.#armWithoutComma();
      },
    });
    this.CONSUME(t.RBrace, more ? AN_ARM : END_OF_ARMS);
    this.shallower();
    return { kind: "match", subject, arms, start: word.startOffset, end: this.end() };
  });

  /** Where only the comma is missing, that is told and the next case is read. */
  #armWithoutComma(): boolean {
    const token = this.next();
    if (this.RECORDING_PHASE || token.bad || this.isJustRepaired || !this.#armFollows()) return false;
    this.reportUnexpected(END_OF_ARMS.ERR_MSG, token);
    return true;
  }

  /** Whether a case and its `=>` come next. */
  #armFollows(): boolean {
    let ahead = 1;
    while (ARM_STARTS.has(this.peek(ahead).tokenTypeIdx)) {
      if (this.peek(ahead).is(t.Minus)) ahead++;
      if (this.peek(ahead + 1).is(t.Arrow)) return true;
      if (!this.peek(ahead + 1).is(t.Comma) || this.peek(ahead + 2).is(t.Else)) return false;
      ahead += 2;
    }
    return false;
  }

  readonly arm: Rule<MatchArm> = this.RULE("arm", (): MatchArm => {
    const start = this.start();
    const cases = this.OR({
      DEF: [
        { ALT: (): Literal[] | null => this.#otherwise() },
        { ALT: (): Literal[] | null => this.SUBRULE(this.cases) },
      ],
      ...AN_ARM,
    });
    this.CONSUME(t.Arrow, AFTER_CASES);
    const value = this.SUBRULE(this.expression);
    return { cases, value, start, end: value.end };
  });

  #otherwise(): null {
    this.CONSUME(t.Else);
    return null;
  }

  readonly cases: Rule<Literal[]> = this.RULE("cases", (): Literal[] => {
    const cases = [this.SUBRULE(this.scalarLiteral)];
    this.MANY(() => {
      this.CONSUME(t.Comma);
      cases.push(this.SUBRULE2(this.scalarLiteral));
    });
    return cases;
  });

  // ── accesses and calls ─────────────────────────────────────────────────────────────────────────────────────────────

  #accessed: Expression = { kind: "nullLiteral", start: 0, end: 0 };

  readonly #accesses = [{ ALT: (): Expression => this.#member() }, { ALT: (): Expression => this.SUBRULE(this.index) }];

  #access(object: Expression): Expression {
    this.#accessed = object;
    return this.OR2(this.#accesses);
  }

  readonly #methodCall = (): readonly Expression[] => this.SUBRULE(this.methodArguments);

  #member(): Expression {
    const object = this.#accessed;
    const optional = this.CONSUME(t.Access).image === "?.";
    const name = this.name(this.CONSUME(t.Word, AFTER_DOT));
    const args = this.OPTION2(this.#methodCall);
    const start = object.start;
    if (args === undefined) return { kind: "member", object, name, optional, start, end: name.end };
    return { kind: "method", object, name, optional, arguments: args, start, end: this.end() };
  }

  readonly index: Rule<Expression> = this.RULE("index", (): Expression => {
    const object = this.#accessed;
    this.deeper(this.token(this.CONSUME(t.LBracket)));
    const index = this.SUBRULE(this.expression);
    this.CONSUME(t.RBracket, END_OF_INDEX);
    this.shallower();
    return { kind: "index", object, index, start: object.start, end: this.end() };
  });

  /** `(a, x => b)` */
  readonly methodArguments: Rule<readonly Expression[]> = this.RULE("methodArguments", (): readonly Expression[] => {
    const args: Expression[] = [];
    this.deeper(this.token(this.CONSUME(t.LParen)));
    let more = true;
    this.MANY({
      GATE: () => more,
      DEF: () => {
        args.push(
          this.OR({
            DEF: [{ ALT: () => this.SUBRULE(this.lambda) }, { ALT: () => this.SUBRULE(this.expression) }],
            ...KEYWORD_FIRST,
          }),
        );
        more = this.commaFollows();
      },
    });
    this.CONSUME(t.RParen, END_OF_ARGUMENTS);
    this.shallower();
    return args;
  });

  readonly lambda: Rule<LambdaExpression> = this.RULE("lambda", (): LambdaExpression => {
    const parameter = this.name(this.CONSUME(t.Parameter));
    this.CONSUME(t.Arrow);
    const body = this.SUBRULE(this.expression);
    return { kind: "lambda", parameter, body, start: parameter.start, end: body.end };
  });

  /** `(a, key: b)` */
  readonly callArguments: Rule<readonly Argument[]> = this.RULE("callArguments", (): readonly Argument[] => {
    const args: Argument[] = [];
    this.deeper(this.token(this.CONSUME(t.LParen)));
    let more = true;
    this.MANY({
      GATE: () => more,
      DEF: () => {
        args.push(this.SUBRULE(this.argument));
        more = this.commaFollows();
      },
    });
    this.CONSUME(t.RParen, END_OF_ARGUMENTS);
    this.shallower();
    return args;
  });

  readonly #arguments = {
    DEF: [
      { ALT: (): Argument => this.#namedArgument() },
      { ALT: (): Argument => unnamed(this.SUBRULE(this.lambda)) },
      { ALT: (): Argument => unnamed(this.SUBRULE2(this.expression)) },
    ],
    ...AN_EXPRESSION,
    ...KEYWORD_FIRST,
  };

  readonly argument: Rule<Argument> = this.RULE("argument", (): Argument => this.OR(this.#arguments));

  #namedArgument(): Argument {
    const name = this.name(this.CONSUME(t.Label));
    this.CONSUME(t.Colon);
    const value = this.SUBRULE(this.expression);
    return { name, value, start: name.start, end: value.end };
  }

  // ── records ────────────────────────────────────────────────────────────────────────────────────────────────────────

  readonly record: Rule<RecordNode> = this.RULE("record", (): RecordNode => {
    this.deeper(this.next());
    const record = this.SUBRULE(this.entries);
    this.shallower();
    return record;
  });

  /** Entries in braces, which count as no level of nesting where a statement has them. */
  readonly entries: Rule<RecordNode, [words?: typeof IN_RECORD]> = this.RULE(
    "entries",
    (words = IN_RECORD): RecordNode => {
      const start = this.start();
      this.open(words, startsEntry);
      const entries: (Entry | SpreadNode)[] = [];
      const before = this.losses;
      const entry = (): Entry | SpreadNode => this.SUBRULE(this.entry);
      this.block({ items: entries, parse: entry, starts: startsEntry, words: IN_RECORD, commas: true });
      return { kind: "record", entries, incomplete: this.losses > before, start, end: this.end() };
    },
  );

  readonly #entries = {
    DEF: [
      { ALT: (): Entry | SpreadNode => this.#entryOf(this.CONSUME(t.Free)) },
      { ALT: (): Entry | SpreadNode => this.SUBRULE(this.spread) },
      { ALT: (): Entry | SpreadNode => this.#entryOf(this.sound(this.token(this.CONSUME(t.Meta)))) },
      { ALT: (): Entry | SpreadNode => this.#entryOf(this.CONSUME(t.EventWord)) },
    ],
    ...IN_RECORD,
  };

  readonly entry: Rule<Entry | SpreadNode> = this.RULE("entry", (): Entry | SpreadNode => {
    const entry = this.OR(this.#entries);
    if (entry.kind === "spread") return entry;
    const value = this.OPTION(this.#entryValue);
    return value === undefined ? entry : { ...entry, value, end: value.end };
  });

  readonly #entryValue = (): Expression => {
    this.CONSUME(t.Colon);
    return this.SUBRULE(this.expression);
  };

  #entryOf(token: { readonly image: string; readonly startOffset: number }): Entry {
    const end = token.startOffset + token.image.length;
    const name = { text: token.image, start: token.startOffset, end };
    return { kind: "entry", name, value: null, start: name.start, end };
  }
}

const ARM_STARTS: ReadonlySet<number> = new Set(
  [t.StringToken, t.NumberToken, t.True, t.False, t.Null, t.DurationToken, t.TimestampToken, t.DateToken, t.Else].map(
    (type) => type.tokenTypeIdx ?? 0,
  ),
);

function unnamed(value: Expression): Argument {
  return { name: null, value, start: value.start, end: value.end };
}

/** `if a then b else if c then d else e`, from its last branch to its first. */
function conditionalOf(
  branches: readonly { start: number; condition: Expression; then: Expression }[],
  last: Expression,
): ConditionalExpression {
  const [first, ...more] = branches;
  if (first === undefined) throw new RangeError("a conditional has a branch");
  let otherwise = last;
  for (const { start, condition, then } of more.reverse()) {
    otherwise = { kind: "conditional", condition, then, otherwise, start, end: last.end };
  }
  return {
    kind: "conditional",
    condition: first.condition,
    then: first.then,
    otherwise,
    start: first.start,
    end: last.end,
  };
}
