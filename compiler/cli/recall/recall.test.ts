// A call that is made again says what it said, as long as nothing has changed that it rests on, and only then.
import { mkdirSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GOOD, Terminal } from "../testing/terminal.ts";

const CALLS = ".cache/da-compile/calls";
const SPEC = `import "./shared.da"\n\n${GOOD}`;
/** The same with a handler in TypeScript. */
const WITH_HANDLER = SPEC.replace(
  "  update totals(userId) { amount }\n",
  '  handler "./handlers/totals.ts"\n  updates totals\n',
);
const SHARED = "type Id = string(1..64)\n";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
  terminal.write("pipelines.da", SPEC);
  terminal.write("shared.da", SHARED);
});

afterEach(() => terminal.remove());

function kept(): readonly string[] {
  try {
    return readdirSync(terminal.path(CALLS));
  } catch {
    return [];
  }
}

/** Puts other words into all that is kept, by which to know what was not found out anew. */
function poison(): void {
  for (const name of kept()) {
    const answered = JSON.parse(terminal.read(join(CALLS, name)));
    terminal.write(join(CALLS, name), JSON.stringify({ ...answered, said: [["err", "as before\n"]] }));
  }
}

const AS_BEFORE = { exit: 0, out: "", err: "as before\n" };

describe("a check", () => {
  test("says the same while nothing changes, though files are written again", async () => {
    const first = await terminal.run("check");
    expect(first.err).toContain("no errors");
    expect(await terminal.run("check")).toEqual(first);
    poison();
    expect(await terminal.run("check")).toEqual(AS_BEFORE);
    terminal.write("pipelines.da", SPEC);
    expect(await terminal.run("check")).toEqual(AS_BEFORE);
  });

  test("of a spec with errors says them again", async () => {
    terminal.write("shared.da", "type Id = strin\n");
    const first = await terminal.run("check", "--format", "json");
    expect(first).toMatchObject({ exit: 1, out: expect.stringContaining("strin") });
    expect(kept()).toHaveLength(1);
    expect(await terminal.run("check", "--format", "json")).toEqual(first);
  });

  test.each([
    ["the root file", () => terminal.write("pipelines.da", `${SPEC}\n// more\n`)],
    ["an imported file", () => terminal.write("shared.da", `${SHARED}\n// more\n`)],
    ["an imported file that is gone", () => rmSync(terminal.path("shared.da"))],
    [
      "what is kept",
      () => {
        for (const name of kept()) terminal.write(join(CALLS, name), "{");
      },
    ],
    [
      "the terminal",
      () => {
        terminal.color = true;
      },
    ],
  ])("is done anew for a change of %s", async (_, change) => {
    await terminal.run("check");
    poison();
    change();
    expect((await terminal.run("check")).err).not.toContain("as before");
  });

  test("is done anew when a file is there that was missed", async () => {
    rmSync(terminal.path("shared.da"));
    expect((await terminal.run("check")).exit).toBe(1);
    terminal.write("shared.da", SHARED);
    expect((await terminal.run("check")).exit).toBe(0);
  });

  test("is another one with other options, and from another folder", async () => {
    await terminal.run("check");
    poison();
    expect((await terminal.run("check", "--strict")).err).toContain("no errors");
    expect((await terminal.run("check", "./pipelines.da")).err).toContain("no errors");
  });

  test("of a file that cannot be read is not kept: why may change", async () => {
    rmSync(terminal.path("shared.da"));
    mkdirSync(terminal.path("shared.da"));
    expect((await terminal.run("check")).err).toContain("it is a folder");
    expect((await terminal.run("check", "none.da")).exit).toBe(2);
    expect(kept()).toEqual([]);
  });

  test("forgets the oldest of many", async () => {
    for (let n = 0; n < 200; n++) {
      terminal.write(join(CALLS, `${n}.json`), "{}");
      utimesSync(terminal.path(join(CALLS, `${n}.json`)), n, n);
    }
    await terminal.run("check");
    const left = new Set(kept());
    expect(left.size).toBe(100);
    expect([left.has("100.json"), left.has("101.json")]).toEqual([false, true]);
    poisonAllButEmpty(left);
    expect(await terminal.run("check")).toEqual(AS_BEFORE);
  });
});

function poisonAllButEmpty(names: ReadonlySet<string>): void {
  for (const name of names) if (terminal.read(join(CALLS, name)) === "{}") rmSync(terminal.path(join(CALLS, name)));
  poison();
}

describe("a compile", () => {
  test("is kept once there was nothing to write", async () => {
    expect((await terminal.run()).err).toContain("wrote generated/events.ts");
    expect(kept()).toEqual([]);
    const second = await terminal.run();
    expect(second.err).toContain(" 0 changed, 0 removed");
    expect(await terminal.run()).toEqual(second);
    poison();
    expect(await terminal.run()).toEqual(AS_BEFORE);
  });

  test.each([
    ["is edited", () => terminal.write("generated/events.ts", "mine"), "edited by hand"],
    ["is gone", () => rmSync(terminal.path("generated/topics.json")), "wrote generated/topics.json"],
    ["lists what was made and is gone", () => rmSync(terminal.path("generated/.da-manifest.json")), "0 changed"],
  ])("is done anew where a file that it made %s", async (_, change, told) => {
    await terminal.run();
    await terminal.run();
    poison();
    change();
    const { err } = await terminal.run();
    expect(err).toContain(told);
    expect(err).not.toContain("as before");
  });

  test("with --check tells a file that has changed since", async () => {
    await terminal.run();
    expect((await terminal.run("compile", "--check")).exit).toBe(0);
    expect(kept()).toHaveLength(1);
    terminal.write("generated/events.ts", "mine");
    const drifted = await terminal.run("compile", "--check");
    expect(drifted).toMatchObject({ exit: 1, out: "generated/events.ts: edited by hand\n" });
    expect(await terminal.run("compile", "--check")).toEqual(drifted);
  });

  test("does not say again that it began a handler", async () => {
    terminal.write("pipelines.da", WITH_HANDLER);
    await terminal.run();
    rmSync(terminal.path("handlers/totals.ts"));
    expect((await terminal.run()).err).toContain("wrote handlers/totals.ts");
    expect((await terminal.run()).err).not.toContain("wrote handlers/totals.ts");
  });

  test("is done anew when a handler in TypeScript changes", async () => {
    terminal.write("pipelines.da", WITH_HANDLER);
    await terminal.run();
    await terminal.run();
    expect(await terminal.run()).toMatchObject({ exit: 0 });
    terminal.write("handlers/totals.ts", "export default 7;\n");
    expect(await terminal.run()).toMatchObject({ exit: 1 });
  });
});
