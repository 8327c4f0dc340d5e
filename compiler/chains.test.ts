// Long chains and long lists, as generators of specs write them, are no harm.
import { describe, expect, it } from "vitest";
import { analyzeText } from "./testing/marked.ts";

const MANY = 4_000;

function each(write: (i: number, isFirst: boolean, isLast: boolean) => string, separator = "\n"): string {
  return Array.from({ length: MANY }, (_, i) => write(i, i === 0, i === MANY - 1)).join(separator);
}

function errors(text: string): readonly string[] {
  const { diagnostics } = analyzeText(`pipeline p {}\n${text}\n`);
  return diagnostics.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code} ${message}`);
}

describe("a chain of", () => {
  it.each([
    ["functions", each((i, isFirst) => `fn f${i}(x: int): int = ${isFirst ? "x" : `f${i - 1}(x)`}`)],
    [
      "functions, the last one first",
      each((i, _, isLast) => `fn f${i}(x: int): int = ${isLast ? "x" : `f${i + 1}(x)`}`),
    ],
    ["types", each((i, isFirst) => `type T${i} = ${isFirst ? "int" : `T${i - 1}`}`)],
    [
      "types that may be null, the last one first",
      `${each((i, _, isLast) => `type T${i} = ${isLast ? "int" : `T${i + 1} | null`}`)}\nfn f(x: T0): int = x ?? 1`,
    ],
    [
      "records that include the one before",
      each((i, isFirst) => `record R${i} { ${isFirst ? "a: int" : `...R${i - 1}`} }`),
    ],
    [
      "records that include the next",
      `${each((i, _, isLast) => `record R${i} { ${isLast ? "a: int" : `...R${i + 1}`} }`)}\nfn f(x: R0): int = x.a`,
    ],
    [
      "records that include the next in a record within",
      each((i, _, isLast) => `record R${i} { ${isLast ? "a: int" : `x?: { ...R${i + 1} }[]`} }`),
    ],
    ["records that have the next", each((i, _, isLast) => `record R${i} { ${isLast ? "a: int" : `x: R${i + 1}`} }`)],
  ])("%s", (_, text) => {
    expect(errors(text)).toEqual([]);
  });

  it("records that ends where it began is told once", () => {
    const text = each((i, _, isLast) => `record R${i} { ${isLast ? "...R0" : `...R${i + 1}`} }`);
    expect(errors(text)).toEqual([expect.stringMatching(/^DA2003 `R0` includes itself, by `R0` → `R1`/)]);
  });
});

describe("a long list of", () => {
  const union = `type U = ${each((i) => `"v${i}"`, " | ")}`;

  it.each([
    [
      "literals of a union, and of cases",
      `${union}\nfn f(x: U): int = match x { ${each((i) => `"v${i}" => ${i}`, ", ")} }`,
    ],
    ["texts to look in", `fn f(x: string): bool = x in [${each((i) => `"v${i}"`, ", ")}]`],
    ["numbers", `fn f(x: int): int = [${each((i) => `${i}`, ", ")}].sum() + x`],
  ])("%s", (_, text) => {
    expect(errors(text)).toEqual([]);
  });

  it("literals is told to lack one", () => {
    const text = `${union}\nfn f(x: U): int = match x { ${each((i) => `"v${i}" => ${i}`, ", ").replace('"v7" => 7, ', "")} }`;
    expect(errors(text)).toEqual(['DA3005 The match lacks `"v7"`: add an arm for it, or `else`.']);
  });

  it("items of two types is told of each that does not go with the first", () => {
    expect(errors('fn f(): bool = ["a", 1, 2, "b"].contains("a")')).toEqual([
      'DA3001 The items of a list must have one type, but this is `1` and what stands before it `"a"`.',
      'DA3001 The items of a list must have one type, but this is `2` and what stands before it `"a"`.',
    ]);
  });
});
