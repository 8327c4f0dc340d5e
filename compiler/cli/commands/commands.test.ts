// explain, graph, life and init: what each prints or writes.
import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { table } from "../../diagnostics/table.ts";
import { GOOD, Terminal } from "../testing/terminal.ts";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
});

afterEach(() => terminal.remove());

describe("explain", () => {
  test.each(["DA3002", "da3002", "3002"])("%s tells what it means, what causes it and the repair", async (code) => {
    const { exit, out, err } = await terminal.run("explain", code);
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    const entry = table.find((one) => one.code === "DA3002");
    expect(out).toContain(`DA3002 (error): ${entry?.title}\n`);
    expect(out.replaceAll("\n", " ")).toContain(entry?.text.replaceAll("\n", " "));
    expect(out).toMatch(/This spec causes it:\n\n {2}\S/);
    expect(out).toMatch(/Repaired:\n\n {2}\S/);
  });

  test.each(table)("$code fits on a terminal, with no code broken over lines", async ({ code }) => {
    const { out } = await terminal.run("explain", code);
    const [said = ""] = out.split("\n\nThis spec causes it:");
    for (const line of said.split("\n")) {
      expect(line.length, line).toBeLessThanOrEqual(100);
      expect(line.split("`").length % 2, line).toBe(1);
    }
  });

  test("gives data with --format json", async () => {
    const { out } = await terminal.run("explain", "da8001", "--format", "json");
    expect(JSON.parse(out)).toMatchObject({ code: "DA8001", severity: "warning", bad: expect.any(String) });
  });

  test("names the codes of the same kind for one that is none", async () => {
    expect(await terminal.run("explain", "DA2009")).toEqual({
      exit: 2,
      out: "",
      err: "da-compile: there is no diagnostic `DA2009`: did you mean `DA2001`, `DA2002`, `DA2003`, `DA2004` or `DA2005`?\n",
    });
    expect((await terminal.run("explain", "scor")).err).toContain("codes look like `DA3002`");
  });
});

describe("graph", () => {
  test.each([
    ["svg", /^<svg /],
    ["mermaid", /^flowchart/],
    ["dot", /^digraph/],
    ["json", /^\{/],
  ])("--as %s", async (form, begin) => {
    terminal.write("pipelines.da", GOOD);
    const { exit, out, err } = await terminal.run("graph", "--as", form);
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    expect(out).toMatch(begin);
    expect(out).toContain("usage.order.amount");
  });

  test("is a picture where no form is named", async () => {
    terminal.write("pipelines.da", GOOD);
    expect((await terminal.run("graph")).out).toMatch(/^<svg /);
  });

  test("of a wrong spec is none: what is wrong is told", async () => {
    terminal.write("pipelines.da", GOOD.replace("{ userId, amount }", "{ userId }"));
    const { exit, out, err } = await terminal.run("graph");
    expect({ exit, out }).toEqual({ exit: 1, out: "" });
    expect(err).toContain("error DA3003");
    const json = await terminal.run("graph", "--format", "json");
    expect(JSON.parse(json.out).diagnostics).toHaveLength(1);
  });

  test("stands alone on stdout beside warnings", async () => {
    terminal.write("pipelines.da", `${GOOD}type Unused = string\n`);
    const { exit, out, err } = await terminal.run("graph", "--as", "json", "--format", "json");
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toHaveProperty("nodes");
    expect(JSON.parse(err).diagnostics).toMatchObject([{ code: "DA8002" }]);
  });
});

describe("life", () => {
  test("tells what becomes of an event, as text and as data", async () => {
    terminal.write("pipelines.da", GOOD);
    const { exit, out } = await terminal.run("life", "order.placed");
    expect(exit).toBe(0);
    expect(out).toContain("demux amounts");
    expect(JSON.parse((await terminal.run("life", "order.placed", "--format", "json")).out)).toMatchObject({
      event: "order.placed",
    });
  });
});

describe("init", () => {
  test("writes a pipeline that compiles without a warning", async () => {
    const { exit, out, err } = await terminal.run("init", "shop");
    expect({ exit, out }).toEqual({ exit: 0, out: "" });
    expect(err).toContain("  wrote shop/pipelines.da\n");
    expect(err).toContain("Next: cd shop && ");
    expect((await terminal.run("shop/pipelines.da", "--strict")).exit).toBe(0);
    expect(existsSync(terminal.path("shop/generated/events.ts"))).toBe(true);
  });

  test("writes input whose events the spec knows", async () => {
    await terminal.run("init");
    const spec = terminal.read("pipelines.da");
    const lines = terminal.read("samples/web.jsonl").trim().split("\n");
    for (const line of lines) expect(spec).toContain(`event ${JSON.parse(line).kind} from web {`);
    expect(JSON.parse(terminal.read("package.json"))).toHaveProperty("dependencies.da-compile");
  });

  test("never touches what is there", async () => {
    terminal.write("README.md", "mine");
    expect((await terminal.run("init")).err).toContain("  left README.md as it is\n");
    expect(terminal.read("README.md")).toBe("mine");
    const again = await terminal.run("init");
    expect(again).toEqual({
      exit: 2,
      out: "",
      err: "da-compile: `pipelines.da` is there already: name another folder\n",
    });
  });

  test("refuses a folder that is a file", async () => {
    terminal.write("taken", "");
    const { exit, err } = await terminal.run("init", "taken");
    expect(exit).toBe(2);
    expect(err).toContain("`taken/pipelines.da` cannot be written: ");
  });
});
