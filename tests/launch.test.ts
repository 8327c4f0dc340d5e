// The launchers under an old Node: a preloaded module makes this Node pretend to be one, but in the process that the
// launcher starts.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OLD = `if (!process.env.DA_RELAYED) {
  const versions = { ...process.versions, node: "20.1.0" };
  Object.defineProperty(process, "versions", { value: versions });
}`;

/** A program that says who it is, waits for a signal where told to, and ends with the status it was given. */
const PROGRAM = `const [status, wait] = process.argv.slice(2);
process.on("SIGTERM", () => process.exit(Number(status)));
process.stdout.write(JSON.stringify({ pid: process.pid, relayed: process.env.DA_RELAYED ?? null }) + "\\n");
if (wait) setInterval(() => {}, 1000);
else process.exit(Number(status));`;

let folder = "";
let started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "da-launch-"));
  started = [];
  cpSync(join(ROOT, "bin"), join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist/da-run.js"), PROGRAM);
  writeFileSync(join(folder, "old.js"), OLD);
});

afterEach(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Puts this very Node where npm would have put the package `node`. */
function installNode(): void {
  const binary = join(folder, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
  mkdirSync(dirname(binary), { recursive: true });
  symlinkSync(process.execPath, binary);
  const manifest = JSON.stringify({ name: "node", version: process.versions.node });
  writeFileSync(join(folder, "node_modules/node/package.json"), manifest);
}

function start(old: boolean, args: readonly string[]) {
  const preload = old ? ["--import", pathToFileURL(join(folder, "old.js")).href] : [];
  const child = spawn(process.execPath, [...preload, join(folder, "bin/da-run.js"), ...args], { cwd: folder });
  started.push(child);
  return child;
}

async function finish(child: ReturnType<typeof start>) {
  const output = { out: "", err: "" };
  child.stdout.on("data", (data) => {
    output.out += data;
  });
  child.stderr.on("data", (data) => {
    output.err += data;
  });
  const [status] = await once(child, "close");
  return { status, ...output };
}

/** Waits for the first line that the program prints, so that it is known to run. */
async function running(child: ReturnType<typeof start>): Promise<void> {
  await once(child.stdout, "data");
}

test("a recent Node runs the program itself", async () => {
  const child = start(false, ["3"]);
  const { status, out } = await finish(child);
  expect(status).toBe(3);
  expect(JSON.parse(out)).toEqual({ pid: child.pid, relayed: null });
});

test("an old Node without another one says what is needed", async () => {
  const { status, out, err } = await finish(start(true, ["0"]));
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toBe("da-run needs Node 24.15 or newer, and this is 20.1.0: install Node 24.15.\n");
});

test("an old Node starts the installed one and ends with its status", async () => {
  installNode();
  const child = start(true, ["3"]);
  const { status, out } = await finish(child);
  expect(status).toBe(3);
  const { pid, relayed } = JSON.parse(out);
  expect(pid).not.toBe(child.pid);
  expect(relayed).toBe(null);
});

test("SIGTERM reaches the program", async () => {
  installNode();
  const child = start(true, ["4", "wait"]);
  await running(child);
  child.kill("SIGTERM");
  expect((await finish(child)).status).toBe(4);
});

test("a program does not outlive a launcher that was killed", async () => {
  installNode();
  const child = start(true, ["0", "wait"]);
  await running(child);
  child.kill("SIGKILL");
  // The launcher is gone at once; its output closes when the program, which has it too, is gone as well.
  await once(child, "close");
  expect(child.signalCode).toBe("SIGKILL");
});

test("a program that was not built says how to build it", async () => {
  rmSync(join(folder, "dist"), { recursive: true });
  const { status, err } = await finish(start(false, []));
  expect(status).toBe(2);
  expect(err).toMatch(/^da-run is not built yet: run `npm install` /);
});
