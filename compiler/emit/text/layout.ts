/**
 * Lays expressions out as Biome formats them: where lines break, what is indented, which parentheses stand. The rules are
 * those of its formatter (and Prettier's) for the forms that generated code has.
 */

import { memberChain } from "./chain.ts";
import type { BinaryCode, BinaryOperator, Code, ConditionalCode, Entry } from "./code.ts";
import {
  alternatives,
  breaks,
  type Doc,
  flat,
  group,
  hardline,
  ifBroken,
  indent,
  indentIfBroken,
  join,
  line,
  softline,
} from "./doc.ts";
import { escapeTemplate, isIdentifier, propertyKey, quote } from "./strings.ts";

/** What an expression stands in, as far as its layout depends on it. */
export type Place = "test" | "arrow" | "return" | "argument" | "assignment" | "callee" | "conditional" | "other";

export function layout(code: Code, place: Place = "other"): Doc {
  switch (code.kind) {
    case "word":
      return code.text;
    case "string":
      return quote(code.value);
    case "template":
      return template(code.texts, code.values);
    case "member":
    case "element":
    case "call":
      return memberChain(code);
    case "object":
      return objectLayout(code.entries, code.expanded);
    case "array":
      return arrayLayout(code);
    case "arrow":
      return arrowLayout(code, false);
    case "constant":
      return [layout(code.value), " as const"];
    case "unary":
      return [code.operator, operand(code.operand, "unary")];
    case "binary":
      return binaryLayout(code, place);
    case "conditional":
      return group(conditionalParts(code, place));
  }
}

/** The text of an expression on one line, whatever the width. */
export function flatText(code: Code): string {
  return flatten(layout(code));
}

function flatten(doc: Doc): string {
  if (typeof doc === "string") return doc;
  if ("kind" in doc) {
    switch (doc.kind) {
      case "line":
        return doc.soft ? "" : " ";
      case "ifBroken":
        return flatten(doc.flat);
      case "alternatives":
        return flatten(doc.states[0]);
      default:
        return flatten(doc.content);
    }
  }
  return doc.map(flatten).join("");
}

function template(texts: readonly string[], values: readonly Code[]): Doc {
  const parts = texts.map((part, index) => {
    const value = values[index];
    return escapeTemplate(part) + (value === undefined ? "" : `\${${flatText(value)}}`);
  });
  return `\`${parts.join("")}\``;
}

// ── objects and lists ────────────────────────────────────────────────────────────────────────────────────────────────

function objectLayout(entries: readonly Entry[], expanded: boolean): Doc {
  if (entries.length === 0) return "{}";
  const parts = entries.map((part) => [comment(part.comment), entryLayout(part)]);
  const content = ["{", indent([line, join([",", line], parts)]), ifBroken(","), line, "}"];
  return group(content, { broken: expanded });
}

function spread(code: Code): Doc {
  const apart = code.kind === "binary" || code.kind === "conditional";
  return apart ? ["...(", layout(code), ")"] : ["...", layout(code)];
}

function comment(text: string | null): Doc {
  return text === null ? "" : [text, hardline];
}

function entryLayout({ name, value, computed }: Entry): Doc {
  if (name === null) return spread(value);
  if (computed) return assignment(`[${name}]:`, value);
  if (value.kind === "word" && value.text === name && isIdentifier(name)) return name;
  // As a literal's key, `__proto__` would set the prototype.
  const key = name === "__proto__" ? '["__proto__"]' : propertyKey(name);
  return assignment(`${key}:`, value);
}

function arrayLayout(code: Code & { kind: "array" }): Doc {
  if (code.items.length === 0) return "[]";
  const parts = code.items.map((part) => [
    comment(part.comment),
    part.spread ? spread(part.value) : layout(part.value),
  ]);
  const expanded = code.expanded || (code.items.length > 1 && code.items.every(({ value }) => isLarge(value)));
  const numbers = code.items.every(({ value }) => value.kind === "word" && /^-?[\d_.]+$/.test(value.text));
  const content = numbers && !expanded ? fill(parts) : join([",", line], parts);
  return group(["[", indent([softline, content]), ifBroken(","), softline, "]"], { broken: expanded });
}

/** Numbers stand as many on a line as there is room for. */
function fill(parts: readonly Doc[]): Doc {
  return parts.map((part, index) => (index === 0 ? part : [",", group(line), part]));
}

function isLarge(code: Code): boolean {
  if (code.kind === "object") return code.entries.length > 1;
  return code.kind === "array" && code.items.length > 1;
}

// ── assignments ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** `left` with its operator, `const x =` or `key:`, and a value beside it or, indented, below. */
export function assignment(left: string, value: Code): Doc {
  const right = layout(value, "assignment");
  if (breaksAfterOperator(value)) return group([left, group(indent([line, right]))]);
  if (value.kind === "template" || (value.kind === "string" && left.length < 6)) return [left, " ", right];
  if (value.kind === "arrow" || value.kind === "object" || value.kind === "array") return group([left, " ", right]);
  const id = Symbol("assignment");
  return group([left, group(indent(line), { id }), indentIfBroken(right, id)]);
}

function breaksAfterOperator(value: Code): boolean {
  switch (value.kind) {
    case "binary":
      return !hasInlineRight(value);
    case "conditional":
      return value.test.kind === "binary" && !hasInlineRight(value.test);
    case "string":
      return true;
    case "unary":
      return breaksAfterOperator(value.operand) && value.operand.kind === "string";
    case "member":
    case "element":
    case "call":
      return isPoorlyBreakable(value);
    default:
      return false;
  }
}

/** A chain of members and calls in which no call has an argument worth a line of its own. */
function isPoorlyBreakable(code: Code, deep = false): boolean {
  switch (code.kind) {
    case "member":
      return isPoorlyBreakable(code.object, true);
    case "call":
      return code.arguments.every(isShort) && code.arguments.length <= 1 && isPoorlyBreakable(code.callee, true);
    case "word":
      return deep;
    default:
      return false;
  }
}

const SHORT = 30;

function isShort(argument: Code): boolean {
  switch (argument.kind) {
    case "word":
      return argument.text.length <= SHORT;
    case "string":
      return quote(argument.value).length <= SHORT;
    case "template":
      return argument.values.length === 0;
    case "unary":
      return isShort(argument.operand);
    case "object":
      return argument.entries.length === 0;
    case "array":
      return argument.items.length === 0;
    default:
      return false;
  }
}

// ── calls ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The arguments of a call with their parentheses; the last one, if it can, goes on over lines beside the others. */
export function callArguments(args: readonly Code[]): Doc {
  if (args.length === 0) return "()";
  const parts = args.map((argument) => layout(argument, "argument"));
  const allBroken = group(["(", indent([softline, join([",", line], parts)]), ifBroken(","), softline, ")"], {
    broken: true,
  });
  if (isComposition(args)) return allBroken;
  const last = args.at(-1);
  const before = args.at(-2);
  if (last === undefined || !canHug(last) || (before !== undefined && before.kind === last.kind)) {
    return group(["(", indent([softline, join([",", line], parts)]), ifBroken(","), softline, ")"]);
  }
  const others = parts.slice(0, -1);
  if (others.some(breaks)) return allBroken;
  const hugged = last.kind === "arrow" ? arrowLayout(last, true) : layout(last);
  const head = others.flatMap((part) => [part, ", "]);
  const over: Doc = ["(", flat(head), group(hugged, { broken: true }), ")"];
  return breaks(hugged) ? alternatives(over, allBroken) : alternatives(["(", head, hugged, ")"], over, allBroken);
}

/** Several arguments with functions among them, or in their calls, stand on a line each. */
function isComposition(args: readonly Code[]): boolean {
  if (args.length < 2) return false;
  const functions = args.filter(({ kind }) => kind === "arrow").length;
  return functions > 1 || args.some((one) => one.kind === "call" && one.arguments.some(({ kind }) => kind === "arrow"));
}

function canHug(argument: Code): boolean {
  switch (argument.kind) {
    case "object":
      return argument.entries.length > 0;
    case "array":
      return argument.items.length > 0;
    case "arrow":
      return ["arrow", "object", "array", "call", "conditional"].includes(argument.body.kind);
    default:
      return false;
  }
}

function arrowLayout(code: Code & { kind: "arrow" }, hugged: boolean): Doc {
  const returns = code.returns === null ? "" : `: ${code.returns}`;
  const head = `(${code.parameters.join(", ")})${returns} =>`;
  const { body } = code;
  if (body.kind === "object") return group([head, " (", layout(body), ")"]);
  if (body.kind === "array") return group([head, " ", layout(body)]);
  const inner =
    body.kind === "conditional"
      ? [line, ifBroken("", "("), layout(body, "arrow"), ifBroken("", ")")]
      : [line, layout(body, "arrow")];
  return group([head, group([indent(inner), hugged ? [ifBroken(","), softline] : ""])]);
}

// ── operators ────────────────────────────────────────────────────────────────────────────────────────────────────────

const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  "??": 1,
  "||": 2,
  "&&": 3,
  "===": 4,
  "!==": 4,
  "==": 4,
  "!=": 4,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  in: 5,
  "+": 6,
  "-": 6,
  "*": 7,
  "/": 7,
  "%": 7,
};

/** What an operand stands beside: an operator, or what binds closer than all of them. */
type Around = { readonly operator: BinaryOperator; readonly right: boolean } | "unary" | "member";

/** An operand, in parentheses where it needs them or where a reader would want them. */
export function operand(code: Code, around: Around): Doc {
  const doc = code.kind === "binary" ? binaryOperand(code, around) : layout(code);
  return needsParentheses(code, around) ? ["(", doc, ")"] : doc;
}

function binaryOperand(code: BinaryCode, around: Around): Doc {
  if (typeof around === "string") return binaryLayout(code, "callee");
  return headAndRest(binaryParts(code, false, isLogical(around.operator) === isLogical(code.operator)));
}

function needsParentheses(code: Code, around: Around): boolean {
  switch (code.kind) {
    case "conditional":
    case "arrow":
      return true;
    case "object":
    case "constant":
      return around === "member";
    case "word":
      return /^[-\d]/.test(code.text) && (around === "member" || (around === "unary" && code.text.startsWith("-")));
    case "unary":
      return around === "member" || (around === "unary" && code.operator === "-");
    case "binary":
      return typeof around === "string" || binaryNeedsParentheses(code.operator, around.operator, around.right);
    default:
      return false;
  }
}

function binaryNeedsParentheses(inner: BinaryOperator, outer: BinaryOperator, right: boolean): boolean {
  if (isLogical(inner) && isLogical(outer)) return inner !== outer || right;
  if (PRECEDENCE[inner] !== PRECEDENCE[outer]) {
    return PRECEDENCE[inner] < PRECEDENCE[outer] || (inner === "%" && (outer === "+" || outer === "-"));
  }
  return right || !flattens(outer, inner);
}

function isLogical(operator: BinaryOperator): boolean {
  return operator === "&&" || operator === "||" || operator === "??";
}

/** Whether `(a inner b) outer c` is one chain without parentheses: `a + b - c` is, `a / b * c` and `a == b == c` are not. */
function flattens(outer: BinaryOperator, inner: BinaryOperator): boolean {
  if (PRECEDENCE[outer] !== PRECEDENCE[inner] || PRECEDENCE[outer] === PRECEDENCE["==="]) return false;
  return PRECEDENCE[outer] === PRECEDENCE["*"] ? outer === inner && outer !== "%" : true;
}

/** A value by default, `x ?? {…}`, which breaks inside rather than before it. */
function hasInlineRight({ operator, right }: BinaryCode): boolean {
  if (!isLogical(operator)) return false;
  return (right.kind === "object" && right.entries.length > 0) || (right.kind === "array" && right.items.length > 0);
}

function binaryLayout(code: BinaryCode, place: Place): Doc {
  const parts = binaryParts(code, place === "test", false);
  switch (place) {
    case "test":
      return parts;
    case "callee":
      return group([indent([softline, parts]), softline]);
    case "return":
      return group([ifBroken("("), indent([softline, group(parts)]), softline, ifBroken(")")]);
    case "arrow":
    case "assignment":
    case "conditional":
      return group(parts);
    case "argument":
    case "other":
      return hasInlineRight(code) && !leftFlattens(code) ? group(parts) : headAndRest(parts);
  }
}

function headAndRest([head, ...rest]: readonly Doc[]): Doc {
  return group([head ?? "", indent(rest)]);
}

function leftFlattens({ left, operator }: BinaryCode): boolean {
  return left.kind === "binary" && flattens(operator, left.operator);
}

/** A chain of operators of one kind as one list, so that all of it breaks or none. */
function binaryParts(code: BinaryCode, inTest: boolean, parentIsAlike: boolean): Doc[] {
  const { left, operator, right } = code;
  const head =
    left.kind === "binary" && leftFlattens(code)
      ? binaryParts(left, inTest, true)
      : [group(operand(left, { operator, right: false }))];
  const rightDoc = operand(right, { operator, right: true });
  const tail = hasInlineRight(code) ? [operator, " ", rightDoc] : [operator, line, rightDoc];
  const alike = [left, right].some((one) => one.kind === "binary" && isLogical(one.operator) === isLogical(operator));
  const grouped = !(inTest && isLogical(operator)) && !parentIsAlike && !alike;
  return [...head, " ", grouped ? group(tail) : tail];
}

function conditionalParts(code: ConditionalCode, place: Place): Doc {
  const inner = place === "return" || place === "argument" ? "other" : "conditional";
  const test = code.test.kind === "conditional" ? ["(", layout(code.test), ")"] : conditionalPart(code.test, inner);
  return [test, conditionalBranches(code, inner)];
}

function conditionalBranches({ then, otherwise }: ConditionalCode, place: Place): Doc {
  const first =
    then.kind === "conditional"
      ? [ifBroken("", "("), indent(conditionalTest(then)), conditionalBranches(then, "conditional"), ifBroken("", ")")]
      : indent(conditionalPart(then, place));
  const second =
    otherwise.kind === "conditional"
      ? [indent(indent(conditionalTest(otherwise))), conditionalBranches(otherwise, "conditional")]
      : indent(conditionalPart(otherwise, place));
  return indent([line, "? ", first, line, ": ", second]);
}

/** The test of a condition that is a branch of another. */
function conditionalTest({ test }: ConditionalCode): Doc {
  return test.kind === "conditional" ? ["(", layout(test), ")"] : conditionalPart(test, "conditional");
}

/** `??` stands in parentheses, lest it be read with the `?` of the condition. */
function conditionalPart(code: Code, place: Place): Doc {
  const isDefault = code.kind === "binary" && code.operator === "??";
  const doc = layout(code, place);
  return isDefault ? ["(", doc, ")"] : doc;
}
