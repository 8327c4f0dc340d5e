/** The outputs of the fixtures' specs are those that lie beside them, and good TypeScript by tsc and by Biome. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { committedFiles, fixtureFolder, fixtureNames, generated } from "../../tests/emit-fixtures.ts";
import { analyze } from "../analyze.ts";
import { memoryHost } from "../testing/marked.ts";
import { emit } from "./index.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FIXTURES = "compiler/emit/fixtures";

/** Runs a tool on the fixtures' outputs; what it has to say is the test's failure. */
function run(tool: string, args: readonly string[]): void {
  try {
    execFileSync(process.execPath, [join(ROOT, "node_modules", tool), ...args], { cwd: ROOT, stdio: "pipe" });
  } catch (error) {
    const said = error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
    expect.fail(said);
  }
}

describe.each(fixtureNames())("%s", (name) => {
  test("makes the files that lie beside the spec", async () => {
    const files = await generated(name);
    for (const [path, text] of files) {
      await expect(text, path).toMatchFileSnapshot(join(fixtureFolder(name), "generated", path));
    }
    expect(committedFiles(name)).toEqual([...files.keys()].sort());
  });

  test("says in each file's first line what made it", async () => {
    for (const [path, text] of await generated(name)) {
      const lines = text.split("\n");
      expect(path.endsWith(".json") ? lines[1] : lines[0], path).toContain("Made by da-compile 0.0.0 from spec.da.");
      expect(text.endsWith("\n"), path).toBe(true);
      expect(text.includes("\r"), path).toBe(false);
    }
  });

  test("imports nothing but the runtime and its own files", async () => {
    for (const [path, text] of await generated(name)) {
      if (!/\.[jt]s$/.test(path)) continue;
      for (const [, module] of text.matchAll(/from "([^"]+)"/g))
        expect(module, path).toMatch(/^(da-compile\/runtime|\.{1,2}\/.+)$/);
    }
  });
});

test("what is generated passes the formatter and the linter", () => {
  run("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", FIXTURES]);
});

test("what is generated type-checks, strictly", () => {
  run("typescript/bin/tsc", ["--project", `${FIXTURES}/tsconfig.json`]);
});

test("the order of the imports does not show", async () => {
  const files = {
    "a.da": "type A = string\nfn fa(a: A): A = a\nrecord Ra { a: A }",
    "b.da": "type B = int\nfn fb(b: B): B = b\nrecord Rb { b: B }",
  };
  const rest = [
    'pipeline p { topics: "p" }',
    'source s { topic: "p.s", key: a }',
    "event e.x from s { ...Ra, ...Rb }",
    "event d.x { key a, a: string, b: int }",
    "demux dd on e.x { emit d.x { a: fa(a), b: fb(b) } }",
  ].join("\n");
  const outputs = [];
  for (const imports of ['import "./a.da" import "./b.da"', 'import "./b.da" import "./a.da"']) {
    const { model } = analyze(memoryHost({ ...files, "spec.da": `${imports}\n${rest}` }), "spec.da");
    if (model === null) throw new Error("The spec has no model.");
    outputs.push(await emit(model, { root: "spec.da", version: "0.0.0" }));
  }
  const [first, second] = outputs;
  expect(second).toEqual(first);
});
