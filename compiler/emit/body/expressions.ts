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
  constant,
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
import { breaks } from "../text/doc.ts";
import { layout } from "../text/layout.ts";
import { numeral } from "../text/strings.ts";
import { jsonCode } from "../typespec.ts";
import { builtin } from "./builtins.ts";
import { convert, toBounded, toJson } from "./conversions.ts";
import { branchValue } from "./counting.ts";
import { method } from "./methods.ts";
import { arithmetic, condition, knownBool } from "./operators.ts";
import type { Binding, Scope } from "./scope.ts";

/** The code of a value; null where the spec says null, never undefined. `to` is the type that it is given to, if it is. */
export function expression(expr: Expr, scope: Scope, to: Type | null = null): Code {
  const code = chain(expr, scope, to);
  const natural = expr.type.kind === "error" ? null : naturalType(expr, scope);
  if (natural !== null) {
    const values = to === null ? null : missedLiterals(expr, natural, to, scope);
    if (values !== null) return oneOf(code, values, scope);
    if (isNullable(scope.body.context, natural) && !isNullable(scope.body.context, expr.type)) {
      return isSeen(expr, scope) ? withoutQuestion(code) : call(scope.runtime("present"), code);
    }
  }
  return isOptionalChain(code) || expr.kind === "index" ? binary("??", code, NULL) : code;
}

/** The strings that a reference is known to be one of, where that is asked for and TypeScript does not see it. */
function missedLiterals(expr: Expr, natural: Type, to: Type, scope: Scope): readonly string[] | null {
  const { context } = scope.body;
  const wanted = literalsOf(context, to);
  const known = literalsOf(context, expr.type);
  if (wanted === null || known === null || known.length === 0 || isNullable(context, expr.type)) return null;
  const declared = literalsOf(context, natural);
  if (declared?.every((value) => wanted.includes(value))) return null;
  // Of an open union TypeScript keeps "any other string", whatever it is compared with.
  const { kind } = core(context, natural);
  const isOpen = declared === null && kind === "union";
  return isOpen || !isSeen(expr, scope) || scope.body.unseen.has(pathKey(expr) ?? "") ? known : null;
}

function oneOf(code: Code, values: readonly string[], scope: Scope): Code {
  return call(scope.runtime("oneOf"), code, ...values.map(text));
}

/** `a?.b` where `a` is known to be there. */
function withoutQuestion(code: Code): Code {
  return code.kind === "member" ? { ...code, object: withoutQuestion(code.object), optional: false } : code;
}

/** The code of a value as the beginning of a chain: where it ends in nothing, undefined may stand for null. */
export function chain(expr: Expr, scope: Scope, to: Type | null = null): Code {
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
      return specCall(expr, scope);
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
      return binaryExpression(expr, scope, to);
    case "conditional":
      return conditionalExpression(expr, scope, to);
    case "match":
      return match(expr, scope, to);
    case "list":
      return listExpression(expr, scope, to ?? expr.type);
    case "record":
      return recordExpression(expr, scope, to ?? expr.type);
    case "convert":
      return convert(expr, scope);
    case "bounded":
      return toBounded(expr, scope);
    case "toJson":
      return toJson(expr, scope);
  }
}

function specCall(expr: Expr & { kind: "call" }, scope: Scope): Code {
  const parameters = scope.body.context.functions.get(expr.fn)?.parameters ?? [];
  const args = expr.arguments.map((argument, at) => expression(argument, scope, parameters[at]?.type ?? null));
  return call(scope.body.functions(expr.fn), ...args);
}

function listExpression(expr: Expr & { kind: "list" }, scope: Scope, to: Type): Code {
  const of = core(scope.body.context, to);
  const items = of.kind === "list" ? of.of : null;
  return array(expr.items.map(({ spread, value }) => item(expression(value, scope, spread ? to : items), spread)));
}

function recordExpression(expr: Expr & { kind: "record" }, scope: Scope, to: Type): Code {
  const of = core(scope.body.context, to);
  const types = of.kind === "map" ? null : membersOf(scope.body.context, to);
  return object(
    expr.fields.map(({ name, value }) => {
      const type = of.kind === "map" ? of.of : (types?.get(name) ?? null);
      return scope.entry(name, expression(value, scope, type));
    }),
  );
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
    if (value !== undefined) parts.add(inTemplate(printed(value, scope), value.type, scope));
  });
  return parts.code();
}

/** What cannot be written on one line does not stand inside a template. */
function inTemplate(code: Code, type: Type, scope: Scope): Code {
  return breaks(layout(code)) ? (scope.once(code, "text", type) ?? code) : code;
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

function binaryExpression(expr: Expr & { kind: "binary" }, scope: Scope, to: Type | null): Code {
  switch (expr.operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return arithmetic(expr, expr.operator, scope);
    case "??":
      return defaulted(expr, scope, to);
    default:
      return condition(expr, scope, true);
  }
}

function defaulted(expr: Expr & { kind: "binary" }, scope: Scope, to: Type | null): Code {
  const { context } = scope.body;
  const write = (): Code => expression(expr.right, scope.branch(), to);
  if (expr.left.type.kind === "null") return write();
  // What is known to be there needs no default.
  const natural = naturalType(expr.left, scope) ?? expr.left.type;
  if (!isNullable(context, natural) && core(context, natural).kind !== "json") return expression(expr.left, scope, to);
  // A field's own default stands in as well: only what was written is counted.
  const isWritten = expr.right.place.start >= expr.left.place.end && expr.right.place.end <= expr.place.end;
  const right = isWritten ? branchValue(expr, "default", expr.right.place, scope, write) : write();
  return logical("??", [chain(expr.left, scope, to), right]);
}

function conditionalExpression(expr: Expr & { kind: "conditional" }, scope: Scope, to: Type | null): Code {
  const known = knownBool(expr.condition);
  if (known !== null) return expression(known ? expr.then : expr.otherwise, scope, to);
  const then = knownLiteral(expr.then);
  const otherwise = knownLiteral(expr.otherwise);
  const isTest = then !== null && otherwise !== null && then !== otherwise && scope.body.context.cover === null;
  if (isTest) return condition(expr.condition, scope, then);
  const test = condition(expr.condition, scope, true);
  const branch = (kind: "then" | "else", value: Expr): Code =>
    branchValue(expr, kind, value.place, scope, () => expression(value, scope.branch(), to));
  return conditional(test, branch("then", expr.then), branch("else", expr.otherwise));
}

function knownLiteral(expr: Expr): boolean | null {
  return expr.kind === "literal" && typeof expr.value === "boolean" ? expr.value : null;
}

/** A chain of conditions; what is matched is computed once. */
function match(expr: Expr & { kind: "match" }, scope: Scope, to: Type | null): Code {
  const { subject } = expr;
  const code = expression(subject, scope);
  if (isPath(code)) return matchChain(code, expr, scope.branch(), to);
  const hoisted = scope.once(code, "subject", subject.type);
  if (hoisted !== null) return matchChain(hoisted, expr, scope.branch(), to);
  const inner = scope.closure();
  const name = inner.fresh("subject");
  const body = matchChain(word(name), expr, inner, to);
  return call(arrow([name], body, literalAnnotation(expr.type, scope)), code);
}

function matchChain(subject: Code, expr: Expr & { kind: "match" }, scope: Scope, to: Type | null): Code {
  let result: Code = NULL;
  [...expr.arms].reverse().forEach((arm, at) => {
    const { cases, value } = arm;
    const code = branchValue(arm, "arm", value.place, scope, () => expression(value, scope, to));
    const isLast = at === 0 || cases === null;
    result = isLast ? code : conditional(caseTest(subject, expr.subject.type, cases, scope), code, result);
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
  const body = branchValue(expr, "lambda", expr.place, inner, () =>
    expr.body.type.kind === "bool" ? condition(expr.body, inner, true) : expression(expr.body, inner, expr.body.type),
  );
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

/** A list whose items are asked for: TypeScript would make a list of `string` of literals that nothing tells it to keep. */
export function receiver(expr: Expr, scope: Scope): Code {
  const code = expression(expr, scope);
  if (!hasLiterals(expr.type, scope)) return code;
  if (expr.kind === "list") return constant(code);
  const isChosen = expr.kind === "conditional" || expr.kind === "match" || expr.kind === "binary";
  return (isChosen ? scope.once(code, "items", expr.type) : null) ?? code;
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
