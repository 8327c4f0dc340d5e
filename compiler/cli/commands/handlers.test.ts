// Handlers in TypeScript, as the commands see them: what is told of their files.
import { existsSync, rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GOOD, Terminal } from "../testing/terminal.ts";

const SPEC = GOOD.replace(
  "dep totals on usage.order.amount {\n  update totals(userId) { amount }\n}",
  'dep totals on usage.order.amount {\n  handler "./handlers/totals.ts"\n  updates totals\n}',
);
const LINE = SPEC.slice(0, SPEC.indexOf("handler ")).split("\n").length;

const FITTING = `import type { Handler } from "../generated/handlers/totals.ts";

const totals: Handler = async ({ userId, amount }, da) => {
  da.update("totals", { userId }, { amount });
};

export default totals;
`;

const tsconfig = (options: object): string =>
  JSON.stringify({ compilerOptions: { strict: true, module: "preserve", types: [], ...options } });

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
  terminal.write("pipelines.da", SPEC);
  terminal.write("handlers/totals.ts", FITTING);
  // The types of browsers would only cost time.
  terminal.write("tsconfig.json", tsconfig({ lib: ["esnext"] }));
});

afterEach(() => terminal.remove());

/** The diagnostics of `check`, as code, file, line and message. */
async function told(): Promise<readonly unknown[]> {
  const { out } = await terminal.run("check", "--format", "json");
  const { diagnostics } = JSON.parse(out);
  return diagnostics.map(({ code, file, range, message, related }: Told) => {
    const places = related.map((other) => `${other.file}:${other.range.start.line}`);
    return [code, `${file}:${range.start.line}:${range.start.column}`, message, ...places];
  });
}

interface Told {
  readonly code: string;
  readonly file: string;
  readonly range: { readonly start: { readonly line: number; readonly column: number } };
  readonly message: string;
  readonly related: readonly Told[];
}

const SPEC_LINE = `pipelines.da:${LINE}`;
const beginning = "`handlers/totals.ts` does not fit the handler `totals`: ";

describe("check", () => {
  test("is silent of a file that fits, though nothing was generated and there is no tsconfig.json", async () => {
    rmSync(terminal.path("tsconfig.json"));
    expect(await told()).toEqual([]);
  });

  test("tells of no default export", async () => {
    terminal.write("handlers/totals.ts", FITTING.replace("export default totals", "export { totals }"));
    expect(await told()).toEqual([
      [
        "DA6006",
        "handlers/totals.ts:1:1",
        "`handlers/totals.ts` has no default export: end it with `export default` and the function that handles the events of `totals`.",
        SPEC_LINE,
      ],
    ]);
  });

  test("tells of a default export that is no such function, at its first line", async () => {
    terminal.write(
      "handlers/totals.ts",
      "// Untyped.\nexport default async (event: { user: string }) => {\n  await event.user;\n};\n",
    );
    expect(await told()).toEqual([
      [
        "DA6006",
        "handlers/totals.ts:2:16",
        "The default export of `handlers/totals.ts` does not fit the handler `totals`: Property 'user' is missing in type 'UsageOrderAmount' but required in type '{ user: string; }'.",
        SPEC_LINE,
      ],
    ]);
  });

  test.each([
    ["da.update(", "da.get(", "4:6", "Property 'get' does not exist on type 'Da'."],
    ['"totals"', '"total"', "4:13", `Argument of type '"total"' is not assignable to parameter of type '"totals"'.`],
    ["{ userId }", "{ user: userId }", "4:25", /'user' does not exist in type 'TotalsKey'/],
    ["{ amount }", "{ amount: userId }", "4:37", /Type 'string' is not assignable to type 'number'/],
    ["{ userId, amount }", "{ userId, amuont, amount }", "3:42", /Property 'amuont' does not exist/],
    ["handlers/totals.ts", "handlers/total.ts", "1:30", /Cannot find module '\.\.\/generated\/handlers\/total\.ts'/],
    ["export default totals", "export default totals(", "7:23", /expected/],
  ])("tells of %s written as %s", async (before, after, place, message) => {
    terminal.write("handlers/totals.ts", FITTING.replace(before, after));
    const said = typeof message === "string" ? beginning + message : expect.stringMatching(message);
    expect(await told()).toEqual([["DA6006", `handlers/totals.ts:${place}`, said, SPEC_LINE]]);
  });

  test("leaves to others what the environment or a package may declare, and all style", async () => {
    const rest = 'import { query } from "a-database";\nconst unused = 1;\n';
    const body = "  console.log(process.env.HOME, Buffer.from(await query(userId)));\n  da.update";
    terminal.write("tsconfig.json", tsconfig({ noUnusedLocals: true }));
    terminal.write("handlers/totals.ts", rest + FITTING.replace("  da.update", body));
    expect(await told()).toEqual([]);
  });

  test("looks at the types that the spec makes, whatever lies in the folder that the file imports from", async () => {
    terminal.write("handlers/totals.ts", FITTING.replace("../generated/", "../build/orders/"));
    terminal.write("build/orders/handlers/totals.ts", "export type Handler = string;");
    expect(await told()).toEqual([]);
  });

  test("tells nothing of them where the spec is wrong", async () => {
    terminal.write("pipelines.da", SPEC.replace("updates totals", "updates totls"));
    terminal.write("handlers/totals.ts", "");
    expect(await told()).toEqual([["DA2001", `pipelines.da:${LINE + 1}:11`, expect.any(String)]]);
  });

  test("tells of a missing file", async () => {
    terminal.write("pipelines.da", SPEC.replace("handlers/totals.ts", "handlers/sums.ts"));
    expect(await told()).toEqual([["DA6005", `pipelines.da:${LINE}:11`, expect.any(String)]]);
  });

  test("--watch looks again where the file, or one that it imports, has changed", async () => {
    terminal.write("handlers/names.ts", 'export const STORE = "totals";\n');
    const importing = FITTING.replace('"totals"', "STORE").replace("\n\n", '\nimport { STORE } from "./names.ts";\n\n');
    terminal.write("handlers/totals.ts", importing);
    const watch = terminal.start("check", "--watch");
    await watch.said("no errors");
    await watch.said("Watching");
    terminal.write("handlers/names.ts", 'export const STORE = "sums";\n');
    await watch.said("1 error");
    await watch.said("Watching");
    terminal.write("handlers/totals.ts", FITTING);
    await watch.said("no errors");
    expect((await watch.stop()).exit).toBe(0);
  });
});

describe("compile", () => {
  beforeEach(() => {
    rmSync(terminal.path("handlers"), { recursive: true });
  });

  test("writes a missing file, which fits and says what it may use, and goes on", async () => {
    const { exit, err } = await terminal.run();
    expect(exit, err).toBe(0);
    expect(err).toMatch(
      /^ {2}wrote handlers\/totals\.ts, which does nothing yet: the handler goes there\n {2}wrote generated/,
    );
    expect(terminal.read("handlers/totals.ts")).toBe(`/**
 * The dep \`totals\` on usage.order.amount.
 *
 * It does nothing yet: every event passes without an effect.
 */
import type { Handler } from "../generated/handlers/totals.ts";

const totals: Handler = async (_event, _da) => {
  // The spec lets it use, as da:
  //   da.update("totals", { userId }, { … })
};

export default totals;
`);
    expect(terminal.read("generated/handlers/totals.ts")).toContain('import handler from "../../handlers/totals.ts";');
    expect(await told()).toEqual([]);
    terminal.write("handlers/totals.ts", FITTING);
    expect((await terminal.run()).err).toContain(" 0 changed, 0 removed");
    expect(terminal.read("handlers/totals.ts")).toBe(FITTING);
  });

  test("finds its way from and to another folder", async () => {
    terminal.write("specs/deep/pipelines.da", SPEC.replace("./handlers", "../own"));
    const { exit, err } = await terminal.run("compile", "specs/deep/pipelines.da", "--out", "build/orders");
    expect(exit, err).toBe(0);
    expect(err).toContain("  wrote specs/own/totals.ts, ");
    expect(terminal.read("specs/own/totals.ts")).toContain('from "../../build/orders/handlers/totals.ts";');
    expect(terminal.read("build/orders/handlers/totals.ts")).toContain('from "../../../specs/own/totals.ts";');
    expect((await terminal.run("compile", "specs/deep/pipelines.da", "--out", "build/orders", "--check")).exit).toBe(0);
  });

  test("writes nothing where something else is wrong, and tells of that alone", async () => {
    terminal.write("pipelines.da", SPEC.replace("updates totals", "updates totls"));
    const { exit, out } = await terminal.run("--format", "json");
    expect(exit).toBe(1);
    expect(JSON.parse(out).diagnostics.map(({ code }: Told) => code)).toEqual(["DA2001"]);
    expect(existsSync(terminal.path("handlers"))).toBe(false);
  });

  test("--check writes nothing, and says that it is missing", async () => {
    const { exit, err } = await terminal.run("--check");
    expect(exit).toBe(1);
    expect(err).toContain(
      "error DA6005: The file `./handlers/totals.ts` of the handler `totals` is missing: let `da-compile`",
    );
    expect(existsSync(terminal.path("handlers"))).toBe(false);
    expect(existsSync(terminal.path("generated"))).toBe(false);
  });

  test("prints one JSON object, whatever it writes", async () => {
    expect((await terminal.run("--format", "json")).out).toBe('{"diagnostics":[]}\n');
  });

  test("leaves a file that is not TypeScript to its writer", async () => {
    terminal.write("pipelines.da", SPEC.replace("totals.ts", "totals.js"));
    expect((await terminal.run()).err).toContain("DA6005");
    terminal.write("handlers/totals.js", "export default () => {};\n");
    expect((await terminal.run()).exit).toBe(0);
  });

  test("tells of a file that cannot be written", async () => {
    terminal.write("handlers", "a file");
    const { exit, err } = await terminal.run();
    expect(exit).toBe(2);
    expect(err).toMatch(/^da-compile: a handler's file cannot be written: /);
  });

  test("refuses a file that does not fit", async () => {
    terminal.write("handlers/totals.ts", FITTING.replace("{ amount });", "{ amuont: amount });"));
    const { exit, err } = await terminal.run();
    expect(exit).toBe(1);
    expect(err).toMatch(
      /error DA6006: [\s\S]*--> handlers\/totals\.ts:4:37[\s\S]*note: `totals` is handled by this file\n {2}--> pipelines\.da/,
    );
    expect(err).toMatch(/pipelines.da: 1 error, nothing was written\n$/);
    expect(existsSync(terminal.path("generated"))).toBe(false);
  });
});

test("explain shows the files of an example", async () => {
  const { out } = await terminal.run("explain", "DA6006");
  expect(out).toMatch(/handlers\/amounts\.ts:[\s\S]*order: orderId[\s\S]*Repaired:\n\n\nhandlers\/amounts\.ts:/);
});
