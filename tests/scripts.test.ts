// Scripts that are run with the code that V8 kept of an earlier run: they do as their text says, whatever was kept.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const LAUNCHER = new URL("../bin/scripts.js", import.meta.url).href;

let folder = "";
let cache = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "da-scripts-"));
  cache = join(folder, "cache");
  mkdirSync(join(folder, "scripts"));
  write(
    "start.js",
    "a1",
    'console.log(require("./scripts/part.js").double(21), require("node:path").posix.join("a", "b"));',
  );
  write("scripts/part.js", "b1", "exports.double = (value) => value * 2;");
  const main = `import module from "node:module"; import { runScript } from ${JSON.stringify(LAUNCHER)};
    module.enableCompileCache(); runScript(${JSON.stringify(join(folder, "start.js"))}, process.argv[2]);`;
  writeFileSync(join(folder, "main.mjs"), main);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string, code: string): void {
  writeFileSync(join(folder, name), `// ${content}\n(function (require, exports, __filename) {\n${code}\n})\n`);
}

function run(purpose: string, env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "main.mjs"), purpose], {
    encoding: "utf8",
    env: { ...process.env, NODE_COMPILE_CACHE: cache, NODE_DISABLE_COMPILE_CACHE: undefined, ...env },
  });
  return { status, out: stdout.trim(), err: stderr };
}

/** Names of what was kept of scripts; Node's own have no dash. */
function kept(): string[] {
  const files = readdirSync(cache, { recursive: true, encoding: "utf8" }).map(
    (name) => name.split(/[\\/]/).at(-1) ?? "",
  );
  return files.filter((name) => /^\w+-\w+$/.test(name) && !name.startsWith("v")).sort();
}

test("the second run is as the first, with the code that this kept", () => {
  expect(run("check")).toEqual({ status: 0, out: "42 a/b", err: "" });
  expect(kept()).toEqual(["a1-check", "b1-check"]);
  expect(run("check")).toEqual({ status: 0, out: "42 a/b", err: "" });
  expect(run("compile").out).toBe("42 a/b");
  expect(kept()).toEqual(["a1-check", "a1-compile", "b1-check", "b1-compile"]);
});

test("another text of the same length is another script", () => {
  run("check");
  write("scripts/part.js", "b2", "exports.double = (value) => value * 3;");
  expect(run("check").out).toBe("63 a/b");
  expect(run("check").out).toBe("63 a/b");
});

test("what was kept and cannot be used is kept anew", () => {
  run("check");
  const path = join(cache, readdirSync(cache)[0] ?? "", "b1-check");
  const whole = readFileSync(path).length;
  truncateSync(path, 100);
  expect(run("check")).toEqual({ status: 0, out: "42 a/b", err: "" });
  expect(readFileSync(path).length).toBe(whole);
});

test("nothing is kept of a run that failed, nor where Node is told to keep nothing", () => {
  expect(run("check", { NODE_DISABLE_COMPILE_CACHE: "1" }).out).toBe("42 a/b");
  write("start.js", "a2", 'require("./scripts/part.js"); process.exitCode = 1;');
  expect(run("check").status).toBe(1);
  expect(kept()).toEqual([]);
});

test("da-compile prints the same with and without what was kept", () => {
  const program = fileURLToPath(new URL("../bin/da-compile.js", import.meta.url));
  const results = [1, 2].map(() => {
    const options = { encoding: "utf8", env: { ...process.env, NODE_COMPILE_CACHE: cache } } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, "explain", "DA3003"], options);
    return { status, stdout, stderr };
  });
  expect(results[0]).toMatchObject({ status: 0, stderr: "" });
  expect(results[1]).toEqual(results[0]);
  expect(kept().some((name) => name.endsWith("-explain"))).toBe(true);
});
