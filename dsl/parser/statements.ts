/** Statements of handlers, and the steps of tests. */

import * as t from "../scanner/tokens.ts";
import type {
  AdvanceStep,
  Argument,
  Block,
  DeadStatement,
  DeleteStatement,
  EmitStatement,
  ExpectEventStep,
  ExpectRowStep,
  Expression,
  ForStatement,
  ForwardStatement,
  GivenStep,
  IfStatement,
  LetStatement,
  RequireStatement,
  SendFileStep,
  SendStep,
  SignalStatement,
  SkipStatement,
  Statement,
  TestStep,
  UpdateStatement,
  WaitClause,
} from "../syntax.ts";
import { startsStatement, startsStep } from "./boundaries.ts";
import type { Rule } from "./engine.ts";
import { ExpressionParser } from "./expressions.ts";
import { expected } from "./messages.ts";

const A_VARIABLE = expected("a variable's name");
const AN_EVENT = expected("an event's name");
const A_STORE = expected("a store's name");
const A_SIGNAL = expected("a signal's name");
const AFTER_LET = expected("`=` after the variable's name");
const KEYS = expected("`(` with the store's keys");
const END_OF_KEYS = expected("`,` or `)`");
const A_KEY = expected("a key such as `name: value` or `name`");
const AFTER_EVENT = { ARGS: [expected("`{` after the event's name")] as [ReturnType<typeof expected>] };
const AFTER_KEYS = { ARGS: [expected("`{` after the store's keys")] as [ReturnType<typeof expected>] };
const AFTER_CHANGE = { ARGS: [expected("`{` after the change")] as [ReturnType<typeof expected>] };
const FROM_CHANGE = expected("`from` and the variable that holds the change");
const OPEN_BLOCK = expected("`{`");
const IN_BLOCK = expected("a statement such as `let`, `emit`, `update` or `if`, or `}`");
const IN_TEST = expected("a step such as `given`, `send`, `advance` or `expect`, or `}`");
const AFTER_FOR = expected("`in` and a list");
const OTHERWISE = expected("`else` with `dead`, `skip` or `continue`");
const OUTCOME = expected("`dead`, `skip` or `continue`");
const WHAT_IS_SENT = expected("`{` after the event's name, or `from` and a file");
const A_FILE = expected("a file's path in quotes");
const A_TOPIC = expected("a topic's name in quotes");
const OPEN_TEST = expected("`{` after the test's title");

export abstract class StatementParser extends ExpressionParser {
  /** Statements in braces. */
  readonly statements: Rule<Block, [words?: typeof OPEN_BLOCK]> = this.RULE(
    "statements",
    (words = OPEN_BLOCK): Block => {
      const start = this.start();
      this.deeperBlock(this.next());
      this.open(words, startsStatement);
      const statements: Statement[] = [];
      const statement = (): Statement => this.SUBRULE(this.statement);
      const starts = startsStatement;
      this.block({ items: statements, parse: statement, starts, words: IN_BLOCK, commas: false });
      this.shallowerBlock();
      return { statements, start, end: this.end() };
    },
  );

  readonly #statements = {
    DEF: [
      { ALT: (): Statement => this.SUBRULE(this.letStatement) },
      { ALT: (): Statement => this.SUBRULE(this.emitStatement) },
      { ALT: (): Statement => this.SUBRULE(this.updateStatement) },
      { ALT: (): Statement => this.SUBRULE(this.ifStatement) },
      { ALT: (): Statement => this.SUBRULE(this.requireStatement) },
      { ALT: (): Statement => this.SUBRULE(this.forStatement) },
      { ALT: (): Statement => this.SUBRULE(this.signalStatement) },
      { ALT: (): Statement => this.SUBRULE(this.deleteStatement) },
      { ALT: (): Statement => this.SUBRULE(this.forwardStatement) },
      { ALT: (): Statement => this.SUBRULE(this.deadStatement) },
      { ALT: (): Statement => this.SUBRULE(this.skipStatement) },
    ],
    ...IN_BLOCK,
  };

  readonly statement: Rule<Statement> = this.RULE("statement", (): Statement => {
    const depth = this.freshDepth();
    const statement = this.OR(this.#statements);
    this.restoreDepth(depth);
    return statement;
  });

  readonly letStatement: Rule<LetStatement> = this.RULE("letStatement", (): LetStatement => {
    const { startOffset: start } = this.CONSUME(t.Let);
    const name = this.name(this.CONSUME(t.Free, A_VARIABLE));
    this.CONSUME(t.Equals, AFTER_LET);
    const value = this.OR([
      { GATE: () => this.#isUpdate(), ALT: (): Expression | UpdateStatement => this.SUBRULE(this.updateStatement) },
      { ALT: (): Expression | UpdateStatement => this.SUBRULE(this.expression) },
    ]);
    return { kind: "let", name, value, start, end: this.end() };
  });

  /** `update` is a good name of a variable too. */
  #isUpdate(): boolean {
    const name = this.peek(2);
    if (!name.isFree) return false;
    const after = this.peek(3);
    return after.is(t.LParen) || after.is(t.LBrace);
  }

  readonly emitStatement: Rule<EmitStatement> = this.RULE("emitStatement", (): EmitStatement => {
    const { startOffset: start } = this.CONSUME(t.Emit);
    const event = this.SUBRULE(this.dottedName, { ARGS: [AN_EVENT] });
    const entries = this.SUBRULE(this.entries, AFTER_EVENT);
    const after = this.OPTION(this.#after) ?? null;
    return { kind: "emit", event, entries, after, start, end: this.end() };
  });

  readonly #after = (): Expression => {
    this.CONSUME(t.After);
    return this.SUBRULE(this.expression);
  };

  readonly updateStatement: Rule<UpdateStatement> = this.RULE("updateStatement", (): UpdateStatement => {
    const { startOffset: start } = this.CONSUME(t.Update);
    const store = this.name(this.CONSUME(t.Word, A_STORE));
    const keys = this.SUBRULE(this.keys);
    const entries = this.SUBRULE(this.entries, AFTER_KEYS);
    return { kind: "update", store, keys, entries, start, end: this.end() };
  });

  readonly deleteStatement: Rule<DeleteStatement> = this.RULE("deleteStatement", (): DeleteStatement => {
    const { startOffset: start } = this.CONSUME(t.Delete);
    const store = this.name(this.CONSUME(t.Word, A_STORE));
    const keys = this.SUBRULE(this.keys);
    return { kind: "delete", store, keys, start, end: this.end() };
  });

  /** `(userId, day: date($at))` */
  readonly keys: Rule<readonly Argument[]> = this.RULE("keys", (): readonly Argument[] => {
    this.CONSUME(t.LParen, KEYS);
    const keys: Argument[] = [];
    let more = true;
    this.MANY({
      GATE: () => more,
      DEF: () => {
        keys.push(this.SUBRULE(this.argument));
        more = this.commaFollows();
      },
    });
    // With the `)` missing, what follows the keys still stands where it should.
    if (!this.RECORDING_PHASE && keys.length > 0 && this.at(t.LBrace)) {
      this.reportUnexpected(END_OF_KEYS.ERR_MSG, this.next());
      return keys;
    }
    this.CONSUME(t.RParen, more ? A_KEY : END_OF_KEYS);
    return keys;
  });

  readonly signalStatement: Rule<SignalStatement> = this.RULE("signalStatement", (): SignalStatement => {
    const { startOffset: start } = this.CONSUME(t.Signal);
    const signal = this.SUBRULE(this.dottedName, { ARGS: [A_SIGNAL] });
    this.CONSUME(t.From, FROM_CHANGE);
    const change = this.name(this.CONSUME(t.Free, A_VARIABLE));
    const entries = this.SUBRULE(this.entries, AFTER_CHANGE);
    return { kind: "signal", signal, change, entries, start, end: this.end() };
  });

  readonly forwardStatement: Rule<ForwardStatement> = this.RULE("forwardStatement", (): ForwardStatement => {
    const { startOffset: start } = this.CONSUME(t.Forward);
    const topic = this.text(A_TOPIC);
    return { kind: "forward", topic, start, end: this.end() };
  });

  readonly requireStatement: Rule<RequireStatement> = this.RULE("requireStatement", (): RequireStatement => {
    const { startOffset: start } = this.CONSUME(t.Require);
    const name = this.name(this.CONSUME(t.Free, A_VARIABLE));
    this.CONSUME(t.Equals, AFTER_LET);
    const store = this.name(this.CONSUME(t.Word, A_STORE));
    const keys = this.SUBRULE(this.keys);
    const wait = this.OPTION((): WaitClause => this.SUBRULE(this.wait)) ?? null;
    this.CONSUME(t.Else, OTHERWISE);
    const outcome = this.OR({
      DEF: [
        { ALT: (): RequireStatement["otherwise"] => this.#outcome("dead") },
        { ALT: (): RequireStatement["otherwise"] => this.#outcome("skip") },
        { ALT: (): RequireStatement["otherwise"] => this.#outcome("continue") },
      ],
      ...OUTCOME,
    });
    return { kind: "require", name, store, keys, wait, otherwise: outcome, start, end: this.end() };
  });

  #outcome(outcome: RequireStatement["otherwise"]): RequireStatement["otherwise"] {
    this.CONSUME(outcome === "dead" ? t.Dead : outcome === "skip" ? t.Skip : t.Continue);
    return outcome;
  }

  readonly wait: Rule<WaitClause> = this.RULE("wait", (): WaitClause => {
    const { startOffset: start } = this.CONSUME(t.Wait);
    const duration = this.SUBRULE(this.expression);
    const unordered = this.OPTION(() => this.CONSUME(t.Unordered)) !== undefined;
    return { duration, unordered, start, end: this.end() };
  });

  readonly ifStatement: Rule<IfStatement> = this.RULE("ifStatement", (): IfStatement => {
    const branches: { start: number; condition: Expression; then: Block }[] = [];
    const { startOffset: start } = this.CONSUME(t.If);
    const condition = this.SUBRULE(this.expression);
    branches.push({ start, condition, then: this.SUBRULE(this.statements) });
    let otherwise: Block | undefined;
    this.MANY({
      GATE: () => otherwise === undefined,
      DEF: () => {
        this.CONSUME(t.Else);
        this.OR([
          {
            ALT: () => {
              const { startOffset: next } = this.CONSUME2(t.If);
              branches.push({
                start: next,
                condition: this.SUBRULE2(this.expression),
                then: this.SUBRULE2(this.statements),
              });
            },
          },
          {
            ALT: () => {
              otherwise = this.SUBRULE3(this.statements);
            },
          },
        ]);
        this.checkChain(branches.length);
      },
    });
    return this.ACTION(() => ifOf(branches, otherwise ?? null));
  });

  readonly forStatement: Rule<ForStatement> = this.RULE("forStatement", (): ForStatement => {
    const { startOffset: start } = this.CONSUME(t.For);
    const name = this.name(this.CONSUME(t.Free, A_VARIABLE));
    this.CONSUME(t.In, AFTER_FOR);
    const list = this.SUBRULE(this.expression);
    const body = this.SUBRULE(this.statements);
    return { kind: "for", name, list, body, start, end: this.end() };
  });

  readonly deadStatement: Rule<DeadStatement> = this.RULE("deadStatement", (): DeadStatement => {
    const { startOffset: start } = this.CONSUME(t.Dead);
    const reason = this.SUBRULE(this.expression);
    return { kind: "dead", reason, start, end: reason.end };
  });

  readonly skipStatement: Rule<SkipStatement> = this.RULE("skipStatement", (): SkipStatement => {
    const token = this.token(this.CONSUME(t.Skip));
    return { kind: "skip", start: token.startOffset, end: token.end };
  });

  // ── tests ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Steps in braces. */
  readonly steps: Rule<readonly TestStep[]> = this.RULE("steps", (): readonly TestStep[] => {
    this.open(OPEN_TEST, startsStep);
    const steps: TestStep[] = [];
    const step = (): TestStep => this.SUBRULE(this.step);
    this.block({ items: steps, parse: step, starts: startsStep, words: IN_TEST, commas: false });
    return steps;
  });

  readonly #steps = {
    DEF: [
      { ALT: (): TestStep => this.SUBRULE(this.given) },
      { ALT: (): TestStep => this.SUBRULE(this.send) },
      { ALT: (): TestStep => this.SUBRULE(this.advance) },
      { ALT: (): TestStep => this.SUBRULE(this.expect) },
    ],
    ...IN_TEST,
  };

  readonly step: Rule<TestStep> = this.RULE("step", (): TestStep => this.OR(this.#steps));

  readonly given: Rule<GivenStep> = this.RULE("given", (): GivenStep => {
    const { startOffset: start } = this.CONSUME(t.Given);
    const store = this.name(this.CONSUME(t.Word, A_STORE));
    const keys = this.SUBRULE(this.keys);
    const entries = this.SUBRULE(this.entries, AFTER_KEYS);
    return { kind: "given", store, keys, entries, start, end: this.end() };
  });

  readonly send: Rule<SendStep | SendFileStep> = this.RULE("send", (): SendStep | SendFileStep => {
    const { startOffset: start } = this.CONSUME(t.Send);
    const name = this.SUBRULE(this.dottedName, { ARGS: [AN_EVENT] });
    const file = this.OPTION(() => this.SUBRULE(this.fromFile));
    if (file !== undefined && !this.RECORDING_PHASE) {
      return { kind: "sendFile", source: name, file, start, end: this.end() };
    }
    const entries = this.SUBRULE(this.entries, { ARGS: [WHAT_IS_SENT] });
    return { kind: "send", event: name, entries, start, end: this.end() };
  });

  readonly fromFile: Rule<SendFileStep["file"]> = this.RULE("fromFile", (): SendFileStep["file"] => {
    this.CONSUME(t.From);
    return this.text(A_FILE);
  });

  readonly advance: Rule<AdvanceStep> = this.RULE("advance", (): AdvanceStep => {
    const { startOffset: start } = this.CONSUME(t.Advance);
    const duration = this.SUBRULE(this.expression);
    return { kind: "advance", duration, start, end: duration.end };
  });

  readonly #modes = [
    { ALT: (): ExpectEventStep["mode"] => this.#mode("no") },
    { ALT: (): ExpectEventStep["mode"] => this.#mode("dead") },
    { ALT: (): ExpectEventStep["mode"] => this.#mode("waiting") },
  ];

  #mode(mode: ExpectEventStep["mode"]): ExpectEventStep["mode"] {
    this.CONSUME(mode === "no" ? t.No : mode === "dead" ? t.Dead : t.Waiting);
    return mode;
  }

  readonly expect: Rule<ExpectEventStep | ExpectRowStep> = this.RULE("expect", (): ExpectEventStep | ExpectRowStep => {
    const { startOffset: start } = this.CONSUME(t.Expect);
    // `no`, `dead` and `waiting` may begin a name as well.
    const mode = this.OPTION({ GATE: () => this.peek(2).isWord, DEF: () => this.OR(this.#modes) }) ?? "some";
    const name = this.SUBRULE(this.dottedName, { ARGS: [AN_EVENT] });
    const ofRow = mode === "some" || mode === "no";
    const keys = this.OPTION2({ GATE: () => ofRow, DEF: () => this.SUBRULE(this.keys) });
    const entries = this.OPTION3(() => this.SUBRULE(this.entries)) ?? null;
    const end = this.end();
    if (keys === undefined) return { kind: "expectEvent", mode, event: name, entries, start, end };
    return { kind: "expectRow", no: mode === "no", store: name, keys, entries, start, end };
  });
}

function ifOf(
  branches: readonly { start: number; condition: Expression; then: Block }[],
  last: Block | null,
): IfStatement {
  const [first, ...more] = branches;
  if (first === undefined) throw new RangeError("an `if` has a branch");
  let otherwise: Block | IfStatement | null = last;
  for (const { start, condition, then } of more.reverse()) {
    const end: number = (otherwise ?? then).end;
    const branch: IfStatement = { kind: "if", condition, then, otherwise, start, end };
    otherwise = branch;
  }
  const end = (otherwise ?? first.then).end;
  return { kind: "if", condition: first.condition, then: first.then, otherwise, start: first.start, end };
}
