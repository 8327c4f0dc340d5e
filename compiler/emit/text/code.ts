/** Expressions of TypeScript as values: what the generated code is put together from before it is laid out as text. */

export type Code =
  /** An identifier, a number, a keyword: anything that is one word. */
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "template"; readonly texts: readonly string[]; readonly values: readonly Code[] }
  | { readonly kind: "member"; readonly object: Code; readonly name: string; readonly optional: boolean }
  | { readonly kind: "element"; readonly object: Code; readonly index: Code; readonly optional: boolean }
  | { readonly kind: "call"; readonly callee: Code; readonly arguments: readonly Code[] }
  | { readonly kind: "object"; readonly entries: readonly Entry[]; readonly expanded: boolean }
  | { readonly kind: "array"; readonly items: readonly Item[]; readonly expanded: boolean }
  | ArrowCode
  /** `value as const` */
  | { readonly kind: "constant"; readonly value: Code }
  | { readonly kind: "unary"; readonly operator: "!" | "-"; readonly operand: Code }
  | BinaryCode
  | ConditionalCode;

export interface ArrowCode {
  readonly kind: "arrow";
  readonly parameters: readonly string[];
  readonly returns: string | null;
  readonly body: Code;
}

export interface BinaryCode {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Code;
  readonly right: Code;
}

export interface ConditionalCode {
  readonly kind: "conditional";
  readonly test: Code;
  readonly then: Code;
  readonly otherwise: Code;
}

export type BinaryOperator =
  | "??"
  | "||"
  | "&&"
  | "==="
  | "!=="
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "+"
  | "-"
  | "*"
  | "/"
  | "%";

/** `name: value`, or `...value` where the name is null. `comment` stands on lines above. */
export interface Entry {
  readonly name: string | null;
  readonly value: Code;
  readonly comment: string | null;
  /** The name is that of a constant which holds the member's name. */
  readonly computed: boolean;
}

export interface Item {
  readonly spread: boolean;
  readonly value: Code;
  readonly comment: string | null;
}

export function word(text: string): Code {
  return { kind: "word", text };
}

export const NULL: Code = word("null");

export function text(value: string): Code {
  return { kind: "string", value };
}

export function member(object: Code, name: string, optional = false): Code {
  return { kind: "member", object, name, optional };
}

export function element(object: Code, index: Code, optional = false): Code {
  return { kind: "element", object, index, optional };
}

export function call(callee: Code | string, ...args: readonly Code[]): Code {
  return { kind: "call", callee: typeof callee === "string" ? word(callee) : callee, arguments: args };
}

/** `object.name(…)` */
export function methodCall(object: Code, name: string, args: readonly Code[], optional = false): Code {
  return { kind: "call", callee: member(object, name, optional), arguments: args };
}

export function entry(name: string | null, value: Code, comment: string | null = null): Entry {
  return { name, value, comment, computed: false };
}

/** `[NAME]: value` */
export function computedEntry(name: string, value: Code): Entry {
  return { name, value, comment: null, computed: true };
}

export function object(entries: readonly Entry[], expanded = false): Code {
  return { kind: "object", entries, expanded };
}

export function item(value: Code, spread = false, comment: string | null = null): Item {
  return { spread, value, comment };
}

export function array(items: readonly Item[], expanded = false): Code {
  return { kind: "array", items, expanded };
}

export function constant(value: Code): Code {
  return { kind: "constant", value };
}

export function arrow(parameters: readonly string[], body: Code, returns: string | null = null): Code {
  return { kind: "arrow", parameters, returns, body };
}

export function not(operand: Code): Code {
  return { kind: "unary", operator: "!", operand };
}

export function binary(operator: BinaryOperator, left: Code, right: Code): Code {
  return { kind: "binary", operator, left, right };
}

/** `a && b && c`, parts that are chains of the same operator taken apart. */
export function logical(operator: "&&" | "||" | "??", parts: readonly [Code, ...Code[]]): Code {
  const [first, ...others] = parts.flatMap((part) => operandsOf(part, operator));
  return others.reduce((left, right) => binary(operator, left, right), first ?? parts[0]);
}

function operandsOf(code: Code, operator: BinaryOperator): Code[] {
  if (code.kind !== "binary" || code.operator !== operator) return [code];
  return [...operandsOf(code.left, operator), ...operandsOf(code.right, operator)];
}

export function conditional(test: Code, then: Code, otherwise: Code): Code {
  return { kind: "conditional", test, then, otherwise };
}

/** A variable or a path of members from one: what may be read twice, and what TypeScript narrows. */
export function isPath(code: Code): boolean {
  if (code.kind === "member") return !code.optional && isPath(code.object);
  return code.kind === "word" && /^[A-Za-z_$]/.test(code.text);
}

/** Whether two pieces of code are the same text. */
export function same(a: Code, b: Code): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether `?.` stands in a chain of members and calls, so that the whole may be undefined. */
export function isOptionalChain(code: Code): boolean {
  switch (code.kind) {
    case "member":
    case "element":
      return code.optional || isOptionalChain(code.object);
    case "call":
      return isOptionalChain(code.callee);
    default:
      return false;
  }
}
