/** DA3001–DA3008: types and values. */

import { code, count, didYouMean, error, lacked, listOf } from "./said.ts";

type Near = readonly string[];

export const DA3001 = {
  /** A value given to something of another type. */
  given: (p: { found: string; wanted: string; to: string; hint: string | null }) =>
    error("DA3001", `${p.to} takes ${code(p.wanted)}, but this is ${code(p.found)}.`, p.hint),
  /** A record that lacks what another requires. */
  lacks: (p: { to: string; path: readonly string[] }) =>
    error("DA3001", `${p.to} does not fit: ${code(p.path.join("."))} is required and not there.`),
  spread: (p: { field: string; found: string; wanted: string }) =>
    error(
      "DA3001",
      `The spread copies ${code(p.field)}, which is ${code(p.found)} there and ${code(p.wanted)} here: set ${code(p.field)} in an entry after it.`,
    ),
  operand: (p: { operator: string; found: string; wanted: string }) =>
    error("DA3001", `${code(p.operator)} takes ${p.wanted}, but this is ${code(p.found)}.`),
  operands: (p: { operator: string; left: string; right: string; hint: string | null }) =>
    error("DA3001", `${code(p.operator)} does not go with ${code(p.left)} and ${code(p.right)}.`, p.hint),
  /** A value of some kind is needed: a list, a record, a condition. */
  needed: (p: { found: string; wanted: string; hint: string | null }) =>
    error("DA3001", `This must be ${p.wanted}, but it is ${code(p.found)}.`, p.hint),
  /** Branches, items or arms that have no type in common. */
  noCommon: (p: { what: string; first: string; other: string }) =>
    error(
      "DA3001",
      `${p.what} must have one type, but this is ${code(p.other)} and what stands before it ${code(p.first)}.`,
    ),
  type: (p: { sentence: string }) => error("DA3001", p.sentence),
} as const;

export const DA3002 = {
  given: (p: { found: string; to: string }) =>
    error(
      "DA3002",
      `${p.to} needs a value, but this may be null: give one with \`?? …\`, or ask for \`!= null\` first.`,
    ),
  needed: (p: { what: string }) =>
    error("DA3002", `${p.what} may be null here: give a value with \`?? …\`, or ask for \`!= null\` first.`),
  member: (p: { what: string; name: string }) =>
    error("DA3002", `${p.what} may be null here: write ${code(`?.${p.name}`)}, or ask for \`!= null\` first.`),
  spread: (p: { field: string }) =>
    error(
      "DA3002",
      `The spread copies ${code(p.field)}, which may be null there and not here: set ${code(p.field)} in an entry after it, or ask for \`!= null\` first.`,
    ),
} as const;

export const DA3003 = {
  missing: (p: { of: string; what: string; names: readonly string[] }) =>
    error(
      "DA3003",
      `${p.of} needs the ${p.what}${p.names.length === 1 ? "" : "s"} ${listOf(p.names)}: set ${p.names.length === 1 ? "it" : "them"}.`,
    ),
} as const;

export const DA3004 = {
  union: (p: { value: string; values: readonly string[]; near: Near }) =>
    lacked(
      p.value,
      p.values.join("|"),
      error(
        "DA3004",
        `${code(p.value)} is none of ${listOf(p.values, "or")}: use one of these, or add it to the type.`,
        didYouMean(p.near),
      ),
    ),
  bounds: (p: { value: string; type: string }) =>
    error("DA3004", `${code(p.value)} is not within ${code(p.type)}: correct it, or the type.`),
  form: (p: { value: string; type: string }) =>
    error(
      "DA3004",
      `${code(p.value)} is no ${code(p.type)}.`,
      p.type === "date" ? "write a day like `@2026-11-23`" : null,
    ),
} as const;

export const DA3005 = {
  missing: (p: { cases: readonly string[] }) =>
    error(
      "DA3005",
      `The match lacks ${listOf(p.cases)}: add ${p.cases.length === 1 ? "an arm for it" : "arms for them"}, or \`else\`.`,
    ),
  open: (p: { type: string }) => error("DA3005", `A match over ${code(p.type)} needs an \`else\`: add one.`),
  repeated: (p: { value: string }) =>
    error("DA3005", `The case ${code(p.value)} stands here twice: remove one of them.`),
  repeatedElse: (_: { match: string }) => error("DA3005", "The match has two `else`: remove one of them."),
  impossible: (p: { value: string; values: readonly string[]; type: string; near: Near }) =>
    lacked(
      p.value,
      p.values.join("|"),
      error(
        "DA3005",
        `The case ${code(p.value)} can never be: the value is ${code(p.type)}. Remove it or correct it.`,
        didYouMean(p.near),
      ),
    ),
  afterElse: (p: { value: string }) =>
    error("DA3005", `The case ${code(p.value)} stands after \`else\` and is never taken: move it before.`),
} as const;

export const DA3006 = {
  count: (p: { fn: string; wanted: string; found: number }) =>
    error(
      "DA3006",
      `${code(p.fn)} takes ${p.wanted}, but here ${p.found === 1 ? "is" : "are"} ${count(p.found, "argument")}.`,
    ),
  type: (p: { fn: string; wanted: string; found: string; hint: string | null }) =>
    error("DA3006", `${code(p.fn)} takes ${p.wanted} here, but this is ${code(p.found)}.`, p.hint),
  named: (p: { fn: string }) =>
    error("DA3006", `The arguments of ${code(p.fn)} have no names: give the values alone, in order.`),
  lambda: (p: { fn: string }) => error("DA3006", `${code(p.fn)} takes a function such as \`x => …\`.`),
  noLambda: (_: { what: string }) =>
    error("DA3006", "A function `x => …` stands only as the argument of `map`, `filter`, `any`, `all` and `flatMap`."),
} as const;

export const DA3007 = {
  bounds: (p: { type: string }) => error("DA3007", `No value is within ${code(p.type)}: correct the bounds.`),
  pattern: (p: { pattern: string; problem: string }) =>
    error("DA3007", `${code(`/${p.pattern}/`)} is no regular expression: ${p.problem}.`),
} as const;

export const DA3008 = {
  integer: (p: { raw: string }) =>
    error("DA3008", `${code(p.raw)} is past ±(2^53 − 1), the integers that are exact: use a smaller one, or a string.`),
  limit: (p: { sentence: string; suggestion: string | null }) => error("DA3008", p.sentence, p.suggestion),
} as const;
