/** The layout of expressions is the formatter's: whatever is written, formatting it changes nothing. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixtureModel } from "../../../tests/emit-fixtures.ts";
import { printStatements } from "../body/print.ts";
import type { Statement } from "../body/statements.ts";
import { contextOf } from "../context.ts";
import { TypeScriptFile } from "../file.ts";
import {
  array,
  arrow,
  binary,
  type Code,
  call,
  computedEntry,
  conditional,
  element,
  entry,
  item,
  logical,
  member,
  methodCall,
  NULL,
  not,
  object,
  text,
  word,
} from "./code.ts";
import { dataText } from "./data.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** The text as Biome formats it. */
function formatted(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), "layout-"));
  try {
    const { formatter, javascript } = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8"));
    writeFileSync(join(folder, "biome.json"), JSON.stringify({ root: true, formatter, javascript }));
    writeFileSync(join(folder, "code.ts"), code);
    const biome = join(ROOT, "node_modules/@biomejs/biome/bin/biome");
    execFileSync(process.execPath, [biome, "format", "--write", "code.ts"], { cwd: folder, stdio: "pipe" });
    return readFileSync(join(folder, "code.ts"), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const names = fc.constantFrom(
  "a",
  "x",
  "score",
  "userId",
  "direct",
  "items",
  "competencies",
  "resourceTypeOfTheCollection",
);
const path = fc
  .tuple(names, fc.array(fc.tuple(names, fc.boolean()), { maxLength: 2 }))
  .map(([first, rest]) => rest.reduce((code, [name, optional]) => member(code, name, optional), word(first)));
const literal = fc.constantFrom<Code>(
  word("1"),
  word("100_000"),
  NULL,
  word("true"),
  text("x"),
  text("some text"),
  text('with "quotes" in it'),
  text("a much longer literal text, which takes some room on the line"),
);
const fn = fc.constantFrom("int", "finite", "ms", "distinct", "divide", "present", "contains", "dig");

const {
  value,
  test: bool,
  record,
} = fc.letrec<Record<"number" | "test" | "list" | "record" | "template" | "value", Code>>((tie) => ({
  number: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    path,
    fc.nat(1000).map((n) => word(String(n))),
    fc
      .tuple(fc.constantFrom("+", "-", "*", "/", "%"), tie("number"), tie("number"))
      .map(([op, a, b]) => binary(op, a, b)),
    fc.tuple(fn, fc.array(tie("number"), { minLength: 1, maxLength: 2 })).map(([name, args]) => call(name, ...args)),
    fc.tuple(tie("test"), tie("number"), tie("number")).map(([test, a, b]) => conditional(test, a, b)),
    fc.tuple(path, tie("number")).map(([a, b]) => logical("??", [a, b])),
  ),
  test: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(path, literal).map(([a, b]) => binary("===", a, b)),
    path.map((code) => binary("!==", code, NULL)),
    path.map(not),
    fc
      .tuple(fc.constantFrom("&&", "||"), tie("test"), fc.array(tie("test"), { minLength: 1, maxLength: 3 }))
      .map(([op, first, rest]) => logical(op, [first, ...rest])),
    fc.tuple(fc.constantFrom("<", ">="), tie("number"), tie("number")).map(([op, a, b]) => binary(op, a, b)),
    fc.tuple(tie("list"), tie("test")).map(([list, test]) => methodCall(list, "some", [arrow(["item"], test)])),
    fc.tuple(tie("list"), tie("value")).map(([list, one]) => call("contains", list, one)),
  ),
  list: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    path,
    fc
      .array(fc.tuple(tie("value"), fc.boolean()), { maxLength: 4 })
      .map((all) => array(all.map(([one, spread]) => item(one, spread)))),
    tie("list").map((list) => call("distinct", list)),
    fc
      .tuple(
        tie("list"),
        fc.constantFrom("map", "filter", "flatMap"),
        fc.oneof(tie("value"), tie("test")),
        fc.boolean(),
      )
      .map(([list, name, body, uses]) => methodCall(list, name, [arrow(uses ? ["item"] : [], body)])),
  ),
  record: fc
    .array(fc.tuple(names, fc.option(tie("value"))), { minLength: 1, maxLength: 5 })
    .map((all) => object(all.map(([name, one], at) => entry(`${name}${at}`, one ?? word(`${name}${at}`))))),
  template: fc
    .tuple(
      path,
      fc.oneof(
        path,
        path.map((code) => call("iso", code)),
      ),
    )
    .map(([a, b]): Code => ({ kind: "template", texts: ["for ", " and more text ", ""], values: [a, b] })),
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    path,
    literal,
    tie("number"),
    tie("test"),
    tie("list"),
    tie("record"),
    tie("template"),
    fc.tuple(tie("test"), tie("value"), tie("value")).map(([test, a, b]) => conditional(test, a, b)),
  ),
}));

const statement: fc.Arbitrary<Statement> = fc.oneof(
  fc.tuple(names, value).map(([name, one]): Statement => {
    return { kind: "const", binding: { name, used: true }, annotation: null, value: one, instead: null, from: null };
  }),
  record.map(
    (one): Statement => ({ kind: "expression", value: methodCall(word("da"), "emit", [text("usage.x.score"), one]) }),
  ),
  fc.tuple(record, record).map(([key, one]): Statement => {
    return { kind: "expression", value: methodCall(word("da"), "update", [text("learner_days"), key, one]) };
  }),
  fc.tuple(bool, value).map(([test, one]): Statement => {
    return { kind: "if", test, body: [{ kind: "return", value: null }], otherwise: [{ kind: "return", value: one }] };
  }),
  bool.map((test): Statement => ({ kind: "if", test, body: [{ kind: "return", value: null }], otherwise: [] })),
  value.map((one): Statement => ({ kind: "return", value: one })),
);

describe("statements", () => {
  const file = new TypeScriptFile(contextOf(fixtureModel("imports"), { root: "spec.da", version: "0.0.0" }), {
    up: "./",
    own: null,
  });

  test("are laid out as the formatter lays them out", () => {
    const functions = fc.sample(statement, { seed: 20_261_123, numRuns: 600 }).map((one, at) => {
      return `function f${at}() {\n${printStatements([one], file, 2)}}\n`;
    });
    const code = functions.join("\n");
    expect(formatted(code)).toBe(code);
  });
});

const data: fc.Arbitrary<Code> = fc.letrec<{ data: Code }>((tie) => ({
  data: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    literal,
    fc.nat().map((n) => word(String(n))),
    fc.array(tie("data"), { maxLength: 5 }).map((all) => array(all.map((one) => item(one)))),
    fc
      .array(fc.tuple(fc.constantFrom("kind", "a", "with space", "resourceTypeOfTheCollection", "9"), tie("data")), {
        maxLength: 6,
      })
      .map((all) => object(all.map(([name, one], at) => entry(`${name}${at === 0 ? "" : at}`, one)))),
  ),
})).data;

test("data is laid out as the formatter lays it out", () => {
  const code = fc
    .sample(data, { seed: 7, numRuns: 400 })
    .map((one, at) => `const c${at} = ${dataText(one, 0, `const c${at} = `.length, 1)};\n`)
    .join("");
  // A text too long for its line stands on one of its own; data of pipelines always stands in an object or a list.
  expect(formatted(`const all = {\n};\n${code}`.replace("{\n}", "{}"))).toBe(`const all = {};\n${code}`);
});

describe("single forms", () => {
  const cases: [string, Code][] = [
    ["a member that only an odd name has", member(word("a"), "b c")],
    ["an item", element(member(word("a"), "b", true), word("0"))],
    ["the prototype", object([entry("__proto__", word("1")), computedEntry("THEN", word("2"))])],
    ["division in a chain", binary("*", binary("/", word("a"), word("b")), word("c"))],
    ["remainders in a sum", binary("+", word("a"), binary("%", word("b"), word("c")))],
    ["a negative number taken away", binary("-", word("a"), word("-1"))],
    [
      "a default in a condition",
      conditional(binary("??", word("a"), word("b")), binary("??", word("a"), word("b")), NULL),
    ],
    ["a spread default", array([item(binary("??", word("a"), array([])), true)])],
  ];

  test.each(cases)("%s", (_, code) => {
    const line = printStatements(
      [{ kind: "const", binding: { name: "x", used: true }, annotation: null, value: code, instead: null, from: null }],
      new TypeScriptFile(contextOf(fixtureModel("imports"), { root: "spec.da", version: "0.0.0" }), {
        up: "./",
        own: null,
      }),
      0,
    );
    expect(formatted(line)).toBe(line);
  });
});
