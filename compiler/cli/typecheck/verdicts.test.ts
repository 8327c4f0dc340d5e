// What a type checker said of handlers in TypeScript is kept, and never told of something else than it was said of.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GOOD, Terminal } from "../testing/terminal.ts";

const SPEC = GOOD.replace(
  "dep totals on usage.order.amount {\n  update totals(userId) { amount }\n}",
  'dep totals on usage.order.amount {\n  handler "./handlers/totals.ts"\n  updates totals\n}',
);

const HANDLER = `import type { Handler } from "../generated/handlers/totals.ts";
import { STORE } from "./names.ts";

const totals: Handler = async ({ userId, amount }, da) => {
  da.update(STORE, { userId }, { amount });
};

export default totals;
`;

const TSCONFIG = { compilerOptions: { strict: true, module: "preserve", lib: ["esnext"] } };

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
  terminal.write("pipelines.da", SPEC);
  terminal.write("handlers/totals.ts", HANDLER);
  terminal.write("handlers/names.ts", 'export const STORE = "totals";\n');
  terminal.write("tsconfig.json", JSON.stringify(TSCONFIG));
});

afterEach(() => terminal.remove());

async function told(...args: readonly string[]): Promise<string> {
  // What the whole call said is kept too.
  rmSync(terminal.path(CALLS), { recursive: true, force: true });
  const { out, err } = await terminal.run("check", "--format", "json", ...args);
  expect(err).not.toContain("bug");
  const { diagnostics } = JSON.parse(out);
  return diagnostics.map(({ code, message }: Record<string, string>) => `${code} ${message}`).join("\n");
}

const CACHE = ".cache/da-compile/types";

const CALLS = ".cache/da-compile/calls";

/** The name of the one file that keeps a verdict. */
function kept(): string {
  const [name = "", ...others] = readdirSync(terminal.path(CACHE));
  expect(others).toEqual([]);
  return join(CACHE, name);
}

/** Puts words into the mouth of the checker, by which to know where it was not asked. */
function poison(): void {
  const location = { file: "handlers/totals.ts", start: 0, end: 6 };
  const said = { code: "DA6006", severity: "error", message: "kept", location, related: [], suggestion: null };
  const verdict = JSON.parse(terminal.read(kept()));
  terminal.write(kept(), JSON.stringify({ ...verdict, diagnostics: [said] }));
}

describe("a verdict", () => {
  test("is kept while nothing changes", async () => {
    expect(await told()).toBe("");
    poison();
    expect(await told()).toBe("DA6006 kept");
    terminal.write("handlers/names.ts", terminal.read("handlers/names.ts"));
    expect(await told()).toBe("DA6006 kept");
  });

  test.each([
    ["the handler", "handlers/totals.ts", HANDLER.replace("{ amount });", "{ amuont: amount });"), /amuont/],
    ["what it imports", "handlers/names.ts", 'export const STORE = "sums";\n', /"sums"/],
    ["the types of the spec", "pipelines.da", SPEC.replaceAll("amount: sum of number", "amount: sum of int"), /^$/],
    [
      "the name of a column",
      "pipelines.da",
      SPEC.replaceAll("amount: sum of", "worth: sum of"),
      /'amount' does not exist/,
    ],
    ["the options", "tsconfig.json", '{ "extends": "./base.json" }', /^$/],
  ])("is given anew for %s", async (_, path, content, expected) => {
    expect(await told()).toBe("");
    poison();
    terminal.write(path, content);
    expect(await told()).toMatch(expected);
  });

  test("is given anew for a file that was missing", async () => {
    rmSync(terminal.path("handlers/names.ts"));
    expect(await told()).toMatch(/Cannot find module '\.\/names\.ts'/);
    expect(await told()).toMatch(/Cannot find module '\.\/names\.ts'/);
    terminal.write("handlers/names.ts", 'export const STORE = "totals";\n');
    expect(await told()).toBe("");
  });

  test("is told at the place where the spec has it now", async () => {
    terminal.write("handlers/names.ts", 'export const STORE = "sums";\n');
    const line = async (): Promise<number> => {
      const { out } = await terminal.run("check", "--format", "json");
      return JSON.parse(out).diagnostics[0].related[0].range.start.line;
    };
    const before = await line();
    terminal.write("pipelines.da", `// One line more.\n${SPEC}`);
    expect(await line()).toBe(before + 1);
  });

  test("that everything fits stays where only the text of the spec changes", async () => {
    expect(await told()).toBe("");
    const before = JSON.parse(terminal.read(kept()));
    terminal.write("pipelines.da", `// One line more.\n${SPEC}`);
    expect(await told()).toBe("");
    const after = JSON.parse(terminal.read(kept()));
    expect(after).toEqual({ ...before, spec: after.spec });
    expect(after.spec).not.toBe(before.spec);
  });

  test("of another folder to compile into is another", async () => {
    expect(await told()).toBe("");
    poison();
    expect((await terminal.run("--out", "build")).exit).toBe(1);
    expect(readdirSync(terminal.path(CACHE))).toHaveLength(2);
  });
});

describe("what is kept", () => {
  test.each(["", "{", "null", "[]", "{}", '{"made": 1}'])("is no harm as %j", async (text) => {
    expect(await told()).toBe("");
    terminal.write(kept(), text);
    expect(await told()).toBe("");
    poison();
    expect(await told()).toBe("DA6006 kept");
  });

  test.each([
    ["answers", 1],
    ["answers", { text: { a: 1 } }],
    ["diagnostics", {}],
    ["modules", [1]],
    ["made", "another compiler"],
  ])("is no harm where its %s are %j", async (name, value) => {
    expect(await told()).toBe("");
    poison();
    terminal.write(kept(), JSON.stringify({ ...JSON.parse(terminal.read(kept())), [name]: value }));
    expect(await told()).toBe("");
  });

  test("need not be written", async () => {
    terminal.write("a-file", "");
    terminal.env = { XDG_CACHE_HOME: terminal.path("a-file") };
    expect(await told()).toBe("");
    expect(await told()).toBe("");
  });

  test("goes with the packages, where there are some", async () => {
    mkdirSync(terminal.path("node_modules"));
    expect(await told()).toBe("");
    expect(readdirSync(terminal.path("node_modules/.cache/da-compile/types"))).toHaveLength(1);
  });
});
