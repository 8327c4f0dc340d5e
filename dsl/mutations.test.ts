// Good specs with one token or several changed: the parser always ends, says little, and keeps what is untouched.
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "./parse.ts";
import { MUTATIONS, type Mutation, mutated, tokensOf } from "./testing/mutations.ts";

const fixtures = ["library.da", "plant.da"].map((name) =>
  readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"),
);

const INSERTED = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  ",",
  ":",
  '"',
  "=",
  "=>",
  "...",
  "?",
  "||",
  "5x",
  "@",
  "$",
  "/",
  "event",
  "\0",
  ";",
];

const changes: fc.Arbitrary<Mutation> = fc
  .record({ kind: fc.constantFrom(...MUTATIONS), at: fc.nat(), inserted: fc.constantFrom(...INSERTED) })
  .map(({ kind, at, inserted }) => ({ kind, at, by: kind === "rename" ? "zzz" : inserted }));

function expectSound(text: string): ReturnType<typeof parse> {
  const result = parse("", text);
  for (const { span, message } of result.problems) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
    expect(message).not.toMatch(/undefined|Expecting|-->/);
  }
  return result;
}

describe("a spec with one token changed", () => {
  it("has at most three problems, and loses at most one declaration besides the one that was changed", () => {
    let told = 0;
    let broken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), changes, (text, change) => {
        const before = parse("", text).file.declarations.length;
        const { file, problems } = expectSound(mutated(text, change));
        expect(problems.length).toBeLessThanOrEqual(3);
        expect(before - file.declarations.length).toBeLessThanOrEqual(2);
        if (problems.length > 0) broken++;
        told += problems.length;
      }),
      { numRuns: 1500, seed: 7 },
    );
    expect(told / broken).toBeLessThan(1.01);
  });

  it("keeps every declaration that it does not touch", () => {
    fc.assert(
      fc.property(changes, (change) => {
        const text =
          "record A {\n  a: int\n}\n\nevent b.c from d {\n  e: int\n}\n\nstore f {\n  key g: int\n  h: sum of int\n}\n";
        const { file } = expectSound(`record First { a: int }\n\n${mutated(text, change)}\n\ntype Last = string\n`);
        const names = file.declarations.map((declaration) => ("name" in declaration ? declaration.name.text : ""));
        expect(names.at(0)).toBe("First");
        expect(names.at(-1)).toBe("Last");
      }),
      { numRuns: 700 },
    );
  });
});

describe("any text", () => {
  it("with several tokens changed is parsed to its end", () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.array(changes, { maxLength: 12 }), (text, all) => {
        expectSound(all.reduce(mutated, text));
      }),
      { numRuns: 300 },
    );
  });

  it("of random tokens or characters is parsed to its end", () => {
    const token = fc.constantFrom(
      ...fixtures.flatMap((text) => tokensOf(text).map(({ image }) => image)),
      ...INSERTED,
      "\n",
    );
    const soup = fc.array(token, { maxLength: 120 }).map((images) => images.join(" "));
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: "binary", maxLength: 200 })), (text) => {
        expectSound(text);
      }),
      { numRuns: 1000 },
    );
  });

  it("is parsed in a time that grows with its length alone", () => {
    for (const piece of [
      "{",
      "}",
      "(",
      "a: ",
      '"${',
      "event a.b {",
      "record A { a int } ",
      "}\n{",
      "if a { ",
      ", ",
      "@ ",
      "x: {\n",
      "a.b ",
    ]) {
      expectSound(piece.repeat(20_000));
    }
  });
});
