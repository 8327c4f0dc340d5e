/** A column: what it takes, what it reads as, and its name in SQL. */

import type { AggregateNode, ColumnMember } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Column, ColumnKind, Type } from "../model.ts";
import { type Context, report } from "../names/context.ts";
import type { FileScope } from "../names/files.ts";
import { NO_MEMBERS } from "../types/members.ts";
import { printType } from "../types/print.ts";
import { resolveType } from "../types/resolve.ts";
import { core, isNullable, nonNull, nullable, type Types, valueForm } from "../types/table.ts";
import { ERROR, INT, isNumeric, isScalar, isText, NUMBER } from "../types/types.ts";

export function columnOf(context: Context, file: FileScope, node: ColumnMember, external: boolean): Column {
  const { types } = context;
  const cut = node.cut === true;
  const written = cut ? ERROR : valueForm(types, resolveType(context, node.type, file, NO_MEMBERS));
  const kind: ColumnKind = node.key ? "key" : (node.aggregate?.name ?? "plain");
  const optional = kind === "plain" && (node.optional || cut);
  const plain = kind === "plain" && !node.optional;
  const type = plain || kind === "key" ? written : nonNull(types, written);
  const allowed = node.key
    ? checkKey(context, file, node, written)
    : checkAggregate(context, file, node, core(types, written), external);
  return {
    name: node.name.text,
    sql: node.sql?.value ?? snakeCase(node.name.text),
    was: node.was?.value ?? null,
    kind,
    optional,
    type: allowed ? type : ERROR,
    reads: allowed ? readsAs(types, kind, type, optional) : ERROR,
    factor: node.aggregate?.factor?.value ?? null,
    doc: node.doc,
    place: file.place(node),
  };
}

function readsAs(types: Types, kind: ColumnKind, type: Type, optional: boolean): Type {
  const value = core(types, type);
  const unbounded = value.kind === "duration" || value.kind === "error" ? value : NUMBER;
  switch (kind) {
    case "key":
      return type;
    case "plain":
      return optional ? nullable(types, type) : type;
    case "sum":
      return isNumeric(value) ? { kind: value.kind, min: null, max: null, literals: null } : type;
    case "distinct":
      return INT;
    case "mean":
    case "ema":
      return nullable(types, unbounded);
    default:
      return nullable(types, type);
  }
}

function checkKey(context: Context, file: FileScope, node: ColumnMember, type: Type): boolean {
  const { types } = context;
  const name = node.name.text;
  if (node.aggregate !== null) {
    const sentence = `A key column has a plain type: remove \`${node.aggregate.name} of\`.`;
    report(context, messages.DA3001.type({ sentence }), file, node.aggregate);
  }
  if (node.optional || isNullable(types, type)) {
    report(context, messages.DA4004.optional({ name }), file, node.name);
    return false;
  }
  if (!isScalar(core(types, type))) {
    report(context, messages.DA4004.type({ name, type: printType(type) }), file, node.name);
    return false;
  }
  return true;
}

const TAKES: Readonly<Record<AggregateNode["name"], { readonly wanted: string; holds(type: Type): boolean }>> = {
  latest: { wanted: "any type", holds: () => true },
  first: { wanted: "any type", holds: () => true },
  sum: { wanted: "int, number or duration", holds: isAmount },
  mean: { wanted: "int, number or duration", holds: isAmount },
  ema: { wanted: "int, number or duration", holds: isAmount },
  min: { wanted: "int, number, duration, timestamp, date or string", holds: isOrdered },
  max: { wanted: "int, number, duration, timestamp, date or string", holds: isOrdered },
  distinct: { wanted: "a scalar", holds: isScalar },
};

function isAmount(type: Type): boolean {
  return isNumeric(type) || type.kind === "duration";
}

function isOrdered(type: Type): boolean {
  return isAmount(type) || isText(type) || type.kind === "timestamp";
}

function checkAggregate(context: Context, file: FileScope, node: ColumnMember, type: Type, external: boolean): boolean {
  const { aggregate } = node;
  if (aggregate === null) {
    return true;
  }
  if (external) {
    const sentence = `A column of an external store has a plain type: remove \`${aggregate.name} of\`.`;
    report(context, messages.DA3001.type({ sentence }), file, aggregate);
    return false;
  }
  const { wanted, holds } = TAKES[aggregate.name];
  if (type.kind !== "error" && !holds(type)) {
    const sentence = `\`${aggregate.name} of\` takes ${wanted}, not \`${printType(type)}\`.`;
    report(context, messages.DA3001.type({ sentence }), file, node.type);
    return false;
  }
  const { factor } = aggregate;
  if (factor !== null && !(factor.value > 0 && factor.value <= 1)) {
    const type = "number above 0 and up to 1";
    report(context, messages.DA3004.bounds({ value: factor.raw, type }), file, factor);
  }
  return true;
}

/** `collectionId` is `collection_id`, `URLPath` is `url_path`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}
