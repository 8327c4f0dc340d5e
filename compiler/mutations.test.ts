// Good specs with one token dropped, swapped with the next or renamed: the compiler never breaks, and one slip makes at most
// three errors. DA_MUTATIONS=5000 tries as many instead of the usual few hundred, DA_MUTATION_SEED others;
// DA_MUTATED=folder:folder mutates the specs in the folders of these, too.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Mutation, mutated, tokensOf } from "../dsl/testing/mutations.ts";
import { analyze } from "./analyze.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";

const RUNS = Number(process.env.DA_MUTATIONS ?? 500);
const SEED = Number(process.env.DA_MUTATION_SEED ?? 11);
const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A spec, its files by their paths from its folder. */
interface Spec {
  readonly root: string;
  readonly files: ReadonlyMap<string, string>;
  /** Files of other kinds that it names. */
  readonly others: ReadonlySet<string>;
}

function specIn(folder: string, root: string, within: readonly string[]): Spec {
  const paths = [root, ...within.flatMap((name) => filesIn(join(folder, name)))].map((path) => relative(folder, path));
  const isSpec = (path: string): boolean => path.endsWith(".da");
  return {
    root: relative(folder, root),
    files: new Map(paths.filter(isSpec).map((path) => [path, readFileSync(join(folder, path), "utf8")])),
    others: new Set(paths.filter((path) => !isSpec(path))),
  };
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
}

const specs: readonly Spec[] = [
  specIn(ROOT, join(ROOT, "pipelines.da"), ["gooru", "handlers", "samples"]),
  ...[
    join(ROOT, "compiler/emit/fixtures"),
    join(ROOT, "examples"),
    ...(process.env.DA_MUTATED?.split(":") ?? []),
  ].flatMap(specsIn),
];

/** The specs in the folders of a folder, `spec.da` or the only one. */
function specsIn(folder: string): Spec[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [];
    const within = join(folder, entry.name);
    const names = readdirSync(within).filter((name) => name.endsWith(".da"));
    const root = names.find((name) => name === "spec.da") ?? names[0];
    return root === undefined ? [] : [specIn(within, join(within, root), ["."])];
  });
}

function check({ root, files, others }: Spec): readonly Diagnostic[] {
  const host = {
    read: (path: string) => files.get(path) ?? { problem: "there is no such file" },
    exists: (path: string) => files.has(path) || others.has(path),
  };
  return analyze(host, root).diagnostics;
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
  const spec = specs[index % specs.length];
  if (spec === undefined) throw new RangeError("there are specs");
  const [path = "", text = ""] = [...spec.files][file % spec.files.size] ?? [];
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
