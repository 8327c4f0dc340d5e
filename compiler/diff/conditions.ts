/**
 * Conditions compared by meaning, as far as that is cheap: equalities, bounds and lists of one value, joined by and, or, not.
 * What is not understood is an atom, which is only like itself.
 */
import type { Expr, Json } from "../model.ts";
import { textOf } from "./meaning.ts";

export type Condition =
  | { readonly kind: "and" | "or"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "atom"; readonly text: string }
  | { readonly kind: "test"; readonly test: Test };

/** What is known of one value. */
interface Test {
  readonly subject: string;
  /** One of these values, or, `negated`, none of them. */
  readonly values: readonly Json[] | null;
  /** `<`, `<=`, `>`, `>=` a number. */
  readonly bound: { readonly than: "<" | "<=" | ">" | ">="; readonly number: number } | null;
  readonly negated: boolean;
}

export const ALWAYS: Condition = { kind: "and", of: [] };
export const NEVER: Condition = { kind: "or", of: [] };

export const and = (...of: readonly Condition[]): Condition => ({ kind: "and", of });
export const or = (...of: readonly Condition[]): Condition => ({ kind: "or", of });
export const not = (of: Condition): Condition => ({ kind: "not", of });
export const atom = (text: string): Condition => ({ kind: "atom", text });

export function conditionOf(expr: Expr | null): Condition {
  if (expr === null) return ALWAYS;
  switch (expr.kind) {
    case "literal":
      return expr.value === true ? ALWAYS : expr.value === false ? NEVER : atom(textOf(expr));
    case "not":
      return not(conditionOf(expr.operand));
    case "in":
      return membership(expr.value, expr.list) ?? atom(textOf(expr));
    case "binary":
      return binary(expr);
    case "field":
    case "local":
    case "param":
    case "member":
      return test({ subject: textOf(expr), values: [true] });
    default:
      return atom(textOf(expr));
  }
}

function test({ subject, values = null, bound = null }: Partial<Test> & { readonly subject: string }): Condition {
  return { kind: "test", test: { subject, values, bound, negated: false } };
}

const SWAPPED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

function binary(expr: Extract<Expr, { kind: "binary" }>): Condition {
  const { operator, left, right } = expr;
  switch (operator) {
    case "&&":
      return and(conditionOf(left), conditionOf(right));
    case "||":
      return or(conditionOf(left), conditionOf(right));
    case "==":
    case "!=": {
      const [subject, value] = right.kind === "literal" ? [left, right] : [right, left];
      if (value.kind !== "literal") return atom(textOf(expr));
      const equal = test({ subject: textOf(subject), values: [value.value] });
      return operator === "==" ? equal : not(equal);
    }
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const number = right.kind === "literal" ? right.value : left.kind === "literal" ? left.value : null;
      if (typeof number !== "number") return atom(textOf(expr));
      const isRight = right.kind === "literal";
      const than = isRight ? operator : SWAPPED[operator];
      return test({ subject: textOf(isRight ? left : right), bound: { than, number } });
    }
    default:
      return atom(textOf(expr));
  }
}

function membership(value: Expr, list: Expr): Condition | null {
  if (list.kind !== "list") return null;
  const values = list.items.map((item) => (item.spread || item.value.kind !== "literal" ? null : item.value));
  if (values.some((each) => each === null)) return null;
  return test({ subject: textOf(value), values: values.map((each) => each?.value ?? null) });
}

// ── implication ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Conditions that hold together: by subject what is known of a value, and atoms with whether they hold. */
interface Case {
  readonly tests: ReadonlyMap<string, Known>;
  readonly atoms: ReadonlyMap<string, boolean>;
}

interface Known {
  readonly allowed: readonly Json[] | null;
  readonly forbidden: readonly Json[];
  readonly min: number;
  readonly max: number;
  readonly minOpen: boolean;
  readonly maxOpen: boolean;
}

const UNKNOWN: Known = {
  allowed: null,
  forbidden: [],
  min: Number.NEGATIVE_INFINITY,
  max: Number.POSITIVE_INFINITY,
  minOpen: false,
  maxOpen: false,
};

const MOST_CASES = 64;

/** How what holds now is to what held before. `changed`: neither is known to imply the other. */
export type Relation = "same" | "narrowed" | "widened" | "changed";

export function relationOf(old: Condition, now: Condition): Relation {
  const [before, after] = [casesOf(old, false), casesOf(now, false)];
  if (before === null || after === null) return JSON.stringify(old) === JSON.stringify(now) ? "same" : "changed";
  const [forth, back] = [implies(after, before), implies(before, after)];
  if (forth) return back ? "same" : "narrowed";
  return back ? "widened" : "changed";
}

function implies(some: readonly Case[], others: readonly Case[]): boolean {
  return some.every((one) => others.some((other) => caseImplies(one, other)));
}

function caseImplies(one: Case, other: Case): boolean {
  const atoms = [...other.atoms].every(([text, holds]) => one.atoms.get(text) === holds);
  return (
    atoms && [...other.tests].every(([subject, wanted]) => knownImplies(one.tests.get(subject) ?? UNKNOWN, wanted))
  );
}

function knownImplies(known: Known, wanted: Known): boolean {
  if (known.allowed !== null) return known.allowed.every((value) => fits(value, wanted));
  if (wanted.allowed !== null) return false;
  const low = known.min > wanted.min || (known.min === wanted.min && (known.minOpen || !wanted.minOpen));
  const high = known.max < wanted.max || (known.max === wanted.max && (known.maxOpen || !wanted.maxOpen));
  const isNumber = Number.isFinite(known.min) || Number.isFinite(known.max);
  const free = wanted.forbidden.every(
    (value) => known.forbidden.includes(value) || (isNumber && (typeof value !== "number" || !fits(value, known))),
  );
  return low && high && free;
}

function fits(value: Json, { allowed, forbidden, min, max, minOpen, maxOpen }: Known): boolean {
  if (allowed !== null && !allowed.includes(value)) return false;
  if (forbidden.includes(value)) return false;
  if (!Number.isFinite(min) && !Number.isFinite(max)) return true;
  if (typeof value !== "number") return false;
  return (minOpen ? value > min : value >= min) && (maxOpen ? value < max : value <= max);
}

/** As cases of which one must hold; null where there are too many. Impossible ones are left out. */
function casesOf(condition: Condition, negated: boolean): readonly Case[] | null {
  switch (condition.kind) {
    case "not":
      return casesOf(condition.of, !negated);
    case "atom":
      return [{ tests: new Map(), atoms: new Map([[condition.text, !negated]]) }];
    case "test":
      return testCases(condition.test, negated);
    case "and":
    case "or": {
      const isAll = (condition.kind === "and") !== negated;
      let cases: readonly Case[] = isAll ? [{ tests: new Map(), atoms: new Map() }] : [];
      for (const each of condition.of) {
        const part = casesOf(each, negated);
        if (part === null) return null;
        cases = simplified(isAll ? joined(cases, part) : cases.concat(part));
        if (cases.length > MOST_CASES) return null;
      }
      return cases;
    }
  }
}

/** Without cases that others hold; of two that differ in one thing alone, which holds here and not there, one is made. */
function simplified(cases: readonly Case[]): readonly Case[] {
  if (cases.length > MOST_CASES) return cases;
  for (const [index, one] of cases.entries()) {
    for (const other of cases.slice(index + 1)) {
      const merged = caseImplies(one, other) ? other : caseImplies(other, one) ? one : united(one, other);
      if (merged !== null) return simplified([...cases.filter((each) => each !== one && each !== other), merged]);
    }
  }
  return cases;
}

function united(one: Case, other: Case): Case | null {
  const words = ({ tests, atoms }: Case) =>
    new Map([...tests, ...atoms].map(([key, value]) => [key, JSON.stringify(value)]));
  const [a, b] = [words(one), words(other)];
  const differing = [...a].filter(([key, value]) => b.get(key) !== value).map(([key]) => key);
  const [only] = differing;
  if (only === undefined || differing.length > 1 || a.size !== b.size || !b.has(only)) return null;
  const [x, y] = [one.tests.get(only), other.tests.get(only)];
  if (x !== undefined && y !== undefined && !isOpposite(x, y)) {
    if (x.allowed === null || y.allowed === null) return null;
    const allowed = [...new Set([...x.allowed, ...y.allowed])];
    return { tests: new Map(one.tests).set(only, { ...x, allowed }), atoms: one.atoms };
  }
  const without = <T>(map: ReadonlyMap<string, T>) => new Map([...map].filter(([key]) => key !== only));
  return { tests: without(one.tests), atoms: without(one.atoms) };
}

/** Whether one of them holds, whatever the value is. */
function isOpposite(a: Known, b: Known): boolean {
  const rest = (known: Known) => JSON.stringify({ ...known, allowed: null, forbidden: [] });
  const isAll = (some: Known, others: Known) =>
    some.allowed !== null &&
    rest(others) === rest(UNKNOWN) &&
    others.allowed === null &&
    isSameSet(some.allowed, others.forbidden);
  if (isAll(a, b) || isAll(b, a)) return true;
  const values = [...(a.allowed ?? []), ...(b.allowed ?? [])];
  return a.allowed !== null && b.allowed !== null && isSameSet(values, [true, false]);
}

function isSameSet(a: readonly Json[], b: readonly Json[]): boolean {
  return a.length === b.length && a.every((value) => b.includes(value));
}

function testCases({ subject, values, bound }: Test, negated: boolean): readonly Case[] {
  const known = values !== null ? ofValues(values, negated) : bound === null ? UNKNOWN : ofBound(bound, negated);
  return [{ tests: new Map([[subject, known]]), atoms: new Map() }];
}

function ofValues(values: readonly Json[], negated: boolean): Known {
  // Of true and false, not the one is the other.
  const [only] = values;
  if (negated && values.length === 1 && typeof only === "boolean") return { ...UNKNOWN, allowed: [!only] };
  return negated ? { ...UNKNOWN, forbidden: values } : { ...UNKNOWN, allowed: values };
}

function ofBound({ than, number }: NonNullable<Test["bound"]>, negated: boolean): Known {
  const opposite = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;
  const way = negated ? opposite[than] : than;
  if (way === "<" || way === "<=") return { ...UNKNOWN, max: number, maxOpen: way === "<" };
  return { ...UNKNOWN, min: number, minOpen: way === ">" };
}

function joined(some: readonly Case[], others: readonly Case[]): readonly Case[] {
  return some.flatMap((one) => others.map((other) => both(one, other)).filter((each) => each !== null));
}

/** What holds where both do; null where that cannot be. */
function both(one: Case, other: Case): Case | null {
  const tests = new Map(one.tests);
  for (const [subject, known] of other.tests) {
    const merged = meet(tests.get(subject) ?? UNKNOWN, known);
    if (merged === null) return null;
    tests.set(subject, merged);
  }
  const atoms = new Map(one.atoms);
  for (const [text, holds] of other.atoms) {
    if (atoms.get(text) === !holds) return null;
    atoms.set(text, holds);
  }
  return { tests, atoms };
}

function meet(a: Known, b: Known): Known | null {
  const min = Math.max(a.min, b.min);
  const max = Math.min(a.max, b.max);
  const minOpen = (a.min === min && a.minOpen) || (b.min === min && b.minOpen);
  const maxOpen = (a.max === max && a.maxOpen) || (b.max === max && b.maxOpen);
  const forbidden = [...new Set([...a.forbidden, ...b.forbidden])];
  const rest: Known = { allowed: null, forbidden, min, max, minOpen, maxOpen };
  if (min > max || (min === max && (minOpen || maxOpen))) return null;
  const allowed =
    a.allowed === null ? b.allowed : b.allowed === null ? a.allowed : a.allowed.filter((v) => b.allowed?.includes(v));
  if (allowed === null) return rest;
  const left = allowed.filter((value) => fits(value, rest));
  return left.length === 0 ? null : { ...UNKNOWN, allowed: left };
}
