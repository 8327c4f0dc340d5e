// Builds dist/: da-run, the runtime library and what da-compile shares with them as one graph of modules, the rest of
// da-compile as a script, and the library's types.
//
// One graph, because generated code imports `da-compile/runtime` and must get the very modules that da-run has.
// What package.json lists under `dependencies` stays outside; everything else is bundled, since one file starts
// several times faster than the hundreds it is made of. Files that did not change are not written again.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type OutputAsset, type OutputChunk, rolldown } from "rolldown";
import manifest from "../package.json" with { type: "json" };
import { notices } from "./notices.ts";
import { bundleScripts, MODULES } from "./scripts.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const DIST = join(ROOT, "dist");

/** Entry points by their name in dist/. */
const ENTRIES = {
  "da-run": "runtime/cli/main.ts",
  "runtime/index": "runtime/index.ts",
  ...MODULES,
};

/** What must run without the parser and the emitter, and the folders that it must therefore not contain. */
const RUNTIME_ENTRIES = ["da-run", "runtime/index"];
const COMPILER_FOLDERS = ["dsl", "compiler"];

async function bundle(): Promise<readonly (OutputChunk | OutputAsset)[]> {
  const externals = Object.keys(manifest.dependencies);
  const build = await rolldown({
    cwd: ROOT,
    input: ENTRIES,
    platform: "node",
    external: (id) => externals.some((name) => id === name || id.startsWith(`${name}/`)),
  });
  const { output } = await build.generate({
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    comments: { legal: true, annotation: true, jsdoc: false },
  });
  await build.close();
  return output;
}

const PAGE = join(ROOT, "runtime/cli/ui/page");

/** The page of `da-run start --ui`, for browsers: one script, and the other files as they are. */
async function bundlePage(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const build = await rolldown({ cwd: ROOT, input: join(PAGE, "main.ts"), platform: "browser" });
  const { output } = await build.generate({ format: "esm", comments: false });
  await build.close();
  const [script] = output;
  const others = ["index.html", "page.css"].map((name) => [`ui/${name}`, readFileSync(join(PAGE, name))] as const);
  return new Map<string, string | Uint8Array>([["ui/page.js", script.code], ...others]);
}

/** The sources that a program may load, now or later, with the chunk that holds each. */
function sourcesOf(entry: string, chunks: ReadonlyMap<string, OutputChunk>): Map<string, string> {
  const sources = new Map<string, string>();
  const seen = new Set<string>();
  const pending = [`${entry}.js`];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const chunk = chunks.get(file);
    if (chunk === undefined || seen.has(file)) continue;
    seen.add(file);
    for (const id of chunk.moduleIds) sources.set(relative(ROOT, id).split(sep).join("/"), file);
    pending.push(...chunk.imports, ...chunk.dynamicImports);
  }
  return sources;
}

/** Fails where the runtime would load the compiler. */
function assertRuntimeStandsAlone(chunks: ReadonlyMap<string, OutputChunk>): void {
  for (const entry of RUNTIME_ENTRIES) {
    for (const [source, chunk] of sourcesOf(entry, chunks)) {
      if (COMPILER_FOLDERS.some((folder) => source.startsWith(`${folder}/`))) {
        throw new Error(`dist/${entry}.js would load ${source} (in dist/${chunk}): the runtime must not need it.`);
      }
    }
  }
}

/** Writes what changed, entry points last, so that a program started meanwhile finds all of its chunks. */
function write(files: ReadonlyMap<string, string | Uint8Array>): void {
  const chunksFirst = [...files].sort(([a], [b]) => Number(b.startsWith("chunks/")) - Number(a.startsWith("chunks/")));
  for (const [name, content] of chunksFirst) {
    const path = join(DIST, name);
    const bytes = Buffer.from(content);
    if (readIfThere(path)?.equals(bytes)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Writes the types of the runtime library; the names of their files in dist/. */
function declareTypes(): string[] {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, "--project", join(ROOT, "tsconfig.types.json"), "--listEmittedFiles"],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  if (status !== 0) throw new Error(`The runtime's type declarations could not be made.\n${stdout}`);
  return [...stdout.matchAll(/^TSFILE: (.+)$/gm)].map(([, path = ""]) => nameInDist(path.trim()));
}

/** Deletes what an earlier build left. */
function removeOthers(names: ReadonlySet<string>): void {
  for (const entry of readdirSync(DIST, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !names.has(nameInDist(path))) rmSync(path);
  }
}

function nameInDist(path: string): string {
  return relative(DIST, path).split(sep).join("/");
}

async function main(): Promise<void> {
  const output = await bundle();
  const chunks = new Map(output.flatMap((part) => (part.type === "chunk" ? [[part.fileName, part] as const] : [])));
  assertRuntimeStandsAlone(chunks);
  const files = new Map<string, string | Uint8Array>();
  for (const part of output) files.set(part.fileName, part.type === "chunk" ? part.code : part.source);
  for (const [name, content] of await bundlePage()) files.set(name, content);
  const scripts = await bundleScripts(ROOT);
  for (const { fileName, code } of scripts) files.set(fileName, code);
  const moduleIds = [...chunks.values(), ...scripts].flatMap((chunk) => chunk.moduleIds);
  files.set("THIRD-PARTY-LICENSES.txt", notices(ROOT, moduleIds));
  write(files);
  removeOthers(new Set([...files.keys(), ...declareTypes()]));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
