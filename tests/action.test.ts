// The GitHub Action, as a runner would run it: its own scripts, from action.yml, in a repository and its clones.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { starterFiles } from "../compiler/cli/commands/starter.ts";

// It starts the program many times.
vi.setConfig({ testTimeout: 300_000 });

const ROOT = fileURLToPath(new URL("..", import.meta.url));

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action: Action = parse(readFileSync(join(ROOT, "action.yml"), "utf8"));

let folder = "";
const at = (path: string): string => join(folder, path);

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

function git(cwd: string, ...args: readonly string[]): string {
  const who = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "protocol.file.allow=always"];
  return execFileSync("git", [...who, ...args], { cwd: at(cwd), encoding: "utf8", stdio: "pipe" });
}

const program = (cwd: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, "bin/da-compile.js"), ...args], { cwd: at(cwd), encoding: "utf8" });

/** A repository with the spec of `init`, as GitHub would hold it, and the clone of someone who works on it. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "da-action-"));
  for (const [path, text] of starterFiles("0.1.0")) write(`work/${path}`, text);
  expect(program("work", "compile").status).toBe(0);
  execFileSync("git", ["init", "-q", "--bare", "-b", "main", at("origin.git")]);
  git("work", "init", "-q", "-b", "main");
  git("work", "add", ".");
  git("work", "commit", "-qm", "The pipeline");
  git("work", "remote", "add", "origin", at("origin.git"));
  git("work", "push", "-q", "origin", "main");
  git("work", "checkout", "-qb", "change");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Edit = readonly [from: string, to: string];

/** Edits the spec on the branch and pushes it, with the generated code up to date. */
function change(...edits: readonly Edit[]): void {
  let text = readFileSync(at("work/pipelines.da"), "utf8");
  for (const [from, to] of edits) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  write("work/pipelines.da", text);
  program("work", "fmt");
  expect(program("work", "compile").status).toBe(0);
  git("work", "commit", "-qam", "A change");
  git("work", "push", "-q", "origin", "change");
}

interface Run {
  readonly status: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What `gh` was called with. */
  readonly calls: string;
}

let runs = 0;

/** A checkout of the pull request as actions/checkout makes it: one commit, and nothing of the branch it is merged into. */
function pullRequest(inputs: Readonly<Record<string, string>> = {}, comments = ""): Run {
  const name = `run${++runs}`;
  git(".", "clone", "-q", "--depth=1", "--branch", "change", `file://${at("origin.git")}`, name);
  const temp = at(`${name}-temp`);
  mkdirSync(join(temp, "bin"), { recursive: true });
  const fake = `#!/bin/sh\nprintf '%s\\n' "$*" >> "${temp}/gh"\ncase "$*" in *--jq*) printf '%s' "${comments}";; esac\n`;
  writeFileSync(join(temp, "bin/gh"), fake);
  writeFileSync(join(temp, "gh"), "");
  chmodSync(join(temp, "bin/gh"), 0o755);
  const context: Record<string, string> = {
    "github.event_name": "pull_request",
    "github.event.pull_request.number": "7",
    "github.token": "a token",
    ...Object.fromEntries(Object.entries(action.inputs).map(([key, each]) => [`inputs.${key}`, each.default])),
    ...Object.fromEntries(Object.entries(inputs).map(([key, value]) => [`inputs.${key}`, value])),
  };
  const filled = (text: string): string =>
    text.replace(/\$\{\{ *([\w.]+) *\}\}/g, (_, key: string) => context[key] ?? "");
  let [status, log] = [0, ""];
  for (const step of action.runs.steps) {
    if (status !== 0 || (step.if !== undefined && !holds(step.if, context))) continue;
    writeFileSync(join(temp, "output"), "");
    const env = {
      PATH: `${join(temp, "bin")}:${dirname(process.execPath)}:${process.env.PATH ?? ""}`,
      HOME: temp,
      GITHUB_ACTIONS: "true",
      GITHUB_ACTION_PATH: ROOT,
      GITHUB_BASE_REF: "main",
      GITHUB_REPOSITORY: "shop/pipeline",
      GITHUB_OUTPUT: join(temp, "output"),
      GITHUB_STEP_SUMMARY: join(temp, "summary"),
      RUNNER_TEMP: temp,
      ...Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value)])),
    };
    const script = join(temp, "script.sh");
    writeFileSync(script, step.run);
    const done = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
      cwd: at(name),
      env,
      encoding: "utf8",
    });
    status = done.status ?? 1;
    log += done.stdout + done.stderr;
    for (const line of readFileSync(join(temp, "output"), "utf8").split("\n")) {
      const [key = "", ...value] = line.split("=");
      if (step.id !== undefined && key !== "") context[`steps.${step.id}.outputs.${key}`] = value.join("=");
    }
  }
  const summary = join(temp, "summary");
  return {
    status,
    log,
    summary: existsSync(summary) ? readFileSync(summary, "utf8") : "",
    outputs: Object.fromEntries(Object.entries(action.outputs).map(([key, { value }]) => [key, filled(value)])),
    calls: readFileSync(join(temp, "gh"), "utf8"),
  };
}

/** `a == 'b' && c == 'd'` */
function holds(condition: string, context: Readonly<Record<string, string>>): boolean {
  return condition.split("&&").every((part) => {
    const [, key = "", value = ""] = /^ *([\w.]+) *== *'([^']*)' *$/.exec(part) ?? [];
    return context[key] === value;
  });
}

const CHANNEL = `  channel:    "web" | "app"\n`;

/** A field that old events lack. */
const REQUIRED: readonly Edit[] = [
  ["  amount:     number(0..)\n", `  amount:     number(0..)\n${CHANNEL}`],
  ["amount: 30 }\n  expect usage", 'amount: 30, channel: "web" }\n  expect usage'],
];

describe("a pull request", () => {
  it("is green where nothing breaks", () => {
    change(["/// What is known of each customer.", "/// What is known of every customer."]);
    const { status, log, summary, calls } = pullRequest();
    expect(status, log).toBe(0);
    expect(summary).toContain("| ✅ | `diff` |");
    expect(calls).toBe("");
  });

  it("goes from red to green by a repair", () => {
    change(...REQUIRED);
    const red = pullRequest();
    expect(red.status).toBe(1);
    expect(red.log).toMatch(/^::error file=pipelines\.da,line=\d+.*title=field-added::/m);
    expect(red.summary).toContain("| ❌ | `diff` |");
    expect(red.summary).toContain("#### breaking: `field-added`");
    const sarif = JSON.parse(readFileSync(red.outputs.sarif ?? "", "utf8"));
    expect(sarif.runs.at(-1).results).toMatchObject([{ ruleId: "field-added" }]);
    change([CHANNEL, CHANNEL.replace("channel:", "channel?:")]);
    const green = pullRequest();
    expect(green.status, green.log).toBe(0);
  });

  it("goes from red to green by a comment that says why", () => {
    change(...REQUIRED);
    expect(pullRequest().status).toBe(1);
    change([CHANNEL, `  // da-accept field-added until 2999-01-31: the topic is empty yet\n${CHANNEL}`]);
    const { status, log, summary } = pullRequest();
    expect(status, log).toBe(0);
    expect(summary).toContain("the topic is empty yet");
  });

  it("has one comment, which is kept up to date", () => {
    change(...REQUIRED);
    expect(pullRequest({ comment: "true" }).calls).toContain("--method POST repos/shop/pipeline/issues/7/comments");
    expect(pullRequest({ comment: "true" }, "41").calls).toContain(
      "--method PATCH repos/shop/pipeline/issues/comments/41",
    );
  });

  it("is compared with what the inputs name, over recorded events", () => {
    change([
      "demux spending on order.placed, order.returned {",
      "demux spending on order.placed, order.returned when amount > 15 {",
    ]);
    const { log, status } = pullRequest({ against: "origin/main", samples: "web=samples/web.jsonl", level: "full" });
    // The branch that is named was not fetched.
    expect(status, log).toBe(2);
    expect(log).toContain("git fetch --no-tags --depth=1 origin main:refs/remotes/origin/main");
    const shown = pullRequest({ samples: "web=samples/web.jsonl", level: "full" });
    expect(shown.log).toMatch(/title=rule-narrowed::/);
    expect(shown.summary).toContain("1 event");
  });
});

it("hooks name commands that exist", () => {
  const hooks: readonly { readonly id: string; readonly entry: string; readonly args?: readonly string[] }[] = parse(
    readFileSync(join(ROOT, ".pre-commit-hooks.yaml"), "utf8"),
  );
  for (const { id, entry, args = [] } of hooks) {
    const [, ...words] = entry.split(" ");
    const own = id === "da-compile-diff" ? ["--against", "main"] : args;
    const { status, stderr } = program("work", ...words, ...own);
    expect(status, `${id}: ${stderr}`).toBe(0);
  }
});
