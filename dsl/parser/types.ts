/** Types, and the members of records, events and signals. */

import * as t from "../scanner/tokens.ts";
import type {
  BoundsNode,
  FieldMember,
  KeyMember,
  Literal,
  Member,
  Name,
  NamedType,
  PatternNode,
  ReservedMember,
  Text,
  TypeNode,
  UnitNode,
} from "../syntax.ts";
import { startsMember } from "./boundaries.ts";
import type { Rule } from "./engine.ts";
import { LiteralParser } from "./literals.ts";
import { expected, KEYWORD_FIRST } from "./messages.ts";

const A_TYPE = expected("a type");
const A_BOUND = expected("a number");
const IN_BOUNDS = expected("`..` between the bounds");
const TYPE_ARGUMENT = expected("bounds such as `1..64`, a pattern such as `/^[a-z]+$/`, or a unit");
const END_OF_ARGUMENT = expected("`)` after what stands in the type's parentheses");
const END_OF_TYPE_GROUP = expected("`|` or `)`");
const END_OF_LIST_TYPE = expected("`]`, or bounds such as `1..10`");
const END_OF_MAP = expected("`>` after the map's type");
const IN_MEMBERS = expected("a field such as `name: type`, or `}`");
const A_FIELD_NAME = expected("a field's name");
const AFTER_FIELD_NAME = expected("`:` after the field's name");
const SPREAD_NAME = expected("a record's name after `...`");
const KEY_FIELDS = expected("a field's name or `(` after `key`");
const AFTER_KEY = "the next field, as `key` names a field of the event (`key name: type` is a store's)";
const END_OF_NAMES = expected("`,` or `)`");
const RESERVED_NAME = expected("a name or a text in quotes after `reserved`");
const WIRE_NAME = expected("a name in quotes after `as`");
const TOPIC_NAME = expected("the topic's name in quotes");

type TypeArgument = BoundsNode | PatternNode | UnitNode;

export abstract class TypeParser extends LiteralParser {
  /** `A | B | null` */
  readonly type: Rule<TypeNode> = this.RULE("type", (): TypeNode => {
    this.OPTION(() => this.CONSUME(t.Bar));
    const first = this.SUBRULE(this.listType);
    const others: TypeNode[] = [];
    this.MANY(() => {
      this.CONSUME2(t.Bar);
      const next = this.SUBRULE2(this.listType);
      if (!this.RECORDING_PHASE) others.push(...membersOf(next));
    });
    if (others.length === 0) return first;
    const members = [...membersOf(first), ...others];
    return { kind: "union", members, start: first.start, end: this.end() };
  });

  /** `T`, `T[]`, `T[1..10]` */
  readonly listType: Rule<TypeNode> = this.RULE("listType", (): TypeNode => {
    const start = this.start();
    let type = this.SUBRULE(this.unitType);
    let levels = 0;
    this.MANY(() => {
      this.deeper(this.token(this.CONSUME(t.LBracket)));
      levels++;
      const bounds = this.OPTION(() => this.SUBRULE(this.bounds)) ?? null;
      this.CONSUME(t.RBracket, END_OF_LIST_TYPE);
      type = { kind: "list", element: type, bounds, start, end: this.end() };
    });
    for (; levels > 0; levels--) this.shallower();
    return type;
  });

  readonly #unitTypes = {
    DEF: [
      { ALT: (): TypeNode => this.#textType() },
      { ALT: (): TypeNode => this.#nullType() },
      { ALT: (): TypeNode => this.SUBRULE(this.recordType) },
      { ALT: (): TypeNode => this.SUBRULE(this.typeGroup) },
      { ALT: (): TypeNode => this.SUBRULE(this.lenientType) },
      { ALT: (): TypeNode => this.SUBRULE(this.namedType) },
    ],
    ...A_TYPE,
    ...KEYWORD_FIRST,
  };

  /** A type that binds tighter than `[]`. */
  readonly unitType: Rule<TypeNode> = this.RULE("unitType", (): TypeNode => {
    if (this.at(t.TemplateHead)) this.fail("a text without `${}`");
    return this.OR(this.#unitTypes);
  });

  #textType(): TypeNode {
    const doc = this.doc();
    const token = this.sound(this.token(this.CONSUME(t.StringToken)));
    return { kind: "text", value: String(token.value), doc, start: token.startOffset, end: token.end };
  }

  #nullType(): TypeNode {
    const token = this.token(this.CONSUME(t.Null));
    return { kind: "null", start: token.startOffset, end: token.end };
  }

  readonly recordType: Rule<TypeNode> = this.RULE("recordType", (): TypeNode => {
    this.deeper(this.next());
    const open = this.token(this.CONSUME(t.LBrace));
    const members = this.SUBRULE(this.members);
    this.shallower();
    return { kind: "record", members, start: open.startOffset, end: this.end() };
  });

  readonly typeGroup: Rule<TypeNode> = this.RULE("typeGroup", (): TypeNode => {
    this.deeper(this.token(this.CONSUME(t.LParen)));
    const type = this.SUBRULE(this.type);
    this.CONSUME(t.RParen, END_OF_TYPE_GROUP);
    this.shallower();
    return type;
  });

  readonly lenientType: Rule<TypeNode> = this.RULE("lenientType", (): TypeNode => {
    const word = this.token(this.CONSUME(t.Lenient));
    this.deeper(word);
    const type = this.SUBRULE(this.unitType);
    this.shallower();
    return { kind: "lenient", type, start: word.startOffset, end: this.end() };
  });

  /** A name, built in or declared, and what may stand behind it. */
  readonly namedType: Rule<TypeNode> = this.RULE("namedType", (): TypeNode => {
    const word = this.token(this.CONSUME(t.Free));
    const name = this.name(word);
    const value = this.OPTION({
      GATE: () => word.image === "map",
      DEF: (): TypeNode => this.SUBRULE(this.mapValue),
    });
    const argument =
      this.OPTION2({
        GATE: () => value === undefined,
        DEF: (): NamedType["argument"] => this.SUBRULE(this.typeArgument),
      }) ?? null;
    if (value !== undefined) return { kind: "map", value, start: name.start, end: this.end() };
    return { kind: "named", name, argument, start: name.start, end: this.end() };
  });

  readonly mapValue: Rule<TypeNode> = this.RULE("mapValue", (): TypeNode => {
    this.deeper(this.token(this.CONSUME(t.Less)));
    const type = this.SUBRULE(this.type);
    this.CONSUME(t.Greater, END_OF_MAP);
    this.shallower();
    return type;
  });

  readonly typeArgument: Rule<TypeArgument> = this.RULE("typeArgument", (): TypeArgument => {
    this.CONSUME(t.LParen);
    const argument = this.OR({
      DEF: [
        { ALT: (): TypeArgument => this.#pattern() },
        { ALT: (): TypeArgument => this.#unit() },
        { ALT: (): TypeArgument => this.SUBRULE(this.bounds) },
      ],
      ...TYPE_ARGUMENT,
    });
    // A pattern without an end may have taken the parenthesis with it.
    if (this.RECORDING_PHASE || this.at(t.RParen) || !this.peek(0).bad) this.CONSUME(t.RParen, END_OF_ARGUMENT);
    return argument;
  });

  #pattern(): PatternNode {
    const token = this.token(this.CONSUME(t.PatternToken));
    return { kind: "pattern", source: String(token.value), start: token.startOffset, end: token.end };
  }

  #unit(): UnitNode {
    const name = this.name(this.CONSUME(t.Word));
    return { kind: "unit", name, start: name.start, end: name.end };
  }

  readonly bounds: Rule<BoundsNode> = this.RULE("bounds", (): BoundsNode => {
    const start = this.start();
    const min = this.OPTION(() => this.SUBRULE(this.number)) ?? null;
    this.CONSUME(t.DotDot, IN_BOUNDS);
    const max = this.OPTION2(() => this.SUBRULE2(this.number)) ?? null;
    if (min === null && max === null) this.fail(A_BOUND.ERR_MSG);
    return { kind: "bounds", min, max, start, end: this.end() };
  });

  // ── members ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Members up to the `}`, the `{` consumed. */
  readonly members: Rule<readonly Member[]> = this.RULE("members", (): readonly Member[] => {
    const members: Member[] = [];
    const member = (): Member => this.SUBRULE(this.member);
    this.block({ items: members, parse: member, starts: startsMember, words: IN_MEMBERS, commas: true });
    return members;
  });

  readonly #memberAlternatives = {
    DEF: [
      { ALT: (): Member => this.#spread() },
      { ALT: (): Member => this.SUBRULE(this.keyMember) },
      { ALT: (): Member => this.SUBRULE(this.reservedMember) },
      { ALT: (): Member => this.#topic() },
      { ALT: (): Member => this.SUBRULE(this.measureField) },
      { ALT: (): Member => this.SUBRULE(this.field) },
    ],
    ...IN_MEMBERS,
    ...KEYWORD_FIRST,
  };

  readonly member: Rule<Member> = this.RULE("member", (): Member => this.OR(this.#memberAlternatives));

  #spread(): Member {
    const { startOffset: start } = this.CONSUME(t.Ellipsis);
    const name = this.name(this.CONSUME(t.Word, SPREAD_NAME));
    return { kind: "spread", name, start, end: name.end };
  }

  #topic(): Member {
    const doc = this.doc();
    const { startOffset: start } = this.CONSUME(t.Topic);
    const topic = this.text(TOPIC_NAME);
    return { kind: "topic", topic, doc, start, end: this.end() };
  }

  readonly keyMember: Rule<KeyMember> = this.RULE("keyMember", (): KeyMember => {
    const doc = this.doc();
    const { startOffset: start } = this.CONSUME(t.Key);
    const fields = this.OR({
      DEF: [
        { ALT: (): readonly Name[] => [this.name(this.CONSUME(t.Word))] },
        { ALT: (): readonly Name[] => this.SUBRULE(this.nameList) },
      ],
      ...KEY_FIELDS,
    });
    if (this.at(t.Colon) && this.peek(0).is(t.Label)) this.failAsMistaken(AFTER_KEY);
    return { kind: "key", fields, doc, start, end: this.end() };
  });

  /** `(a, b)` */
  readonly nameList: Rule<readonly Name[]> = this.RULE("nameList", (): readonly Name[] => {
    this.CONSUME(t.LParen);
    const names = [this.word(A_FIELD_NAME)];
    let more = this.#commaThenMore();
    this.MANY({
      GATE: () => more,
      DEF: () => {
        names.push(this.name(this.CONSUME2(t.Word)));
        more = this.commaFollows();
      },
    });
    this.CONSUME(t.RParen, END_OF_NAMES);
    return names;
  });

  #commaThenMore(): boolean {
    if (!this.RECORDING_PHASE && !this.at(t.Comma)) return false;
    this.CONSUME(t.Comma);
    return true;
  }

  readonly reservedMember: Rule<ReservedMember> = this.RULE("reservedMember", (): ReservedMember => {
    const { startOffset: start } = this.CONSUME(t.Reserved);
    const names = [this.SUBRULE(this.reservedName)];
    this.MANY({
      // The comma may as well stand before the next member.
      GATE: () => !startsMember(this.tokens, this.currIdx + 2) && !this.#endsAfterComma(),
      DEF: () => {
        this.CONSUME(t.Comma);
        names.push(this.SUBRULE2(this.reservedName));
      },
    });
    return { kind: "reserved", names, start, end: this.end() };
  });

  #endsAfterComma(): boolean {
    const next = this.peek(2);
    return !next.isWord && !next.is(t.StringToken);
  }

  readonly reservedName: Rule<ReservedMember["names"][number]> = this.RULE(
    "reservedName",
    (): ReservedMember["names"][number] =>
      this.OR({
        DEF: [
          { ALT: () => ({ kind: "name" as const, ...this.name(this.CONSUME(t.Word)) }) },
          { ALT: () => ({ kind: "wire" as const, ...this.text() }) },
        ],
        ...RESERVED_NAME,
      }),
  );

  readonly measureField: Rule<FieldMember> = this.RULE("measureField", (): FieldMember => {
    const doc = this.doc();
    const { startOffset: start } = this.CONSUME(t.Measure);
    const field = this.SUBRULE(this.field);
    return { ...field, measure: true, doc, start };
  });

  readonly field: Rule<FieldMember> = this.RULE("field", (): FieldMember => {
    const doc = this.doc();
    const name = this.name(this.CONSUME(t.Word, A_FIELD_NAME));
    const optional = this.OPTION(this.question) !== undefined;
    this.CONSUME(t.Colon, AFTER_FIELD_NAME);
    const type = this.SUBRULE(this.type);
    const wire = this.OPTION2(this.wireName) ?? null;
    const defaultValue = this.OPTION3(this.#default) ?? null;
    const start = name.start;
    return { kind: "field", measure: false, name, optional, type, wire, defaultValue, doc, start, end: this.end() };
  });

  protected readonly question = (): unknown => this.CONSUME(t.Question);

  /** `as "name"` */
  readonly wire: Rule<Text> = this.RULE("wire", (): Text => {
    this.CONSUME(t.As);
    return this.text(WIRE_NAME);
  });

  protected readonly wireName = (): Text => this.SUBRULE(this.wire);

  readonly #default = (): Literal => {
    this.CONSUME(t.Equals);
    return this.SUBRULE(this.literal);
  };
}

/** Unions in parentheses are a part of the one around them. */
function membersOf(type: TypeNode): readonly TypeNode[] {
  return type.kind === "union" ? type.members : [type];
}
