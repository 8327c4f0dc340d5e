import { statSync, utimesSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Terminal } from "../testing/terminal.ts";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
});

afterEach(() => terminal.remove());

const UGLY = "pipeline   a{}\ntype A=string // kept\n";
const NEAT = "pipeline a {}\n\ntype A = string // kept\n";
const BROKEN = "pipeline a {\ntype A=string\n";

/** What the layout makes of a text, whatever that is. */
async function layoutOf(text: string): Promise<string> {
  return (await terminal.withInput(text, "fmt", "-")).out;
}

describe("fmt", () => {
  test("lays out the spec and all that it imports", async () => {
    terminal.write("pipelines.da", `import "./shared.da"\n${UGLY}`);
    terminal.write("shared.da", "type B=int");
    terminal.write("other.da", UGLY);
    const { exit, out, err } = await terminal.run("fmt");
    expect({ exit, out }).toEqual({ exit: 0, out: "" });
    expect(err).toBe("  laid out pipelines.da\n  laid out shared.da\n2 files, 2 changed\n");
    expect(terminal.read("pipelines.da")).toMatch(/^type A = string +\/\/ kept$/m);
    expect(terminal.read("shared.da")).toBe("type B = int\n");
    expect(terminal.read("other.da")).toBe(UGLY);
    expect(await terminal.run("fmt")).toMatchObject({ exit: 0, err: "2 files, 0 changed\n" });
  });

  test("lays out the named files, and touches none that is in the layout", async () => {
    terminal.write("a.da", await layoutOf(UGLY));
    terminal.write("b.da", UGLY);
    utimesSync(terminal.path("a.da"), 0, 0);
    expect((await terminal.run("fmt", "a.da", "b.da")).err).toBe("  laid out b.da\n2 files, 1 changed\n");
    expect(statSync(terminal.path("a.da")).mtimeMs).toBe(0);
    expect(terminal.read("b.da")).toBe(terminal.read("a.da"));
  });

  test("leaves a file with a syntax error alone and tells of it", async () => {
    terminal.write("a.da", BROKEN);
    terminal.write("b.da", UGLY);
    const { exit, err } = await terminal.run("fmt", "a.da", "b.da");
    expect(exit).toBe(1);
    expect(err).toContain("error DA1001");
    expect(err).toMatch(/2 files, 1 changed, 1 left alone for its syntax errors\n$/);
    expect(terminal.read("a.da")).toBe(BROKEN);
    const { out } = await terminal.run("fmt", "a.da", "--format", "json");
    expect(JSON.parse(out).diagnostics).toMatchObject([{ code: "DA1001", file: "a.da" }]);
  });

  test("refuses what cannot be read, and then writes nothing", async () => {
    terminal.write("b.da", UGLY);
    const { exit, err } = await terminal.run("fmt", "b.da", "none.da", ".");
    expect(exit).toBe(2);
    expect(err).toContain("`none.da` cannot be read: there is no such file; `.` cannot be read: it is a folder");
    expect(terminal.read("b.da")).toBe(UGLY);
  });

  test("says of an import that it cannot be read", async () => {
    terminal.write("pipelines.da", `import "./none.da"\n${NEAT}`);
    const { exit, err } = await terminal.run("fmt");
    expect(exit).toBe(1);
    expect(err).toContain("error DA1003");
  });
});

describe("fmt --check", () => {
  test("names each file that is not in the layout, and writes nothing", async () => {
    terminal.write("a.da", await layoutOf(UGLY));
    terminal.write("b.da", UGLY);
    expect(await terminal.run("fmt", "--check", "a.da", "b.da")).toEqual({
      exit: 1,
      out: "b.da: not in the layout\n",
      err: "2 files, 1 not in the layout\n",
    });
    expect(terminal.read("b.da")).toBe(UGLY);
    expect((await terminal.run("fmt", "--check", "a.da")).exit).toBe(0);
  });
});

describe("fmt -", () => {
  test("goes from stdin to stdout", async () => {
    const { exit, out, err } = await terminal.withInput(UGLY, "fmt", "-");
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    expect(out).toMatch(/^type A = string +\/\/ kept$/m);
    expect(await layoutOf(out)).toBe(out);
  });

  test("prints nothing on stdout for a syntax error", async () => {
    const { exit, out, err } = await terminal.withInput(BROKEN, "fmt", "-");
    expect({ exit, out }).toEqual({ exit: 1, out: "" });
    expect(err).toContain(" --> <stdin>:");
  });

  test("checks with --check", async () => {
    expect(await terminal.withInput(UGLY, "fmt", "--check", "-")).toEqual({
      exit: 1,
      out: "",
      err: "<stdin>: not in the layout\n",
    });
  });

  test("stands alone, and is text", async () => {
    expect((await terminal.run("fmt", "-", "a.da")).err).toContain("`-` is stdin, and stands alone");
    const { exit, err } = await terminal.withInput(Uint8Array.from([0xff]), "fmt", "-");
    expect(exit).toBe(2);
    expect(err).toContain("stdin cannot be read: it is not UTF-8 text");
  });
});
