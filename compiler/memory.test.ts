// Whatever changes in a spec, one change after another: with a memory of what came before, its analysis is the same as anew.
// DA_EDITS=5000 tries as many changes instead of the usual few hundred, DA_EDIT_SEED others.
import { isDeepStrictEqual } from "node:util";
import { queryObjects } from "node:v8";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { specOf } from "../bench/specs.ts";
import { parse } from "../dsl/index.ts";
import { mutated, tokensOf } from "../dsl/testing/mutations.ts";
import { analyze } from "./analyze.ts";
import { specs as good, hostOf, type Spec } from "./cli/testing/good.ts";
import type { Host } from "./host.ts";
import { remembering } from "./imports/read.ts";
import { Memory, Recall } from "./memory.ts";

const EDITS = Number(process.env.DA_EDITS ?? 400);
const SEED = Number(process.env.DA_EDIT_SEED ?? 7);
/** Of one spec, one after another. */
const AT_MOST = 8;

const specs: readonly Spec[] = [...good, { root: "pipelines.da", files: specOf(100), others: new Set() }];

interface Edit {
  readonly kind: "drop" | "swap" | "rename" | "shift" | "move" | "repeat" | "remove" | "restore" | "leave out";
  /** The index of the file, of a token or declaration in it, and of something else, modulo how many there are. */
  readonly file: number;
  readonly at: number;
  readonly other: number;
}

const edits: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("drop", "swap", "rename", "shift", "move", "repeat", "remove", "restore", "leave out"),
  file: fc.nat(),
  at: fc.nat(),
  other: fc.nat(),
});

const pick = <T>(all: readonly T[], index: number): T | undefined => all[index % all.length];

/** Changes one file, or two, and gives what they are now. */
function edited(spec: Spec, files: ReadonlyMap<string, string>, { kind, file, at, other }: Edit): Map<string, string> {
  const now = new Map(files);
  const path = pick([...spec.files.keys()], file) ?? "";
  const text = files.get(path) ?? "";
  switch (kind) {
    case "drop":
    case "swap":
      return now.set(path, mutated(text, { kind, at, by: "" }));
    case "rename": {
      const words = [...files.values()].flatMap((each) => tokensOf(each).filter(({ isWord }) => isWord));
      return now.set(path, mutated(text, { kind, at, by: pick(words, other)?.image ?? "" }));
    }
    case "shift":
      return now.set(path, `// one line more\n${text}`);
    case "restore":
      return now.set(path, spec.files.get(path) ?? "");
    case "leave out":
      now.delete(path);
      return now;
    default: {
      const declaration = pick(parse(path, text).file.declarations, at);
      if (declaration === undefined) return now;
      const [before, itself, after] = [
        text.slice(0, declaration.start),
        text.slice(declaration.start, declaration.end),
        text.slice(declaration.end),
      ];
      if (kind !== "repeat") now.set(path, before + after);
      const to = pick([...spec.files.keys()], other) ?? "";
      if (kind !== "remove") now.set(to, `${now.get(to) ?? ""}\n${itself}\n`);
      return now;
    }
  }
}

function expectSame(host: Host, root: string, read: ReturnType<typeof remembering>, memory: Memory): void {
  const [known, anew] = [analyze(host, root, read, memory), analyze(host, root)];
  expect(known.diagnostics).toEqual(anew.diagnostics);
  expect(isDeepStrictEqual(known.model, anew.model), "the models are the same").toBe(true);
}

describe("an analysis with a memory", () => {
  test(
    "is the same as one without, whatever changes",
    () => {
      fc.assert(
        fc.property(fc.nat(), fc.array(edits, { minLength: AT_MOST, maxLength: AT_MOST }), (index, changes) => {
          const spec = pick(specs, index);
          if (spec === undefined) throw new RangeError("there are specs");
          const [read, memory] = [remembering(), new Memory()];
          let { files } = spec;
          expectSame(hostOf(spec), spec.root, read, memory);
          for (const change of changes) {
            files = edited(spec, files, change);
            expectSame(hostOf({ ...spec, files }), spec.root, read, memory);
          }
        }),
        { numRuns: Math.ceil(EDITS / AT_MOST), seed: SEED },
      );
    },
    EDITS * 500 + 60_000,
  );

  test("makes what has changed, and what rests on it, and finds the rest", () => {
    const files = new Map(specOf(100));
    const [read, memory, spec] = [remembering(), new Memory(), { files, others: new Set<string>() }];
    const counts = (): readonly [number, number] => {
      analyze(hostOf(spec), "pipelines.da", read, memory);
      return [memory.made, memory.found];
    };
    const [all] = counts();
    expect(counts()).toEqual([0, all]);
    const shared = files.get("shared.da") ?? "";
    files.set("shared.da", shared.replace("string(1..64)", "string(1..65)"));
    const [made, found] = counts();
    expect(made).toBeGreaterThan(0);
    expect(found).toBeGreaterThan(0);
    expect(made + found).toBe(all);
    files.set("shared.da", `${files.get("shared.da")}\n/// Used by nobody.\nrecord Added { a: int }\n`);
    // Of the type before it the text is another, too: it stands in the same file.
    expect(counts()[0]).toBeLessThan(all);
  });

  test("keeps nothing of the analyses before", () => {
    const original = specOf(100);
    const files = new Map(original);
    const [read, memory] = [remembering(), new Memory()];
    for (const path of original.keys()) {
      files.set(path, `// changed\n${original.get(path)}`);
      analyze(hostOf({ files, others: new Set() }), "pipelines.da", read, memory);
    }
    // Each analysis has one, which leads to all that it made.
    expect(queryObjects(Recall, { format: "count" })).toBe(0);
    expect(memory.found).toBeGreaterThan(0);
  });
});
