import { afterEach, beforeEach, describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { GRAPH_FORMS } from "../graph/index.ts";
import { COMMANDS } from "./commands.ts";
import type { Io } from "./io.ts";
import { run } from "./program.ts";
import { GOOD, Terminal } from "./testing/terminal.ts";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
});

afterEach(() => terminal.remove());

describe("help", () => {
  test("names every command that there is", async () => {
    const { exit, out, err } = await terminal.run("--help");
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    for (const { name } of COMMANDS) expect(out).toMatch(new RegExp(`^ {2}${name} +`, "m"));
  });

  test.each(COMMANDS.map(({ name }) => name))("of %s tells its options and examples", async (name) => {
    const { exit, out } = await terminal.run(name, "--help");
    expect(exit).toBe(0);
    for (const option of ["--format", "--strict", "--quiet", "--version", "--help"]) expect(out).toContain(option);
    expect(out).toMatch(/Examples:\n {2}da-compile/);
    expect((await terminal.run("help", name)).out).toBe(out);
  });

  test("shows only examples whose options and operands are taken", async () => {
    for (const [line] of COMMANDS.flatMap(({ examples }) => examples)) {
      const args =
        line
          .split(/ [<>] /)[0]
          ?.split(" ")
          .slice(1) ?? [];
      const { err } = await terminal.run(...args);
      expect(err).not.toMatch(/no option|no command|does not take|cannot be `/);
    }
  });

  test("knows the forms of graph", () => {
    const [as] = COMMANDS.find(({ name }) => name === "graph")?.options ?? [];
    expect(as?.choices).toEqual(GRAPH_FORMS);
  });
});

test.each([["--version"], ["check", "--version"], ["--strict", "--version"]])("%s %s: the version", async (...args) => {
  expect(await terminal.run(...args)).toEqual({ exit: 0, out: `${manifest.version}\n`, err: "" });
});

describe("a call that is not good", () => {
  test.each([
    [["chekc"], "there is no command `chekc`, nor a spec of that name: did you mean `check`?"],
    [["check", "--watsh"], "`check` has no option `--watsh`: did you mean `--watch`?"],
    [["check", "a.da", "b.da"], "`check` does not take `b.da` as well"],
    [["check", "--format", "xml"], "`--format` cannot be `xml`: it is one of pretty, json, sarif, github"],
    [["check", "--format=jsn"], "`--format` cannot be `jsn`: did you mean `json`?"],
    [["--out"], "option '--out <DIR>' argument missing"],
    [["--out="], "`--out` needs a value"],
    [["--check", "--watch"], "`--check` and `--watch` exclude each other"],
    [["explain"], "missing required argument 'CODE'"],
    [["check"], "`pipelines.da` cannot be read: there is no such file"],
    [["check", "."], "`.` cannot be read: it is a folder"],
    [["none.da"], "`none.da` cannot be read: there is no such file"],
    [["check", "--", "--odd.da"], "`--odd.da` cannot be read: there is no such file"],
    [["explain", "DA9999"], "there is no diagnostic `DA9999`"],
    [["life", "order.plased", "good.da"], "the spec has no event `order.plased`: did you mean `order.placed`?"],
    [["life", "placed", "good.da"], "the spec has no event `placed`: did you mean `order.placed`?"],
    [["life", "nothing.at.all", "good.da"], "the spec has no event `nothing.at.all`: it has `order.placed`"],
  ])("%j", async (args, sentence) => {
    terminal.write("good.da", GOOD);
    const { exit, out, err } = await terminal.run(...args);
    expect({ exit, out }).toEqual({ exit: 2, out: "" });
    expect(err).toContain(`da-compile: ${sentence}`);
    expect(err).not.toMatch(/^\s+at /m);
  });

  test("is told of all its mistakes at once", async () => {
    const { err } = await terminal.run("check", "--formt", "--srict", "--format", "xml");
    expect(err.split("\n").filter((line) => line.startsWith("da-compile: "))).toHaveLength(3);
  });

  test("a file may have a name without a dot", async () => {
    terminal.write("shop", GOOD);
    expect((await terminal.run("shop", "--out", "out")).exit).toBe(0);
  });
});

describe("what should never happen", () => {
  const broken = (env: Io["env"]) => {
    let err = "";
    const io: Io = {
      out: () => {
        throw new Error("the printer burns");
      },
      err: (text) => {
        err += text;
      },
      input: async () => new Uint8Array(),
      cwd: terminal.folder,
      env,
      terminal: { color: false, columns: 80 },
      interrupted: () => new AbortController().signal,
    };
    return run(["explain", "DA1001"], io).then((exit) => ({ exit, err }));
  };

  test("is one sentence that asks for a report", async () => {
    expect(await broken({})).toEqual({
      exit: 2,
      err: "da-compile: this is a bug in da-compile, please report it: the printer burns\n",
    });
  });

  test("shows where with DA_DEBUG=1", async () => {
    expect((await broken({ DA_DEBUG: "1" })).err).toMatch(/\n {4}at /);
  });
});
