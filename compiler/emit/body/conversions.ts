/** Values made to fit another type: records with other fields, JSON as on the wire, values within bounds. */
import { hasDefault } from "../../defaults.ts";
import type { Expr, Field, Type } from "../../model.ts";
import { core, fieldValue, isNullable, isRecursive, membersOf, nonNull } from "../shapes.ts";
import {
  array,
  arrow,
  binary,
  type Code,
  call,
  conditional,
  type Entry,
  entry,
  isPath,
  item,
  member,
  methodCall,
  NULL,
  object,
  word,
} from "../text/code.ts";
import { typeSpec } from "../typespec.ts";
import { expression, literal } from "./expressions.ts";
import type { Scope } from "./scope.ts";

export function toBounded(expr: Expr & { kind: "bounded" }, scope: Scope): Code {
  const { context } = scope.body;
  const value = expression(expr.value, scope);
  return call(
    scope.runtime("bounded"),
    value,
    typeSpec(expr.type, (name) => context.types.get(name)?.type ?? null),
  );
}

// ── records that fit another record ──────────────────────────────────────────────────────────────────────────────────

export function convert(expr: Expr & { kind: "convert" }, scope: Scope): Code {
  return converted(expression(expr.value, scope), expr.value.type, expr.type, scope);
}

function converted(value: Code, from: Type, to: Type, scope: Scope): Code {
  const { context } = scope.body;
  if (isAlike(from, to, scope, new Set())) return value;
  if (isNullable(context, from))
    return whereThere(value, from, scope, (there, inner) => converted(there, withoutNull(from, scope), to, inner));
  const source = core(context, from);
  const target = core(context, to);
  if (source.kind === "list" && target.kind === "list") {
    return mapped(value, scope, (one, inner) => converted(one, source.of, target.of, inner));
  }
  if (source.kind === "map" && target.kind === "map") {
    return mappedValues(value, scope, (one, inner) => converted(one, source.of, target.of, inner));
  }
  if (target.kind !== "record") return value;
  const name = namesOf(from, to, scope);
  return name === null
    ? recordOf(value, from, target.fields, scope)
    : helper(name, value, from, to, target.fields, scope);
}

/** A record that holds records of its own kind needs a function that calls itself. */
function namesOf(from: Type, to: Type, scope: Scope): string | null {
  const { context } = scope.body;
  const target = nonNull(context, to);
  if (target.kind !== "reference" || !isRecursive(context, target.name)) return null;
  const given = nonNull(context, from);
  const source = given.kind === "reference" ? given.name : "";
  return `${source === "" ? "to" : `${context.typeNames.get(source) ?? source}To`}${context.typeNames.get(target.name) ?? target.name}`;
}

function helper(name: string, value: Code, from: Type, to: Type, fields: readonly Field[], scope: Scope): Code {
  const { helpers } = scope.body;
  const fn = helpers.define(`convert ${name}`, camel(name), (inner, parameter) => ({
    doc: "With the fields of the other record, at every depth.",
    from,
    to,
    body: recordOf(parameter, from, fields, inner),
  }));
  return call(fn, value);
}

function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function recordOf(value: Code, from: Type, fields: readonly Field[], scope: Scope): Code {
  return withPath(value, from, scope, "record", (path, inner) => {
    const members = membersOf(scope.body.context, from);
    return object(
      fields.map((field) => inner.entry(field.name, memberFor(path, members?.get(field.name) ?? null, field, inner))),
    );
  });
}

/** The value of a field of the target: the source's, or what stands in for it. */
function memberFor(path: Code, from: Type | null, field: Field, scope: Scope): Code {
  const { context } = scope.body;
  const instead = hasDefault(field) ? literal(field.defaultValue ?? null, core(context, field.type)) : NULL;
  if (from === null) return instead;
  const to = fieldValue(context, field);
  const value = converted(member(path, field.name), from, to, scope);
  return hasDefault(field) && isNullable(context, from) ? binary("??", value, instead) : value;
}

/** Whether a value of one type is, as TypeScript's types go, one of the other with the very same fields. */
function isAlike(given: Type, wanted: Type, scope: Scope, seen: Set<string>): boolean {
  const { context } = scope.body;
  const from = nonNull(context, given);
  const to = nonNull(context, wanted);
  const source = core(context, from);
  const target = core(context, to);
  if (from.kind === "reference" && to.kind === "reference") {
    if (from.name === to.name || seen.has(`${from.name} ${to.name}`)) return true;
    seen.add(`${from.name} ${to.name}`);
  }
  if ((source.kind === "list" || source.kind === "map") && source.kind === target.kind) {
    return isAlike(source.of, target.of, scope, seen);
  }
  if (target.kind !== "record") return true;
  const members = membersOf(context, source);
  if (members === null || members.size !== target.fields.length) return false;
  return target.fields.every((field) => {
    const type = members.get(field.name);
    if (type === undefined || (hasDefault(field) && isNullable(context, type))) return false;
    return isAlike(type, fieldValue(context, field), scope, seen);
  });
}

// ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export function toJson(expr: Expr & { kind: "toJson" }, scope: Scope): Code {
  return jsonExpression(expr.value, scope);
}

/** What is written out is made JSON part by part. */
function jsonExpression(expr: Expr, scope: Scope): Code {
  if (expr.kind === "list") {
    return array(
      expr.items.map(({ spread, value }) =>
        item(spread ? jsonOfValue(value, scope) : jsonExpression(value, scope), spread),
      ),
    );
  }
  if (expr.kind !== "record") return jsonOfValue(expr, scope);
  const of = core(scope.body.context, expr.type);
  const fields = of.kind === "record" ? of.fields : [];
  if (fields.some((field) => field.optional && !hasDefault(field))) return jsonOfValue(expr, scope);
  const wires = new Map(fields.map((field) => [field.name, field.wire]));
  return object(
    expr.fields.map(({ name, value }) => scope.entry(wires.get(name) ?? name, jsonExpression(value, scope))),
  );
}

function jsonOfValue(expr: Expr, scope: Scope): Code {
  return jsonOf(expression(expr, scope), expr.type, scope);
}

function jsonOf(value: Code, type: Type, scope: Scope): Code {
  const { context } = scope.body;
  if (isJson(type, scope)) return value;
  if (isNullable(context, type)) {
    return whereThere(value, type, scope, (there, inner) => jsonOf(there, withoutNull(type, scope), inner));
  }
  const of = core(context, type);
  switch (of.kind) {
    case "timestamp":
      return of.unit === "iso" ? call(scope.runtime("iso"), value) : binary("/", value, word("1000"));
    case "duration":
      return binary("/", value, word("1000"));
    case "list":
      return mapped(value, scope, (one, inner) => jsonOf(one, of.of, inner));
    case "map":
      return mappedValues(value, scope, (one, inner) => jsonOf(one, of.of, inner));
    case "record":
      return type.kind === "reference"
        ? namedToJson(type.name, of.fields, value, scope)
        : jsonRecord(value, of.fields, scope);
    case "row":
    case "change":
      return jsonMembers(value, of, scope);
    default:
      return value;
  }
}

function namedToJson(name: string, fields: readonly Field[], value: Code, scope: Scope): Code {
  const { context, helpers } = scope.body;
  const fn = helpers.define(
    `json ${name}`,
    `${camel(context.typeNames.get(name) ?? name)}ToJson`,
    (inner, parameter) => ({
      doc: "As it is in JSON.",
      from: { kind: "reference", name },
      to: { kind: "json" },
      body: jsonRecord(parameter, fields, inner),
    }),
  );
  return call(fn, value);
}

function jsonRecord(value: Code, fields: readonly Field[], scope: Scope): Code {
  return withPath(value, { kind: "record", fields }, scope, "record", (path, inner) => {
    const { context } = inner.body;
    const entries: Entry[] = [];
    const optional: Entry[] = [];
    for (const field of fields) {
      const isAbsentIfNull = field.optional && !hasDefault(field);
      const code = jsonOf(member(path, field.name), fieldValue(context, field), inner);
      (isAbsentIfNull ? optional : entries).push(inner.entry(field.wire, code));
    }
    if (optional.length === 0) return object(entries);
    return object([...entries, entry(null, call(inner.runtime("omitNull"), object(optional)))]);
  });
}

/** A row or a change: its members by their names in the spec. */
function jsonMembers(value: Code, type: Type, scope: Scope): Code {
  return withPath(value, type, scope, "record", (path, inner) => {
    const members = [...(membersOf(inner.body.context, type) ?? [])];
    return object(members.map(([name, of]) => inner.entry(name, jsonOf(member(path, name), of, inner))));
  });
}

/** Whether a value in memory is what it is on the wire, and TypeScript can tell. */
function isJson(type: Type, scope: Scope): boolean {
  const of = core(scope.body.context, type);
  switch (of.kind) {
    case "timestamp":
    case "duration":
      return of.unit === "ms";
    case "list":
    case "map":
      return isJson(of.of, scope);
    case "record":
    case "row":
    case "change":
      return false;
    default:
      return true;
  }
}

// ── parts ────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Use = (value: Code, scope: Scope) => Code;

function withoutNull(type: Type, scope: Scope): Type {
  return nonNull(scope.body.context, type);
}

/** What `use` makes of the value, or null where it is null. */
function whereThere(value: Code, type: Type, scope: Scope, use: Use): Code {
  const path = isPath(value) ? value : scope.once(value, "value", type);
  if (path !== null) return conditional(binary("===", path, NULL), NULL, use(path, scope.branch()));
  const inner = scope.closure();
  const name = inner.fresh("value");
  return call(scope.runtime("optional"), value, arrow([name], use(word(name), inner)));
}

/** A value whose members are read: one that is computed gets a name first. */
function withPath(value: Code, type: Type, scope: Scope, name: string, use: Use): Code {
  const path = isPath(value) ? value : scope.once(value, name, type);
  if (path !== null) return use(path, scope);
  const inner = scope.closure();
  const parameter = inner.fresh(name);
  return call(arrow([parameter], use(word(parameter), inner)), value);
}

function mapped(value: Code, scope: Scope, use: Use): Code {
  const inner = scope.closure();
  const name = inner.fresh("item");
  return methodCall(value, "map", [arrow([name], use(word(name), inner))]);
}

function mappedValues(value: Code, scope: Scope, use: Use): Code {
  const inner = scope.closure();
  const name = inner.fresh("item");
  return call(scope.runtime("mapValues"), value, arrow([name], use(word(name), inner)));
}
