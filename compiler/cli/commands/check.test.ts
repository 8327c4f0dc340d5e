import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GOOD, Terminal } from "../testing/terminal.ts";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
});

afterEach(() => terminal.remove());

/** A spec with one warning: nothing uses the type. */
const WARNED = `${GOOD}type Unused = string\n`;
/** A spec with one error: the field is misspelt. */
const WRONG = GOOD.replace("{ userId, amount }", "{ userId, amount: amont }");

describe("check", () => {
  test("of a good spec counts what it declares", async () => {
    terminal.write("pipelines.da", GOOD);
    expect(await terminal.run("check")).toEqual({
      exit: 0,
      out: "",
      err: "pipelines.da: no errors (7 declarations)\n",
    });
    expect(await terminal.run("check", "--quiet")).toEqual({ exit: 0, out: "", err: "" });
  });

  test("of a wrong one shows where, on stderr", async () => {
    terminal.write("pipelines.da", WRONG);
    const { exit, out, err } = await terminal.run("check");
    expect({ exit, out }).toEqual({ exit: 1, out: "" });
    expect(err).toContain("error DA2001");
    expect(err).toContain(" --> pipelines.da:25:45\n");
    expect(err).toMatch(/\npipelines.da: 1 error \(7 declarations\)\n$/);
  });

  test("fails for warnings only where that is wanted", async () => {
    terminal.write("pipelines.da", WARNED);
    expect((await terminal.run("check")).exit).toBe(0);
    expect((await terminal.run("check", "--strict")).exit).toBe(1);
    expect((await terminal.run("--strict", "check")).err).toContain("pipelines.da: no errors, 1 warning");
  });

  test("colours only a terminal's", async () => {
    terminal.write("pipelines.da", WRONG);
    expect((await terminal.run("check")).err).not.toContain("\u001b");
    terminal.color = true;
    expect((await terminal.run("check")).err).toContain("\u001b[1;31merror DA2001\u001b[0m");
  });
});

describe("check --format", () => {
  test("json is one object on stdout, with or without diagnostics", async () => {
    terminal.write("good.da", GOOD);
    terminal.write("wrong.da", WRONG);
    expect(await terminal.run("check", "good.da", "--format", "json", "--quiet")).toEqual({
      exit: 0,
      out: '{"diagnostics":[]}\n',
      err: "",
    });
    const { exit, out } = await terminal.run("check", "wrong.da", "--format", "json");
    expect(exit).toBe(1);
    expect(JSON.parse(out).diagnostics).toMatchObject([
      { code: "DA2001", severity: "error", file: "wrong.da", range: { start: { line: 25, column: 45 } } },
    ]);
  });

  test("names files from the working folder, wherever the spec is", async () => {
    terminal.write("specs/root.da", `import "../shared/b.da"\n${GOOD}`);
    terminal.write("shared/b.da", "record R { a: Missing }\n");
    const { out } = await terminal.run("check", terminal.path("specs/root.da"), "--format=json");
    expect(JSON.parse(out).diagnostics).toMatchObject([{ code: "DA2001", file: "shared/b.da" }]);
  });

  test("sarif and github are on stdout as well", async () => {
    terminal.write("pipelines.da", WRONG);
    const sarif = await terminal.run("check", "--format", "sarif");
    expect(JSON.parse(sarif.out).runs[0].results).toMatchObject([{ ruleId: "DA2001" }]);
    const github = await terminal.run("check", "--format", "github");
    expect(github.out).toMatch(/^::error file=pipelines.da,line=25,col=45,endColumn=50,title=DA2001::[^\n]+\n$/);
  });
});

describe("columns and lines", () => {
  const start = async (text: string | Uint8Array) => {
    terminal.write("pipelines.da", text);
    const { out } = await terminal.run("check", "--format", "json");
    return JSON.parse(out).diagnostics.map((one: { code: string; range: { start: unknown } }) => [
      one.code,
      one.range.start,
    ]);
  };

  test("at the end of the file", async () => {
    expect(await start("pipeline a {")).toEqual([["DA1001", { line: 1, column: 13 }]]);
    expect(await start("pipeline a {\n")).toEqual([["DA1001", { line: 2, column: 1 }]]);
  });

  test("after CR LF, CR, tabs and wide characters", async () => {
    expect(await start("pipeline a {}\r\n\r\nrecord R { a: Missing }\r\n")).toMatchObject([
      ["DA2001", { line: 3, column: 15 }],
    ]);
    expect(await start('pipeline a {}\n\tparam p: "日本🎉" = "日"\n')).toMatchObject([
      ["DA3004", { line: 2, column: 20 }],
    ]);
  });

  test("a byte order mark is no column", async () => {
    expect(await start("\ufeffpipeline a { hps: 1 }")).toEqual([["DA2005", { line: 1, column: 14 }]]);
  });

  test("of an empty file", async () => {
    expect(await start("")).toEqual([["DA2004", { line: 1, column: 1 }]]);
  });
});

describe("files that are no text", () => {
  const latin1 = Uint8Array.from([...new TextEncoder().encode('pipeline a { topics: "caf'), 0xe9, 0x22, 0x7d]);

  test("the spec itself: the call is not good", async () => {
    terminal.write("pipelines.da", latin1);
    expect(await terminal.run("check")).toEqual({
      exit: 2,
      out: "",
      err: "da-compile: `pipelines.da` cannot be read: it is not UTF-8 text: byte 0xE9 at offset 25 fits nowhere\n",
    });
  });

  test("an import: the spec is not", async () => {
    terminal.write("pipelines.da", `import "./b.da"\nimport "./folder"\nimport "./none.da"\n${GOOD}`);
    terminal.write("b.da", latin1);
    terminal.write("folder/x", "");
    const { exit, out } = await terminal.run("check", "--format", "json");
    expect(exit).toBe(1);
    const found = JSON.parse(out).diagnostics;
    expect(found.map(({ code }: { code: string }) => code)).toEqual(["DA1003", "DA1003", "DA1003"]);
    expect(found[0].message).toContain("byte 0xE9 at offset 25");
    expect(found[1].message).toContain("it is a folder");
    expect(found[2].message).toContain("there is no such file");
  });
});

describe("check --watch", () => {
  test("checks again when an imported file changes, or comes to be, until it is stopped", async () => {
    terminal.write("pipelines.da", `import "./shared.da"\n${GOOD}`);
    const watch = terminal.start("check", "--watch");
    await watch.said("1 error");
    await watch.said("Watching 2 files");
    terminal.write("shared.da", "type Unused = string\n");
    await watch.said("Changed: shared.da");
    await watch.said("no errors, 1 warning");
    await watch.said("Watching 2 files");
    terminal.write("unrelated.da", "");
    terminal.write("pipelines.da", `import "./shared.da"\n${WRONG}`);
    await watch.said("Changed: pipelines.da");
    await watch.said("1 error");
    const { exit, err } = await watch.stop();
    expect(exit).toBe(0);
    expect(err).not.toContain("unrelated");
  });

  test("does not begin where there is no spec", async () => {
    const { exit } = await terminal.run("check", "--watch");
    expect(exit).toBe(2);
  });
});
