/** Declarations: what stands at the top of a file. */

import * as t from "../scanner/tokens.ts";
import type {
  AggregateNode,
  ColumnMember,
  Declaration,
  EventDeclaration,
  FnDeclaration,
  FnParameter,
  ImportDeclaration,
  IndexMember,
  Name,
  NumberLiteral,
  ParamDeclaration,
  PathValue,
  PipelineDeclaration,
  RecordDeclaration,
  Setting,
  SignalDeclaration,
  SourceDeclaration,
  StoreDeclaration,
  StoreMember,
  TableMember,
  TestDeclaration,
  TypeDeclaration,
} from "../syntax.ts";
import { startsMember, startsSetting } from "./boundaries.ts";
import type { Rule } from "./engine.ts";
import { HandlerParser } from "./handlers.ts";
import { type Expected, expected, KEYWORD_FIRST } from "./messages.ts";

const A_DECLARATION = expected("a declaration");
const A_PATH = expected("a file's path in quotes");
const A_PIPELINE = expected("the pipeline's name");
const OPEN_SETTINGS = expected("`{` with the settings");
const IN_SETTINGS = expected("a setting such as `name: value`, or `}`");
const AFTER_SETTING = expected("`:` after the setting's name");
const A_SETTING = expected("a literal, a word or a path such as `header.kind`");
const AFTER_DOT = expected("a name after `.`");
const A_TYPE_NAME = expected("the type's name");
const A_RECORD_NAME = expected("the record's name");
const OPEN_RECORD = expected("`{` after the record's name");
const A_PARAM_NAME = expected("the param's name");
const AFTER_PARAM_NAME = expected("`:` after the param's name");
const AFTER_TYPE_NAME = expected("`=` after the type's name");
const AFTER_PARAM_TYPE = expected("`=` and the param's default");
const A_FN_NAME = expected("the function's name");
const PARAMETERS = expected("`(` with the function's parameters");
const A_PARAMETER = expected("a parameter such as `name: type`, or `)`");
const END_OF_PARAMETERS = expected("`,` or `)`");
const AFTER_PARAMETER = expected("`:` after the parameter's name");
const FN_RESULT = expected("`:` and the type of the result");
const FN_BODY = expected("`=` and the function's expression");
const A_SOURCE = expected("the source's name");
const AN_EVENT = { ARGS: [expected("the event's name")] as [Expected] };
const A_SIGNAL = { ARGS: [expected("the signal's name")] as [Expected] };
const OPEN_EVENT = expected("`{`, `from`, `as` or `was` after the event's name");
const OPEN_SIGNAL = expected("`{` after the store's name");
const OF_STORE = expected("`of` and a store's name");
const A_STORE = expected("the store's name");
const STORE_WORD = expected("`store` after `external`");
const OPEN_STORE = expected("`{` after the store's name");
const IN_STORE = expected("a column such as `name: type`, or `}`");
const A_COLUMN = expected("a column's name");
const AFTER_COLUMN = expected("`:` after the column's name");
const BEFORE_OF = expected("one of `latest first sum min max mean ema(a) distinct` before `of`");
const OF_TYPE = expected("`of` and a type");
const EMA_FACTOR = expected("`(` with the factor of `ema`");
const END_OF_FACTOR = expected("`)` after the factor");
const A_TABLE = expected("the table's name in quotes");
const A_TITLE = expected("the test's title in quotes");

export abstract class DeclarationParser extends HandlerParser {
  readonly #declarations = {
    DEF: [
      { ALT: (): Declaration => this.SUBRULE(this.eventDeclaration) },
      { ALT: (): Declaration => this.SUBRULE(this.storeDeclaration) },
      { ALT: (): Declaration => this.SUBRULE(this.handlerDeclaration) },
      { ALT: (): Declaration => this.SUBRULE(this.recordDeclaration) },
      { ALT: (): Declaration => this.SUBRULE(this.typeDeclaration) },
      { ALT: (): Declaration => this.SUBRULE(this.sourceDeclaration) },
      { ALT: (): Declaration => this.SUBRULE(this.signalDeclaration) },
      { ALT: (): Declaration => this.SUBRULE(this.fnDeclaration) },
      { ALT: (): Declaration => this.SUBRULE(this.paramDeclaration) },
      { ALT: (): Declaration => this.SUBRULE(this.testDeclaration) },
      { ALT: (): Declaration => this.SUBRULE(this.importDeclaration) },
      { ALT: (): Declaration => this.SUBRULE(this.pipelineDeclaration) },
    ],
    ...A_DECLARATION,
  };

  readonly declaration: Rule<Declaration> = this.RULE("declaration", (): Declaration => this.OR(this.#declarations));

  readonly importDeclaration: Rule<ImportDeclaration> = this.RULE("importDeclaration", (): ImportDeclaration => {
    const base = this.base();
    this.CONSUME(t.Import);
    const path = this.text(A_PATH);
    return { kind: "import", path, ...this.common(base) };
  });

  readonly testDeclaration: Rule<TestDeclaration> = this.RULE("testDeclaration", (): TestDeclaration => {
    const base = this.base();
    this.CONSUME(t.Test);
    const title = this.text(A_TITLE);
    const steps = this.SUBRULE(this.steps);
    return { kind: "test", title, steps, ...this.common(base) };
  });

  // ── pipeline and source ────────────────────────────────────────────────────────────────────────────────────────────

  readonly pipelineDeclaration: Rule<PipelineDeclaration> = this.RULE(
    "pipelineDeclaration",
    (): PipelineDeclaration => {
      const base = this.base();
      this.CONSUME(t.Pipeline);
      const name = this.SUBRULE(this.dottedName, { ARGS: [A_PIPELINE] });
      const settings = this.SUBRULE(this.settings);
      return { kind: "pipeline", name, settings, ...this.common(base) };
    },
  );

  readonly sourceDeclaration: Rule<SourceDeclaration> = this.RULE("sourceDeclaration", (): SourceDeclaration => {
    const base = this.base();
    this.CONSUME(t.Source);
    const name = this.word(A_SOURCE);
    const settings = this.SUBRULE(this.settings);
    return { kind: "source", name, settings, ...this.common(base) };
  });

  readonly settings: Rule<readonly Setting[]> = this.RULE("settings", (): readonly Setting[] => {
    this.open(OPEN_SETTINGS, startsSetting);
    const settings: Setting[] = [];
    const setting = (): Setting => this.SUBRULE(this.setting);
    this.block({ items: settings, parse: setting, starts: startsSetting, words: IN_SETTINGS, commas: true });
    return settings;
  });

  readonly setting: Rule<Setting> = this.RULE("setting", (): Setting => {
    const doc = this.doc();
    const name = this.word();
    this.CONSUME(t.Colon, AFTER_SETTING);
    const value = this.OR({
      DEF: [
        { GATE: () => this.#isPath(), ALT: (): Setting["value"] => this.SUBRULE(this.path) },
        { ALT: (): Setting["value"] => this.SUBRULE(this.literal) },
      ],
      ...A_SETTING,
    });
    return { name, value, doc, start: name.start, end: value.end };
  });

  /** `true` is a value, `true.name` a path. */
  #isPath(): boolean {
    const word = this.next();
    const isValue = word.is(t.True) || word.is(t.False) || word.is(t.Null);
    return !isValue || this.peek(2).is(t.Dot);
  }

  readonly path: Rule<PathValue> = this.RULE("path", (): PathValue => {
    const segments = [this.name(this.CONSUME(t.Word))];
    this.MANY(() => {
      this.CONSUME(t.Dot);
      segments.push(this.name(this.CONSUME2(t.Word, AFTER_DOT)));
    });
    return { kind: "path", segments, start: segments[0]?.start ?? 0, end: this.end() };
  });

  // ── types, records, params, functions ──────────────────────────────────────────────────────────────────────────────

  readonly typeDeclaration: Rule<TypeDeclaration> = this.RULE("typeDeclaration", (): TypeDeclaration => {
    const base = this.base();
    this.CONSUME(t.Type);
    const name = this.word(A_TYPE_NAME);
    this.CONSUME(t.Equals, AFTER_TYPE_NAME);
    const type = this.SUBRULE(this.type);
    return { kind: "type", name, type, ...this.common(base) };
  });

  readonly recordDeclaration: Rule<RecordDeclaration> = this.RULE("recordDeclaration", (): RecordDeclaration => {
    const base = this.base();
    this.CONSUME(t.RecordWord);
    const name = this.word(A_RECORD_NAME);
    this.open(OPEN_RECORD, startsMember);
    const members = this.SUBRULE(this.members);
    return { kind: "record", name, members, ...this.common(base) };
  });

  readonly paramDeclaration: Rule<ParamDeclaration> = this.RULE("paramDeclaration", (): ParamDeclaration => {
    const base = this.base();
    this.CONSUME(t.Param);
    const name = this.word(A_PARAM_NAME);
    this.CONSUME(t.Colon, AFTER_PARAM_NAME);
    const type = this.SUBRULE(this.type);
    this.CONSUME(t.Equals, AFTER_PARAM_TYPE);
    const value = this.SUBRULE(this.literal);
    return { kind: "param", name, type, value, ...this.common(base) };
  });

  readonly fnDeclaration: Rule<FnDeclaration> = this.RULE("fnDeclaration", (): FnDeclaration => {
    const base = this.base();
    this.CONSUME(t.Fn);
    const name = this.word(A_FN_NAME);
    const parameters = this.SUBRULE(this.parameters);
    this.CONSUME(t.Colon, FN_RESULT);
    const result = this.SUBRULE(this.type);
    this.CONSUME(t.Equals, FN_BODY);
    const body = this.SUBRULE(this.expression);
    return { kind: "fn", name, parameters, result, body, ...this.common(base) };
  });

  readonly parameters: Rule<readonly FnParameter[]> = this.RULE("parameters", (): readonly FnParameter[] => {
    const parameters: FnParameter[] = [];
    this.CONSUME(t.LParen, PARAMETERS);
    let more = true;
    this.MANY({
      GATE: () => more,
      DEF: () => {
        parameters.push(this.SUBRULE(this.parameter));
        more = this.commaFollows();
      },
    });
    this.CONSUME(t.RParen, more ? A_PARAMETER : END_OF_PARAMETERS);
    return parameters;
  });

  readonly parameter: Rule<FnParameter> = this.RULE("parameter", (): FnParameter => {
    const name = this.word();
    this.CONSUME(t.Colon, AFTER_PARAMETER);
    const type = this.SUBRULE(this.type);
    return { name, type, start: name.start, end: this.end() };
  });

  // ── events, signals, stores ────────────────────────────────────────────────────────────────────────────────────────

  readonly eventDeclaration: Rule<EventDeclaration> = this.RULE("eventDeclaration", (): EventDeclaration => {
    const base = this.base();
    this.CONSUME(t.EventWord);
    const name = this.SUBRULE(this.dottedName, AN_EVENT);
    const was = this.OPTION(this.wasName) ?? null;
    const wire = this.OPTION2(this.wireName) ?? null;
    const source = this.OPTION3(this.#fromSource) ?? null;
    this.open(source === null ? OPEN_EVENT : OPEN_SETTINGS, startsMember);
    const members = this.SUBRULE(this.members);
    return { kind: "event", name, was, wire, source, members, ...this.common(base) };
  });

  readonly #fromSource = (): Name => {
    this.CONSUME(t.From);
    return this.word(A_SOURCE);
  };

  readonly signalDeclaration: Rule<SignalDeclaration> = this.RULE("signalDeclaration", (): SignalDeclaration => {
    const base = this.base();
    this.CONSUME(t.Signal);
    const name = this.SUBRULE(this.dottedName, A_SIGNAL);
    const was = this.OPTION(this.wasName) ?? null;
    const wire = this.OPTION2(this.wireName) ?? null;
    this.CONSUME(t.Of, OF_STORE);
    const store = this.word(A_STORE);
    this.open(OPEN_SIGNAL, startsMember);
    const members = this.SUBRULE(this.members);
    return { kind: "signal", name, was, wire, store, members, ...this.common(base) };
  });

  readonly storeDeclaration: Rule<StoreDeclaration> = this.RULE("storeDeclaration", (): StoreDeclaration => {
    const base = this.base();
    const external = this.OPTION(() => this.CONSUME(t.External)) !== undefined;
    this.CONSUME(t.Store, STORE_WORD);
    const name = this.word(A_STORE);
    const was = this.OPTION2(this.wasName) ?? null;
    this.open(OPEN_STORE, startsMember);
    const members = this.SUBRULE(this.storeMembers);
    return { kind: "store", external, name, was, members, ...this.common(base) };
  });

  readonly storeMembers: Rule<readonly StoreMember[]> = this.RULE("storeMembers", (): readonly StoreMember[] => {
    const members: StoreMember[] = [];
    const member = (): StoreMember => this.SUBRULE(this.storeMember);
    this.block({ items: members, parse: member, starts: startsMember, words: IN_STORE, commas: true });
    return members;
  });

  readonly #storeMembers = {
    DEF: [
      { ALT: (): StoreMember => this.#keyColumn() },
      { ALT: (): StoreMember => this.SUBRULE(this.reservedMember) },
      { ALT: (): StoreMember => this.#index() },
      { ALT: (): StoreMember => this.#table() },
      { ALT: (): StoreMember => this.SUBRULE(this.column) },
    ],
    ...IN_STORE,
    ...KEYWORD_FIRST,
  };

  readonly storeMember: Rule<StoreMember> = this.RULE("storeMember", (): StoreMember => this.OR(this.#storeMembers));

  #keyColumn(): ColumnMember {
    const doc = this.doc();
    const { startOffset: start } = this.CONSUME(t.Key);
    const column = this.SUBRULE2(this.column);
    return { ...column, key: true, doc, start };
  }

  #index(): IndexMember {
    const { startOffset: start } = this.CONSUME(t.Index);
    const columns = this.SUBRULE(this.nameList);
    return { kind: "index", columns, start, end: this.end() };
  }

  #table(): TableMember {
    const { startOffset: start } = this.CONSUME(t.Table);
    const table = this.text(A_TABLE);
    return { kind: "table", table, start, end: this.end() };
  }

  readonly column: Rule<ColumnMember> = this.RULE("column", (): ColumnMember => {
    const doc = this.doc();
    const name = this.name(this.CONSUME(t.Word, A_COLUMN));
    const optional = this.OPTION(this.question) !== undefined;
    this.CONSUME(t.Colon, name.text === "of" ? BEFORE_OF : AFTER_COLUMN);
    const aggregate = this.OPTION2(this.#aggregate) ?? null;
    const type = this.SUBRULE(this.type);
    const was = this.OPTION3(this.wasName) ?? null;
    const sql = this.OPTION4(this.wireName) ?? null;
    const start = name.start;
    return { kind: "column", key: false, name, optional, aggregate, type, was, sql, doc, start, end: this.end() };
  });

  readonly #aggregate = {
    GATE: (): boolean => this.#isAggregate(),
    DEF: (): AggregateNode => this.SUBRULE(this.aggregate),
  };

  /** A word such as `sum` is a type's name only where nothing follows that it could gather. */
  #isAggregate(): boolean {
    const next = this.peek(2);
    if (this.at(t.Ema) && next.is(t.LParen)) return true;
    return next.isFree && !AFTER_COLUMN_TYPE.has(next.tokenTypeIdx);
  }

  readonly aggregate: Rule<AggregateNode> = this.RULE("aggregate", (): AggregateNode => {
    const token = this.token(this.CONSUME(t.Aggregate));
    const name = AGGREGATES.find((known) => known === token.image) ?? "latest";
    const factor = this.OPTION(() => this.SUBRULE(this.factor)) ?? null;
    if (name === "ema" && factor === null) this.fail(EMA_FACTOR.ERR_MSG);
    const { startOffset: start, end } = { startOffset: token.startOffset, end: this.end() };
    this.CONSUME(t.Of, OF_TYPE);
    return { name, factor, start, end };
  });

  readonly factor: Rule<NumberLiteral> = this.RULE("factor", (): NumberLiteral => {
    this.CONSUME(t.LParen);
    const factor = this.SUBRULE(this.number);
    this.CONSUME(t.RParen, END_OF_FACTOR);
    return factor;
  });
}

const AGGREGATES = ["latest", "first", "sum", "min", "max", "mean", "ema", "distinct"] as const;
const AFTER_COLUMN_TYPE: ReadonlySet<number> = new Set(
  [t.Label, t.Was, t.As, t.Key, t.Index, t.Table, t.Reserved].map((type) => type.tokenTypeIdx ?? 0),
);
