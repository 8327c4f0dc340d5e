import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MANIFEST } from "../output/manifest.ts";
import { GOOD, Terminal } from "../testing/terminal.ts";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
  terminal.write("pipelines.da", GOOD);
});

afterEach(() => terminal.remove());

const OLD = new Date(2020, 0, 1);

/** All files below a folder of the terminal, with their content. */
function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(terminal.path(folder), { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  const relative = names.map((name) => name.slice(terminal.path(folder).length + 1)).sort();
  return Object.fromEntries(relative.map((name) => [name, terminal.read(`${folder}/${name}`)]));
}

describe("compile", () => {
  test("writes generated/ beside the spec, and says so on stderr", async () => {
    const { exit, out, err } = await terminal.run();
    expect({ exit, out }).toEqual({ exit: 0, out: "" });
    const files = Object.keys(filesIn("generated"));
    expect(files).toEqual(expect.arrayContaining([MANIFEST, "events.ts", "handlers/amounts.ts", "stores.ts"]));
    expect(err).toContain("  wrote generated/handlers/amounts.ts\n");
    expect(err).toMatch(
      new RegExp(`\\ngenerated: ${files.length - 1} files, ${files.length - 1} changed, 0 removed\\n$`),
    );
    expect(Object.keys(JSON.parse(terminal.read(`generated/${MANIFEST}`)).files)).toEqual(
      files.filter((name) => name !== MANIFEST),
    );
  });

  test("is quiet where that is wanted", async () => {
    expect(await terminal.run("--quiet")).toEqual({ exit: 0, out: "", err: "" });
  });

  test("makes the same bytes wherever it is called, and whatever it is given", async () => {
    terminal.write("deep/down/pipelines.da", GOOD);
    await terminal.run("compile");
    await terminal.run("compile", terminal.path("deep/down/pipelines.da"));
    expect(filesIn("deep/down/generated")).toEqual(filesIn("generated"));
  });

  test("writes only what changed", async () => {
    await terminal.run();
    for (const name of Object.keys(filesIn("generated"))) utimesSync(terminal.path(`generated/${name}`), OLD, OLD);
    expect((await terminal.run()).err).toContain(", 0 changed, 0 removed\n");
    terminal.write("pipelines.da", GOOD.replace("dep totals on", "/// Adds up.\ndep totals on"));
    await terminal.run();
    expect(statSync(terminal.path("generated/handlers/amounts.ts")).mtime).toEqual(OLD);
    expect(statSync(terminal.path("generated/handlers/totals.ts")).mtime).not.toEqual(OLD);
  });

  test("removes what it no longer makes, and leaves what is the user's", async () => {
    await terminal.run();
    terminal.write("generated/mine/notes.txt", "mine");
    terminal.write("generated/handlers/mine.ts", "mine");
    terminal.write("pipelines.da", GOOD.replace("dep totals on", "dep sums on"));
    expect((await terminal.run()).err).toContain("  removed generated/handlers/totals.ts\n");
    expect(filesIn("generated")).toMatchObject({ "mine/notes.txt": "mine", "handlers/mine.ts": "mine" });
    expect(existsSync(terminal.path("generated/handlers/totals.ts"))).toBe(false);
  });

  test("says of an edit that it is overwritten, or that it stays", async () => {
    await terminal.run();
    terminal.write("generated/handlers/totals.ts", "edited");
    terminal.write("generated/handlers/amounts.ts", "edited");
    terminal.write("pipelines.da", GOOD.replace("dep totals on", "dep sums on"));
    const { exit, err } = await terminal.run("--quiet");
    expect(exit).toBe(0);
    expect(err.split("\n")).toEqual([
      "generated/handlers/amounts.ts was edited by hand; the edit is overwritten",
      "generated/handlers/totals.ts is no longer generated, but was edited by hand; it stays",
      "",
    ]);
    expect(terminal.read("generated/handlers/totals.ts")).toBe("edited");
  });

  test("does not overwrite what it did not make", async () => {
    terminal.write("src/events.ts", "export const mine = 1;\n");
    const { exit, err } = await terminal.run("--out", "src");
    expect(exit).toBe(2);
    expect(err).toContain("`src/events.ts` would be overwritten, and da-compile did not make it");
    expect(err).toContain("--out");
    expect(filesIn("src")).toEqual({ "events.ts": "export const mine = 1;\n" });
  });

  test("makes a lost or damaged manifest anew", async () => {
    await terminal.run();
    const before = filesIn("generated");
    terminal.write(`generated/${MANIFEST}`, "<<<<<<< HEAD\n");
    expect((await terminal.run()).err).toContain(`generated/${MANIFEST} is damaged and made anew`);
    rmSync(terminal.path(`generated/${MANIFEST}`));
    terminal.write("generated/events.ts", `${before["events.ts"]?.split("\n")[0]}\n// older\n`);
    expect((await terminal.run()).exit).toBe(0);
    expect(filesIn("generated")).toEqual(before);
  });

  test("writes nothing for a spec that is wrong", async () => {
    terminal.write("pipelines.da", GOOD.replace("{ userId, amount }", "{ userId }"));
    const { exit, err } = await terminal.run();
    expect(exit).toBe(1);
    expect(err).toMatch(/pipelines.da: 1 error, nothing was written\n$/);
    expect(existsSync(terminal.path("generated"))).toBe(false);
  });

  test("writes nothing for warnings with --strict", async () => {
    terminal.write("pipelines.da", `${GOOD}type Unused = string\n`);
    expect((await terminal.run("--strict")).exit).toBe(1);
    expect(existsSync(terminal.path("generated"))).toBe(false);
    expect((await terminal.run()).exit).toBe(0);
  });

  test("prints one JSON object where that is wanted", async () => {
    expect((await terminal.run("--format", "json")).out).toBe('{"diagnostics":[]}\n');
  });
});

describe("a folder that cannot be written", () => {
  test("as a file stands there", async () => {
    terminal.write("out", "a file");
    const { exit, err } = await terminal.run("--out", "out");
    expect(exit).toBe(2);
    expect(err).toMatch(/^da-compile: `out` cannot be /);
  });

  test("as a folder stands where a file belongs", async () => {
    mkdirSync(terminal.path("out/events.ts"), { recursive: true });
    const { exit, err } = await terminal.run("--out", "out");
    expect(exit).toBe(2);
    expect(err).toContain("it is a folder");
  });
});

describe("compile --check", () => {
  test("names each file that is not as it should be, and writes nothing", async () => {
    await terminal.run();
    terminal.write("generated/handlers/totals.ts", "edited");
    rmSync(terminal.path("generated/events.ts"));
    terminal.write("pipelines.da", GOOD.replace("demux amounts on", "demux orders on"));
    const before = filesIn("generated");
    const { exit, out } = await terminal.run("--check");
    expect(exit).toBe(1);
    expect(out.split("\n")).toEqual(
      expect.arrayContaining([
        "generated/.da-manifest.json: out of date",
        "generated/events.ts: missing",
        "generated/handlers/amounts.ts: left over",
        "generated/handlers/orders.ts: missing",
        "generated/handlers/totals.ts: edited by hand",
      ]),
    );
    expect(filesIn("generated")).toEqual(before);
  });

  test("is good where nothing would change", async () => {
    await terminal.run();
    expect(await terminal.run("--check")).toEqual({ exit: 0, out: "", err: "generated: up to date\n" });
  });

  test("makes no folder", async () => {
    expect((await terminal.run("--check")).exit).toBe(1);
    expect(existsSync(terminal.path("generated"))).toBe(false);
  });

  test("keeps stdout to the diagnostics in the other formats", async () => {
    const { out, err } = await terminal.run("--check", "--format", "json");
    expect(out).toBe('{"diagnostics":[]}\n');
    expect(err).toContain("generated/events.ts: missing\n");
  });
});

test("compile --watch writes again at a change", async () => {
  const watch = terminal.start("compile", "--watch");
  await watch.said("0 removed");
  await watch.said("Watching 1 file");
  terminal.write("pipelines.da", GOOD.replace("dep totals on", "dep sums on"));
  await watch.said("Changed: pipelines.da");
  await watch.said("  removed generated/handlers/totals.ts");
  await watch.said("Watching");
  terminal.write("pipelines.da", "pipeline");
  await watch.said("nothing was written");
  expect((await watch.stop()).exit).toBe(0);
});
