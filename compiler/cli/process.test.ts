// The built program as a process: streams, signals and exit status. `npm run build` makes it.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GOOD, Terminal } from "./testing/terminal.ts";

const PROGRAM = fileURLToPath(new URL("../../bin/da-compile.js", import.meta.url));

let terminal: Terminal;
let started: ChildProcessWithoutNullStreams[];

beforeEach(() => {
  terminal = new Terminal();
  started = [];
});

afterEach(() => {
  for (const child of started) child.kill("SIGKILL");
  terminal.remove();
});

function start(...args: readonly string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: terminal.folder });
  started.push(child);
  return child;
}

async function finish(child: ChildProcessWithoutNullStreams) {
  const printed = { out: "", err: "" };
  child.stdout.on("data", (data) => {
    printed.out += data;
  });
  child.stderr.on("data", (data) => {
    printed.err += data;
  });
  const [exit] = await once(child, "close");
  return { exit, ...printed };
}

test("diagnostics as JSON on stdout, and the status of a wrong spec", async () => {
  terminal.write("pipelines.da", GOOD.replace("{ userId, amount }", "{ userId }"));
  const { exit, out, err } = await finish(start("check", "--format", "json"));
  expect(exit).toBe(1);
  expect(JSON.parse(out).diagnostics).toMatchObject([{ code: "DA3003" }]);
  expect(err).toBe("pipelines.da: 1 error (7 declarations)\n");
});

test("a compile, without colour where stderr is no terminal", async () => {
  terminal.write("pipelines.da", `${GOOD}type Unused = string\n`);
  const { exit, out, err } = await finish(start());
  expect({ exit, out }).toEqual({ exit: 0, out: "" });
  expect(err).toContain("warning DA8002: ");
  expect(err).not.toContain("\u001b");
  expect(terminal.read("generated/events.ts")).toContain("OrderPlaced");
});

test("the status of a call that is not good", async () => {
  const { exit, out, err } = await finish(start("check", "--colour"));
  expect({ exit, out }).toEqual({ exit: 2, out: "" });
  expect(err).toContain("`check` has no option `--colour`");
});

test("a reader that goes away is no reason to complain", async () => {
  terminal.write("pipelines.da", GOOD);
  const child = start("graph", "--as", "json");
  child.stdout.destroy();
  const { err } = await finish(child);
  expect(err).toBe("");
});

test("SIGINT ends a watch, and it is good", async () => {
  terminal.write("pipelines.da", GOOD);
  const child = start("check", "--watch");
  const end = finish(child);
  await once(child.stderr, "data");
  child.kill("SIGINT");
  expect(await end).toMatchObject({ exit: 0, out: "" });
});
