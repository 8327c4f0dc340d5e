// A spec that is looked at again after each change says what it would say at first sight.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { specOf } from "../../bench/specs.ts";
import { mutated, tokensOf } from "../../dsl/testing/mutations.ts";
import { analyze } from "../analyze.ts";
import { readFile, remembering } from "./read.ts";

const ROOT = "pipelines.da";
const GOOD: ReadonlyMap<string, string> = new Map(specOf(60));

interface Edit {
  /** Of a file, modulo how many there are; and of one of its tokens. */
  readonly file: number;
  readonly at: number;
  readonly kind: "drop" | "swap" | "rename" | "insert" | "line" | "undo" | "remove";
}

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    file: fc.nat(),
    at: fc.nat(),
    kind: fc.constantFrom("drop", "swap", "rename", "insert", "line", "undo", "remove"),
  }),
  { minLength: 1, maxLength: 6 },
);

function edited(text: string, good: string, { at, kind }: Edit): string | undefined {
  switch (kind) {
    case "line":
      return `\n${text}`;
    case "undo":
      return good;
    case "remove":
      return undefined;
    default:
      return mutated(text, { kind, at, by: tokensOf(good)[at % tokensOf(good).length]?.image ?? "" });
  }
}

it("what was read before is told as what is read anew, in the same order", () => {
  fc.assert(
    fc.property(edits, (all) => {
      const files = new Map(GOOD);
      const host = {
        read: (path: string) => files.get(path) ?? { problem: "there is no such file" },
        exists: (path: string) => files.has(path),
      };
      const read = remembering();
      analyze(host, ROOT, read);
      for (const edit of all) {
        const [path = ROOT, good = ""] = [...GOOD][edit.file % GOOD.size] ?? [];
        const text = edited(files.get(path) ?? "", good, edit);
        if (text === undefined) files.delete(path);
        else files.set(path, text);
        const [again, fresh] = [analyze(host, ROOT, read), analyze(host, ROOT)];
        expect(again.diagnostics).toEqual(fresh.diagnostics);
        expect(again.model).toEqual(fresh.model);
        expect([...again.files.keys()]).toEqual([...fresh.files.keys()]);
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);

it("only what has changed is read", () => {
  const seen: string[] = [];
  const read = remembering((path, text) => {
    seen.push(path);
    return readFile(path, text);
  });
  const files = new Map(GOOD);
  const host = { read: (path: string) => files.get(path) ?? { problem: "none" }, exists: () => true };
  analyze(host, ROOT, read);
  expect(new Set(seen)).toEqual(new Set(files.keys()));
  seen.length = 0;
  files.set("shared.da", `// Changed.\n${files.get("shared.da")}`);
  analyze(host, ROOT, read);
  expect(seen).toEqual(["shared.da"]);
});
