/** Types as they are written, made into types of the model. */

import type { ListType, NamedType, TypeNode, UnionType } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { TextUnionType, Type } from "../model.ts";
import { type Context, report, reportUnknown } from "../names/context.ts";
import { type FileScope, locationOf } from "../names/files.ts";
import { typeHabit } from "../names/habits.ts";
import { nearest } from "../names/near.ts";
import { lengths } from "./bounds.ts";
import { builtInType, builtInTypes, isBuiltInType } from "./builtin.ts";
import { checkExact } from "./integers.ts";
import { type MemberPlace, resolveRecord } from "./members.ts";
import { printType } from "./print.ts";
import { core, head, isNullable, nonNull, valueForm } from "./table.ts";
import { ERROR, NULL } from "./types.ts";

/** Where a type stands: what its inline records may hold depends on it. */
export function resolveType(context: Context, node: TypeNode, file: FileScope, place: MemberPlace): Type {
  switch (node.kind) {
    case "named":
      return resolveNamed(context, node, file);
    case "text":
      return {
        kind: "union",
        values: [node.value],
        open: false,
        docs: node.doc === null ? {} : { [node.value]: node.doc },
      };
    case "null":
      return NULL;
    case "union":
      return resolveUnion(context, node, file, place);
    case "list":
      return resolveList(context, node, file, place);
    case "map":
      return { kind: "map", of: resolveType(context, node.value, file, inside(place)) };
    case "record":
      return resolveRecord(context, node.members, file, place);
    case "lenient":
      return resolveLenient(context, node.type, file, place);
  }
}

/** A measure may stand in an inline record, but not in the elements of a list or map. */
function inside(place: MemberPlace): MemberPlace {
  return { ...place, measures: false };
}

function resolveNamed(context: Context, node: NamedType, file: FileScope): Type {
  const name = node.name.text;
  if (isBuiltInType(name)) {
    return builtInType(name, node, file, (said, at) => context.reporter.report(said, at));
  }
  if (!context.program.types.has(name)) {
    reportUnknown(context, file, node.name, "type", () =>
      messages.DA2001.name({
        what: "type",
        name,
        near: nearest(name, [...builtInTypes, ...context.program.types.keys()]),
        hint: typeHabit(name),
      }),
    );
    return ERROR;
  }
  const declared = context.program.types.get(name);
  if (declared?.node.kind === "type") {
    context.reporter.rests(locationOf(file, node), locationOf(declared.file, declared.node));
  }
  if (node.argument !== null) {
    const sentence = `\`${name}\` takes nothing in parentheses: write its bounds where it is declared.`;
    report(context, messages.DA3001.type({ sentence }), file, node.argument);
  }
  return { kind: "reference", name };
}

function resolveList(context: Context, node: ListType, file: FileScope, place: MemberPlace): Type {
  const of = resolveType(context, node.element, file, inside(place));
  if (node.bounds === null) {
    return { kind: "list", of, min: null, max: null };
  }
  if (!checkExact(node.bounds, file, (said, at) => context.reporter.report(said, at))) {
    return ERROR;
  }
  const { min, max, holds } = lengths(node.bounds);
  if (!holds) {
    report(context, messages.DA3007.bounds({ type: printType({ kind: "list", of, min, max }) }), file, node.bounds);
    return ERROR;
  }
  return { kind: "list", of, min, max };
}

const LENIENT: ReadonlySet<Type["kind"]> = new Set([
  "int",
  "number",
  "bool",
  "string",
  "timestamp",
  "duration",
  "error",
]);

function resolveLenient(context: Context, node: TypeNode, file: FileScope, place: MemberPlace): Type {
  const of = resolveType(context, node, file, place);
  const value = core(context.types, of);
  if (!LENIENT.has(value.kind)) {
    const sentence = `\`lenient\` goes with int, number, bool, string, timestamp and duration, not with \`${printType(of)}\`.`;
    report(context, messages.DA3001.type({ sentence }), file, node);
    return of;
  }
  const form = nonNull(context.types, of);
  const lenient: Type = { kind: "lenient", of: form };
  return isNullable(context.types, of) ? { kind: "nullable", of: lenient } : lenient;
}

/** `T | null`, or a union of string literals; nothing else may be joined by `|`. */
function resolveUnion(context: Context, node: UnionType, file: FileScope, place: MemberPlace): Type {
  const members = node.members.map((member) => ({ node: member, type: resolveType(context, member, file, place) }));
  const isNull = members.some(({ type }) => isNullable(context.types, type));
  const values = members.flatMap(({ node: member, type }) =>
    valueForm(context.types, type).kind === "null" ? [] : [{ node: member, type: withoutNull(context, type) }],
  );
  const [first, ...others] = values;
  if (first === undefined) {
    return NULL;
  }
  let type = first.type;
  if (others.length > 0) {
    if (values.some(({ type: member }) => head(context.types, member).kind === "error")) {
      return ERROR;
    }
    const wrong = values.find(({ type: member }) => !isTextMember(head(context.types, member)));
    if (wrong !== undefined) {
      const at = wrong === first ? (others[0] ?? wrong) : wrong;
      const sentence =
        "A union is of string literals, `string` and null: give alternatives a field each, or use `json`.";
      report(context, messages.DA3001.type({ sentence }), file, at.node);
      return ERROR;
    }
    type = textUnion(values.map((member) => head(context.types, member.type)));
  }
  return isNull && type.kind !== "error" ? { kind: "nullable", of: type } : type;
}

/** As `nonNull`, but `lenient` is kept. */
function withoutNull(context: Context, type: Type): Type {
  return type.kind === "nullable" ? type.of : type.kind === "lenient" ? type : nonNull(context.types, type);
}

function isTextMember(type: Type): boolean {
  const plain = type.kind === "string" && type.min === null && type.max === null && type.pattern === null;
  return plain || type.kind === "union" || type.kind === "error";
}

function textUnion(members: readonly Type[]): Type {
  const values = new Set<string>();
  const docs: Record<string, string> = {};
  let open = false;
  for (const member of members) {
    if (member.kind === "error") {
      return ERROR;
    }
    if (member.kind === "union") {
      for (const value of member.values) {
        values.add(value);
      }
      Object.assign(docs, member.docs);
    }
    open = open || member.kind === "string" || (member.kind === "union" && member.open);
  }
  return { kind: "union", values: [...values], open, docs } satisfies TextUnionType;
}
