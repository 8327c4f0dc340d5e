// `diff` on real repositories: baselines of all kinds, and what cannot be loaded.
import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GOOD, Terminal } from "../testing/terminal.ts";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
});

afterEach(() => terminal.remove());

function git(...args: readonly string[]): string {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "init.defaultBranch=main"];
  return execFileSync("git", [...identity, ...args], { cwd: terminal.folder, encoding: "utf8" });
}

function commit(...paths: readonly string[]): void {
  git("add", ...paths);
  git("commit", "-q", "-m", "a step");
}

const PATHED = GOOD.replace("amount: number\n}\n\nstore", "amount: number(0..)\n}\n\nstore");

describe("against a git ref", () => {
  beforeEach(() => {
    git("init", "-q");
  });

  test("what breaks is told with a document, and the work tree is left alone", async () => {
    terminal.write("pipelines.da", GOOD);
    commit("pipelines.da");
    terminal.write("pipelines.da", PATHED);
    const { exit, out, err } = await terminal.run("diff", "--against", "main");
    expect(exit).toBe(1);
    expect(out).toContain("breaking range-narrowed: `amount` of `order.placed` takes fewer numbers");
    expect(out).toContain("was: main:pipelines.da:10: amount: number\n");
    expect(out).toContain('document: {"userId":"a","amount":-1}');
    expect(out).toContain("the old version reads it, the new one refuses it (amount: -1 is less than 0)");
    expect(err).toBe("pipelines.da against main: 1 breaking (backward)\n");
    expect(git("status", "--porcelain")).toBe(" M pipelines.da\n");
  });

  test("what a registry with the old schemas would answer is told besides, where it is asked for", async () => {
    terminal.write("pipelines.da", GOOD);
    commit("pipelines.da");
    terminal.write("pipelines.da", GOOD.replace("amount: number\n}\n\nstore", "amount: number(0..)\n}\n\nstore"));
    const rules = async (...more: readonly string[]): Promise<readonly string[]> => {
      const { out } = await terminal.run("diff", "--against", "main", "--format", "json", ...more);
      return JSON.parse(out).findings.map(({ rule }: { readonly rule: string }) => rule);
    };
    expect(await rules()).toEqual(["range-narrowed"]);
    expect(await rules("--registry-rules", "strict")).toEqual(["range-narrowed", "schema-bounds"]);
  });

  test("imports are read at the ref too", async () => {
    terminal.write(
      "specs/pipelines.da",
      `import "../shared/types.da"\n${GOOD.replaceAll("userId: string", "userId: Id")}`,
    );
    terminal.write("shared/types.da", 'import "./more.da"\n');
    terminal.write("shared/more.da", "type Id = string(..9)\n");
    commit(".");
    terminal.write("shared/more.da", "type Id = string(..8)\n");
    const { exit, out } = await terminal.run("diff", "specs/pipelines.da", "--against", "HEAD", "--format", "json");
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      level: "backward",
      baselines: [{ against: "HEAD", state: "compared" }],
      breaking: true,
      findings: [
        {
          rule: "length-narrowed",
          path: "type:Id",
          file: "shared/more.da",
          range: { start: { line: 1, column: 1 } },
          old: { file: "HEAD:shared/more.da", line: 1, text: "type Id = string(..9)" },
          new: { file: "shared/more.da", line: 1, text: "type Id = string(..8)" },
          document: {
            event: "order.placed",
            json: { userId: "aaaaaaaaa" },
            old: { reads: true },
            new: { reads: false },
          },
        },
      ],
    });
  });

  test("a path behind a colon, from the root or from here", async () => {
    terminal.write("a/pipelines.da", GOOD);
    commit(".");
    terminal.write("a/pipelines.da", PATHED);
    for (const against of ["main:a/pipelines.da", "main:./a/pipelines.da", "main:a", "HEAD:a/"]) {
      expect((await terminal.run("diff", "a/pipelines.da", "--against", against)).exit, against).toBe(1);
    }
    expect((await terminal.run("diff", "a/pipelines.da", "--against", "main:b")).err).toContain(
      "there is no `b` at `main`",
    );
  });

  test("a spec that is new there breaks nothing, and this is said aloud", async () => {
    terminal.write("README", "");
    commit("README");
    terminal.write("pipelines.da", GOOD);
    const { exit, out, err } = await terminal.run("diff", "--quiet", "--against", "main", "--format", "json");
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ baselines: [{ against: "main", state: "new" }], findings: [] });
    expect(err).toContain("`pipelines.da` is not there at `main`: the spec is new");
  });

  test("a baseline with errors is none", async () => {
    terminal.write("pipelines.da", GOOD.replace("{ userId, amount }", "{ userId }"));
    commit("pipelines.da");
    terminal.write("pipelines.da", GOOD);
    const { exit, out, err } = await terminal.run("diff", "--against", "main");
    expect({ exit, out }).toEqual({ exit: 2, out: "" });
    expect(err).toContain(
      "`--against main` cannot be loaded: the spec there has an error in `main:pipelines.da:25`: DA3003",
    );
  });

  test("several baselines mean all of them", async () => {
    terminal.write("pipelines.da", GOOD);
    commit("pipelines.da");
    git("tag", "v1");
    terminal.write("pipelines.da", PATHED);
    commit("pipelines.da");
    const { exit, out } = await terminal.run("diff", "--against", "main", "--against", "v1", "--format", "json");
    expect(exit).toBe(1);
    expect(JSON.parse(out).findings).toMatchObject([{ rule: "range-narrowed", against: ["v1"] }]);
    expect((await terminal.run("diff", "--against", "main")).exit).toBe(0);
  });

  test("levels", async () => {
    terminal.write("pipelines.da", PATHED);
    commit("pipelines.da");
    terminal.write("pipelines.da", GOOD);
    expect((await terminal.run("diff", "--against", "main")).exit).toBe(0);
    for (const level of ["forward", "full"]) {
      const { exit, out } = await terminal.run("diff", "--against", "main", "--level", level);
      expect([exit, out]).toEqual([1, expect.stringContaining("breaking range-widened")]);
    }
  });

  test("a shallow clone is told what to fetch", async () => {
    terminal.write("origin/pipelines.da", GOOD);
    git("init", "-q", "origin");
    git("-C", "origin", "add", ".");
    git("-C", "origin", "commit", "-q", "-m", "one");
    git("-C", "origin", "checkout", "-q", "-b", "change");
    git("-C", "origin", "commit", "-q", "--allow-empty", "-m", "two");
    git("clone", "-q", "--depth=1", "--branch=change", `file://${terminal.path("origin")}`, "clone");
    const clone = ["diff", "clone/pipelines.da", "--against"];
    const { exit, err } = await terminal.run(...clone, "origin/main");
    expect(exit).toBe(2);
    const command = /run `git (fetch [^`]+)`/.exec(err)?.[1] ?? "";
    expect(command).toBe("fetch --no-tags --depth=1 origin main:refs/remotes/origin/main");
    expect((await terminal.run(...clone, "main")).err).toContain("origin main:refs/heads/main`");
    expect((await terminal.run(...clone, "HEAD~1")).err).toContain("`git fetch --unshallow origin`");
    git("-C", "clone", ...command.split(" "));
    expect((await terminal.run(...clone, "origin/main")).exit).toBe(0);
    expect((await terminal.run(...clone, "main")).err).toContain("use `--against origin/main`");
  });

  test("a ref that is not there, with the nearest name", async () => {
    terminal.write("pipelines.da", GOOD);
    commit("pipelines.da");
    const { exit, err } = await terminal.run("diff", "--against", "mian");
    expect([exit, err]).toEqual([2, expect.stringContaining("did you mean `main`?")]);
  });
});

describe("against a file or folder", () => {
  test("a file, or a folder that holds the spec", async () => {
    terminal.write("pipelines.da", PATHED);
    terminal.write("old/pipelines.da", GOOD);
    for (const against of ["old/pipelines.da", "./old", "old"]) {
      const { exit, out } = await terminal.run("diff", "--against", against);
      expect([exit, out]).toEqual([1, expect.stringContaining("was: old/pipelines.da:10: amount: number")]);
    }
  });

  test("a folder of published schemas, here or at a git ref", async () => {
    terminal.write("pipelines.da", GOOD);
    expect((await terminal.run("compile")).exit).toBe(0);
    git("init", "-q");
    commit(".");
    terminal.write("pipelines.da", PATHED);
    for (const against of ["generated", "generated/schemas", "main:generated/schemas", "main:generated"]) {
      const { exit, out } = await terminal.run("diff", "--against", against, "--format", "json");
      expect([exit, JSON.parse(out).findings], against).toMatchObject([1, [{ rule: "range-narrowed", old: null }]]);
    }
    expect((await terminal.run("diff", "--against", "main:.ci")).exit).toBe(2);
  });

  test.each(["none.da", "./none", "none", "empty", "pipelines.da/x"])("%s cannot be loaded", async (against) => {
    terminal.write("pipelines.da", GOOD);
    terminal.write("empty/x", "");
    const { exit, out, err } = await terminal.run("diff", "--against", against);
    expect({ exit, out }).toEqual({ exit: 2, out: "" });
    expect(err).toContain(`da-compile: \`--against ${against}\` cannot be loaded: `);
  });
});

test("a spec with errors is not compared", async () => {
  terminal.write("old.da", GOOD);
  terminal.write("pipelines.da", GOOD.replace("{ userId, amount }", "{ userId }"));
  const { exit, err } = await terminal.run("diff", "--against", "old.da");
  expect([exit, err]).toEqual([1, expect.stringContaining("nothing was compared")]);
});

test("without a baseline the call is not good", async () => {
  terminal.write("pipelines.da", GOOD);
  expect((await terminal.run("diff")).exit).toBe(2);
});

test("all rules", async () => {
  const { exit, out } = await terminal.run("diff", "--rules");
  expect([exit, out]).toEqual([
    0,
    expect.stringContaining("unit-changed\n  breaking; level full; breaks new readers of old data\n"),
  ]);
  const { out: listed } = await terminal.run("diff", "--rules", "--format", "json");
  expect(JSON.parse(listed).rules).toContainEqual(expect.objectContaining({ id: "field-added", level: "backward" }));
});
