// `ci`: one call, one summary, one status.
import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GOOD, Terminal } from "../testing/terminal.ts";

let terminal: Terminal;

const TESTED = `${GOOD}
test "amounts add up" {
  send order.placed { userId: "u", amount: 2 }
  expect totals(userId: "u") { amount: 2 }
}
`;

beforeEach(async () => {
  terminal = new Terminal();
  terminal.write("pipelines.da", TESTED);
  await terminal.run("compile");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@localhost", ...args], { cwd: terminal.folder });
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-q", "-m", "one");
});

afterEach(() => terminal.remove());

const words = (text: string) =>
  text
    .split("\n")
    .filter((line) => /^(check|fmt|compile|test|diff)/.test(line))
    .map((line) =>
      line
        .split(/\s{2,}/)
        .slice(0, 2)
        .join(": "),
    );

test("all is well", async () => {
  const { exit, out } = await terminal.run("ci", "--against", "main");
  expect([exit, words(out)]).toEqual([
    0,
    ["check: ok", "fmt --check: ok", "compile --check: ok", "test: ok", "diff: ok"],
  ]);
});

test("each step that fails says why, and the status is the worst", async () => {
  terminal.write(
    "pipelines.da",
    TESTED.replace("amount: number\n}", "amount:  number(0..)\n}").replace("{ amount: 2 }", "{ amount: 3 }"),
  );
  const { exit, out } = await terminal.run("ci", "--against", "main");
  expect(exit).toBe(1);
  expect(words(out)).toEqual([
    "check: ok",
    "fmt --check: failed",
    "compile --check: failed",
    "test: failed",
    "diff: failed",
  ]);
  for (const part of ["pipelines.da: not in the layout", "validators.js: out of date", "breaking range-narrowed"]) {
    expect(out).toContain(part);
  }
});

test("with errors only what needs no sound spec is run", async () => {
  terminal.write("pipelines.da", TESTED.replace("{ userId, amount }", "{ userId }"));
  const { exit, out, err } = await terminal.run("ci", "--against", "main");
  expect([exit, words(out)]).toEqual([
    1,
    ["check: failed", "fmt --check: ok", "compile --check: -", "test: -", "diff: -"],
  ]);
  expect(err.match(/error DA3003/g)).toHaveLength(1);
});

test("without a baseline nothing is compared, and this is said", async () => {
  const { exit, out } = await terminal.run("ci");
  expect([exit, out]).toEqual([0, expect.stringMatching(/diff +- +not run: nothing to compare with/)]);
});

test("a baseline that cannot be loaded is a call that is not good", async () => {
  const { exit, err } = await terminal.run("ci", "--against", "nowhere");
  expect([exit, err]).toEqual([2, expect.stringContaining("`--against nowhere` cannot be loaded")]);
});

test("as JSON, SARIF and GitHub annotations", async () => {
  terminal.write(
    "pipelines.da",
    `${TESTED.replace("amount: number\n}", "amount: number(0..)\n}")}\ntype Unused = string\n`,
  );
  await terminal.run("compile");
  const json = JSON.parse((await terminal.run("ci", "--against", "main", "--format", "json")).out);
  expect(json.steps.map(({ name, exit }: { readonly name: string; readonly exit: number }) => [name, exit])).toEqual([
    ["check", 0],
    ["fmt --check", 0],
    ["compile --check", 0],
    ["test", 0],
    ["diff", 1],
  ]);
  expect(json.steps[4].output.findings).toMatchObject([{ rule: "range-narrowed" }]);
  expect(json.diagnostics).toMatchObject([{ code: "DA8002" }]);
  const { runs } = JSON.parse((await terminal.run("ci", "--against", "main", "--format", "sarif")).out);
  expect(
    runs.map((run: { readonly results: readonly { readonly ruleId: string }[] }) =>
      run.results.map(({ ruleId }) => ruleId),
    ),
  ).toEqual([["DA8002"], ["range-narrowed"]]);
  const { out, err } = await terminal.run("ci", "--against", "main", "--format", "github");
  expect(out.trimEnd().split("\n")).toEqual([
    expect.stringMatching(/^::warning .*title=DA8002::/),
    expect.stringMatching(/^::error .*title=range-narrowed::/),
  ]);
  expect(words(err)).toHaveLength(5);
});
