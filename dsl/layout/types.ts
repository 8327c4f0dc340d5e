/** How types and the members of records, events, signals and stores are laid out. */

import * as t from "../scanner/tokens.ts";
import type { ColumnMember, FieldMember, Member, Name, StoreMember, TypeNode } from "../syntax.ts";
import { type Doc, group, ifBroken, indent, line, softLine, space } from "./doc.ts";
import { expressionDoc } from "./expressions.ts";
import { FIELDS, type ItemDoc, type TokenWalk } from "./tokens.ts";

export function typeDoc(walk: TokenWalk, type: TypeNode): Doc {
  walk.dropIf(t.Bar);
  return new TypeLayout(walk).doc(type, false);
}

/** Parentheses have no place in the tree: they are left out and set anew where the tree needs them. */
class TypeLayout {
  readonly #walk: TokenWalk;
  #open = 0;

  constructor(walk: TokenWalk) {
    this.#walk = walk;
  }

  doc(type: TypeNode, tight: boolean): Doc {
    const walk = this.#walk;
    while (walk.at(t.LParen)) {
      walk.drop();
      walk.dropIf(t.Bar);
      this.#open++;
    }
    const needed = tight && (type.kind === "union" || type.kind === "list");
    const doc = this.#bare(type);
    while (this.#open > 0 && walk.at(t.RParen)) {
      walk.drop();
      this.#open--;
    }
    return needed ? ["(", doc, ")"] : doc;
  }

  #bare(type: TypeNode): Doc {
    const walk = this.#walk;
    switch (type.kind) {
      case "text":
      case "null":
        return walk.take();
      case "named":
        return type.argument === null ? walk.take() : [walk.take(), this.#argument()];
      case "map":
        return [walk.take(), walk.take(), typeDoc(walk, type.value), walk.take()];
      case "record":
        return group(membersBlock(walk, type.members));
      case "lenient":
        return [walk.take(), space, this.doc(type.type, true)];
      case "list":
        return [this.doc(type.element, type.element.kind === "union"), this.#bounds()];
      case "union":
        return this.#union(type.members);
    }
  }

  /** From `(` to `)`. */
  #argument(): Doc {
    const docs: Doc[] = [];
    while (!this.#walk.at(t.RParen)) docs.push(this.#walk.take());
    return [docs, this.#walk.take()];
  }

  #bounds(): Doc {
    const docs: Doc[] = [];
    while (!this.#walk.at(t.RBracket)) docs.push(this.#walk.take());
    return [docs, this.#walk.take()];
  }

  /** `A | B`, or each on a line of its own behind a `|`. */
  #union(members: readonly TypeNode[]): Doc {
    const walk = this.#walk;
    const comments = walk.takeLeading();
    const [first, ...more] = members;
    if (first === undefined) return "";
    const docs: Doc[] = [softLine, comments, ifBroken("| "), this.doc(first, false)];
    for (const member of more) docs.push(line, walk.take(), space, this.doc(member, false));
    return group(indent(docs));
  }
}

// ── members ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export function membersBlock(
  walk: TokenWalk,
  members: readonly (Member | StoreMember)[],
): ReturnType<TokenWalk["block"]> {
  return walk.block(FIELDS, members, (member) => memberDoc(walk, member));
}

function memberDoc(walk: TokenWalk, member: Member | StoreMember): ItemDoc {
  switch (member.kind) {
    case "field":
      return fieldDoc(walk, member, member.measure ? "measure" : "");
    case "column":
      return fieldDoc(walk, member, member.key ? "key" : "");
    case "spread":
      return { label: null, doc: [walk.take(), walk.take()] };
    case "key":
    case "index":
      return {
        label: null,
        doc: [walk.take(), space, namesDoc(walk, member.kind === "key" ? member.fields : member.columns)],
      };
    case "reserved":
      return { label: null, doc: [walk.take(), space, commaList(walk, member.names.length)] };
    case "topic":
    case "table":
      return { label: null, doc: [walk.take(), space, walk.take()] };
  }
}

/** One name, or several in parentheses. */
function namesDoc(walk: TokenWalk, names: readonly Name[]): Doc {
  return walk.at(t.LParen) ? walk.list(names, () => walk.take()) : walk.take();
}

/** Tokens with commas between. */
function commaList(walk: TokenWalk, length: number): Doc {
  const docs: Doc[] = [walk.take()];
  for (let index = 1; index < length; index++) docs.push(walk.take(), line, walk.take());
  return group(indent(docs));
}

function fieldDoc(walk: TokenWalk, field: FieldMember | ColumnMember, kind: string): ItemDoc {
  const label = walk.label(kind, t.Colon);
  const name: Doc[] = [];
  if (label === null) {
    for (let colon = false; !colon; ) {
      if (name.length > 0 && walk.next().isWord) name.push(space);
      colon = walk.at(t.Colon);
      name.push(walk.take());
    }
    name.push(space);
  }
  const aggregate = field.kind === "column" && field.aggregate !== null ? [aggregateDoc(walk), space] : "";
  const doc: Doc[] = [name, aggregate, typeDoc(walk, field.type)];
  for (const keyword of [t.Was, t.As, t.Equals]) {
    if (!walk.at(keyword) || !hasClause(field, keyword)) continue;
    doc.push(space, walk.take(), space);
    const isDefault = field.kind === "field" && field.defaultValue !== null && keyword === t.Equals;
    doc.push(isDefault && field.defaultValue !== null ? expressionDoc(walk, field.defaultValue) : walk.take());
  }
  return { label, doc };
}

/** The next member may be called `was` or `as`. */
function hasClause(field: FieldMember | ColumnMember, keyword: typeof t.Was): boolean {
  if (field.kind === "field") return keyword === t.As ? field.wire !== null : keyword === t.Equals;
  return keyword === t.Was ? field.was !== null : field.sql !== null;
}

/** `latest of`, `ema(0.5) of` */
function aggregateDoc(walk: TokenWalk): Doc {
  const docs: Doc[] = [walk.take()];
  if (walk.at(t.LParen)) {
    while (!walk.at(t.RParen)) docs.push(walk.take());
    docs.push(walk.take());
  }
  return [docs, space, walk.take()];
}
