// Names that people bring from other languages: what the error says besides.
import { describe, expect, it } from "vitest";
import { analyzeText } from "../testing/marked.ts";
import { dep, PRELUDE } from "../testing/prelude.ts";

/** The code and the repair of the one error. */
function repairOf(text: string): readonly (string | null | undefined)[] {
  const errors = analyzeText(text).diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ message }) => message)).toHaveLength(1);
  return [errors[0]?.code, errors[0]?.suggestion];
}

const inDep = (expression: string): string => dep(`let it = ${expression}`);

describe("a name from elsewhere", () => {
  it.each([
    ["integer", "write `int`"],
    ["float", "write `number`"],
    ["boolean", "write `bool`"],
    ["text", "write `string`, or `string(..64)` with bounds"],
    ["any", "write `json`"],
    ["DateTime", "write `timestamp`, or `date` for a day"],
    ["undefined", "a field that may be absent is `name?: type`, one that may be null `name: type | null`"],
    ["sum", "a column that adds up is `name: sum of int`"],
    ["strin", "did you mean `string`?"],
    ["Frobnicate", null],
  ])("as a type: %s", (name, repair) => {
    expect(repairOf(`${PRELUDE}store s2 { key a: int, b: ${name} }`)).toEqual(["DA2001", repair]);
  });

  it.each([
    ["now()", /^there is no clock/],
    ["toUpperCase(userId)", "write `upper(…)`"],
    ["userId.toUpperCase()", "write `upper(…)`"],
    ["tags.reduce(userId)", /^write `.map/],
    ["coalesce(maybe, userId)", "write `a ?? b`"],
    ["Math.round(amount)", /^functions stand alone/],
    ["maybe == NULL", "write `null`"],
    ["open == True", "write `true`"],
    ["this.amount", /^the whole event is `event`/],
    ["frobnicate(1)", null],
  ])("as a value: %s", (expression, repair) => {
    expect(repairOf(inDep(expression))).toEqual([
      "DA2001",
      repair instanceof RegExp ? expect.stringMatching(repair) : repair,
    ]);
  });

  it.each([
    ["spent > 60", "a duration has a unit, such as `60s`; its number is `seconds(…)`"],
    ["time > 1700000000000", "a time is written `@2026-11-23T10:00:00Z`, a day `@2026-11-23`"],
    ['time == "2026-01-01"', "a time is written `@2026-11-23T10:00:00Z`, a day `@2026-11-23`"],
    ["time + 5", "what is added to a time has a unit, such as `5m`"],
    ["time > day", "take the day of the time with `date(…)`"],
    ["day == 2026-11-23", "a day is written `@2026-11-23`"],
    ["userId + pieces", 'join texts with a template string: `"${a} and ${b}"`'],
    ['open == "true"', "a bool is written without quotes: `true`"],
  ])("as an operand: %s", (expression, repair) => {
    expect(repairOf(inDep(expression))).toEqual(["DA3001", repair]);
  });

  it.each([
    ["amount", '"5"', "write it without quotes: `5`"],
    ["amount", '"five"', null],
    ["seen", "5", "a time is written `@2026-11-23T10:00:00Z`"],
    ["seen", '"2026-11-23"', "a time is written `@2026-11-23T10:00:00Z`"],
    ["mean", '"5m"', "a duration is written without quotes, such as `5m`"],
    ["mean", "5", "make it a duration with `ofSeconds(…)`"],
    ["last", "5", 'make it a string with `"${…}"`'],
  ])("as what is given: %s: %s", (column, value, repair) => {
    const entries = column === "amount" ? `kind, amount: ${value}` : `kind, ${column}: ${value}`;
    expect(repairOf(dep(`update totals(userId) { ${entries} }`))).toEqual(["DA3001", repair]);
  });

  it("is one mistake: `||` for `??`, and a store for a list", () => {
    expect(repairOf(inDep("count || 0"))).toEqual(["DA3001", "a value in place of null is given with `??`"]);
    expect(repairOf(inDep("totals[userId]"))).toEqual(["DA2001", null]);
  });

  it("is an event that does not say where from", () => {
    const text = `${PRELUDE}event order.dropped { userId: Id, time: timestamp }`;
    expect(repairOf(text)).toEqual(["DA4004", "one that comes in says where from: `event order.dropped from web`"]);
  });
});
