// Good specs with one token dropped, swapped with the next or renamed: the compiler never breaks, and one slip makes at most
// three errors. DA_MUTATIONS=5000 tries as many instead of the usual few hundred, DA_MUTATION_SEED others;
// DA_MUTATED=folder:folder mutates the specs in the folders of these, too.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Mutation, mutated, tokensOf } from "../dsl/testing/mutations.ts";
import { analyze } from "./analyze.ts";
import { hostOf, type Spec, specAt, specs } from "./cli/testing/good.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";

const RUNS = Number(process.env.DA_MUTATIONS ?? 500);
const SEED = Number(process.env.DA_MUTATION_SEED ?? 11);

function check(spec: Spec): readonly Diagnostic[] {
  return analyze(hostOf(spec), spec.root).diagnostics;
}

interface Slip extends Pick<Mutation, "kind" | "at"> {
  /** The indexes of the spec and of its file, modulo how many there are. */
  readonly spec: number;
  readonly file: number;
  readonly by: "unknown" | "similar" | "known";
  readonly word: number;
}

const slips: fc.Arbitrary<Slip> = fc.record({
  spec: fc.nat(),
  file: fc.nat(),
  kind: fc.constantFrom("drop", "swap", "rename"),
  at: fc.nat(),
  by: fc.constantFrom("unknown", "similar", "known"),
  word: fc.nat(),
});

function slipped({ spec: index, file, kind, at, by, word }: Slip): Spec {
  const { spec, path, text } = specAt(index, file);
  const tokens = tokensOf(text);
  const words = tokens.filter((token) => token.isWord);
  const names = {
    unknown: "zzz",
    similar: `${tokens[at % tokens.length]?.image}X`,
    known: words[word % words.length]?.image ?? "",
  };
  return { ...spec, files: new Map(spec.files).set(path, mutated(text, { kind, at, by: names[by] })) };
}

describe("a good spec", () => {
  it.each(specs.map((spec) => ({ files: [...spec.files.keys()].join(", "), spec })))("is one: $files", ({ spec }) => {
    expect(check(spec).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it(
    "with one token changed has at most three errors, and mostly one",
    () => {
      let told = 0;
      let broken = 0;
      fc.assert(
        fc.property(slips, (slip) => {
          const changed = slipped(slip);
          const errors = check(changed).filter(({ severity }) => severity === "error");
          expect(errors.length, errors.map(({ code, message }) => `${code} ${message}`).join("\n")).toBeLessThanOrEqual(
            3,
          );
          for (const { location } of errors) {
            expect(location.start).toBeGreaterThanOrEqual(0);
            expect(location.end).toBeLessThanOrEqual(changed.files.get(location.file)?.length ?? 0);
          }
          if (errors.length > 0) broken++;
          told += errors.length;
        }),
        { numRuns: RUNS, seed: SEED },
      );
      expect(told / broken).toBeLessThan(1.1);
    },
    RUNS * 200 + 30_000,
  );
});
