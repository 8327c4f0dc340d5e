/**
 * The syntax tree of a `.da` file: what was written, with the exact range of every piece, and nothing that needs
 * other declarations to be known. Ranges are offsets in UTF-16 units; `LineMap` turns them into lines and columns.
 */

/** A piece of text: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One file. `lostNames` are the words in what a syntax error dropped. */
export interface SourceFile extends Span {
  readonly path: string;
  readonly text: string;
  readonly declarations: readonly Declaration[];
  /** All comments, in order, doc comments too. */
  readonly comments: readonly Comment[];
  /** Identifiers and dotted names inside text that recovery skipped: nothing is to be said about them. */
  readonly lostNames: ReadonlySet<string>;
  /** A broken import was left out: names that it would have brought in are unknown through no fault of theirs. */
  readonly lostImport: boolean;
}

export interface Comment extends Span {
  readonly kind: "line" | "doc";
  /** Without the slashes and one leading space. */
  readonly text: string;
}

/** A word, a dotted name, or a name that may be either, as written. */
export interface Name extends Span {
  readonly text: string;
}

/** A string as a value, escapes resolved. */
export interface Text extends Span {
  readonly value: string;
}

/** What may carry a `///` comment; several lines are joined by a line feed. */
export interface Documented {
  readonly doc: string | null;
}

export type Declaration =
  | ImportDeclaration
  | PipelineDeclaration
  | TypeDeclaration
  | RecordDeclaration
  | ParamDeclaration
  | FnDeclaration
  | SourceDeclaration
  | EventDeclaration
  | SignalDeclaration
  | StoreDeclaration
  | HandlerDeclaration
  | TestDeclaration;

/** Fields of every declaration; `incomplete` says that a syntax error inside it dropped members or statements. */
export interface DeclarationBase extends Span, Documented {
  readonly incomplete: boolean;
}

export interface ImportDeclaration extends DeclarationBase {
  readonly kind: "import";
  readonly path: Text;
}

export interface PipelineDeclaration extends DeclarationBase {
  readonly kind: "pipeline";
  readonly name: Name;
  readonly settings: readonly Setting[];
}

/** `name: value` in a pipeline or a source. */
export interface Setting extends Span, Documented {
  readonly name: Name;
  /** A literal, or a word or dotted path such as `user`, `header.kind`. */
  readonly value: Literal | PathValue;
}

export interface PathValue extends Span {
  readonly kind: "path";
  readonly segments: readonly Name[];
}

export interface TypeDeclaration extends DeclarationBase {
  readonly kind: "type";
  readonly name: Name;
  readonly type: TypeNode;
}

export interface RecordDeclaration extends DeclarationBase {
  readonly kind: "record";
  readonly name: Name;
  readonly members: readonly Member[];
}

export interface ParamDeclaration extends DeclarationBase {
  readonly kind: "param";
  readonly name: Name;
  readonly type: TypeNode;
  readonly value: Literal;
}

export interface FnDeclaration extends DeclarationBase {
  readonly kind: "fn";
  readonly name: Name;
  readonly parameters: readonly FnParameter[];
  readonly result: TypeNode;
  readonly body: Expression;
}

export interface FnParameter extends Span {
  readonly name: Name;
  readonly type: TypeNode;
}

export interface SourceDeclaration extends DeclarationBase {
  readonly kind: "source";
  readonly name: Name;
  readonly settings: readonly Setting[];
}

/** `was "old"`, `as "wire"`. */
export interface EventDeclaration extends DeclarationBase {
  readonly kind: "event";
  readonly name: Name;
  readonly was: Text | null;
  readonly wire: Text | null;
  /** The source of a source event; null for a discrete event. */
  readonly source: Name | null;
  readonly members: readonly Member[];
}

export interface SignalDeclaration extends DeclarationBase {
  readonly kind: "signal";
  readonly name: Name;
  readonly was: Text | null;
  readonly wire: Text | null;
  readonly store: Name;
  readonly members: readonly Member[];
}

/** What stands in the braces of a record, an inline record, an event or a signal. Which may stand where is checked later. */
export type Member = FieldMember | SpreadMember | KeyMember | ReservedMember | TopicMember;

export interface FieldMember extends Span, Documented, Cuttable {
  readonly kind: "field";
  /** `measure` before the name. */
  readonly measure: boolean;
  readonly name: Name;
  readonly optional: boolean;
  readonly type: TypeNode;
  readonly wire: Text | null;
  readonly defaultValue: Literal | null;
}

/** What a syntax error may follow on its line. */
export interface Cuttable {
  /** One does: some of it may be missing. */
  readonly cut?: boolean;
}

/** `...Name` */
export interface SpreadMember extends Span {
  readonly kind: "spread";
  readonly name: Name;
}

/** `key userId`, `key (classId, userId)` */
export interface KeyMember extends Span, Documented {
  readonly kind: "key";
  readonly fields: readonly Name[];
}

/** `reserved a, "wire"` */
export interface ReservedMember extends Span {
  readonly kind: "reserved";
  readonly names: readonly (ReservedName | ReservedWire)[];
}

export interface ReservedName extends Name {
  readonly kind: "name";
}

export interface ReservedWire extends Text {
  readonly kind: "wire";
}

/** `topic "…"` */
export interface TopicMember extends Span, Documented {
  readonly kind: "topic";
  readonly topic: Text;
}

export interface StoreDeclaration extends DeclarationBase {
  readonly kind: "store";
  readonly external: boolean;
  readonly name: Name;
  readonly was: Text | null;
  readonly members: readonly StoreMember[];
}

export type StoreMember = ColumnMember | IndexMember | TableMember | ReservedMember;

export interface ColumnMember extends Span, Documented, Cuttable {
  readonly kind: "column";
  /** `key` before the name. */
  readonly key: boolean;
  readonly name: Name;
  readonly optional: boolean;
  /** `latest of`, `ema(0.5) of`; null for a plain column. */
  readonly aggregate: AggregateNode | null;
  readonly type: TypeNode;
  readonly was: Text | null;
  /** `as "sql_name"` */
  readonly sql: Text | null;
}

export interface AggregateNode extends Span {
  readonly name: "latest" | "first" | "sum" | "min" | "max" | "mean" | "ema" | "distinct";
  /** The literal of `ema(a)`. */
  readonly factor: NumberLiteral | null;
}

export interface IndexMember extends Span {
  readonly kind: "index";
  readonly columns: readonly Name[];
}

export interface TableMember extends Span {
  readonly kind: "table";
  readonly table: Text;
}

// ── types ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type TypeNode =
  | NamedType
  | TextLiteralType
  | NullType
  | UnionType
  | ListType
  | MapType
  | InlineRecordType
  | LenientType;

/**
 * A name, built in or declared, with what stands in its parentheses: `string(1..64)`, `string(/…/)`, `timestamp(iso)`,
 * `int(0..)`, `Id`. Which arguments fit which name is checked later.
 */
export interface NamedType extends Span {
  readonly kind: "named";
  readonly name: Name;
  readonly argument: BoundsNode | PatternNode | UnitNode | null;
}

/** `1..64`, `..64`, `0..`, `-40..85`; null is an open end. */
export interface BoundsNode extends Span {
  readonly kind: "bounds";
  readonly min: NumberLiteral | null;
  readonly max: NumberLiteral | null;
}

/** `/^[A-Z]{2}$/`, the text between the slashes as written, `\/` unescaped. */
export interface PatternNode extends Span {
  readonly kind: "pattern";
  readonly source: string;
}

/** `ms`, `s`, `iso` */
export interface UnitNode extends Span {
  readonly kind: "unit";
  readonly name: Name;
}

export interface TextLiteralType extends Span, Documented {
  readonly kind: "text";
  readonly value: string;
}

export interface NullType extends Span {
  readonly kind: "null";
}

/** `A | B | null`, two or more, flat. */
export interface UnionType extends Span {
  readonly kind: "union";
  readonly members: readonly TypeNode[];
}

/** `T[]`, `T[1..10]` */
export interface ListType extends Span {
  readonly kind: "list";
  readonly element: TypeNode;
  readonly bounds: BoundsNode | null;
}

export interface MapType extends Span {
  readonly kind: "map";
  readonly value: TypeNode;
}

export interface InlineRecordType extends Span {
  readonly kind: "record";
  readonly members: readonly Member[];
}

export interface LenientType extends Span {
  readonly kind: "lenient";
  readonly type: TypeNode;
}

// ── handlers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface HandlerDeclaration extends DeclarationBase {
  readonly kind: "handler";
  readonly handler: "transform" | "gep" | "demux" | "dep";
  readonly name: Name;
  readonly was: Text | null;
  readonly on: readonly Name[];
  /** Before `when`, in any order; kept as a list so that one said twice is seen. */
  readonly clauses: readonly HandlerClause[];
  readonly when: Expression | null;
  readonly body: HandlerBody;
}

export type HandlerClause = LimitClause | FanoutClause;

export interface LimitClause extends Span {
  readonly kind: "limit";
  readonly value: NumberLiteral;
}

export interface FanoutClause extends Span {
  readonly kind: "fanout";
  readonly reason: Text;
}

export type HandlerBody = StatementsBody | TypeScriptBody;

export interface StatementsBody extends Block {
  readonly kind: "statements";
}

/** `handler "./file.ts"` and what it may touch. */
export interface TypeScriptBody extends Span {
  readonly kind: "typescript";
  readonly file: Text;
  readonly reads: readonly Name[];
  readonly updates: readonly Name[];
  readonly emits: readonly Name[];
}

export interface Block extends Span {
  readonly statements: readonly Statement[];
}

export type Statement =
  | LetStatement
  | EmitStatement
  | SignalStatement
  | ForwardStatement
  | UpdateStatement
  | DeleteStatement
  | RequireStatement
  | IfStatement
  | ForStatement
  | DeadStatement
  | SkipStatement;

/** `let x = expr`, `let change = update …`, `let row = store(keys)`: the last is a call until names are known. */
export interface LetStatement extends Span {
  readonly kind: "let";
  readonly name: Name;
  readonly value: Expression | UpdateStatement;
}

export interface EmitStatement extends Span {
  readonly kind: "emit";
  readonly event: Name;
  readonly entries: RecordNode;
  /** `after 2m` */
  readonly after: Expression | null;
}

export interface SignalStatement extends Span {
  readonly kind: "signal";
  readonly signal: Name;
  /** The variable that holds the change. */
  readonly change: Name;
  readonly entries: RecordNode;
}

export interface ForwardStatement extends Span {
  readonly kind: "forward";
  readonly topic: Text;
}

export interface UpdateStatement extends Span {
  readonly kind: "update";
  readonly store: Name;
  readonly keys: readonly Argument[];
  readonly entries: RecordNode;
}

export interface DeleteStatement extends Span {
  readonly kind: "delete";
  readonly store: Name;
  readonly keys: readonly Argument[];
}

export interface RequireStatement extends Span {
  readonly kind: "require";
  readonly name: Name;
  readonly store: Name;
  readonly keys: readonly Argument[];
  /** `wait 30m [unordered]` */
  readonly wait: WaitClause | null;
  readonly otherwise: "dead" | "skip" | "continue";
}

export interface WaitClause extends Span {
  readonly duration: Expression;
  readonly unordered: boolean;
}

export interface IfStatement extends Span {
  readonly kind: "if";
  readonly condition: Expression;
  readonly then: Block;
  /** `else { … }` or `else if …`. */
  readonly otherwise: Block | IfStatement | null;
}

export interface ForStatement extends Span {
  readonly kind: "for";
  readonly name: Name;
  readonly list: Expression;
  readonly body: Block;
}

export interface DeadStatement extends Span {
  readonly kind: "dead";
  readonly reason: Expression;
}

export interface SkipStatement extends Span {
  readonly kind: "skip";
}

// ── expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type Expression =
  | Literal
  | TemplateExpression
  | NameExpression
  | MetaExpression
  | MemberExpression
  | IndexExpression
  | CallExpression
  | MethodExpression
  | UnaryExpression
  | BinaryExpression
  | InExpression
  | ConditionalExpression
  | MatchExpression
  | LambdaExpression
  | ParenthesizedExpression;

export type Literal =
  | NumberLiteral
  | StringLiteral
  | BoolLiteral
  | NullLiteral
  | DurationLiteral
  | TimestampLiteral
  | DateLiteral
  | ListNode
  | RecordNode;

/** `integer` says that it was written without a point; a sign in front is part of it only in literals' places. */
export interface NumberLiteral extends Span {
  readonly kind: "number";
  readonly value: number;
  readonly integer: boolean;
  /** As written, for messages and layout. */
  readonly raw: string;
}

/** A string without `${}`. */
export interface StringLiteral extends Text {
  readonly kind: "string";
}

export interface BoolLiteral extends Span {
  readonly kind: "bool";
  readonly value: boolean;
}

export interface NullLiteral extends Span {
  readonly kind: "nullLiteral";
}

export interface DurationLiteral extends Span {
  readonly kind: "duration";
  /** Milliseconds. */
  readonly value: number;
  readonly raw: string;
}

export interface TimestampLiteral extends Span {
  readonly kind: "timestamp";
  /** Milliseconds since 1970 UTC. */
  readonly value: number;
  readonly raw: string;
}

export interface DateLiteral extends Span {
  readonly kind: "date";
  readonly value: string;
}

export interface ListNode extends Span {
  readonly kind: "list";
  readonly items: readonly (Expression | SpreadNode)[];
}

/** `...expr` in a list or a record. */
export interface SpreadNode extends Span {
  readonly kind: "spread";
  readonly value: Expression;
}

/** `{ a: 1, b, ...c }`, also the entries of emit, update, signal, send, expect. `incomplete`: recovery dropped entries. */
export interface RecordNode extends Span {
  readonly kind: "record";
  readonly entries: readonly (Entry | SpreadNode)[];
  readonly incomplete: boolean;
}

/** `name: expr`, `name`, `$id: expr`. */
export interface Entry extends Span {
  readonly kind: "entry";
  readonly name: Name;
  /** Null for the short form. */
  readonly value: Expression | null;
}

/** `"text ${expr} more"`: parts alternate between text and expressions, beginning and ending with text. */
export interface TemplateExpression extends Span {
  readonly kind: "template";
  readonly texts: readonly string[];
  readonly values: readonly Expression[];
}

/** A variable, field, param, `event`, or (before a call is resolved) nothing else. */
export interface NameExpression extends Span {
  readonly kind: "name";
  readonly name: string;
}

export interface MetaExpression extends Span {
  readonly kind: "meta";
  readonly name: "id" | "at" | "name";
}

/** `a.b`, `a?.b` */
export interface MemberExpression extends Span {
  readonly kind: "member";
  readonly object: Expression;
  readonly name: Name;
  readonly optional: boolean;
}

/** `xs[i]` */
export interface IndexExpression extends Span {
  readonly kind: "index";
  readonly object: Expression;
  readonly index: Expression;
}

/** `f(a, b)` and `store(key: value, key)`. */
export interface CallExpression extends Span {
  readonly kind: "call";
  readonly callee: Name;
  readonly arguments: readonly Argument[];
}

/** An argument; `name` only in `store(name: value)`. The short form `store(name)` has no name and a NameExpression. */
export interface Argument extends Span {
  readonly name: Name | null;
  readonly value: Expression;
}

/** `xs.map(x => …)`; `optional` for `xs?.length()`. */
export interface MethodExpression extends Span {
  readonly kind: "method";
  readonly object: Expression;
  readonly name: Name;
  readonly optional: boolean;
  readonly arguments: readonly Expression[];
}

export interface UnaryExpression extends Span {
  readonly kind: "unary";
  readonly operator: "!" | "-";
  readonly operand: Expression;
}

export type BinaryOperator = "??" | "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

export interface BinaryExpression extends Span {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `x in list` */
export interface InExpression extends Span {
  readonly kind: "in";
  readonly value: Expression;
  readonly list: Expression;
}

/** `if c then a else b` */
export interface ConditionalExpression extends Span {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface MatchExpression extends Span {
  readonly kind: "match";
  readonly subject: Expression;
  readonly arms: readonly MatchArm[];
}

/** `"c", "d" => expr`, `else => expr` (then `cases` is null). */
export interface MatchArm extends Span {
  readonly cases: readonly Literal[] | null;
  readonly value: Expression;
}

export interface LambdaExpression extends Span {
  readonly kind: "lambda";
  readonly parameter: Name;
  readonly body: Expression;
}

/** Kept for layout and ranges. */
export interface ParenthesizedExpression extends Span {
  readonly kind: "parenthesized";
  readonly expression: Expression;
}

// ── tests ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface TestDeclaration extends DeclarationBase {
  readonly kind: "test";
  readonly title: Text;
  readonly steps: readonly TestStep[];
}

export type TestStep = GivenStep | SendStep | SendFileStep | AdvanceStep | ExpectEventStep | ExpectRowStep;

/** `given store(keys) { … }` */
export interface GivenStep extends Span {
  readonly kind: "given";
  readonly store: Name;
  readonly keys: readonly Argument[];
  readonly entries: RecordNode;
}

/** `send event { … }` */
export interface SendStep extends Span {
  readonly kind: "send";
  readonly event: Name;
  readonly entries: RecordNode;
}

/** `send source from "./file.jsonl"` */
export interface SendFileStep extends Span {
  readonly kind: "sendFile";
  readonly source: Name;
  readonly file: Text;
}

export interface AdvanceStep extends Span {
  readonly kind: "advance";
  readonly duration: Expression;
}

/** `expect event { … }`, `expect no event`, `expect dead event`, `expect waiting event`: fields may stand behind all. */
export interface ExpectEventStep extends Span {
  readonly kind: "expectEvent";
  readonly mode: "some" | "no" | "dead" | "waiting";
  readonly event: Name;
  readonly entries: RecordNode | null;
}

/** `expect store(keys) { … }`, `expect no store(keys)`. */
export interface ExpectRowStep extends Span {
  readonly kind: "expectRow";
  readonly no: boolean;
  readonly store: Name;
  readonly keys: readonly Argument[];
  readonly entries: RecordNode | null;
}
