// Runs classic scripts, and keeps the code that V8 compiled meanwhile for the next run.
//
// Node's own cache holds modules as they were before they ran, and V8 compiles most functions when they are first called:
// each process would compile them again, which is a sixth of what a short one takes.
import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";

// Not imported: for an import, Node loads all that a module could give, of node:fs also promises and streams.
const require = createRequire(import.meta.url);
const { existsSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { Script } = require("node:vm");

/**
 * Runs the script in a file, and what it requires. The first line of a script names its content, and its value is a function
 * of `require`, `exports` and the file's name. `purpose` tells runs apart that call other functions or have other flags, and
 * what they require of Node and of modules is loaded by way of `loading`.
 */
export function runScript(file, purpose, loading = (load) => load()) {
  const requireModule = createRequire(file);
  const loaded = new Map();
  const outside = (id) => {
    const known = loaded.get(id) ?? loading(() => requireModule(id));
    loaded.set(id, known);
    return known;
  };
  const load = (path) => {
    const known = loaded.get(path);
    if (known !== undefined) return known;
    const exports = {};
    loaded.set(path, exports);
    const required = (id) => (SCRIPT.test(id) ? load(join(dirname(path), id)) : outside(id));
    compiled(path, purpose)(required, exports, path);
    return exports;
  };
  load(file);
}

/** How scripts name each other. All else that they name is a module, from where the first of them stands. */
const SCRIPT = /^(\.\/scripts|\.|\.\.)\/[\w-]+\.js$/;

function compiled(path, purpose) {
  const text = readFileSync(path, "utf8");
  const kept = placeOf(text, purpose);
  const script = new Script(text, { filename: path, cachedData: kept === null ? undefined : readIfThere(kept) });
  if (kept !== null && script.cachedDataRejected !== false) {
    // A run that went wrong has not called all that a good one calls.
    process.on("exit", (status) => status === 0 && keep(kept, script.createCachedData()));
  }
  return script.runInThisContext();
}

/** Beside what Node keeps of modules, under a name of this very text; null where nothing is to be kept. */
function placeOf(text, purpose) {
  const folder = module.getCompileCacheDir();
  const content = /^\/\/ (\w+)\n/.exec(text)?.[1];
  return folder === undefined || content === undefined ? null : join(folder, `${content}-${purpose}`);
}

function readIfThere(path) {
  try {
    return existsSync(path) ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** In one step, as others may be reading, and on the disk before it has its name, as V8 believes it. That it cannot be written is no harm. */
function keep(path, code) {
  const temporary = `${path}-${process.pid}`;
  try {
    writeFileSync(temporary, code, { mode: 0o600, flush: true });
    renameSync(temporary, path);
  } catch {
    rmSync(temporary, { force: true });
  }
}
