/** Expressions of the spec as expressions of TypeScript. */
import type { Expr, Json, Type } from "../../model.ts";
import { core, isNullable, literalsOf, membersOf, nullable } from "../shapes.ts";
import {
  array,
  arrow,
  binary,
  type Code,
  call,
  conditional,
  element,
  isOptionalChain,
  isPath,
  item,
  logical,
  member,
  NULL,
  object,
  text,
  word,
} from "../text/code.ts";
import { numeral } from "../text/strings.ts";
import { jsonCode } from "../typespec.ts";
import { builtin } from "./builtins.ts";
import { convert, toBounded, toJson } from "./conversions.ts";
import { method } from "./methods.ts";
import { arithmetic, condition, knownBool } from "./operators.ts";
import type { Binding, Scope } from "./scope.ts";

/** The code of a value; null where the spec says null, never undefined. */
export function expression(expr: Expr, scope: Scope): Code {
  const code = chain(expr, scope);
  const { context } = scope.body;
  const natural = naturalType(expr, scope);
  const mayBeUndefined = isOptionalChain(code) || expr.kind === "index";
  if (natural !== null && expr.type.kind !== "error") {
    const missed = !isSeen(expr, scope);
    const values = literalsOf(context, expr.type);
    const narrowed =
      values !== null &&
      values.length > 0 &&
      values.length < (literalsOf(context, natural)?.length ?? Number.POSITIVE_INFINITY);
    if (isNullable(context, natural) && !isNullable(context, expr.type)) {
      if (!missed) return withoutQuestion(code);
      return narrowed ? oneOf(code, values, scope) : call(scope.runtime("present"), code);
    }
    if (narrowed && !isNullable(context, expr.type) && (missed || scope.body.unseen.has(pathKey(expr) ?? ""))) {
      return oneOf(code, values, scope);
    }
  }
  return mayBeUndefined ? binary("??", code, NULL) : code;
}

function oneOf(code: Code, values: readonly string[], scope: Scope): Code {
  return call(scope.runtime("oneOf"), code, ...values.map(text));
}

/** `a?.b` where `a` is known to be there. */
function withoutQuestion(code: Code): Code {
  return code.kind === "member" ? { ...code, object: withoutQuestion(code.object), optional: false } : code;
}

/** The code of a value as the beginning of a chain: where it ends in nothing, undefined may stand for null. */
export function chain(expr: Expr, scope: Scope): Code {
  switch (expr.kind) {
    case "literal":
      return literal(expr.value, core(scope.body.context, expr.type));
    case "template":
      return template(expr.texts, expr.values, scope);
    case "field":
      return field(expr.name, scope);
    case "local": {
      const binding = scope.local(expr.name);
      return binding === undefined ? word(expr.name) : use(binding);
    }
    case "param":
      return member(word(scope.body.file.parameters()), expr.name);
    case "event":
      return scope.body.event;
    case "meta":
      return member(word("da"), expr.name);
    case "member":
      if (expr.object.kind === "event") return field(expr.name, scope);
      return member(
        expr.optional ? chain(expr.object, scope) : expression(expr.object, scope),
        expr.name,
        expr.optional,
      );
    case "json":
      return dig(expr, scope);
    case "index":
      return index(expr, scope);
    case "call":
      return call(scope.body.functions(expr.fn), ...expr.arguments.map((argument) => expression(argument, scope)));
    case "builtin":
      return builtin(expr, scope);
    case "method":
      return method(expr, scope);
    case "lambda":
      return lambda(expr, scope, null);
    case "not":
    case "in":
      return condition(expr, scope, true);
    case "negate":
      return { kind: "unary", operator: "-", operand: expression(expr.operand, scope) };
    case "binary":
      return binaryExpression(expr, scope);
    case "conditional":
      return conditionalExpression(expr, scope);
    case "match":
      return match(expr, scope);
    case "list":
      return array(expr.items.map(({ spread, value }) => item(expression(value, scope), spread)));
    case "record":
      return object(expr.fields.map(({ name, value }) => scope.entry(name, expression(value, scope))));
    case "convert":
      return convert(expr, scope);
    case "bounded":
      return toBounded(expr, scope);
    case "toJson":
      return toJson(expr, scope);
  }
}

function use(binding: Binding): Code {
  binding.used = true;
  return word(binding.name);
}

function field(name: string, scope: Scope): Code {
  const binding = scope.body.fields.get(name);
  return binding === undefined ? member(scope.body.event, name) : use(binding);
}

/** A literal as the pipeline holds it; a timestamp as people read it. */
export function literal(value: Json, type: Type): Code {
  if (typeof value === "string") return text(value);
  if (typeof value === "number") {
    return type.kind === "timestamp" ? call("Date.parse", text(new Date(value).toISOString())) : word(numeral(value));
  }
  return jsonCode(value);
}

// ── templates ────────────────────────────────────────────────────────────────────────────────────────────────────────

function template(texts: readonly string[], values: readonly Expr[], scope: Scope): Code {
  const parts = new Template();
  texts.forEach((part, at) => {
    parts.addText(part);
    const value = values[at];
    if (value !== undefined) parts.add(printed(value, scope));
  });
  return parts.code();
}

/** A scalar as on the wire, timestamps as ISO. */
function printed(value: Expr, scope: Scope): Code {
  const type = core(scope.body.context, value.type);
  const code = expression(value, scope);
  if (type.kind === "timestamp") return call(scope.runtime("iso"), code);
  return type.kind === "duration" && type.unit === "s" ? binary("/", code, word("1000")) : code;
}

/** Puts texts and values together, so that no literal stands inside `${}`. */
export class Template {
  readonly #texts: string[] = [""];
  readonly #values: Code[] = [];

  addText(part: string): void {
    this.#texts.push((this.#texts.pop() ?? "") + part);
  }

  add(code: Code): void {
    if (code.kind === "string") {
      this.addText(code.value);
    } else if (code.kind === "template") {
      code.texts.forEach((part, at) => {
        this.addText(part);
        const value = code.values[at];
        if (value !== undefined) this.add(value);
      });
    } else {
      this.#values.push(code);
      this.#texts.push("");
    }
  }

  code(): Code {
    if (this.#values.length === 0) return text(this.#texts.join(""));
    return { kind: "template", texts: this.#texts, values: this.#values };
  }
}

// ── access ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function dig(expr: Expr & { kind: "json" }, scope: Scope): Code {
  const steps: Code[] = [];
  let from: Expr = expr;
  while (from.kind === "json") {
    steps.unshift(expression(from.step, scope));
    from = from.object;
  }
  return call(scope.runtime("dig"), expression(from, scope), ...steps);
}

function index(expr: Expr & { kind: "index" }, scope: Scope): Code {
  const from = chain(expr.object, scope);
  const list = isOptionalChain(from) ? from : expression(expr.object, scope);
  return element(list, expression(expr.index, scope), isOptionalChain(from));
}

// ── operators and branches ───────────────────────────────────────────────────────────────────────────────────────────

function binaryExpression(expr: Expr & { kind: "binary" }, scope: Scope): Code {
  switch (expr.operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return arithmetic(expr, expr.operator, scope);
    case "??":
      return defaulted(expr, scope);
    default:
      return condition(expr, scope, true);
  }
}

function defaulted(expr: Expr & { kind: "binary" }, scope: Scope): Code {
  const { context } = scope.body;
  const right = expression(expr.right, scope.branch());
  if (expr.left.type.kind === "null") return right;
  // What is known to be there needs no default.
  const natural = naturalType(expr.left, scope) ?? expr.left.type;
  if (!isNullable(context, natural) && core(context, natural).kind !== "json") return expression(expr.left, scope);
  return logical("??", [chain(expr.left, scope), right]);
}

function conditionalExpression(expr: Expr & { kind: "conditional" }, scope: Scope): Code {
  const known = knownBool(expr.condition);
  if (known !== null) return expression(known ? expr.then : expr.otherwise, scope);
  const then = knownLiteral(expr.then);
  const otherwise = knownLiteral(expr.otherwise);
  if (then !== null && otherwise !== null && then !== otherwise) return condition(expr.condition, scope, then);
  const test = condition(expr.condition, scope, true);
  return conditional(test, expression(expr.then, scope.branch()), expression(expr.otherwise, scope.branch()));
}

function knownLiteral(expr: Expr): boolean | null {
  return expr.kind === "literal" && typeof expr.value === "boolean" ? expr.value : null;
}

/** A chain of conditions; what is matched is computed once. */
function match(expr: Expr & { kind: "match" }, scope: Scope): Code {
  const { subject, arms } = expr;
  const code = expression(subject, scope);
  if (isPath(code)) return matchChain(code, subject, arms, scope.branch());
  const hoisted = scope.once(code, "subject");
  if (hoisted !== null) return matchChain(hoisted, subject, arms, scope.branch());
  const inner = scope.closure();
  const name = inner.fresh("subject");
  const body = matchChain(word(name), subject, arms, inner);
  return call(arrow([name], body, literalAnnotation(expr.type, scope)), code);
}

function matchChain(subject: Code, { type }: Expr, arms: (Expr & { kind: "match" })["arms"], scope: Scope): Code {
  let result: Code = NULL;
  [...arms].reverse().forEach(({ cases, value }, at) => {
    const code = expression(value, scope);
    result = at === 0 || cases === null ? code : conditional(caseTest(subject, type, cases, scope), code, result);
  });
  return result;
}

function caseTest(subject: Code, type: Type, cases: readonly Json[], scope: Scope): Code {
  const tests = cases.map((one): Code => {
    if (typeof one === "boolean" && !isNullable(scope.body.context, type)) {
      return one ? subject : { kind: "unary", operator: "!", operand: subject };
    }
    return binary("===", subject, literal(one, core(scope.body.context, type)));
  });
  return tests.reduce((left, right) => binary("||", left, right));
}

// ── lambdas ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** An arrow function of one item; `kept` is the type of what a filter lets pass, where it is narrower. */
export function lambda(
  expr: Expr & { kind: "lambda" },
  scope: Scope,
  itemType: Type | null,
  kept: Type | null = null,
): Code {
  const inner = scope.closure();
  const binding = inner.bind(expr.parameter, itemType ?? { kind: "error" });
  const body = expr.body.type.kind === "bool" ? condition(expr.body, inner, true) : expression(expr.body, inner);
  const parameters = binding.used || kept !== null ? [binding.name] : [];
  const { types } = scope.body.file;
  const returns = kept === null ? literalAnnotation(expr.body.type, scope) : `${binding.name} is ${types.text(kept)}`;
  return arrow(parameters, body, returns);
}

/** The type of a result, where TypeScript would make `string` of a union of literals. */
export function literalAnnotation(type: Type, scope: Scope): string | null {
  return hasLiterals(type, scope) ? scope.body.file.types.text(type) : null;
}

function hasLiterals(type: Type, scope: Scope): boolean {
  switch (type.kind) {
    case "union":
      return !type.open;
    case "nullable":
    case "list":
    case "map":
    case "lenient":
      return hasLiterals(type.of, scope);
    case "record":
      return type.fields.some((one) => hasLiterals(one.type, scope));
    default:
      return false;
  }
}

/** Whether a constant needs its type said: TypeScript would widen literals inside of lists and records. */
export function needsAnnotation(type: Type, scope: Scope): boolean {
  return type.kind !== "union" && type.kind !== "nullable" && hasLiterals(type, scope);
}

// ── what TypeScript knows ────────────────────────────────────────────────────────────────────────────────────────────

/** The type that a reference has before anything is known of it; null for what is computed. */
function naturalType(expr: Expr, scope: Scope): Type | null {
  switch (expr.kind) {
    case "field":
      return scope.body.fields.get(expr.name)?.type ?? null;
    case "local":
      return scope.local(expr.name)?.type ?? null;
    case "param":
      return scope.body.context.params.get(expr.name)?.type ?? null;
    case "meta":
      return expr.name === "name" ? scope.body.nameType : null;
    case "member": {
      if (expr.object.kind === "event") return scope.body.fields.get(expr.name)?.type ?? null;
      const type = membersOf(scope.body.context, expr.object.type)?.get(expr.name) ?? null;
      return type !== null && expr.optional && isNullable(scope.body.context, expr.object.type) ? nullable(type) : type;
    }
    case "index": {
      const list = core(scope.body.context, expr.object.type);
      return list.kind === "list" ? nullable(list.of) : null;
    }
    default:
      return null;
  }
}

/** Whether TypeScript narrows this reference: constants always, paths only in the function that their root belongs to. */
function isSeen(expr: Expr, scope: Scope): boolean {
  switch (expr.kind) {
    case "field":
    case "local":
      return true;
    case "param":
    case "meta":
      return scope.depth === 0;
    case "member":
    case "index":
      return rootDepth(expr, scope) === scope.depth;
    default:
      return false;
  }
}

/** The depth at which the root of a path was declared, or null where the expression is no path. */
function rootDepth(expr: Expr, scope: Scope): number | null {
  switch (expr.kind) {
    case "field":
    case "event":
    case "param":
      return 0;
    case "local":
      return scope.local(expr.name)?.depth ?? null;
    case "member":
      return rootDepth(expr.object, scope);
    case "index":
      return expr.index.kind === "literal" ? rootDepth(expr.object, scope) : null;
    default:
      return null;
  }
}

/** A name for the path that an expression reads, or null where it is computed. */
export function pathKey(expr: Expr): string | null {
  switch (expr.kind) {
    case "field":
      return `field ${expr.name}`;
    case "local":
    case "param":
      return `${expr.kind} ${expr.name}`;
    case "member": {
      if (expr.object.kind === "event") return `field ${expr.name}`;
      const from = pathKey(expr.object);
      return from === null ? null : `${from}.${expr.name}`;
    }
    default:
      return null;
  }
}
